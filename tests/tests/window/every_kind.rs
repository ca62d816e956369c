//! Every kind of action, recorded and exported by the window.

use super::driver::Window;
use super::person::devtools;
use std::path::{Path, PathBuf};

#[path = "../../../crates/cli/tests/common/every_kind.rs"]
mod app;
#[path = "../../../crates/cli/tests/common/playwright.rs"]
mod playwright;
#[path = "../../../crates/cli/tests/common/talker.rs"]
mod talker;

#[tokio::test]
async fn every_kind_of_action_by_the_window() {
    let app = app::App::start();
    let window = Window::open().await;
    window.press("New recording").await;
    window.press_summary("More options").await;
    window.check("Without a browser window").await;
    window.fill("Time zone", "Europe/Berlin").await;
    window.fill("Where does it begin?", &format!("{}\n", app.url)).await;
    window.see("Open http://localhost:").await;
    let devtools = devtools(window.home());
    app.person("person.mjs", &devtools, &[]);
    // A list of hundreds of lines is painted a while after it is there.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    window.picture("every-kind-recording").await;
    window.press("Stop").await;
    window.find("//button[normalize-space(.)='Export…']").await;
    window.picture("every-kind").await;
    let repo = window.home().join("repository");
    std::fs::create_dir(&repo).unwrap();
    window.press("Export…").await;
    window.fill("Into which repository or folder?", &format!("{}\n", repo.display())).await;
    window.find("//button[starts-with(normalize-space(.), 'Write ')]").await.click().await.unwrap();
    window.see("Wrote ").await;
    app.replays_the_same(window.home(), &repo);
    let specs: Vec<String> = written(&repo).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    assert!(specs.iter().any(|spec| spec.contains("timezoneId: 'Europe/Berlin'")), "{specs:?}");
    window.close().await;
}

/// The specs in the repository.
fn written(repo: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repo).unwrap().map(|entry| entry.unwrap().path());
    let wanted = entries.filter(|path| !path.ends_with("node_modules"));
    wanted
        .flat_map(|path| if path.is_dir() { written(&path) } else { vec![path] })
        .filter(|path| path.to_string_lossy().ends_with(".spec.ts"))
        .collect()
}
