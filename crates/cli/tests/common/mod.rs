//! The built command line as a person and a script use it: a running `saywright record`, a running shop, one-off
//! commands. Each test has a home folder of its own; only Playwright's folder is shared, since it costs a download.

#![allow(dead_code, clippy::unwrap_used)] // Each test file uses its part of it.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Long enough for a browser on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

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

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A running program that tells things line by line. Killed with this value.
pub struct Talker {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Talker {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { stdin: child.stdin.take(), child, lines }
    }

    /// The next line; nothing at the end.
    pub fn line(&self) -> Option<String> {
        use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(Disconnected) => None,
            Err(Timeout) => panic!("nothing was told for {PATIENCE:?}"),
        }
    }

    pub fn write(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    pub fn end_input(&mut self) {
        self.stdin = None;
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the end; true for success.
    pub fn succeeded(&mut self) -> bool {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            assert!(Instant::now() < deadline, "it never ended");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Talker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
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
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/person.mjs");
    let mut person = Talker::start(Command::new("node").arg(script).args([&recorder.cdp, shop]).arg(upload));
    while let Some(line) = person.line() {
        if let Some(sentence) = line.strip_prefix("say ") {
            recorder.note(sentence);
            person.write("");
        }
    }
    assert!(person.succeeded(), "the person came to the end of the way");
}

/// The browser that is installed.
pub fn browser() -> PathBuf {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let known = ["/usr/bin/chromium", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"].map(PathBuf::from);
    named.into_iter().chain(known).find(|path| path.exists()).expect("a browser is installed: the set-up sees to it")
}

/// The user's folder for what can be had again, where Playwright is.
fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME is set"));
    std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home().join(".cache"), PathBuf::from)
}

/// `npx playwright test` in an exported repository. Where Playwright looks for its own Chromium it finds the system's.
pub struct Playwright {
    repo: PathBuf,
    browsers: PathBuf,
}

impl Playwright {
    pub fn of(home: &Home, repo: &Path) -> Self {
        // As `npm install` would have it, without another download: this project's own tests have the same.
        let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules").canonicalize().unwrap();
        std::os::unix::fs::symlink(installed, repo.join("node_modules")).unwrap();
        let playwright = Self { repo: repo.to_owned(), browsers: home.join("browsers") };
        let wanted = playwright.command(&["install", "--dry-run", "chromium"]).output().unwrap();
        let wanted = text(&wanted.stdout);
        let folders = wanted.lines().filter_map(|line| line.trim().strip_prefix("Install location:")).map(str::trim);
        for folder in folders.filter(|folder| folder.contains("chromium")) {
            for program in
                ["chrome-linux64/chrome", "chrome-linux/chrome", "chrome-headless-shell-linux64/chrome-headless-shell"]
            {
                let program = Path::new(folder).join(program);
                std::fs::create_dir_all(program.parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(browser(), program).unwrap();
            }
        }
        playwright
    }

    /// Runs the exported tests, with more of the environment.
    pub fn test(&self, env: &[(&str, &str)]) -> Output {
        self.command(&["test", "--retries", "0", "--timeout", "180000"]).envs(env.iter().copied()).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("npx");
        command
            .arg("playwright")
            .args(arguments)
            .current_dir(&self.repo)
            .env("PLAYWRIGHT_BROWSERS_PATH", &self.browsers)
            .env("PASSWORD", "correct-horse")
            .env_remove("CI");
        command
    }
}
