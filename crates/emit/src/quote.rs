//! The only way from text of pages and people into the output: string literals, comments, regular expressions.
//!
//! What can't be seen, or reads in the wrong direction, is written as an escape, so that a reviewer sees what runs.

use crate::style::Quote;
use model::{Pattern, PatternPart};

/// A string literal. The other quotation mark is used where that needs fewer escapes, as Prettier does.
pub(crate) fn string(text: &str, preferred: Quote) -> String {
    let (own, other) = match preferred {
        Quote::Single => ('\'', '"'),
        Quote::Double => ('"', '\''),
    };
    let count = |mark: char| text.chars().filter(|character| *character == mark).count();
    let mark = if count(own) > count(other) { other } else { own };
    let mut written = String::from(mark);
    for character in text.chars() {
        match character {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ if character == mark => written.extend(['\\', character]),
            _ if is_unseen(character) => written.push_str(&escape(character)),
            _ => written.push(character),
        }
    }
    written.push(mark);
    written
}

/// A template literal of texts and, between each two of them, an expression.
pub(crate) fn template(texts: &[&str], expressions: &[String]) -> String {
    let mut written = String::from("`");
    for (place, text) in texts.iter().enumerate() {
        written.push_str(&template_text(text));
        if place + 1 < texts.len() {
            written.push_str(&format!("${{{}}}", expressions.get(place).map_or("''", String::as_str)));
        }
    }
    written + "`"
}

/// A text within a template literal: nothing in it may end it or be filled in.
pub(crate) fn template_text(text: &str) -> String {
    let mut written = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | '`' => written.extend(['\\', character]),
            // At the end, too: an expression may follow.
            '$' if matches!(characters.peek(), Some('{') | None) => written.push_str("\\$"),
            _ if is_unseen(character) => written.push_str(&escape(character)),
            _ => written.push(character),
        }
    }
    written
}

/// A comment of one line: white space folded, nothing in it that could end it or turn the text around.
pub(crate) fn comment(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|character| if is_unseen(character) || character.is_whitespace() { ' ' } else { character })
        .collect();
    let folded = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    // `// @ts-nocheck`, `//# sourceMappingURL`, `/// <reference>` and `// eslint-disable` are orders to tools.
    let order = !folded.starts_with(char::is_alphanumeric)
        || ["eslint", "prettier", "istanbul", "tslint", "global"].iter().any(|tool| folded.starts_with(tool));
    if order { format!("// note: {folded}") } else { format!("// {folded}") }
}

/// What a regular expression is matched against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// A string as it stands: a title, a value, the end of an address.
    Plain,
    /// An element's text. Playwright folds white space for strings but not for regular expressions (seen with 1.65.1),
    /// and markup is full of line breaks: a space in the pattern is any white space.
    ElementText,
}

/// How much of the string the pattern has to cover.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    /// All of it.
    Whole,
    /// Any part.
    Part,
    /// Its end.
    End,
}

/// `/^Order #\d+ confirmed$/`
pub(crate) fn regex(pattern: &Pattern, against: Against, cover: Cover) -> String {
    let edge = if against == Against::ElementText { "\\s*" } else { "" };
    let mut written = String::from("/");
    if cover == Cover::Whole {
        written.push('^');
        written.push_str(edge);
    }
    for part in &pattern.parts {
        match part {
            PatternPart::Digits => written.push_str("\\d+"),
            PatternPart::Anything => written.push_str(".+"),
            PatternPart::Literal { text } => {
                written.extend(text.chars().map(|character| regex_character(character, against)))
            }
        }
    }
    if cover != Cover::Part {
        written.push_str(edge);
        written.push('$');
    }
    // `//` would be a comment.
    if written == "/" { "/(?:)/".to_owned() } else { written + "/" }
}

/// The whole of a text, as in `filter({ hasText: /^Mug$/ })`.
pub(crate) fn whole_text_regex(text: &str) -> String {
    regex(&Pattern::literal(text), Against::Plain, Cover::Whole)
}

/// The source of that: `^Mug$`.
pub(crate) fn whole_text_source(text: &str) -> String {
    whole_text_regex(text).trim_start_matches('/').strip_suffix('/').unwrap_or_default().to_owned()
}

/// The text that a source is the whole of, when it is nothing else.
pub(crate) fn literal_of_whole_regex(source: &str) -> Option<String> {
    let inner = source.strip_prefix('^')?.strip_suffix('$')?;
    let mut units: Vec<u16> = Vec::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '\\' => match characters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits: String = characters.by_ref().take(4).collect();
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                    continue;
                }
                escaped if escaped.is_alphanumeric() => return None,
                escaped => escaped,
            },
            '.' | '*' | '+' | '?' | '^' | '$' | '{' | '}' | '(' | ')' | '|' | '[' | ']' => return None,
            _ => character,
        };
        units.extend_from_slice(literal.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).ok().filter(|text| whole_text_source(text) == source)
}

/// An expression of JavaScript from its source and flags.
pub(crate) fn regex_literal(source: &str, flags: &str) -> String {
    let mut written = String::from("/");
    let mut escaped = false;
    for character in source.chars() {
        match character {
            '/' if !escaped => written.push_str("\\/"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            _ if is_unseen(character) => written.push_str(&escape(character)),
            _ => written.push(character),
        }
        escaped = !escaped && character == '\\';
    }
    // `//` would be a comment.
    if written == "/" { format!("/(?:)/{flags}") } else { format!("{written}/{flags}") }
}

/// A string literal of languages that have double quotation marks only. `wide`: letters beyond the basic plane are one
/// escape, as Python has it, not two.
pub(crate) fn double_quoted(text: &str, wide: bool) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '\\' | '"' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ if is_unseen(character) && wide && character > '\u{ffff}' => {
                written.push_str(&format!("\\U{:08x}", u32::from(character)));
            }
            _ if is_unseen(character) => written.push_str(&escape(character)),
            _ => written.push(character),
        }
    }
    written + "\""
}

fn regex_character(character: char, against: Against) -> String {
    match character {
        ' ' if against == Against::ElementText => "\\s+".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '.' | '*' | '+' | '?' | '^' | '$' | '{' | '}' | '(' | ')' | '|' | '[' | ']' | '\\' | '/' => {
            format!("\\{character}")
        }
        _ if is_unseen(character) => escape(character),
        _ => character.to_string(),
    }
}

/// Control characters, line and paragraph separators, odd spaces, direction marks, private-use glyphs. Joiners and
/// variation selectors stay: Persian and emoji need them.
fn is_unseen(character: char) -> bool {
    let odd_space = character.is_whitespace() && character != ' ';
    character.is_control()
        || odd_space
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
                | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..='\u{10ffff}'
        )
}

/// `\u202e`, two of them for what is beyond the basic plane: right in strings and in regular expressions.
fn escape(character: char) -> String {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

#[cfg(test)]
mod tests;
