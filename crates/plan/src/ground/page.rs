//! One page as a sentence sees it: its visible elements with their words ready, and what stands around each.

use super::moment::SeenIn;
use super::number::{self, Shown};
use model::{NodeId, Outline, OutlineElement, PageId, Seen, TabId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A stored page with its outline.
pub struct ShownPage<'a> {
    pub tab: &'a TabId,
    pub seen: &'a Seen,
    /// In document order.
    pub elements: Vec<ShownElement<'a>>,
    by_node: HashMap<NodeId, usize>,
}

/// A visible element.
pub struct ShownElement<'a> {
    pub outline: &'a OutlineElement,
    /// Lower-case words of its text.
    pub words: Vec<String>,
    /// Numbers of its text.
    pub numbers: Vec<Shown>,
    /// True when an element in it has the same text: that one is meant.
    pub is_shell: bool,
}

impl<'a> ShownPage<'a> {
    pub fn of(page: &SeenIn<'a>, outlines: &BTreeMap<&PageId, &'a Outline>) -> Option<Self> {
        let outline = outlines.get(&page.seen.page)?;
        let by_node: HashMap<NodeId, usize> =
            outline.elements.iter().enumerate().map(|(place, element)| (element.node, place)).collect();
        let mut shells: HashSet<NodeId> = HashSet::new();
        for inner in &outline.elements {
            for ancestor in &inner.ancestors {
                let around = by_node.get(&ancestor.node).map(|place| &outline.elements[*place]);
                if around.is_some_and(|around| around.element.text == inner.element.text) {
                    shells.insert(ancestor.node);
                }
            }
        }
        let elements = outline.elements.iter().map(|outline| ShownElement {
            words: words::split(&outline.element.text),
            numbers: number::shown(&outline.element.text),
            is_shell: shells.contains(&outline.node),
            outline,
        });
        Some(Self { tab: page.tab, seen: page.seen, elements: elements.collect(), by_node })
    }

    pub fn get(&self, node: NodeId) -> Option<&ShownElement<'a>> {
        self.by_node.get(&node).map(|place| &self.elements[*place])
    }

    /// The element that contains it, if that one says something itself.
    pub fn parent(&self, of: &ShownElement) -> Option<&ShownElement<'a>> {
        of.outline.ancestors.first().and_then(|parent| self.get(parent.node))
    }

    /// Elements with the same parent, in document order.
    pub fn siblings<'b>(&'b self, of: &'b ShownElement) -> impl Iterator<Item = &'b ShownElement<'a>> {
        let parent = of.outline.ancestors.first().map(|parent| parent.node);
        self.elements.iter().filter(move |other| other.outline.ancestors.first().map(|parent| parent.node) == parent)
    }

    /// True when no element of that page has the same role and text.
    pub fn is_new(before: Option<&ShownPage>, element: &ShownElement) -> bool {
        let Some(before) = before else { return true };
        let facts = &element.outline.element;
        !before
            .elements
            .iter()
            .any(|other| other.outline.element.text == facts.text && other.outline.element.role == facts.role)
    }
}

impl ShownElement<'_> {
    pub fn role(&self) -> &str {
        self.outline.element.role.as_deref().unwrap_or_default()
    }

    pub fn text(&self) -> &str {
        &self.outline.element.text
    }

    /// How people call it: its label, name, test id or role.
    pub fn called(&self) -> String {
        let element = &self.outline.element;
        let test_id = element.test_id.as_deref().map(|id| words::split(id).join(" "));
        let named = element.labels.first().cloned().or(Some(element.name.clone()).filter(|name| *name != element.text));
        let called = [named, test_id].into_iter().flatten().find(|name| !name.trim().is_empty());
        called.unwrap_or_else(|| if self.role().is_empty() { "the page".to_owned() } else { self.role().to_owned() })
    }
}
