//! Calls as text: the four languages, as Playwright's own generator writes them.

use super::Language;
use super::calls::{Call, Value, calls};
use crate::quote::{self, regex_literal};
use crate::style::{Quote, Style};
use model::Locator;

/// The chain without what it is called on: "getByRole('button', { name: 'Save' })".
pub fn locator_code(locator: &Locator, language: Language) -> String {
    chain(&calls(&locator.links), language)
}

fn chain(calls: &[Call], language: Language) -> String {
    let mut owner = "Page";
    let mut parts = Vec::new();
    for call in calls {
        parts.push(one(call, owner, language));
        owner = if call.method == "contentFrame" { "FrameLocator" } else { "Locator" };
    }
    parts.join(".")
}

fn one(call: &Call, owner: &str, language: Language) -> String {
    let method = match language {
        Language::JavaScript | Language::Java => call.method.clone(),
        Language::Python => snake(&call.method),
        Language::CSharp => pascal(&call.method),
    };
    let property = matches!(call.method.as_str(), "first" | "last" | "contentFrame");
    if property && matches!(language, Language::Python | Language::CSharp) {
        return method;
    }
    let mut arguments: Vec<String> = call.arguments.iter().map(|value| written(value, language)).collect();
    let options = call.options.iter().map(|(name, value)| (name.as_str(), value));
    match language {
        _ if call.options.is_empty() => {}
        Language::JavaScript => {
            let entries: Vec<String> =
                options.map(|(name, value)| format!("{name}: {}", written(value, language))).collect();
            arguments.push(format!("{{ {} }}", entries.join(", ")));
        }
        Language::Python => {
            arguments.extend(options.map(|(name, value)| format!("{}={}", snake(name), written(value, language))));
        }
        Language::Java => {
            // A filter is a locator's, whatever it is called on.
            let owner = if call.method == "filter" { "Locator" } else { owner };
            let mut made = format!("new {owner}.{}Options()", pascal(&call.method));
            for (name, value) in options {
                made.push_str(&format!(".set{}({})", pascal(name), written(value, language)));
            }
            arguments.push(made);
        }
        Language::CSharp => {
            let entries: Vec<String> = options
                .map(|(name, value)| {
                    let ending = if matches!(value, Value::Regex(..)) { "Regex" } else { "" };
                    format!("{}{ending} = {}", pascal(name), written(value, language))
                })
                .collect();
            arguments.push(format!("new() {{ {} }}", entries.join(", ")));
        }
    }
    format!("{method}({})", arguments.join(", "))
}

fn written(value: &Value, language: Language) -> String {
    match (value, language) {
        (Value::Text(text), _) => string(text, language),
        (Value::Role(role), Language::JavaScript | Language::Python) => string(role, language),
        (Value::Role(role), Language::Java) => format!("AriaRole.{}", role.to_uppercase()),
        (Value::Role(role), Language::CSharp) => format!("AriaRole.{}", pascal(role)),
        (Value::Bool(on), Language::Python) => if *on { "True" } else { "False" }.to_owned(),
        (Value::Bool(on), _) => on.to_string(),
        (Value::Number(number), _) => number.to_string(),
        (Value::Locator(calls), _) => chain(calls, language),
        (Value::Regex(source, flags), _) => regex(source, flags, language),
    }
}

fn string(text: &str, language: Language) -> String {
    match language {
        Language::JavaScript => Style { quote: Quote::Single, ..Style::default() }.string(text),
        Language::Python => quote::double_quoted(text, true),
        Language::Java | Language::CSharp => quote::double_quoted(text, false),
    }
}

fn regex(source: &str, flags: &str, language: Language) -> String {
    let words = |words: [&str; 3], join: &str| -> String {
        let known = ['i', 'm', 's'].into_iter().zip(words);
        let chosen: Vec<&str> = known.filter(|(flag, _)| flags.contains(*flag)).map(|(_, word)| word).collect();
        if chosen.is_empty() { String::new() } else { format!(", {}", chosen.join(join)) }
    };
    match language {
        Language::JavaScript => regex_literal(source, flags),
        Language::Python => {
            let words = words(["re.IGNORECASE", "re.MULTILINE", "re.DOTALL"], " | ");
            format!("re.compile(r\"{}\"{words})", raw(source))
        }
        Language::Java => {
            let words = words(["Pattern.CASE_INSENSITIVE", "Pattern.MULTILINE", "Pattern.DOTALL"], " | ");
            format!("Pattern.compile({}{words})", string(source, language))
        }
        Language::CSharp => {
            let words = words(["RegexOptions.IgnoreCase", "RegexOptions.Multiline", "RegexOptions.Singleline"], " | ");
            format!("new Regex({}{words})", string(source, language))
        }
    }
}

/// For a raw string of Python: a quotation mark is escaped, a stroke need not be.
fn raw(source: &str) -> String {
    let mut written = String::new();
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('/') => written.push('/'),
                Some(next) => written.extend(['\\', next]),
                None => written.push_str("\\\\"),
            },
            '"' => written.push_str("\\\""),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            _ => written.push(character),
        }
    }
    written
}

/// `getByRole` → `get_by_role`
fn snake(name: &str) -> String {
    let mut written = String::new();
    for character in name.chars() {
        if character.is_uppercase() {
            written.push('_');
        }
        written.extend(character.to_lowercase());
    }
    written
}

/// `getByRole` → `GetByRole`
fn pascal(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
