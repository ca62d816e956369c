//! Attaching, told in a table of a session, a line each by time in seconds:
//!
//! ```text
//! 1.0 goto http://shop.test/
//! 2.0-3.1 fill Email = ada@example.com     from-to where it takes time; `fill Name in Heading` is inside a row or form
//! 4.5 click Sign in
//! 0.5-1.9 "Sign in as Ada"                 said, from-to
//! ```
//!
//! The answer has a line per sentence: its class, where it belongs (steps by number, from 1), and its words.

use crate::Timeline;
use expect_test::{Expect, expect};
use model::{
    Ancestor, Attached, Button, Element, Event, EventId, EventKind, Millis, Modifiers, NavigationCause, NodeId, Rect,
    SentenceClass, Source, StepId, TabId, Target, TargetId, Typed, Utterance, UtteranceId,
};

/// The shop's story, at the times of a brisk person.
const SHOP: &str = "
    0.2 goto http://shop.test/
    3.0-5.0 fill Email in Sign_in = ada@example.com
    5.5-7.0 fill Password in Sign_in = SECRET
    7.6 click Sign in in Sign_in
    14.0-15.0 fill Search products = mug
    15.6 click Search
    22.0 click Add to cart in Blue_mug
    29.0 click Cart
    34.0-35.5 fill Coupon = SAVE20
    36.0 click Apply
    43.0 click Check out
    46.0-49.0 fill Full name = Ada Lovelace
    49.5-53.0 fill Address = 12 Byron Street
    53.5 select Delivery = Express
    54.5 check I accept the terms
    56.0 click Place order
";

