//! The record of replays and breakages that a test went through.

use crate::{StepId, TargetId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// `proof.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// The conclusion.
    pub verdict: Verdict,
    /// When it was made, RFC 3339.
    pub at: String,
    /// Version of `@playwright/test`.
    pub playwright: String,
    /// Version of the browser.
    pub browser: String,
    /// SHA-256 of the test file that was run.
    pub test_hash: String,
    /// Where the app was.
    pub base_url: String,
    /// The runs against the app as it is.
    pub replays: Vec<Replay>,
    /// The runs against the app broken on purpose.
    pub breakages: Vec<BreakageOutcome>,
}

/// What a proof concludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Green each time, and at least nine of ten breakages caught.
    Proved,
    /// Green each time, but too many breakages survive, or there is no check.
    Weak,
    /// Sometimes green, sometimes red.
    Flaky,
    /// Never green.
    Failing,
    /// Stopped before the end.
    Unfinished,
}

/// One run against the app as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    /// Did it pass.
    pub passed: bool,
    /// How long it took.
    pub duration_ms: u32,
    /// Per `test.step`, in order.
    pub steps: Vec<StepOutcome>,
    /// What went wrong, in Playwright's words without colour codes.
    pub error: Option<String>,
}

/// How one `test.step` went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepOutcome {
    /// The title in the file.
    pub title: String,
    /// Did it pass.
    pub passed: bool,
    /// How long it took.
    pub duration_ms: u32,
}

/// A way to break the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Breakage {
    /// Unique within a proof: `dead-s-e12`, `api-500-2`, `shop-coupon-ignored`.
    pub id: String,
    /// For people: "'Apply coupon' does nothing".
    pub title: String,
    /// How.
    pub kind: BreakageKind,
}

/// How the app is broken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BreakageKind {
    /// Input on the target of this step has no effect.
    DeadControl {
        /// The step.
        step: StepId,
        /// Its target.
        target: TargetId,
        /// The locator in the engine's own syntax, per frame from the outermost: all but the last find iframes.
        selectors: Vec<String>,
    },
    /// Each request of this method and path answers 500.
    ApiError {
        /// `GET`, `POST`, …
        method: String,
        /// Path without query.
        path: String,
    },
    /// The app is served already broken at another address.
    Served {
        /// That address.
        base_url: String,
    },
}

/// What the test did about a breakage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BreakageOutcome {
    /// Which.
    pub breakage: Breakage,
    /// True when it took effect: the control was used, the call was made. A call that was not made again says
    /// nothing about the test.
    pub reached: bool,
    /// True when the test failed because of it, as it should.
    pub caught: bool,
    /// The title of the `test.step` that failed.
    pub caught_by: Option<String>,
    /// What Playwright said.
    pub error: Option<String>,
    /// How long it took.
    pub duration_ms: u32,
}
