//! Claims about a box's tick, and about the page as a whole: its title, its address, which page it is.

use super::Verdict;
use super::claims::content;
use super::page::{ShownElement, ShownPage};
use super::place::{alike, score};
use super::text::pattern_keeping;
use model::Expectation;
use words::{split, tokens};

/// A box must answer to this share of its words.
const PLACED: f32 = 0.7;
/// And to this much, to contradict.
const SURELY: f32 = 0.85;

pub fn checked(subject: &[String], checked: bool, page: &ShownPage) -> Verdict {
    if subject.is_empty() {
        return Verdict::Unknown;
    }
    let boxes = page.elements.iter().filter_map(|element| Some((element, element.outline.element.checked?)));
    let mut scored: Vec<(f32, &ShownElement, bool)> =
        boxes.map(|(element, state)| (score(page, element, subject), element, state)).collect();
    scored.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    match scored.as_slice() {
        [(sure, ..), ..] if *sure < PLACED => Verdict::Unknown,
        // Two boxes that answer to the same words: which one is meant?
        [(one, ..), (other, ..), ..] if one - other < 0.05 => Verdict::Unknown,
        [(_, element, state), ..] if *state == checked => {
            Verdict::Yes { node: Some(element.outline.node), set: None, expectation: Expectation::Checked { checked } }
        }
        [(sure, element, state), ..] if *sure >= SURELY => {
            let word = |checked: bool| if checked { "ticked" } else { "not ticked" }.to_owned();
            Verdict::Other { said: word(checked), shown: word(*state), place: element.called() }
        }
        _ => Verdict::Unknown,
    }
}

pub fn title(phrase: &str, page: &ShownPage) -> Verdict {
    let (said, shown) = (split(phrase), split(&page.seen.title));
    if said.is_empty() || !page.seen.main {
        return Verdict::Unknown;
    }
    if shown.windows(said.len()).any(|window| window == said) {
        let text = pattern_keeping(&page.seen.title, |written| phrase.contains(written));
        return Verdict::Yes { node: None, set: None, expectation: Expectation::PageTitle { text } };
    }
    Verdict::Other { said: phrase.to_owned(), shown: page.seen.title.clone(), place: "the page's title".to_owned() }
}

pub fn url(phrase: &str, page: &ShownPage, base_url: &str) -> Verdict {
    if !page.seen.main {
        return Verdict::Unknown;
    }
    let path = below(&page.seen.url, base_url);
    let said: Vec<String> = split(phrase).into_iter().filter(|word| !URL_WORDS.contains(&word.as_str())).collect();
    let shown = split(&page.seen.url);
    if !said.is_empty() && shown.windows(said.len()).any(|window| window == said) {
        let text = pattern_keeping(path, |written| phrase.contains(written));
        return Verdict::Yes { node: None, set: None, expectation: Expectation::PageUrl { text } };
    }
    if phrase.contains('/') {
        return Verdict::Other { said: phrase.to_owned(), shown: path.to_owned(), place: "the address".to_owned() };
    }
    Verdict::Unknown
}

/// Words about an address that are no part of it.
const URL_WORDS: &[&str] =
    &["ends", "end", "with", "in", "on", "contains", "has", "the", "now", "to", "at", "should", "be", "and"];

/// "We land on the orders page": its heading says so, or its address.
pub fn landed(phrase: &str, page: &ShownPage, base_url: &str) -> Verdict {
    let wanted = content(phrase);
    if wanted.is_empty() || !page.seen.main {
        return Verdict::Unknown;
    }
    let all_in = |said: &[String]| wanted.iter().all(|word| said.iter().any(|other| alike(word, other) >= 0.7));
    let headings = page.elements.iter().filter(|element| element.role() == "heading" && !element.is_shell);
    if let Some(heading) = headings.into_iter().find(|heading| all_in(&tokens(heading.text()))) {
        let text = pattern_keeping(heading.text(), |written| phrase.contains(written));
        return Verdict::Yes { node: Some(heading.outline.node), set: None, expectation: Expectation::Text { text } };
    }
    let path = below(&page.seen.url, base_url);
    let address = path.split(['?', '#']).next().unwrap_or(path);
    if all_in(&tokens(address)) {
        let text = pattern_keeping(path, |written| phrase.contains(written));
        return Verdict::Yes { node: None, set: None, expectation: Expectation::PageUrl { text } };
    }
    Verdict::Unknown
}

/// The address below the app's own, else as it is.
fn below<'a>(url: &'a str, base_url: &str) -> &'a str {
    match url.strip_prefix(base_url) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        Some(_) | None => url,
    }
}
