//! The one pass over the events. Each kind of event has its function here; what an element is and which keys are chords
//! is asked elsewhere.

use super::draft::{Draft, Effects};
use super::elements::Elements;
use super::tabs::{Direction, Tabs};
use super::{keys, limits};
use crate::Timeline;
use model::{
    Action, Button, Event, EventKind, Millis, Modifiers, NavigationCause, Note, Point, Seen, Step, TargetId, Typed,
};

/// Addresses of the browser's own pages, which no test can open.
const OWN_PAGES: [&str; 7] = ["about:", "chrome:", "chrome-search:", "chrome-error:", "edge:", "brave:", "devtools:"];

pub struct Merging<'a> {
    events: &'a [Event],
    elements: Elements<'a>,
    drafts: Vec<Draft>,
    tabs: Tabs<'a>,
    /// Positions of clicks and keys since the last step that are no steps of their own: clicks that the browser made,
    /// and what opens a native list or moves in it. The change that they lead to takes them in.
    waiting: Vec<usize>,
    notes: Vec<Note>,
}

impl<'a> Merging<'a> {
    pub fn new(timeline: &Timeline<'a>) -> Self {
        Self {
            events: timeline.events,
            elements: Elements::new(timeline.targets),
            drafts: Vec::new(),
            tabs: Tabs::default(),
            waiting: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Takes the event at this position, the next one.
    pub fn take(&mut self, position: usize) {
        let event = &self.events[position];
        let opens_or_closes = matches!(event.what, EventKind::TabOpened { .. } | EventKind::TabClosed);
        self.tabs.tab(&event.tab).used |= !opens_or_closes;
        match &event.what {
            EventKind::Click { modifiers, clicks, synthesized, .. } => {
                if *synthesized || self.elements.is_native_list(event.target.as_ref()) {
                    self.waiting.push(position);
                } else {
                    self.clicked(position, *clicks, *modifiers);
                }
            }
            EventKind::Input { value, at: Some(at), .. } => self.input_at(position, value, *at),
            EventKind::Input { value, managed, at: None } => self.input(position, value, *managed),
            EventKind::KeyHeld { key, held } => self.key_held(position, key, *held),
            EventKind::Key { key, modifiers, .. } => self.key(position, key, *modifiers),
            EventKind::Select { labels, .. } => self.selected(position, labels),
            EventKind::Toggle { checked } => self.toggled(position, *checked),
            EventKind::Upload { files, dropped } => self.uploaded(position, files, *dropped),
            EventKind::Hover => self.push(position, Vec::new(), Effects::default(), Action::Hover),
            EventKind::Scroll { left, top, grew } => self.scrolled(position, *left, *top, *grew),
            EventKind::Drag { at, onto_at, native } => self.dragged(position, *at, *onto_at, *native),
            EventKind::Navigated { url, cause, same_document } => {
                self.navigated(position, url, *cause, *same_document);
            }
            EventKind::Seen(seen) => self.seen(event, seen),
            EventKind::Expected { expectation } => {
                let action = Action::Expect { expectation: expectation.clone() };
                self.push(position, Vec::new(), Effects::default(), action);
            }
            EventKind::TabOpened { opener, .. } => {
                let cause = match opener {
                    Some(opener) => self.tabs.tab(opener).last_step,
                    None => self.opening_click(event.at),
                };
                self.tabs.tab(&event.tab).opened_by = cause;
                if let Some(cause) = cause {
                    self.drafts[cause].effects.opened.push(event.tab.clone());
                } else if opener.is_none() {
                    self.push(position, Vec::new(), Effects::default(), Action::OpenTab);
                }
            }
            EventKind::TabClosed => self.tab_closed(position),
            EventKind::Dialog { .. } => match self.tabs.tab(&event.tab).last_step {
                Some(cause) => self.drafts[cause].effects.dialogs.push(event.id.clone()),
                None => self
                    .note(event, "A dialog was answered before anything was done in its tab; the test won't expect it"),
            },
            EventKind::Download { file } => {
                // A download may open a tab that closes by itself.
                let tab = self.tabs.tab(&event.tab);
                match tab.last_step.or(tab.opened_by) {
                    Some(cause) => self.drafts[cause].effects.downloads.push(file.clone()),
                    None => self
                        .note(event, "A download began before anything was done in its tab; the test won't expect it"),
                }
            }
            EventKind::Crashed => {
                self.note(event, "A tab crashed; what was done in it before is kept");
            }
        }
    }

    pub fn finish(mut self) -> (Vec<Step>, Vec<Note>) {
        let events = self.events;
        let mut steps: Vec<Draft> = Vec::with_capacity(self.drafts.len());
        for draft in self.drafts.drain(..) {
            let nothing_typed = draft.action == Action::Fill { value: empty() };
            if draft.dropped || (draft.began_empty && nothing_typed) {
                if let Some(before) = steps.iter_mut().rev().find(|before| before.tab == draft.tab) {
                    before.effects.then(draft.effects);
                }
            } else {
                steps.push(draft.typed());
            }
        }
        (steps.into_iter().map(|draft| draft.step(events)).collect(), self.notes)
    }

    fn clicked(&mut self, position: usize, clicks: u32, modifiers: Modifiers) {
        let event = &self.events[position];
        let EventKind::Click { button, at, held, .. } = event.what else { return };
        let since = event.at.since(self.last_at());
        let is_stepped = self.elements.is_stepped(event.target.as_ref());
        // Pressed before it changed, or let go soon after.
        let ends_it = since <= limits::SPINNER_RELEASE || event.at.0.saturating_sub(held) <= self.last_at().0;
        if let Some(last) = self.last_on(event).filter(|last| last.open) {
            match &mut last.action {
                // The browser says that this click belongs to the one before it.
                Action::Click { button: before, modifiers: held, clicks: so_far, .. }
                    if clicks == *so_far + 1 && *before == button && *held == modifiers =>
                {
                    *so_far = clicks;
                    last.grow([position]);
                    return;
                }
                // A spinner or slider changes at the press; its click comes with the release.
                Action::Fill { .. } if is_stepped && ends_it => {
                    last.grow([position]);
                    return;
                }
                Action::Click { .. }
                | Action::Fill { .. }
                | Action::Goto { .. }
                | Action::Back
                | Action::Forward
                | Action::Reload
                | Action::Press { .. }
                | Action::Select { .. }
                | Action::Check
                | Action::Uncheck
                | Action::Upload { .. }
                | Action::Type { .. }
                | Action::TypeAt { .. }
                | Action::Hover
                | Action::Scroll { .. }
                | Action::Drag { .. }
                | Action::OpenTab
                | Action::Expect { .. }
                | Action::CloseTab => {}
            }
        }
        // A second click on another element than the first is a click of its own: the page moved under the pointer.
        let at = at.filter(|_| self.elements.is_drawing(event.target.as_ref()));
        let held = if held >= limits::HOLD { held } else { 0 };
        self.push(position, Vec::new(), Effects::default(), Action::Click { button, modifiers, clicks: 1, at, held });
    }

    fn input(&mut self, position: usize, value: &Typed, managed: bool) {
        let event = &self.events[position];
        let (mut events, effects, _) = self.absorb(
            |merging, last| is_click(last) && merging.elements.same(last.target.as_ref(), event.target.as_ref()),
            event,
        );
        let node = self.elements.get(event.target.as_ref()).map(|target| target.node);
        let filled = &mut self.tabs.tab(&event.tab).filled;
        let before = node.and_then(|node| filled.get(&node).cloned());
        let had_text = before.as_ref().is_some_and(|before| *before != empty());
        if let Some(node) = node {
            filled.insert(node, value.clone());
        }
        if let Some(fill) = self.last_on(event).filter(|last| last.open)
            && let Action::Fill { value: so_far } = &mut fill.action
        {
            value.clone_into(so_far);
            events.push(position);
            fill.grow(events);
            fill.effects.then(effects);
            self.settle_last();
        } else {
            let began_empty = !had_text && self.elements.was_empty(event.target.as_ref());
            self.push(position, events, effects, Action::Fill { value: value.clone() });
            let is_edited_in_place = self.elements.is_edited_in_place(event.target.as_ref());
            if let Some(fill) = self.drafts.last_mut() {
                fill.began_empty = began_empty;
                // Formatting that was begun with a chord is lost when the whole value is written anew.
                fill.continues = match before {
                    Some(Typed::Text { text }) if is_edited_in_place && had_text => Some(text),
                    _ if managed && began_empty => Some(String::new()),
                    _ => None,
                };
            }
        }
    }

    /// A field in a closed shadow root is told from others by its place alone.
    fn input_at(&mut self, position: usize, value: &Typed, at: Point) {
        let event = &self.events[position];
        let typed = Action::TypeAt { value: value.clone(), at };
        if let Some(last) = self.last_on(event).filter(|last| last.open)
            && matches!(&last.action, Action::TypeAt { at: before, .. } if *before == at)
        {
            last.action = typed;
            last.grow([position]);
            return;
        }
        let (events, effects, _) = self.absorb(
            |merging, last| is_click(last) && merging.elements.same(last.target.as_ref(), event.target.as_ref()),
            event,
        );
        self.push(position, events, effects, typed);
    }

    fn key_held(&mut self, position: usize, key: &str, ms: u32) {
        let event = &self.events[position];
        if let Some(last) = self.drafts.last_mut().filter(|last| last.tab == event.tab)
            && let Action::Press { keys, held } = &mut last.action
            && keys.rsplit('+').next() == keys::playwright(key, Modifiers::default()).rsplit('+').next()
        {
            *held = ms;
            last.grow([position]);
        }
    }

    fn key(&mut self, position: usize, key: &str, modifiers: Modifiers) {
        let target = self.events[position].target.as_ref();
        if keys::is_copy(key, modifiers) {
            // What comes of it is in what it is pasted into.
            return;
        }
        if !keys::is_chord(modifiers) {
            let changes_value = keys::is_arrow(key) && self.elements.is_stepped(target);
            // Tab moves the focus, which a test does by naming the next element.
            if key == "Tab" || changes_value {
                return;
            }
            if self.elements.is_native_list(target) {
                self.waiting.push(position);
                return;
            }
        }
        let keys = keys::playwright(key, modifiers);
        self.push(position, Vec::new(), Effects::default(), Action::Press { keys, held: 0 });
    }

    fn selected(&mut self, position: usize, labels: &[String]) {
        let event = &self.events[position];
        let list = event.target.as_ref();
        let mut events =
            self.claim(|merging, waiting| merging.elements.same_native_list(waiting.target.as_ref(), list), event);
        let opened_again = events.iter().any(|&position| matches!(self.events[position].what, EventKind::Click { .. }));
        let (clicks, effects, _) =
            self.absorb(|merging, last| is_click(last) && merging.elements.same(last.target.as_ref(), list), event);
        let opened_again = opened_again || !clicks.is_empty();
        events.extend(clicks);
        let pause = event.at.since(self.last_at());
        if let Some(last) = self.last_on(event)
            && let Action::Select { labels: so_far } = &mut last.action
        {
            // A list of many choices tells all that are chosen each time; keys run through those in between.
            let many = labels.len() > 1 || so_far.len() > 1;
            if many || (!opened_again && pause <= limits::BETWEEN_CHOICES) {
                labels.clone_into(so_far);
                events.push(position);
                last.grow(events);
                last.effects.then(effects);
                self.settle_last();
                return;
            }
        }
        self.push(position, events, effects, Action::Select { labels: labels.to_vec() });
    }

    fn toggled(&mut self, position: usize, checked: bool) {
        let event = &self.events[position];
        let control = event.target.as_ref();
        let mut events = self.claim(|merging, waiting| merging.elements.same(waiting.target.as_ref(), control), event);
        let by_hand = !events.is_empty();
        let (caused_by, effects, before) = self.absorb_one(
            |merging, last| {
                let since = event.at.since(merging.last_at());
                let same = merging.elements.same(last.target.as_ref(), control);
                let around =
                    since <= limits::CLICK_CAUSES_TOGGLE && merging.elements.around(last.target.as_ref(), control);
                let by_key = by_hand && since <= limits::KEY_CAUSES_TOGGLE && moves_or_ticks(last);
                (is_click(last) && (same || around)) || by_key
            },
            event,
        );
        let action = if checked { Action::Check } else { Action::Uncheck };
        if !by_hand && caused_by.is_empty() {
            let since = event.at.since(self.last_at());
            if let Some(last) = self.drafts.last_mut().filter(|last| last.tab == event.tab) {
                // Told again, or done by the page: a script that clicks a checkbox makes a change that counts as real,
                // but no click that does ("Select all").
                let again = last.action == action && self.elements.same(last.target.as_ref(), control);
                let by_page = is_click(last) && since <= limits::CLICK_CAUSES_TOGGLE;
                if again || by_page {
                    last.grow([position]);
                    return;
                }
            }
        }
        events.extend(caused_by);
        self.push(position, events, effects, action);
        // The click's description is from before the change; the browser's own second click on it is not.
        // A label that was clicked for a box that lies beyond reach is what a test must click, too.
        if let Some(before) = before.filter(|before| {
            self.elements.same(Some(before), control)
                || self.elements.get(Some(before)).is_some_and(|clicked| clicked.element.tag == "label")
        }) && let Some(step) = self.drafts.last_mut()
        {
            step.target = Some(before);
        }
    }

    /// Only the last place counts of a list that is scrolled on and on.
    fn scrolled(&mut self, position: usize, left: i32, top: i32, grew: bool) {
        let event = &self.events[position];
        let action = Action::Scroll { left, top, grew };
        if let Some(last) = self.drafts.last_mut().filter(|last| last.tab == event.tab && last.open)
            && matches!(last.action, Action::Scroll { .. })
            && (self.elements.same(last.target.as_ref(), event.target.as_ref())
                || (last.target.is_none() && event.target.is_none()))
        {
            last.action = action;
            last.grow([position]);
            return;
        }
        self.push(position, Vec::new(), Effects::default(), action);
    }

    /// Where a thing is taken and let go is said only where it matters: what the browser carries belongs to the element
    /// that it is dropped on, unless that is one of its like, whose upper and lower half mean before and behind it.
    fn dragged(&mut self, position: usize, at: Point, onto_at: Point, native: bool) {
        let event = &self.events[position];
        let (target, onto) = (event.target.as_ref(), event.onto.as_ref());
        let drawing = self.elements.is_drawing(target);
        let places = !native || self.elements.alike(target, onto) || self.elements.around(onto, target);
        let action = Action::Drag {
            onto: event.onto.clone(),
            at: Some(at).filter(|_| drawing),
            onto_at: Some(onto_at).filter(|_| places),
        };
        self.push(position, Vec::new(), Effects::default(), action);
    }

    fn uploaded(&mut self, position: usize, files: &[String], dropped: bool) {
        let event = &self.events[position];
        let control = event.target.as_ref();
        let mut events = self.claim(|merging, waiting| merging.elements.same(waiting.target.as_ref(), control), event);
        let (clicks, effects, _) = self.absorb(
            |merging, last| {
                let clicked = last.target.as_ref();
                is_click(last) && (merging.elements.same(clicked, control) || merging.elements.around(clicked, control))
            },
            event,
        );
        events.extend(clicks);
        self.push(position, events, effects, Action::Upload { files: files.to_vec(), dropped });
    }

    fn navigated(&mut self, position: usize, url: &str, cause: NavigationCause, same_document: bool) {
        let event = &self.events[position];
        let by_key = matches!(cause, NavigationCause::History | NavigationCause::Reload)
            && self.drafts.last().is_some_and(|last| last.tab == event.tab && last.open && is_browser_key(last));
        let tab = self.tabs.tab(&event.tab);
        if !same_document {
            tab.shot = None;
            tab.filled.clear();
            self.waiting.clear();
            if let Some(last) = tab.last_step.filter(|_| !by_key) {
                // A page that writes each letter into its address stays the same document, and the fill goes on.
                self.drafts[last].open = false;
            }
        }
        let opened_there = tab.opened_by.is_some() && tab.history.is_empty();
        let action = match cause {
            NavigationCause::History => match tab.history.travel(url) {
                Direction::Back => Some(Action::Back),
                Direction::Forward => Some(Action::Forward),
            },
            NavigationCause::Page | NavigationCause::Address | NavigationCause::Reload => {
                tab.history.visit(url);
                match cause {
                    // A link that was clicked with Control: the browser opens the tab, and nobody typed the address.
                    NavigationCause::Address if opened_there => None,
                    NavigationCause::Address => Some(Action::Goto { url: url.to_owned() }),
                    NavigationCause::Reload => Some(Action::Reload),
                    NavigationCause::Page | NavigationCause::History => None,
                }
            }
        };
        if OWN_PAGES.iter().any(|own| url.starts_with(own)) {
            return;
        }
        // A test begins with an address, however the recording came upon it.
        let action = if self.drafts.is_empty() { Some(Action::Goto { url: url.to_owned() }) } else { action };
        if let Some(action) = action {
            let (keys, effects, _) = self.absorb_one(|_, _| by_key, event);
            self.push(position, keys, effects, action);
        }
    }

    fn seen(&mut self, event: &'a Event, seen: &Seen) {
        let tab = self.tabs.tab(&event.tab);
        if let Some(last) = tab.last_step {
            let last = &mut self.drafts[last];
            last.effects.see(&seen.page);
            // What an address led to is there when all of the page has arrived.
            if last.target.is_none() && seen.shot.is_some() {
                last.effects.shot.clone_from(&seen.shot);
            }
        }
        if let Some(shot) = &seen.shot {
            tab.shot = Some(shot.clone());
            for without in tab.without_shot.drain(..) {
                self.drafts[without].effects.shot = Some(shot.clone());
            }
        }
    }

    /// The click that made the browser open a tab: with Control or the wheel. Such a tab has no opener.
    fn opening_click(&self, at: Millis) -> Option<usize> {
        let last = self.drafts.last()?;
        let opens = match &last.action {
            Action::Click { button, modifiers, .. } => {
                *button == Button::Middle || modifiers.control || modifiers.meta || modifiers.shift
            }
            _ => false,
        };
        let soon = at.since(self.last_at()) <= limits::CLICK_OPENS_TAB;
        (opens && soon).then(|| self.drafts.len() - 1)
    }

    fn tab_closed(&mut self, position: usize) {
        let event = &self.events[position];
        let tab = self.tabs.tab(&event.tab);
        tab.closed = true;
        let (used, last_step) = (tab.used, tab.last_step);
        if !self.tabs.any_open() {
            // The person closed the window to end the recording: closing its tabs is no part of the story.
            for draft in self.drafts.iter_mut().rev() {
                let at = draft.events.last().map_or(Millis(0), |&position| self.events[position].at);
                if draft.action != Action::CloseTab || event.at.since(at) > limits::WINDOW_CLOSES {
                    break;
                }
                draft.dropped = true;
            }
            return;
        }
        let by_step = last_step
            .filter(|&last| self.drafts[last].may_close())
            .and_then(|last| self.drafts[last].events.last())
            .is_some_and(|&last| event.at.since(self.events[last].at) <= limits::STEP_CLOSES_TAB);
        if let Some(opened) = last_step.filter(|&last| self.drafts[last].action == Action::OpenTab) {
            // Nothing was done in it.
            self.drafts[opened].dropped = true;
        } else if let Some(last) = last_step.filter(|_| by_step) {
            self.drafts[last].effects.closes = true;
        } else if used {
            self.push(position, Vec::new(), Effects::default(), Action::CloseTab);
        }
    }

    /// Adds a step defined by the event at `position`, made also from the events it absorbed.
    fn push(&mut self, position: usize, mut absorbed: Vec<usize>, effects: Effects, action: Action) {
        let event = &self.events[position];
        self.waiting.clear();
        absorbed.push(position);
        absorbed.sort_unstable();
        let mut draft = Draft::new(event, absorbed, action);
        draft.effects = effects;
        let tab = self.tabs.tab(&event.tab);
        if draft.effects.shot.is_none() {
            draft.effects.shot.clone_from(&tab.shot);
        }
        if draft.effects.shot.is_none() {
            tab.without_shot.push(self.drafts.len());
        }
        self.drafts.push(draft);
        self.settle_last();
    }

    /// The last step is its tab's last step.
    fn settle_last(&mut self) {
        let Some(last) = self.drafts.last() else { return };
        let position = self.drafts.len() - 1;
        // The tab's id must outlive the draft: the event's does.
        if let Some(&event) = last.events.last() {
            self.tabs.tab(&self.events[event].tab).last_step = Some(position);
        }
        self.waiting.clear();
    }

    /// Takes back the last steps as long as they only led up to this event.
    fn absorb(
        &mut self,
        led_up: impl Fn(&Self, &Draft) -> bool,
        event: &Event,
    ) -> (Vec<usize>, Effects, Option<TargetId>) {
        let (mut events, mut effects, mut target) = (Vec::new(), Effects::default(), None);
        loop {
            let (more, mut earlier, first) = self.absorb_one(&led_up, event);
            if more.is_empty() {
                return (events, effects, target);
            }
            events.extend(more);
            earlier.then(std::mem::take(&mut effects));
            effects = earlier;
            target = first;
        }
    }

    /// Takes back the last step if it only led up to this event.
    fn absorb_one(
        &mut self,
        led_up: impl Fn(&Self, &Draft) -> bool,
        event: &Event,
    ) -> (Vec<usize>, Effects, Option<TargetId>) {
        // A step in whose wake the page loaded another document was meant for itself.
        let led = self.drafts.last().is_some_and(|last| last.tab == event.tab && last.open && led_up(self, last));
        match self.drafts.pop_if(|_| led) {
            Some(last) => {
                let position = self.drafts.len();
                if let Some(&first) = last.events.first() {
                    self.tabs.tab(&self.events[first].tab).without_shot.retain(|without| *without != position);
                }
                (last.events, last.effects, last.target)
            }
            None => (Vec::new(), Effects::default(), None),
        }
    }

    /// Takes those waiting events that led up to this one.
    fn claim(&mut self, led_up: impl Fn(&Self, &Event) -> bool, event: &Event) -> Vec<usize> {
        let claimed = |&position: &usize| {
            let waiting = &self.events[position];
            waiting.tab == event.tab && led_up(self, waiting)
        };
        self.waiting.iter().copied().filter(claimed).collect()
    }

    /// The last step, if it was done to the same element as the event.
    fn last_on(&mut self, event: &Event) -> Option<&mut Draft> {
        let elements = &self.elements;
        self.drafts
            .last_mut()
            .filter(|last| last.tab == event.tab && elements.same(last.target.as_ref(), event.target.as_ref()))
    }

    /// When the last step's last event was.
    fn last_at(&self) -> Millis {
        let last = self.drafts.last().and_then(|last| last.events.last());
        last.map_or(Millis(0), |&position| self.events[position].at)
    }

    fn note(&mut self, event: &Event, what: &str) {
        let seconds = f64::from(event.at.0) / 1000.0;
        self.notes.push(Note { text: format!("{what} (at {seconds:.1} s, {}).", event.tab) });
    }
}

fn empty() -> Typed {
    Typed::Text { text: String::new() }
}

fn is_click(draft: &Draft) -> bool {
    matches!(draft.action, Action::Click { .. })
}

fn is_browser_key(draft: &Draft) -> bool {
    matches!(&draft.action, Action::Press { keys, .. } if keys::goes_or_loads(keys))
}

/// A key that ticks a checkbox or moves within a group of radio buttons.
fn moves_or_ticks(draft: &Draft) -> bool {
    matches!(&draft.action, Action::Press { keys, .. } if keys == "Space" || keys::is_arrow(keys))
}
