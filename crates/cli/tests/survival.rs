//! Pages and accidents that make it hard for a recorder: what can be recorded is, and what can't is said.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Recorder, Site, text};
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn a_page_that_breaks_every_builtin() {
    let steps = recorded("/builtins", &["fill:[name=who]:Ada", "click:[name=agree]", "click:a"]);
    assert_eq!(steps, ["Open", "Fill “Your name” with “Ada”", "Tick “I agree”", "Click “Go on”"]);
}

#[test]
fn a_page_that_allows_no_script() {
    let steps = recorded("/policy", &["fill:[name=who]:Ada", "click:[type=checkbox]", "click:a"]);
    assert_eq!(steps, ["Open", "Fill “Your name” with “Ada”", "Tick “I agree”", "Click “Go on”"]);
}

#[test]
fn a_flood_of_ten_thousand_events_a_second() {
    let clicks = ["one", "two", "two", "one", "two", "one", "one", "two"];
    let deeds: Vec<String> = clicks.iter().map(|button| format!("click:#{button}")).collect();
    let steps = recorded("/flood", &deeds.iter().map(String::as_str).collect::<Vec<_>>());
    let expected = clicks.iter().map(|button| if *button == "one" { "Click “One”" } else { "Click “Two”" });
    assert_eq!(steps, std::iter::once("Open").chain(expected).collect::<Vec<_>>());
}

#[test]
fn a_page_of_fifty_thousand_elements() {
    let home = Home::new();
    let site = Site::start("survival", &[]);
    let out = home.join("recording");
    let recorder = Recorder::start(&home, &format!("{}/many", site.url), &out, &[]);
    site.person(&recorder.cdp, &["click:#add", "pause:1500", "click:#add", "pause:1500"]);
    assert_eq!(stop(recorder), ["Open", "Click “Add one more”", "Click “Add one more”"]);
    let synth = home.stdout(&["synth", out.to_str().unwrap()]);
    assert!(synth.contains("getByRole('button', { name: 'Add one more' })"), "{synth}");
}

#[test]
fn a_tab_that_crashes() {
    let home = Home::new();
    let site = Site::start("survival", &[]);
    let out = home.join("recording");
    let mut recorder = Recorder::start(&home, &format!("{}/policy", site.url), &out, &[]);
    site.person(&recorder.cdp, &["fill:[name=who]:Ada", "crash"]);
    let said = recorder.until("warning", |told| told["text"].as_str().unwrap().contains("crashed"));
    assert!(said["text"].as_str().unwrap().contains("Reload"), "{said}");
    site.person(&recorder.cdp, &["revive", "click:a"]);
    let steps = stop(recorder);
    assert_eq!(steps, ["Open", "Fill “Your name” with “Ada”", "Reload the page", "Click “Go on”"]);
}

#[test]
fn a_browser_that_is_killed() {
    let home = Home::new();
    let site = Site::start("survival", &[]);
    let out = home.join("recording");
    let mut recorder = Recorder::start(&home, &format!("{}/policy", site.url), &out, &[]);
    site.person(&recorder.cdp, &["fill:[name=who]:Ada"]);
    recorder.until("step", |told| told["step"]["text"] == "Fill “Your name” with “Ada”");
    let children =
        text(&Command::new("pgrep").args(["-P", &recorder.talker.id().to_string()]).output().unwrap().stdout);
    for child in children.split_whitespace() {
        Command::new("kill").args(["-9", child]).status().unwrap();
    }
    let said = recorder.until("warning", |_| true);
    assert!(
        said["text"].as_str().unwrap().contains("Everything up to “Fill “Your name” with “Ada”” is saved"),
        "{said}"
    );
    recorder.until("saved", |told| told["steps"] == 2);
    home.stdout(&["synth", out.to_str().unwrap()]);
}

#[test]
fn a_recorder_that_is_killed_takes_its_browser_along() {
    let home = Home::new();
    let site = Site::start("survival", &[]);
    let mut recorder = Recorder::start(&home, &format!("{}/policy", site.url), &home.join("recording"), &[]);
    let port = recorder.cdp.trim_start_matches("http://").to_owned();
    recorder.talker.kill();
    let deadline = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(&port).is_ok() {
        assert!(Instant::now() < deadline, "the browser doesn't outlive the recorder");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Does deeds on a page; gives the steps in words, the first as "Open".
fn recorded(path: &str, deeds: &[&str]) -> Vec<String> {
    let home = Home::new();
    let site = Site::start("survival", &[]);
    let recorder = Recorder::start(&home, &format!("{}{path}", site.url), &home.join("recording"), &[]);
    site.person(&recorder.cdp, deeds);
    stop(recorder)
}

fn stop(mut recorder: Recorder) -> Vec<String> {
    recorder.talker.write(":stop");
    recorder.until("saved", |_| true);
    let mut steps: Vec<(String, String)> = Vec::new();
    for told in recorder.told_of("step") {
        let [id, text] = ["id", "text"].map(|name| told["step"][name].as_str().unwrap().to_owned());
        let text = if text.starts_with("Open http") { "Open".to_owned() } else { text };
        match steps.iter_mut().find(|(known, _)| *known == id) {
            Some(known) => known.1 = text,
            None => steps.push((id, text)),
        }
    }
    for gone in recorder.told_of("stepRemoved") {
        steps.retain(|(id, _)| gone["id"] != id.as_str());
    }
    steps.into_iter().map(|(_, text)| text).collect()
}
