//! Chooses among candidates by what they found on pages.
//!
//! Holds the invariant that a chosen locator resolved to exactly the recorded element on its recorded page. Does no
//! trying itself.

use crate::lasting::{prior, risk};
use crate::narrated::Narrated;
use crate::score::{
    AMBIGUOUS_ELSEWHERE, LOOK_ALIKE, Score, WRONG_BY_CHANGE, WRONG_ELSEWHERE, WRONG_WHERE_ABSENT, is_counted, lost_by,
    score, weakness,
};
use model::{Alternative, By, Chosen, Link, Locator, Survival, TrialResult, Tried};
use std::collections::BTreeSet;

/// How many of each are tried on changed pages, of those that read best and of those that may last longest.
const MOST_PROMISING: usize = 14;
/// How many runners-up are kept.
const MOST_ALTERNATIVES: usize = 5;
/// Added for one that was not tried on changed pages: nobody knows how long it lasts.
const UNTRIED: Score = 1_000;

/// What to choose by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// What a good engineer would write, among what is likely to last: for a test that is read and owned, and healed.
    Readable,
    /// What is likely to find its element for longest, however it reads; of two alike, the one that reads better.
    Lasting,
}

/// Choose.
///
/// The first of the alternatives is the best by the other preference, where that is another one. Only a candidate that found exactly the recorded element on the recorded page is chosen as it is; in other states
/// the element may be absent. When none did, the best ambiguous one is chosen with the element's index among its
/// matches, and the weakness says so. Where the recorded page could not be opened, the first candidate is given,
/// called unproved.
pub fn choose(candidates: &[Tried], prefer: Prefer, narrated: &Narrated) -> Chosen {
    let shown = states_that_show_it(candidates);
    let mut ranked: Vec<Ranked> = candidates.iter().filter_map(|tried| rank(tried, &shown, narrated)).collect();
    let other = match prefer {
        Prefer::Readable => Prefer::Lasting,
        Prefer::Lasting => Prefer::Readable,
    };
    ranked.sort_by_key(|ranked| ranked.key(prefer));
    let Some(second) = (0..ranked.len()).min_by_key(|place| ranked[*place].key(other)) else {
        return unproved(candidates);
    };
    if second > 1 {
        ranked[1..=second].rotate_right(1);
    }
    let mut ranked = ranked.into_iter();
    let Some(best) = ranked.next() else {
        return unproved(candidates);
    };
    Chosen {
        locator: best.locator,
        weakness: best.weakness,
        survival: best.survival,
        alternatives: ranked
            .filter(|other| !other.locator.is_positional())
            .map(|other| Alternative { locator: other.locator, weakness: other.weakness, survival: other.survival })
            .take(MOST_ALTERNATIVES)
            .collect(),
    }
}

/// The places of the candidates that are worth trying on changed copies of the recorded page: the best of those that
/// found exactly their element there.
pub fn promising(candidates: &[Tried]) -> Vec<usize> {
    let exact: Vec<usize> =
        (0..candidates.len()).filter(|place| candidates[*place].recorded.is_some_and(TrialResult::is_exact)).collect();
    let best = |price: fn(&Locator) -> Score| {
        let mut sorted = exact.clone();
        sorted.sort_by_key(|place| price(&candidates[*place].locator));
        sorted.truncate(MOST_PROMISING);
        sorted
    };
    let both: BTreeSet<usize> = best(score).into_iter().chain(best(prior)).collect();
    both.into_iter().collect()
}

/// Choose a locator for a set: the best that matches `count` elements, the recorded item among them.
pub fn choose_set(candidates: &[Tried], count: u32) -> Option<Chosen> {
    let fits = |trial: &TrialResult| trial.count == count && trial.index.is_some();
    let mut fitting: Vec<&Locator> = candidates
        .iter()
        .filter(|tried| tried.recorded.as_ref().is_some_and(fits))
        .map(|tried| &tried.locator)
        .collect();
    fitting.sort_by_key(|locator| score(locator));
    let (best, others) = fitting.split_first()?;
    let unnamed_is_meant = |weakness: &String| !weakness.starts_with("unnamed:");
    let alternative = |locator: &&Locator| Alternative {
        locator: (*locator).clone(),
        weakness: weakness(locator).filter(unnamed_is_meant),
        survival: Survival::default(),
    };
    Some(Chosen {
        locator: (*best).clone(),
        weakness: weakness(best).filter(unnamed_is_meant),
        survival: Survival::default(),
        alternatives: others.iter().take(MOST_ALTERNATIVES).map(alternative).collect(),
    })
}

struct Ranked {
    locator: Locator,
    /// By how it reads, first.
    readable: Score,
    /// By how long it may last, first.
    lasting: Score,
    weakness: Option<String>,
    survival: Survival,
}

