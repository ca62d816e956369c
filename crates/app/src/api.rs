//! What the shells hand in and get back: plain values, the same for the terminal and the window.

mod finding;
mod voice;

pub use finding::*;
pub use voice::*;

use model::{
    Aligned, BreakageOutcome, Conditions, Plan, Proof, RecordingInfo, Rect, Replay, StepId, Utterance, Verdict,
    Viewport,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What to record, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct RecordRequest {
    /// Where to begin; empty, when attached: where the tab is.
    pub url: String,
    /// The recording's folder; nothing: a new one, named by the app, in the user's recordings folder.
    pub out: Option<PathBuf>,
    /// Without a window.
    pub headless: bool,
    /// Wait for Record before recording anything.
    pub standby: bool,
    /// A port on which another program may act as the person.
    pub cdp_port: Option<u16>,
    /// Size of the page area; nothing: 1280×720.
    pub viewport: Option<Viewport>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
    /// A proxy for all traffic: `http://proxy.example.com:3128`.
    pub proxy: Option<String>,
    /// Hosts that are reached without the proxy, with commas between.
    pub proxy_bypass: Option<String>,
    /// The browser's profile folder; nothing: a new one, thrown away afterwards.
    pub profile: Option<PathBuf>,
    /// A browser that runs already: a port, an address, its profile folder, `running`, `pipe:IN,OUT`.
    pub attach: Option<String>,
    /// The tab of that browser, by a part of its title or address; nothing: the one in front.
    pub tab: Option<String>,
    /// What the browser pretends. `http_credentials` and `storage_state` follow from what is given below.
    pub conditions: Conditions,
    /// `user:password`, for a server that asks for it.
    pub http_credentials: Option<String>,
    /// Cookies and local storage to begin with: a file of Playwright's `storageState` form.
    pub load_storage: Option<PathBuf>,
    /// Where cookies and local storage go at the end.
    pub save_storage: Option<PathBuf>,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// Selectors of fields whose content is secret, beyond those that say so themselves.
    pub secret_fields: Vec<String>,
    /// Whether to listen from the beginning, and with which microphone.
    pub voice: Option<Voice>,
}

/// What a running recording tells, in order. One JSON object a line with `record --json`.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Live {
    /// The browser is there; input counts from now on (after Record, when in standby).
    Ready {
        /// DevTools address for other programs: `http://127.0.0.1:N`.
        cdp: String,
        /// The recording's folder.
        path: PathBuf,
        /// Recording, or standby.
        state: RecordingState,
    },
    /// The state changed.
    State {
        /// The new one.
        state: RecordingState,
    },
    /// A raw event: already on disk.
    Event {
        /// The event.
        event: model::Event,
    },
    /// A step was added or grew: same `id`, newer text.
    Step {
        /// The step.
        step: StepLine,
    },
    /// A step was taken back by Undo.
    StepRemoved {
        /// Which.
        id: StepId,
    },
    /// A sentence: already on disk.
    Note {
        /// The utterance.
        utterance: model::Utterance,
    },
    /// The microphone was opened or closed.
    Voice {
        /// How it is now.
        voice: VoiceState,
    },
    /// How loud it is, ten times a second while the microphone is open.
    Level {
        /// 0 to 1.
        level: f32,
        /// Whether somebody speaks.
        speaks: bool,
    },
    /// Something a person should know; recording goes on.
    Warning {
        /// A sentence that says what happened, what was kept, what to do.
        text: String,
    },
    /// The end: everything is on disk.
    Saved {
        /// The recording's folder.
        path: PathBuf,
        /// How many events.
        events: u32,
        /// How many steps.
        steps: u32,
        /// How many sentences.
        utterances: u32,
    },
}

/// Where a running recording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RecordingState {
    /// Nothing is recorded yet.
    Standby,
    /// Recording.
    Recording,
    /// Paused: the clock stands still.
    Paused,
    /// Over.
    Stopped,
}

/// A step as a person reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepLine {
    /// The step.
    pub id: StepId,
    /// When, on the recording's clock.
    pub at: model::Millis,
    /// "Click “Sign in”".
    pub text: String,
}

/// A recording in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordingCard {
    /// Its folder.
    pub path: PathBuf,
    /// The header; nothing when it can't be read, and then `problem` says why.
    pub info: Option<RecordingInfo>,
    /// What is wrong with the folder, and what to do.
    pub problem: Option<String>,
    /// How many steps.
    pub steps: u32,
    /// How many sentences.
    pub sentences: u32,
    /// A screenshot.
    pub thumbnail: Option<PathBuf>,
    /// The last proof's verdict.
    pub verdict: Option<Verdict>,
    /// Breakages caught, of how many tried.
    pub caught: Option<(u32, u32)>,
}

