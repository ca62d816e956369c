//! Which stored pages a sentence speaks of: those seen after its step, the one shown as it was said first.

use model::{Aligned, EventId, EventKind, Millis, Recording, Said, Seen, StepId, TabId};

/// What a sentence is typed about may still be on its way to rest: pages stored this soon after it count as its moment.
const GRACE_MS: u32 = 600;
/// More pages than this are never looked at for one sentence.
const MOST_PAGES: usize = 12;

/// The pages of one sentence.
pub struct Moment<'a> {
    /// The likeliest first: those shown as it was said, then earlier ones, then later ones.
    pub pages: Vec<SeenIn<'a>>,
    /// How many of them were shown as it was said: the tab's page, and its iframes'.
    pub at_the_moment: usize,
    /// What the tab showed before the step.
    pub before: Option<SeenIn<'a>>,
}

/// A stored page and its tab.
#[derive(Clone, Copy)]
pub struct SeenIn<'a> {
    pub tab: &'a TabId,
    pub seen: &'a Seen,
}

impl<'a> Moment<'a> {
    pub fn of(recording: &'a Recording, aligned: &'a Aligned, said: &Said, after: &StepId) -> Self {
        let none = Self { pages: Vec::new(), at_the_moment: 0, before: None };
        let Some(place) = aligned.steps.iter().position(|step| step.id == *after) else { return none };
        let step = &aligned.steps[place];
        let until = recording.utterances.iter().find(|utterance| utterance.id == said.utterance);
        let until = until.map_or(Millis(u32::MAX), |utterance| Millis(utterance.to.0.saturating_add(GRACE_MS)));
        let position = |id: &EventId| recording.events.iter().position(|event| event.id == *id);
        let begins = step.events.first().and_then(position).unwrap_or(0);
        let acts = step.events.last().and_then(position).unwrap_or(begins);
        let next = aligned.steps.get(place + 1).and_then(|next| next.events.first()).and_then(position);
        let ends = next.unwrap_or(recording.events.len()).max(acts);
        let is_here = |tab: &TabId| *tab == step.tab || step.opened.contains(tab);
        let seen_in = |range: std::ops::Range<usize>| {
            recording.events[range].iter().filter(|event| is_here(&event.tab)).filter_map(|event| match &event.what {
                EventKind::Seen(seen) => Some((event.at, SeenIn { tab: &event.tab, seen })),
                _ => None,
            })
        };
        let before = seen_in(0..begins).rfind(|(_, page)| page.seen.main && *page.tab == step.tab);
        let before = before.map(|(_, page)| page);
        let mut after: Vec<(Millis, SeenIn)> = seen_in(acts..ends).collect();
        if after.is_empty() {
            // Nothing changed: what was shown before is still shown.
            after.extend(before.map(|page| (step.from, page)));
        }
        let said_by = after.iter().take_while(|(at, _)| *at <= until).count();
        // Planned ahead or told before it happened: what came in the end is what was meant.
        let said_by = if said_by == 0 { after.len() } else { said_by };
        let (earlier, later) = after.split_at(said_by);
        let mut current: Vec<SeenIn> = Vec::new();
        let mut past: Vec<SeenIn> = Vec::new();
        for (_, page) in earlier.iter().rev() {
            let is_shown = !current.iter().any(|other| same_place(other, page));
            if is_shown { current.push(*page) } else { past.push(*page) }
        }
        // A tab that the step opened is in front; an iframe comes after its page.
        current.sort_by_key(|page| (!step.opened.contains(page.tab), !page.seen.main));
        let at_the_moment = current.len();
        let mut pages = current;
        for page in past.into_iter().chain(later.iter().map(|(_, page)| *page)) {
            if !pages.iter().any(|known| known.seen.page == page.seen.page) {
                pages.push(page);
            }
        }
        pages.truncate(MOST_PAGES.max(at_the_moment));
        Self { pages, at_the_moment, before }
    }
}

/// Two states of one place: the tab's main frame, or one document of an iframe.
fn same_place(one: &SeenIn, other: &SeenIn) -> bool {
    one.tab == other.tab && (one.seen.document == other.seen.document || (one.seen.main && other.seen.main))
}
