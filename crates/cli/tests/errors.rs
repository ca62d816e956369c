//! What can go wrong is said in a sentence that tells what to do, with an exit code, and loses nothing.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use expect_test::{Expect, expect};
use std::path::{Path, PathBuf};

/// The end of a refusal, with what differs from machine to machine taken out.
fn check(home: &Home, said: &str, expected: Expect) {
    expected.assert_eq(home.tidy(said).trim_end());
}

/// The shortest recording: the shop, and one sentence.
fn recorded(home: &Home) -> PathBuf {
    let shop = Shop::start(home, &[]);
    let folder = home.join("recording");
    let mut recorder = Recorder::start(home, &shop.url, &folder, &[]);
    recorder.until("step", |_| true);
    recorder.note("Open the shop");
    recorder.stop();
    folder
}

#[test]
fn there_is_no_browser() {
    let home = Home::new();
    let refusal = |arguments: &[&str]| {
        let output = home.command(arguments).env("PATH", home.path()).env_remove("CHROME").output().unwrap();
        assert!(!output.status.success());
        text(&output.stderr)
    };
    check(&home, &refusal(&["record", "http://127.0.0.1:1/", "--headless"]), expect![[""]]);
    check(&home, &refusal(&["record", "http://127.0.0.1:1/", "--browser", "/no/such/chrome"]), expect![[""]]);
    assert!(!home.join("Saywright").exists() || home.join("Saywright").read_dir().unwrap().next().is_none());
}

#[test]
fn the_address_does_not_answer() {
    let home = Home::new();
    let out = home.join("recording");
    let said = home.refusal(&["record", "http://127.0.0.1:1/", "--headless", "--out", out.to_str().unwrap()]);
    check(&home, &said, expect![[""]]);
    assert!(!out.exists(), "no empty recording is left behind");
    check(&home, &home.refusal(&["record", "not an address", "--headless"]), expect![[""]]);
}

#[test]
fn the_folder_can_not_be_used() {
    let home = Home::new();
    std::fs::write(home.join("file"), "mine").unwrap();
    let record = |out: &Path| {
        home.refusal(&["record", "http://127.0.0.1:1/", "--headless", "--out", out.to_str().unwrap()])
    };
    check(&home, &record(&home.join("file/recording")), expect![[""]]);
    check(&home, &record(&home.join("file")), expect![[""]]);
    std::fs::create_dir(home.join("full")).unwrap();
    std::fs::write(home.join("full/thesis.txt"), "mine").unwrap();
    check(&home, &record(&home.join("full")), expect![[""]]);
    assert_eq!(home.join("full").read_dir().unwrap().count(), 1, "nothing of ours in a folder of theirs");
}

#[test]
fn the_browser_is_closed_by_hand() {
    let home = Home::new();
    let shop = Shop::start(&home, &[]);
    let folder = home.join("recording");
    let mut recorder = Recorder::start(&home, &shop.url, &folder, &[]);
    recorder.until("step", |_| true);
    recorder.note("Open the shop");
    kill_children_of(recorder.talker.id());
    let warning = recorder.until("warning", |_| true)["text"].as_str().unwrap().replace(&shop.url, "SHOP");
    expect![[""]].assert_eq(&warning);
    recorder.until("saved", |_| true);
    assert!(recorder.talker.succeeded());
    assert!(home.stdout(&["synth", folder.to_str().unwrap()]).contains("test.step('Open the shop'"));
}

#[test]
fn the_recording_is_odd() {
    let home = Home::new();
    let folder = recorded(&home);
    let path = folder.to_str().unwrap().to_owned();
    let steps = |home: &Home| home.json(&["show", &path, "steps", "--json"])["steps"].as_array().unwrap().len();
    let before = steps(&home);

    let events = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    std::fs::write(folder.join("events.jsonl"), format!("{events}{{\"id\":\"e99\",\"at\":\n")).unwrap();
    let output = home.run(&["show", &path, "timeline"]);
    assert!(output.status.success(), "one damaged line is no reason to refuse the rest");
    check(&home, &text(&output.stderr), expect![[""]]);
    assert_eq!(steps(&home), before);

    let header = std::fs::read_to_string(folder.join("recording.json")).unwrap();
    std::fs::write(folder.join("recording.json"), header.replace("\"format\": 1", "\"format\": 99")).unwrap();
    check(&home, &home.refusal(&["show", &path, "timeline"]), expect![[""]]);
    std::fs::write(folder.join("recording.json"), "{").unwrap();
    check(&home, &home.refusal(&["synth", &path]), expect![[""]]);
    check(&home, &home.refusal(&["synth", home.path().to_str().unwrap()]), expect![[""]]);
    check(&home, &home.refusal(&["export", "/no/such/recording", "--repo", &path]), expect![[""]]);
}

#[test]
fn there_is_no_node() {
    let home = Home::new();
    let folder = recorded(&home);
    let output = home
        .command(&["prove", folder.to_str().unwrap(), "--runs", "1"])
        .env("PATH", home.path())
        .env("CHROME", browser())
        .output()
        .unwrap();
    assert!(!output.status.success());
    check(&home, &text(&output.stderr), expect![[""]]);
}

#[test]
fn what_people_type_wrong() {
    let home = Home::new();
    let folder = recorded(&home);
    let path = folder.to_str().unwrap();
    std::fs::write(home.join("mine.spec.ts"), "// mine").unwrap();
    check(&home, &home.refusal(&["synth", path, "--out", home.join("mine.spec.ts").to_str().unwrap()]), expect![[""]]);
    assert_eq!(std::fs::read_to_string(home.join("mine.spec.ts")).unwrap(), "// mine");
    check(&home, &home.refusal(&["demo-site", "--break", "everything"]), expect![[""]]);
    check(&home, &home.refusal(&["record", "http://127.0.0.1:1/", "--viewport", "wide"]), expect![[""]]);
}

fn kill_children_of(parent: u32) {
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        if after_name.split(' ').nth(1) == Some(&parent.to_string()) {
            let process = entry.file_name().into_string().unwrap();
            std::process::Command::new("kill").args(["-9", &process]).status().unwrap();
        }
    }
}
