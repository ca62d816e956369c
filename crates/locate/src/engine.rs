//! Locators in the syntax of Playwright's own selector engine, as its client sends them to the page.
//!
//! Written after the builders in playwright-core 1.65.1 (`getByRoleSelector`, `getByTextSelector`, …). Used for trying
//! locators on pages and for breaking controls; never printed into a test.

use model::{By, Link, Locator, RoleState, TextMatch};

/// A locator in the syntax of Playwright's own selector engine: `internal:role=button[name="Save"i]`.
pub fn engine_selector(locator: &Locator, test_id_attribute: &str) -> String {
    let parts: Vec<String> = locator.links.iter().map(|link| part(link, test_id_attribute)).collect();
    parts.join(" >> ")
}

fn part(link: &Link, test_id_attribute: &str) -> String {
    let inner = |locator: &Locator| json(&engine_selector(locator, test_id_attribute));
    match link {
        Link::By { by } => by_part(by, test_id_attribute),
        Link::HasText { text } => format!("internal:has-text={}", filter_body(text)),
        Link::HasNotText { text } => format!("internal:has-not-text={}", filter_body(text)),
        Link::Has { locator } => format!("internal:has={}", inner(locator)),
        Link::HasNot { locator } => format!("internal:has-not={}", inner(locator)),
        Link::Visible { visible } => format!("visible={visible}"),
        Link::Frame => "internal:control=enter-frame".to_owned(),
        Link::Nth { index } => format!("nth={index}"),
    }
}

fn by_part(by: &By, test_id_attribute: &str) -> String {
    match by {
        By::Role { role, name, more } => {
            let mut part = format!("internal:role={role}");
            part.extend(name.iter().map(|name| format!("[name={}]", attribute_body(name))));
            part.extend(more.description.iter().map(|text| format!("[description={}]", attribute_body(text))));
            part.extend(more.states.iter().map(|state| state_part(*state)));
            part
        }
        By::Label { text } => format!("internal:label={}", text_body(text)),
        By::Placeholder { text } => format!("internal:attr=[placeholder={}]", attribute_body(text)),
        By::AltText { text } => format!("internal:attr=[alt={}]", attribute_body(text)),
        By::Title { text } => format!("internal:attr=[title={}]", attribute_body(text)),
        By::Text { text } => format!("internal:text={}", text_body(text)),
        By::TestId { id } => {
            let body = attribute_body(id);
            // Playwright takes a comma-separated list of attributes only when it is quoted.
            let attribute =
                if test_id_attribute.contains(',') { json(test_id_attribute) } else { test_id_attribute.to_owned() };
            format!("internal:testid=[{attribute}={body}]")
        }
        By::Css { css } => css.clone(),
    }
}

fn state_part(state: RoleState) -> String {
    match state {
        RoleState::Checked(on) => format!("[checked={on}]"),
        RoleState::Disabled(on) => format!("[disabled={on}]"),
        RoleState::Expanded(on) => format!("[expanded={on}]"),
        RoleState::IncludeHidden(on) => format!("[include-hidden={on}]"),
        RoleState::Level(level) => format!("[level={level}]"),
        RoleState::Pressed(on) => format!("[pressed={on}]"),
        RoleState::Selected(on) => format!("[selected={on}]"),
    }
}

fn text_body(text: &TextMatch) -> String {
    match &text.flags {
        Some(flags) => regex(&text.text, flags),
        None => format!("{}{}", json(&text.text), if text.exact { 's' } else { 'i' }),
    }
}

fn attribute_body(text: &TextMatch) -> String {
    if let Some(flags) = &text.flags {
        return regex(&text.text, flags);
    }
    let escaped = text.text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"{}", if text.exact { 's' } else { 'i' })
}

/// `filter({ hasText })` has no exact form for strings: the whole text is a regular expression, here as in `emit`.
fn filter_body(text: &TextMatch) -> String {
    if text.exact && text.flags.is_none() { whole_text_regex(&text.text) } else { text_body(text) }
}

/// Quotes and `>>` are escaped as the client does, lest they end the selector's part; what is escaped already stays.
fn regex(source: &str, flags: &str) -> String {
    let mut written = String::from("/");
    let mut escaped = false;
    for character in source.chars() {
        if !escaped && matches!(character, '"' | '\'' | '`' | '>') {
            written.push('\\');
        }
        escaped = !escaped && character == '\\';
        written.push(character);
    }
    format!("{written}/{flags}")
}

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
