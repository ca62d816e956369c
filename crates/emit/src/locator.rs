//! Locators as calls of a printed file: `getByRole('button', { name: 'Save' })`, in the repository's style and with
//! places to break the line at.

use crate::code::{self, Value};
use crate::layout::{Argument, Call, flat};
use crate::quote::{regex_literal, template};
use crate::style::Style;
use model::{Link, Locator, Parameter};

/// The chain without what it is called on: "getByRole('button', { name: 'Save' })".
pub fn locator(locator: &Locator, style: &Style) -> String {
    flat(&calls(&locator.links, "", style, &[])).trim_start_matches('.').to_owned()
}

/// The chain on something: "page.getByRole('button', { name: 'Save' })".
pub fn locator_on(root: &str, locator: &Locator, style: &Style) -> String {
    format!("{root}{}", flat(&calls(&locator.links, root, style, &[])))
}

/// The chain's calls. `root` is what inner locators of `filter({ has })` are called on: a page's name, or nothing. What
/// is in `data` is written by its name.
pub(crate) fn calls(links: &[Link], root: &str, style: &Style, data: &[Parameter]) -> Vec<Call> {
    code::calls(links).into_iter().map(|call| laid_out(call, root, style, data)).collect()
}

/// Does a text hold this data, as a word of its own?
pub(crate) fn holds(text: &str, parameter: &Parameter) -> bool {
    around(text, parameter).is_some()
}

/// What stands before and after it.
fn around<'a>(text: &'a str, parameter: &Parameter) -> Option<(&'a str, &'a str)> {
    let mut found = text.match_indices(&parameter.value).map(|(at, value)| (&text[..at], &text[at + value.len()..]));
    found.find(|(before, after)| !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric))
}

fn laid_out(call: code::Call, root: &str, style: &Style, data: &[Parameter]) -> Call {
    let mut arguments: Vec<Argument> =
        call.arguments.iter().map(|value| Argument::Plain(written(value, root, style, data))).collect();
    let entries: Vec<String> =
        call.options.iter().map(|(name, value)| format!("{name}: {}", written(value, root, style, data))).collect();
    if !entries.is_empty() {
        arguments.push(Argument::Object(entries));
    }
    Call::new(call.method, arguments)
}

fn written(value: &Value, root: &str, style: &Style, data: &[Parameter]) -> String {
    match value {
        Value::Text(text) => {
            let named = data.iter().find_map(|parameter| Some((parameter, around(text, parameter)?)));
            match named {
                Some((parameter, ("", ""))) => parameter.name.clone(),
                Some((parameter, (before, after))) => template(&[before, after], std::slice::from_ref(&parameter.name)),
                None => style.string(text),
            }
        }
        Value::Role(text) => style.string(text),
        Value::Regex(source, flags) => regex_literal(source, flags),
        Value::Bool(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Locator(inner) => {
            let calls: Vec<Call> = inner.iter().map(|call| laid_out(call.clone(), root, style, data)).collect();
            let inner = flat(&calls);
            let inner = if root.is_empty() { inner.trim_start_matches('.') } else { inner.as_str() };
            format!("{root}{inner}")
        }
    }
}