impl Ranked {
    fn key(&self, prefer: Prefer) -> (Score, Score) {
        match prefer {
            Prefer::Readable => (self.readable, self.lasting),
            Prefer::Lasting => (self.lasting, self.readable),
        }
    }
}

/// A state shows the element when at least one candidate found it there.
fn states_that_show_it(candidates: &[Tried]) -> Vec<bool> {
    let states = candidates.iter().map(|tried| tried.states.len()).max().unwrap_or(0);
    let found = |state: usize, tried: &Tried| tried.states.get(state).is_some_and(|trial| trial.index.is_some());
    (0..states).map(|state| candidates.iter().any(|tried| found(state, tried))).collect()
}

fn rank(tried: &Tried, shown: &[bool], narrated: &Narrated) -> Option<Ranked> {
    let Tried { locator, recorded, states, changed } = tried;
    let recorded = (*recorded)?;
    if recorded.is_exact() && narrated.is_place_of(locator) {
        // The place is what is meant: where the list changes, another one is the right one.
        let weakness = Some("positional, as it was said".to_owned());
        return Some(Ranked {
            locator: locator.clone(),
            readable: 0,
            lasting: 0,
            weakness,
            survival: survival(changed),
        });
    }
    if recorded.is_exact() {
        let survival = survival(changed);
        let more = elsewhere(states, shown) + if changed.is_empty() { UNTRIED } else { 0 };
        let readable = (score(locator) + price(&survival) + more).saturating_sub(narrated.worth(locator));
        let lasting = risk(locator, &survival) + more;
        return Some(Ranked { locator: locator.clone(), readable, lasting, weakness: weakness(locator), survival });
    }
    // A position is only added to what already says something: never a bare nth, nor one on top of another position.
    let index = recorded.index.filter(|_| !is_counted(&locator.links))?;
    let locator = locator.clone().link(Link::Nth { index: i32::try_from(index).ok()? });
    // `nth` never is ambiguous: it is right or wrong.
    let settled: Vec<TrialResult> = states
        .iter()
        .map(|trial| match trial {
            trial if trial.index == Some(index) => TrialResult { count: 1, index: Some(0) },
            trial if trial.count > index => TrialResult { count: 1, index: None },
            _ => TrialResult { count: 0, index: None },
        })
        .collect();
    let look_alikes = recorded.count.min(100) * LOOK_ALIKE;
    let weakness =
        Some(format!("positional: number {} of {} that match, nothing tells them apart", index + 1, recorded.count));
    let survival = Survival::default();
    let place = look_alikes + elsewhere(&settled, shown);
    let (readable, lasting) = (score(&locator) + place, risk(&locator, &survival) + place);
    Some(Ranked { locator, readable, lasting, weakness, survival })
}

fn survival(changed: &[(String, TrialResult)]) -> Survival {
    let mut survival = Survival { tried: u32::try_from(changed.len()).unwrap_or(u32::MAX), ..Survival::default() };
    for (change, trial) in changed.iter().filter(|(_, trial)| !trial.is_exact()) {
        let list = if trial.count == 1 { &mut survival.wrong } else { &mut survival.fails };
        list.push(change.clone());
    }
    survival
}

/// What the changes add to the score that it does not survive.
fn price(survival: &Survival) -> Score {
    let lost: Score = survival.fails.iter().map(|change| lost_by(change)).sum();
    let wrong = Score::try_from(survival.wrong.len()).unwrap_or(100);
    lost + wrong.saturating_mul(WRONG_BY_CHANGE)
}

/// What the other states add to the score: the worst of them, not their sum, for one bad state is enough to fail.
fn elsewhere(others: &[TrialResult], shown: &[bool]) -> Score {
    let cost = |(state, trial): (usize, &TrialResult)| {
        let there = shown.get(state).copied().unwrap_or(false);
        match trial {
            trial if trial.count == 0 || trial.is_exact() => 0,
            trial if trial.index.is_some() => AMBIGUOUS_ELSEWHERE,
            _ if there => WRONG_ELSEWHERE,
            _ => WRONG_WHERE_ABSENT,
        }
    };
    others.iter().enumerate().map(cost).max().unwrap_or(0)
}

fn unproved(candidates: &[Tried]) -> Chosen {
    let first = candidates.first().map(|tried| tried.locator.clone());
    Chosen {
        locator: first.unwrap_or_else(|| Locator::by(By::Css { css: "html".to_owned() })),
        weakness: Some("unproved: it was not found again on the recorded page".to_owned()),
        survival: Survival::default(),
        alternatives: Vec::new(),
    }
}
