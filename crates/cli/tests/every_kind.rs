//! Every kind of action a person can do in a browser, by real input: recorded, exported, and replayed by real Playwright
//! to the same state of the app, field by field.

#![allow(clippy::unwrap_used)]

mod common;

use common::every_kind::App;
use common::{Home, Recorder, Talker};
use std::path::Path;
use std::process::Command;

#[test]
fn by_devtools_input() {
    let home = Home::new();
    let app = App::start();
    let out = home.join("recording");
    let recorder = Recorder::start(&home, &app.url, &out, &[]);
    app.person("person.mjs", &recorder.cdp, &[]);
    replayed(&home, &app, recorder, &out);
}

/// The control: in a browser that nobody records the app comes to the same, outcome by outcome. The person holds it to
/// that in all three.
#[test]
fn without_saywright() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/every-kind/try.mjs");
    let output = Command::new("node").arg(script).env("CHROME", common::browser()).output().unwrap();
    assert!(output.status.success(), "{}{}", common::text(&output.stdout), common::text(&output.stderr));
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
    let repo = home.join("repo");
    std::fs::create_dir(&repo).unwrap();
    home.stdout(&["export", out.to_str().unwrap(), "--repo", repo.to_str().unwrap()]);
    // The next page in a frame has a field of the same name, which the one that goes must not get.
    let turn = "waitForEvent('framenavigated')";
    let found = Command::new("grep").args(["-rqF", "--include=*.spec.ts", turn]).arg(&repo).status().unwrap();
    assert!(found.success(), "no {turn}");
    app.replays_the_same(home.path(), &repo);
}
