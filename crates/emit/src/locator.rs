//! Locators as calls of a printed file: `getByRole('button', { name: 'Save' })`, in the repository's style and with
//! places to break the line at.

use crate::code::{self, Value};
use crate::layout::{Argument, Call, flat};
use crate::quote::regex_literal;
use crate::style::Style;
use model::{Link, Locator};

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
    code::calls(links).into_iter().map(|call| laid_out(call, root, style)).collect()
}

fn laid_out(call: code::Call, root: &str, style: &Style) -> Call {
    let mut arguments: Vec<Argument> =
        call.arguments.iter().map(|value| Argument::Plain(written(value, root, style))).collect();
    let entries: Vec<String> =
        call.options.iter().map(|(name, value)| format!("{name}: {}", written(value, root, style))).collect();
    if !entries.is_empty() {
        arguments.push(Argument::Object(entries));
    }
    Call::new(call.method, arguments)
}

fn written(value: &Value, root: &str, style: &Style) -> String {
    match value {
        Value::Text(text) | Value::Role(text) => style.string(text),
        Value::Regex(source, flags) => regex_literal(source, flags),
        Value::Bool(on) => on.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Locator(inner) => {
            let calls: Vec<Call> = inner.iter().map(|call| laid_out(call.clone(), root, style)).collect();
            let inner = flat(&calls);
            let inner = if root.is_empty() { inner.trim_start_matches('.') } else { inner.as_str() };
            format!("{root}{inner}")
        }
    }
}
