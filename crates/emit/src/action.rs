//! What each action and each check is as a call.
//!
//! Knows neither lines nor variables: `group` says what they are called on and lays them out.

use crate::layout::{Argument, Call};
use crate::quote::{Against, Cover, regex, template, template_text};
use crate::style::Style;
use model::{Action, Button, Expectation, MASK, Modifiers, Pattern, PatternPart, PlannedStep, Point, Typed};

/// What a call is made on.
pub(crate) enum Act {
    /// The step's locator.
    OnTarget(Call),
    /// The step's page.
    OnPage(Call),
    /// The step's locator, with the locator of the element that it is dragged onto as first argument.
    Onto(Vec<Argument>),
    /// The step's locator or page, again and again until the other element is there.
    UntilThere(Call),
    /// A click into the step's locator, then typing instead of what is there.
    TypeAt { click: Call, text: String },
    /// The page's keyboard.
    OnKeyboard(Call),
    /// Nothing to be called.
    Nothing,
    /// Nothing: the recording lacks the target that this needs.
    Lacking(&'static str),
}

/// A step's action.
pub(crate) fn act(step: &PlannedStep, base_url: &str, style: &Style) -> Act {
    let on_target = |what: &'static str, call: Call| {
        if step.locator.is_some() { Act::OnTarget(call) } else { Act::Lacking(what) }
    };
    match &step.action {
        Action::Goto { url } => Act::OnPage(Call::of("goto", address(relative(url, base_url), &step.variables, style))),
        Action::Back => Act::OnPage(Call::bare("goBack")),
        Action::Forward => Act::OnPage(Call::bare("goForward")),
        Action::Reload => Act::OnPage(Call::bare("reload")),
        Action::CloseTab => Act::OnPage(Call::bare("close")),
        // A tab opened by hand is there when it is first used; a plan makes checks of expectations.
        Action::OpenTab | Action::Expect { .. } => Act::Nothing,
        Action::Click { button, modifiers, clicks, at, held } => {
            on_target("a click", click(*button, *modifiers, *clicks, *at, *held, style))
        }
        Action::Hover => on_target("pointing", Call::bare("hover")),
        Action::Scroll { left, top, grew } => {
            let call = match &step.locator {
                Some(_) => Call::of("evaluate", format!("(element) => element.scrollTo({left}, {top})")),
                None => Call::of("evaluate", format!("() => window.scrollTo({left}, {top})")),
            };
            match (&step.locator, &step.onto) {
                (_, Some(_)) if *grew => Act::UntilThere(call),
                (Some(_), _) => Act::OnTarget(call),
                (None, _) => Act::OnPage(call),
            }
        }
        Action::Drag { at, onto_at, .. } => match (&step.locator, &step.onto) {
            (Some(_), Some(_)) => Act::Onto(drag(*at, *onto_at)),
            _ => Act::Lacking("dragging"),
        },
        Action::Fill { value } => on_target("typing", Call::of("fill", typed(value, step.variables.first(), style))),
        Action::Type { text } => on_target("typing", Call::of("pressSequentially", style.string(text))),
        Action::TypeAt { value, at } => match &step.locator {
            Some(_) => Act::TypeAt {
                click: Call::new("click", vec![Argument::Object(vec![position("position", *at)])]),
                text: typed(value, step.variables.first(), style),
            },
            None => Act::Lacking("typing"),
        },
        Action::Press { keys, held } => {
            let mut call = Call::of("press", style.string(keys));
            call.arguments.extend((*held > 0).then(|| Argument::Object(vec![delay(*held)])));
            if step.locator.is_some() { Act::OnTarget(call) } else { Act::OnKeyboard(call) }
        }
        Action::Select { labels } if labels.iter().any(|label| label == MASK) => {
            on_target("a choice", Call::of("selectOption", typed(&Typed::Secret, step.variables.first(), style)))
        }
        Action::Select { labels } => on_target("a choice", Call::new("selectOption", vec![options(labels, style)])),
        Action::Check => on_target("ticking", Call::bare("check")),
        Action::Uncheck => on_target("unticking", Call::bare("uncheck")),
        Action::Upload { files, dropped: true } => on_target(
            "an upload",
            Call::new("drop", vec![Argument::Object(vec![format!("files: {}", list(files, style))])]),
        ),
        Action::Upload { files, dropped: false } => {
            on_target("an upload", Call::new("setInputFiles", vec![paths(files, style)]))
        }
    }
}

/// A check's matcher, and whether it is negated.
pub(crate) fn matcher(expectation: &Expectation, style: &Style) -> (bool, Call) {
    let text = |name: &'static str, pattern: &Pattern, against: Against, cover: Cover| {
        let argument = match pattern.parts.as_slice() {
            [PatternPart::Literal { text }] => style.string(text),
            _ => regex(pattern, against, cover),
        };
        Call::of(name, argument)
    };
    let call = match expectation {
        Expectation::Visible => Call::bare("toBeVisible"),
        Expectation::Text { text: pattern } => text("toHaveText", pattern, Against::ElementText, Cover::Whole),
        Expectation::ContainsText { text: pattern } => {
            text("toContainText", pattern, Against::ElementText, Cover::Part)
        }
        Expectation::Value { text: pattern } => text("toHaveValue", pattern, Against::Plain, Cover::Whole),
        Expectation::Count { count } => Call::of("toHaveCount", count.to_string()),
        Expectation::Checked { .. } => Call::bare("toBeChecked"),
        Expectation::Snapshot { text } => Call::new("toMatchAriaSnapshot", vec![snapshot(text)]),
        Expectation::PageTitle { text: pattern } => text("toHaveTitle", pattern, Against::Plain, Cover::Whole),
        // Before the path are scheme and host, which the config knows.
        Expectation::PageUrl { text: pattern } => text("toHaveURL", pattern, Against::Plain, Cover::End),
    };
    (matches!(expectation, Expectation::Checked { checked: false }), call)
}

