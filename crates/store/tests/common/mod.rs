//! Values to record, for the tests. Each test file uses some of them.
#![allow(dead_code)]
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

use model::{
    Breakage, BreakageKind, BreakageOutcome, Element, Event, EventId, EventKind, FORMAT, Millis, NetworkEntry, NodeId,
    Proof, RecordingId, RecordingInfo, Rect, Source, TabId, Target, TargetId, Typed, Utterance, UtteranceId, Verdict,
    Viewport,
};
use std::fs;
use std::path::Path;

pub fn info() -> RecordingInfo {
    RecordingInfo {
        format: FORMAT,
        id: RecordingId::from("r-1"),
        title: "Order a mug".to_owned(),
        url: "http://localhost:4000/".to_owned(),
        started_at: "2026-11-23T09:00:00Z".to_owned(),
        viewport: Viewport { width: 1280, height: 720 },
        browser: "Chromium 156.0".to_owned(),
        test_id_attribute: "data-testid".to_owned(),
        platform: String::new(),
        conditions: model::Conditions::default(),
    }
}

/// `e<number>`: a value typed.
pub fn event(number: u32) -> Event {
    Event {
        id: EventId(format!("e{number}")),
        at: Millis(number * 10),
        tab: TabId::from("tab1"),
        target: None,
        onto: None,
        what: EventKind::Input { value: Typed::Text { text: format!("text {number}") }, managed: false, at: None },
    }
}

pub fn target(number: u32) -> Target {
    Target {
        id: TargetId(format!("t{number}")),
        page: None,
        node: NodeId(number),
        frames: Vec::new(),
        element: Element { tag: "button".to_owned(), ..Element::default() },
        ancestors: Vec::new(),
        rect: Rect::default(),
    }
}

pub fn utterance(number: u32, text: &str) -> Utterance {
    Utterance {
        id: UtteranceId(format!("u{number}")),
        text: text.to_owned(),
        from: Millis(number),
        to: Millis(number),
        source: Source::Typed,
    }
}

pub fn network() -> NetworkEntry {
    NetworkEntry {
        at: Millis(1),
        method: "GET".to_owned(),
        url: "http://localhost:4000/api/cart".to_owned(),
        resource: "fetch".to_owned(),
        status: Some(200),
        duration_ms: 3,
    }
}

pub fn proof(at: &str, verdict: Verdict) -> Proof {
    let outcome = |id: &str, reached, caught| BreakageOutcome {
        breakage: Breakage {
            id: id.to_owned(),
            title: "the cart answers 500".to_owned(),
            kind: BreakageKind::ApiError { method: "GET".to_owned(), path: "/api/cart".to_owned() },
        },
        caught,
        reached,
        caught_by: None,
        error: None,
        duration_ms: 5,
    };
    Proof {
        verdict,
        at: at.to_owned(),
        playwright: "1.65.1".to_owned(),
        browser: "Chromium 156.0".to_owned(),
        test_hash: "00".to_owned(),
        base_url: "http://localhost:4000".to_owned(),
        replays: Vec::new(),
        breakages: vec![
            outcome("api-500-1", true, true),
            outcome("api-500-2", true, false),
            outcome("api-500-3", false, false),
        ],
    }
}

/// The ids of the events that load, and the notes.
pub fn loaded_events(folder: &Path) -> (Vec<String>, Vec<String>) {
    let loaded = store::load(folder).expect("it is a recording");
    (loaded.recording.events.into_iter().map(|event| event.id.0).collect(), loaded.notes)
}

/// Names of all files below a folder, sorted.
pub fn files_in(folder: &Path) -> Vec<String> {
    fn visit(root: &Path, folder: &Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(root, &path, names);
            } else {
                names.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let mut names = Vec::new();
    visit(folder, folder, &mut names);
    names.sort();
    names
}
