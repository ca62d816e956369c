//! `saywright locate` and `refind` on saved pages: the best locator for an element, and the element found again when
//! the page has changed, or said to be gone.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, text};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

const BEFORE: &str = r#"<!DOCTYPE html><title>Orders</title>
    <nav><a href="/orders">Orders</a> <a href="/customers">Customers</a></nav>
    <main><h1>Orders</h1>
      <form action="/search"><input name="q" placeholder="Number"><button>Search</button></form>
      <ul><li><h2>Blue mug</h2><button class="b1">Cancel order</button></li>
        <li><h2>Red mug</h2><button class="b1">Cancel order</button></li></ul>
      <button id="new" class="b2">New order</button> <button class="b2">Export</button></main>"#;

/// Some time later: a link is called otherwise, a button is a link, lists have grown, one button is gone.
const AFTER: &str = r#"<!DOCTYPE html><title>Orders</title>
    <nav><div><a href="/orders">All orders</a> <a href="/customers">Clients</a></div></nav>
    <main><h1>Orders</h1>
      <form action="/search"><input name="q" placeholder="Order number"><button>Find</button></form>
      <ul><li><h2>Green mug</h2><button class="x">Cancel order</button></li>
        <li><h2>Blue mug</h2><button class="x">Cancel order</button></li>
        <li><h2>Red mug</h2><button class="x">Cancel order</button></li></ul>
      <a href="/orders/new" class="y">New order</a></main>"#;

const TARGETS: [&str; 6] = [
    "a[href='/customers']",
    "/html/body/main/form/input",
    "li:nth-child(2) button",
    "#new",
    "button.b2:last-of-type",
    "h1",
];

fn page(home: &Home, name: &str, html: &str) -> String {
    let path = home.join(name);
    std::fs::write(&path, html).unwrap();
    path.to_str().unwrap().to_owned()
}

fn locate(home: &Home, page: &str, targets: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["locate", page, "--json"];
    targets.iter().for_each(|target| arguments.extend(["--target", target]));
    home.json(&arguments)["targets"].as_array().unwrap().clone()
}

#[track_caller]
fn check(home: &Home, said: &str, expected: Expect) {
    expected.assert_eq(home.tidy(said).trim_end());
}

#[test]
fn the_best_locator_is_printed_with_what_it_bears() {
    let home = Home::new();
    let before = page(&home, "before.html", BEFORE);
    let found = locate(&home, &before, &TARGETS);
    let codes: Vec<&str> = found.iter().map(|target| target["locator"].as_str().unwrap()).collect();
    expect![[r#"
        page.locator('a[href="/customers"]')
        page.locator('input[name="q"]')
        page.getByRole('listitem').filter({ hasText: 'Red mug' }).getByRole('button', { name: 'Cancel order' })
        page.locator('#new')
        page.getByRole('main').getByRole('button', { name: 'Export' })
        page.getByRole('main').getByRole('heading', { name: 'Orders' })"#]]
    .assert_eq(&codes.join("\n"));
    for target in &found {
        let (survives, of) = (target["survives"].as_u64().unwrap(), target["of"].as_u64().unwrap());
        let lost = target["fails"].as_array().unwrap().len() + target["wrong"].as_array().unwrap().len();
        assert!(of >= 13 && survives + lost as u64 == of, "{target}");
        assert_eq!(target["wrong"], json!([]), "{target}");
        assert!(target["fingerprint"]["element"]["tag"].is_string(), "{target}");
    }
    assert_eq!(found[0]["fails"], json!(["roles"]));
    let readable = home.stdout(&["locate", &before, "--readable", "--target", TARGETS[0]]);
    assert!(readable.contains("\n    page.getByRole('link', { name: 'Customers' })\n"), "{readable}");
    assert_eq!(found[0]["alternatives"][0]["locator"], "page.getByRole('link', { name: 'Customers' })");
    // As text, for a person.
    let said = home.stdout(&["locate", &before, "--target", "h1"]);
    assert!(
        said.starts_with("h1\n    page.getByRole('main').getByRole('heading', { name: 'Orders' })\n        survives "),
        "{said}"
    );
}

#[test]
fn elements_are_found_again_or_said_to_be_gone() {
    let home = Home::new();
    let (before, after) = (page(&home, "before.html", BEFORE), page(&home, "after.html", AFTER));
    let mut arguments = vec!["locate", &before, "--json"];
    TARGETS.iter().for_each(|target| arguments.extend(["--target", target]));
    let fingerprints = home.join("fingerprints.json");
    std::fs::write(&fingerprints, home.stdout(&arguments)).unwrap();
    let fingerprints = fingerprints.to_str().unwrap();

    // Export is gone, so not everything is found: that is a failure for a script.
    let output = home.run(&["refind", &after, "--fingerprint", fingerprints, "--json"]);
    assert!(!output.status.success());
    let refound: Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<&str> = refound["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| target["xpath"].as_str().unwrap_or("gone"))
        .collect();
    assert_eq!(
        paths,
        [
            "/html[1]/body[1]/nav[1]/div[1]/a[2]",
            "/html[1]/body[1]/main[1]/form[1]/input[1]",
            "/html[1]/body[1]/main[1]/ul[1]/li[3]/button[1]",
            "/html[1]/body[1]/main[1]/a[1]",
            "gone",
            "/html[1]/body[1]/main[1]/h1[1]",
        ]
    );
    // On the page itself everything is where it was.
    let same = home.json(&["refind", &before, "--fingerprint", fingerprints, "--json"]);
    assert!(same["targets"].as_array().unwrap().iter().all(|target| target["xpath"].is_string()), "{same}");
}

#[test]
fn what_can_not_be_found_is_said() {
    let home = Home::new();
    let before = page(&home, "before.html", BEFORE);
    let output =
        home.run(&["locate", &before, "--target", "li", "--target", "#none", "--target", "h1", "--target", "a["]);
    assert!(!output.status.success());
    let said = text(&output.stdout);
    for part in [
        "“li” is 2 elements. Say which one.",
        "Nothing on the page is “#none”.",
        "“a[” can't be searched for",
        "getByRole('heading'",
    ] {
        assert!(said.contains(part), "{said}");
    }
    check(
        &home,
        &home
            .refusal(&["locate", "nowhere.mhtml", "--target", "h1"])
            .replace(&std::env::current_dir().unwrap().display().to_string(), "HERE"),
        expect![
            "saywright: There is no page at HERE/nowhere.mhtml. Give a web address, or the path of a saved page (.mhtml, .html)."
        ],
    );
    let odd = page(&home, "odd.json", "{}");
    let said = home.refusal(&["refind", &before, "--fingerprint", &odd]);
    assert!(said.contains("holds no fingerprint. `saywright locate PAGE --target CSS --json` makes one."), "{said}");
}

#[test]
fn what_a_page_holds_as_secret_is_not_printed() {
    let home = Home::new();
    let html = r#"<!DOCTYPE html><title>For Correct-horse-9</title><input type="password" name="p" value="Correct-horse-9">
        <p title="Correct-horse-9">Your password is Correct-horse-9</p><button>Go'); evil(`</button>"#;
    let page = page(&home, "secret.html", html);
    let said = home.stdout(&["locate", &page, "--json", "--target", "input", "--target", "p", "--target", "button"]);
    assert!(!said.contains("Correct-horse"), "{said}");
    assert!(said.contains(r#"page.getByRole('button', { name: \"Go'); evil(`\" })"#), "{said}");
}
