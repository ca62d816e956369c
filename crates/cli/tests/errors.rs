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
    check(
        &home,
        &refusal(&["record", "http://127.0.0.1:1/", "--headless"]),
        expect![
            "saywright: No Chromium, Chrome or Edge was found on this computer. Install one (on Debian: `sudo apt install chromium`), or name its program with --browser."
        ],
    );
    check(
        &home,
        &refusal(&["record", "http://127.0.0.1:1/", "--browser", "/no/such/chrome"]),
        expect![
            "saywright: There is no browser at /no/such/chrome. Check the path given with --browser, or leave it out to use the first one found."
        ],
    );
    assert!(!home.join("Saywright").exists() || home.join("Saywright").read_dir().unwrap().next().is_none());
}

#[test]
fn the_address_does_not_answer() {
    let home = Home::new();
    let out = home.join("recording");
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let said = home.refusal(&["record", &format!("http://{dead}/"), "--headless", "--out", out.to_str().unwrap()]);
    check(
        &home,
        &said.replace(&dead.to_string(), "DEAD"),
        expect![
            "saywright: http://DEAD/ does not answer (net::ERR_CONNECTION_REFUSED). Check the address, and that the app is running; then record again."
        ],
    );
    assert!(!out.exists(), "no empty recording is left behind");
    check(
        &home,
        &home.refusal(&["record", "not an address", "--headless"]),
        expect![
            "saywright: “not an address” is not an address. Write it as https://shop.example.com. (invalid international domain name)"
        ],
    );
}

#[test]
fn the_port_is_taken() {
    let home = Home::new();
    let theirs = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = theirs.local_addr().unwrap().port().to_string();
    let said = home.refusal(&["record", "http://127.0.0.1:1/", "--headless", "--cdp-port", &port]);
    check(
        &home,
        &said.replace(&port, "PORT"),
        expect![
            "saywright: Port PORT is taken by another program. Choose another with --cdp-port, or leave it out to use a free one."
        ],
    );
}

#[test]
fn the_folder_can_not_be_used() {
    let home = Home::new();
    std::fs::write(home.join("file"), "mine").unwrap();
    let record =
        |out: &Path| home.refusal(&["record", "http://127.0.0.1:1/", "--headless", "--out", out.to_str().unwrap()]);
    check(
        &home,
        &record(&home.join("file/recording")),
        expect![
            "saywright: ~/file/recording can't be written (Not a directory (os error 20)). Nothing was changed. Choose a folder that you may write to, or change its permissions."
        ],
    );
    check(
        &home,
        &record(&home.join("file")),
        expect![
            "saywright: ~/file can't be written (File exists (os error 17)). Nothing was changed. Choose a folder that you may write to, or change its permissions."
        ],
    );
    std::fs::create_dir(home.join("full")).unwrap();
    std::fs::write(home.join("full/thesis.txt"), "mine").unwrap();
    check(
        &home,
        &record(&home.join("full")),
        expect![
            "saywright: ~/full has other files in it, so no recording was started there. Choose an empty folder, or one that does not exist yet."
        ],
    );
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
    expect!["The browser was closed. Everything up to “Open SHOP/” is saved."].assert_eq(&warning);
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
    let damaged = format!("line {} ", events.lines().count() + 1);
    check(
        &home,
        &text(&output.stderr).replace(&damaged, "line LAST "),
        expect!["saywright: events.jsonl line LAST is damaged and was skipped; the rest is fine"],
    );
    assert_eq!(steps(&home), before);

    let header = std::fs::read_to_string(folder.join("recording.json")).unwrap();
    std::fs::write(folder.join("recording.json"), header.replace("\"format\": 1", "\"format\": 99")).unwrap();
    check(
        &home,
        &home.refusal(&["show", &path, "timeline"]),
        expect![
            "saywright: ~/recording was made by a newer version of Saywright: its format is 99, and this version reads up to 1. Nothing was changed. Update Saywright to open it."
        ],
    );
    std::fs::write(folder.join("recording.json"), "{").unwrap();
    check(
        &home,
        &home.refusal(&["synth", &path]),
        expect![
            "saywright: ~/recording/recording.json is damaged (EOF while parsing an object at line 1 column 1). The other files of the recording are untouched. Put an earlier copy of recording.json back, from version control or a backup, or mend it by hand."
        ],
    );
    check(
        &home,
        &home.refusal(&["synth", home.path().to_str().unwrap()]),
        expect![
            "saywright: ~ is not a recording: it has no recording.json. Choose a folder that Saywright recorded into."
        ],
    );
    check(
        &home,
        &home.refusal(&["export", "/no/such/recording", "--repo", &path]),
        expect![
            "saywright: /no/such/recording is not a recording: it has no recording.json. Choose a folder that Saywright recorded into."
        ],
    );
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
    check(
        &home,
        &text(&output.stderr),
        expect![
            "saywright: no Node for proving: real Playwright runs on Node.js, and no `node` was found on PATH. Everything recorded is safe. Install Node.js 20 or newer (https://nodejs.org, or `apt install nodejs npm`), then prove again"
        ],
    );
}

#[test]
fn what_people_type_wrong() {
    let home = Home::new();
    let folder = recorded(&home);
    let path = folder.to_str().unwrap();
    std::fs::write(home.join("mine.spec.ts"), "// mine").unwrap();
    check(
        &home,
        &home.refusal(&["synth", path, "--out", home.join("mine.spec.ts").to_str().unwrap()]),
        expect![
            "saywright: ~/mine.spec.ts can't be written. Choose a name that is not taken, in a folder that can be written to. (File exists (os error 17))"
        ],
    );
    assert_eq!(std::fs::read_to_string(home.join("mine.spec.ts")).unwrap(), "// mine");
    check(
        &home,
        &home.refusal(&["demo-site", "--break", "everything"]),
        expect![
            "saywright: The shop can't be broken as “everything”. It can be: sign-in-rejected, greeting-missing, search-ignored, search-empty, add-to-cart-dead, wrong-item-added, badge-stuck, price-wrong, coupon-ignored, coupon-wrong-discount, total-wrong, checkout-fails, confirmation-missing, history-forgets."
        ],
    );
    check(
        &home,
        &home.refusal(&["record", "http://127.0.0.1:1/", "--viewport", "wide"]),
        expect![[r#"
        error: invalid value 'wide' for '--viewport <WxH>': “wide” is not a size. Write it as 1280x720.

        For more information, try '--help'."#]],
    );
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
