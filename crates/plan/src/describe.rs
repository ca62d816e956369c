//! Steps and checks in a tester's words.

use model::{
    Action, Button, By, Check, Element, Expectation, Link, Locator, MASK, Modifiers, Pattern, PatternPart, Typed,
};

/// Longer texts are cut, in characters.
const LONGEST: usize = 60;

/// A step in words: "Click “Sign in”", "Fill “Email” with “ada@example.com”".
pub fn describe_step(action: &Action, element: Option<&Element>) -> String {
    let thing = element.map_or_else(|| "the page".to_owned(), thing);
    match action {
        Action::Goto { url } => format!("Open {}", cut(url)),
        Action::Back => "Go back".to_owned(),
        Action::Forward => "Go forward".to_owned(),
        Action::Reload => "Reload the page".to_owned(),
        Action::OpenTab => "Open a new tab".to_owned(),
        Action::CloseTab => "Close the tab".to_owned(),
        Action::Expect { expectation } => upper(&expected(expectation, &thing)),
        Action::Click { held, .. } if *held > 0 => format!("Press and hold {thing}"),
        Action::Click { button, modifiers, clicks, .. } => format!("{} {thing}", click(*button, *modifiers, *clicks)),
        Action::Hover => format!("Point at {thing}"),
        Action::Scroll { .. } => format!("Scroll {thing}"),
        Action::Drag { .. } => format!("Drag {thing}"),
        Action::Fill { value: Typed::Secret } | Action::TypeAt { value: Typed::Secret, .. } => {
            format!("Fill {thing} with a secret")
        }
        Action::Fill { value: Typed::Text { text } } if text.is_empty() => format!("Clear {thing}"),
        Action::Fill { value: Typed::Text { text } } | Action::TypeAt { value: Typed::Text { text }, .. } => {
            format!("Fill {thing} with {}", quoted(text))
        }
        Action::Type { text } => format!("Type {} in {thing}", quoted(text)),
        Action::Press { keys, held } if *held > 0 => format!("Hold {keys} down"),
        Action::Press { keys, .. } => match element {
            Some(_) => format!("Press {keys} in {thing}"),
            None => format!("Press {keys}"),
        },
        Action::Select { labels } if labels.is_empty() => format!("Choose nothing in {thing}"),
        Action::Select { labels } if labels.iter().any(|label| label == MASK) => {
            format!("Choose a secret in {thing}")
        }
        Action::Select { labels } => {
            let labels: Vec<String> = labels.iter().map(|label| quoted(label)).collect();
            format!("Choose {} in {thing}", labels.join(", "))
        }
        Action::Check => match element.and_then(|element| element.role.as_deref()) {
            Some("radio") => format!("Choose {thing}"),
            _ => format!("Tick {thing}"),
        },
        Action::Uncheck => format!("Untick {thing}"),
        Action::Upload { files, .. } if files.is_empty() => format!("Take the files out of {thing}"),
        Action::Upload { files, dropped } => {
            let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
            format!(
                "{} {} {} {thing}",
                if *dropped { "Drop" } else { "Upload" },
                files.join(", "),
                if *dropped { "onto" } else { "to" }
            )
        }
    }
}

/// A check in words: "total shows “€16.00”".
pub fn describe_check(check: &Check) -> String {
    let place = check.locator.as_ref().map_or_else(|| "The page".to_owned(), |chosen| found_by(&chosen.locator));
    match &check.expectation {
        Expectation::Count { count } => upper(&counted(*count, check.locator.as_ref().map(|chosen| &chosen.locator))),
        other => upper(&expected(other, &place)),
    }
}

