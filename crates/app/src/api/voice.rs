//! Speaking instead of typing.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::path::PathBuf;

/// How to listen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Voice {
    /// The microphone's name; nothing: the one that the system prefers.
    pub microphone: Option<String>,
}

/// Whether a recording listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoiceState {
    /// It doesn't.
    Off,
    /// It will in a moment.
    Opening,
    /// It does.
    Listening {
        /// The microphone's name.
        microphone: String,
    },
}

/// What there is to speak with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VoiceStatus {
    /// The model that is used; nothing: there is none yet, and only typing works.
    pub model: Option<VoiceModel>,
    /// Models that can be downloaded, the usual one first.
    pub known: Vec<KnownModel>,
    /// Microphones, the one that the system prefers first.
    pub microphones: Vec<String>,
}

/// A speech model on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VoiceModel {
    /// `base.en`
    pub name: String,
    /// Where it is.
    pub file: PathBuf,
}

/// A speech model that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownModel {
    /// `base.en`
    pub name: String,
    /// How much there is to download, in MB.
    pub megabytes: u32,
    /// What it is good for.
    pub good_for: String,
}

/// How far a download is, in kB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Downloading {
    /// What is there.
    pub done: u32,
    /// What there will be.
    pub of: u32,
}

/// What a test of the voice tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoiceTest {
    /// The microphone is open.
    Listening {
        /// Its name.
        microphone: String,
    },
    /// How loud it is.
    Level {
        /// 0 to 1.
        level: f32,
        /// Whether somebody speaks.
        speaks: bool,
    },
    /// A sentence was heard.
    Heard {
        /// Its text.
        text: String,
        /// Seconds from the beginning to where it began.
        from: f32,
        /// And to where it ended.
        to: f32,
    },
    /// Something is the matter.
    Trouble {
        /// What, and what to do.
        text: String,
    },
}
