//! `docs/recording-format.md` stays true: its examples are a recording that loads, say nothing that is not kept, and
//! show each kind of thing; each field that is written stands in its tables.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

use model::{BreakageKind, Edit, EventKind};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use store::{Loaded, load};
use tempfile::TempDir;

const DOC: &str = include_str!("../../../docs/recording-format.md");

/// The examples by file: the fenced block below the heading that names the file.
fn examples() -> BTreeMap<&'static str, &'static str> {
    let sections = DOC.split("\n## `").skip(1);
    let example = |section: &'static str| {
        let (file, rest) = section.split_once('`')?;
        let block = rest.split("\n```").nth(1)?;
        Some((file, block.split_once('\n')?.1))
    };
    sections.filter_map(example).collect()
}

fn load_examples() -> Loaded {
    let folder = TempDir::new().unwrap();
    for (file, text) in examples() {
        fs::write(folder.path().join(file), text).unwrap();
    }
    load(folder.path()).unwrap()
}

/// What an example says that reading and writing it would lose: a field that the format does not have.
#[track_caller]
fn check_nothing_lost<T: Serialize>(file: &str, loaded: &[T]) {
    let said: Vec<Value> =
        serde_json::Deserializer::from_str(examples()[file]).into_iter().map(Result::unwrap).collect();
    let kept: Vec<Value> = loaded.iter().map(|value| serde_json::to_value(value).unwrap()).collect();
    assert_eq!(said, kept, "{file}");
}

#[test]
fn the_examples_are_a_sound_recording() {
    let Loaded { recording, notes, proof } = load_examples();
    assert_eq!(notes, Vec::<String>::new());
    check_nothing_lost("recording.json", &[recording.info]);
    check_nothing_lost("events.jsonl", &recording.events);
    check_nothing_lost("targets.jsonl", &recording.targets);
    check_nothing_lost("narration.jsonl", &recording.utterances);
    check_nothing_lost("network.jsonl", &recording.network);
    check_nothing_lost("edits.jsonl", &recording.edits);
    check_nothing_lost("proof.json", &[proof.unwrap()]);
}

#[test]
fn every_kind_has_an_example() {
    let Loaded { recording, proof, .. } = load_examples();
    // Matched in full, so that a new kind can't be added without coming here and to the document.
    let events: BTreeSet<u32> = recording
        .events
        .iter()
        .map(|event| match event.what {
            EventKind::Click { .. } => 0,
            EventKind::Input { .. } => 1,
            EventKind::Key { .. } => 2,
            EventKind::Select { .. } => 3,
            EventKind::Toggle { .. } => 4,
            EventKind::Upload { .. } => 5,
            EventKind::Navigated { .. } => 6,
            EventKind::Seen(_) => 7,
            EventKind::TabOpened { .. } => 8,
            EventKind::TabClosed => 9,
            EventKind::Dialog { .. } => 10,
            EventKind::Download { .. } => 11,
            EventKind::Crashed => 12,
            EventKind::Hover => 13,
            EventKind::Scroll { .. } => 14,
            EventKind::Drag { .. } => 15,
            EventKind::Expected { .. } => 16,
            EventKind::KeyHeld { .. } => 17,
        })
        .collect();
    assert_eq!(events.len(), 18);
    let edits: BTreeSet<u32> = recording
        .edits
        .iter()
        .map(|edit| match edit {
            Edit::RemoveStep { .. } => 0,
            Edit::RestoreStep { .. } => 1,
            Edit::Rename { .. } => 2,
            Edit::UseLocator { .. } => 3,
        })
        .collect();
    assert_eq!(edits.len(), 4);
    let breakages: BTreeSet<u32> = proof
        .unwrap()
        .breakages
        .iter()
        .map(|outcome| match outcome.breakage.kind {
            BreakageKind::DeadControl { .. } => 0,
            BreakageKind::ApiError { .. } => 1,
            BreakageKind::Served { .. } => 2,
        })
        .collect();
    assert_eq!(breakages.len(), 3);
}

#[test]
fn every_field_and_kind_is_explained() {
    let Loaded { recording, proof, .. } = load_examples();
    let mut words = BTreeSet::new();
    collect_words(&serde_json::to_value(&recording).unwrap(), &mut words);
    collect_words(&serde_json::to_value(proof).unwrap(), &mut words);
    for word in [
        // What the recording's own JSON wraps around the files.
        "info",
        "events",
        "targets",
        "utterances",
        "network",
        "edits",
        // Keys of one element's attributes; how a value is masked has a section of its own.
        "id",
        "type",
        "is",
        "secret",
        "text",
    ] {
        words.remove(word);
    }
    assert!(words.len() > 60, "the examples show most of the format: {words:?}");
    // Outside the examples.
    let explained: String = DOC.split("\n```").step_by(2).collect();
    let missing: Vec<&String> = words.iter().filter(|word| !explained.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "not explained in docs/recording-format.md: {missing:?}");
}

/// Names of fields, and of kinds.
fn collect_words(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                words.insert(name.clone());
                if let ("kind" | "edit" | "verdict" | "source" | "cause" | "button", Some(kind)) =
                    (name.as_str(), value.as_str())
                {
                    words.insert(kind.to_owned());
                }
                collect_words(value, words);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_words(value, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
