//! Locators for an element by what is known of itself: test id, role and name, label, text, attributes.
//!
//! Says nothing about where it is in the page (`scope` adds that) nor which candidate is best (`score`).

use crate::css;
use crate::volatile::{is_stable_id, is_stable_value, part, wordings};
use model::{By, Element, Link, Locator, TextMatch};

/// Visible text longer than this, in characters, is content and not a label.
const LONGEST_OWN_TEXT: usize = 200;
/// How many of the classes of an element without a name are tried.
const MOST_CLASSES: usize = 2;
/// Attributes that teams use for tests besides the configured one.
const TEST_ATTRIBUTES: [&str; 6] = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa", "data-e2e"];

/// All of them, in no particular order.
pub(crate) fn locators(element: &Element, test_id_attribute: &str) -> Vec<Locator> {
    if element.tag == "iframe" || element.tag == "frame" {
        return frame(element);
    }
    let mut found = Vec::new();
    found.extend(test_id(element));
    found.extend(labels(element));
    found.extend(role(element));
    found.extend(attribute_texts(element));
    found.extend(own_text(element));
    found.extend(css_contracts(element, test_id_attribute));
    found
}

/// Roles that can't have a useful name, or that say nothing at all.
pub(crate) fn is_silent(role: &str) -> bool {
    matches!(
        role,
        "" | "generic"
            | "none"
            | "presentation"
            | "paragraph"
            | "text"
            | "strong"
            | "emphasis"
            | "code"
            | "deletion"
            | "insertion"
            | "subscript"
            | "superscript"
            | "caption"
            | "mark"
            | "rowgroup"
            | "document"
            | "time"
    )
}

/// Roles of which a page has one, or that a reader understands without a name.
pub(crate) fn is_self_speaking(role: &str) -> bool {
    is_landmark(role) || matches!(role, "dialog" | "alertdialog" | "alert" | "status" | "log" | "timer" | "tooltip")
}

/// Landmarks as WAI-ARIA 1.2 names them.
pub(crate) fn is_landmark(role: &str) -> bool {
    matches!(role, "banner" | "complementary" | "contentinfo" | "form" | "main" | "navigation" | "region" | "search")
}

/// One of several like things, told apart by a heading or text in it.
pub(crate) fn is_item(role: &str) -> bool {
    matches!(role, "listitem" | "row" | "article" | "treeitem" | "option")
}

/// Roles that a person acts on, whose text is their name.
fn is_interactive(role: &str) -> bool {
    is_field(role)
        || matches!(
            role,
            "button" | "link" | "tab" | "menuitem" | "menuitemcheckbox" | "menuitemradio" | "option" | "treeitem"
        )
}

/// Roles that are labelled from outside.
fn is_field(role: &str) -> bool {
    matches!(
        role,
        "textbox" | "searchbox" | "combobox" | "listbox" | "spinbutton" | "slider" | "checkbox" | "radio" | "switch"
    )
}

fn test_id(element: &Element) -> Option<Locator> {
    let id = element.test_id.as_ref().filter(|id| is_stable_value(id))?;
    Some(Locator::by(By::test_id(id)))
}

fn labels(element: &Element) -> Vec<Locator> {
    let role = element.role.as_deref().unwrap_or_default();
    let mut texts: Vec<&str> = element
        .labels
        .iter()
        // A label around a select holds all its options; the accessible name holds the label alone.
        .map(|label| if !element.name.is_empty() && label.starts_with(&element.name) { &element.name } else { label })
        .map(String::as_str)
        .collect();
    let aria_label = element.attributes.get("aria-label");
    let by_reference = element.attributes.contains_key("aria-labelledby");
    if texts.is_empty() && (aria_label.is_some() || by_reference) && (is_field(role) || is_silent(role)) {
        texts.extend(aria_label.map(String::as_str).or(Some(element.name.as_str())));
    }
    texts.iter().flat_map(|text| wordings(text)).map(|text| Locator::by(By::Label { text })).collect()
}

fn role(element: &Element) -> Vec<Locator> {
    let Some(role) = element.role.clone().filter(|role| !is_silent(role)) else {
        return Vec::new();
    };
    let by_role = |name: Option<TextMatch>| Locator::by(By::role(&role, name));
    // A row's name is all its cells; a few words of it say which row, and are what `hasText` gives below.
    let names = if role == "row" { Vec::new() } else { wordings(&element.name) };
    let mut found: Vec<Locator> = names.into_iter().map(|name| by_role(Some(name))).collect();
    let told_by_text = is_self_speaking(&role) || (!is_interactive(&role) && element.name.is_empty());
    if let Some(text) = part(&element.text).filter(|_| is_item(&role) || told_by_text) {
        if is_item(&role) {
            let locator = Locator::by(By::Text { text: TextMatch::exact(text.clone()) });
            found.push(by_role(None).link(Link::Has { locator }));
        }
        found.push(by_role(None).link(Link::HasText { text: TextMatch::part(text) }));
    }
    found.push(by_role(None));
    found
}

fn attribute_texts(element: &Element) -> Vec<Locator> {
    let texts = |attribute: &str| element.attributes.get(attribute).map(|text| wordings(text)).unwrap_or_default();
    let placeholder = texts("placeholder").into_iter().map(|text| By::Placeholder { text });
    let alt = texts("alt").into_iter().map(|text| By::AltText { text });
    let title = texts("title").into_iter().map(|text| By::Title { text });
    placeholder.chain(alt).chain(title).map(Locator::by).collect()
}

