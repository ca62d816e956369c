//! A site with a server and a person of its own, each a script in one folder of the project's tests.

#![allow(dead_code, clippy::unwrap_used)]

use super::playwright::{root, text};
use super::talker::Talker;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// Served on this machine, until this value goes.
pub struct Site {
    _server: Talker,
    pub url: String,
    folder: PathBuf,
}

impl Site {
    /// `name`: its folder.
    pub fn start(name: &str, options: &[&str]) -> Self {
        let folder = root().join("tests").join(name);
        let server = Talker::start(Command::new("node").arg(folder.join("server.mjs")).args(options));
        let first: Value = serde_json::from_str(&server.line().expect("the server says where it is")).unwrap();
        Self { _server: server, url: first["url"].as_str().unwrap().to_owned(), folder }
    }

    /// The person, who is told where the browser is, and what to do.
    pub fn hands(&self, devtools: &str, deeds: &[&str]) -> Command {
        let mut person = Command::new("node");
        person.arg(self.folder.join("person.mjs")).arg(devtools).args(deeds);
        person
    }

    /// Lets the person do it.
    pub fn person(&self, devtools: &str, deeds: &[&str]) {
        let output = self.hands(devtools, deeds).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    }

    /// What was left on the server.
    pub fn left(&self) -> Value {
        let script = "fetch(process.argv[1]).then((answer) => answer.text()).then((text) => console.log(text))";
        let mut ask = Command::new("node");
        ask.args(["-e", script]).arg(format!("{}/left", self.url)).env("NODE_TLS_REJECT_UNAUTHORIZED", "0");
        serde_json::from_slice(&ask.output().unwrap().stdout).unwrap()
    }
}
