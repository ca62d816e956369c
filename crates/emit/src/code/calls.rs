//! A locator as calls, and calls as a locator: the form that all languages share.

use crate::quote::{literal_of_whole_regex, whole_text_source};
use model::{By, Link, Locator, RoleMore, RoleState, TextMatch};

/// One call of a chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    /// As JavaScript has it: `getByRole`.
    pub method: String,
    pub arguments: Vec<Value>,
    /// By their names in JavaScript: `hasText`.
    pub options: Vec<(String, Value)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    /// Source and flags.
    Regex(String, String),
    Bool(bool),
    Number(i32),
    /// A constant of its own in some languages.
    Role(String),
    Locator(Vec<Call>),
}

impl Call {
    /// The texts that it looks for, also those of locators in it.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for value in self.arguments.iter().chain(self.options.iter().map(|(_, value)| value)) {
            match value {
                Value::Text(text) => texts.push(text.as_str()),
                Value::Locator(calls) => texts.extend(calls.iter().flat_map(Call::texts)),
                Value::Regex(..) | Value::Bool(_) | Value::Number(_) | Value::Role(_) => {}
            }
        }
        texts
    }
}

/// The calls of a chain.
pub(crate) fn calls(links: &[Link]) -> Vec<Call> {
    links.iter().map(call).collect()
}

fn call(link: &Link) -> Call {
    let filter = |name: &str, value: Value| Call {
        method: "filter".to_owned(),
        arguments: Vec::new(),
        options: vec![(name.to_owned(), value)],
    };
    let plain =
        |method: &str, arguments: Vec<Value>| Call { method: method.to_owned(), arguments, options: Vec::new() };
    match link {
        Link::By { by } => by_call(by),
        Link::HasText { text } => filter("hasText", filter_text(text)),
        Link::HasNotText { text } => filter("hasNotText", filter_text(text)),
        Link::Has { locator } => filter("has", Value::Locator(calls(&locator.links))),
        Link::HasNot { locator } => filter("hasNot", Value::Locator(calls(&locator.links))),
        Link::Visible { visible } => filter("visible", Value::Bool(*visible)),
        Link::Frame => plain("contentFrame", Vec::new()),
        Link::Nth { index: 0 } => plain("first", Vec::new()),
        Link::Nth { index: -1 } => plain("last", Vec::new()),
        Link::Nth { index } => plain("nth", vec![Value::Number(*index)]),
    }
}

fn by_call(by: &By) -> Call {
    let by_text = |method: &str, text: &TextMatch| {
        let exact = text.exact && text.flags.is_none();
        let options = exact.then(|| ("exact".to_owned(), Value::Bool(true)));
        Call { method: method.to_owned(), arguments: vec![value(text)], options: options.into_iter().collect() }
    };
    match by {
        By::Role { role, name, more } => {
            let mut options: Vec<(String, Value)> = Vec::new();
            options.extend(name.iter().map(|name| ("name".to_owned(), value(name))));
            options.extend(more.description.iter().map(|text| ("description".to_owned(), value(text))));
            options.extend(more.states.iter().map(|state| state_option(*state)));
            // One word for both texts.
            if name.iter().chain(&more.description).any(|text| text.exact && text.flags.is_none()) {
                options.push(("exact".to_owned(), Value::Bool(true)));
            }
            Call { method: "getByRole".to_owned(), arguments: vec![Value::Role(role.clone())], options }
        }
        By::Label { text } => by_text("getByLabel", text),
        By::Placeholder { text } => by_text("getByPlaceholder", text),
        By::AltText { text } => by_text("getByAltText", text),
        By::Title { text } => by_text("getByTitle", text),
        By::Text { text } => by_text("getByText", text),
        By::TestId { id } => Call { method: "getByTestId".to_owned(), arguments: vec![value(id)], options: Vec::new() },
        By::Css { css } => {
            Call { method: "locator".to_owned(), arguments: vec![Value::Text(css.clone())], options: Vec::new() }
        }
    }
}

fn value(text: &TextMatch) -> Value {
    match &text.flags {
        Some(flags) => Value::Regex(text.text.clone(), flags.clone()),
        None => Value::Text(text.text.clone()),
    }
}

/// A string in a filter is always a part: the whole text has to be a regular expression.
fn filter_text(text: &TextMatch) -> Value {
    if text.exact && text.flags.is_none() {
        Value::Regex(whole_text_source(&text.text), String::new())
    } else {
        value(text)
    }
}

fn state_option(state: RoleState) -> (String, Value) {
    let (name, value) = match state {
        RoleState::Checked(on) => ("checked", Value::Bool(on)),
        RoleState::Disabled(on) => ("disabled", Value::Bool(on)),
        RoleState::Expanded(on) => ("expanded", Value::Bool(on)),
        RoleState::IncludeHidden(on) => ("includeHidden", Value::Bool(on)),
        RoleState::Level(level) => ("level", Value::Number(i32::try_from(level).unwrap_or(i32::MAX))),
        RoleState::Pressed(on) => ("pressed", Value::Bool(on)),
        RoleState::Selected(on) => ("selected", Value::Bool(on)),
    };
    (name.to_owned(), value)
}

/// The locator that calls make; the error says what is odd.
pub(super) fn locator(calls: &[Call]) -> Result<Locator, String> {
    let mut links = Vec::new();
    for call in calls {
        links.extend(links_of(call)?);
    }
    if links.is_empty() { Err("there is no locator".to_owned()) } else { Ok(Locator { links }) }
}

