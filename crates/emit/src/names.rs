//! Names for variables: readable, legal, unique.

use model::{By, Link};
use std::collections::HashSet;

/// Words of a text that make a name.
const MOST_WORDS: usize = 3;
/// Longer names are cut, in characters.
const LONGEST_NAME: usize = 30;

/// Names in use. Starts with all that mean something else in a test file.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    taken: HashSet<String>,
}

impl Names {
    pub(crate) fn new() -> Self {
        const MEANT_OTHERWISE: [&str; 79] = [
            "abstract",
            "any",
            "arguments",
            "as",
            "async",
            "await",
            "boolean",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "debugger",
            "declare",
            "default",
            "delete",
            "do",
            "document",
            "else",
            "enum",
            "eval",
            "export",
            "extends",
            "false",
            "finally",
            "for",
            "from",
            "function",
            "get",
            "global",
            "if",
            "implements",
            "import",
            "in",
            "infinity",
            "instanceof",
            "interface",
            "is",
            "let",
            "module",
            "name",
            "namespace",
            "never",
            "new",
            "null",
            "number",
            "object",
            "of",
            "package",
            "private",
            "process",
            "protected",
            "public",
            "require",
            "return",
            "set",
            "static",
            "string",
            "super",
            "switch",
            "symbol",
            "this",
            "throw",
            "true",
            "try",
            "type",
            "typeof",
            "undefined",
            "unknown",
            "var",
            "void",
            "while",
            "window",
            "with",
            "yield",
            "dirname",
            "join",
            "dialog",
        ];
        const OURS: [&str; 5] = ["expect", "test", "page", "files", "location"];
        let taken = MEANT_OTHERWISE.iter().chain(&OURS).map(|name| (*name).to_owned()).collect();
        Self { taken }
    }

    /// The wished name where it is free, else the other, else the first with a number.
    pub(crate) fn fresh(&mut self, wish: &str, otherwise: &str) -> String {
        let numbered = (2..).map(|number| format!("{wish}{number}"));
        let name =
            [wish.to_owned(), otherwise.to_owned()].into_iter().chain(numbered).find(|name| !self.taken.contains(name));
        let name = name.expect("numbers never end");
        self.taken.insert(name.clone());
        name
    }
}

/// The name that a chain of links suggests, and a longer one that tells more: `addToCart`, `addToCartButton`.
pub(crate) fn wishes(links: &[Link]) -> (String, String) {
    let kind = links.iter().rev().find_map(|link| match link {
        Link::By { by } => Some(kind(by)),
        Link::HasText { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => None,
    });
    let kind = kind.unwrap_or_else(|| "target".to_owned());
    let ends_in_frame = matches!(links.last(), Some(Link::Frame));
    let suffix = if ends_in_frame { "frame".to_owned() } else { kind.clone() };
    let text = links.iter().rev().find_map(text).map(|text| camel(&text)).filter(|name| !name.is_empty());
    match text {
        Some(name) => (name.clone(), format!("{name}{}", capital(&suffix))),
        None => (suffix.clone(), format!("{suffix}Here")),
    }
}

fn kind(by: &By) -> String {
    match by {
        By::Role { role, .. } => {
            Some(camel(role)).filter(|name| !name.is_empty()).unwrap_or_else(|| "target".to_owned())
        }
        By::Label { .. } | By::Placeholder { .. } => "field".to_owned(),
        By::AltText { .. } => "image".to_owned(),
        By::Title { .. } | By::TestId { .. } | By::Css { .. } => "target".to_owned(),
        By::Text { .. } => "text".to_owned(),
    }
}

fn text(link: &Link) -> Option<String> {
    match link {
        Link::By { by } => match by {
            By::Role { name, .. } => name.as_ref().map(|name| name.text.clone()),
            By::Label { text }
            | By::Placeholder { text }
            | By::AltText { text }
            | By::Title { text }
            | By::Text { text } => Some(text.text.clone()),
            By::TestId { id } => Some(id.text.clone()),
            By::Css { .. } => None,
        },
        Link::HasText { text } => Some(text.text.clone()),
        Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => None,
    }
}

/// The first words in camel case; nothing when there is no ASCII word to begin with.
pub(crate) fn camel(text: &str) -> String {
    let plain: String = text.chars().filter(|character| !matches!(character, '\'' | '’')).collect();
    let words = plain.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words.take(MOST_WORDS) {
        let small = if word.chars().all(|character| !character.is_ascii_lowercase()) {
            word.to_ascii_lowercase()
        } else {
            word.to_owned()
        };
        if name.len() + small.len() > LONGEST_NAME {
            break;
        }
        name.push_str(&if name.is_empty() { uncapital(&small) } else { capital(&small) });
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) { String::new() } else { name }
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

fn uncapital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_lowercase().to_string() + characters.as_str()).unwrap_or_default()
}
