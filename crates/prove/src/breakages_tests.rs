//! What becomes a breakage, and what does not.

use super::*;
use expect_test::{Expect, expect};
use model::{
    Button, By, Chosen, Group, Millis, Modifiers, NodeId, RecordingInfo, Rect, Survival, TextMatch, Typed, Viewport,
};
use std::collections::BTreeMap;

/// Each step: its action, the target's tag, type and name. Each call: method, resource, URL, status.
fn check(steps: &[(Action, &str, &str, &str)], calls: &[(&str, &str, &str, u16)], expected: Expect) {
    let mut lines = Vec::new();
    let mut targets = Vec::new();
    for (index, (action, tag, kind, name)) in steps.iter().enumerate() {
        let id = TargetId(format!("t{index}"));
        let locator = Locator::by(By::Label { text: TextMatch::part(*name) });
        lines.push(Line::Step(PlannedStep {
            id: model::StepId(format!("s-e{index}")),
            tab: "tab1".into(),
            action: action.clone(),
            variables: Vec::new(),
            target: Some(id.clone()),
            locator: Some(Chosen { locator, weakness: None, survival: Survival::default(), alternatives: vec![] }),
            onto: None,
            signals: vec![],
        }));
        let attributes = BTreeMap::from([("type".to_owned(), (*kind).to_owned())]);
        let attributes = if kind.is_empty() { BTreeMap::new() } else { attributes };
        let element = Element { tag: (*tag).into(), name: (*name).into(), attributes, ..Element::default() };
        targets.push(Target {
            id,
            page: None,
            node: NodeId(1),
            frames: vec![],
            element,
            ancestors: vec![],
            rect: Rect::default(),
        });
    }
    let network = calls
        .iter()
        .map(|(method, resource, url, status)| NetworkEntry {
            at: Millis(0),
            method: (*method).into(),
            url: (*url).into(),
            resource: (*resource).into(),
            status: (*status > 0).then_some(*status),
            duration_ms: 1,
        })
        .collect();
    let plan = Plan {
        title: "A test".into(),
        recorded_on: "2026-11-22".into(),
        base_url: "https://shop.example.org".into(),
        conditions: model::Conditions::default(),
        viewport: None,
        groups: vec![Group { id: "g".into(), title: "All".into(), utterance: None, lines }],
        variables: vec![],
        parameters: Vec::new(),
        findings: vec![],
    };
    let recording = Recording {
        info: RecordingInfo {
            format: model::FORMAT,
            id: "r".into(),
            title: "A test".into(),
            url: "https://shop.example.org/".into(),
            started_at: "2026-11-22T10:00:00Z".into(),
            viewport: Viewport { width: 1280, height: 720 },
            browser: "Chromium".into(),
            test_id_attribute: "data-testid".into(),
            platform: String::new(),
            conditions: model::Conditions::default(),
        },
        events: vec![],
        targets,
        utterances: vec![],
        network,
        edits: vec![],
    };
    let printed: Vec<String> = breakages(&plan, &recording, &|locator| vec![format!("{locator:?}")])
        .into_iter()
        .map(|breakage| format!("{}: {}", breakage.id, breakage.title))
        .collect();
    expected.assert_eq(&printed.join("\n"));
}

fn click() -> Action {
    Action::Click { button: Button::Left, modifiers: Modifiers::default(), clicks: 1, at: None, held: 0 }
}

#[test]
fn each_used_control_is_dead_once() {
    check(
        &[
            (click(), "button", "", "Search"),
            (click(), "button", "", "Add to cart"),
            (click(), "button", "", "Add to cart"),
            (Action::Check, "input", "checkbox", "Gift"),
            (Action::Press { keys: "Enter".into(), held: 0 }, "input", "", "Coupon"),
            (click(), "a", "", ""),
            (click(), "input", "submit", "Pay"),
        ],
        &[],
        expect![[r#"
            dead-s-e0: “Search” does nothing
            dead-s-e1: “Add to cart” does nothing
            dead-s-e3: “Gift” can't be changed
            dead-s-e4: Enter in “Coupon” does nothing
            dead-s-e5: the a does nothing
            dead-s-e6: “Pay” does nothing"#]],
    );
}

#[test]
fn filling_and_moving_are_no_controls() {
    check(
        &[
            (click(), "input", "email", "Email"),
            (click(), "textarea", "", "Note"),
            (Action::Fill { value: Typed::Text { text: "a".into() } }, "input", "", "Email"),
            (Action::Press { keys: "Control+A".into(), held: 0 }, "input", "", "Email"),
            (Action::Select { labels: vec!["Red".into()] }, "select", "", "Colour"),
        ],
        &[],
        expect![""],
    );
}

#[test]
fn each_call_to_the_apps_own_site_fails_once() {
    check(
        &[],
        &[
            ("GET", "document", "https://shop.example.org/", 200),
            ("GET", "fetch", "https://shop.example.org/api/products?q=mug", 200),
            ("GET", "xhr", "https://shop.example.org/api/products?q=cup", 200),
            ("POST", "fetch", "https://api.example.org/orders/8412/lines", 201),
            ("POST", "fetch", "https://api.example.org/orders/8413/lines", 201),
            ("OPTIONS", "fetch", "https://api.example.org/orders", 204),
            ("GET", "fetch", "https://shop.example.org/api/v1/9f1b2c3d-77aa-4f00-9d11-000011112222", 200),
            ("GET", "fetch", "https://shop.example.org/api/facade", 200),
            ("GET", "fetch", "https://shop.example.org/api/broken", 404),
            ("GET", "fetch", "https://shop.example.org/api/away", 0),
            ("POST", "fetch", "https://count.example.com/hit", 200),
            ("POST", "fetch", "https://notexample.org/hit", 200),
        ],
        expect![[r#"
            api-500-1: GET /api/products answers 500
            api-500-2: POST /orders/*/lines answers 500
            api-500-3: GET /api/v1/* answers 500
            api-500-4: GET /api/facade answers 500"#]],
    );
}