/// A recording with everything derived from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordingView {
    /// Its folder.
    pub path: PathBuf,
    /// The header.
    pub info: RecordingInfo,
    /// Steps, and where each sentence belongs.
    pub aligned: Aligned,
    /// The plan. Its findings are `plan.findings`.
    pub plan: Plan,
    /// Each step in words, in the plan's order; also for steps whose group has a narrated title.
    pub lines: Vec<StepLine>,
    /// Each check in words, by check id.
    pub checks: BTreeMap<String, String>,
    /// Per step and check, by id: the ways to find its element, the one that is used first.
    pub ways: BTreeMap<String, Vec<Way>>,
    /// The test file.
    pub file: CodeFile,
    /// Per step, by step id: the picture and where the target is on it.
    pub pictures: BTreeMap<String, Picture>,
    /// Sentences for people about what was odd: damaged lines that were skipped, unsure sentences, and so on.
    pub notes: Vec<String>,
    /// The last proof.
    pub proof: Option<Proof>,
}

/// What was done and said in a recording, before anything is made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Each step in words, in order.
    pub lines: Vec<StepLine>,
    /// Steps, and where each sentence belongs.
    pub aligned: Aligned,
    /// What was said, in order.
    pub utterances: Vec<Utterance>,
    /// Sentences for people about what was odd.
    pub notes: Vec<String>,
}

/// A printed file and what its lines come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeFile {
    /// Relative path it would have in a repository: `e2e/order-with-a-coupon.spec.ts`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Which lines come from what.
    pub spans: Vec<CodeSpan>,
}

/// Lines of the printed file that come from one step, check or group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeSpan {
    /// 1-based, first.
    pub from_line: u32,
    /// 1-based, last.
    pub to_line: u32,
    /// The step's, check's or group's id.
    pub of: String,
}

/// A screenshot and where the target is on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The image file.
    pub file: PathBuf,
    /// In CSS pixels of the viewport; nothing when unknown.
    pub target: Option<Rect>,
}

/// What to prove, and against what.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProveRequest {
    /// The recording's folder.
    pub path: PathBuf,
    /// How many replays; 3 is usual.
    pub runs: u32,
    /// Another address of the app than the one it was recorded at.
    pub base_url: Option<String>,
    /// Values of the plan's variables; those missing are taken from the environment.
    pub values: BTreeMap<String, String>,
}

/// What a running proof tells.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProofProgress {
    /// Getting Playwright ready (the first time it is installed).
    Preparing {
        /// What is being done.
        text: String,
    },
    /// What is ahead.
    Planned {
        /// Replays.
        replays: u32,
        /// Breakages, in the order they are tried.
        breakages: Vec<model::Breakage>,
    },
    /// A replay has come to this step.
    Step {
        /// Which replay, 1-based.
        run: u32,
        /// The step's title.
        title: String,
    },
    /// A replay ended.
    Replayed {
        /// 1-based.
        run: u32,
        /// How it went.
        replay: Replay,
    },
    /// A breakage was tried.
    Broken {
        /// How it went.
        outcome: BreakageOutcome,
    },
}

/// What to export, and where to.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// The recording's folder.
    pub path: PathBuf,
    /// The repository, or any folder.
    pub repo: PathBuf,
    /// Only say what would change.
    pub dry_run: bool,
}

/// What an export changes, or would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The files, in order.
    pub files: Vec<ExportedFile>,
    /// False after a dry run.
    pub written: bool,
    /// What to do next, a line each: `npm install -D @playwright/test`, …
    pub next: Vec<String>,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// Absolute.
    pub path: PathBuf,
    /// What happens to it.
    pub change: FileChange,
    /// The new text.
    pub text: String,
    /// A unified difference against what is there; empty when nothing changes.
    pub diff: String,
}

/// What an export does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileChange {
    /// It is new.
    Create,
    /// It is there already, just so.
    Same,
    /// It was there and differs: kept as it is; ours goes beside it, under another name.
    Beside,
}

/// One line of `doctor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// "Browser".
    pub part: String,
    /// Whether it will do.
    pub ok: bool,
    /// What was found: "Chromium 156 at /usr/bin/chromium".
    pub found: String,
    /// How to mend it, when not.
    pub fix: Option<String>,
}

/// What the user chose, kept in sqlite.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Where new recordings go; nothing: `~/Saywright`.
    pub recordings_dir: Option<PathBuf>,
    /// The browser's program; nothing: the first one found.
    pub browser: Option<PathBuf>,
    /// Repositories exported to, the last one first.
    pub recent_repos: Vec<PathBuf>,
}