fn own_text(element: &Element) -> Vec<Locator> {
    let Some(text) = shown_text(element).filter(|text| text.chars().count() <= LONGEST_OWN_TEXT) else {
        return Vec::new();
    };
    // A lone number that is shown is data ("1" on the cart's badge), not a name.
    let texts = wordings(text).into_iter().filter(|text| !crate::volatile::has_number(&text.text));
    texts.map(|text| Locator::by(By::Text { text })).collect()
}

/// What Playwright finds it by: a button that is an input, by its value; what a field holds is data.
fn shown_text(element: &Element) -> Option<&String> {
    let value = |name: &str| element.attributes.get(name);
    match element.tag.as_str() {
        "input" => value("value").filter(|_| matches!(value("type").map(String::as_str), Some("submit" | "button"))),
        _ if is_form_control(element) => None,
        _ => Some(&element.text),
    }
}

/// What programs depend on: ids, names, addresses. Class-free.
fn css_contracts(element: &Element, test_id_attribute: &str) -> Vec<Locator> {
    let tag = element.tag.as_str();
    let value = |attribute: &str| element.attributes.get(attribute).map(String::as_str);
    let mut found = Vec::new();
    for attribute in
        TEST_ATTRIBUTES.iter().filter(|attribute| !test_id_attribute.split(',').any(|name| name.trim() == **attribute))
    {
        let test_value = value(attribute).filter(|value| is_stable_value(value));
        found
            .extend(test_value.map(|value| css::by_attribute("", attribute, value).trim_start_matches('*').to_owned()));
    }
    found.extend(value("id").filter(|id| is_stable_id(id)).map(css::by_id));
    if let Some(name) = value("name").filter(|name| is_stable_value(name)) {
        let by_name = css::by_attribute(tag, "name", name);
        let kind = value("type").filter(|kind| matches!(*kind, "radio" | "checkbox"));
        // All radio buttons of a group have one name; the value tells them apart.
        if let (Some(_), Some(own)) = (kind, value("value").filter(|own| is_stable_value(own))) {
            found.push(format!("{by_name}{}", css::by_attribute("", "value", own).trim_start_matches('*')));
        }
        found.push(by_name);
    }
    found.extend(value("href").and_then(|href| by_address(tag, "href", href)));
    if let Some(kind) = value("type").filter(|_| is_form_control(element) || tag == "button") {
        // What sends a form may be an input as well as a button.
        let tag = if kind == "submit" { "" } else { tag };
        found.push(css::by_attribute(tag, "type", kind).trim_start_matches('*').to_owned());
    }
    if is_nameless(element) {
        found.extend(
            classes(element).take(MOST_CLASSES).map(|class| format!("{}{}", css::by_tag(tag), css::by_class(class))),
        );
    }
    // Custom elements are tags of their own kind.
    if tag.contains(['-', ':']) {
        found.push(css::by_tag(tag));
    }
    found.into_iter().map(css::locator).collect()
}

/// Nothing that a person could call it by: an icon.
pub(crate) fn is_nameless(element: &Element) -> bool {
    let is_word = |text: &String| text.chars().any(char::is_alphanumeric);
    ![&element.name, &element.text].into_iter().chain(&element.labels).any(is_word)
}

/// Those that a person wrote, and that say something.
pub(crate) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    let classes = element.attributes.get("class").map(String::as_str).unwrap_or_default().split_whitespace();
    classes.filter(|class| is_stable_id(class) && class.len() >= 4 && !class.contains(['[', ':', '/']))
}

/// An address within the app, without what is only of this environment or this moment. One that ends with `#` leads
/// nowhere: a script listens.
fn is_good_path(href: &str) -> bool {
    let within = href.starts_with('/') && !href.starts_with("//") || !href.contains(':');
    within && !href.ends_with('#') && href != "/" && is_stable_value(href)
}

/// The path of an address that names a host, which differs between environments; nothing for the front page.
fn path_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    (matches!(scheme, "http" | "https") && path.len() > 1).then_some(path)
}

/// A selector by where an attribute leads: `a[href="/cart"]`, or by its end where the host is named.
pub(crate) fn by_address(tag: &str, attribute: &str, address: &str) -> Option<String> {
    match path_of(address) {
        Some(path) => is_good_path(path).then(|| css::by_end(tag, attribute, path)),
        None => is_good_path(address).then(|| css::by_attribute(tag, attribute, address)),
    }
}

/// Frames have no role or label; their attributes are what people write.
fn frame(element: &Element) -> Vec<Locator> {
    let tag = element.tag.as_str();
    let value = |attribute: &str| element.attributes.get(attribute).map(String::as_str);
    let mut found: Vec<Locator> = test_id(element).into_iter().collect();
    for attribute in ["title", "name"] {
        let good = value(attribute).filter(|value| is_stable_value(value));
        found.extend(good.map(|value| css::locator(css::by_attribute(tag, attribute, value))));
    }
    found.extend(value("id").filter(|id| is_stable_id(id)).map(|id| css::locator(css::by_id(id))));
    found.extend(
        value("src").filter(|src| is_good_path(src)).map(|src| css::locator(css::by_attribute(tag, "src", src))),
    );
    found.push(css::locator(css::by_tag(tag)));
    found
}

fn is_form_control(element: &Element) -> bool {
    matches!(element.tag.as_str(), "input" | "textarea" | "select")
}