#[test]
fn says_it_before() {
    check(
        SHOP,
        r#"
        1.0-2.4 "Sign in as Ada"
        9.5-10.5 "We should see a welcome message"
        12.0-13.5 "Now I search for a mug"
        17.5-19.0 "There are two results"
        20.0-21.5 "I add the blue mug to the cart"
        27.0-28.5 "Open the cart"
        31.5-33.5 "Apply the coupon SAVE20"
        38.0-40.0 "the total drops to sixteen euros"
        41.0-42.5 "Then check out and place the order"
        58.0-60.0 "The order is confirmed"
        "#,
        expect![[r#"
            A 1-4 Sign in as Ada
            E after 4 We should see a welcome message
            A 5-6 Now I search for a mug
            E after 6 There are two results
            A 7 I add the blue mug to the cart
            A 8 Open the cart
            A 9-10 Apply the coupon SAVE20
            E after 10 the total drops to sixteen euros
            A 11-16 Then check out and place the order
            E after 16 The order is confirmed
        "#]],
    );
}

#[test]
fn says_it_after() {
    check(
        SHOP,
        r#"
        9.0-10.5 "I signed in as Ada"
        17.0-18.5 "I searched for a mug"
        18.6-20.0 "there are two results"
        24.0-26.0 "added the blue mug to the cart"
        30.5-32.0 "opened the cart"
        38.0-40.0 "applied the coupon"
        40.5-42.0 "and the total is sixteen"
        58.0-61.0 "then I checked out with express delivery"
        62.0-63.0 "we get a confirmation"
        "#,
        expect![[r#"
            A 1-4 I signed in as Ada
            A 5-6 I searched for a mug
            E after 6 there are two results
            A 7 added the blue mug to the cart
            A 8 opened the cart
            A 9-10 applied the coupon
            E after 10 and the total is sixteen
            A 11-16 then I checked out with express delivery
            E after 16 we get a confirmation
        "#]],
    );
}

#[test]
fn plans_it_all_ahead() {
    check(
        SHOP,
        r#"
        0 "Sign in as Ada"
        0 "She should see her name"
        0 "Search for mug"
        0 "there should be two results"
        0 "Add the blue mug to the cart"
        0 "Open the cart"
        0 "Apply the coupon"
        0 "The total should drop to sixteen euros"
        0 "Check out with express delivery"
        0 "Place the order"
        0 "The order should be confirmed"
        "#,
        expect![[r#"
            A 1-4 Sign in as Ada
            E after 4 She should see her name
            A 5-6 Search for mug
            E after 6 there should be two results
            A 7-8 Add the blue mug to the cart
            A nothing Open the cart
            A 9-10 Apply the coupon
            E after 10 The total should drop to sixteen euros
            A 11-14 Check out with express delivery
            A 16 Place the order
            E after 16 The order should be confirmed
        "#]],
    );
}

#[test]
fn recaps_it_at_the_end() {
    check(
        SHOP,
        r#"
        60.0-61.0 "So I signed in as Ada"
        61.5-62.5 "Her name was shown"
        63.0-64.0 "I searched for mug"
        64.5-65.5 "There were two results"
        66.0-68.0 "I put the blue one into the basket"
        69.0-70.0 "I applied the coupon"
        70.5-72.0 "the total dropped to sixteen"
        73.0-75.0 "and I placed the order"
        "#,
        expect![[r#"
            A 1-4 So I signed in as Ada
            E after 4 Her name was shown
            A 5-6 I searched for mug
            E after 6 There were two results
            A 7-8 I put the blue one into the basket
            A 9-10 I applied the coupon
            E after 10 the total dropped to sixteen
            A 11-16 and I placed the order
        "#]],
    );
}

#[test]
fn reads_labels() {
    check(
        SHOP,
        r#"
        2.8-3.5 "Email"
        7.0-8.0 "Click Sign in"
        13.5-14.5 "Type mug into search products"
        15.0-16.0 "click Search"
        21.5-22.5 "click add to cart"
        28.5-29.5 "click cart"
        33.5-34.5 "enter the coupon"
        35.5-36.5 "click apply"
        42.5-43.5 "click check out"
        45.5-46.5 "fill in the full name"
        49.0-50.0 "fill in the address"
        53.0-54.0 "select express"
        54.2-55.0 "tick I accept the terms"
        55.5-56.5 "click place order"
        "#,
        expect![[r#"
            A 1-3 Email
            A 4 Click Sign in
            A 5 Type mug into search products
            A 6 click Search
            A 7 click add to cart
            A 8 click cart
            A 9 enter the coupon
            A 10 click apply
            A 11 click check out
            A 12 fill in the full name
            A 13 fill in the address
            A 14 select express
            A 15 tick I accept the terms
            A 16 click place order
        "#]],
    );
}

#[test]
fn paraphrases() {
    check(
        SHOP,
        r#"
        1.0-2.5 "First of all Ada logs in with her credentials"
        12.0-13.5 "let me look for something to drink from"
        20.0-21.5 "I'll take the blue one"
        27.0-28.5 "let's go to the basket"
        31.5-33.5 "I have a voucher, let me enter it"
        41.0-42.5 "Now I proceed to pay"
        55.0-56.5 "And buy it"
        "#,
        expect![[r#"
            A 1-4 First of all Ada logs in with her credentials
            A 5-6 let me look for something to drink from
            A 7 I'll take the blue one
            A 8 let's go to the basket
            A 9 I have a voucher, let me enter it
            A 11-12 Now I proceed to pay
            A 13-16 And buy it
        "#]],
    );
}

#[test]
fn types_notes() {
    check(
        SHOP,
        r#"
        9.0 "Sign in as Ada"
        17.5 "Searching for mug shows two results"
        25.0 "The blue mug goes into the cart, the total is twenty euros"
        25.0 "it should feel quick"
        38.5 "clicking Apply should drop the total"
        38.6 "um, this page is always slow on Mondays"
        58.5 "A customer with a coupon orders a mug"
        "#,
        expect![[r#"
            A 1-4 Sign in as Ada
            B 5-6 Searching for mug shows two results
            B 7-8 The blue mug goes into the cart, the total is twenty euros
            E after 8 it should feel quick
            B 10-11 clicking Apply should drop the total
            - nothing um, this page is always slow on Mondays
            D 16 A customer with a coupon orders a mug
        "#]],
    );
}

#[test]
fn says_nothing() {
    check(SHOP, "", expect![""]);
    check(
        "",
        r#"1.0 "Sign in as Ada""#,
        expect![[r#"
        A nothing Sign in as Ada
    "#]],
    );
}

#[test]
fn the_same_sentence_twice_is_kept_twice() {
    let twice = "
        0.2 goto http://shop.test/
        5.0 click Add to cart in Blue_mug
        12.0 click Add to cart in Blue_mug
    ";
    for script in [
        r#"3.0-4.5 "Add the blue mug"
           10.0-11.5 "Add the blue mug""#,
        r#"6.0-7.5 "Add the blue mug"
           13.0-14.5 "Add the blue mug""#,
        r#"0 "Add the blue mug"
           0 "Add the blue mug""#,
        r#"20 "Add the blue mug"
           22 "Add the blue mug""#,
    ] {
        check(
            twice,
            script,
            expect![[r#"
                A 1-2 Add the blue mug
                A 3 Add the blue mug
            "#]],
        );
    }
}

#[test]
fn look_alikes_are_told_apart_by_their_rows_and_by_time() {
    let rows = "
        0.2 goto http://shop.test/
        5.0 click Add to cart in Red_mug
        12.0 click Add to cart in Blue_mug
        20.0 click Add to cart in Teapot
    ";
    check(
        rows,
        r#"
        10.0-11.0 "add the blue mug"
        "#,
        expect![[r#"
            A 3 add the blue mug
        "#]],
    );
    check(
        rows,
        r#"
        3.0-4.0 "add this one to the cart"
        10.0-11.0 "add this one to the cart"
        "#,
        expect![[r#"
            A 1-2 add this one to the cart
            A 3 add this one to the cart
        "#]],
    );
}

#[test]
fn abstains_when_unsure() {
    check(
        "0.2 goto http://shop.test/
         5.0 click Cart
         60.0 click Newsletter",
        r#"
        4.0 "Open the cart"
        30.0 "Delete the old invoices"
        33.0 "Upload a photo"
        58.0 "type the street name"
        "#,
        expect![[r#"
            A 1-2 Open the cart
            A nothing Delete the old invoices
            A nothing Upload a photo
            A nothing type the street name
        "#]],
    );
}

#[test]
fn one_step_and_two_claims() {
    check(
        "0.2 goto http://shop.test/
         5.0 click Save",
        r#"
        4.0 "Click Save"
        6.0 "Click Save"
        "#,
        expect![[r#"
            A 1-2 Click Save
            A nothing Click Save
        "#]],
    );
}

#[test]
fn the_first_address() {
    check(
        "5.0 goto http://shop.test/
         9.0 click Cart",
        r#"
        1.0-2.0 "Open the shop"
        8.0 "Go to the cart"
        8.5 "The cart should be empty"
        "#,
        expect![[r#"
            A 1 Open the shop
            A 2 Go to the cart
            E after 2 The cart should be empty
        "#]],
    );
    check(
        "5.0 goto http://shop.test/orders
         9.0 click Cart",
        r#"
        1.0-2.0 "The page should load"
        8.0 "Open the cart"
        "#,
        expect![[r#"
            E before all The page should load
            A 1-2 Open the cart
        "#]],
    );
}

#[test]
fn refers_back_to_steps_that_are_spoken_for() {
    check(
        SHOP,
        r#"
        1.0-2.4 "Sign in as Ada"
        12.0-13.5 "Search for mug"
        24.0-26.0 "After signing in we see the name on top"
        38.0 "After applying the coupon the total drops to sixteen"
        "#,
        expect![[r#"
            A 1-4 Sign in as Ada
            A 5-7 Search for mug
            E after 7 After signing in we see the name on top
            B 9-10 After applying the coupon the total drops to sixteen
        "#]],
    );
}

#[test]
fn a_thousand_of_each() {
    let names = ["Save", "Cart", "Apply coupon", "Blue mug", "Next page", "Check out", "Name", "Street"];
    let steps: String = (0..1000).map(|n| format!("{n}.0 click {} {}\n", names[n % 8], n / 16)).collect();
    let said: String = (0..1000).map(|n| format!("{n}.2 \"click the {} {}\"\n", names[n % 8], n / 16)).collect();
    let session = parse(&steps, &said);
    let timeline = session.timeline();
    let aligned = crate::steps(&timeline);
    let right = aligned
        .said
        .iter()
        .zip(&aligned.steps)
        .filter(|(said, step)| said.attached == Attached::Steps { steps: vec![step.id.clone()] });
    assert!(right.count() > 950, "each sentence names its step, and comes with it");
    // Unoptimized and on a busy machine; 20 times less in a release build.
}

struct Session {
    events: Vec<Event>,
    targets: Vec<Target>,
    utterances: Vec<Utterance>,
}

impl Session {
    fn timeline(&self) -> Timeline<'_> {
        Timeline { events: &self.events, targets: &self.targets, utterances: &self.utterances }
    }
}

fn check(steps: &str, said: &str, expect: Expect) {
    let session = parse(steps, said);
    let aligned = crate::steps(&session.timeline());
    let number = |id: &StepId| aligned.steps.iter().position(|step| step.id == *id).unwrap() + 1;
    let mut answer = String::new();
    for said in &aligned.said {
        let class = match said.class {
            SentenceClass::Action => "A",
            SentenceClass::Expectation => "E",
            SentenceClass::ActionAndExpectation => "B",
            SentenceClass::DataRule => "D",
            SentenceClass::Correction => "X",
            SentenceClass::Aside => "-",
        };
        let place = match &said.attached {
            Attached::Steps { steps } if steps.len() == 1 => number(&steps[0]).to_string(),
            Attached::Steps { steps } => format!("{}-{}", number(&steps[0]), number(steps.last().unwrap())),
            Attached::After { step: Some(step) } => format!("after {}", number(step)),
            Attached::After { step: None } => "before all".into(),
            Attached::Nothing => "nothing".into(),
        };
        answer += &format!("{class} {place} {}\n", said.text);
    }
    assert_eq!(aligned.said.len(), session.utterances.len(), "every sentence is kept");
    expect.assert_eq(&answer);
}

fn parse(steps: &str, said: &str) -> Session {
    let lines = |text: &str| -> Vec<(Millis, Millis, String)> {
        let millis = |seconds: &str| Millis((seconds.parse::<f64>().unwrap() * 1000.0) as u32);
        text.lines()
            .filter_map(|line| line.trim().split_once(' '))
            .map(|(time, rest)| {
                let (from, to) = time.split_once('-').unwrap_or((time, time));
                (millis(from), millis(to), rest.to_owned())
            })
            .collect()
    };
    let (mut events, mut targets) = (Vec::new(), Vec::new());
    let mut push = |at: Millis, target: Option<TargetId>, what: EventKind| {
        let id = EventId(format!("e{}", events.len() + 1));
        events.push(Event { id, at, tab: TabId::from("tab1"), target, onto: None, what });
    };
    for (index, (from, to, rest)) in lines(steps).into_iter().enumerate() {
        let (kind, rest) = rest.split_once(' ').unwrap();
        let (rest, value) = rest.split_once(" = ").unwrap_or((rest, ""));
        let (name, heading) =
            rest.rsplit_once(" in ").map_or((rest, None), |(name, within)| (name, Some(within.replace('_', " "))));
        let id = TargetId(format!("t{index}"));
        if kind != "goto" {
            let around =
                Ancestor { node: NodeId(0), element: Element { tag: "div".into(), ..Element::default() }, heading };
            let element = Element { tag: "x".into(), name: name.to_owned(), ..Element::default() };
            let node = NodeId(u32::try_from(index).unwrap());
            targets.push(Target {
                id: id.clone(),
                page: None,
                node,
                frames: vec![],
                element,
                ancestors: vec![around],
                rect: Rect::default(),
            });
        }
        let on = Some(id);
        match kind {
            "goto" => {
                let (url, cause) = (name.to_owned(), NavigationCause::Address);
                push(from, None, EventKind::Navigated { url, cause, same_document: false });
            }
            "fill" => {
                let value = if value == "SECRET" { Typed::Secret } else { Typed::Text { text: value.to_owned() } };
                push(from, on.clone(), EventKind::Input { value: value.clone(), managed: false, at: None });
                push(to, on, EventKind::Input { value, managed: false, at: None });
            }
            "select" => push(from, on, EventKind::Select { labels: vec![value.to_owned()], values: vec![] }),
            "check" => push(from, on, EventKind::Toggle { checked: true }),
            "press" => {
                push(from, on, EventKind::Key { key: name.into(), modifiers: Modifiers::default(), editing: true })
            }
            "click" => {
                let (button, modifiers) = (Button::Left, Modifiers::default());
                push(
                    from,
                    on,
                    EventKind::Click { button, modifiers, clicks: 1, synthesized: false, at: None, held: 0 },
                );
            }
            other => panic!("no such step: {other}"),
        }
    }
    let utterances = lines(said)
        .into_iter()
        .enumerate()
        .map(|(index, (from, to, text))| Utterance {
            id: UtteranceId(format!("u{}", index + 1)),
            text: text.trim_matches('"').to_owned(),
            from,
            to,
            source: if from == to { Source::Typed } else { Source::Spoken },
        })
        .collect();
    Session { events, targets, utterances }
}
