//! The breakages worth trying, from what the recording shows: each control that was used, dead; each API call that
//! was made, failing. Pure: asks neither the app nor the browser.

use model::{
    Action, Breakage, BreakageKind, Element, Line, Locator, NetworkEntry, Plan, PlannedStep, Recording, Target,
    TargetId,
};
use std::collections::BTreeSet;
use url::Url;

/// The breakages of a test, controls first, in the order they were used; then calls, in the order they were made.
/// `selectors` prints a locator in the engine's own syntax, per frame from the outermost.
///
/// A control that is used twice, by the same locator, is one breakage: it is dead from the start. A click into a text
/// field is none, because the field is filled all the same. Calls are those to the app's own site that succeeded.
pub fn breakages(plan: &Plan, recording: &Recording, selectors: &dyn Fn(&Locator) -> Vec<String>) -> Vec<Breakage> {
    let mut seen = BTreeSet::new();
    let mut breakages = Vec::new();
    for step in steps(plan) {
        let (Some(id), Some(chosen)) = (&step.target, &step.locator) else {
            continue;
        };
        let target = recording.targets.iter().find(|target| target.id == *id);
        if !is_control(&step.action, target) {
            continue;
        }
        let selectors = selectors(&chosen.locator);
        if !selectors.is_empty() && seen.insert(selectors.clone()) {
            breakages.push(dead(step, id, target, selectors));
        }
    }
    tell_apart(&mut breakages, recording);
    breakages.extend(failing_calls(plan, &recording.network));
    breakages
}

/// Two controls of one name are told apart by what they are: the link and the button “Sign in”.
fn tell_apart(breakages: &mut [Breakage], recording: &Recording) {
    let titles: Vec<String> = breakages.iter().map(|breakage| breakage.title.clone()).collect();
    for breakage in breakages.iter_mut() {
        let BreakageKind::DeadControl { target, .. } = &breakage.kind else { continue };
        let role =
            recording.targets.iter().find(|known| known.id == *target).and_then(|known| known.element.role.as_deref());
        if let Some(role) = role
            && titles.iter().filter(|title| **title == breakage.title).count() > 1
        {
            breakage.title = format!("The {role} {}", breakage.title);
        }
    }
}

fn steps(plan: &Plan) -> impl Iterator<Item = &PlannedStep> {
    plan.groups.iter().flat_map(|group| &group.lines).filter_map(|line| match line {
        Line::Step(step) => Some(step),
        Line::Check(_) | Line::Remark { .. } => None,
    })
}

/// Can input on it have an effect of its own, which a dead one would miss? A `select` is left out: the browser
/// changes it before the page hears of it, so it can't be made dead from outside.
fn is_control(action: &Action, target: Option<&Target>) -> bool {
    match action {
        Action::Click { .. } => !target.is_some_and(|target| takes_text(&target.element)),
        Action::Check | Action::Uncheck | Action::Drag { .. } => true,
        Action::Press { keys, .. } => keys.ends_with("Enter"),
        Action::Goto { .. }
        | Action::Back
        | Action::Forward
        | Action::Reload
        | Action::Fill { .. }
        | Action::Type { .. }
        | Action::TypeAt { .. }
        | Action::Select { .. }
        | Action::Upload { .. }
        | Action::Hover
        | Action::Scroll { .. }
        | Action::OpenTab
        | Action::Expect { .. }
        | Action::CloseTab => false,
    }
}

/// Input types that are not text.
const NOT_TEXT: [&str; 9] = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];

fn takes_text(element: &Element) -> bool {
    let kind = element.attributes.get("type").map_or("text", String::as_str);
    match element.tag.as_str() {
        "textarea" => true,
        "input" => !NOT_TEXT.contains(&kind.to_ascii_lowercase().as_str()),
        _ => matches!(element.role.as_deref(), Some("textbox" | "searchbox")),
    }
}

