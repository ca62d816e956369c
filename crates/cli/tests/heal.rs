//! `saywright heal` on the sample shop some releases later: what was renamed is found again and the test is green with
//! it; what is gone, and what a check expects, is not healed away.

#![allow(clippy::unwrap_used)]

mod common;

use common::playwright::root;
use common::{Home, Shop, Site, text};
use expect_test::expect;
use std::path::PathBuf;
use std::process::Output;

/// A test that was exported, and the shop that it runs against.
struct Exported {
    home: Home,
    shop: Shop,
    spec: PathBuf,
    printed: String,
}

impl Exported {
    fn new() -> Self {
        let home = Home::new();
        let repo = home.join("repo");
        let recording = root().join("recordings/journey-at-program-speed");
        home.stdout(&["export", recording.to_str().unwrap(), "--repo", repo.to_str().unwrap()]);
        let spec = repo.join("e2e/check-out-with-a-gift-note.spec.ts");
        let printed = std::fs::read_to_string(&spec).unwrap();
        let shop = Shop::start(&home, &[]);
        Self { home, shop, spec, printed }
    }

    /// Heals it against the shop with these texts exchanged.
    fn heal(&self, exchanges: &[&str], options: &[&str]) -> Output {
        let arguments: Vec<&str> = std::iter::once(self.shop.url.as_str()).chain(exchanges.iter().copied()).collect();
        let changed = Site::start("changed-shop", &arguments);
        let mut command = self.home.command(&["heal", self.spec.to_str().unwrap(), "--base-url", &changed.url]);
        command.args(options).env("PASSWORD", "correct-horse").output().unwrap()
    }

    fn is_unchanged(&self) -> bool {
        std::fs::read_to_string(&self.spec).unwrap() == self.printed
    }
}

#[test]
fn what_was_renamed_is_found_again_and_what_is_gone_is_not() {
    let exported = Exported::new();
    let renamed = ["Full name=>Name of the recipient", "Postcode=>ZIP"];

    // Only told.
    let told = exported.heal(&renamed, &[]);
    let (diff, said) = (text(&told.stdout), text(&told.stderr));
    assert!(!told.status.success() && exported.is_unchanged(), "{said}");
    expect![[r#"
        --- a/check-out-with-a-gift-note.spec.ts
        +++ b/check-out-with-a-gift-note.spec.ts
        -    const postcode = page.locator('iframe[title="Delivery estimate"]').contentFrame().getByLabel('Postcode');
        +    const postcode = page.locator('iframe[title="Delivery estimate"]').contentFrame().getByLabel('ZIP');
        -    await page.getByLabel('Full name').fill('Ada Lovelace');
        +    await page.getByLabel('Name of the recipient').fill('Ada Lovelace');
    "#]]
    .assert_eq(
        &diff.lines().filter(|line| line.starts_with(['-', '+'])).fold(String::new(), |all, line| all + line + "\n"),
    );
    assert!(said.contains("The test is green with this."), "{said}");

    // A button that is gone is a failure, whatever else is on the page.
    let gone = exported.heal(&["<button class=\"primary\">Place order</button>=>"], &["--write"]);
    let said = text(&gone.stderr);
    assert!(!gone.status.success() && exported.is_unchanged(), "{said}");
    assert!(said.contains("Nothing on the page is like the element of “Click “Place order”” any more."), "{said}");

    // What a check expects is not exchanged, however like the element is.
    let other = exported.heal(&["Thank you for your order=>Sorry about your order"], &["--write"]);
    let said = text(&other.stderr);
    assert!(!other.status.success() && exported.is_unchanged(), "{said}");
    assert!(said.contains("it no longer says what the check expects"), "{said}");

    // Written, it is green from then on.
    let written = exported.heal(&renamed, &["--write"]);
    assert!(written.status.success() && !exported.is_unchanged(), "{}", text(&written.stderr));
    let again = exported.heal(&renamed, &[]);
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert!(text(&again.stderr).contains("There is nothing to heal."), "{}", text(&again.stderr));
}

#[test]
fn a_test_without_a_sidecar_says_what_to_do() {
    let home = Home::new();
    let spec = home.join("a.spec.ts");
    std::fs::write(&spec, "").unwrap();
    let said = home.refusal(&["heal", spec.to_str().unwrap()]);
    assert!(said.contains(".evidence/a.json"), "{said}");
    assert!(said.contains("`saywright export` writes it"), "{said}");
}
