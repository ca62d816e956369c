//! What the narrator said.

use crate::{Millis, UtteranceId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A line of `narration.jsonl`: one sentence, typed or spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Utterance {
    /// Unique within the recording. The same sentence said twice is two utterances.
    pub id: UtteranceId,
    /// As it was said, untouched.
    pub text: String,
    /// When it began. For a typed line: when typing began if that is known, else the same as `to`.
    pub from: Millis,
    /// When it ended. For a typed line: when it was sent.
    pub to: Millis,
    /// How it came.
    pub source: Source,
}

/// How an utterance came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// Typed as a note.
    Typed,
    /// Spoken and recognised.
    Spoken,
}
