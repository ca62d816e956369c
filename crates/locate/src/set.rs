//! Locators for a set of like items, to be counted: "two results", "three invoices".
//!
//! Each candidate is meant to match the item and all its like, and nothing else; how many it does match is for the
//! trial to say.

use crate::css;
use crate::own::{classes, is_silent};
use crate::scope::scopes;
use crate::score::score;
use crate::volatile::{is_stable_id, is_stable_value};
use model::{Ancestor, By, Element, Link, Locator};
use std::collections::HashSet;

/// Candidates that match exactly a set of like items in a container (for count checks), best first by prior. Empty
/// only when nothing about the item is shared with others: no role, test id, class or place in a list.
pub fn set_candidates(item: &Element, item_ancestors: &[Ancestor]) -> Vec<Locator> {
    let kinds = kinds(item);
    let scopes = scopes(item_ancestors);
    let mut found: Vec<Locator> = Vec::new();
    for kind in &kinds {
        found.extend(scopes.iter().map(|scope| scope.locator.clone().then(kind.clone())));
    }
    found.extend(kinds);
    found.extend(in_container(item, item_ancestors));
    found.sort_by_key(score);
    let mut seen = HashSet::new();
    found.retain(|locator| seen.insert(locator.clone()));
    found
}

/// What the item has in common with its like.
fn kinds(item: &Element) -> Vec<Locator> {
    let mut found = Vec::new();
    if let Some(id) = item.test_id.as_ref().filter(|id| is_stable_value(id)) {
        found.push(Locator::by(By::test_id(id)));
    }
    if let Some(role) = item.role.clone().filter(|role| !is_silent(role)) {
        let by_role = |role: &str| Locator::by(By::role(role, None));
        found.push(by_role(&role));
        if role == "row" {
            // The header's row has column headers and no cell.
            for cell in ["cell", "gridcell"] {
                found.push(by_role(&role).link(Link::Has { locator: by_role(cell) }));
            }
        }
    }
    found.extend(classes(item).take(2).map(|class| css::locator(css::by_class(class))));
    found
}

/// Children of one tag in a container with an id or test id: `#results > li`.
fn in_container(item: &Element, ancestors: &[Ancestor]) -> Option<Locator> {
    let parent = &ancestors.first()?.element;
    let id = parent.attributes.get("id").filter(|id| is_stable_id(id));
    let container = id
        .map(|id| css::by_id(id))
        .or_else(|| matches!(parent.tag.as_str(), "ul" | "ol" | "tbody").then(|| css::by_tag(&parent.tag)))?;
    Some(css::locator(format!("{container} > {}", css::by_tag(&item.tag))))
}
