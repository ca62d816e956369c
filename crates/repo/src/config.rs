//! Reads plain settings out of a `playwright.config.*` without running it. Understands words, strings, comments and
//! brackets, not JavaScript: what is more than a literal is said to be computed.

/// A setting as a configuration's text says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigValue {
    /// It is not mentioned.
    #[default]
    Absent,
    /// A plain string.
    Literal(String),
    /// It is set to something that only running the file would tell.
    Computed,
}

/// The settings that matter to an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    pub(crate) test_dir: ConfigValue,
    pub(crate) base_url: ConfigValue,
    pub(crate) test_id_attribute: ConfigValue,
}

/// Reads a configuration. `name` is what notes call it.
pub(crate) fn read(text: &str, name: &str, notes: &mut Vec<String>) -> Config {
    let tokens = tokens(text);
    let mut setting = |key: &str| value_of(&tokens, key, name, notes);
    let config = Config {
        test_dir: setting("testDir"),
        base_url: setting("baseURL"),
        test_id_attribute: setting("testIdAttribute"),
    };
    for (key, value) in [("testDir", &config.test_dir), ("testIdAttribute", &config.test_id_attribute)] {
        // A computed baseURL needs no note: that there is one is all that a test relies on.
        if *value == ConfigValue::Computed {
            notes.push(format!("{name} computes {key}, so its value is not known without running it"));
        }
    }
    if !settings(&tokens, "testMatch").is_empty() {
        notes.push(format!("{name} sets testMatch: make sure that it matches the test's file name"));
    }
    config
}

fn value_of(tokens: &[Token], key: &str, name: &str, notes: &mut Vec<String>) -> ConfigValue {
    let found = settings(tokens, key);
    // What is set for all tests is less deep than what is set for a project.
    let Some(outermost) = found.iter().map(|(depth, _)| *depth).min() else {
        return ConfigValue::Absent;
    };
    let mut values = found.into_iter().filter(|(depth, _)| *depth == outermost).map(|(_, value)| value);
    let first = values.next().unwrap_or_default();
    if values.any(|other| other != first) {
        match &first {
            ConfigValue::Literal(literal) => {
                notes.push(format!("{name} sets {key} more than once; the first, '{literal}', was taken"));
            }
            ConfigValue::Computed | ConfigValue::Absent => {}
        }
    }
    first
}

/// Every `key: value` of an object, with the number of brackets around it.
fn settings(tokens: &[Token], key: &str) -> Vec<(usize, ConfigValue)> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let name = match token {
            Token::Mark(bracket @ ('{' | '(' | '[')) => {
                open.push(*bracket);
                continue;
            }
            Token::Mark('}' | ')' | ']') => {
                open.pop();
                continue;
            }
            Token::Mark(_) => continue,
            Token::Word(name) | Token::Text(name) => name,
        };
        // Elsewhere the name is an argument, or a branch of `a ? b : c`.
        let begins_entry = open.last() == Some(&'{') && matches!(tokens[at - 1], Token::Mark('{' | ','));
        if name != key || !begins_entry {
            continue;
        }
        match &tokens[at + 1..] {
            [Token::Mark(':'), Token::Text(text), Token::Mark(',' | '}'), ..] => {
                found.push((open.len(), ConfigValue::Literal(text.clone())));
            }
            // `{ testDir: … }`, and `{ testDir }`, the short form.
            [Token::Mark(':' | ',' | '}'), ..] => found.push((open.len(), ConfigValue::Computed)),
            _ => {}
        }
    }
    found
}

#[derive(Debug, PartialEq)]
enum Token {
    /// A name, keyword or number.
    Word(String),
    /// A string, or a template with nothing to fill in.
    Text(String),
    /// Any other character; a template with something to fill in and a regular expression are a lone `` ` `` and `/`.
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = if first.is_whitespace() {
            after
        } else if rest.starts_with("//") {
            after.find('\n').map_or("", |end| &after[end..])
        } else if rest.starts_with("/*") {
            after.find("*/").map_or("", |end| &after[end + 2..])
        } else if matches!(first, '"' | '\'' | '`') {
            let (text, after) = quoted(after, first);
            let filled_in = first == '`' && text.contains("${");
            tokens.push(if filled_in { Token::Mark('`') } else { Token::Text(text) });
            after
        } else if first == '/' && begins_regex(tokens.last()) {
            tokens.push(Token::Mark('/'));
            after_regex(after)
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            &rest[end..]
        } else {
            tokens.push(Token::Mark(first));
            after
        };
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// The string's text, and what follows its end. Of escapes only the backslash is dropped: paths and addresses need
/// no more.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut content = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character == quote {
            return (content, &text[at + 1..]);
        }
        if character == '\\' {
            content.extend(characters.next().map(|(_, escaped)| escaped));
        } else {
            content.push(character);
        }
    }
    (content, "")
}

