//! What is done in a tab is told in its order, also when it has to wait: until it is known in which iframe it was done.

use super::Watcher;
use crate::frames::{Around, Frame, Frames};
use crate::observe::Observed;
use crate::wire::Told;
use model::TabId;
use std::time::Instant;

/// Something that waits.
pub(super) enum Waiting {
    /// It was done in a frame that is being described, or after something that was.
    Heard(Heard),
    /// The browser told of it.
    Seen { session: String, at: Instant, what: Observed },
    /// A session ended; what was told in it before is still to be told.
    Ended { session: String },
}

/// What a frame's recorder told.
pub(super) struct Heard {
    pub frame: String,
    pub session: String,
    pub at: Instant,
    pub context: i64,
    pub told: Told,
}

impl Watcher {
    /// Tells it at once, or puts it behind what waits in its tab.
    pub(super) async fn wait_or_tell(&mut self, heard: Heard) {
        let Some(tab) = self.sessions.get(&heard.session).cloned() else { return };
        let asked = self.frames.is_asked(&heard.frame);
        // What iframes are told of, and on which page, has to be known before what was done in them.
        let first = matches!(heard.told, Told::Page { .. } | Told::Target { around: true, .. });
        let queue = self.queues.entry(tab.clone()).or_default();
        if asked || !(queue.is_empty() || first) {
            queue.push_back(Waiting::Heard(heard));
        } else {
            self.tell_heard(&tab, heard).await;
        }
    }

    /// Forgets a session, once all that was told in it is.
    pub(super) fn ended(&mut self, session: &str) {
        let tab = self.sessions.get(session);
        match tab.and_then(|tab| self.queues.get_mut(tab)).filter(|queue| !queue.is_empty()) {
            Some(queue) => queue.push_back(Waiting::Ended { session: session.to_owned() }),
            None => self.forget(session),
        }
    }

    fn forget(&mut self, session: &str) {
        self.sessions.remove(session);
        self.frames.session_gone(session);
    }

    /// Tells what need not wait any more.
    pub(super) async fn drain(&mut self, tab: &TabId) {
        loop {
            let Some(queue) = self.queues.get_mut(tab) else { return };
            let waits = matches!(queue.front(), Some(Waiting::Heard(heard)) if self.frames.is_asked(&heard.frame));
            if waits {
                return;
            }
            match queue.pop_front() {
                Some(Waiting::Heard(heard)) => self.tell_heard(tab, heard).await,
                Some(Waiting::Seen { session, at, what }) => self.deliver(&session, tab, at, what),
                Some(Waiting::Ended { session }) => self.forget(&session),
                None => return,
            }
        }
    }

    /// These frames can't be described any more, or are not waited for: what was known of them before has to do.
    pub(super) async fn settle(&mut self, fits: impl Fn(&Frames, &str, &Frame) -> bool) {
        let frames = &self.frames;
        let asked = frames.asked(|id, frame| fits(frames, id, frame));
        let mut settled = asked.clone();
        for outer in &asked {
            settled.extend(frames.asked(|id, _| frames.is_inside(id, outer)));
        }
        for id in settled {
            if let Some(frame) = self.frames.get_mut(&id)
                && let Around::Asked { before } = &mut frame.around
            {
                frame.around = Around::Known(before.take().unwrap_or_default());
            }
        }
        if !asked.is_empty() {
            let tabs: Vec<TabId> = self.queues.keys().cloned().collect();
            for tab in tabs {
                self.drain(&tab).await;
            }
        }
    }

    /// Tells it now, whatever waits.
    async fn tell_heard(&mut self, tab: &TabId, heard: Heard) {
        let frames = match self.frames.get(&heard.frame).map(|frame| &frame.around) {
            Some(Around::Known(around)) => around.clone(),
            Some(Around::Nothing | Around::Asked { .. }) | None => Vec::new(),
        };
        let (session, at) = (heard.session.clone(), heard.at);
        if let Some(observed) = self.tell(tab, heard, frames).await {
            self.deliver(&session, tab, at, observed);
        }
    }
}