/// True for checks of the page itself, which need no locator.
pub(crate) fn is_of_page(expectation: &Expectation) -> bool {
    match expectation {
        Expectation::PageTitle { .. } | Expectation::PageUrl { .. } => true,
        Expectation::Visible
        | Expectation::Text { .. }
        | Expectation::ContainsText { .. }
        | Expectation::Value { .. }
        | Expectation::Count { .. }
        | Expectation::Snapshot { .. }
        | Expectation::Checked { .. } => false,
    }
}

fn click(button: Button, modifiers: Modifiers, clicks: u32, at: Option<Point>, pressed_ms: u32, style: &Style) -> Call {
    let mut entries = Vec::new();
    match button {
        Button::Left => {}
        Button::Middle => entries.push(format!("button: {}", style.string("middle"))),
        Button::Right => entries.push(format!("button: {}", style.string("right"))),
    }
    // Where it was recorded is not where it runs: Control here is Command there.
    let keys = [
        ("Alt", modifiers.alt),
        ("ControlOrMeta", modifiers.control),
        ("Meta", modifiers.meta),
        ("Shift", modifiers.shift),
    ];
    let held: Vec<String> = keys.iter().filter(|(_, held)| *held).map(|(key, _)| style.string(key)).collect();
    if !held.is_empty() {
        entries.push(format!("modifiers: [{}]", held.join(", ")));
    }
    if clicks > 2 {
        entries.push(format!("clickCount: {clicks}"));
    }
    if pressed_ms > 0 {
        entries.push(delay(pressed_ms));
    }
    entries.extend(at.map(|at| position("position", at)));
    let arguments = if entries.is_empty() { Vec::new() } else { vec![Argument::Object(entries)] };
    Call::new(if clicks == 2 { "dblclick" } else { "click" }, arguments)
}

fn snapshot(text: &str) -> Argument {
    let lines: Vec<String> = text.lines().map(template_text).collect();
    match lines.as_slice() {
        [] | [_] => Argument::Plain(format!("`{}`", lines.concat().trim_end())),
        _ => Argument::Template(lines),
    }
}

/// As long as it took, without the odd milliseconds.
fn delay(ms: u32) -> String {
    format!("delay: {}", ms.div_ceil(100) * 100)
}

fn drag(at: Option<Point>, onto_at: Option<Point>) -> Vec<Argument> {
    let entries: Vec<String> = at
        .map(|at| position("sourcePosition", at))
        .into_iter()
        .chain(onto_at.map(|at| position("targetPosition", at)))
        .collect();
    if entries.is_empty() { Vec::new() } else { vec![Argument::Object(entries)] }
}

fn position(name: &str, Point { x, y }: Point) -> String {
    format!("{name}: {{ x: {x}, y: {y} }}")
}

/// An address: each secret in it comes from its variable.
fn address(url: &str, variables: &[String], style: &Style) -> String {
    let texts: Vec<&str> = url.split(MASK).collect();
    match texts.as_slice() {
        [plain] => style.string(plain),
        _ => template(&texts, &variables.iter().map(|name| environment(name, style)).collect::<Vec<_>>()),
    }
}

pub(crate) fn typed(value: &Typed, variable: Option<&String>, style: &Style) -> String {
    match value {
        Typed::Text { text } => style.string(text),
        Typed::Secret => environment(variable.map_or("SECRET", String::as_str), style),
    }
}

/// `process.env.PASSWORD!`
fn environment(name: &str, style: &Style) -> String {
    let plain = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if plain { format!("process.env.{name}!") } else { format!("process.env[{}]!", style.string(name)) }
}

/// A plain string is an option's label or its value. A label without letters may be another option's value.
fn options(labels: &[String], style: &Style) -> Argument {
    let is_word = |label: &String| label.chars().any(char::is_alphabetic);
    let by_label = |label: &String| format!("{{ label: {} }}", style.string(label));
    match labels {
        [label] if is_word(label) => Argument::Plain(style.string(label)),
        [label] => Argument::Object(vec![format!("label: {}", style.string(label))]),
        _ if labels.iter().all(is_word) => Argument::List(labels.iter().map(|label| style.string(label)).collect()),
        _ => Argument::List(labels.iter().map(by_label).collect()),
    }
}

/// `join(files, 'a.png')`, or a list of such.
fn list(files: &[String], style: &Style) -> String {
    match paths(files, style) {
        Argument::Plain(path) => path,
        Argument::List(paths) => format!("[{}]", paths.join(", ")),
        Argument::Object(_) | Argument::Template(_) => String::new(),
    }
}

/// Files lie beside the spec, in `files/`; only their last names count, wherever they were recorded.
fn paths(files: &[String], style: &Style) -> Argument {
    let path = |file: &String| {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        format!("join(files, {})", style.string(name))
    };
    match files {
        [file] => Argument::Plain(path(file)),
        _ => Argument::List(files.iter().map(path).collect()),
    }
}

/// The address below the app's own, else as it is.
fn relative<'a>(url: &'a str, base_url: &str) -> &'a str {
    let base = base_url.trim_end_matches('/');
    match url.strip_prefix(base) {
        Some("") if !base.is_empty() => "/",
        Some(rest) if !base.is_empty() && rest.starts_with('/') => rest,
        // `/` and not `?q=1`: Playwright resolves against the base with its path.
        Some(_) | None => url,
    }
}
