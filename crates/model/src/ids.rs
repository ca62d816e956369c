//! A newtype for each id and unit, so that a step's id can't be passed for an event's.
//!
//! Ids are short strings, unique within one recording, and never reused. Ids of derived things (steps, checks,
//! groups) are made from the ids they derive from, so computing them again gives the same ids.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;

macro_rules! string_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

string_ids! {
    /// One recording, for ever: it survives renaming the folder.
    RecordingId
    /// One raw event: `e1`, `e2`, … in the order of arrival.
    EventId
    /// One sentence: `u1`, `u2`, ….
    UtteranceId
    /// One description of an element at one moment: `t1`, `t2`, ….
    TargetId
    /// A tab or popup: `tab1` is the first.
    TabId
    /// A stored page: the first 16 hex digits of the SHA-256 of its text.
    PageId
    /// A step, from its first event: `s-e3`.
    StepId
    /// A check, from its utterance: `c-u4`, `c-u4-2`.
    CheckId
    /// A group, from its utterance (`g-u2`) or its first step (`g-s-e3`).
    GroupId
    /// A finding, from its utterance: `f-u4`.
    FindingId
}

/// An element of one document, numbered by the recorder when first stored. The same element keeps its number in
/// every stored page of that document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct NodeId(pub u32);

/// Milliseconds on the recording's one clock, which starts at Record and stands still while paused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Millis(pub u32);

impl Millis {
    /// Milliseconds from `earlier` to `self`; zero when `earlier` is later.
    pub fn since(self, earlier: Millis) -> u32 {
        self.0.saturating_sub(earlier.0)
    }
}
