//! What is kept beside an exported test, so that its elements can be found again when the app has changed.

use crate::{Fingerprint, Locator, Viewport};
use serde::{Deserialize, Serialize};

/// The number in the sidecars that this program writes.
pub const SIDECAR_FORMAT: u32 = 1;

/// `.evidence/<flow>.json` of a repository, beside the test `<flow>.spec.ts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sidecar {
    /// [`SIDECAR_FORMAT`] of the program that wrote it.
    pub format: u32,
    /// The test's title.
    pub title: String,
    /// Where the app was when it was recorded.
    pub base_url: String,
    /// Size of the page area.
    pub viewport: Viewport,
    /// The attribute that holds test ids.
    pub test_id_attribute: String,
    /// The environment variables that the test reads.
    pub variables: Vec<String>,
    /// In the order in which the test names them.
    pub targets: Vec<SidecarTarget>,
}

/// An element that the test finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SidecarTarget {
    /// The step or the check, in words: `Click “Save”`.
    pub words: String,
    /// A check, not a step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_check: bool,
    /// How the test finds it.
    pub locator: Locator,
    /// The path of the address of its page: elements of one page are told apart from each other.
    pub page: String,
    /// What it was like.
    pub fingerprint: Fingerprint,
}
