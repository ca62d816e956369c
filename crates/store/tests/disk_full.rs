//! The disk fills up while recording: it is said in words, nothing written before is harmed, and recording goes on
//! once there is space. Linux only: it offers a full disk (`/dev/full`) and a shell that limits file sizes.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

mod common;

use common::*;
use expect_test::expect;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use store::{Error, Writer};
use tempfile::TempDir;

const CHILD_FOLDER: &str = "STORE_TEST_CHILD_FOLDER";

#[test]
fn a_full_disk_is_said_in_words() {
    let base = TempDir::new().unwrap();
    let folder = base.path().join("order");
    let mut writer = Writer::create(&folder, &info()).unwrap();
    writer.utterance(&utterance(1, "before")).unwrap();
    symlink("/dev/full", folder.join("events.jsonl")).unwrap();

    let error = writer.event(&event(1)).unwrap_err();
    assert!(matches!(error, Error::DiskFull { .. }), "{error:?}");
    expect![[r#"The disk is full: ~/order/events.jsonl could not be written. Everything recorded before is kept. Free some space, then go on."#]]
        .assert_eq(&error.to_string().replace(base.path().to_str().unwrap(), "~"));

    fs::remove_file(folder.join("events.jsonl")).unwrap();
    drop(writer);
    let mut writer = Writer::open(&folder).unwrap();
    writer.event(&event(1)).unwrap();
    let loaded = store::load(&folder).unwrap();
    assert_eq!((loaded.recording.events, loaded.recording.utterances), (vec![event(1)], vec![utterance(1, "before")]));
}

#[test]
fn a_line_that_fits_only_in_part_is_taken_away_again() {
    let base = TempDir::new().unwrap();
    let folder = base.path().join("order");
    // A limit on file sizes fails as a full disk does: the last write is cut short. Its signal is ignored so that the
    // child sees an error. 8 blocks are 4 or 8 KiB, depending on the shell.
    // Its own words go through a pipe, for a log file that is longer than the limit would refuse them.
    let child = Command::new("sh")
        .args(["-c", r#"trap '' XFSZ; ulimit -f 8; exec "$0" --exact record_until_full --nocapture"#])
        .arg(std::env::current_exe().unwrap())
        .env(CHILD_FOLDER, &folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[child.stdout, child.stderr].concat()).into_owned();
    assert!(child.status.success(), "the child's own checks hold:\n{said}");

    let (events, notes) = loaded_events(&folder);
    assert_eq!(notes, Vec::<String>::new(), "no line is damaged");
    assert!(events.len() > 20, "there was space for many: {}", events.len());
    assert_eq!(events[events.len() - 2..], [format!("e{}", events.len() - 1), "e9".to_owned()]);
    let files = files_in(&folder);
    assert!(!files.iter().any(|file| file.contains(".part-")), "no half-written file stays: {files:?}");
    assert!(!files.iter().any(|file| file.starts_with("pages/")), "the page that did not fit is not there: {files:?}");
}

/// No test of its own: the child of the test above.
#[test]
fn record_until_full() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else {
        return;
    };
    let mut writer = Writer::create(Path::new(&folder), &info()).unwrap();
    let events = folder_length(&folder);
    let error = (1..).find_map(|number| writer.event(&event(number)).err()).unwrap();
    assert!(matches!(error, Error::DiskFull { .. }), "{error:?}");
    let text = fs::read_to_string(Path::new(&folder).join("events.jsonl")).unwrap();
    assert!(text.ends_with("}\n"), "the part of the line that did fit was taken away");
    let full = folder_length(&folder);
    assert!(full > events);
    assert!(matches!(writer.event(&event(7_777_777)), Err(Error::DiskFull { .. })), "still full");
    assert_eq!(folder_length(&folder), full, "what did not fit left no trace");
    assert!(matches!(writer.page(&"x".repeat(20_000)), Err(Error::DiskFull { .. })));

    // Space again: the last event makes way, and the same writer goes on.
    let path = Path::new(&folder).join("events.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(last as u64).unwrap();
    writer.event(&event(9)).expect("an event shorter than the one that made way fits");
}

fn folder_length(folder: &str) -> u64 {
    fs::metadata(Path::new(folder).join("events.jsonl")).map_or(0, |metadata| metadata.len())
}
