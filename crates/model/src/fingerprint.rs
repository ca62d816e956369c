//! What an element was like, to find it again on a page where its locator no longer does.

use crate::{Ancestor, Element};
use serde::{Deserialize, Serialize};
use specta::Type;

/// An element as it was, where it was, and what on its page was like it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Fingerprint {
    /// The element.
    #[serde(flatten)]
    pub likeness: Likeness,
    /// Others on its page that are most like it: what is one of them is not the element.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Likeness>,
}

/// What is compared of two elements.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Likeness {
    /// The element's own facts.
    pub element: Element,
    /// Its ancestors, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ancestors: Vec<Ancestor>,
    /// Texts shown before it, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// Texts shown after it, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
}
