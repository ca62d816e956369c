//! What is said decides how an element is found: the part of the page it is in, its place in a list, data. Where words
//! and click disagree, the click stands, and it is said.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Playwright, Recorder, Site, text};
use expect_test::expect;

/// Sentences, and what is clicked meanwhile.
const FLOW: [(&str, &str); 5] = [
    ("Remove the address in the billing section", "#remove"),
    ("Open the first result", "#results li a"),
    ("Open invoice 1042", "#i1042"),
    ("Click Save in the billing section", "section:nth-of-type(1) button"),
    ("Take the last result", "#results li:nth-child(2) a"),
];

/// Records the flow; gives the recording's folder.
fn recorded(home: &Home, site: &Site, narrated: bool) -> String {
    let folder = home.join("recording");
    let mut recorder = Recorder::start(home, &site.url, &folder, &[]);
    for (sentence, selector) in FLOW {
        if narrated {
            recorder.note(sentence);
        }
        let before = recorder.told_of("step").len();
        site.person(&recorder.cdp, &[selector]);
        recorder.until("step", |_| true);
        assert!(recorder.told_of("step").len() > before, "{sentence}");
    }
    recorder.stop();
    folder.display().to_string()
}

/// The lines of the test that find something, and what was said about them.
fn printed(home: &Home, folder: &str) -> (String, String) {
    let output = home.run(&["synth", folder]);
    let printed = text(&output.stdout);
    let lines =
        printed.lines().filter(|line| line.contains("page.get") || line.contains("const ") || line.contains("//"));
    let lines: String = lines.skip(1).map(|line| format!("{}\n", line.trim())).collect();
    let said = text(&output.stderr);
    let findings: String =
        said.lines().filter(|line| line.contains("You said")).map(|line| format!("{line}\n")).collect();
    (lines, findings)
}

#[test]
fn what_is_written_afterwards_says_the_same() {
    let (home, other) = (Home::new(), Home::new());
    let site = Site::start("narrated", &[]);
    let live = recorded(&home, &site, true);
    let silent = recorded(&other, &site, false);
    let script: String = FLOW.iter().map(|(sentence, _)| format!("- {sentence}\n")).collect();
    let file = other.join("script.txt");
    std::fs::write(&file, format!("# The flow\n\n{script}")).unwrap();
    let told = other.stdout(&["narrate", &silent, "--text", file.to_str().unwrap()]);
    assert!(told.contains("Added 5 sentences."), "{told}");
    assert_eq!(printed(&other, &silent), printed(&home, &live));
    // What can't be read changes nothing.
    std::fs::write(&file, "\n# nothing\n").unwrap();
    assert!(other.refusal(&["narrate", &silent, "--text", file.to_str().unwrap()]).contains("no sentence"));
    assert!(other.refusal(&["narrate", &silent, "--text", "/nowhere/script.txt"]).contains("can't be read"));
    assert_eq!(printed(&other, &silent), printed(&home, &live));
}

#[test]
fn what_is_taken_back_is_left_out_and_can_be_put_back() {
    let home = Home::new();
    let site = Site::start("narrated", &[]);
    let folder = recorded(&home, &site, false);
    let script = home.join("script.txt");
    std::fs::write(&script, "Remove the address in the billing section\nNo wait, undo that.\nOpen the first result\n")
        .unwrap();
    home.stdout(&["narrate", &folder, "--text", script.to_str().unwrap()]);
    let output = home.run(&["synth", &folder]);
    let (test, told) = (text(&output.stdout), text(&output.stderr));
    assert!(!test.contains("'Remove'") && test.contains("name: 'Blue mug'"), "{test}");
    let note = told.lines().find(|line| line.contains("because you said “No wait, undo that.”")).unwrap_or(&told);
    let step = note.split(['(', ')']).find(|part| part.starts_with("s-")).expect("the note names the step");
    home.stdout(&["restore-step", &folder, step]);
    assert!(home.stdout(&["synth", &folder]).contains("'Remove'"));
    home.stdout(&["remove-step", &folder, step]);
    assert!(!home.stdout(&["synth", &folder]).contains("'Remove'"));
}

#[test]
fn what_was_said_chooses_the_locator() {
    let home = Home::new();
    let site = Site::start("narrated", &[]);
    let folder = recorded(&home, &site, true);
    let (lines, findings) = printed(&home, &folder);
    expect![[r#"
        const invoice = '1042';
        await page.getByRole('region', { name: 'Billing address' }).getByRole('button', { name: 'Remove' }).click();
        // positional, as it was said
        await page.getByRole('main').getByRole('listitem').first().getByRole('link').click();
        await page.getByRole('link', { name: `Invoice ${invoice}` }).click();
        await page.getByRole('region', { name: 'Shipping address' }).getByRole('button', { name: 'Save' }).click();
        await page.getByRole('link', { name: 'Blue mug' }).click();
    "#]]
    .assert_eq(&lines);
    expect![[r#"
        saywright: You said “Click Save in the billing section”, but what was acted on is not in “billing”. The test does what was done.
        saywright: You said “Take the last result”, but what was acted on is not the last one. The test does what was done.
    "#]].assert_eq(&findings);

    let repo = home.join("repo");
    home.stdout(&["export", &folder, "--repo", repo.to_str().unwrap()]);
    let run = Playwright::of(home.path(), &repo).test(&[]);
    assert!(run.status.success(), "{}", text(&run.stdout));
}
