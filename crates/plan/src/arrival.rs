//! Where a test has to wait for the page that a step leads to. A click doesn't: what comes next may find what it needs
//! on the page that is about to go.

use crate::literal::origin;
use model::{Action, Aligned, EventId, EventKind, NavigationCause, PageId, Recording, Signal, Step, StepId, TargetId};

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
    let url = arrived.strip_prefix(origin(&recording.info.url)).unwrap_or(arrived);
    let (path, rest) = url.split_once(['?', '#']).map_or((url, ""), |(path, _)| (path, "**"));
    let varies = |part: &&str| part.chars().filter(char::is_ascii_digit).count() > 2;
    let parts: Vec<&str> = path.split('/').map(|part| if varies(&part) { "*" } else { part }).collect();
    Some(Signal::Arrival { url: format!("{}{rest}", parts.join("/")) })
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