fn links_of(call: &Call) -> Result<Vec<Link>, String> {
    let odd = |what: &str| Err(format!("{} {what}", call.method));
    let exact = call.options.iter().any(|(name, value)| name == "exact" && *value == Value::Bool(true));
    let text = || match call.arguments.first() {
        Some(Value::Text(text)) => Ok(TextMatch { text: text.clone(), exact, flags: None }),
        Some(Value::Regex(source, flags)) => Ok(TextMatch::regex(source, flags)),
        _ => Err(format!("{} needs a text", call.method)),
    };
    let by = |by: By| Ok(vec![Link::By { by }]);
    match call.method.as_str() {
        "getByRole" => by(role(call, exact)?),
        "getByLabel" => by(By::Label { text: text()? }),
        "getByPlaceholder" => by(By::Placeholder { text: text()? }),
        "getByAltText" => by(By::AltText { text: text()? }),
        "getByTitle" => by(By::Title { text: text()? }),
        "getByText" => by(By::Text { text: text()? }),
        // The whole value, always.
        "getByTestId" => by(By::TestId { id: TextMatch { exact: true, ..text()? }.settled() }),
        "locator" => match call.arguments.first() {
            Some(Value::Text(css)) => {
                let mut links = vec![Link::By { by: By::Css { css: css.clone() } }];
                links.extend(filters(call)?);
                Ok(links)
            }
            _ => odd("needs a selector"),
        },
        "frameLocator" => match call.arguments.first() {
            Some(Value::Text(css)) => Ok(vec![Link::By { by: By::Css { css: css.clone() } }, Link::Frame]),
            _ => odd("needs a selector"),
        },
        "filter" => filters(call),
        "contentFrame" => Ok(vec![Link::Frame]),
        "first" => Ok(vec![Link::Nth { index: 0 }]),
        "last" => Ok(vec![Link::Nth { index: -1 }]),
        "nth" => match call.arguments.first() {
            Some(Value::Number(index)) => Ok(vec![Link::Nth { index: *index }]),
            _ => odd("needs a number"),
        },
        _ => odd("is no part of a locator"),
    }
}

fn role(call: &Call, exact: bool) -> Result<By, String> {
    let role = match call.arguments.first() {
        Some(Value::Role(role) | Value::Text(role)) => role.clone(),
        _ => return Err("getByRole needs a role".to_owned()),
    };
    let mut name = None;
    let mut more = RoleMore::default();
    for (option, value) in &call.options {
        let text = || match value {
            Value::Text(text) => Ok(TextMatch { text: text.clone(), exact, flags: None }),
            Value::Regex(source, flags) => Ok(TextMatch::regex(source, flags)),
            _ => Err(format!("{option} of getByRole needs a text")),
        };
        let state = match (option.as_str(), value) {
            ("name", _) => {
                name = Some(text()?);
                continue;
            }
            ("description", _) => {
                more.description = Some(text()?);
                continue;
            }
            ("exact", Value::Bool(_)) => continue,
            ("checked", Value::Bool(on)) => RoleState::Checked(*on),
            ("disabled", Value::Bool(on)) => RoleState::Disabled(*on),
            ("expanded", Value::Bool(on)) => RoleState::Expanded(*on),
            ("includeHidden", Value::Bool(on)) => RoleState::IncludeHidden(*on),
            ("level", Value::Number(level)) => RoleState::Level(u32::try_from(*level).unwrap_or_default()),
            ("pressed", Value::Bool(on)) => RoleState::Pressed(*on),
            ("selected", Value::Bool(on)) => RoleState::Selected(*on),
            _ => return Err(format!("getByRole has no such option: {option}")),
        };
        more.states.push(state);
    }
    Ok(By::Role { role, name, more })
}

fn filters(call: &Call) -> Result<Vec<Link>, String> {
    let mut links = Vec::new();
    for (option, value) in &call.options {
        let text = || match value {
            Value::Text(text) => Ok(TextMatch::part(text)),
            Value::Regex(source, flags) => Ok(TextMatch::regex(source, flags).settled()),
            _ => Err(format!("{option} needs a text")),
        };
        let inner = || match value {
            Value::Locator(calls) => locator(calls),
            _ => Err(format!("{option} needs a locator")),
        };
        links.push(match (option.as_str(), value) {
            ("hasText", _) => Link::HasText { text: text()? },
            ("hasNotText", _) => Link::HasNotText { text: text()? },
            ("has", _) => Link::Has { locator: inner()? },
            ("hasNot", _) => Link::HasNot { locator: inner()? },
            ("visible", Value::Bool(visible)) => Link::Visible { visible: *visible },
            _ => return Err(format!("filter has no such option: {option}")),
        });
    }
    Ok(links)
}

trait Settled {
    fn settled(self) -> Self;
}

impl Settled for TextMatch {
    /// An expression that is a whole text and nothing else is that text; one has no word for exactness.
    fn settled(self) -> Self {
        match &self.flags {
            Some(flags) if flags.is_empty() => match literal_of_whole_regex(&self.text) {
                Some(text) => TextMatch::exact(text),
                None => TextMatch { exact: false, ..self },
            },
            Some(_) => TextMatch { exact: false, ..self },
            None => self,
        }
    }
}