fn dead(step: &PlannedStep, id: &TargetId, target: Option<&Target>, selectors: Vec<String>) -> Breakage {
    let name = target.map_or_else(|| "a control".to_owned(), |target| name(&target.element));
    let title = match &step.action {
        Action::Press { keys, .. } => format!("{keys} in {name} does nothing"),
        Action::Check | Action::Uncheck => format!("{name} can't be changed"),
        Action::Click { .. }
        | Action::Goto { .. }
        | Action::Back
        | Action::Forward
        | Action::Reload
        | Action::Fill { .. }
        | Action::Type { .. }
        | Action::TypeAt { .. }
        | Action::Select { .. }
        | Action::Upload { .. }
        | Action::Hover
        | Action::Scroll { .. }
        | Action::Drag { .. }
        | Action::OpenTab
        | Action::Expect { .. }
        | Action::CloseTab => format!("{name} does nothing"),
    };
    Breakage {
        id: format!("dead-{}", step.id),
        title,
        kind: BreakageKind::DeadControl { step: step.id.clone(), target: id.clone(), selectors },
    }
}

/// Longer names are cut, in characters.
const NAME: usize = 60;

fn name(element: &Element) -> String {
    let label = element.labels.first().map_or("", String::as_str);
    let said = [element.name.as_str(), label, element.text.as_str()].into_iter().find(|text| !text.trim().is_empty());
    match said {
        Some(text) if text.chars().count() > NAME => {
            format!("“{}…”", text.chars().take(NAME).collect::<String>().trim_end())
        }
        Some(text) => format!("“{text}”"),
        None => format!("the {}", element.role.as_deref().unwrap_or(&element.tag)),
    }
}

fn failing_calls(plan: &Plan, network: &[NetworkEntry]) -> Vec<Breakage> {
    let app = Url::parse(&plan.base_url).ok();
    let mut seen = BTreeSet::new();
    let mut breakages = Vec::new();
    for entry in network {
        let worked = entry.status.is_some_and(|status| (200..400).contains(&status));
        let is_call = matches!(entry.resource.as_str(), "xhr" | "fetch") && entry.method != "OPTIONS";
        let Some(url) = Url::parse(&entry.url).ok().filter(|_| worked && is_call) else {
            continue;
        };
        if !app.as_ref().is_some_and(|app| same_site(app, &url)) {
            continue;
        }
        let path = any_ids(url.path());
        if seen.insert((entry.method.clone(), path.clone())) {
            breakages.push(Breakage {
                id: format!("api-500-{}", breakages.len() + 1),
                title: format!("{} {path} answers 500", entry.method),
                kind: BreakageKind::ApiError { method: entry.method.clone(), path },
            });
        }
    }
    breakages
}

/// Ours to break: the app's host, one below it, or one beside it (`shop.example.org` and `api.example.org`). What a
/// page sends to others, to be counted or advertised to, no test need notice.
fn same_site(app: &Url, other: &Url) -> bool {
    let (Some(app), Some(other)) = (app.domain(), other.domain()) else {
        return app.host() == other.host();
    };
    let parent = app.split_once('.').map_or("", |(_, parent)| parent);
    app == other
        || other.ends_with(&format!(".{app}"))
        || (parent.contains('.') && other.ends_with(&format!(".{parent}")))
}

/// The path with `*` for each segment that is an id: it will be another one in the next run.
fn any_ids(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').map(|segment| if is_id(segment) { "*" } else { segment }).collect();
    segments.join("/")
}

/// All digits, or at least eight hexadecimal digits, some of them decimal (UUIDs, hashes, object ids).
fn is_id(segment: &str) -> bool {
    let digits = segment.chars().filter(char::is_ascii_digit).count();
    let is_hex = segment.len() >= 8 && segment.chars().all(|char| char.is_ascii_hexdigit() || char == '-');
    digits > 0 && (digits == segment.len() || is_hex)
}

#[cfg(test)]
#[path = "breakages_tests.rs"]
mod tests;
