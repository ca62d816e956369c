//! The ears of a running recording. What they hear comes late, with the instants at which it was said; the recording
//! never waits for them.

use crate::api::VoiceState;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;
use voice::{Listener, Told, Trouble};

/// What comes of listening.
pub(crate) enum Ear {
    /// The microphone was asked for.
    Opened(voice::Result<Listener>),
    /// It was heard.
    Told(Told),
}

/// A microphone that may be open.
pub(crate) struct Hearing {
    sender: mpsc::UnboundedSender<Ear>,
    listener: Option<Listener>,
    /// Words on the page, which are likely to be said.
    labels: Arc<Mutex<Vec<String>>>,
}

impl Hearing {
    /// With the microphone closed.
    pub fn new() -> (Self, mpsc::UnboundedReceiver<Ear>) {
        let (sender, ears) = mpsc::unbounded_channel();
        (Self { sender, listener: None, labels: Arc::default() }, ears)
    }

    /// Opens the microphone of this name, or the one that the system prefers; [`Ear::Opened`] says how that went.
    pub fn open(&self, model: PathBuf, microphone: Option<String>) {
        let (sender, labels) = (self.sender.clone(), self.labels.clone());
        tokio::task::spawn_blocking(move || {
            let telling = sender.clone();
            let labels = move || labels.lock().map(|labels| labels.clone()).unwrap_or_default();
            let told = move |told| {
                let _ = telling.send(Ear::Told(told));
            };
            let _ = sender.send(Ear::Opened(Listener::start(&model, microphone.as_deref(), labels, told)));
        });
    }

    /// Keeps it open.
    pub fn keep(&mut self, listener: Listener) -> VoiceState {
        let microphone = listener.microphone().to_owned();
        self.listener = Some(listener);
        VoiceState::Listening { microphone }
    }

    /// Closes the microphone, and waits until all that was said is recognised. Tells whether it was open.
    pub async fn close(&mut self) -> bool {
        let Some(listener) = self.listener.take() else { return false };
        let _ = tokio::task::spawn_blocking(|| listener.finish()).await;
        true
    }

    /// Closes the microphone; what was said is still told when it is recognised.
    pub fn close_soon(&mut self) {
        if let Some(listener) = self.listener.take() {
            tokio::task::spawn_blocking(|| listener.finish());
        }
    }

    /// The page has changed: these are likely to be said.
    pub fn expect(&self, html: &str) {
        if let Ok(mut labels) = self.labels.lock()
            && self.listener.is_some()
        {
            *labels = crate::labels::labels(html);
        }
    }
}

/// What a person is told of a trouble with the microphone. Typing works in any case.
pub(crate) fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Silent => {
            "The microphone is silent: is it muted, or is another one meant? Typed sentences are kept all the same."
                .to_owned()
        }
        Trouble::SilentNoMore => "The microphone is heard again.".to_owned(),
        Trouble::Broken(why) => format!(
            "The microphone is gone ({why}). What was said before is kept; type what you want to say, or choose another one."
        ),
        Trouble::NotRecognised(why) => format!("{why} Type that sentence."),
    }
}
