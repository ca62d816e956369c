//! Whole files, kept as files so that TypeScript and Prettier can be run over them too.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use emit::{ConfigOptions, Indent, Quote, Style, WebServer};
use expect_test::{ExpectFile, expect, expect_file};
use model::*;

#[track_caller]
fn check_file(plan: &Plan, golden: ExpectFile) {
    let file = emit::test_file(plan, &Style::default());
    golden.assert_eq(&file.text);
    assert_eq!(file, emit::test_file(plan, &Style::default()), "printing twice gives the same");
}

#[test]
fn a_shop() {
    let cart = || item("Blue mug").then(role("button", "Add to cart"));
    let story = groups(vec![
        (
            "Sign in as Ada",
            vec![
                goto("http://localhost:4000/"),
                fill(label("Email"), "ada@example.com"),
                fill_secret(label("Password"), "SHOP_PASSWORD"),
                click(role("button", "Sign in")),
                has_text(role("status", ""), "Welcome, Ada"),
            ],
        ),
        (
            "Searching for mug shows two results",
            vec![
                fill(role("search", "").then(role("searchbox", "")), "mug"),
                press("Enter", Some(role("search", "").then(role("searchbox", "")))),
                check(Expectation::Count { count: 2 }, Some(role("list", "Results").then(role("listitem", "")))),
            ],
        ),
        (
            "The blue mug goes into the cart twice, the total is forty euros",
            vec![
                click(cart()),
                click(cart()),
                check(
                    Expectation::Visible,
                    Some(item("Blue mug").link(Link::Has { locator: text("In the cart") }).then(role("img", "Yes"))),
                ),
                has_text(test_id("total"), "€40.00"),
                check(Expectation::PageUrl { text: Pattern::literal("/cart?step=1") }, None),
            ],
        ),
        ("", vec![remark("it should feel \"quick\"")]),
        (
            "Order",
            vec![
                act(Action::Select { labels: vec!["Germany".to_owned()] }, label("Country")),
                act(Action::Select { labels: vec!["2".to_owned()] }, label("Quantity")),
                act(Action::Select { labels: vec!["Red".to_owned(), "Blue".to_owned()] }, label("Colours")),
                act(Action::Check, role("checkbox", "I agree")),
                act(Action::Uncheck, role("checkbox", "Newsletter")),
                check(Expectation::Checked { checked: true }, Some(role("checkbox", "I agree"))),
                check(Expectation::Checked { checked: false }, Some(role("checkbox", "Newsletter"))),
                check(Expectation::Value { text: Pattern::literal("Germany") }, Some(label("Country"))),
                weak(click(role("button", "Order").link(Link::Nth { index: 1 })), "positional: the rows have no names"),
                check(Expectation::Text { text: digits("Order #", " confirmed") }, Some(role("heading", ""))),
                check(Expectation::ContainsText { text: digits("in ", " days") }, Some(role("main", ""))),
                check(Expectation::PageTitle { text: digits("Order ", " (new)") }, None),
                check(Expectation::PageUrl { text: digits("/orders/", "") }, None),
                remark("the font should be nicer"),
            ],
        ),
    ]);
    check_file(&plan("A customer orders a mug", story), expect_file!["golden/shop.spec.ts"]);
}

