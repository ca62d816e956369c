//! What the owner of the observer asks for.

use super::{Order, Watcher};
use crate::asks;
use crate::frames::Around;
use crate::storage;
use model::Pick;

impl Watcher {
    pub(super) fn order(&mut self, order: Order) {
        match order {
            Order::FirstSession { answer } => {
                let _ = answer.send(self.tabs.first().map(|(_, tab)| tab.session.clone()));
            }
            Order::Begin => {
                self.in_all_recorders("saywright.begin()".to_owned(), None);
                for (frame, _, _) in self.frames.recorders() {
                    if let Some(known) = self.frames.get_mut(&frame)
                        && known.parent.is_some()
                    {
                        known.around = Around::Asked { before: None };
                    }
                    self.ask_around(&frame);
                }
            }
            Order::Pick { pick } => self.pick(pick),
            Order::Credentials { credentials } => {
                if let Some((_, password)) = &credentials {
                    self.secrets.learn("browser", 0, password);
                }
                self.credentials = credentials;
            }
            Order::Leave { answer } => self.in_all_recorders("saywright.end()".to_owned(), Some(answer)),
            Order::Storage { answer } => {
                tokio::spawn(storage::of_frames(self.connection.clone(), self.frames.recorders(), answer));
            }
            Order::Look { answer } => self.in_all_recorders("saywright.look()".to_owned(), Some(answer)),
        }
    }

    /// The browser itself outlines what the pointer is on and takes the click: the page sees nothing of either.
    fn pick(&mut self, pick: Option<Pick>) {
        self.picking = pick;
        for session in self.sessions.keys() {
            tokio::spawn(asks::point_out(self.connection.clone(), session.clone(), pick.is_some()));
        }
    }

    pub(super) fn picked(&mut self, session: &str, node: i64) {
        let Some(pick) = self.picking else { return };
        self.pick(None);
        let contexts = self.frames.recorders().into_iter().filter(|(_, of, _)| of == session);
        let contexts = contexts.map(|(_, _, context)| context).collect();
        tokio::spawn(asks::pick(self.connection.clone(), session.to_owned(), contexts, node, pick));
    }
}
