//! The built command line as a person and a script use it: a running `saywright record`, a running shop, one-off
//! commands. Each test has a home folder of its own; only Playwright's folder is shared, since it costs a download.

#![allow(dead_code, unused_imports, clippy::unwrap_used)] // Each test file uses its part of it.

pub mod every_kind;
pub mod playwright;
pub mod site;
pub mod speech;
pub mod talker;

pub use playwright::{Playwright, browser, text};
pub use site::Site;
pub use speech::Speech;
pub use talker::Talker;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A home folder, gone with this value.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `saywright` with these arguments, at home here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_saywright"));
        command.args(arguments).env("HOME", self.path()).env("XDG_CACHE_HOME", cache());
        command.env("XDG_DATA_HOME", self.join("data")).env("XDG_CONFIG_HOME", self.join("config"));
        command.env_remove("RUST_BACKTRACE");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().unwrap()
    }

    /// What a command that must succeed prints.
    pub fn stdout(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// What a command that must succeed prints as one JSON value.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.stdout(arguments)).unwrap()
    }

    /// What a command that must fail says.
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} must fail; it printed {}", text(&output.stdout));
        text(&output.stderr)
    }

    /// A home folder's own path as `~`, for sentences that name files.
    pub fn tidy(&self, said: &str) -> String {
        said.replace(&self.path().display().to_string(), "~")
    }
}

/// The sample shop, served by `saywright demo-site`.
pub struct Shop {
    _talker: Talker,
    pub url: String,
}

impl Shop {
    pub fn start(home: &Home, arguments: &[&str]) -> Self {
        let talker = Talker::start(home.command(&["demo-site"]).args(arguments));
        let first = talker.line().expect("the shop says where it is");
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        Self { _talker: talker, url }
    }
}

/// A running `saywright record --headless --json`.
pub struct Recorder {
    pub talker: Talker,
    /// All that was told so far.
    pub told: Vec<Value>,
    /// DevTools address, as `ready` gave it.
    pub cdp: String,
}

impl Recorder {
    pub fn start(home: &Home, url: &str, out: &Path, arguments: &[&str]) -> Self {
        let mut command = home.command(&["record", url, "--headless", "--json", "--out"]);
        Self::of(command.arg(out).args(arguments))
    }

    /// The same, with these sound servers.
    pub fn listening(home: &Home, url: &str, out: &Path, speech: &Speech) -> Self {
        let mut command = home.command(&["record", url, "--voice", "--headless", "--json", "--out"]);
        speech.heard_by(&mut command);
        let mut recorder = Self::of(command.arg(out));
        recorder.until("voice", |told| told["voice"]["is"] == "listening");
        recorder
    }

    /// The same with a window, on the screen of this number.
    pub fn visible(home: &Home, url: &str, out: &Path, display: &str) -> Self {
        let mut command = home.command(&["record", url, "--json", "--out"]);
        Self::of(command.arg(out).env("DISPLAY", display))
    }

    /// The same in a browser that runs already.
    pub fn attached(home: &Home, to: &str, out: &Path, arguments: &[&str]) -> Self {
        let mut command = home.command(&["record", "--attach", to, "--json", "--out"]);
        Self::of(command.arg(out).args(arguments))
    }

    fn of(command: &mut Command) -> Self {
        let talker = Talker::start(command);
        let mut recorder = Self { talker, told: Vec::new(), cdp: String::new() };
        let ready = recorder.until("ready", |_| true);
        recorder.cdp = ready["cdp"].as_str().unwrap().to_owned();
        recorder
    }

    /// Reads on until something of this type is told that fits.
    pub fn until(&mut self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        while let Some(told) = self.next() {
            if told["type"] == kind && fits(&told) {
                return told;
            }
        }
        panic!("the recording ended without a fitting {kind}: {:#?}", self.told.last())
    }

    pub fn next(&mut self) -> Option<Value> {
        let told: Value = serde_json::from_str(&self.talker.line()?).expect("each line is a JSON object");
        self.told.push(told.clone());
        Some(told)
    }

    /// A typed note, until it is said to be on disk.
    pub fn note(&mut self, sentence: &str) {
        self.talker.write(sentence);
        self.until("note", |told| told["utterance"]["text"] == sentence);
    }

    /// Asks for an end, and reads to it. Gives `saved`.
    pub fn stop(mut self) -> Value {
        self.talker.write(":stop");
        let saved = self.until("saved", |_| true);
        assert!(self.talker.succeeded(), "a saved recording is a success");
        saved
    }

    pub fn told_of(&self, kind: &str) -> Vec<&Value> {
        self.told.iter().filter(|told| told["type"] == kind).collect()
    }
}

/// Real Playwright, attached as the person; each of its sentences goes into the recording.
pub fn walk(recorder: &mut Recorder, shop: &str, upload: &Path) {
    walk_and_say(recorder, shop, upload, Recorder::note);
}

/// The same; `say` takes its sentences.
pub fn walk_and_say(recorder: &mut Recorder, shop: &str, upload: &Path, say: impl Fn(&mut Recorder, &str)) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/person.mjs");
    let mut person = Talker::start(Command::new("node").arg(script).args([&recorder.cdp, shop]).arg(upload));
    while let Some(line) = person.line() {
        if let Some(sentence) = line.strip_prefix("say ") {
            say(recorder, sentence);
            person.write("");
        }
    }
    assert!(person.succeeded(), "the person came to the end of the way");
}

/// The user's folder for what can be had again, where Playwright is.
fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME is set"));
    std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home().join(".cache"), PathBuf::from)
}
