//! `saywright record` with another program as the person: what it does is recorded like a person's input, becomes a
//! test with the sentences as titles and checks, and no secret in it.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use expect_test::expect;
use serde_json::Value;
use std::path::Path;

#[test]
fn another_program_acts_as_the_person() {
    let home = Home::new();
    let shop = Shop::start(&home, &[]);
    let upload = home.join("note.txt");
    std::fs::write(&upload, "Happy birthday").unwrap();
    let folder = home.join("recording");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let mut recorder = Recorder::start(&home, &shop.url, &folder, &["--cdp-port", &port]);
    assert_eq!(recorder.cdp, format!("http://127.0.0.1:{port}"));
    walk(&mut recorder, &shop.url, &upload);
    let saved = recorder.stop();
    assert_eq!(saved["path"], folder.display().to_string());

    let folder = folder.display().to_string();
    let printed = home.stdout(&["synth", &folder]);
    let golden =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recordings/journey-at-program-speed/expect/test.spec.ts");
    assert_eq!(undated(&printed), undated(&std::fs::read_to_string(golden).unwrap()));
    for file in ["events.jsonl", "targets.jsonl", "narration.jsonl", "network.jsonl"] {
        let text = std::fs::read_to_string(home.join("recording").join(file)).unwrap();
        assert!(!text.contains("correct-horse"), "{file} holds the password");
    }
    let events = std::fs::read_to_string(home.join("recording/events.jsonl")).unwrap();
    assert!(!events.contains(r#""key":"q""#), "what looks like a chord in a password field may be a part of it");

    let repo = home.join("repo");
    home.stdout(&["export", &folder, "--repo", repo.to_str().unwrap()]);
    let playwright = Playwright::of(home.path(), &repo);
    let good = playwright.test(&[]);
    assert!(good.status.success(), "it replays: {}", text(&good.stdout));
    for broken in ["badge-stuck", "confirmation-missing"] {
        let shop = Shop::start(&home, &["--break", broken]);
        let red = playwright.test(&[("BASE_URL", &shop.url)]);
        assert!(!red.status.success(), "{broken} is noticed: {}", text(&red.stdout));
    }
}

/// A printed test but for the day it was recorded on.
fn undated(printed: &str) -> String {
    let dated = printed.lines().find(|line| line.starts_with("// Recorded from narration on ")).unwrap();
    assert_eq!(dated.len(), "// Recorded from narration on 2026-11-25".len());
    printed.trim_end().replace(dated, "// Recorded from narration on a day")
}

#[test]
fn standby_pause_and_undo() {
    let home = Home::new();
    let shop = Shop::start(&home, &[]);
    let folder = home.join("recording");
    let options = ["--standby", "--viewport", "900x600"];
    let mut recorder = Recorder::start(&home, &shop.url, &folder, &options);
    assert_eq!(recorder.told.last().unwrap()["state"], "standby");
    click(&recorder, "Help");
    recorder.talker.write("Nothing of this is kept");
    recorder.talker.write(":record");
    recorder.until("state", |told| told["state"] == "recording");
    recorder.note("Look at the cart");
    click(&recorder, "Cart");
    recorder.until("step", |told| told["step"]["text"].as_str().unwrap().contains("Cart"));
    recorder.talker.write(":pause");
    recorder.until("state", |told| told["state"] == "paused");
    click(&recorder, "Kettle");
    recorder.talker.write(":resume");
    recorder.until("state", |told| told["state"] == "recording");
    click(&recorder, "Help");
    recorder.until("step", |told| told["step"]["text"].as_str().unwrap().contains("Help"));
    recorder.talker.write(":undo");
    recorder.until("stepRemoved", |_| true);
    recorder.stop();

    let folder = folder.display().to_string();
    let timeline = home.stdout(&["show", &folder, "timeline"]).replace(&shop.url, "SHOP");
    let untimed: Vec<&str> = timeline.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    expect![[r#"
        Open SHOP/help
        “Look at the cart”
        Click “Cart 0”
        Open SHOP/"#]]
    .assert_eq(&untimed.join("\n"));
    let header = std::fs::read_to_string(home.join("recording/recording.json")).unwrap();
    let header: Value = serde_json::from_str(&header).unwrap();
    assert_eq!(header["viewport"], serde_json::json!({ "width": 900, "height": 600 }));
}

/// Real input from another program: one click on a link.
fn click(recorder: &Recorder, link: &str) {
    const SCRIPT: &str = "
import { chromium } from 'playwright-core';
const browser = await chromium.connectOverCDP(process.argv[1]);
const page = browser.contexts()[0].pages()[0];
await page.getByRole('link', { name: process.argv[2] }).click();
await page.waitForLoadState();
await browser.close();";
    let clicked = std::process::Command::new("node")
        .args(["--input-type=module", "-e", SCRIPT, &recorder.cdp, link])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
        .status()
        .unwrap();
    assert!(clicked.success());
}
