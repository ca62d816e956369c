//! The app with every kind of action, its person, and what must come of a replay.

#![allow(dead_code, clippy::unwrap_used)]

use super::playwright::{Playwright, root, text};
use super::talker::Talker;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Outcomes of things that are no step unless one says so: pointing at something and then doing nothing with it.
const NOT_RECORDED: &[&str] = &["hover.tip"];

/// The app with every kind of action, served on this machine.
pub struct App {
    _server: Talker,
    pub url: String,
}

impl App {
    /// Runs the test that was exported into the repository, and holds it to what the person left. `folder`: for
    /// Playwright's own things.
    pub fn replays_the_same(&self, folder: &Path, repo: &Path) {
        let by_person = self.fullest_run(&[]);
        let playwright = Playwright::of(folder, repo);
        let before = self.runs();
        let code: String = by_person["type.otp"].as_str().unwrap().to_owned();
        let digits: Vec<(String, String)> =
            (1..).zip(code.chars()).map(|(n, digit)| (format!("SECRET_DIGIT_{n}"), digit.to_string())).collect();
        let mut given = vec![("BASE_URL", self.url.as_str()), ("PASSWORD", "a-long-password!")];
        given.extend(digits.iter().map(|(name, digit)| (name.as_str(), digit.as_str())));
        let output = playwright.test(&given);
        assert!(output.status.success(), "{}", text(&output.stdout));
        let by_replay = self.fullest_run(&before);
        let differing: Vec<String> = by_person
            .iter()
            .filter(|(key, value)| !NOT_RECORDED.contains(&key.as_str()) && by_replay.get(*key) != Some(value))
            .map(|(key, value)| format!("{key}: {value} by the person, {:?} by the replay", by_replay.get(key)))
            .collect();
        assert!(differing.is_empty(), "{} of {}:\n{}", differing.len(), by_person.len(), differing.join("\n"));
        let more: Vec<&String> = by_replay.keys().filter(|key| !by_person.contains_key(*key)).collect();
        assert!(more.is_empty(), "the replay did more: {more:?}");
    }

    /// Starts its server.
    pub fn start() -> Self {
        let server = Talker::start(Command::new("node").arg(folder().join("server.mjs")));
        let first: Value = serde_json::from_str(&server.line().expect("the server says where it is")).unwrap();
        Self { _server: server, url: format!("{}/", first["url"].as_str().unwrap()) }
    }

    /// Does everything, by a script of the app's folder.
    pub fn person(&self, script: &str, devtools: &str, env: &[(&str, &str)]) {
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
    root().join("tests/every-kind")
}
