//! Plans for tests, written briefly.
#![allow(dead_code)]

use model::*;

pub fn plan(title: &str, groups: Vec<Group>) -> Plan {
    Plan {
        title: title.to_owned(),
        recorded_on: "2026-11-22".to_owned(),
        base_url: "http://localhost:4000".to_owned(),
        conditions: model::Conditions::default(),
        viewport: None,
        groups,
        variables: Vec::new(),
        parameters: Vec::new(),
        findings: Vec::new(),
    }
}

/// Steps and checks get ids in order: `g1`, `s1-1`, `c1-2`, …
pub fn groups(groups: Vec<(&str, Vec<Line>)>) -> Vec<Group> {
    let numbered = groups.into_iter().enumerate().map(|(at, (title, mut lines))| {
        for (place, line) in lines.iter_mut().enumerate() {
            match line {
                Line::Step(step) => step.id = StepId(format!("s{}-{}", at + 1, place + 1)),
                Line::Check(check) => check.id = CheckId(format!("c{}-{}", at + 1, place + 1)),
                Line::Remark { .. } => {}
            }
        }
        Group { id: GroupId(format!("g{}", at + 1)), title: title.to_owned(), utterance: None, lines }
    });
    numbered.collect()
}

pub fn step(action: Action, locator: Option<Locator>) -> PlannedStep {
    PlannedStep {
        id: "s".into(),
        tab: "tab1".into(),
        action,
        variables: Vec::new(),
        target: locator.as_ref().map(|_| "t1".into()),
        locator: locator.map(chosen),
        onto: None,
        signals: Vec::new(),
    }
}

pub fn drag(from: Locator, at: Option<Point>, onto: Locator, onto_at: Option<Point>) -> Line {
    let mut step = step(Action::Drag { onto: Some("t2".into()), at, onto_at }, Some(from));
    step.onto = Some(chosen(onto));
    Line::Step(step)
}

pub fn chosen(locator: Locator) -> Chosen {
    Chosen { locator, weakness: None, survival: Survival::default(), alternatives: Vec::new() }
}

pub fn act(action: Action, locator: Locator) -> Line {
    Line::Step(step(action, Some(locator)))
}

pub fn goto(url: &str) -> Line {
    Line::Step(step(Action::Goto { url: url.to_owned() }, None))
}

pub fn click(locator: Locator) -> Line {
    act(CLICK, locator)
}

pub fn click_then(locator: Locator, signals: Vec<Signal>) -> Line {
    let mut step = step(CLICK, Some(locator));
    step.signals = signals;
    Line::Step(step)
}

pub const CLICK: Action = Action::Click {
    button: Button::Left,
    modifiers: Modifiers { alt: false, control: false, meta: false, shift: false },
    clicks: 1,
    at: None,
    held: 0,
};

pub fn fill(locator: Locator, text: &str) -> Line {
    act(Action::Fill { value: Typed::Text { text: text.to_owned() } }, locator)
}

pub fn fill_secret(locator: Locator, variable: &str) -> Line {
    let mut step = step(Action::Fill { value: Typed::Secret }, Some(locator));
    step.variables = vec![variable.to_owned()];
    Line::Step(step)
}

pub fn press(keys: &str, locator: Option<Locator>) -> Line {
    Line::Step(step(Action::Press { keys: keys.to_owned(), held: 0 }, locator))
}

pub fn check(expectation: Expectation, locator: Option<Locator>) -> Line {
    Line::Check(Check {
        id: "c".into(),
        utterance: Some("u1".into()),
        sentence: "it should be so".to_owned(),
        tab: "tab1".into(),
        evidence: None,
        locator: locator.map(chosen),
        expectation,
    })
}

pub fn has_text(locator: Locator, text: &str) -> Line {
    check(Expectation::Text { text: Pattern::literal(text) }, Some(locator))
}

pub fn remark(text: &str) -> Line {
    Line::Remark { utterance: "u1".into(), text: text.to_owned() }
}

pub fn in_tab(tab: &str, mut line: Line) -> Line {
    match &mut line {
        Line::Step(step) => step.tab = tab.into(),
        Line::Check(check) => check.tab = tab.into(),
        Line::Remark { .. } => {}
    }
    line
}

pub fn weak(mut line: Line, weakness: &str) -> Line {
    let locator = match &mut line {
        Line::Step(step) => step.locator.as_mut(),
        Line::Check(check) => check.locator.as_mut(),
        Line::Remark { .. } => None,
    };
    if let Some(chosen) = locator {
        chosen.weakness = Some(weakness.to_owned());
    }
    line
}

pub fn role(role: &str, name: &str) -> Locator {
    let name = (!name.is_empty()).then(|| TextMatch::part(name));
    Locator::by(By::role(role, name))
}

pub fn exactly(role: &str, name: &str) -> Locator {
    Locator::by(By::role(role, Some(TextMatch::exact(name))))
}

pub fn label(text: &str) -> Locator {
    Locator::by(By::Label { text: TextMatch::part(text) })
}

pub fn text(text: &str) -> Locator {
    Locator::by(By::Text { text: TextMatch::part(text) })
}

pub fn test_id(id: &str) -> Locator {
    Locator::by(By::test_id(id))
}

pub fn css(css: &str) -> Locator {
    Locator::by(By::Css { css: css.to_owned() })
}

pub fn item(text: &str) -> Locator {
    role("listitem", "").link(Link::HasText { text: TextMatch::part(text) })
}

pub fn digits(before: &str, after: &str) -> Pattern {
    Pattern {
        parts: vec![
            PatternPart::Literal { text: before.to_owned() },
            PatternPart::Digits,
            PatternPart::Literal { text: after.to_owned() },
        ],
    }
}