fn expected(expectation: &Expectation, place: &str) -> String {
    match expectation {
        Expectation::Visible => format!("{place} is shown"),
        Expectation::Text { text } => format!("{place} says {}", pattern(text)),
        Expectation::ContainsText { text } => format!("{place} contains {}", pattern(text)),
        Expectation::Value { text } => format!("{place} holds {}", pattern(text)),
        Expectation::Count { count } => format!("{place}: {count}"),
        Expectation::Snapshot { .. } => format!("{place} is as it was"),
        Expectation::Checked { checked: true } => format!("{place} is ticked"),
        Expectation::Checked { checked: false } => format!("{place} is not ticked"),
        Expectation::PageTitle { text } => format!("The page's title is {}", pattern(text)),
        Expectation::PageUrl { text } => format!("The page's address ends in {}", pattern(text)),
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "There are 2 items in “Results”"
fn counted(count: u32, locator: Option<&Locator>) -> String {
    let Some(locator) = locator else { return format!("There are {count}") };
    let verb = if count == 1 { "There is" } else { "There are" };
    let last = locator.links.iter().rev().find_map(|link| match link {
        Link::By { by: By::Role { role, name: None, .. } } => Some(role_word(role)),
        Link::By { .. } => Some(""),
        Link::HasText { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => None,
    });
    match last {
        Some(noun) if !noun.is_empty() => {
            let ending = match noun {
                noun if count == 1 || noun.ends_with("choices") => "",
                noun if noun.ends_with(['x', 'h', 's']) => "es",
                _ => "s",
            };
            let place = found_by(locator);
            format!("{verb} {count} {noun}{ending}{}", place.strip_prefix(noun).unwrap_or_default())
        }
        _ => format!("{verb} {count} of {}", found_by(locator)),
    }
}

fn click(button: Button, modifiers: Modifiers, clicks: u32) -> String {
    let keys =
        [("Alt", modifiers.alt), ("Ctrl", modifiers.control), ("Cmd", modifiers.meta), ("Shift", modifiers.shift)];
    let held: String = keys.iter().filter(|(_, held)| *held).map(|(key, _)| format!("{key}+")).collect();
    let word = match (button, clicks) {
        (Button::Left, 2) => "double-click",
        (Button::Left, 3) => "triple-click",
        (Button::Left, _) => "click",
        (Button::Middle, _) => "middle-click",
        (Button::Right, _) => "right-click",
    };
    if held.is_empty() {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    } else {
        format!("{held}{word}")
    }
}

/// What a person would call the element.
fn thing(element: &Element) -> String {
    let attribute = |name: &str| element.attributes.get(name).map(String::as_str);
    let named = [
        Some(element.name.as_str()),
        element.labels.first().map(String::as_str),
        attribute("placeholder"),
        Some(element.text.as_str()),
        attribute("title"),
        attribute("alt"),
    ];
    let name = named.into_iter().flatten().map(str::trim).find(|name| !name.is_empty());
    match (name, element.role.as_deref()) {
        (Some(name), _) => quoted(name),
        (None, Some(role)) if role != "generic" => format!("the {}", role_word(role)),
        (None, _) => match element.test_id.as_deref() {
            Some(id) => quoted(&spaced(id)),
            None => format!("the {}", tag_word(&element.tag)),
        },
    }
}

/// What the element of a check is called, by how it is found.
fn found_by(locator: &Locator) -> String {
    let leaf = locator.links.iter().rposition(|link| matches!(link, Link::By { .. }));
    let Some(leaf) = leaf else { return "The page".to_owned() };
    let filter = locator.links[leaf + 1..].iter().find_map(|link| match link {
        Link::HasText { text } => Some(format!(" with {}", quoted(&text.text))),
        Link::By { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => None,
    });
    let around = locator.links[..leaf].iter().rev().find_map(|link| match link {
        Link::By { by: By::Role { name: Some(name), .. } } => Some(format!(" in {}", quoted(&name.text))),
        Link::HasText { text } => Some(format!(" of {}", quoted(&text.text))),
        Link::By { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => None,
    });
    let own = match &locator.links[leaf] {
        Link::By { by } => match by {
            By::Role { role, name: Some(name), .. } => format!("{} {}", role_word(role), quoted(&name.text)),
            By::Role { role, name: None, .. } => role_word(role).to_owned(),
            By::Label { text }
            | By::Placeholder { text }
            | By::AltText { text }
            | By::Title { text }
            | By::Text { text } => quoted(&text.text),
            By::TestId { id } => quoted(&spaced(&id.text)),
            By::Css { .. } => "the element".to_owned(),
        },
        Link::HasText { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => "the element".to_owned(),
    };
    format!("{own}{}{}", filter.unwrap_or_default(), around.unwrap_or_default())
}

fn pattern(pattern: &Pattern) -> String {
    let parts = pattern.parts.iter().map(|part| match part {
        PatternPart::Literal { text } => text.as_str(),
        PatternPart::Digits | PatternPart::Anything => "…",
    });
    quoted(&parts.collect::<String>())
}

/// ARIA roles as testers call them.
fn role_word(role: &str) -> &str {
    match role {
        "textbox" | "searchbox" | "spinbutton" => "field",
        "combobox" | "listbox" => "list of choices",
        "img" | "image" => "picture",
        "listitem" => "item",
        "status" | "alert" | "log" => "message",
        "alertdialog" => "dialog",
        "radio" => "choice",
        "generic" => "element",
        "contentinfo" => "footer",
        "banner" => "header",
        role => role,
    }
}

fn tag_word(tag: &str) -> &str {
    match tag {
        "a" => "link",
        "button" => "button",
        "input" | "textarea" => "field",
        "select" => "list of choices",
        "img" | "svg" | "canvas" => "picture",
        "body" | "html" => "page",
        _ => "element",
    }
}

/// `cart-count` and `cartCount` as words.
fn spaced(id: &str) -> String {
    words::split(id).join(" ")
}

fn quoted(text: &str) -> String {
    format!("“{}”", cut(text))
}

fn cut(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= LONGEST {
        return folded;
    }
    let cut: String = folded.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}
