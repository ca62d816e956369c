//! The app is killed in the middle of recording: everything that it had announced is there.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

mod common;

use common::*;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use store::{Writer, load};
use tempfile::TempDir;

const CHILD_FOLDER: &str = "STORE_TEST_CHILD_FOLDER";

#[test]
fn nothing_announced_is_lost_by_a_kill() {
    let base = TempDir::new().unwrap();
    for announced_before_kill in [1, 2, 50, 333, 1000] {
        let folder = base.path().join(announced_before_kill.to_string());
        let announced = run_and_kill(&folder, announced_before_kill);
        assert!(announced.len() >= announced_before_kill, "the child ran until it was killed");

        let loaded = load(&folder).expect("the recording opens again");
        let mut there: BTreeSet<String> = loaded.recording.events.iter().map(|event| event.id.0.clone()).collect();
        there.extend(loaded.recording.utterances.iter().map(|utterance| utterance.id.0.clone()));
        for line in &announced {
            match line.strip_prefix("page ") {
                Some(page) => {
                    let text = store::page_text(&folder, &page.into()).expect("an announced page is there");
                    assert!(text.ends_with("</html>"), "and it is whole");
                }
                None => assert!(there.contains(line), "{line} was announced and is not there: {:?}", loaded.notes),
            }
        }

        let mut writer = Writer::open(&folder).expect("the dead writer's lock is gone");
        writer.event(&event(1_000_000)).unwrap();
        let (events, _) = loaded_events(&folder);
        assert_eq!(events.last().map(String::as_str), Some("e1000000"), "recording can go on");
    }
}

/// What the child announced until it was killed, which happens after so many announcements.
fn run_and_kill(folder: &Path, announced_before_kill: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "record_until_killed", "--nocapture"])
        .env(CHILD_FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut announced = Vec::new();
    let mut read_on = |announced: &mut Vec<String>, limit: usize| {
        // The test harness prints lines of its own around ours.
        let ours = lines.by_ref().filter_map(|line| Some(line.split_once("announced: ")?.1.to_owned()));
        announced.extend(ours.take(limit));
    };
    read_on(&mut announced, announced_before_kill);
    // SIGKILL, by the standard library's contract on Unix.
    child.kill().unwrap();
    child.wait().unwrap();
    // What was in the pipe was announced, too.
    read_on(&mut announced, usize::MAX);
    announced
}

/// No test of its own: the child of the test above. It ends by being killed.
#[test]
fn record_until_killed() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else {
        return;
    };
    let mut writer = Writer::create(Path::new(&folder), &info()).unwrap();
    for number in 1.. {
        if number % 10 == 0 {
            let page = writer.page(&format!("<html>{number}{}</html>", "<p>x</p>".repeat(5_000))).unwrap();
            println!("announced: page {page}");
        }
        writer.event(&event(number)).unwrap();
        println!("announced: e{number}");
        writer.utterance(&utterance(number, "the total is twenty euros")).unwrap();
        println!("announced: u{number}");
    }
}
