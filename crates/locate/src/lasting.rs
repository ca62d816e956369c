//! How likely a locator is to lose its element over the years: by what it depends on, as measured, and by the changes
//! of the page that it did not survive.
//!
//! Judges no wording: of two that last as long, `score` says which one reads better.

use crate::score::{Score, is_counted, is_frame, is_unnamed, leaf_index};
use crate::volatile::has_number;
use model::{By, Link, Locator, Survival, TextMatch};

/// Added for each change after which it finds another element, and nobody notices.
const WRONG: Score = 200;
/// For a place among siblings or look-alikes.
const COUNTED: Score = 1_000_000;

/// Thousandths of the locators of a kind that lost their element between two releases of an app, years apart, and what
/// the simulated changes add. Lower is better.
pub(crate) fn risk(locator: &Locator, survival: &Survival) -> Score {
    let fails: Score = survival.fails.iter().map(|change| lost_to(change)).sum();
    let wrong = Score::try_from(survival.wrong.len()).unwrap_or(100);
    prior(locator) + fails + wrong * WRONG
}

/// Added for each change of the page that it does not survive.
fn lost_to(change: &str) -> Score {
    match change {
        // An app that grows gets dialogs, with the same names in them.
        "dialog" => 60,
        _ => 20,
    }
}

/// The risk before anything was tried.
pub(crate) fn prior(locator: &Locator) -> Score {
    let links = &locator.links;
    let Some(leaf) = leaf_index(links).filter(|_| !is_counted(links)) else {
        return COUNTED;
    };
    let around = links.iter().enumerate().filter(|(place, _)| *place != leaf).map(|(_, link)| of_link(link));
    // "The button of the form that goes to /search": a contract, as long as there is one. One sends the form.
    let contract = links[..leaf].iter().any(is_contract);
    let own = match &links[leaf] {
        link if contract && is_unnamed(link) => 45,
        Link::By { by: By::Css { css } } if contract && css == r#"[type="submit"]"# => 40,
        link => of_leaf(link),
    };
    own + around.sum::<Score>()
}

/// What programs rely on: a test id, the address that a form goes to.
fn is_contract(link: &Link) -> bool {
    match link {
        Link::By { by: By::TestId { .. } } => true,
        Link::By { by: By::Css { css } } => css.contains("[action"),
        _ => false,
    }
}

fn of_leaf(link: &Link) -> Score {
    let Link::By { by } = link else { return COUNTED };
    match by {
        By::TestId { .. } => 5,
        By::Css { css } if css.contains("[name=") && !is_frame(css) => 10,
        By::Css { css } if css.contains("href") => 15,
        By::Css { css } if is_frame(css) => 30,
        By::Css { css } if css.starts_with("[data-") => 15,
        By::Css { css } if (css.starts_with('#') || css.starts_with("[id=")) && !css.contains(" > ") => 35,
        By::Css { .. } => 180,
        By::Title { text } => 30 + of_text(text),
        By::Placeholder { text } => 60 + of_text(text),
        By::Text { text } if text.exact => 75 + of_text(text),
        By::Text { text } => 90 + of_text(text),
        By::Role { name: Some(name), .. } => 70 + of_text(name),
        By::Label { text } => 80 + of_text(text),
        By::AltText { text } => 70 + of_text(text),
        By::Role { name: None, .. } if is_unnamed(link) => 110,
        By::Role { name: None, .. } => 60,
    }
}

/// A part of the page around it, or a filter.
fn of_link(link: &Link) -> Score {
    match link {
        link if is_contract(link) => 5,
        Link::By { by: By::Css { css } } if css.starts_with('#') => 60,
        Link::By { by: By::Css { .. } } => 50,
        Link::By { by: By::Role { name: Some(name), .. } } => 25 + of_text(name),
        Link::By { .. } => 15,
        Link::HasText { text } | Link::HasNotText { text } => 35 + of_text(text),
        Link::Has { .. } | Link::HasNot { .. } => 45,
        Link::Visible { .. } => 10,
        Link::Nth { .. } => COUNTED,
        Link::Frame => 0,
    }
}

fn of_text(text: &TextMatch) -> Score {
    let exact = if text.exact { 15 } else { 0 };
    let number = if has_number(&text.text) { 60 } else { 0 };
    let symbol = if text.text.chars().any(char::is_alphanumeric) { 0 } else { 150 };
    let length = Score::try_from(text.text.chars().count() / 10).unwrap_or(Score::MAX / 8);
    exact + number + symbol + length
}