#[test]
fn tabs_and_signals() {
    let popup = |tab: &str| vec![Signal::Popup { tab: tab.into(), by_browser: false }];
    let dialog = |dialog, accepted, answer: Option<&str>| Signal::Dialog {
        dialog,
        message: "Sure?".to_owned(),
        accepted,
        answer: answer.map(|text| Typed::Text { text: text.to_owned() }),
        variable: None,
    };
    let story = groups(vec![
        (
            "Read the terms",
            vec![
                goto("http://localhost:4000/terms"),
                click_then(role("link", "Terms"), popup("tab2")),
                in_tab("tab2", check(Expectation::PageTitle { text: Pattern::literal("Terms") }, None)),
                click_then(role("link", "Help"), popup("tab3")),
                in_tab("tab3", click(role("button", "Understood"))),
                click_then(role("link", "Advertisement"), popup("tab4")),
            ],
        ),
        (
            "Accept them",
            vec![
                in_tab("tab2", click(role("button", "Accept"))),
                in_tab("tab2", Line::Step(step(Action::CloseTab, None))),
                Line::Step(step(Action::Reload, None)),
                Line::Step(step(Action::Back, None)),
                Line::Step(step(Action::Forward, None)),
                press("Escape", None),
            ],
        ),
        (
            "Delete and download",
            vec![
                click_then(role("button", "Delete"), vec![dialog(DialogKind::Confirm, true, None)]),
                click_then(role("button", "Rename"), vec![dialog(DialogKind::Prompt, true, Some("it's"))]),
                click_then(
                    role("button", "Everything"),
                    vec![
                        dialog(DialogKind::Confirm, true, None),
                        dialog(DialogKind::Prompt, false, None),
                        dialog(DialogKind::Alert, true, None),
                        Signal::Download { file: "report\n2026.csv".to_owned() },
                    ],
                ),
                click_then(text("Short"), vec![Signal::Turn { url: Some("/next".to_owned()) }]),
                click_then(
                    text("Long"),
                    vec![Signal::Turn { url: Some("/notes/of-the-day?folder=everything&page=next".to_owned()) }],
                ),
                click_then(text("Same"), vec![Signal::Turn { url: None }]),
                act(Action::Upload { files: vec!["photo.png".to_owned()], dropped: false }, label("Picture")),
                act(
                    Action::Upload { files: vec!["a.txt".to_owned(), "../b.txt".to_owned()], dropped: true },
                    label("Files"),
                ),
                act(
                    Action::Click {
                        button: Button::Right,
                        modifiers: Modifiers { control: true, shift: true, ..Modifiers::default() },
                        clicks: 1,
                        at: None,
                        held: 0,
                    },
                    text("Blue mug"),
                ),
                act(
                    Action::Click {
                        button: Button::Left,
                        modifiers: Modifiers::default(),
                        clicks: 2,
                        at: None,
                        held: 0,
                    },
                    text("Blue mug"),
                ),
                act(
                    Action::Click {
                        button: Button::Left,
                        modifiers: Modifiers::default(),
                        clicks: 1,
                        at: Some(Point { x: 40, y: 7 }),
                        held: 843,
                    },
                    css("canvas"),
                ),
                act(Action::Hover, text("Products")),
                act(Action::Scroll { left: 0, top: 1200, grew: false }, label("Messages")),
                Line::Step(step(Action::Scroll { left: 0, top: 900, grew: false }, None)),
                drag(text("Blue mug"), None, label("Wishes"), None),
                drag(text("Thumb"), None, label("Volume"), Some(Point { x: 120, y: 4 })),
                Line::Step(step(CLICK, None)),
            ],
        ),
        (
            "Compare in another tab",
            vec![in_tab("tab9", goto("https://example.com/other")), in_tab("tab9", click(role("link", "More")))],
        ),
        ("Nothing", vec![]),
    ]);
    check_file(&plan("Tabs & signals", story), expect_file!["golden/tabs.spec.ts"]);
}

