//! Candidates and choices, shown as the engine's selectors.

use super::*;
use expect_test::{Expect, expect};
use model::{By, NodeId, TrialResult, Tried};
use std::collections::BTreeMap;

fn element(tag: &str, role: &str, name: &str) -> Element {
    Element {
        tag: tag.to_owned(),
        role: (!role.is_empty()).then(|| role.to_owned()),
        name: name.to_owned(),
        text: name.to_owned(),
        nth_of_type: 1,
        ..Element::default()
    }
}

fn with(mut element: Element, attributes: &[(&str, &str)]) -> Element {
    let pairs = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    element.attributes = pairs.collect::<BTreeMap<_, _>>();
    element
}

fn inside(element: Element, heading: &str) -> Ancestor {
    let heading = (!heading.is_empty()).then(|| heading.to_owned());
    Ancestor { node: NodeId(1), element: Element { text: String::new(), ..element }, heading }
}

#[track_caller]
fn check(element: &Element, ancestors: &[Ancestor], expected: Expect) {
    let shown: String = candidates(element, ancestors, "data-testid")
        .iter()
        .map(|locator| format!("{:>6} {}\n", score(locator), engine_selector(locator, "data-testid")))
        .collect();
    expected.assert_eq(&shown);
}

#[test]
fn a_button_in_a_row() {
    let ancestors = [
        inside(element("li", "listitem", ""), "Blue mug"),
        inside(element("ul", "list", "Results"), ""),
        inside(element("main", "main", ""), "Shop"),
        inside(element("body", "", ""), ""),
    ];
    check(
        &element("button", "button", "Add to cart"),
        &ancestors,
        expect![[r#"
               100 internal:role=button[name="Add to cart"i]
               115 internal:role=button[name="Add to cart"s]
               122 internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"i]
               124 internal:role=list[name="Results"i] >> internal:role=button[name="Add to cart"i]
               132 internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"i]
               137 internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"s]
               139 internal:role=list[name="Results"i] >> internal:role=button[name="Add to cart"s]
               140 internal:role=main >> internal:role=button[name="Add to cart"i]
               146 internal:role=list[name="Results"i] >> internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"i]
               147 internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"s]
               155 internal:role=main >> internal:role=button[name="Add to cart"s]
               156 internal:role=list[name="Results"i] >> internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"i]
               161 internal:role=list[name="Results"i] >> internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"s]
               162 internal:role=main >> internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"i]
               171 internal:role=list[name="Results"i] >> internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"s]
               172 internal:role=main >> internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"i]
               177 internal:role=main >> internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button[name="Add to cart"s]
               180 internal:text="Add to cart"i
               187 internal:role=main >> internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button[name="Add to cart"s]
               195 internal:text="Add to cart"s
               202 internal:role=listitem >> internal:has-text="Blue mug"i >> internal:text="Add to cart"i
               204 internal:role=list[name="Results"i] >> internal:text="Add to cart"i
               212 internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:text="Add to cart"i
               217 internal:role=listitem >> internal:has-text="Blue mug"i >> internal:text="Add to cart"s
               219 internal:role=list[name="Results"i] >> internal:text="Add to cart"s
               220 internal:role=main >> internal:text="Add to cart"i
               227 internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:text="Add to cart"s
               235 internal:role=main >> internal:text="Add to cart"s
               422 internal:role=listitem >> internal:has-text="Blue mug"i >> internal:role=button
               424 internal:role=list[name="Results"i] >> internal:role=button
               432 internal:role=listitem >> internal:has="internal:text=\"Blue mug\"s" >> internal:role=button
               440 internal:role=main >> internal:role=button
               510 internal:role=button
            100000 body > main:nth-of-type(1) > ul:nth-of-type(1) > li:nth-of-type(1) > button:nth-of-type(1)
        "#]],
    );
}

#[test]
fn a_password_field_has_a_label_and_no_role() {
    let mut field =
        with(element("input", "", ""), &[("type", "password"), ("name", "password"), ("id", "input-7f3a9")]);
    field.labels = vec!["Password *".to_owned()];
    check(
        &field,
        &[inside(with(element("form", "", ""), &[("id", "login")]), "")],
        expect![[r#"
                90 internal:label="Password"i
               105 internal:label="Password *"s
               132 input[name="password"]
               240 #login >> internal:label="Password"i
               255 #login >> internal:label="Password *"s
               282 #login >> input[name="password"]
               600 input[type="password"]
            100000 #login > input:nth-of-type(1)
        "#]],
    );
}

#[test]
fn nothing_volatile_gets_in() {
    let button = with(
        element("a", "link", "\u{e8cc} Cart (3) €20.00"),
        &[("id", ":r3:"), ("href", "/cart?session=8f3a9c1d"), ("class", "css-1x9ab")],
    );
    check(
        &button,
        &[inside(element("nav", "navigation", "Updated 22 Nov 2026"), "")],
        expect![[r#"
               100 internal:role=link[name="Cart"i]
               124 internal:role=navigation[name="Updated"i] >> internal:role=link[name="Cart"i]
               130 internal:role=navigation >> internal:role=link[name="Cart"i]
               180 internal:text="Cart"i
               204 internal:role=navigation[name="Updated"i] >> internal:text="Cart"i
               210 internal:role=navigation >> internal:text="Cart"i
               424 internal:role=navigation[name="Updated"i] >> internal:role=link
               430 internal:role=navigation >> internal:role=link
               510 internal:role=link
            100000 nav:nth-of-type(1) > a:nth-of-type(1)
        "#]],
    );
}

#[test]
fn a_frame() {
    check(
        &with(element("iframe", "", ""), &[("title", "Payment"), ("src", "https://pay.example/x")]),
        &[],
        expect![[r#"
               480 iframe[title="Payment"]
               600 iframe
            100000 iframe:nth-of-type(1)
        "#]],
    );
}

#[test]
fn wordings_of_texts() {
    let check = |text: &str, expected: &str| {
        let shown: Vec<String> = crate::volatile::wordings(text)
            .iter()
            .map(|wording| format!("{}{}", if wording.exact { "=" } else { "~" }, wording.text))
            .collect();
        assert_eq!(shown.join(" | "), expected, "{text:?}");
    };
    check("Save", "~Save | =Save");
    check("Email *", "~Email | =Email *");
    check("  Save \n all ", "~Save all | =Save all");
    check("Cart (3)", "~Cart");
    check("Issues 23", "~Issues | ~Issues 23 | =Issues 23");
    check("Step 2", "~Step | ~Step 2 | =Step 2");
    check("2", "=2");
    check("Page 2 of 5", "~Page");
    check("Total: €20.00", "~Total");
    check("20 EUR off", "~off");
    check("$1,299.00", "");
    check("Order #10432 confirmed", "~Order");
    check("Blue mug€12.50Add to cart", "~Blue mug");
    check("A-1€20Open", "~A-1");
    check("from €5/month on", "~from");
    check("20€", "");
    check("Delivered on 22 November 2026 by Ada", "~Delivered on");
    check("Mon 22 Nov, 10:15 AM Meeting with Ada", "~Meeting with Ada");
    check("Updated 3 minutes ago", "~Updated");
    check("2026-11-22T10:00:00Z", "");
    check("\u{e8cc}Cart", "~Cart");
    check("\u{f0000}", "");
    check("Build 91b1b23 passed", "~Build");
    check("id 123e4567-e89b-12d3-a456-426614174000", "~id");
    check("MP3 player", "~MP3 player | =MP3 player");
    check("You may log in", "~You may log in | =You may log in");
    check("+", "~+ | =+");
    check("保存", "~保存 | =保存");
    check("注文 12345", "~注文");
    check("×2", "");
    check(
        "A very long text that goes on and on until nobody wants to read it any more, and then some more of it",
        "~A very long text that goes on and on until nobody wants to",
    );
    check("", "");
}

#[test]
fn ids_that_people_write() {
    for good in ["save", "login-form", "addToCart", "line1", "address2", "main_content", "user.email", "tab-a", "h1"] {
        assert!(crate::volatile::is_stable_id(good), "{good}");
    }
    for generated in [
        "css-1x9ab",
        "input-7f3a9",
        ":r3:",
        "ember123",
        "radix-:r1:",
        "aAbBcCdDeE",
        "mat-input-3",
        "item-1042",
        "",
        "x7Kq2Lp",
        "123e4567-e89b-12d3-a456-426614174000",
        "«r1»",
        "_r_1_",
        "sc-bdVaJa",
        "field_3f9c2a1b",
        "a\u{e001}b",
    ] {
        assert!(!crate::volatile::is_stable_id(generated), "{generated}");
    }
}

#[test]
fn sets() {
    let shown = |item: &Element, ancestors: &[Ancestor]| -> String {
        let set = set_candidates(item, ancestors);
        set.iter().map(|locator| format!("{}\n", engine_selector(locator, "data-testid"))).collect()
    };
    let list = [inside(element("ul", "list", "Results"), ""), inside(element("main", "main", ""), "")];
    expect![[r#"
        internal:role=list[name="Results"i] >> internal:role=listitem
        internal:role=main >> internal:role=listitem
        internal:role=listitem
        ul > li
    "#]]
    .assert_eq(&shown(&element("li", "listitem", ""), &list));
    let table = [inside(element("tbody", "rowgroup", ""), ""), inside(element("table", "table", "Invoices"), "")];
    expect![[r#"
        internal:role=table[name="Invoices"i] >> internal:role=row
        internal:role=table[name="Invoices"i] >> internal:role=row >> internal:has="internal:role=cell"
        internal:role=table[name="Invoices"i] >> internal:role=row >> internal:has="internal:role=gridcell"
        internal:role=row
        internal:role=row >> internal:has="internal:role=cell"
        internal:role=row >> internal:has="internal:role=gridcell"
        .invoice
        tbody > tr
        internal:role=table[name="Invoices"i] >> .invoice
    "#]]
    .assert_eq(&shown(&with(element("tr", "row", "A 1 €2"), &[("class", "invoice css-1x9ab")]), &table));
}

fn named(name: &str) -> Locator {
    Locator::by(By::role("button", Some(model::TextMatch::part(name))))
}

fn found(count: u32, index: Option<u32>) -> TrialResult {
    TrialResult { count, index }
}

const EXACT: TrialResult = TrialResult { count: 1, index: Some(0) };

fn tried(locator: &Locator, trials: &[TrialResult]) -> Tried {
    let (recorded, states) = (trials.first().copied(), trials.get(1..).unwrap_or_default().to_vec());
    Tried { locator: locator.clone(), recorded, states, changed: Vec::new() }
}

#[track_caller]
fn check_choice(candidates: &[(Locator, Vec<TrialResult>)], expected: Expect) {
    let candidates: Vec<Tried> = candidates.iter().map(|(locator, trials)| tried(locator, trials)).collect();
    let chosen = choose(&candidates, Prefer::Readable, &Narrated::default());
    let selector = |locator: &Locator| engine_selector(locator, "data-testid");
    let others: Vec<String> = chosen.alternatives.iter().map(|other| selector(&other.locator)).collect();
    expected.assert_eq(&format!("{} // {:?} {others:?}", selector(&chosen.locator), chosen.weakness));
}

#[test]
fn only_exact_ones_are_chosen() {
    let by_id = crate::css::locator("#save".to_owned());
    let cases = [
        (named("Save"), vec![found(2, Some(0))]),
        (by_id.clone(), vec![EXACT]),
        (named("Save all"), vec![found(1, None)]),
    ];
    check_choice(&cases, expect![[r##"#save // Some("css: no role, label or text tells it apart") []"##]]);
    check_choice(
        &[(by_id, vec![EXACT]), (named("Save"), vec![EXACT])],
        expect![[r##"internal:role=button[name="Save"i] // None ["#save"]"##]],
    );
}

#[test]
fn look_alikes_are_counted_when_nothing_else_helps() {
    let path = crate::css::path(&element("button", "button", "Save"), &[]);
    let cases = [(path.clone(), vec![EXACT]), (named("Save"), vec![found(3, Some(2))])];
    check_choice(
        &cases,
        expect![[
            r#"internal:role=button[name="Save"i] >> nth=2 // Some("positional: number 3 of 3 that match, nothing tells them apart") ["button:nth-of-type(1)"]"#
        ]],
    );
    check_choice(
        &[(path, vec![EXACT]), (named("Save"), vec![found(0, None)])],
        expect![[
            r#"button:nth-of-type(1) // Some("positional: nothing but its place in the page tells it apart") []"#
        ]],
    );
    check_choice(
        &[(named("Save"), vec![found(0, None)])],
        expect![[
            r#"internal:role=button[name="Save"i] // Some("unproved: it was not found again on the recorded page") []"#
        ]],
    );
    check_choice(&[], expect![[r#"html // Some("unproved: it was not found again on the recorded page") []"#]]);
}

#[test]
fn other_states_have_a_say() {
    let good = || crate::css::locator("#save".to_owned());
    // The state shows the element, and "Save" is something else there.
    let wrong = [(named("Save"), vec![EXACT, found(1, None)]), (good(), vec![EXACT, EXACT])];
    check_choice(
        &wrong,
        expect![[
            r##"#save // Some("css: no role, label or text tells it apart") ["internal:role=button[name=\"Save\"i]"]"##
        ]],
    );
    // The state doesn't show it: a hit there is a bad sign, no more.
    let absent = [(named("Save"), vec![EXACT, found(1, None)]), (good(), vec![EXACT, found(0, None)])];
    check_choice(&absent, expect![[r##"internal:role=button[name="Save"i] // None ["#save"]"##]]);
    // A position that moves is wrong.
    let moved = [
        (named("Save"), vec![found(2, Some(0)), found(2, Some(1))]),
        (named("Store"), vec![found(2, Some(1)), found(2, Some(1))]),
    ];
    check_choice(
        &moved,
        expect![[
            r#"internal:role=button[name="Store"i] >> nth=1 // Some("positional: number 2 of 2 that match, nothing tells them apart") []"#
        ]],
    );
}

#[test]
fn a_set_is_chosen_by_its_count() {
    let role = |role: &str| Locator::by(By::role(role, None));
    let all = [
        (role("row"), found(4, Some(1))),
        (role("cell"), found(3, None)),
        (crate::css::locator(".invoice".to_owned()), found(3, Some(0))),
    ];
    let all: Vec<Tried> = all.iter().map(|(locator, trial)| tried(locator, &[*trial])).collect();
    let chosen = choose_set(&all, 3).map(|chosen| engine_selector(&chosen.locator, "data-testid"));
    assert_eq!(chosen.as_deref(), Some(".invoice"));
    assert_eq!(choose_set(&all, 7), None);
}

#[test]
fn an_initial_is_hardly_text() {
    let picture =
        with(Element { text: "B".to_owned(), ..element("div", "", "") }, &[("title", "Double-click to zoom")]);
    let best = candidates(&picture, &[], "data-testid");
    assert_eq!(engine_selector(&best[0], "data-testid"), "internal:attr=[title=\"Double-click to zoom\"i]");
}

#[test]
fn what_bears_changes_is_chosen() {
    let changed = |locator: &Locator, results: [TrialResult; 3]| Tried {
        changed: ["roles", "dialog", "words"].map(str::to_owned).into_iter().zip(results).collect(),
        ..tried(locator, &[EXACT])
    };
    let in_form = Locator::by(By::role("form", None)).then(named("Save"));
    let all = [
        changed(&named("Save"), [found(0, None), found(2, Some(0)), EXACT]),
        changed(&in_form, [found(0, None), EXACT, found(1, None)]),
    ];
    let chosen = choose(&all, Prefer::Readable, &Narrated::default());
    assert_eq!(chosen.locator, named("Save"), "what is ambiguous is noticed, what is wrong is not");
    assert_eq!((chosen.survival.survives(), chosen.survival.tried), (1, 3));
    assert_eq!(chosen.alternatives[0].survival.wrong, ["words"]);
}

#[test]
fn what_lasts_and_what_reads_best_are_each_others_alternative() {
    let changed = |locator: &Locator, language: TrialResult| Tried {
        changed: vec![("language".to_owned(), language)],
        ..tried(locator, &[EXACT])
    };
    let label = Locator::by(By::Label { text: model::TextMatch::part("Title") });
    let name = crate::css::locator("input[name=\"title\"]".to_owned());
    let role = Locator::by(By::role("textbox", Some(model::TextMatch::part("Title"))));
    let all = [changed(&label, found(0, None)), changed(&role, found(0, None)), changed(&name, EXACT)];
    let by = |prefer: Prefer| {
        let chosen = choose(&all, prefer, &Narrated::default());
        (chosen.locator, chosen.alternatives[0].locator.clone())
    };
    assert_eq!(by(Prefer::Readable), (label.clone(), name.clone()));
    assert_eq!(by(Prefer::Lasting), (name, label));
}

#[test]
fn an_icon_that_a_script_listens_to_is_called_by_its_class() {
    // The glyph comes from a font; the address leads nowhere.
    let menu = with(
        Element { text: String::new(), ..element("a", "link", "\u{f067}") },
        &[("href", "http://localhost/?page=columns#"), ("class", "btn creation-menu a8f3c91e")],
    );
    let around = [inside(with(element("div", "", ""), &[("class", "header-creation-menu")]), "")];
    let all: Vec<String> =
        candidates(&menu, &around, "data-testid").iter().map(|one| engine_selector(one, "data-testid")).collect();
    assert!(all.iter().any(|one| one == "a.creation-menu"), "{all:?}");
    assert!(all.iter().any(|one| one == ".header-creation-menu >> internal:role=link"), "{all:?}");
    assert!(!all.iter().any(|one| one.contains("href") || one.contains("a8f3c91e")), "{all:?}");
    let named = with(element("a", "link", "New project"), &[("class", "creation-menu")]);
    let all = candidates(&named, &around, "data-testid");
    assert!(!all.iter().any(|one| engine_selector(one, "data-testid").contains("creation-menu")));
}
