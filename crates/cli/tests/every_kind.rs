//! Every kind of action a person can do in a browser, by real input: recorded, exported, and replayed by real Playwright
//! to the same state of the app, field by field.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Playwright, Recorder, Talker, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Outcomes of things that are no step unless one says so: pointing at something and then doing nothing with it.
const NOT_RECORDED: &[&str] = &["hover.tip"];

#[test]
fn by_devtools_input() {
    let home = Home::new();
    let app = App::start();
    let out = home.join("recording");
    let recorder = Recorder::start(&home, &app.url, &out, &[]);
    app.person("person.mjs", &recorder.cdp, &[]);
    replayed(&home, &app, recorder, &out);
}

/// The same by a mouse and a keyboard of the screen, in a browser with a window. What only DevTools can do is left out.
#[test]
fn by_the_screens_mouse_and_keyboard() {
    let home = Home::new();
    let app = App::start();
    let screen = Talker::start(Command::new("Xvfb").args(["-displayfd", "1", "-screen", "0", "1400x1000x24"]));
    let display = format!(":{}", screen.line().expect("the screen has a number"));
    let out = home.join("recording");
    let recorder = Recorder::visible(&home, &app.url, &out, &display);
    app.person("person-x11.mjs", &recorder.cdp, &[("DISPLAY", &display)]);
    replayed(&home, &app, recorder, &out);
}

/// Stops the recording, exports it, and holds the replay to what the person left.
fn replayed(home: &Home, app: &App, recorder: Recorder, out: &Path) {
    recorder.stop();
    let by_person = app.fullest_run(&[]);
    let repo = home.join("repo");
    std::fs::create_dir(&repo).unwrap();
    home.stdout(&["export", out.to_str().unwrap(), "--repo", repo.to_str().unwrap()]);
    let playwright = Playwright::of(home, &repo);
    let before = app.runs();
    let code: String = by_person["type.otp"].as_str().unwrap().to_owned();
    let digits: Vec<(String, String)> =
        (1..).zip(code.chars()).map(|(n, digit)| (format!("SECRET_DIGIT_{n}"), digit.to_string())).collect();
    let mut given = vec![("BASE_URL", app.url.as_str()), ("PASSWORD", "a-long-password!")];
    given.extend(digits.iter().map(|(name, digit)| (name.as_str(), digit.as_str())));
    let output = playwright.test(&given);
    assert!(output.status.success(), "{}", text(&output.stdout));
    let by_replay = app.fullest_run(&before);
    let differing: Vec<String> = by_person
        .iter()
        .filter(|(key, value)| !NOT_RECORDED.contains(&key.as_str()) && by_replay.get(*key) != Some(value))
        .map(|(key, value)| format!("{key}: {value} by the person, {:?} by the replay", by_replay.get(key)))
        .collect();
    assert!(differing.is_empty(), "{} of {}:\n{}", differing.len(), by_person.len(), differing.join("\n"));
    let more: Vec<&String> = by_replay.keys().filter(|key| !by_person.contains_key(*key)).collect();
    assert!(more.is_empty(), "the replay did more: {more:?}");
}

/// The app with every kind of action, served on this machine.
struct App {
    _server: Talker,
    url: String,
}

impl App {
    fn start() -> Self {
        let server = Talker::start(Command::new("node").arg(folder().join("server.mjs")));
        let first: Value = serde_json::from_str(&server.line().expect("the server says where it is")).unwrap();
        Self { _server: server, url: format!("{}/", first["url"].as_str().unwrap()) }
    }

    /// Does everything, by a script of the app's folder.
    fn person(&self, script: &str, devtools: &str, env: &[(&str, &str)]) {
        let mut command = Command::new("node");
        command.arg(folder().join(script)).args([devtools, &self.url]).envs(env.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    }

    fn runs(&self) -> Vec<String> {
        serde_json::from_str(&self.get("runs")).unwrap()
    }

    /// What the run left that did most, of those not in `before`: a browser may ask for the page by itself, too.
    fn fullest_run(&self, before: &[String]) -> BTreeMap<String, Value> {
        let runs = self.runs().into_iter().filter(|run| !before.contains(run));
        let states = runs.map(|run| serde_json::from_str(&self.get(&format!("state?run={run}"))).unwrap());
        states.max_by_key(|state: &BTreeMap<String, Value>| state.len()).expect("somebody used the app")
    }

    fn get(&self, path: &str) -> String {
        let script = "fetch(process.argv[1]).then((answer) => answer.text()).then((text) => console.log(text))";
        let output = Command::new("node").args(["-e", script]).arg(format!("{}{path}", self.url)).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/every-kind").canonicalize().unwrap()
}
