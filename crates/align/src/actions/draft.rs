//! A step in the making: positions of its events, and what came of it so far. Decides nothing.

use model::{Action, Event, EventId, PageId, Step, StepId, TabId, TargetId, Typed};

/// A step that may still grow, be absorbed or be dropped.
pub struct Draft {
    /// The event that gives the step its id: it never changes while the step grows.
    pub defining: EventId,
    /// Positions in the timeline.
    pub events: Vec<usize>,
    pub tab: TabId,
    pub action: Action,
    pub target: Option<TargetId>,
    /// For a fill: more input in the same field continues it.
    pub open: bool,
    /// For a fill: the field was empty before it.
    pub began_empty: bool,
    /// For a fill: the text that it goes on after, where writing all of it anew would not do.
    pub continues: Option<String>,
    /// Not a step after all; what came of it goes to the step before it.
    pub dropped: bool,
    pub effects: Effects,
}

/// What came of a step.
#[derive(Default)]
pub struct Effects {
    pub seen: Vec<PageId>,
    pub shot: Option<String>,
    pub opened: Vec<TabId>,
    pub closes: bool,
    pub downloads: Vec<String>,
    pub dialogs: Vec<EventId>,
}

impl Draft {
    pub fn new(event: &Event, events: Vec<usize>, action: Action) -> Self {
        Self {
            defining: event.id.clone(),
            events,
            tab: event.tab.clone(),
            action,
            target: event.target.clone(),
            open: true,
            began_empty: false,
            continues: None,
            dropped: false,
            effects: Effects::default(),
        }
    }

    /// Adds events, keeping their order.
    pub fn grow(&mut self, events: impl IntoIterator<Item = usize>) {
        self.events.extend(events);
        self.events.sort_unstable();
    }

    /// True for what a page may close itself upon.
    pub fn may_close(&self) -> bool {
        matches!(self.action, Action::Click { .. } | Action::Press { .. } | Action::Check | Action::Uncheck)
    }

    /// The same, as typing where it goes on after what was there.
    pub fn typed(mut self) -> Self {
        if let (Some(before), Action::Fill { value: Typed::Text { text } }) = (&self.continues, &self.action)
            && let Some(added) = text.strip_prefix(before.trim_end_matches('\n'))
            && !added.is_empty()
        {
            self.action = Action::Type { text: added.to_owned() };
        }
        self
    }

    pub fn step(self, timeline: &[Event]) -> Step {
        let at = |position: Option<&usize>| position.map(|position| timeline[*position].at).unwrap_or_default();
        Step {
            id: StepId(format!("s-{}", self.defining)),
            from: at(self.events.first()),
            to: at(self.events.last()),
            events: self.events.iter().map(|position| timeline[*position].id.clone()).collect(),
            tab: self.tab,
            action: self.action,
            target: self.target,
            seen: self.effects.seen,
            shot: self.effects.shot,
            opened: self.effects.opened,
            closes: self.effects.closes,
            downloads: self.effects.downloads,
            dialogs: self.effects.dialogs,
        }
    }
}

impl Effects {
    /// Adds a page unless it is the one that is shown already.
    pub fn see(&mut self, page: &PageId) {
        if self.seen.last() != Some(page) {
            self.seen.push(page.clone());
        }
    }

    /// Adds what came after, in order.
    pub fn then(&mut self, later: Effects) {
        later.seen.iter().for_each(|page| self.see(page));
        self.shot = self.shot.take().or(later.shot);
        self.opened.extend(later.opened);
        self.closes |= later.closes;
        self.downloads.extend(later.downloads);
        self.dialogs.extend(later.dialogs);
    }
}
