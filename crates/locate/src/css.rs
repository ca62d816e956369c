//! CSS selectors, where nothing better is known: by id, attribute, and the path through the page's structure.
//!
//! Writes CSS text from facts; what of it is worth trying, and at what price, is `own`'s and `score`'s business.

use crate::volatile::is_stable_id;
use model::{Ancestor, By, Element, Locator};

/// A locator by CSS.
pub(crate) fn locator(css: String) -> Locator {
    Locator::by(By::Css { css })
}

/// `#save`, or `[id="…"]` where escaping would be unreadable.
pub(crate) fn by_id(id: &str) -> String {
    let plain = id.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if plain && id.starts_with(|first: char| first.is_ascii_alphabetic()) {
        format!("#{id}")
    } else {
        format!("[id={}]", quoted(id))
    }
}

/// `input[name="email"]`
pub(crate) fn by_attribute(tag: &str, attribute: &str, value: &str) -> String {
    format!("{}[{}={}]", by_tag(tag), escaped(attribute), quoted(value))
}

/// `a[href$="/cart"]`
pub(crate) fn by_end(tag: &str, attribute: &str, end: &str) -> String {
    format!("{}[{}$={}]", by_tag(tag), escaped(attribute), quoted(end))
}

/// The tag as a selector.
pub(crate) fn by_tag(tag: &str) -> String {
    if tag.is_empty() { "*".to_owned() } else { escaped(tag) }
}

/// A class as a selector.
pub(crate) fn by_class(class: &str) -> String {
    format!(".{}", escaped(class))
}

/// The path from the nearest ancestor with a good id, else from `body`. Playwright's `>` goes through shadow roots.
pub(crate) fn path(element: &Element, ancestors: &[Ancestor]) -> Locator {
    let mut steps = vec![if is_single(element) { by_tag(&element.tag) } else { place(element) }];
    for ancestor in ancestors {
        let element = &ancestor.element;
        if let Some(id) = element.attributes.get("id").filter(|id| is_stable_id(id)) {
            steps.push(by_id(id));
            break;
        }
        steps.push(if is_single(element) { by_tag(&element.tag) } else { place(element) });
    }
    steps.reverse();
    locator(steps.join(" > "))
}

/// A page has one.
fn is_single(element: &Element) -> bool {
    matches!(element.tag.as_str(), "html" | "body")
}

fn place(element: &Element) -> String {
    // Zero: the recorder did not say.
    match element.nth_of_type {
        0 => by_tag(&element.tag),
        place => format!("{}:nth-of-type({place})", by_tag(&element.tag)),
    }
}

/// An identifier, by the rules of CSSOM's `CSS.escape` (<https://drafts.csswg.org/cssom/#serialize-an-identifier>).
fn escaped(identifier: &str) -> String {
    let mut written = String::new();
    for (at, character) in identifier.chars().enumerate() {
        let leading = at == 0 || (at == 1 && identifier.starts_with('-'));
        match character {
            '\0' => written.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => written.push_str(&format!("\\{:x} ", u32::from(character))),
            '0'..='9' if leading => written.push_str(&format!("\\{:x} ", u32::from(character))),
            '-' if identifier == "-" => written.push_str("\\-"),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '\u{80}'.. => written.push(character),
            _ => written.extend(['\\', character]),
        }
    }
    written
}

/// A quoted attribute value.
fn quoted(value: &str) -> String {
    let mut written = String::from('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\0' => written.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => written.push_str(&format!("\\{:x} ", u32::from(character))),
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}
