//! `kill -9` while recording: the recording opens with everything that had been announced.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use serde_json::Value;
use std::process::Command;

/// Clicks for ever, as fast as real input goes.
const RESTLESS: &str = "
import { chromium } from 'playwright-core';
const browser = await chromium.connectOverCDP(process.argv[1]);
const page = browser.contexts()[0].pages()[0];
for (let n = 0; ; n += 1) {
  await page.getByRole('listitem').filter({ hasText: 'Blue mug' }).getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('searchbox').fill(`mug ${n}`);
}";

#[test]
fn nothing_announced_is_lost() {
    let home = Home::new();
    let shop = Shop::start(&home, &[]);
    let folder = home.join("recording");
    let mut recorder = Recorder::start(&home, &shop.url, &folder, &[]);
    recorder.note("Fill the cart");
    let mut person = node(RESTLESS, &recorder.cdp).spawn().unwrap();
    while recorder.told_of("event").len() < 60 {
        recorder.next().expect("the recording goes on");
    }
    recorder.talker.kill();
    // What was told before the end and not read yet was announced, too.
    while recorder.next().is_some() {}
    person.kill().unwrap();
    person.wait().unwrap();
    let port = recorder.cdp.trim_start_matches("http://");
    let gone = || std::net::TcpStream::connect(port).is_err();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !gone() {
        assert!(std::time::Instant::now() < deadline, "the browser doesn't outlive the recorder");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }

    let announced: Vec<&Value> = recorder.told_of("event").into_iter().map(|told| &told["event"]).collect();
    let text = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    let kept: Vec<Value> = text.lines().map_while(|line| serde_json::from_str(line).ok()).collect();
    assert!(announced.len() >= 60);
    for event in announced {
        assert!(kept.contains(event), "announced, and lost: {event}");
    }
    let folder = folder.display().to_string();
    let timeline = home.json(&["show", &folder, "timeline", "--json"]);
    let last = recorder.told_of("step").last().unwrap()["step"]["id"].clone();
    let steps = timeline["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["id"] == last), "the last step that was shown is there: {last}");
    assert!(home.stdout(&["show", &folder, "timeline"]).contains("“Fill the cart”"));
    let printed = home.stdout(&["synth", &folder]);
    // Which steps the sentence belongs to is not at stake: fifteen rounds of the same two steps are anybody's guess.
    assert!(printed.contains("getByRole('button', { name: 'Add to cart' })"), "a test can be made of it:\n{printed}");
}

fn node(script: &str, cdp: &str) -> Command {
    let mut command = Command::new("node");
    command.args(["--input-type=module", "-e", script, cdp]).stderr(std::process::Stdio::null());
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"));
    command
}
