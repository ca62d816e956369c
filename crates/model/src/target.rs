//! The element of a step, with everything known about it before the action changed the page.

use crate::{NodeId, PageId, TargetId};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// A line of `targets.jsonl`: one element at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// Unique within the recording.
    pub id: TargetId,
    /// The stored page that shows it as it was before the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageId>,
    /// Its number in that page.
    pub node: NodeId,
    /// The iframe elements around it, outermost first; each is a target in its parent's document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<TargetId>,
    /// The element itself.
    pub element: Element,
    /// Its ancestors, nearest first, up to `body`; host elements of shadow roots are among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ancestors: Vec<Ancestor>,
    /// Where it was in its frame's viewport, in CSS pixels.
    pub rect: Rect,
}

/// Facts about one element. Role and name are what Playwright's own in-page script says they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Element {
    /// Lower-case tag name.
    pub tag: String,
    /// ARIA role, explicit or implied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Accessible name, white space folded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Text of the labels of a form control.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Visible text, white space folded, at most 300 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The test id attribute's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_id: Option<String>,
    /// Other attributes that may identify it: id, name, type, class, href, placeholder, alt, title, aria-*, data-*.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// A form control's value; nothing for secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// A checkbox's or radio button's state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<bool>,
    /// True for a field whose content is masked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// True for the host of a closed shadow root: nothing in it can be named, only its places.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// 1-based place among the siblings of its tag.
    pub nth_of_type: u32,
}

/// An element that contains the target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Ancestor {
    /// Its number in the stored page.
    pub node: NodeId,
    /// Its facts; `text` is left out.
    pub element: Element,
    /// The text of the first heading in it, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
}

/// A box in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}
