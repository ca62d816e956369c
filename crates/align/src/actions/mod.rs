//! Merges raw events into steps: what a person would have written, not what the browser reported.
//!
//! One pass over the events; only the last step may be absorbed by what follows it, so the steps of a recording that
//! goes on stay what they were, but for their end. Knows nothing of narration.

mod draft;
mod elements;
mod keys;
mod merging;
mod tabs;
#[cfg(test)]
mod tests;

use crate::Timeline;
use merging::Merging;
use model::{Note, Step};

/// The steps of a timeline, in the order they were done. Looks at events and targets only.
///
/// An event is part of at most one step. Part of none are: what the page did (it is told in the step's `seen`,
/// `opened`, `dialogs` and `downloads`), keys and clicks that only moved the focus or opened a native list, clicks that
/// the browser made from a key, and a field that was empty before and after.
///
/// The picture of a step is the last one taken in its tab before it, of the same document; else the first after it.
pub fn actions(timeline: &Timeline<'_>) -> Vec<Step> {
    merge(timeline).0
}

/// The same, with what was odd.
pub(crate) fn merge(timeline: &Timeline<'_>) -> (Vec<Step>, Vec<Note>) {
    let mut merging = Merging::new(timeline);
    for position in 0..timeline.events.len() {
        merging.take(position);
    }
    merging.finish()
}

/// Judgements about time, in milliseconds.
mod limits {
    /// A click this long before a checkbox changed by itself made it change.
    pub const CLICK_CAUSES_TOGGLE: u32 = 100;
    /// A key this long before a checkbox or radio button changed made it change: a page may be busy meanwhile.
    pub const KEY_CAUSES_TOGGLE: u32 = 1000;
    /// Choosing with the arrow keys changes a closed list at every key; pauses between them are shorter than this.
    pub const BETWEEN_CHOICES: u32 = 1000;
    /// The click that ends a press on a spinner or slider comes this soon after the last change.
    pub const SPINNER_RELEASE: u32 = 500;
    /// A press that is held for longer is meant to be.
    pub const HOLD: u32 = 600;
    /// A tab that closes this soon after a step in it was closed by that step: no hand is as quick.
    pub const STEP_CLOSES_TAB: u32 = 150;
    /// A tab that the browser opens for a click with Control comes this soon.
    pub const CLICK_OPENS_TAB: u32 = 1500;
    /// All tabs of a window close within this.
    pub const WINDOW_CLOSES: u32 = 500;
}
