//! Chooses among candidates by what they found on pages.
//!
//! Holds the invariant that a chosen locator resolved to exactly the recorded element on its recorded page. Does no
//! trying itself.

use crate::score::{AMBIGUOUS_ELSEWHERE, LOOK_ALIKE, Score, WRONG_ELSEWHERE, WRONG_WHERE_ABSENT, score, weakness};
use model::{By, Chosen, Link, Locator, TrialResult};

/// How many runners-up are kept.
const MOST_ALTERNATIVES: usize = 5;

/// Choose.
///
/// Per candidate the first result is the recorded page's; further ones are of other states of the same document (the
/// same states in the same order for each candidate), where the element may be absent. Only a candidate that found
/// exactly the recorded element is chosen as it is. When none did, the best ambiguous one is chosen with the element's
/// index among its matches, and the weakness says so. Slices with no result at all are as good as untried: the first
/// candidate is given, called unproved.
pub fn choose(candidates: &[(Locator, Vec<TrialResult>)]) -> Chosen {
    let shown = states_that_show_it(candidates);
    let mut ranked: Vec<Ranked> =
        candidates.iter().filter_map(|(locator, trials)| rank(locator, trials, &shown)).collect();
    ranked.sort_by_key(|ranked| ranked.score);
    let mut ranked = ranked.into_iter();
    let Some(best) = ranked.next() else {
        return unproved(candidates);
    };
    Chosen {
        locator: best.locator,
        weakness: best.weakness,
        alternatives: ranked
            .filter(|other| !other.locator.is_positional())
            .map(|other| other.locator)
            .take(MOST_ALTERNATIVES)
            .collect(),
    }
}

/// Choose a locator for a set: the best that matches `count` elements, the recorded item among them.
pub fn choose_set(candidates: &[(Locator, TrialResult)], count: u32) -> Option<Chosen> {
    let fits = |trial: &TrialResult| trial.count == count && trial.index.is_some();
    let mut fitting: Vec<&Locator> =
        candidates.iter().filter(|(_, trial)| fits(trial)).map(|(locator, _)| locator).collect();
    fitting.sort_by_key(|locator| score(locator));
    let (best, others) = fitting.split_first()?;
    let unnamed_is_meant = |weakness: &String| !weakness.starts_with("unnamed:");
    Some(Chosen {
        locator: (*best).clone(),
        weakness: weakness(best).filter(unnamed_is_meant),
        alternatives: others.iter().take(MOST_ALTERNATIVES).map(|locator| (*locator).clone()).collect(),
    })
}

struct Ranked {
    locator: Locator,
    score: Score,
    weakness: Option<String>,
}

/// A state shows the element when at least one candidate found it there.
fn states_that_show_it(candidates: &[(Locator, Vec<TrialResult>)]) -> Vec<bool> {
    let states = candidates.iter().map(|(_, trials)| trials.len()).max().unwrap_or(0);
    let found = |state: usize, trials: &[TrialResult]| trials.get(state).is_some_and(|trial| trial.index.is_some());
    (0..states).map(|state| candidates.iter().any(|(_, trials)| found(state, trials))).collect()
}

fn rank(locator: &Locator, trials: &[TrialResult], shown: &[bool]) -> Option<Ranked> {
    let (recorded, others) = trials.split_first()?;
    if recorded.is_exact() {
        let elsewhere = elsewhere(others, shown, |trial| trial.is_exact());
        let weakness = weakness(locator);
        return Some(Ranked { locator: locator.clone(), score: score(locator) + elsewhere, weakness });
    }
    let index = recorded.index.filter(|_| may_be_counted(locator))?;
    let locator = locator.clone().link(Link::Nth { index });
    // `nth` never is ambiguous: it is right or wrong.
    let settled: Vec<TrialResult> = others
        .iter()
        .map(|trial| match trial {
            trial if trial.index == Some(index) => TrialResult { count: 1, index: Some(0) },
            trial if trial.count > index => TrialResult { count: 1, index: None },
            _ => TrialResult { count: 0, index: None },
        })
        .collect();
    let elsewhere = elsewhere(&settled, shown, |trial| trial.is_exact());
    let look_alikes = recorded.count.min(100) * LOOK_ALIKE;
    let weakness =
        Some(format!("positional: number {} of {} that match, nothing tells them apart", index + 1, recorded.count));
    Some(Ranked { score: score(&locator) + look_alikes + elsewhere, locator, weakness })
}

/// What the other states add to the score: the worst of them, not their sum, for one bad state is enough to fail.
fn elsewhere(others: &[TrialResult], shown: &[bool], exact: impl Fn(&TrialResult) -> bool) -> Score {
    let cost = |(state, trial): (usize, &TrialResult)| {
        let there = shown.get(state + 1).copied().unwrap_or(false);
        match trial {
            trial if trial.count == 0 || exact(trial) => 0,
            trial if trial.index.is_some() => AMBIGUOUS_ELSEWHERE,
            _ if there => WRONG_ELSEWHERE,
            _ => WRONG_WHERE_ABSENT,
        }
    };
    others.iter().enumerate().map(cost).max().unwrap_or(0)
}

/// A position is only added to what already says something: never a bare nth, nor one on top of another position.
fn may_be_counted(locator: &Locator) -> bool {
    !locator.links.iter().any(|link| match link {
        Link::By { by: By::Css { css } } => css.contains(":nth-of-type("),
        Link::Nth { .. } => true,
        Link::By { .. } | Link::HasText { .. } | Link::Has { .. } | Link::Frame => false,
    })
}

fn unproved(candidates: &[(Locator, Vec<TrialResult>)]) -> Chosen {
    let first = candidates.first().map(|(locator, _)| locator.clone());
    Chosen {
        locator: first.unwrap_or_else(|| Locator::by(By::Css { css: "html".to_owned() })),
        weakness: Some("unproved: it was not found again on the recorded page".to_owned()),
        alternatives: Vec::new(),
    }
}