/// A slash after a value divides; anywhere else it begins a regular expression.
fn begins_regex(before: Option<&Token>) -> bool {
    match before {
        None => true,
        Some(Token::Mark(mark)) => !matches!(mark, ')' | ']' | '}' | '`'),
        Some(Token::Word(word)) => word == "return",
        Some(Token::Text(_)) => false,
    }
}

/// What follows the regular expression; all when it does not end on its line.
fn after_regex(text: &str) -> &str {
    let mut in_class = false;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            '\n' => return text,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return &text[at + 1..],
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let mut notes = Vec::new();
        let config = read(text, "playwright.config.ts", &mut notes);
        let mut lines = vec![format!("{config:?}")];
        lines.extend(notes);
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn plain_settings_are_read() {
        check(
            r#"
import { defineConfig, devices } from '@playwright/test';
// testDir: './commented-out',
/* testDir: './also', */
export default defineConfig({
  testDir: './e2e',
  timeout: 30 * 1000 / 2, // testDir: 'no'
  use: { "baseURL": "http://localhost:3000", testIdAttribute: `data-qa` },
});
"#,
            expect![[
                r#"Config { test_dir: Literal("./e2e"), base_url: Literal("http://localhost:3000"), test_id_attribute: Literal("data-qa") }"#
            ]],
        );
    }

    #[test]
    fn the_outermost_setting_counts() {
        check(
            "export default { projects: [{ name: 'a', testDir: 'a', use: { baseURL: 'http://a' } }], testDir: 'all' }",
            expect![[
                r#"Config { test_dir: Literal("all"), base_url: Literal("http://a"), test_id_attribute: Absent }"#
            ]],
        );
        check(
            "module.exports = { projects: [{ testDir: 'a' }, { testDir: 'b' }, { testDir: 'b' }] };",
            expect![[r#"
                Config { test_dir: Literal("a"), base_url: Absent, test_id_attribute: Absent }
                playwright.config.ts sets testDir more than once; the first, 'a', was taken"#]],
        );
    }

    #[test]
    fn what_is_more_than_a_literal_is_computed() {
        check(
            "export default { testDir: path.join(__dirname, 'e2e') }",
            expect![[r#"
                Config { test_dir: Computed, base_url: Absent, test_id_attribute: Absent }
                playwright.config.ts computes testDir, so its value is not known without running it"#]],
        );
        check(
            "export default { testDir: 'e2e' + suffix, use: { baseURL: process.env.URL ?? 'http://x' } }",
            expect![[r#"
                Config { test_dir: Computed, base_url: Computed, test_id_attribute: Absent }
                playwright.config.ts computes testDir, so its value is not known without running it"#]],
        );
        check(
            "const testDir = defineBddConfig({}); export default { testDir, use: { baseURL: `http://${host}` } }",
            expect![[r#"
                Config { test_dir: Computed, base_url: Computed, test_id_attribute: Absent }
                playwright.config.ts computes testDir, so its value is not known without running it"#]],
        );
    }

    #[test]
    fn odd_texts_do_not_confuse() {
        check("", expect![[r#"Config { test_dir: Absent, base_url: Absent, test_id_attribute: Absent }"#]]);
        check(
            r#"export default { testMatch: /.*["'{]\/[/'"].spec.ts/, testIgnore: /\/\//, name: "it's \"testDir: 'x'\"", testDir: 'it\'s' }"#,
            expect![[r#"
                Config { test_dir: Literal("it's"), base_url: Absent, test_id_attribute: Absent }
                playwright.config.ts sets testMatch: make sure that it matches the test's file name"#]],
        );
        check(
            "export default { testDir: 'unterminated",
            expect![[r#"
                Config { test_dir: Computed, base_url: Absent, test_id_attribute: Absent }
                playwright.config.ts computes testDir, so its value is not known without running it"#]],
        );
        check(
            "}}}) { testDir: 'x', é: '日本' /",
            expect![[r#"Config { test_dir: Literal("x"), base_url: Absent, test_id_attribute: Absent }"#]],
        );
        check(
            "console.log(testDir, 'testDir'); f(a, testDir, b); foo ? 'testDir' : 'bar'",
            expect![[r#"Config { test_dir: Absent, base_url: Absent, test_id_attribute: Absent }"#]],
        );
    }
}