#[test]
fn names_for_long_chains() {
    let dialog = |name: &str| {
        role("dialog", "Payment").link(Link::Frame).then(role("group", "Card")).then(role("textbox", name))
    };
    let frame = |inner: Locator| css("iframe[title=\"Payment\"]").link(Link::Frame).then(inner);
    let delete = |text: &str| role("region", "Users").then(item(text)).then(role("button", "Delete"));
    let story = groups(vec![
        (
            "A frame",
            vec![
                fill(frame(label("Card number")), "4242"),
                fill(frame(label("Expiry")), "12/30"),
                click(frame(role("button", "Pay"))),
            ],
        ),
        (
            "Rows",
            vec![
                click(delete("Ada")),
                click(delete("Ada")),
                click(delete("日本")),
                click(delete("日本")),
                fill(dialog("Number"), "1"),
                fill(dialog("Owner"), "Ada"),
                has_text(item("Ada").then(role("heading", "")), "Ada"),
                has_text(item("Ada").then(role("status", "")), "Gone"),
            ],
        ),
        (
            "Long ones",
            vec![
                click(
                    role("region", "A region with quite a long name that somebody thought of")
                        .then(item("Blue mug with a handle"))
                        .then(exactly("button", "Add this very thing to the cart")),
                ),
                fill(label("A comment"), &"words and ".repeat(14)),
                has_text(role("status", ""), &"words and ".repeat(11)),
                has_text(
                    role("region", "A region with quite a long name that somebody thought of")
                        .then(item("Blue mug with a handle")),
                    "In the cart, and more",
                ),
                has_text(
                    role("region", "A region with quite a long name that somebody thought of")
                        .then(item("Blue mug with a handle"))
                        .then(exactly("status", "Add this very thing to the cart")),
                    "In the cart",
                ),
                check(
                    Expectation::Visible,
                    Some(role(
                        "region",
                        "A region with quite a long name that somebody thought of, and then somebody else went on",
                    )),
                ),
                click(role(
                    "button",
                    "A name that is so long that the line can't hold it together with its role and the page, no",
                )),
            ],
        ),
    ]);
    check_file(&plan("Long chains", story), expect_file!["golden/chains.spec.ts"]);
}

#[test]
fn hostile_texts() {
    check_file(&hostile_plan(), expect_file!["golden/hostile.spec.ts"]);
}

fn hostile_plan() -> Plan {
    let nasty = "'; process.exit() //\n*/ ${evil} `x` \\ \" \u{2028}\u{2029}\u{202e}\u{0}\u{7f}\u{feff}</script>";
    let story = groups(vec![
        (
            nasty,
            vec![
                goto(&format!("http://localhost:4000/{nasty}")),
                fill(label(nasty), nasty),
                fill_secret(label("x"), nasty),
                press(nasty, None),
                act(Action::Select { labels: vec![nasty.to_owned(), nasty.to_owned()] }, css(nasty)),
                act(Action::Upload { files: vec![nasty.to_owned()], dropped: true }, test_id(nasty)),
                weak(click(item(nasty).then(exactly("button", nasty)).link(Link::Nth { index: 0 })), nasty),
                click_then(
                    text(nasty),
                    vec![
                        Signal::Download { file: nasty.to_owned() },
                        Signal::Dialog {
                            dialog: DialogKind::Prompt,
                            message: nasty.to_owned(),
                            accepted: true,
                            answer: Some(Typed::Text { text: nasty.to_owned() }),
                            variable: None,
                        },
                    ],
                ),
                has_text(role("status", ""), nasty),
                check(Expectation::Text { text: digits(nasty, nasty) }, Some(role("status", ""))),
                check(Expectation::PageUrl { text: digits(nasty, nasty) }, None),
                has_text(role("listitem", "").link(Link::HasText { text: TextMatch::exact(nasty) }), "x"),
                remark(nasty),
            ],
        ),
        ("second", vec![remark(nasty)]),
    ]);
    let mut plan = plan(nasty, story);
    plan.recorded_on = nasty.to_owned();
    plan
}

