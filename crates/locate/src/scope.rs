//! Scopes: the parts of a page that a reader understands, within which a locator need be unique. A landmark, a dialog,
//! a list item by its heading, a group by its legend.
//!
//! Makes scoped versions of given locators; does not know which of them are ambiguous, the trials will tell.

use crate::css;
use crate::lasting::prior;
use crate::own::{by_address, classes, is_item, is_landmark, is_nameless};
use crate::score::score;
use crate::volatile::{is_stable_id, is_stable_value, part, wordings};
use model::{Ancestor, By, Element, Link, Locator, TextMatch};

/// How many of the element's own locators are worth a scoped version.
const MOST_INNER: usize = 6;
/// How many scopes, nearest first.
const MOST_SCOPES: usize = 8;
/// How many of the elements around one without a name are tried by their classes.
const MOST_CLASSES: usize = 2;

/// Scoped versions of the best of these locators.
pub(crate) fn scoped(element: &Element, own: &[Locator], ancestors: &[Ancestor]) -> Vec<Locator> {
    let mut inner: Vec<&Locator> = own.iter().filter(|locator| !is_css(locator)).collect();
    inner.sort_by_key(|locator| score(locator));
    inner.truncate(MOST_INNER);
    let mut scopes = scopes(ancestors);
    if is_nameless(element) {
        scopes.extend(ancestors.iter().take(MOST_CLASSES).flat_map(|ancestor| by_classes(&ancestor.element)));
    }
    let mut found = Vec::new();
    // A menu that is closed has the same links as the page.
    let contract = own.iter().filter(|locator| is_css(locator)).min_by_key(|locator| prior(locator));
    let parts = scopes.iter().filter(|scope| !scope.item);
    found.extend(
        contract.iter().flat_map(|inner| parts.clone().map(|scope| scope.locator.clone().then((*inner).clone()))),
    );
    for scope in &scopes {
        found.extend(inner.iter().map(|inner| scope.locator.clone().then((*inner).clone())));
    }
    // An item is often itself one of two: "Blue mug" in the cart and among the recommendations.
    for (at, item) in scopes.iter().enumerate().filter(|(_, scope)| scope.item) {
        for outer in scopes[at + 1..].iter().filter(|scope| !scope.item).take(2) {
            let both = outer.locator.clone().then(item.locator.clone());
            found.extend(inner.iter().take(2).map(|inner| both.clone().then((*inner).clone())));
        }
    }
    found
}

/// The scopes around an element or a set of them, nearest first.
pub(crate) fn scopes(ancestors: &[Ancestor]) -> Vec<Scope> {
    ancestors.iter().flat_map(of_ancestor).take(MOST_SCOPES).collect()
}

/// A part of the page.
pub(crate) struct Scope {
    /// How to find it.
    pub locator: Locator,
    /// One of several like things.
    pub item: bool,
}

fn of_ancestor(ancestor: &Ancestor) -> Vec<Scope> {
    let element = &ancestor.element;
    let role = element.role.as_deref().unwrap_or_default();
    let heading = ancestor.heading.as_deref().unwrap_or_default();
    let mut found: Vec<Scope> = Vec::new();
    let mut plain = |locator: Locator| found.push(Scope { locator, item: false });
    if let Some(id) = element.test_id.as_ref().filter(|id| is_stable_value(id)) {
        plain(Locator::by(By::test_id(id)));
    }
    if let Some(css) = element.attributes.get("action").and_then(|action| by_address(&element.tag, "action", action)) {
        plain(css::locator(css));
    }
    let by_role = |name: Option<TextMatch>| Locator::by(By::role(role, name));
    let id = element.attributes.get("id").filter(|id| is_stable_id(id));
    if is_item(role) {
        found.extend(id.map(|id| Scope { locator: css::locator(css::by_id(id)), item: false }));
        found.extend(items(by_role(None), &element.name, heading));
    } else if is_landmark(role) || matches!(role, "dialog" | "alertdialog") {
        let names = wordings(&element.name);
        // Playwright gives `form` and `region` a role only when they are named.
        if names.is_empty() || role != "region" {
            plain(by_role(None));
        }
        names.into_iter().take(1).for_each(|name| plain(by_role(Some(name))));
    } else if is_named_container(role) {
        let names = wordings(&element.name);
        names.into_iter().take(1).for_each(|name| plain(by_role(Some(name))));
    } else {
        found.extend(unnamed(ancestor, heading));
    }
    found
}

/// Containers that are good scopes when they have a name; `group` is a fieldset with its legend.
fn is_named_container(role: &str) -> bool {
    matches!(
        role,
        "group"
            | "radiogroup"
            | "list"
            | "listbox"
            | "table"
            | "grid"
            | "tree"
            | "tabpanel"
            | "menu"
            | "menubar"
            | "toolbar"
            | "tablist"
            | "figure"
    )
}

fn items(item: Locator, name: &str, heading: &str) -> Vec<Scope> {
    let text = if heading.is_empty() { name } else { heading };
    let scope = |locator| Scope { locator, item: true };
    let mut found = Vec::new();
    if let Some(text) = part(text) {
        found.push(scope(item.clone().link(Link::HasText { text: TextMatch::part(text) })));
    }
    // "Mug" is also in "Mug XL": then the piece of text that is just "Mug" decides.
    if let Some(text) = wordings(text).into_iter().find(|text| text.exact) {
        let locator = Locator::by(By::Text { text });
        found.push(scope(item.link(Link::Has { locator })));
    }
    found
}

/// An ancestor without a role that still has a heading, or is a tag of its own kind: a section, a form, a card.
fn unnamed(ancestor: &Ancestor, heading: &str) -> Vec<Scope> {
    let element = &ancestor.element;
    let mut found = Vec::new();
    let tag = element.tag.as_str();
    let own_tag = matches!(tag, "section" | "form" | "fieldset" | "aside" | "article" | "li" | "tr" | "dialog");
    let class = classes(element).next();
    if let Some(text) = part(heading) {
        let css = if own_tag { Some(css::by_tag(tag)) } else { class.map(css::by_class) };
        let has = Link::HasText { text: TextMatch::part(text) };
        found.extend(css.map(|css| Scope { locator: css::locator(css).link(has), item: true }));
    }
    if let Some(id) = element.attributes.get("id").filter(|id| is_stable_id(id)) {
        found.push(Scope { locator: css::locator(css::by_id(id)), item: false });
    } else if tag == "form" {
        found.push(Scope { locator: css::locator(css::by_tag(tag)), item: false });
    }
    found
}

/// What is left to tell one icon from another.
fn by_classes(element: &Element) -> impl Iterator<Item = Scope> {
    classes(element).take(2).map(|class| Scope { locator: css::locator(css::by_class(class)), item: false })
}

fn is_css(locator: &Locator) -> bool {
    locator.links.iter().any(|link| matches!(link, Link::By { by: By::Css { .. } }))
}
