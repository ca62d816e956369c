//! What the in-page recorders tell: read, without secrets, and turned into observations.

use super::Watcher;
use super::queue::Heard;
use crate::asks;
use crate::frames::{Around, ToldPage};
use crate::observe::{Observed, TargetKey};
use crate::tabs::Press;
use crate::wire::Told;
use crate::{secrets, session};
use model::{EventKind, NodeId, TabId};
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Instant;

impl Watcher {
    /// A message, after which every secret that it tells is known, and in which none is left.
    fn read(&mut self, frame: Option<&str>, payload: &str) -> serde_json::Result<Told> {
        let mut told: Value = serde_json::from_str(payload)?;
        if told["tell"] == "page"
            && let Some(frame) = frame.and_then(|frame| self.frames.get_mut(frame))
            && !complete(&mut told, &mut frame.told)
        {
            return Err(<serde_json::Error as serde::de::Error>::custom(
                "a page by what differs from one that is not known",
            ));
        }
        let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_default();
        let document = told["document"].as_str().unwrap_or_default();
        if told["tell"] == "secret" {
            self.secrets.learn(document, number(&told["field"]), told["text"].as_str().unwrap_or_default());
            let (document, field) = (document.to_owned(), NodeId(number(&told["field"])));
            return Ok(Told::Secret { document, field, text: String::new() });
        }
        if let Some(text) = told["what"]["value"]["text"].as_str().filter(|_| told["what"]["kind"] == "input") {
            self.secrets.plain(document, number(&told["target"]), text);
        }
        self.secrets.mask_told(&mut told);
        serde_json::from_value(told)
    }

    /// Fields that were marked in one document are secret in all.
    fn tell_marks(&mut self) {
        self.script = session::recorder_script(&self.options, &self.marks);
        let marks = session::marks_script(&self.marks);
        self.in_all_recorders(marks.clone(), None);
        for session in self.sessions.keys() {
            tokio::spawn(session::add_script(&self.connection, session, &marks));
        }
    }

    pub(super) async fn told(&mut self, session: &str, at: Instant, context: i64, payload: &str) {
        let frame = self.frames.of_context(session, context).map(str::to_owned);
        let told = match self.read(frame.as_deref(), payload) {
            Ok(told) => told,
            Err(error) => {
                // From here on pages are told as a whole again.
                frame.iter().for_each(|frame| self.ensure(session, frame));
                let trouble = format!("The page's recorder sent something odd, which was left out ({error}).");
                return self.observe(session, at, Observed::Trouble(trouble));
            }
        };
        if let Told::Secret { .. } = told {
            return;
        }
        let Some(frame) = frame else { return };
        let Some(known) = self.frames.get_mut(&frame) else { return };
        // A page may have renamed its iframe meanwhile: it is described as it is when something is done in it.
        if let (Around::Known(before), Told::Target { around: false, .. }) = (&known.around, &told) {
            known.around = Around::Asked { before: Some(before.clone()) };
            self.ask_around(&frame);
        }
        self.wait_or_tell(Heard { frame, session: session.to_owned(), at, context, told }).await;
    }

    /// What was heard, as an observation of what lies in these iframes; nothing where there is none to make of it.
    pub(super) async fn tell(&mut self, tab: &TabId, heard: Heard, frames: Vec<TargetKey>) -> Option<Observed> {
        let Heard { frame, session, at, context, told } = heard;
        let observed = match told {
            Told::Page { document, sequence, url, title, html, settled, since: _ } => {
                if let Some(frame) = self.frames.get_mut(&frame) {
                    frame.masked = secrets::shown_by(&html);
                }
                let main = frames.is_empty();
                Observed::Page { document, sequence, main, url, title, html, settled, shot: None }
            }
            Told::Target { document, key, page, node, element, ancestors, rect, around: _ } => {
                let key = TargetKey { document, key };
                self.nodes.insert(key.clone(), node);
                Observed::Target { key, page, node, frames, element: Box::new(element), ancestors, rect }
            }
            Told::Did { document, target, onto, what } => {
                let [target, onto] =
                    [target, onto].map(|key| key.map(|key| TargetKey { document: document.clone(), key }));
                if let Some(tab) = self.tab(tab) {
                    tab.pressing = None;
                    let again = matches!(what, EventKind::Click { .. }) && tab.left_by.take() == target;
                    if again && target.is_some() {
                        return None;
                    }
                }
                let files = match (&what, target.as_ref().and_then(|key| self.nodes.get(key))) {
                    (EventKind::Upload { .. }, Some(node)) => {
                        asks::chosen_files(&self.connection, &session, context, *node).await.unwrap_or_default()
                    }
                    _ => Vec::new(),
                };
                Observed::Did { target, onto, what, files }
            }
            Told::Pressing { document, target, click } => {
                if let Some(tab) = self.tab(tab) {
                    tab.left_by = None;
                    tab.pressing = Some(Press { at, target: TargetKey { document, key: target }, click });
                }
                return None;
            }
            Told::Host { document: _, node } => {
                tokio::spawn(asks::open_root(self.connection.clone(), session, context, node));
                return None;
            }
            Told::Marked { field, selector, late } => {
                self.marks.extend(selector);
                self.tell_marks();
                let name = if field.is_empty() { "that field".to_owned() } else { format!("“{field}”") };
                let before = " What was typed there before is in the recording: record again, and hide it first.";
                let before = if late { before } else { "" };
                Observed::Trouble(format!("What {name} holds is hidden from now on.{before}"))
            }
            // It was heeded when it came.
            Told::Secret { .. } => return None,
            Told::Trouble { text } => Observed::Trouble(format!("The page's recorder stumbled: {text}")),
        };
        Some(observed)
    }
}

