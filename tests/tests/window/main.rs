//! The real window on a display of its own: a first flow from nothing, and what it says when something is refused.
//! Needs WebKitGTK and the built shell: `cargo build -p desktop && cargo test -p tests --features window --test window`.

#![allow(clippy::unwrap_used)]

mod driver;

use driver::Window;

#[tokio::test]
async fn before_the_first_recording_there_is_one_thing_to_do() {
    let window = Window::open().await;
    window.see("Try it on the sample shop").await;
    window.see("Nothing you do here changes the product’s code.").await;
    window.picture("first-start").await;
    window.close().await;
}

#[tokio::test]
async fn an_address_that_does_not_answer_is_said_in_words() {
    let window = Window::open().await;
    window.press("New recording").await;
    let address = format!("http://127.0.0.1:{}/\n", driver::free_port());
    window.press_summary("More options").await;
    window.check("Without a browser window").await;
    window.fill("Where does it begin?", &address).await;
    window.find("//*[@role='alert'][normalize-space(.)!='']").await;
    window.see("Recordings").await;
    window.picture("refused").await;
    window.close().await;
}

#[tokio::test]
async fn a_first_flow_from_nothing_to_a_file() {
    let window = Window::open().await;
    window.press("New recording").await;
    window.press("Use the sample shop").await;
    window.until("return document.getElementById('url').value.startsWith('http://127.0.0.1:')", "").await.unwrap();
    window.press_summary("More options").await;
    window.check("Without a browser window").await;
    window.press("Record").await;

    window.see("Open http://127.0.0.1:").await;
    window.fill("Say what you are doing, or what you expect to see", "Open the shop\n").await;
    window.see("Open the shop").await;
    window.picture("recording").await;
    window.press("Stop").await;

    window.find("//h2[normalize-space(.)='Open the shop']").await;
    let shown = "const image = document.querySelector('figure img'); return !!image && image.complete && image.naturalWidth > 0";
    window.until(shown, "").await.expect("the screenshot of the step is shown");
    window.picture("story").await;

    let repository = window.home().join("repository");
    std::fs::create_dir(&repository).unwrap();
    window.press("Export…").await;
    window.fill("Into which repository or folder?", &format!("{}\n", repository.display())).await;
    window.find("//button[starts-with(normalize-space(.), 'Write ')]").await;
    window.picture("export").await;
    assert_eq!(std::fs::read_dir(&repository).unwrap().count(), 0, "nothing is written before it was shown");
    window.find("//button[starts-with(normalize-space(.), 'Write ')]").await.click().await.unwrap();
    window.see("Wrote ").await;
    let printed = spec_in(&repository);
    assert!(printed.contains("test.step('Open the shop'"), "the sentence is the step's title:\n{printed}");
    window.close().await;
}

/// The text of the one spec in a repository.
fn spec_in(repository: &std::path::Path) -> String {
    let mut folders = vec![repository.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".spec.ts") {
                return std::fs::read_to_string(path).unwrap();
            }
        }
    }
    panic!("no spec was written into {}", repository.display())
}
