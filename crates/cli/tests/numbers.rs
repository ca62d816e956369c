//! Nothing is lost and nothing invented, however quick: clicks that lead away at once, frames, popups, pages that are
//! stored part by part, and actions at random. Small numbers here; `cargo test -p cli --test numbers -- --ignored`
//! does the many (an hour).

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

/// One after the other: the person's hands are as quick as the machine, and want it for themselves.
#[test]
fn a_few() {
    holds("numbers/clicks.mjs", &["--count", "48"]);
    holds("numbers/frames.mjs", &["--loads", "16"]);
    holds("numbers/popups.mjs", &["--each", "2"]);
    holds("numbers/stored.mjs", &["--rounds", "40"]);
    holds("every-kind/random.mjs", &["--seed", "7", "--sequences", "20"]);
}

#[test]
#[ignore = "takes an hour"]
fn the_many() {
    holds("numbers/clicks.mjs", &["--count", "504"]);
    holds("numbers/frames.mjs", &["--loads", "104"]);
    holds("numbers/popups.mjs", &["--each", "60"]);
    holds("numbers/stored.mjs", &["--rounds", "1000"]);
    holds("every-kind/random.mjs", &["--seed", "1", "--sequences", "1000"]);
}

/// Runs a script that ends with an error when its numbers don't come out, and prints them.
fn holds(script: &str, arguments: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(script);
    let mut command = Command::new("node");
    command.arg(script).args(["--saywright", env!("CARGO_BIN_EXE_saywright")]).args(arguments);
    let output = command.output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    println!("{out}");
    assert!(output.status.success(), "{out}{err}");
}
