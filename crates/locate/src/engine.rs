//! Locators in the syntax of Playwright's own selector engine, as its client sends them to the page.
//!
//! Written after the builders in playwright-core 1.65.1 (`getByRoleSelector`, `getByTextSelector`, …). Used for trying
//! locators on pages and for breaking controls; never printed into a test.

use model::{By, Link, Locator, TextMatch};

/// A locator in the syntax of Playwright's own selector engine: `internal:role=button[name="Save"i]`.
pub fn engine_selector(locator: &Locator, test_id_attribute: &str) -> String {
    let parts: Vec<String> = locator.links.iter().map(|link| part(link, test_id_attribute)).collect();
    parts.join(" >> ")
}

fn part(link: &Link, test_id_attribute: &str) -> String {
    match link {
        Link::By { by } => by_part(by, test_id_attribute),
        Link::HasText { text } if text.exact => format!("internal:has-text={}", whole_text_regex(&text.text)),
        Link::HasText { text } => format!("internal:has-text={}", text_body(text)),
        Link::Has { locator } => format!("internal:has={}", json(&engine_selector(locator, test_id_attribute))),
        Link::Frame => "internal:control=enter-frame".to_owned(),
        Link::Nth { index } => format!("nth={index}"),
    }
}

fn by_part(by: &By, test_id_attribute: &str) -> String {
    match by {
        By::Role { role, name: None } => format!("internal:role={role}"),
        By::Role { role, name: Some(name) } => format!("internal:role={role}[name={}]", attribute_body(name)),
        By::Label { text } => format!("internal:label={}", text_body(text)),
        By::Placeholder { text } => format!("internal:attr=[placeholder={}]", attribute_body(text)),
        By::AltText { text } => format!("internal:attr=[alt={}]", attribute_body(text)),
        By::Title { text } => format!("internal:attr=[title={}]", attribute_body(text)),
        By::Text { text } => format!("internal:text={}", text_body(text)),
        By::TestId { id } => {
            let body = attribute_body(&TextMatch::exact(id.clone()));
            // Playwright takes a comma-separated list of attributes only when it is quoted.
            let attribute =
                if test_id_attribute.contains(',') { json(test_id_attribute) } else { test_id_attribute.to_owned() };
            format!("internal:testid=[{attribute}={body}]")
        }
        By::Css { css } => css.clone(),
    }
}

fn text_body(text: &TextMatch) -> String {
    format!("{}{}", json(&text.text), if text.exact { 's' } else { 'i' })
}

fn attribute_body(text: &TextMatch) -> String {
    let escaped = text.text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"{}", if text.exact { 's' } else { 'i' })
}

/// `filter({ hasText })` has no exact form for strings: the whole text is a regular expression, here as in `emit`.
/// Quotes and `>>` are escaped as the client does, lest they end the selector's part.
fn whole_text_regex(text: &str) -> String {
    let mut pattern = String::from("/^");
    for character in text.chars() {
        match character {
            '\n' => pattern.push_str("\\n"),
            '\r' => pattern.push_str("\\r"),
            '\u{2028}' => pattern.push_str("\\u2028"),
            '\u{2029}' => pattern.push_str("\\u2029"),
            '.' | '*' | '+' | '?' | '^' | '$' | '{' | '}' | '(' | ')' | '|' | '[' | ']' | '\\' | '/' | '"' | '\''
            | '`' | '>' => pattern.extend(['\\', character]),
            _ => pattern.push(character),
        }
    }
    pattern.push_str("$/");
    pattern
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
