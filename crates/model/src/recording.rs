//! A recording as a whole, and the header of its folder. `docs/recording-format.md` describes the files.

use crate::{Conditions, Event, Locator, Millis, RecordingId, StepId, Target, Utterance};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The newest version of the format that this build can read and the one it writes.
pub const FORMAT: u32 = 1;

/// `recording.json`: the header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordingInfo {
    /// Version of the format.
    pub format: u32,
    /// For ever the same, wherever the folder goes.
    pub id: RecordingId,
    /// For people.
    pub title: String,
    /// The first address.
    pub url: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// Size of the page area.
    pub viewport: Viewport,
    /// Name and version: "Chromium 156.0.8078.73".
    pub browser: String,
    /// The attribute that holds test ids.
    pub test_id_attribute: String,
    /// The system it was recorded on, which says what Control and Command mean: `linux`, `macos`, `windows`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub platform: String,
    /// What the browser pretended.
    #[serde(default, skip_serializing_if = "Conditions::is_none")]
    pub conditions: Conditions,
}

/// Size of the page area, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Viewport {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Viewport {
    /// Playwright's own, and that of its "Desktop Chrome".
    pub const USUAL: Self = Self { width: 1280, height: 720 };
}

/// Everything in a recording's folder but its pages and pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Recording {
    /// The header.
    pub info: RecordingInfo,
    /// `events.jsonl`
    pub events: Vec<Event>,
    /// `targets.jsonl`
    pub targets: Vec<Target>,
    /// `narration.jsonl`
    pub utterances: Vec<Utterance>,
    /// `network.jsonl`
    pub network: Vec<NetworkEntry>,
    /// `edits.jsonl`
    pub edits: Vec<Edit>,
}

/// A line of `network.jsonl`: one request of the page for data or a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkEntry {
    /// When it was sent.
    pub at: Millis,
    /// `GET`, `POST`, …
    pub method: String,
    /// Absolute, as it was asked for; what a site puts into it is not masked.
    pub url: String,
    /// `document`, `xhr` or `fetch`.
    pub resource: String,
    /// HTTP status; nothing when it failed.
    pub status: Option<u16>,
    /// From sending to the response's head.
    pub duration_ms: u32,
}

/// A line of `edits.jsonl`: what the user changed, over what was derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "edit", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Edit {
    /// Take a step out of the plan.
    RemoveStep {
        /// Which.
        step: StepId,
    },
    /// Put it back.
    RestoreStep {
        /// Which.
        step: StepId,
    },
    /// Find the element of a step or a check in another of the ways that were found.
    UseLocator {
        /// The step's or the check's id.
        of: String,
        /// The way.
        locator: Locator,
    },
    /// Name the test.
    Rename {
        /// The title.
        title: String,
    },
}
