//! What a stored page says when it is opened again: its elements, and what a locator finds on it.

use crate::{Ancestor, Element, Locator, NodeId, PageId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The elements of one stored page that a sentence could speak of, in document order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Outline {
    /// Which page.
    pub page: PageId,
    /// Visible elements with a role, text or value.
    pub elements: Vec<OutlineElement>,
}

/// One visible element of a stored page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OutlineElement {
    /// Its number in the page.
    pub node: NodeId,
    /// Its facts. `text` is all visible text in it.
    pub element: Element,
    /// Its ancestors, nearest first.
    pub ancestors: Vec<Ancestor>,
    /// How many element children it has; 0 for a leaf.
    pub children: u32,
    /// False for one that can't be seen.
    pub shown: bool,
}

/// A question to a stored page: what does this locator find?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// The stored page to try on.
    pub page: PageId,
    /// The element that should be found.
    pub node: NodeId,
    /// The locator, within the page's own frame.
    pub locator: Locator,
}

/// The answer to a [`Trial`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrialResult {
    /// How many elements match.
    pub count: u32,
    /// The 0-based place of the wanted element among them; nothing when it is not among them.
    pub index: Option<u32>,
}

/// A candidate, and what it found.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The candidate.
    pub locator: Locator,
    /// On the recorded page; nothing when that could not be opened.
    pub recorded: Option<TrialResult>,
    /// On other states of the same document: the same ones in the same order for each candidate of an element.
    pub states: Vec<TrialResult>,
    /// On changed copies of the recorded page, by the name of the change; only for those that are worth it.
    pub changed: Vec<(String, TrialResult)>,
}

impl TrialResult {
    /// True when exactly the wanted element was found.
    pub fn is_exact(self) -> bool {
        self.count == 1 && self.index == Some(0)
    }
}
