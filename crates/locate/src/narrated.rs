//! What a narrator said about an element, as evidence for how to find it: the part of the page that it is in, its
//! place among its like, and numbers that are data.
//!
//! Reads English by rules. What it does not understand it leaves alone: the click stands, whatever was said.

use crate::own::{is_item, is_landmark, is_silent};
use crate::score::Score;
use model::{Ancestor, By, Element, Link, Locator, TextMatch};

/// Words for a part of a page, and the roles that it then has; none: any.
const PARTS: &[(&str, &[&str])] = &[
    ("section", &[]),
    ("area", &[]),
    ("part", &[]),
    ("card", &[]),
    ("panel", &[]),
    ("box", &[]),
    ("block", &[]),
    ("group", &[]),
    ("form", &[]),
    ("row", &[]),
    ("line", &[]),
    ("entry", &[]),
    ("list", &[]),
    ("table", &[]),
    ("column", &[]),
    ("tab", &[]),
    ("dialog", &["dialog", "alertdialog"]),
    ("popup", &["dialog", "alertdialog"]),
    ("window", &["dialog", "alertdialog"]),
    ("header", &["banner"]),
    ("footer", &["contentinfo"]),
    ("sidebar", &["complementary", "navigation"]),
    ("navigation", &["navigation"]),
    ("menu", &["navigation", "menu", "menubar"]),
    ("toolbar", &["toolbar"]),
    ("search", &["search"]),
];
/// Before a part of a page.
const WITHIN: &[&str] =
    &["in", "inside", "within", "under", "below", "on", "from", "of", "at", "beside", "for", "next"];
/// What a phrase ends with.
const ENDS: &[&str] = &["and", "then", "to", "so", "because", "which", "that", "it", "i", "we", "now", "again", "with"];
/// Words of an ordinal, and the place: from the end when negative.
const ORDINALS: &[(&str, i32)] =
    &[("first", 0), ("second", 1), ("third", 2), ("fourth", 3), ("fifth", 4), ("last", -1), ("top", 0), ("bottom", -1)];
/// What there can be several of: "the first name" is no place.
const THINGS: &[&str] = &[
    "result",
    "item",
    "row",
    "entry",
    "card",
    "product",
    "link",
    "one",
    "option",
    "suggestion",
    "order",
    "message",
    "article",
    "invoice",
    "match",
    "hit",
    "line",
    "task",
    "todo",
    "ticket",
    "issue",
    "comment",
    "post",
    "user",
    "customer",
    "record",
    "notification",
    "email",
    "mail",
    "story",
    "headline",
    "offer",
    "book",
    "file",
    "button",
];

/// Taken off the price of a locator with a scope that was said: more than any scope costs.
const SCOPE: Score = 70;
/// Taken off for a number that was said.
const NUMBER: Score = 90;
/// How many ways to say a place are tried.
const MOST_PLACED: usize = 12;

/// What was said about an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrated {
    /// Parts of the page, as words: "billing section" is `billing` of any role.
    parts: Vec<Part>,
    /// Place among its like: from the end when negative.
    place: Option<i32>,
    /// Numbers, as they are written.
    numbers: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// What it is called; empty for "the dialog".
    name: Vec<String>,
    /// What it is; none: anything.
    roles: Vec<&'static str>,
    /// A word for a part of a page was said: "section".
    named: bool,
}

