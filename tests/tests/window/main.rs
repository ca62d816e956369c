//! The real window on a display of its own: a first flow from nothing, and what it says when something is refused.
//! Needs WebKitGTK and the built shell: `cargo build -p desktop && cargo test -p tests --features window --test window`.

#![allow(clippy::unwrap_used)]

mod driver;
mod every_kind;
mod person;

use driver::Window;
use person::Person;

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
async fn a_first_flow_from_nothing_to_a_proved_file() {
    let window = Window::open().await;
    window.press("New recording").await;
    window.press("Use the sample shop").await;
    window.until("return document.getElementById('url').value.startsWith('http://127.0.0.1:')", "").await.unwrap();
    window.press_summary("More options").await;
    window.check("Without a browser window").await;
    window.picture("new-recording").await;
    window.press("Record").await;

    window.see("Open http://127.0.0.1:").await;
    let mut person = Person::attach(window.home());
    say(&window, "Sign in as Ada").await;
    person.click("link", "Sign in");
    person.fill("Email", "ada@example.com");
    person.fill("Password", "correct-horse");
    person.click("button", "Sign in");
    window.see("Click “Sign in”").await;
    window.see("Fill “Password” with a secret").await;
    say(&window, "It says Welcome, Ada").await;
    say(&window, "Put the blue mug into the cart").await;
    person.click_within("Blue mug", "button", "Add to cart");
    window.see("Click “Add to cart”").await;
    say(&window, "The cart badge goes to one").await;
    window.picture("recording").await;
    window.press("Stop").await;
    drop(person);

    window.find("//h2[normalize-space(.)='Put the blue mug into the cart']").await;
    window.find("//li//button[contains(normalize-space(.), 'Add to cart')]").await.click().await.unwrap();
    window.until(PICTURE_SHOWN, "").await.expect("the screenshot of the step is shown");
    window.picture("story").await;
    window.press("Code").await;
    window.see("test.step('Put the blue mug into the cart'").await;
    window.picture("story-and-code").await;

    window.press("Prove").await;
    window.fill("the Password field", "correct-horse").await;
    window.press("Prove it").await;
    window.find("//*[contains(normalize-space(.), 'Replay 1: passed') or @aria-label='Replay 1: passed']").await;
    window.picture("proving").await;
    window.see("It fails when the app breaks").await;
    window.picture("proved").await;

    let repository = window.home().join("repository");
    std::fs::create_dir(&repository).unwrap();
    window.press("Export…").await;
    window.fill("Into which repository or folder?", &format!("{}\n", repository.display())).await;
    window.find("//button[starts-with(normalize-space(.), 'Write ')]").await;
    window.picture("export").await;
    assert_eq!(std::fs::read_dir(&repository).unwrap().count(), 0, "nothing is written before it was shown");
    window.find("//button[starts-with(normalize-space(.), 'Write ')]").await.click().await.unwrap();
    window.see("Wrote ").await;
    window.press("Close").await;
    let printed = spec_in(&repository);
    for line in [
        "test.step('Sign in as Ada'",
        "fill(process.env.PASSWORD!)",
        "toHaveText('Welcome, Ada')",
        "filter({ hasText: 'Blue mug' })",
        "getByTestId('cart-count')).toHaveText('1')",
    ] {
        assert!(printed.contains(line), "{line} is in the test:\n{printed}");
    }
    assert!(!printed.contains("correct-horse"));
    window.press("All recordings").await;
    window.see("fails on").await;
    window.picture("home").await;
    window.close().await;
}

const PICTURE_SHOWN: &str =
    "const image = document.querySelector('figure img'); return !!image && image.complete && image.naturalWidth > 0";

async fn say(window: &Window, sentence: &str) {
    window.fill("Say what you are doing, or what you expect to see", &format!("{sentence}\n")).await;
    window.see(sentence).await;
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
