//! The plan: ordered steps and checks with titles, locators and variables. All that is needed to print a test.

use crate::{
    Action, CheckId, Conditions, DialogKind, FindingId, GroupId, Locator, NodeId, PageId, StepId, TabId, TargetId,
    Typed, UtteranceId, Viewport,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A test, ready to print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The test's title, in the narrator's words where there are any.
    pub title: String,
    /// The day it was recorded, `YYYY-MM-DD`.
    pub recorded_on: String,
    /// Scheme, host and port of the app; addresses below it are printed relative.
    pub base_url: String,
    /// What the browser has to pretend.
    pub conditions: Conditions,
    /// Size of the page area, where it isn't the usual one.
    pub viewport: Option<Viewport>,
    /// The story.
    pub groups: Vec<Group>,
    /// Values that come from outside the file.
    pub variables: Vec<Variable>,
    /// Data that was said and that a locator looks for: named in one place, to be exchanged there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// What the narration says and the page contradicts. Shown, never exported as checks.
    pub findings: Vec<Finding>,
}

/// Steps that were meant as one: a `test.step`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Stable.
    pub id: GroupId,
    /// The narrator's sentence, lightly cleaned; else made from the steps.
    pub title: String,
    /// The sentence it comes from.
    pub utterance: Option<UtteranceId>,
    /// In order.
    pub lines: Vec<Line>,
}

/// One line of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "line", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Line {
    /// An action.
    Step(PlannedStep),
    /// An expectation.
    Check(Check),
    /// Said, not checked: printed as a comment.
    Remark {
        /// The sentence.
        utterance: UtteranceId,
        /// Its text.
        text: String,
    },
}

/// An action with the locator chosen for its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// The step.
    pub id: StepId,
    /// In which tab.
    pub tab: TabId,
    /// What to do. Of what is secret in it the variables are in `variables`.
    pub action: Action,
    /// The variables that secret values are read from: one for each [`crate::MASK`] of an address, else one at most.
    pub variables: Vec<String>,
    /// The recorded element.
    pub target: Option<TargetId>,
    /// Chosen locator; present whenever `target` is.
    pub locator: Option<Chosen>,
    /// For a drag: the locator of the element on which it ends; for a scroll in several goes: of what it has to bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onto: Option<Chosen>,
    /// What must be waited for around it.
    pub signals: Vec<Signal>,
}

/// The chosen locator and what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    /// The one that is printed.
    pub locator: Locator,
    /// Why it is weak, for a comment: "positional: the rows have no names". Nothing for a good one.
    pub weakness: Option<String>,
    /// What it bears.
    pub survival: Survival,
    /// The runners-up, best first.
    pub alternatives: Vec<Alternative>,
}

/// Another way to find the same element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    /// How.
    pub locator: Locator,
    /// Why it is weak; nothing for a good one.
    pub weakness: Option<String>,
    /// What it bears.
    pub survival: Survival,
}

/// On how many copies of the recorded page, changed as pages change over the years, a locator found its element.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Survival {
    /// On how many it was tried; 0: on none.
    pub tried: u32,
    /// The changes after which it found nothing, or several: `language`, `roles`.
    pub fails: Vec<String>,
    /// The changes after which it found another element, and only that.
    pub wrong: Vec<String>,
}

impl Survival {
    /// On how many it found exactly its element.
    pub fn survives(&self) -> u32 {
        let lost = u32::try_from(self.fails.len() + self.wrong.len()).unwrap_or(u32::MAX);
        self.tried.saturating_sub(lost)
    }
}

/// Something that an action sets off and the test must be ready for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "signal", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Signal {
    /// A new tab.
    Popup {
        /// The tab that opens.
        tab: TabId,
        /// True when the browser opened it, not the page: a link that was clicked with Control or the wheel.
        by_browser: bool,
    },
    /// Another page, which has to be there before what comes next takes it away.
    Arrival {
        /// Its address; `*` stands for what varies in a part of the path, `**` for the rest.
        url: String,
    },
    /// Another page in an iframe, which has to be there before what comes next is done on the one that goes.
    Turn {
        /// Its address, where it will be the same the next time.
        url: Option<String>,
    },
    /// The end of its own page.
    Close,
    /// A download.
    Download {
        /// Suggested file name.
        file: String,
    },
    /// A dialog to be answered.
    Dialog {
        /// Which kind.
        dialog: DialogKind,
        /// What it said.
        message: String,
        /// Accept or dismiss.
        accepted: bool,
        /// The answer to a prompt.
        answer: Option<Typed>,
        /// The variable that a secret answer is read from.
        variable: Option<String>,
    },
}

/// An expectation about the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// From its utterance, or its step.
    pub id: CheckId,
    /// The sentence that asked for it; nothing when the person pointed at the element.
    pub utterance: Option<UtteranceId>,
    /// Its text.
    pub sentence: String,
    /// In which tab.
    pub tab: TabId,
    /// The stored page that bears it out, and the element on it. Nothing for title and URL.
    pub evidence: Option<(PageId, NodeId)>,
    /// How to find the element. Nothing for title and URL.
    pub locator: Option<Chosen>,
    /// What must hold.
    pub expectation: Expectation,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "expect", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Expectation {
    /// It can be seen.
    Visible,
    /// Its whole text.
    Text {
        /// Whole text, white space folded.
        text: Pattern,
    },
    /// A part of its text.
    ContainsText {
        /// The part.
        text: Pattern,
    },
    /// A form control's value.
    Value {
        /// The value.
        text: Pattern,
    },
    /// How many match.
    Count {
        /// How many.
        count: u32,
    },
    /// A checkbox is ticked, or not.
    Checked {
        /// Ticked.
        checked: bool,
    },
    /// All that is in it, as a screen reader would tell it.
    Snapshot {
        /// Playwright's aria snapshot: YAML, digits that vary as regular expressions.
        text: String,
    },
    /// The page's title.
    PageTitle {
        /// Whole title.
        text: Pattern,
    },
    /// The page's address.
    PageUrl {
        /// Path (and query) below the base URL.
        text: Pattern,
    },
}

/// Text to compare with: literal parts, and parts that vary from run to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Pattern {
    /// In order. One literal part is printed as a string, anything else as a regular expression.
    pub parts: Vec<PatternPart>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "part", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PatternPart {
    /// Exactly this.
    Literal {
        /// The text.
        text: String,
    },
    /// One or more digits.
    Digits,
    /// Anything, but not nothing: a secret was there.
    Anything,
}

impl Pattern {
    /// A pattern of one literal text.
    pub fn literal(text: impl Into<String>) -> Self {
        Self { parts: vec![PatternPart::Literal { text: text.into() }] }
    }
}

/// A value that comes from outside the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Variable {
    /// The environment variable: `PASSWORD`.
    pub name: String,
    /// What it is, in words: "the Password field".
    pub meaning: String,
}

/// Something the narrator should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable.
    pub id: FindingId,
    /// The sentence.
    pub utterance: UtteranceId,
    /// Its text.
    pub sentence: String,
    /// What is the matter.
    pub kind: FindingKind,
}

/// A piece of data that was said: "open invoice 1042".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// What it is: `invoice`.
    pub name: String,
    /// As it was said: `1042`.
    pub value: String,
}

/// What is the matter with a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FindingKind {
    /// The page showed something else.
    Contradicted {
        /// What was said: "16".
        said: String,
        /// What was shown: "€18.00".
        shown: String,
        /// Where: "total".
        place: String,
    },
    /// What was acted on is not what was said. The test does what was done.
    Elsewhere {
        /// What it is not: `in “billing”`, `number 1`.
        not: String,
    },
}
