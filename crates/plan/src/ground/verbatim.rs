//! What a sentence says in the page's own words, however it is put: "and there it was, two rows down: Not enough money in
//! Savings". For sentences in which no claim was read, or none that the page bears out.

use super::number::{self, is_currency};
use super::page::{ShownElement, ShownPage};
use super::text::pattern_keeping;
use super::{Borne, Looks, vocabulary as v};
use model::Expectation;
use std::ops::Range;
use words::split;

/// Longer texts are content, of which nobody says all, in words.
const LONGEST: usize = 16;
/// So many words are no chance, wherever they stand.
const TELLING: usize = 3;
/// Amounts from here on are no chance, in thousandths.
const LARGE: i64 = 100_000;
/// Of one sentence.
const MOST: usize = 3;

impl Looks<'_> {
    /// Texts of the page that were said word for word, the longest first, and amounts that stand in one place only.
    pub fn verbatim(&self, sentence: &str) -> Vec<Borne> {
        let said = keys(sentence);
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut found = Vec::new();
        for page in self.shown.iter().take(self.at_the_moment) {
            let mut spoken: Vec<(Range<usize>, bool, &ShownElement)> = page
                .elements
                .iter()
                .filter(|element| !element.is_shell && is_read(element))
                .filter_map(|element| {
                    let place = place_of(&keys(element.text()), &said)?;
                    let new = ShownPage::is_new(self.before, element);
                    tells(&said[place.clone()], element, new, page).then_some((place, new, element))
                })
                .collect();
            spoken.sort_by_key(|(place, new, element)| {
                (std::cmp::Reverse(place.len()), !new, element.outline.children, element.outline.node)
            });
            for (place, _, element) in spoken {
                // "No trace of “Not enough money” any more": the words deny what they name.
                let denies = |key: &Key| matches!(key, Key::Word(word) if is_denial(word));
                if said[..place.start].iter().chain(&said[place.end..]).any(denies) {
                    continue;
                }
                let overlaps = |other: &Range<usize>| other.start < place.end && place.start < other.end;
                if taken.iter().any(overlaps) || found.len() == MOST {
                    continue;
                }
                taken.push(place);
                let text = pattern_keeping(element.text(), |_| true);
                found.push(Borne {
                    tab: page.tab.clone(),
                    evidence: Some((page.seen.page.clone(), element.outline.node)),
                    set: None,
                    expectation: Expectation::Text { text },
                });
            }
        }
        found
    }
}

fn is_denial(word: &str) -> bool {
    v::DENYING.contains(&word) || ["gone", "away", "disappears", "disappeared", "vanished", "without"].contains(&word)
}

/// Something to read, not something to use: "Transfer" in "I press Transfer" is a button.
fn is_read(element: &ShownElement) -> bool {
    let uses = ["button", "link", "tab", "menuitem", "option", "checkbox", "radio", "switch", "textbox", "combobox"];
    let label = matches!(element.outline.element.tag.as_str(), "label" | "th" | "legend" | "option" | "title");
    !label && !uses.contains(&element.role()) && (1..=LONGEST).contains(&element.words.len())
}

/// Whether it is no chance that these words of a sentence are the element's.
fn tells(said: &[Key], element: &ShownElement, new: bool, page: &ShownPage) -> bool {
    let words = said.iter().filter(|key| matches!(key, Key::Word(_))).count();
    let loud = matches!(element.role(), "heading" | "status" | "alert" | "alertdialog" | "dialog");
    if words >= TELLING || words >= 2 && (new || loud) {
        return true;
    }
    let [Key::Number(value)] = said else { return words == 1 && said.len() > 1 && (new || loud) };
    let amount = *value >= LARGE || value % 1000 != 0;
    amount
        && page.elements.iter().filter(|other| other.words == element.words && other.outline.children == 0).count() == 1
}

/// A word, or a number in thousandths, however it is written. Currencies are left out.
#[derive(Clone, Debug, PartialEq)]
enum Key {
    Word(String),
    Number(i64),
}

fn keys(text: &str) -> Vec<Key> {
    let words = split(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let numbers = number::said(&words);
    let mut keys = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match numbers.iter().find(|number| number.words.start == at) {
            Some(number) => {
                keys.push(Key::Number(number.value));
                at = number.words.end;
            }
            None => {
                if !is_currency(words[at]) {
                    keys.push(Key::Word(words[at].to_owned()));
                }
                at += 1;
            }
        }
    }
    keys
}

fn place_of(part: &[Key], all: &[Key]) -> Option<Range<usize>> {
    if part.is_empty() {
        return None;
    }
    let start = all.windows(part.len()).position(|window| window == part)?;
    Some(start..start + part.len())
}
