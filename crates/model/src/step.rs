//! Steps: what the person did, and what was said about it. Derived from events and utterances by `align`.

use crate::{
    Button, EventId, Expectation, Millis, Modifiers, PageId, Point, StepId, TabId, TargetId, Typed, UtteranceId,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One thing the person did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// From its first event.
    pub id: StepId,
    /// The raw events it was made from, in order.
    pub events: Vec<EventId>,
    /// The first event's time.
    pub from: Millis,
    /// The last event's time.
    pub to: Millis,
    /// Where.
    pub tab: TabId,
    /// What.
    pub action: Action,
    /// The element acted on.
    pub target: Option<TargetId>,
    /// Pages seen in this tab from this step until the next one, in order; the last is what the step led to.
    pub seen: Vec<PageId>,
    /// The screenshot that shows the target before the action, else the first one after it; the last one after it where
    /// there is no target.
    pub shot: Option<String>,
    /// Tabs that it opened.
    pub opened: Vec<TabId>,
    /// True when its own tab closed because of it.
    pub closes: bool,
    /// Names of downloads that it began.
    pub downloads: Vec<String>,
    /// Dialogs answered because of it, as event ids.
    pub dialogs: Vec<EventId>,
}

/// What was done: the closed set of actions that a test can perform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Action {
    /// Open an address.
    Goto {
        /// Absolute.
        url: String,
    },
    /// Back in the history.
    Back,
    /// Forward in the history.
    Forward,
    /// Load the page again.
    Reload,
    /// Click, once or more.
    Click {
        /// Which button.
        button: Button,
        /// Keys held down.
        modifiers: Modifiers,
        /// 2 for a double click.
        clicks: u32,
        /// Where in the element; only where that matters.
        at: Option<Point>,
        /// A press held for this long, in ms; 0 for a plain click.
        held: u32,
    },
    /// Rest the pointer on it.
    Hover,
    /// Scroll the element's content, or the page.
    Scroll {
        /// Pixels from the left.
        left: i32,
        /// Pixels from the top.
        top: i32,
        /// True when that takes several goes, because more is added at the end each time.
        grew: bool,
    },
    /// Drag the target onto another element.
    Drag {
        /// The other element; nothing when it could not be described.
        onto: Option<TargetId>,
        /// Where in the target it is taken; only where that matters.
        at: Option<Point>,
        /// Where in the other element it is let go; only where that matters.
        onto_at: Option<Point>,
    },
    /// Type or paste: the field's final value.
    Fill {
        /// The value.
        value: Typed,
    },
    /// Type on after what is there, key by key: an editor that formats, or writes by itself, tells that from a new value.
    Type {
        /// What is added.
        text: String,
    },
    /// Click at a place in the target and type there, instead of what is there: a field that can't be named.
    TypeAt {
        /// The value.
        value: Typed,
        /// Where in the target.
        at: Point,
    },
    /// Press a key, alone or as a chord.
    Press {
        /// As Playwright writes it: `Enter`, `Control+A`.
        keys: String,
        /// Held down for this long, in ms; 0 for a plain press.
        held: u32,
    },
    /// Choose options by their labels.
    Select {
        /// The labels.
        labels: Vec<String>,
    },
    /// Tick a checkbox or choose a radio button.
    Check,
    /// Untick a checkbox.
    Uncheck,
    /// Choose files.
    Upload {
        /// Names in the recording's `files/`.
        files: Vec<String>,
        /// True when they are dropped onto the element, not chosen in it.
        dropped: bool,
    },
    /// Open a tab by hand.
    OpenTab,
    /// Close the tab.
    CloseTab,
    /// Check the target: the plan makes a check of it.
    Expect {
        /// What must hold.
        expectation: Expectation,
    },
}

/// What `align` gives: every action once, in order, every sentence once, and where each belongs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Aligned {
    /// In the order they were done.
    pub steps: Vec<Step>,
    /// In the order they were said.
    pub said: Vec<Said>,
    /// Things noticed on the way.
    pub notes: Vec<Note>,
}

/// One sentence and where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Which.
    pub utterance: UtteranceId,
    /// As it was said.
    pub text: String,
    /// What kind of sentence it is.
    pub class: SentenceClass,
    /// Where it belongs.
    pub attached: Attached,
}

/// Where a sentence belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "to", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Attached {
    /// It speaks of these steps, in order: a run without gaps.
    Steps {
        /// Never empty.
        steps: Vec<StepId>,
    },
    /// It states what holds after this step.
    After {
        /// The step; nothing when said before the first.
        step: Option<StepId>,
    },
    /// Unsure: nothing fits well enough.
    Nothing,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SentenceClass {
    /// Says what is being done.
    Action,
    /// Says what should be seen.
    Expectation,
    /// Does both: "Searching for mug shows two results".
    ActionAndExpectation,
    /// Says how data is to be chosen: "use a fresh email each time".
    DataRule,
    /// Takes back what was done: "no wait, undo that".
    Correction,
    /// None of these.
    Aside,
}

/// Something a stage noticed, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// A sentence.
    pub text: String,
}

impl Step {
    /// The elements that it is done to, in order.
    pub fn targets(&self) -> impl Iterator<Item = &TargetId> {
        let onto = match &self.action {
            Action::Drag { onto, .. } => onto.as_ref(),
            _ => None,
        };
        self.target.iter().chain(onto)
    }
}