/// What stands before a number in a sentence becomes a name, whatever it is.
#[test]
fn data_that_was_said() {
    let parameter = |name: &str, value: &str| Parameter { name: name.to_owned(), value: value.to_owned() };
    let link = |text: &str| click(Locator::by(By::role("link", Some(TextMatch::part(text)))));
    let lines = vec![link("Invoice 1042"), link("`Счёт` ${2031}"), link("3055"), link("Class 4100"), link("Nr. 10421")];
    let plan = Plan {
        parameters: vec![
            parameter("invoice", "1042"),
            parameter("счёт", "2031"),
            parameter("счёт", "3055"),
            parameter("class", "4100"),
            parameter("unused", "9999"),
        ],
        ..plan("Data", groups(vec![("Open them", lines)]))
    };
    let text = emit::test_file(&plan, &Style::default()).text;
    let lines: String = text
        .lines()
        .filter(|line| line.contains("const ") || line.contains("page.get"))
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    expect![[r#"
        const invoice = '1042';
        const value = '2031';
        const value2 = '3055';
        const class2 = '4100';
        await page.getByRole('link', { name: `Invoice ${invoice}` }).click();
        await page.getByRole('link', { name: `\`Счёт\` \${${value}}` }).click();
        await page.getByRole('link', { name: value2 }).click();
        await page.getByRole('link', { name: `Class ${class2}` }).click();
        await page.getByRole('link', { name: 'Nr. 10421' }).click();
    "#]]
    .assert_eq(&lines);
}

#[test]
fn an_empty_plan() {
    let file = emit::test_file(&plan("", Vec::new()), &Style::default());
    expect![[r#"
        import { test } from '@playwright/test';

        // Recorded from narration on 2026-11-22
        test('Recorded flow', async () => {
          // nothing was recorded
        });
    "#]]
    .assert_eq(&file.text);
}

#[test]
fn another_style() {
    let style = Style { indent: Indent::Tab(4), quote: Quote::Double, semicolons: false, width: 60 };
    let story = groups(vec![(
        "Go",
        vec![goto("http://localhost:4000"), click(item("Blue mug").then(role("button", "Add to cart")))],
    )]);
    let file = emit::test_file(&plan("Tabs, please", story), &style);
    expect![[r#"
        import { test } from "@playwright/test"

        // Recorded from narration on 2026-11-22
        test("Tabs, please", async ({ page }) => {
        	await test.step("Go", async () => {
        		await page.goto("/")
        		await page
        			.getByRole("listitem")
        			.filter({ hasText: "Blue mug" })
        			.getByRole("button", { name: "Add to cart" })
        			.click()
        	})
        })
    "#]]
    .assert_eq(&file.text);
}

#[test]
fn spans_lead_back() {
    let popup = vec![Signal::Popup { tab: "tab2".into(), by_browser: true }];
    let story = groups(vec![
        (
            "One",
            vec![
                goto("http://localhost:4000/"),
                weak(click_then(role("link", "Terms"), popup), "css: odd"),
                has_text(role("status", ""), "Hi"),
            ],
        ),
        ("Two", vec![remark("pretty"), click(role("button", "Go"))]),
    ]);
    let file = emit::test_file(&plan("Spans", story), &Style::default());
    let lines: Vec<&str> = file.text.lines().collect();
    let shown: String = file
        .spans
        .iter()
        .map(|span| {
            let (from, to) = (lines[span.from_line as usize - 1].trim(), lines[span.to_line as usize - 1].trim());
            format!("{} {}-{}: {from} … {to}\n", span.of, span.from_line, span.to_line)
        })
        .collect();
    expect![[r#"
        g1 5-12: await test.step('One', async () => { … });
        s1-1 6-6: await page.goto('/'); … await page.goto('/');
        s1-2 7-10: // css: odd … await pagePromise;
        c1-3 11-11: await expect(page.getByRole('status')).toHaveText('Hi'); … await expect(page.getByRole('status')).toHaveText('Hi');
        g2 14-17: await test.step('Two', async () => { … });
        s2-2 16-16: await page.getByRole('button', { name: 'Go' }).click(); … await page.getByRole('button', { name: 'Go' }).click();
    "#]].assert_eq(&shown);
}

#[test]
fn a_config_for_an_empty_repository() {
    let options = ConfigOptions {
        web_server: Some(WebServer { command: "npm run dev".to_owned(), url: "http://localhost:4000".to_owned() }),
        test_id_attribute: Some("data-qa".to_owned()),
        style: Style::default(),
    };
    expect_file!["golden/playwright.config.ts"].assert_eq(&emit::config_file("http://localhost:4000", &options));
    let plain = emit::config_file("http://it's", &ConfigOptions::default());
    expect![[r#"
        import { defineConfig, devices } from '@playwright/test';

        export default defineConfig({
          testDir: './e2e',
          fullyParallel: true,
          forbidOnly: !!process.env.CI,
          retries: process.env.CI ? 2 : 0,
          use: {
            baseURL: process.env.BASE_URL ?? "http://it's",
            trace: 'on-first-retry',
          },
          projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
        });
    "#]]
    .assert_eq(&plain);
}
