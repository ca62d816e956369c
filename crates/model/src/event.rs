//! Raw events: one thing the person or the page did, as it was seen. Never merged, never changed afterwards.

use crate::{EventId, Expectation, Millis, PageId, TabId, TargetId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A line of `events.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Unique within the recording.
    pub id: EventId,
    /// When it arrived.
    pub at: Millis,
    /// The tab it happened in.
    pub tab: TabId,
    /// The element acted on, as it was before the action; described in `targets.jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetId>,
    /// For a drag: the element on which it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onto: Option<TargetId>,
    /// What happened.
    pub what: EventKind,
}

/// What happened. The first half is done by the person, the second by the page or the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EventKind {
    /// A completed press and release of a pointer button.
    Click {
        /// Which button.
        button: Button,
        /// Keys held down.
        modifiers: Modifiers,
        /// 1 for a first click, 2 for the second of a double click, as `UIEvent.detail` has it.
        clicks: u32,
        /// True when the browser made it from a key press or a label, not from a pointer on this element.
        synthesized: bool,
        /// Where in the element, when a pointer did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Point>,
        /// For how long the button was down, in ms; 0 when it is not known.
        #[serde(default, skip_serializing_if = "is_zero")]
        held: u32,
    },
    /// The pointer rested on the element, and by that something appeared that was acted on next.
    Hover,
    /// The element's content (with no element: the page) was scrolled to here, and by that something appeared that was
    /// acted on next.
    Scroll {
        /// Pixels from the left.
        left: i32,
        /// Pixels from the top.
        top: i32,
        /// True when more was added to what is scrolled meanwhile: its end was not where it is now.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        grew: bool,
    },
    /// The element was taken with the pointer and let go on another one, which is the event's `onto`.
    Drag {
        /// Where in the element it was taken.
        at: Point,
        /// Where in the other element it was let go.
        onto_at: Point,
        /// True when the browser carried it (HTML drag and drop), not the page's own script.
        native: bool,
    },
    /// The field's whole value after a keystroke, paste or other edit.
    Input {
        /// The value.
        value: Typed,
        /// True when the page's own editor wrote it there, after taking the keys from the browser.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        managed: bool,
        /// The middle of the field in the element, which is the host of a closed shadow root.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Point>,
    },
    /// A key went down that is more than text: Enter, Escape, arrows, chords, hot keys.
    Key {
        /// As `KeyboardEvent.key` has it: `Enter`, `a`, `ArrowDown`.
        key: String,
        /// Keys held down.
        modifiers: Modifiers,
        /// True when the focus was in something that takes text.
        editing: bool,
    },
    /// A key was let go that had been held down on purpose, in something that takes no text.
    KeyHeld {
        /// As `KeyboardEvent.key` has it.
        key: String,
        /// For how long, in ms.
        held: u32,
    },
    /// Options of a `select` were chosen.
    Select {
        /// The labels a person sees.
        labels: Vec<String>,
        /// The options' values.
        values: Vec<String>,
    },
    /// A checkbox or radio button changed.
    Toggle {
        /// Its new state.
        checked: bool,
    },
    /// Files were chosen.
    Upload {
        /// File names; the files themselves are kept in the recording's `files/` where they could be copied.
        files: Vec<String>,
        /// True when they were dropped onto the element from outside the browser.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dropped: bool,
    },
    /// The person pointed at the element and asked for a check of it, in Saywright's own interface; the page saw nothing.
    Expected {
        /// What it was like, and has to be like.
        expectation: Expectation,
    },
    /// The tab's main frame shows another address (a load, `pushState` or a change of the fragment).
    Navigated {
        /// The address as it was asked for; what a site puts into it is not masked.
        url: String,
        /// Who asked for it.
        cause: NavigationCause,
        /// True when the document stayed the same (`pushState`, fragment).
        same_document: bool,
    },
    /// A page was stored: what the tab showed at this moment.
    Seen(Seen),
    /// A tab was opened by the page or the person.
    TabOpened {
        /// The tab that opened it, if a page did.
        opener: Option<TabId>,
        /// Its first address.
        url: String,
    },
    /// The tab was closed.
    TabClosed,
    /// A dialog was shown and answered.
    Dialog {
        /// Which kind.
        dialog: DialogKind,
        /// What it said.
        message: String,
        /// True when accepted.
        accepted: bool,
        /// What the person typed into a prompt.
        answer: Option<Typed>,
    },
    /// A download began.
    Download {
        /// The name that the page suggested.
        file: String,
    },
    /// The tab's process died.
    Crashed,
}

/// A stored page: what one document of a tab was at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// Its text is `pages/<page>.html`.
    pub page: PageId,
    /// Which document: a new load is a new one. Node ids are unique within it.
    pub document: String,
    /// True for the tab's main frame.
    pub main: bool,
    /// The document's address; a secret that was typed into the page is masked in it.
    pub url: String,
    /// `document.title`.
    pub title: String,
    /// The screenshot taken with it: `shots/<shot>.webp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shot: Option<String>,
}

/// A value that was typed, or the fact that a secret was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Typed {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Masked in the page: nothing of it was written down.
    Secret,
}

/// Stands in texts, addresses and pages for a secret that was in its place.
pub const MASK: &str = "‹secret›";

/// A place in an element: CSS pixels from its padding edge's top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

/// What a person, in Saywright's own interface, wants done with the element that is pointed at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Pick {
    /// A check that it is shown.
    Visible,
    /// A check of its text.
    Text,
    /// A check of its value: what a field holds, whether a box is ticked.
    Value,
    /// A check of everything in it, as a screen reader would tell it.
    Snapshot,
    /// A step: rest the pointer on it.
    Hover,
    /// No step: hide from now on what the field holds.
    Secret,
}

/// A pointer button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Button {
    /// The main one.
    Left,
    /// The wheel.
    Middle,
    /// The one for context menus.
    Right,
}

/// Keys held down during an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Modifiers {
    /// Alt, or Option.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub alt: bool,
    /// Control.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub control: bool,
    /// Command, or the Windows key.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub meta: bool,
    /// Shift.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shift: bool,
}

/// Who asked for a navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NavigationCause {
    /// The page: a link, a form, a script, a redirect.
    Page,
    /// The person, by the address bar (or Saywright opening the first address).
    Address,
    /// The person, by Back or Forward.
    History,
    /// The person, by Reload.
    Reload,
}

/// A kind of dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DialogKind {
    /// `alert()`
    Alert,
    /// `confirm()`
    Confirm,
    /// `prompt()`
    Prompt,
    /// Leaving a page that asks to stay.
    Beforeunload,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
