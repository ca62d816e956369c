//! Playwright's own `print` cases from `../shared/peer`. Shared by the tests of
//! `locate` (does the engine's syntax come back?) and `emit` (is the code the same?).

use model::*;

/// One case: the engine's selector, the locator that it means, and Playwright's JavaScript for it.
pub struct PrintCase {
    pub id: String,
    pub selector: String,
    pub locator: Locator,
    /// In JavaScript, Python, Java and C#.
    pub code: [String; 4],
}

/// The cases, or nothing, said aloud, where the shared folder is absent.
pub fn print_cases() -> Option<Vec<PrintCase>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/peer/playwright-cases.json");
    let Ok(text) = std::fs::read_to_string(file) else {
        eprintln!("skipped: {file} is not there");
        return None;
    };
    let json: serde_json::Value = serde_json::from_str(&text).expect("the cases are JSON");
    let cases = json["cases"].as_array().expect("cases");
    let string = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let found = cases.iter().filter(|case| case["suite"] == "print").map(|case| {
        let selector = string(&case["selector"]);
        let code = ["javascript", "python", "java", "csharp"].map(|language| string(&case["expect"][language]));
        let locator = parse(&selector).unwrap_or_else(|| panic!("{selector} is a locator"));
        PrintCase { id: string(&case["id"]), locator, selector, code }
    });
    Some(found.collect())
}

fn parse(selector: &str) -> Option<Locator> {
    let links: Option<Vec<Link>> = split(selector).iter().map(|part| link(part)).collect();
    Some(Locator { links: links? })
}

/// At `>>` outside of quotes.
fn split(selector: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    let mut rest = selector.chars().peekable();
    while let Some(character) = rest.next() {
        if !quoted && character == '>' && rest.peek() == Some(&'>') {
            rest.next();
            parts.push(String::new());
            continue;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        parts.last_mut().expect("never empty").push(character);
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn link(part: &str) -> Option<Link> {
    let by = |by: By| Some(Link::By { by });
    let Some((engine, body)) = part.split_once('=').filter(|(engine, _)| !engine.contains(['[', '#', '.'])) else {
        return by(By::Css { css: part.to_owned() });
    };
    match engine {
        "internal:text" => by(By::Text { text: json_text(body)? }),
        "internal:label" => by(By::Label { text: json_text(body)? }),
        "internal:has-text" => Some(Link::HasText { text: json_text(body)? }),
        "internal:has-not-text" => Some(Link::HasNotText { text: json_text(body)? }),
        "internal:has-not" => Some(Link::HasNot { locator: parse(&serde_json::from_str::<String>(body).ok()?)? }),
        "visible" => Some(Link::Visible { visible: body == "true" }),
        "internal:has" => Some(Link::Has { locator: parse(&serde_json::from_str::<String>(body).ok()?)? }),
        "internal:control" => Some(Link::Frame),
        "nth" => Some(Link::Nth { index: body.parse().ok()? }),
        "internal:testid" => by(By::TestId { id: attribute(body)?.1 }),
        "internal:attr" => {
            let (name, text) = attribute(body)?;
            match name.as_str() {
                "placeholder" => by(By::Placeholder { text }),
                "alt" => by(By::AltText { text }),
                "title" => by(By::Title { text }),
                _ => None,
            }
        }
        "internal:role" => {
            let (role, rest) = body.split_at(body.find('[').unwrap_or(body.len()));
            let (mut name, mut more) = (None, RoleMore::default());
            for part in attributes(rest) {
                let (attribute_name, value) = part.strip_prefix('[')?.strip_suffix(']')?.split_once('=')?;
                match attribute_name {
                    "name" => name = Some(attribute(&part)?.1),
                    "description" => more.description = Some(attribute(&part)?.1),
                    "checked" => more.states.push(RoleState::Checked(value == "true")),
                    "pressed" => more.states.push(RoleState::Pressed(value == "true")),
                    "level" => more.states.push(RoleState::Level(value.parse().ok()?)),
                    _ => return None,
                }
            }
            by(By::Role { role: role.to_owned(), name, more })
        }
        _ => None,
    }
}

/// `[name="a"i][level=2]` in its parts; no case has a bracket within one.
fn attributes(body: &str) -> Vec<String> {
    body.split_inclusive(']').map(str::to_owned).collect()
}

/// `/source/flags`, without the escapes that the selector's syntax needs and the expression doesn't.
fn regex(body: &str) -> Option<TextMatch> {
    let (source, flags) = body.strip_prefix('/')?.rsplit_once('/')?;
    let mut written = String::new();
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some('"')) => {}
            ('\\', Some(next)) => {
                characters.next();
                written.extend(['\\', next]);
            }
            _ => written.push(character),
        }
    }
    Some(TextMatch::regex(written, flags))
}

fn json_text(body: &str) -> Option<TextMatch> {
    if body.starts_with('/') {
        return regex(body);
    }
    let (text, mode) = body.split_at(body.len().checked_sub(1)?);
    Some(TextMatch { text: serde_json::from_str(text).ok()?, exact: mode == "s", flags: None })
}

/// `[name="value"s]`, one only.
fn attribute(body: &str) -> Option<(String, TextMatch)> {
    if let Some((name, pattern)) = body.strip_prefix('[')?.strip_suffix(']')?.split_once("=/") {
        return Some((name.to_owned(), regex(&format!("/{pattern}"))?));
    }
    let (name, rest) = body.strip_prefix('[')?.split_once("=\"")?;
    let (value, mode) = rest.strip_suffix(']')?.rsplit_once('"')?;
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => text.push(rest.next()?),
            '"' => return None,
            _ => text.push(character),
        }
    }
    Some((name.to_owned(), TextMatch { text, exact: mode == "s", flags: None }))
}
