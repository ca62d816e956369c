//! The frames of all tabs: whose child each is, which context the recorder has in it, and, for frames inside others,
//! the description of the iframe element around it.

use crate::observe::TargetKey;
use std::collections::{HashMap, VecDeque};

/// What is known about the iframe elements around a frame.
#[derive(Debug)]
pub(crate) enum Around {
    /// A tab's main frame.
    Nothing,
    /// Being described; what the frame's recorder tells meanwhile waits, and all that is done in the tab after it. `before`
    /// is what was known until then.
    Asked { before: Option<Vec<TargetKey>> },
    /// Their descriptions, outermost first.
    Known(Vec<TargetKey>),
}

#[derive(Debug)]
pub(crate) struct Frame {
    pub parent: Option<String>,
    pub session: String,
    /// The recorder's execution context.
    pub context: Option<i64>,
    /// By which elements the page that was stored last shows something masked.
    pub masked: Vec<(u32, bool)>,
    /// The page that was told last of each of its last documents.
    pub told: VecDeque<ToldPage>,
    pub around: Around,
    /// It is gone; what was told in it may still be on its way.
    gone: bool,
}

/// A page as it was told: the next one of its document may be told by what differs.
#[derive(Clone, Debug)]
pub(crate) struct ToldPage {
    pub document: String,
    pub sequence: u32,
    pub html: String,
}

/// A frame of a tab.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub frame: String,
    pub parent: Option<String>,
    pub session: String,
    pub context: Option<i64>,
    pub masked: Vec<(u32, bool)>,
}

/// Frames further in than this are none of a page's.
const DEEPEST: usize = 50;

/// Frames that are gone and not forgotten yet: more than ever tell something at once.
const MOST_GONE: usize = 500;

/// Of how many frames that are gone the pages are kept.
const MOST_WENT: usize = 50;

/// By DevTools frame id.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    frames: HashMap<String, Frame>,
    /// Frame ids by session and context. A document that makes way for the next one may be heard after it: its context is
    /// known on.
    contexts: HashMap<(String, i64), String>,
    /// Those that went last: their pages are kept for what is still on its way.
    went: VecDeque<String>,
}

impl Frames {
    pub fn get(&self, id: &str) -> Option<&Frame> {
        self.frames.get(id)
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Frame> {
        self.frames.get_mut(id)
    }

    /// A frame was seen in a session. A frame of another process is seen in its parent's session first, without a
    /// context, and then in its own.
    pub fn seen(&mut self, id: &str, parent: Option<&str>, session: &str) {
        let frame = self.frames.entry(id.to_owned()).or_insert_with(|| Frame {
            parent: None,
            session: session.to_owned(),
            context: None,
            masked: Vec::new(),
            told: VecDeque::new(),
            around: Around::Nothing,
            gone: false,
        });
        frame.gone = false;
        if let Some(parent) = parent {
            frame.parent = Some(parent.to_owned());
        }
    }

    /// The recorder runs in a frame: gives the frame ids whose surroundings can be asked for now.
    pub fn recorder_in(&mut self, id: &str, session: &str, context: i64) {
        self.seen(id, None, session);
        self.contexts.insert((session.to_owned(), context), id.to_owned());
        if let Some(frame) = self.frames.get_mut(id) {
            session.clone_into(&mut frame.session);
            frame.context = Some(context);
            if frame.parent.is_some() && !matches!(frame.around, Around::Asked { .. }) {
                frame.around = Around::Asked { before: None };
            }
        }
    }

    pub fn context_gone(&mut self, session: &str, context: i64) {
        for frame in self.frames.values_mut() {
            if frame.session == session && frame.context == Some(context) {
                frame.context = None;
            }
        }
    }

    /// The frame in which a context of a session lives, or lived.
    pub fn of_context(&self, session: &str, context: i64) -> Option<&str> {
        self.contexts.get(&(session.to_owned(), context)).map(String::as_str)
    }

    pub fn remove(&mut self, id: &str) {
        if let Some(frame) = self.frames.get_mut(id) {
            frame.context = None;
            frame.gone = true;
            self.went.push_back(id.to_owned());
        }
        if self.went.len() > MOST_WENT
            && let Some(frame) = self.went.pop_front().and_then(|id| self.frames.get_mut(&id))
            && frame.gone
        {
            frame.told.clear();
        }
        if self.frames.values().filter(|frame| frame.gone).count() > MOST_GONE {
            self.frames.retain(|_, frame| !frame.gone);
            let frames = &self.frames;
            self.contexts.retain(|_, frame| frames.contains_key(frame));
        }
    }

    pub fn session_gone(&mut self, session: &str) {
        self.frames.retain(|_, frame| frame.session != session);
        self.contexts.retain(|(of, _), _| of != session);
    }

    /// All frames with a recorder, as (frame id, session, context).
    pub fn recorders(&self) -> Vec<(String, String, i64)> {
        self.frames.iter().filter_map(|(id, frame)| Some((id.clone(), frame.session.clone(), frame.context?))).collect()
    }

    /// The frames with a recorder whose session is one of these, for a picture of them.
    pub fn views(&self, of: impl Fn(&str) -> bool) -> Vec<View> {
        let living = self.frames.iter().filter(|(_, frame)| !frame.gone && of(&frame.session));
        living
            .map(|(id, frame)| View {
                frame: id.clone(),
                parent: frame.parent.clone(),
                session: frame.session.clone(),
                context: frame.context,
                masked: frame.masked.clone(),
            })
            .collect()
    }

    /// True for a frame that is being described.
    pub fn is_asked(&self, id: &str) -> bool {
        self.frames.get(id).is_some_and(|frame| matches!(frame.around, Around::Asked { .. }))
    }

    /// The frames that are being described and fit.
    pub fn asked(&self, fits: impl Fn(&str, &Frame) -> bool) -> Vec<String> {
        let asked = self.frames.iter().filter(|(_, frame)| matches!(frame.around, Around::Asked { .. }));
        asked.filter(|(id, frame)| fits(id, frame)).map(|(id, _)| id.clone()).collect()
    }

    /// True for what is in the frame with this id, at whatever depth.
    pub fn is_inside(&self, inner: &str, outer: &str) -> bool {
        let parent = |id: &str| self.frames.get(id).and_then(|frame| frame.parent.clone());
        std::iter::successors(parent(inner), |id| parent(id)).take(DEEPEST).any(|id| id == outer)
    }

    /// Frames directly inside this one that wait for a description.
    pub fn asked_inside(&self, parent: &str) -> Vec<String> {
        self.frames
            .iter()
            .filter(|(_, frame)| {
                !frame.gone && frame.parent.as_deref() == Some(parent) && matches!(frame.around, Around::Asked { .. })
            })
            .map(|(id, _)| id.clone())
            .collect()
    }
}