/// Of how many documents of a frame the last page is kept: one may be heard after the next has come.
const DOCUMENTS: usize = 2;

/// Completes a page of which only what differs from the one before was told, and keeps it for the next. False when the one
/// before is not known.
fn complete(told: &mut Value, known: &mut VecDeque<ToldPage>) -> bool {
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let (Some(document), Some(sequence)) = (told["document"].as_str().map(str::to_owned), number(&told["sequence"]))
    else {
        return false;
    };
    let before = known.iter().position(|page| page.document == document).and_then(|at| known.remove(at));
    let part = told["html"].as_str().unwrap_or_default();
    let since = &told["since"];
    let html = match (number(&since["sequence"]), number(&since["head"]), number(&since["tail"]), before) {
        (Some(earlier), Some(head), Some(tail), Some(before)) if before.sequence == earlier => {
            let text = &before.html;
            let (head, tail) = (text.get(..from_start(text, head)), text.get(from_end(text, tail)..));
            [head.unwrap_or_default(), part, tail.unwrap_or_default()].concat()
        }
        (Some(_), ..) => return false,
        _ => part.to_owned(),
    };
    told["html"] = html.clone().into();
    known.push_back(ToldPage { document, sequence, html });
    known.drain(..known.len().saturating_sub(DOCUMENTS));
    true
}

/// The place behind so many UTF-16 units, in bytes.
fn from_start(text: &str, units: u32) -> usize {
    let units = units as usize;
    if text.is_ascii() {
        return units.min(text.len());
    }
    let mut passed = 0;
    let place = text.char_indices().find(|(_, letter)| {
        let found = passed >= units;
        passed += letter.len_utf16();
        found
    });
    place.map_or(text.len(), |(place, _)| place)
}

/// The place before so many UTF-16 units at the end, in bytes.
fn from_end(text: &str, units: u32) -> usize {
    let units = units as usize;
    if text.is_ascii() {
        return text.len().saturating_sub(units);
    }
    let mut passed = 0;
    let mut place = text.len();
    for (at, letter) in text.char_indices().rev() {
        if passed >= units {
            break;
        }
        passed += letter.len_utf16();
        place = at;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::complete;
    use serde_json::{Value, json};
    use std::collections::VecDeque;

    fn page(sequence: u32, html: &str, since: Value) -> Value {
        json!({ "tell": "page", "document": "d", "sequence": sequence, "html": html, "since": since })
    }

    #[test]
    fn a_page_is_completed_by_the_one_before() {
        let mut known = VecDeque::new();
        let mut told = page(1, "<p>äö😀</p><b>1</b><i>é</i>", Value::Null);
        assert!(complete(&mut told, &mut known));
        // "<p>äö😀</p><b>" is 14 units, "</b><i>é</i>" is 12.
        let mut told = page(2, "two", json!({ "sequence": 1, "head": 14, "tail": 12 }));
        assert!(complete(&mut told, &mut known));
        assert_eq!(told["html"], "<p>äö😀</p><b>two</b><i>é</i>");
        let mut told = page(3, "x", json!({ "sequence": 2, "head": 0, "tail": 0 }));
        assert!(complete(&mut told, &mut known));
        assert_eq!(told["html"], "x");
        let mut told = page(5, "y", json!({ "sequence": 4, "head": 1, "tail": 0 }));
        assert!(!complete(&mut told, &mut known), "nobody knows the page before");
    }
}
