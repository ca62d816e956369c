//! What is written while recording: observations become events on the recording's clock, each on disk before it is
//! announced. Knows no browser and no shell; time arrives with what happened.

use crate::api::{Live, RecordingState, StepLine};
use crate::clock::Clock;
use align::Timeline;
use browser::{Observation, Observed, TargetKey};
use model::{
    Edit, Event, EventId, EventKind, Millis, NavigationCause, NetworkEntry, PageId, Seen, Source, Step, StepId, TabId,
    Target, TargetId, Utterance, UtteranceId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::time::Instant;
use store::Writer;

/// A recording that is being made.
pub(crate) struct Tape {
    writer: Writer,
    state: RecordingState,
    clock: Option<Clock>,
    events: Vec<Event>,
    targets: Vec<Target>,
    utterances: Vec<Utterance>,
    removed: BTreeSet<StepId>,
    /// The step lines as last announced.
    lines: Vec<StepLine>,
    /// Something happened since then.
    moved_on: bool,
    target_ids: HashMap<TargetKey, TargetId>,
    pages: HashMap<(String, u32), PageId>,
    /// Where each tab is, also while nothing is recorded.
    addresses: BTreeMap<TabId, String>,
    /// Tabs that went elsewhere while nothing was recorded.
    moved: BTreeSet<TabId>,
    said: Vec<Live>,
}

impl Tape {
    /// A tape in standby.
    pub fn new(writer: Writer) -> Self {
        Self {
            writer,
            state: RecordingState::Standby,
            clock: None,
            events: Vec::new(),
            targets: Vec::new(),
            utterances: Vec::new(),
            removed: BTreeSet::new(),
            lines: Vec::new(),
            moved_on: false,
            target_ids: HashMap::new(),
            pages: HashMap::new(),
            addresses: BTreeMap::new(),
            moved: BTreeSet::new(),
            said: Vec::new(),
        }
    }

    pub fn state(&self) -> RecordingState {
        self.state
    }

    /// What is to be announced since this was last asked, in order.
    pub fn take_said(&mut self) -> Vec<Live> {
        std::mem::take(&mut self.said)
    }

    /// The last step's words, for messages that say how far things got.
    pub fn last_line(&mut self) -> Option<&str> {
        self.announce_steps();
        self.lines.last().map(|line| line.text.as_str())
    }

    /// Begins, or goes on after a pause. From standby the test starts where the tabs are now.
    pub fn record(&mut self, now: Instant) {
        match (self.state, &mut self.clock) {
            (RecordingState::Recording | RecordingState::Stopped, _) => return,
            (_, Some(clock)) => clock.resume(now),
            (_, clock @ None) => *clock = Some(Clock::start(now)),
        }
        self.set_state(RecordingState::Recording);
        for tab in std::mem::take(&mut self.moved) {
            if let Some(url) = self.addresses.get(&tab).cloned() {
                let cause = NavigationCause::Address;
                self.event(now, tab, None, None, EventKind::Navigated { url, cause, same_document: false });
            }
        }
    }

    pub fn pause(&mut self, now: Instant) {
        if let (RecordingState::Recording, Some(clock)) = (self.state, &mut self.clock) {
            clock.pause(now);
            self.set_state(RecordingState::Paused);
        }
    }

    /// Takes the last step out of the plan; its events stay.
    pub fn undo(&mut self) {
        self.announce_steps();
        let Some(last) = self.lines.last().map(|line| line.id.clone()) else {
            return self.warn("There is no step to undo.".to_owned());
        };
        let edit = Edit::RemoveStep { step: last.clone() };
        if self.written(|writer| writer.edit(&edit)).is_some() {
            self.removed.insert(last);
            self.moved_on = true;
            self.announce_steps();
        }
    }

    /// A typed sentence. While nothing is recorded it is refused, visibly.
    pub fn note(&mut self, now: Instant, text: &str) {
        let text = text.trim();
        let (RecordingState::Recording, Some(clock)) = (self.state, &self.clock) else {
            let first = match self.state {
                RecordingState::Paused => "Resume",
                RecordingState::Standby | RecordingState::Recording => "Record",
                RecordingState::Stopped => {
                    return self.warn(format!("“{text}” was not kept: the recording has ended."));
                }
            };
            return self
                .warn(format!("“{text}” was not kept: nothing is being recorded. {first} first, then say it again."));
        };
        if text.is_empty() {
            return;
        }
        let at = clock.at(now);
        self.utterance(text, at, at, Source::Typed);
    }

    /// A spoken sentence, heard some time ago. What was said while nothing was recorded was not meant for it.
    pub fn heard(&mut self, from: Instant, to: Instant, text: &str) {
        let Some(clock) = &self.clock else { return };
        if clock.ran(from) || clock.ran(to) {
            let (from, to) = (clock.at(from), clock.at(to));
            self.utterance(text, from, to, Source::Spoken);
        }
    }

    fn utterance(&mut self, text: &str, from: Millis, to: Millis, source: Source) {
        let id = UtteranceId(format!("u{}", self.utterances.len() + 1));
        let utterance = Utterance { id, text: text.to_owned(), from, to, source };
        if self.written(|writer| writer.utterance(&utterance)).is_some() {
            self.utterances.push(utterance.clone());
            self.said.push(Live::Note { utterance });
        }
    }

    /// Tells something that is not written down.
    pub fn tell(&mut self, live: Live) {
        self.said.push(live);
    }

    /// Something was seen in the browser.
    pub fn observe(&mut self, observation: Observation) {
        let Observation { at, tab, what } = observation;
        if let Observed::Did { what: EventKind::Navigated { url, .. }, .. } = &what {
            self.addresses.insert(tab.clone(), url.clone());
            if self.state != RecordingState::Recording {
                self.moved.insert(tab.clone());
            }
        }
        if let Observed::Trouble(text) = what {
            return self.warn(text);
        }
        let (RecordingState::Recording, Some(clock)) = (self.state, self.clock.clone()) else { return };
        match what {
            Observed::Page { document, sequence, main, url, title, html, shot, settled: _ } => {
                let Some(page) = self.written(|writer| writer.page(&html)) else { return };
                let shot = shot.and_then(|image| self.written(|writer| writer.shot(&image)));
                self.pages.insert((document.clone(), sequence), page.clone());
                self.event(at, tab, None, None, EventKind::Seen(Seen { page, document, main, url, title, shot }));
            }
            Observed::Target { key, page, node, frames, element, ancestors, rect } => {
                let target = Target {
                    id: TargetId(format!("t{}", self.targets.len() + 1)),
                    page: self.pages.get(&(key.document.clone(), page)).cloned(),
                    node,
                    frames: frames.iter().filter_map(|frame| self.target_ids.get(frame).cloned()).collect(),
                    element: *element,
                    ancestors,
                    rect,
                };
                if self.written(|writer| writer.target(&target)).is_some() {
                    self.target_ids.insert(key, target.id.clone());
                    self.targets.push(target);
                }
            }
            Observed::Did { target, onto, what, files } => {
                if what == EventKind::Crashed {
                    self.warn(
                        "The tab crashed; what was done in it is kept. Reload it in the browser to go on.".to_owned(),
                    );
                }
                let [target, onto] = [target, onto].map(|key| key.and_then(|key| self.target_ids.get(&key).cloned()));
                let what = self.with_files(what, &files);
                self.event(at, tab, target, onto, what);
            }
            Observed::Request { sent, method, url, resource, status } => {
                let duration_ms = u32::try_from(at.saturating_duration_since(sent).as_millis()).unwrap_or(u32::MAX);
                let entry = NetworkEntry { at: clock.at(sent), method, url, resource, status, duration_ms };
                self.written(|writer| writer.network(&entry));
            }
            Observed::Trouble(_) | Observed::Gone | Observed::Lost(_) => {}
        }
    }

    /// Ends it; everything is on disk already.
    pub fn stop(mut self) -> Vec<Live> {
        self.announce_steps();
        self.set_state(RecordingState::Stopped);
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let saved = Live::Saved {
            path: self.writer.folder().to_owned(),
            events: count(self.events.len()),
            steps: count(self.lines.len()),
            utterances: count(self.utterances.len()),
        };
        if let Err(error) = self.writer.finish() {
            self.said.push(Live::Warning { text: error.to_string() });
        }
        self.said.push(saved);
        self.said
    }

    pub fn warn(&mut self, text: String) {
        self.said.push(Live::Warning { text });
    }

    fn event(&mut self, at: Instant, tab: TabId, target: Option<TargetId>, onto: Option<TargetId>, what: EventKind) {
        let Some(clock) = &self.clock else { return };
        // Sessions of different processes race by less than a millisecond: the clock never runs backwards.
        let at = clock.at(at).max(self.events.last().map_or(Millis(0), |event| event.at));
        let event = Event { id: EventId(format!("e{}", self.events.len() + 1)), at, tab, target, onto, what };
        if self.written(|writer| writer.event(&event)).is_some() {
            self.events.push(event.clone());
            self.said.push(Live::Event { event });
            self.moved_on = true;
        }
    }

    /// Copies uploaded files into the recording, and names them as they are there.
    fn with_files(&mut self, what: EventKind, files: &[PathBuf]) -> EventKind {
        match what {
            EventKind::Upload { files: names, dropped } => {
                if files.len() < names.len() {
                    self.warn(format!(
                        "{} could not be copied into the recording. Put it into the recording's `files` folder by hand.",
                        names.join(", ")
                    ));
                    return EventKind::Upload { files: names, dropped };
                }
                let kept = files.iter().filter_map(|file| self.written(|writer| writer.file(file))).collect();
                EventKind::Upload { files: kept, dropped }
            }
            other => other,
        }
    }

    /// Tells the steps that are new, have grown, or are gone. To be called when nothing more is there to be observed: all
    /// steps are gone through.
    pub fn announce_steps(&mut self) {
        if !std::mem::take(&mut self.moved_on) {
            return;
        }
        let timeline = Timeline { events: &self.events, targets: &self.targets, utterances: &self.utterances };
        let lines: Vec<StepLine> = align::actions(&timeline)
            .into_iter()
            .filter(|step| !self.removed.contains(&step.id))
            .map(|step| line(&step, &self.targets))
            .collect();
        for old in &self.lines {
            if !lines.iter().any(|line| line.id == old.id) {
                self.said.push(Live::StepRemoved { id: old.id.clone() });
            }
        }
        for (place, line) in lines.iter().enumerate() {
            if self.lines.get(place) != Some(line) && !self.lines.contains(line) {
                self.said.push(Live::Step { step: line.clone() });
            }
        }
        self.lines = lines;
    }

    /// Writes, or says why that failed and pauses: an event that is not on disk is not announced.
    fn written<T>(&mut self, write: impl FnOnce(&mut Writer) -> Result<T, store::Error>) -> Option<T> {
        match write(&mut self.writer) {
            Ok(done) => Some(done),
            Err(error) => {
                self.warn(format!("{error} Recording is paused; what was announced is kept."));
                self.pause(Instant::now());
                None
            }
        }
    }

    fn set_state(&mut self, state: RecordingState) {
        self.state = state;
        self.said.push(Live::State { state });
    }
}

/// A step as a person reads it.
pub(crate) fn line(step: &Step, targets: &[Target]) -> StepLine {
    let element = step.target.as_ref().and_then(|id| targets.iter().find(|target| target.id == *id));
    StepLine {
        id: step.id.clone(),
        at: step.from,
        text: plan::describe_step(&step.action, element.map(|target| &target.element)),
    }
}
