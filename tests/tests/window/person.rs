//! The person in the browser that the window records: another program, attached to it.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running Playwright. Killed with this value.
pub struct Person {
    program: Child,
    tell: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Person {
    /// Attaches to the browser of the program that is at home in this folder.
    pub fn attach(home: &Path) -> Self {
        let address = devtools(home);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/window/person.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(address).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn().expect("node is installed");
        let (tell, answers) = (program.stdin.take().unwrap(), program.stdout.take().unwrap());
        Self { program, tell, answers: BufReader::new(answers) }
    }

    pub fn click(&mut self, role: &str, name: &str) {
        self.act(&json!({ "role": role, "name": name }));
    }

    /// Clicks what is in the list's item that holds this text.
    pub fn click_within(&mut self, item: &str, role: &str, name: &str) {
        self.act(&json!({ "role": role, "name": name, "within": item }));
    }

    pub fn fill(&mut self, label: &str, text: &str) {
        self.act(&json!({ "role": "label", "name": label, "fill": text }));
    }

    fn act(&mut self, act: &Value) {
        writeln!(self.tell, "{act}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim(), "done", "{act} was done");
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Where the browser of the program that is at home in this folder can be attached to.
pub fn devtools(home: &Path) -> String {
    format!("http://127.0.0.1:{}", devtools_port(home))
}

/// Chromium writes its port into its profile; its profile is on its command line.
fn devtools_port(home: &Path) -> u16 {
    let of_home = format!("HOME={}", home.display());
    let processes = std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
    let profiles = processes.filter_map(|process| {
        let parts = |name: &str| -> Option<Vec<String>> {
            let text = std::fs::read_to_string(process.join(name)).ok()?;
            Some(text.split('\0').map(str::to_owned).collect())
        };
        let arguments = parts("cmdline")?;
        let is_ours = parts("environ")?.contains(&of_home);
        let profile = arguments.iter().find_map(|argument| argument.strip_prefix("--user-data-dir="))?;
        is_ours.then(|| PathBuf::from(profile))
    });
    let ports = profiles.filter_map(|profile| std::fs::read_to_string(profile.join("DevToolsActivePort")).ok());
    let ports: Vec<u16> = ports.filter_map(|text| text.lines().next()?.parse().ok()).collect();
    *ports.first().expect("a browser records for the window")
}
