//! Which targets are one element, and what kind of control it is. Compares by node, not by page: the same element is
//! described anew for each gesture.

use model::{Target, TargetId};
use std::collections::HashMap;

/// Input types whose value arrow keys, spinners and the pointer change without any typing.
const STEPPED: [&str; 8] = ["number", "range", "date", "time", "datetime-local", "month", "week", "color"];

pub struct Elements<'a> {
    by_id: HashMap<&'a TargetId, &'a Target>,
}

impl<'a> Elements<'a> {
    pub fn new(targets: &'a [Target]) -> Self {
        Self { by_id: targets.iter().map(|target| (&target.id, target)).collect() }
    }

    pub fn get(&self, id: Option<&TargetId>) -> Option<&'a Target> {
        self.by_id.get(id?).copied()
    }

    /// True when both are the same node of the same frame. The caller sees to it that both are of one tab and that no
    /// load lies between: node numbers are unique within a document only.
    pub fn same(&self, one: Option<&TargetId>, other: Option<&TargetId>) -> bool {
        if one.is_some() && one == other {
            return true;
        }
        match (self.get(one), self.get(other)) {
            (Some(one), Some(other)) => one.node == other.node && self.same_frame(one, other),
            (Some(_) | None, _) => false,
        }
    }

    /// True when a click on `clicked` may be what changed `control`: its label, or an element around it.
    pub fn around(&self, clicked: Option<&TargetId>, control: Option<&TargetId>) -> bool {
        let (Some(clicked), Some(control)) = (self.get(clicked), self.get(control)) else { return false };
        if !self.same_frame(clicked, control) {
            return false;
        }
        let names_control = clicked
            .element
            .attributes
            .get("for")
            .is_some_and(|name| control.element.attributes.get("id") == Some(name));
        let is_label =
            clicked.element.tag == "label" && (names_control || control.element.labels.contains(&clicked.element.text));
        is_label || control.ancestors.iter().any(|ancestor| ancestor.node == clicked.node)
    }

    /// True for a native list and its options: clicks and keys on it only open it or move in it.
    pub fn is_native_list(&self, id: Option<&TargetId>) -> bool {
        self.get(id).is_some_and(|target| {
            let in_list = || target.ancestors.iter().any(|ancestor| ancestor.element.tag == "select");
            target.element.tag == "select" || (target.element.tag == "option" && in_list())
        })
    }

    /// True when both are one native list, or parts of it.
    pub fn same_native_list(&self, one: Option<&TargetId>, list: Option<&TargetId>) -> bool {
        self.same(one, list) || (self.is_native_list(one) && self.around(list, one))
    }

    /// True for numbers, sliders, dates and colours.
    pub fn is_stepped(&self, id: Option<&TargetId>) -> bool {
        self.get(id)
            .and_then(|target| target.element.attributes.get("type"))
            .is_some_and(|kind| STEPPED.contains(&kind.as_str()))
    }

    /// True for what a page reads by place: a picture that it draws, and the host of a closed shadow root.
    pub fn is_drawing(&self, id: Option<&TargetId>) -> bool {
        self.get(id).is_some_and(|Target { element, .. }| {
            element.closed
                || element.tag == "canvas"
                || (element.tag == "img" && element.attributes.contains_key("usemap"))
        })
    }

    /// True for two items of one kind, such as rows of a list.
    pub fn alike(&self, one: Option<&TargetId>, other: Option<&TargetId>) -> bool {
        let (Some(one), Some(other)) = (self.get(one), self.get(other)) else { return false };
        one.element.tag == other.element.tag && one.element.role == other.element.role
    }

    /// True for a text that is edited where it stands, not in a field.
    pub fn is_edited_in_place(&self, id: Option<&TargetId>) -> bool {
        self.get(id).is_some_and(|target| !matches!(target.element.tag.as_str(), "input" | "textarea" | "select"))
    }

    /// True when it held no text before the gesture that it was described for. A secret is never known to be empty.
    pub fn was_empty(&self, id: Option<&TargetId>) -> bool {
        self.get(id).is_some_and(|target| {
            let element = &target.element;
            let is_field = element.tag == "input" || element.tag == "textarea";
            let content = if is_field { element.value.as_deref() } else { Some(element.text.as_str()) };
            !element.secret && content.unwrap_or_default().is_empty()
        })
    }

    /// Frames are compared by node too: an iframe may be described more than once.
    fn same_frame(&self, one: &Target, other: &Target) -> bool {
        let node = |id: &TargetId| self.get(Some(id)).map(|frame| frame.node);
        one.frames == other.frames
            || (one.frames.len() == other.frames.len()
                && one
                    .frames
                    .iter()
                    .zip(&other.frames)
                    .all(|(one, other)| one == other || (node(one).is_some() && node(one) == node(other))))
    }
}
