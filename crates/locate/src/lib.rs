//! Candidates for a target, and their ranking.
//!
//! Looks at facts about an element and its ancestors, and says in which ways Playwright could find it. Never looks at
//! a page: what a candidate finds there arrives as [`model::TrialResult`]s. Prints no code: that is `emit`'s work; the
//! engine's own syntax is printed here because only trials need it.

mod choose;
mod css;
mod engine;
mod lasting;
mod narrated;
mod own;
mod scope;
mod score;
mod set;
mod similar;
mod volatile;

pub use choose::{Prefer, choose, choose_set, promising};
pub use engine::engine_selector;
pub use narrated::Narrated;
pub use score::{Score, score, weakness};
pub use set::set_candidates;
pub use similar::{Refound, likeness, most_alike, refind};

use model::{Ancestor, Element, Locator};
use std::collections::HashSet;

/// More than this are never worth the time that trying them takes: so many of those that read best, and of those that
/// may last longest.
const MOST_READABLE: usize = 44;
const MOST_LASTING: usize = 16;

/// Candidate locators for an element, best first by prior; never empty. Within the element's own frame.
///
/// `ancestors` are nearest first. The last candidate is always a css path, which is positional.
pub fn candidates(element: &Element, ancestors: &[Ancestor], test_id_attribute: &str) -> Vec<Locator> {
    let own = own::locators(element, test_id_attribute);
    let scoped = scope::scoped(element, &own, ancestors);
    let mut all = own;
    all.extend(scoped);
    all.sort_by_key(score);
    let mut seen = HashSet::new();
    all.retain(|locator| seen.insert(locator.clone()));
    let mut lasting: Vec<Locator> = all.split_off(all.len().min(MOST_READABLE));
    lasting.sort_by_key(lasting::prior);
    lasting.truncate(MOST_LASTING);
    lasting.sort_by_key(score);
    all.extend(lasting);
    all.push(css::path(element, ancestors));
    all
}

#[cfg(test)]
mod tests;
