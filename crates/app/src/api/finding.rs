//! What is asked and answered about locators: the best one for an element, an element found again, a test healed.

use model::{Fingerprint, Locator, Survival};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Elements of a page to find locators for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct LocateRequest {
    /// A web address, or the path of a saved page: MHTML or HTML.
    pub page: String,
    /// Which elements: CSS or XPath, each of one element.
    pub targets: Vec<String>,
    /// They are in this iframe of the page: CSS or XPath.
    pub frame: Option<String>,
    /// As a person points at them: the button around an icon is meant, the field of a label.
    pub pointed: bool,
    /// What reads best first, as in an exported test, and not what lasts longest.
    pub readable: bool,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
}

/// What was found for them.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Located {
    /// The page's address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// In the order in which they were asked for.
    pub targets: Vec<LocatedTarget>,
}

/// One element, and how to find it.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LocatedTarget {
    /// As it was asked for.
    pub target: String,
    /// Why there is nothing else here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The best way to find it.
    #[serde(flatten)]
    pub best: Option<Way>,
    /// Why that is weak; nothing for a good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weakness: Option<String>,
    /// Other ways, best first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alternatives: Vec<Way>,
    /// To find it again when no locator does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
}

impl LocatedTarget {
    pub(crate) fn missing(target: &str, error: String) -> Self {
        let target = target.to_owned();
        Self { target, error: Some(error), best: None, weakness: None, alternatives: Vec::new(), fingerprint: None }
    }
}

/// A locator, and what it bears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Way {
    /// As it stands in a test: `page.getByRole('button', { name: 'Save' })`.
    pub locator: String,
    /// The same in the syntax of Playwright's selector engine, for `page.locator(…)`.
    pub selector: String,
    /// On how many changed copies of the page it finds the element, and nothing else.
    pub survives: u32,
    /// Of so many.
    pub of: u32,
    /// The changes after which it finds nothing, or several.
    pub fails: Vec<String>,
    /// The changes after which it finds another element, and only that.
    pub wrong: Vec<String>,
}

impl Way {
    pub(crate) fn new(locator: &Locator, survival: &Survival, test_id_attribute: &str) -> Self {
        Self {
            locator: emit::locator_on("page", locator, &emit::Style::default()),
            selector: locate::engine_selector(locator, test_id_attribute),
            survives: survival.survives(),
            of: survival.tried,
            fails: survival.fails.clone(),
            wrong: survival.wrong.clone(),
        }
    }
}

/// Elements to find again.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct RefindRequest {
    /// A web address, or the path of a saved page: MHTML or HTML.
    pub page: String,
    /// A file with one fingerprint, a list of them, or what `locate` says as JSON.
    pub fingerprints: PathBuf,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
}

/// Where they are.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Refound {
    /// The page's address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// In the order of the fingerprints.
    pub targets: Vec<RefoundTarget>,
}

/// One element that was searched for.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefoundTarget {
    /// Where it is: an absolute XPath. Nothing when it was not found.
    pub xpath: Option<String>,
    /// How like the fingerprint the most like element is: 0 to 1.
    pub likeness: f32,
    /// Why it was not found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What to heal.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct HealRequest {
    /// The exported test. Its sidecar is in a folder `.evidence` beside it or further up.
    pub spec: PathBuf,
    /// Where the app is; nothing: where it was recorded.
    pub base_url: Option<String>,
    /// Values of the test's variables; those missing are taken from the environment.
    pub values: BTreeMap<String, String>,
    /// Change the test, where it could be healed whole. Else only say what would be changed.
    pub write: bool,
}

/// What a running healing tells.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum HealProgress {
    /// Getting Playwright ready (the first time it is installed).
    Preparing {
        /// A sentence.
        text: String,
    },
    /// The test runs, with so many locators healed.
    Running {
        /// How many.
        healed: u32,
    },
    /// The test came to this `test.step`.
    Step {
        /// Its title.
        title: String,
    },
    /// An element was found again.
    Found {
        /// The step or the check, in words.
        words: String,
        /// How it is found now.
        to: String,
    },
}

/// How healing went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Healed {
    /// What it came to.
    pub outcome: HealOutcome,
    /// The locators that were exchanged, in the order in which the test came to them. Only where the outcome is
    /// [`HealOutcome::Healed`] is the test green with them.
    pub changes: Vec<HealedLocator>,
    /// The difference, unified; empty where there is none to propose.
    pub diff: String,
    /// Why it could not be healed, in a sentence.
    pub why: Option<String>,
    /// What Playwright said then.
    pub error: Option<String>,
    /// True when the test was changed.
    pub written: bool,
}

/// What healing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HealOutcome {
    /// The test is green as it is.
    Green,
    /// Elements were found again, and the test is green with their new locators.
    Healed,
    /// It is red, and not for locators alone, or nobody could be sure.
    Red,
}

/// A locator and what it is exchanged for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HealedLocator {
    /// The step or the check, in words.
    pub words: String,
    /// As it was, as code.
    pub from: String,
    /// As it is now.
    pub to: String,
    /// How like the element of then the one of now is, 0 to 1.
    pub likeness: f32,
}

/// How far the trying of locators on a recording's pages has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trying {
    /// What they are to find.
    pub what: TryingFor,
    /// Pages that are done.
    pub done: u32,
    /// Of so many.
    pub of: u32,
}

/// What locators are tried for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TryingFor {
    /// What was acted on.
    Steps,
    /// What is expected.
    Checks,
}
