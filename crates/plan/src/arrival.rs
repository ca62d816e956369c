//! Where a test has to wait for the page that a step leads to. A click doesn't: what comes next may find what it needs
//! on the page that is about to go.

use crate::literal::origin;
use model::{
    Action, Aligned, Event, EventId, EventKind, Line, MASK, NavigationCause, PageId, Recording, Seen, Signal, Step,
    StepId, Target, TargetId,
};
use std::collections::BTreeMap;

/// A step that led to another page, and what was done there next.
#[derive(Clone, Debug)]
pub struct Departure {
    /// The step.
    pub step: StepId,
    /// The page it was done on.
    pub left: PageId,
    /// The next step's element. If it can be found on the page that was left, too, the test has to wait.
    pub next: TargetId,
}

/// Steps whose next step is done to an element of another page.
pub fn departures(recording: &Recording, aligned: &Aligned) -> Vec<Departure> {
    let page_of = |id: &TargetId| recording.targets.iter().find(|target| target.id == *id)?.page.clone();
    let departure = |(place, step): (usize, &Step)| {
        let next = following(aligned, place)?;
        let left = match arrival_at(recording, step, next) {
            Some(_) => page_of(step.target.as_ref()?)?,
            None => turned(recording, aligned, place)?.0,
        };
        Some(Departure { step: step.id.clone(), left, next: next.target.clone()? })
    };
    aligned.steps.iter().enumerate().filter_map(departure).collect()
}

/// What the test has to wait for after the step at this place, before it goes on.
pub(crate) fn arrival(recording: &Recording, aligned: &Aligned, place: usize, early: bool) -> Option<Signal> {
    let step = &aligned.steps[place];
    let next = following(aligned, place)?;
    let takes_away =
        matches!(next.action, Action::Back | Action::Forward | Action::Reload | Action::Goto { .. } | Action::CloseTab);
    if !early && !takes_away {
        return None;
    }
    let base = origin(&recording.info.url);
    let below = |url: &'_ str| url.strip_prefix(base).unwrap_or(url).to_owned();
    let Some(arrived) = arrival_at(recording, step, next) else {
        let url = address(recording, &turned(recording, aligned, place)?.1).map(below);
        return Some(Signal::Turn { url: url.filter(|url| is_steady(url)) });
    };
    let left = recording.events.iter().rev().skip_while(|event| Some(&event.id) != step.events.last());
    let left = left.filter(|event| event.tab == step.tab).find_map(|event| match &event.what {
        EventKind::Navigated { url, .. } => Some(url.as_str()),
        _ => None,
    });
    Some(Signal::Arrival { url: pattern(&below(arrived), &left.map(below).unwrap_or_default())? })
}

/// Drops the waits that a check right after them makes needless.
pub(crate) fn without_needless(lines: &mut [&mut Line]) {
    for place in 0..lines.len() {
        let checked = matches!(lines.get(place + 1), Some(Line::Check(_)));
        if let (true, Line::Step(step)) = (checked, &mut *lines[place]) {
            step.signals.retain(|signal| !matches!(signal, Signal::Arrival { .. }));
        }
    }
}

/// The address as a pattern that tells it from the one that was left; nothing where none does.
fn pattern(arrived: &str, left: &str) -> Option<String> {
    let (path, query) = arrived.split_once(['?', '#']).map_or((arrived, ""), |(path, query)| (path, query));
    let special = |character: char| "*?{}[]\\".contains(character);
    if arrived == left || path.contains(special) {
        return None;
    }
    let parts: Vec<&str> = path.split('/').map(|part| if varies(part) { "*" } else { part }).collect();
    let path_pattern = parts.join("/");
    match query {
        "" => Some(path_pattern),
        query if !varies(query) && !query.contains(special) => {
            Some(format!("{path_pattern}{}", &arrived[path.len()..]))
        }
        _ if left.split(['?', '#']).next() != Some(path) => Some(format!("{path_pattern}**")),
        _ => None,
    }
}

fn varies(part: &str) -> bool {
    part.contains(MASK) || part.chars().filter(char::is_ascii_digit).count() > 2 || part.len() > 40
}

/// Whether the address will be the same tomorrow.
fn is_steady(url: &str) -> bool {
    url.starts_with('/') && !url.split(['/', '?', '#']).any(varies)
}

fn following(aligned: &Aligned, place: usize) -> Option<&Step> {
    let step = &aligned.steps[place];
    aligned.steps[place + 1..].iter().find(|next| next.tab == step.tab)
}

/// Where the next step's iframe got another document by this step: the stored page of the one that went, and of the one
/// that came. Nothing where the old one was never acted on.
fn turned(recording: &Recording, aligned: &Aligned, place: usize) -> Option<(PageId, PageId)> {
    let documents: BTreeMap<&PageId, &str> =
        recording.events.iter().filter_map(seen).map(|seen| (&seen.page, seen.document.as_str())).collect();
    let targets: BTreeMap<&TargetId, &Target> = recording.targets.iter().map(|target| (&target.id, target)).collect();
    let document = |page: &PageId| documents.get(page).copied();
    // The page, and the iframe that it is in: an element of another document.
    let shown = |step: &Step| {
        let target = targets.get(step.target.as_ref()?)?;
        let frame = targets.get(target.frames.last()?)?;
        Some((target.page.clone()?, (document(frame.page.as_ref()?)?, frame.node)))
    };
    let (came, frame) = shown(following(aligned, place)?)?;
    let before = aligned.steps[..=place].iter().rev().filter_map(shown);
    let (went, _) = before.into_iter().find(|(_, other)| *other == frame)?;
    // An earlier step may have turned it: then nothing comes after this one, and a test would wait for ever.
    let acts = recording.events.iter().position(|event| aligned.steps[place].events.last() == Some(&event.id))?;
    let is_new = |event: &Event| seen(event).is_some_and(|seen| Some(seen.document.as_str()) == document(&came));
    if recording.events[..=acts].iter().any(is_new) {
        return None;
    }
    (document(&went)? != document(&came)?).then_some((went, came))
}

fn seen(event: &Event) -> Option<&Seen> {
    match &event.what {
        EventKind::Seen(seen) => Some(seen),
        _ => None,
    }
}

fn address<'a>(recording: &'a Recording, page: &PageId) -> Option<&'a str> {
    recording.events.iter().filter_map(seen).find(|seen| seen.page == *page).map(|seen| seen.url.as_str())
}

/// The address of the document that the step led to, if the next one was done there.
fn arrival_at<'a>(recording: &'a Recording, step: &Step, next: &Step) -> Option<&'a str> {
    step.target.as_ref()?;
    let place = |id: Option<&EventId>| recording.events.iter().position(|event| Some(&event.id) == id);
    let between = place(step.events.last())?..place(next.events.first())?;
    recording.events.get(between)?.iter().rev().find_map(|event| match &event.what {
        EventKind::Navigated { url, cause: NavigationCause::Page, same_document: false } if event.tab == step.tab => {
            Some(url.as_str())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn patterns_tell_the_new_page_from_the_old() {
        let check = |arrived: &str, left: &str, expected: &str| {
            assert_eq!(pattern(arrived, left).as_deref().unwrap_or("none"), expected, "{left} to {arrived}");
        };
        check("/done", "/cart", "/done");
        check("/?q=mug", "/", "/?q=mug");
        check("/orders/10482", "/cart", "/orders/*");
        check("/done?token=8f3e9a7c61", "/cart", "/done**");
        check("/?token=8f3e9a7c61", "/", "none");
        check("/cart", "/cart", "none");
    }
}
