//! Locators as calls: `getByRole('button', { name: 'Save' })`.

use crate::layout::{Argument, Call, flat};
use crate::quote::whole_text_regex;
use crate::style::Style;
use model::{By, Link, Locator, TextMatch};

/// The chain without what it is called on: "getByRole('button', { name: 'Save' })".
pub fn locator(locator: &Locator, style: &Style) -> String {
    flat(&calls(&locator.links, "", style)).trim_start_matches('.').to_owned()
}

/// The chain on something: "page.getByRole('button', { name: 'Save' })".
pub fn locator_on(root: &str, locator: &Locator, style: &Style) -> String {
    format!("{root}{}", flat(&calls(&locator.links, root, style)))
}

/// The chain's calls. `root` is what inner locators of `filter({ has })` are called on: a page's name, or nothing.
pub(crate) fn calls(links: &[Link], root: &str, style: &Style) -> Vec<Call> {
    links.iter().map(|link| call(link, root, style)).collect()
}

fn call(link: &Link, root: &str, style: &Style) -> Call {
    match link {
        Link::By { by } => by_call(by, style),
        Link::HasText { text } => {
            // A string in `hasText` is always a part: the whole text has to be a regular expression.
            let value = if text.exact { whole_text_regex(&text.text) } else { style.string(&text.text) };
            Call::new("filter", vec![Argument::Object(vec![format!("hasText: {value}")])])
        }
        Link::Has { locator } => {
            let inner = flat(&calls(&locator.links, root, style));
            let inner = if root.is_empty() { inner.trim_start_matches('.') } else { inner.as_str() };
            Call::new("filter", vec![Argument::Object(vec![format!("has: {root}{inner}")])])
        }
        Link::Frame => Call::bare("contentFrame"),
        Link::Nth { index: 0 } => Call::bare("first"),
        Link::Nth { index } => Call::of("nth", index.to_string()),
    }
}

fn by_call(by: &By, style: &Style) -> Call {
    match by {
        By::Role { role, name } => {
            let mut arguments = vec![Argument::Plain(style.string(role))];
            if let Some(name) = name {
                let mut entries = vec![format!("name: {}", style.string(&name.text))];
                entries.extend(name.exact.then(|| "exact: true".to_owned()));
                arguments.push(Argument::Object(entries));
            }
            Call::new("getByRole", arguments)
        }
        By::Label { text } => by_text("getByLabel", text, style),
        By::Placeholder { text } => by_text("getByPlaceholder", text, style),
        By::AltText { text } => by_text("getByAltText", text, style),
        By::Title { text } => by_text("getByTitle", text, style),
        By::Text { text } => by_text("getByText", text, style),
        By::TestId { id } => Call::of("getByTestId", style.string(id)),
        By::Css { css } => Call::of("locator", style.string(css)),
    }
}

fn by_text(name: &'static str, text: &TextMatch, style: &Style) -> Call {
    let mut arguments = vec![Argument::Plain(style.string(&text.text))];
    if text.exact {
        arguments.push(Argument::Object(vec!["exact: true".to_owned()]));
    }
    Call::new(name, arguments)
}