impl Narrated {
    /// Reads the sentences that belong to a step.
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for sentence in sentences {
            for clause in sentence.split([',', '.', ';', ':', '!', '?', '—']) {
                let words = words::split(clause);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                found.parts.extend(parts(&words));
                found.place = found.place.or_else(|| place(&words));
                found.numbers.extend(words.iter().filter(|word| words::is_code(word)).map(|word| (*word).to_owned()));
            }
        }
        found
    }

    /// Nothing was said that helps.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The place among its like that was said, from 0; from the end when negative.
    pub fn place(&self) -> Option<i32> {
        self.place
    }

    /// Is it told by the place that was said?
    pub fn is_place_of(&self, locator: &Locator) -> bool {
        let places: Vec<i32> = locator
            .links
            .iter()
            .filter_map(|link| if let Link::Nth { index } = link { Some(*index) } else { None })
            .collect();
        self.place.is_some_and(|place| places == [place]) && !locator.links.iter().any(is_counted_css)
    }

    /// What it takes off the price of a locator that says what was said.
    pub(crate) fn worth(&self, locator: &Locator) -> Score {
        let scope = if self.names_scope_of(locator) { SCOPE } else { 0 };
        let numbers =
            if locator.links.iter().flat_map(texts).any(|text| self.says_numbers_of(text)) { NUMBER } else { 0 };
        scope + numbers
    }

    /// Candidates that are made of what was said: besides those of [`crate::candidates`].
    pub fn candidates(&self, element: &Element, ancestors: &[Ancestor]) -> Vec<Locator> {
        let mut found = self.place.map(|place| placed(place, element, ancestors)).unwrap_or_default();
        found.truncate(MOST_PLACED);
        if self.numbers.is_empty() {
            return found;
        }
        let role = element.role.as_deref().filter(|role| !is_silent(role));
        if let Some(text) = self.around_number(&element.name) {
            found.extend(role.map(|role| Locator::by(By::role(role, Some(TextMatch::part(text))))));
        }
        if let Some(text) = self.around_number(&element.text) {
            found.push(Locator::by(By::Text { text: TextMatch::part(text) }));
        }
        // "Open invoice 1042", in whose row is a button "Open".
        let items = ancestors.iter().filter(|ancestor| is_item(ancestor.element.role.as_deref().unwrap_or_default()));
        for item in items {
            let all = [item.heading.as_deref().unwrap_or_default(), &item.element.name, &item.element.text];
            let Some(text) = all.iter().find_map(|text| self.around_number(text)) else { continue };
            let item_role = item.element.role.as_deref().unwrap_or_default();
            let scope = Locator::by(By::role(item_role, None)).link(Link::HasText { text: TextMatch::part(text) });
            if let Some(role) = role {
                let name = Some(TextMatch::part(element.name.clone())).filter(|name| !name.text.is_empty());
                found.push(scope.clone().then(Locator::by(By::role(role, name))));
                found.push(scope.then(Locator::by(By::role(role, None))));
            }
        }
        found
    }

    /// The number that was said, as it stands in a text, with the word before it where that is a word.
    fn around_number(&self, text: &str) -> Option<String> {
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let at = pieces.iter().position(|piece| self.says_numbers_of(piece))?;
        let number = pieces[at].trim_matches(|end: char| !end.is_alphanumeric() && end != '#');
        let before = at.checked_sub(1).map(|before| pieces[before]);
        let before = before.filter(|word| word.chars().all(char::is_alphabetic));
        Some(before.map_or_else(|| number.to_owned(), |word| format!("{word} {number}")))
    }

    /// Is a scope of the locator what was said?
    fn names_scope_of(&self, locator: &Locator) -> bool {
        let Some(leaf) = locator.links.iter().rposition(|link| matches!(link, Link::By { .. })) else { return false };
        let scopes = &locator.links[..leaf];
        !scopes.is_empty() && self.parts.iter().any(|part| part.is_in(scopes))
    }

    /// Was each number in a text said?
    pub(crate) fn says_numbers_of(&self, text: &str) -> bool {
        let words = words::split(text);
        let mut numbers = words.iter().filter(|word| words::is_code(word)).peekable();
        numbers.peek().is_some() && numbers.all(|number| self.numbers.contains(number))
    }

    /// The part of the page that was said, where the element is in no such part: words and click disagree.
    pub fn elsewhere(&self, ancestors: &[Ancestor]) -> Option<String> {
        let odd = self.parts.iter().find(|part| part.named && !part.name.is_empty() && !part.holds(ancestors));
        odd.map(|part| part.name.join(" "))
    }
}

impl Part {
    /// Do these links go through it?
    fn is_in(&self, scopes: &[Link]) -> bool {
        let roles = scopes.iter().any(|link| match link {
            Link::By { by: By::Role { role, .. } } => self.roles.contains(&role.as_str()),
            _ => false,
        });
        let named = || scopes.iter().flat_map(texts).any(|text| self.is_called(text));
        if self.name.is_empty() { roles } else { named() && (self.roles.is_empty() || roles) }
    }

    /// Is the element in such a part?
    fn holds(&self, ancestors: &[Ancestor]) -> bool {
        ancestors.iter().any(|ancestor| {
            let element = &ancestor.element;
            let attributes = ["id", "class", "aria-label", "data-testid", "title", "name"];
            let attributes = attributes.iter().filter_map(|name| element.attributes.get(*name)).map(String::as_str);
            let texts = [element.name.as_str(), ancestor.heading.as_deref().unwrap_or_default()];
            let headed = is_item(element.role.as_deref().unwrap_or_default()).then_some(element.text.as_str());
            texts.into_iter().chain(attributes).chain(headed).any(|text| self.is_called(text))
        })
    }

    /// Are all words of its name in a text?
    fn is_called(&self, text: &str) -> bool {
        let there = words::split(text);
        let there: Vec<String> = there.iter().map(|word| words::stem(word)).collect();
        self.name.iter().all(|word| there.iter().any(|other| words::likeness(&words::stem(word), other) >= 0.7))
    }
}

/// A place among siblings that nobody said.
fn is_counted_css(link: &Link) -> bool {
    matches!(link, Link::By { by: By::Css { css } } if css.contains(":nth-of-type("))
}

/// The texts by which a link finds something.
fn texts(link: &Link) -> Vec<&str> {
    match link {
        Link::By { by } => match by {
            By::Role { name: Some(text), .. }
            | By::Label { text }
            | By::Placeholder { text }
            | By::AltText { text }
            | By::Title { text }
            | By::Text { text }
            | By::TestId { id: text } => vec![text.text.as_str()],
            By::Role { name: None, .. } => Vec::new(),
            By::Css { css } => vec![css.as_str()],
        },
        Link::HasText { text } => vec![text.text.as_str()],
        Link::Has { locator } => locator.links.iter().flat_map(texts).collect(),
        Link::HasNotText { .. } | Link::HasNot { .. } | Link::Visible { .. } | Link::Frame | Link::Nth { .. } => {
            Vec::new()
        }
    }
}

