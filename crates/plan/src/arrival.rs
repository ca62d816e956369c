//! Where a test has to wait for the page that a step leads to. A click doesn't: what comes next may find what it needs
//! on the page that is about to go.

use crate::literal::origin;
use model::{
    Action, Aligned, EventId, EventKind, Line, MASK, NavigationCause, PageId, Recording, Signal, Step, StepId, TargetId,
};

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
        arrival_at(recording, step, next)?;
        Some(Departure { step: step.id.clone(), left: page_of(step.target.as_ref()?)?, next: next.target.clone()? })
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
    let arrived = arrival_at(recording, step, next)?;
    let left = recording.events.iter().rev().skip_while(|event| Some(&event.id) != step.events.last());
    let left = left.filter(|event| event.tab == step.tab).find_map(|event| match &event.what {
        EventKind::Navigated { url, .. } => Some(url.as_str()),
        _ => None,
    });
    let base = origin(&recording.info.url);
    let below = |url: &'_ str| url.strip_prefix(base).unwrap_or(url).to_owned();
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
    let varies =
        |part: &str| part.contains(MASK) || part.chars().filter(char::is_ascii_digit).count() > 2 || part.len() > 40;
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

fn following(aligned: &Aligned, place: usize) -> Option<&Step> {
    let step = &aligned.steps[place];
    aligned.steps[place + 1..].iter().find(|next| next.tab == step.tab)
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
