//! What is known of each tab while events are merged: its last step, its last picture, its history.

use model::{NodeId, TabId, Typed};
use std::collections::HashMap;

#[derive(Default)]
pub struct Tab {
    /// Position of its last step.
    pub last_step: Option<usize>,
    /// Position of the step, in another tab, that opened it.
    pub opened_by: Option<usize>,
    /// The last picture of the document that it shows.
    pub shot: Option<String>,
    /// Steps that have no picture yet.
    pub without_shot: Vec<usize>,
    pub history: History,
    /// What was put into fields.
    pub filled: HashMap<NodeId, Typed>,
    /// Something was done or seen in it.
    pub used: bool,
    pub closed: bool,
}

#[derive(Default)]
pub struct Tabs<'a>(HashMap<&'a TabId, Tab>);

impl<'a> Tabs<'a> {
    pub fn tab(&mut self, id: &'a TabId) -> &mut Tab {
        self.0.entry(id).or_default()
    }

    pub fn any_open(&self) -> bool {
        self.0.values().any(|tab| !tab.closed)
    }
}

/// A tab's session history, as far as it was seen.
#[derive(Default)]
pub struct History {
    entries: Vec<String>,
    current: usize,
}

/// Which way a person went.
#[derive(Debug, PartialEq, Eq)]
pub enum Direction {
    Back,
    Forward,
}

impl History {
    /// A new address: what lay ahead is forgotten, as browsers do. Whether the page replaced the current entry can't be
    /// told; the same address again is taken as that.
    pub fn visit(&mut self, url: &str) {
        if self.entries.get(self.current).is_some_and(|current| current == url) {
            return;
        }
        self.entries.truncate(self.current + 1);
        self.entries.push(url.to_owned());
        self.current = self.entries.len() - 1;
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A move within the history: Back, unless only what lies ahead has this address.
    pub fn travel(&mut self, url: &str) -> Direction {
        let behind = self.entries[..self.current.min(self.entries.len())].iter().rposition(|entry| entry == url);
        let ahead = self.entries.iter().skip(self.current + 1).position(|entry| entry == url);
        match (behind, ahead) {
            (Some(behind), _) => {
                self.current = behind;
                Direction::Back
            }
            (None, Some(ahead)) => {
                self.current += 1 + ahead;
                Direction::Forward
            }
            (None, None) => {
                // Visited before recording began.
                self.entries.insert(0, url.to_owned());
                self.current = 0;
                Direction::Back
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward() {
        let mut history = History::default();
        ["a", "b", "c"].iter().for_each(|url| history.visit(url));
        assert_eq!(history.travel("b"), Direction::Back);
        assert_eq!(history.travel("c"), Direction::Forward);
        assert_eq!(history.travel("a"), Direction::Back, "a long press on Back");
        assert_eq!(history.travel("b"), Direction::Forward);
        history.visit("d");
        assert_eq!(history.travel("b"), Direction::Back, "c is forgotten");
        assert_eq!(history.travel("z"), Direction::Back, "from before the recording");
    }
}