/// "in the billing section", "in the dialog", "for the blue mug".
fn parts(words: &[&str]) -> Vec<Part> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !WITHIN.contains(word) {
            continue;
        }
        let rest = &words[at + 1..];
        let end = rest.iter().position(|word| ENDS.contains(word) || WITHIN.contains(word)).unwrap_or(rest.len());
        let articles = ["the", "a", "an", "my", "our", "this", "its", "their", "his", "her"];
        let phrase: Vec<&str> = rest[..end].iter().filter(|word| !articles.contains(word)).copied().collect();
        let kind = phrase.iter().position(|word| PARTS.iter().any(|(part, _)| part == word));
        match kind {
            Some(kind) => {
                let roles = PARTS.iter().find(|(part, _)| *part == phrase[kind]).map_or(&[][..], |(_, roles)| roles);
                let name: Vec<String> = phrase[..kind].iter().map(|word| (*word).to_owned()).collect();
                if !(name.is_empty() && roles.is_empty()) {
                    found.push(Part { name, roles: roles.to_vec(), named: true });
                }
            }
            None if (1..=5).contains(&phrase.len()) => {
                let name = phrase.iter().map(|word| (*word).to_owned()).collect();
                found.push(Part { name, roles: Vec::new(), named: false });
            }
            None => {}
        }
    }
    found
}

/// "the first result", "second one", "last row".
fn place(words: &[&str]) -> Option<i32> {
    let mut pairs = words.iter().enumerate();
    pairs.find_map(|(at, word)| {
        let (_, place) = ORDINALS.iter().find(|(ordinal, _)| ordinal == word)?;
        // "the first blue mug result"
        let things = words[at + 1..].iter().take(3);
        let mut stems = things.map(|word| words::stem(word));
        stems.any(|stem| THINGS.iter().any(|thing| words::stem(thing) == stem)).then_some(*place)
    })
}

/// The element by its place among its like, in the ways that the narrator may have meant: itself, or in the item around
/// it.
pub(crate) fn placed(place: i32, element: &Element, ancestors: &[Ancestor]) -> Vec<Locator> {
    let nth = Link::Nth { index: place };
    let role = element.role.as_deref().unwrap_or_default();
    if is_item(role) {
        let sets = crate::set::set_candidates(element, ancestors);
        return sets.into_iter().map(|set| set.link(nth.clone())).collect();
    }
    let mut found = Vec::new();
    let item = ancestors.iter().position(|ancestor| is_item(ancestor.element.role.as_deref().unwrap_or_default()));
    if let Some(item) = item {
        let sets = crate::set::set_candidates(&ancestors[item].element, &ancestors[item + 1..]);
        let by_role = Locator::by(By::role(role, None));
        let by_name = Locator::by(By::role(role, Some(TextMatch::part(element.name.clone()))));
        for set in sets {
            let own = set.link(nth.clone());
            found.push(own.clone().then(by_role.clone()));
            if !element.name.is_empty() {
                found.push(own.then(by_name.clone()));
            }
        }
        return found;
    }
    // Like things in one part of the page.
    if !role.is_empty() {
        let scope =
            ancestors.iter().find_map(|ancestor| ancestor.element.role.as_deref().filter(|role| is_landmark(role)));
        let own = Locator::by(By::role(role, None));
        let set = match scope {
            Some(scope) => Locator::by(By::role(scope, None)).then(own),
            None => own,
        };
        found.push(set.link(nth));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_places_and_numbers_are_read() {
        let part = |name: &str, roles: &[&'static str], named: bool| Part {
            name: name.split_whitespace().map(str::to_owned).collect(),
            roles: roles.to_vec(),
            named,
        };
        let said = |sentence: &str| Narrated::of([sentence]);
        assert_eq!(said("Click the Save button in the billing section").parts, [part("billing", &[], true)]);
        assert_eq!(said("Confirm in the dialog, then wait").parts, [part("", &["dialog", "alertdialog"], true)]);
        assert_eq!(said("Add to cart for the blue mug").parts, [part("blue mug", &[], false)]);
        assert_eq!(said("Open the first result").place, Some(0));
        assert_eq!(said("Take the last blue mug item").place, Some(-1));
        assert_eq!(said("Fill in the first name").place, None);
        assert_eq!(said("Open invoice 1042").numbers, ["1042"]);
        assert!(said("Log in").is_empty());
    }

    #[test]
    fn numbers_that_were_said_are_data() {
        let said = Narrated::of(["Open invoice 1042"]);
        assert!(said.says_numbers_of("Invoice 1042"));
        assert!(!said.says_numbers_of("Invoice 1042 of 2031"));
        assert!(!said.says_numbers_of("Invoice"));
    }
}
