//! Reads a locator as Playwright's recorder prints it: calls one after another, arguments in single quotes.

use model::{By, Link, Locator, TextMatch};

/// The chain's links, frames included.
pub fn parse(code: &str) -> Locator {
    let mut links = Vec::new();
    let mut rest = code;
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(').unwrap_or_else(|| panic!("no call in {code}"));
        let (arguments, after) = arguments(after);
        rest = after.strip_prefix('.').unwrap_or(after);
        let first = || arguments.first().cloned().unwrap_or_default();
        let name_option = arguments.get(2).cloned();
        let by = match name {
            "pierceFrames" => continue,
            "contentFrame" => {
                links.push(Link::Frame);
                continue;
            }
            "first" => {
                links.push(Link::Nth { index: 0 });
                continue;
            }
            "nth" => {
                links.push(Link::Nth { index: first().parse().expect("a number") });
                continue;
            }
            "getByRole" => By::role(first(), name_option.map(TextMatch::part)),
            "getByText" => By::Text { text: TextMatch::part(first()) },
            "getByAltText" => By::AltText { text: TextMatch::part(first()) },
            "getByTestId" => By::test_id(first()),
            "locator" => By::Css { css: first() },
            other => panic!("{other} is new: {code}"),
        };
        links.push(Link::By { by });
    }
    Locator { links }
}

/// Strings, names and numbers up to the closing bracket, in order: `'button', { name: 'Submit' }` gives three.
fn arguments(code: &str) -> (Vec<String>, &str) {
    let mut found = Vec::new();
    let mut letters = code.char_indices();
    let mut word = String::new();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\'' => {
                let mut text = String::new();
                while let Some((_, letter)) = letters.next() {
                    match letter {
                        '\'' => break,
                        '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
                        other => text.push(other),
                    }
                }
                found.push(text);
            }
            letter if letter.is_alphanumeric() => word.push(letter),
            letter => {
                if !word.is_empty() {
                    found.push(std::mem::take(&mut word));
                }
                if letter == ')' {
                    return (found, &code[at + 1..]);
                }
            }
        }
    }
    panic!("no end of {code}");
}
