//! What each step is about, in words with weights, and how much each word tells. Looks at facts about elements; knows
//! no sentence.

use super::judged;
use crate::Timeline;
use model::{Action, EventKind, Step, Target, TargetId, Typed};
use std::collections::HashMap;
use words::{likeness, tokens};

/// How much a word counts by where it stands.
mod weight {
    /// The element's name, label, text, placeholder; what was typed or chosen.
    pub const OWN: f32 = 1.0;
    pub const TEST_ID: f32 = 0.8;
    pub const ADDRESS: f32 = 0.8;
    /// The heading of the row, card or dialog around it.
    pub const HEADING: f32 = 0.7;
    pub const PAGE_TITLE: f32 = 0.6;
    /// Attributes that developers name things by.
    pub const ATTRIBUTE: f32 = 0.5;
    /// A word that often stands for another: "sign in" for the password field.
    pub const RELATED: f32 = 0.5;
    /// Landmarks, forms and headings further out.
    pub const AROUND: f32 = 0.4;
    /// "button", "field".
    pub const ROLE: f32 = 0.2;
}

/// How many ancestors, from the nearest, are asked for headings.
const ANCESTORS: usize = 8;
/// A name longer than this, in words, is a whole card's text and says little about the element.
const LONG_NAME: usize = 12;

/// Steps by the words that speak of them.
pub struct Vocabulary {
    /// By stem: which steps, and how much it counts there. In step order.
    words: HashMap<String, Vec<(usize, f32)>>,
    /// Stems by first letter, for finding those that a slip made.
    by_letter: HashMap<char, Vec<String>>,
    steps: usize,
}

impl Vocabulary {
    pub fn new(timeline: &Timeline<'_>, steps: &[Step]) -> Self {
        let targets: HashMap<&TargetId, &Target> = timeline.targets.iter().map(|target| (&target.id, target)).collect();
        let titles: HashMap<_, _> = timeline
            .events
            .iter()
            .filter_map(|event| match &event.what {
                EventKind::Seen(seen) => Some((&seen.page, seen.title.as_str())),
                _other_than_pages => None,
            })
            .collect();
        let mut words: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        for (index, step) in steps.iter().enumerate() {
            let mut own: HashMap<String, f32> = HashMap::new();
            let mut add = |text: &str, weight: f32| {
                let tokens = tokens(text);
                let weight = if tokens.len() > LONG_NAME { weight * judged::GENERIC } else { weight };
                for token in tokens {
                    let known = own.entry(token).or_default();
                    *known = known.max(weight);
                }
            };
            done(&step.action, &mut add);
            if let Action::Goto { .. } = step.action
                && let Some(title) = step.seen.last().and_then(|page| titles.get(page))
            {
                add(title, weight::PAGE_TITLE);
            }
            if let Some(target) = step.target.as_ref().and_then(|id| targets.get(id)) {
                described(target, &mut add);
            }
            for (token, relatives) in RELATED {
                let near = relatives
                    .iter()
                    .filter_map(|relative| own.get(*relative))
                    .fold(0.0, |most: f32, &one| most.max(one));
                let known = own.entry((*token).to_owned()).or_default();
                *known = known.max(near * weight::RELATED);
            }
            for (token, weight) in own {
                if weight > 0.0 {
                    words.entry(token).or_default().push((index, weight));
                }
            }
        }
        let mut by_letter: HashMap<char, Vec<String>> = HashMap::new();
        for word in words.keys() {
            by_letter.entry(word.chars().next().unwrap_or(' ')).or_default().push(word.clone());
        }
        Self { words, by_letter, steps: steps.len() }
    }

    /// Steps that this stem of a sentence speaks of, with how much that tells: at most 1, less the more steps it fits.
    /// Empty where it fits none.
    pub fn fits(&self, token: &str) -> Vec<(usize, f32)> {
        let exact = self.words.get(token).map(|steps| (1.0, steps));
        let (alike, steps) = match exact {
            Some(exact) => exact,
            None => {
                let same_letter = token.chars().next().and_then(|letter| self.by_letter.get(&letter));
                let nearest = same_letter
                    .into_iter()
                    .flatten()
                    .map(|word| (likeness(token, word), word))
                    // Words of equal likeness: the alphabet decides, not the order of a hash map.
                    .max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.cmp(a)))
                    .filter(|(alike, _)| *alike > 0.0);
                match nearest.and_then(|(alike, word)| self.words.get(word).map(|steps| (alike, steps))) {
                    Some(found) => found,
                    None => return Vec::new(),
                }
            }
        };
        // As in text search, a word tells less the more steps it fits (inverse document frequency); 1 for one step.
        let total = self.steps as f32;
        let spread: f32 = steps.iter().map(|(_, weight)| weight).sum::<f32>().max(1.0);
        let telling = (1.0 + total / spread).ln() / (1.0 + total).ln();
        let generic = if GENERIC.contains(&token) { judged::GENERIC } else { 1.0 };
        steps.iter().map(|&(step, weight)| (step, (weight * telling * alike * generic).min(1.0))).collect()
    }
}

/// Words of what was done.
fn done(action: &Action, add: &mut impl FnMut(&str, f32)) {
    match action {
        Action::Goto { url } => {
            let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            add(address.split(['?', '#']).next().unwrap_or(address), weight::ADDRESS);
            let path = address.split_once('/').map_or("", |(_, path)| path);
            if path.is_empty() {
                add("home page", weight::ADDRESS);
            }
            add("page site app", weight::AROUND);
        }
        Action::Fill { value: Typed::Text { text } }
        | Action::TypeAt { value: Typed::Text { text }, .. }
        | Action::Type { text } => add(text, weight::OWN),
        Action::Fill { value: Typed::Secret } | Action::TypeAt { value: Typed::Secret, .. } => {
            add("password", weight::RELATED)
        }
        Action::Press { keys, .. } => add(keys, weight::OWN),
        Action::Select { labels } => add(&labels.join(" "), weight::OWN),
        Action::Upload { files, .. } => add(&format!("{} file", files.join(" ")), weight::OWN),
        Action::Back => add("back", weight::OWN),
        Action::Forward => add("forward", weight::OWN),
        Action::Reload => add("reload refresh", weight::OWN),
        Action::OpenTab => add("open tab", weight::OWN),
        Action::CloseTab => add("close tab window popup", weight::OWN),
        Action::Scroll { .. } => add("scroll", weight::OWN),
        Action::Click { .. }
        | Action::Check
        | Action::Uncheck
        | Action::Hover
        | Action::Drag { .. }
        | Action::Expect { .. } => {}
    }
}

/// Words of the element, and of what is around it.
fn described(target: &Target, add: &mut impl FnMut(&str, f32)) {
    let element = &target.element;
    add(&element.name, weight::OWN);
    add(&element.text, weight::OWN);
    element.labels.iter().for_each(|label| add(label, weight::OWN));
    add(element.test_id.as_deref().unwrap_or_default(), weight::TEST_ID);
    for (name, value) in &element.attributes {
        match name.as_str() {
            "placeholder" | "aria-label" | "alt" | "title" => add(value, weight::OWN),
            "id" | "name" | "href" | "type" | "autocomplete" => add(value, weight::ATTRIBUTE),
            _ => {}
        }
    }
    match element.role.as_deref() {
        Some("textbox" | "searchbox" | "combobox" | "spinbutton") => add("field box input", weight::ROLE),
        Some("radio") => add("radio option", weight::ROLE),
        Some("checkbox") => add("checkbox box", weight::ROLE),
        Some(role) => add(role, weight::ROLE),
        None => {}
    }
    let mut nearest = weight::HEADING;
    for ancestor in target.ancestors.iter().take(ANCESTORS) {
        if let Some(heading) = &ancestor.heading {
            add(heading, nearest);
            nearest = weight::AROUND;
        }
        if ancestor.element.tag != "body" {
            add(&ancestor.element.name, weight::AROUND);
            add(ancestor.element.test_id.as_deref().unwrap_or_default(), weight::AROUND);
        }
    }
}

/// What people call a whole form, and what its fields are called.
const RELATED: &[(&str, &[&str])] = &[
    ("signin", &["email", "username", "user", "password", "login"]),
    ("signup", &["email", "username", "password", "name"]),
    ("checkout", &["addres", "city", "postal", "street", "card", "shiping", "delivery", "countri", "country"]),
    ("addres", &["city", "postal", "street", "country", "state"]),
    ("detail", &["nam", "email", "phon", "addres"]),
    ("order", &["checkout"]),
    ("pay", &["card", "cvc", "cvv", "iban", "payment"]),
    ("card", &["cvc", "cvv", "expiry"]),
];

/// Stems that many labels bear and that most sentences use for what is done rather than for what it is done to.
const GENERIC: &[&str] = &[
    "click", "pres", "typ", "enter", "fil", "choos", "select", "pick", "tick", "hit", "tap", "open", "go", "set",
    "use", "get", "giv", "tak", "buton", "field", "box", "link", "pag", "page", "input", "com", "www", "http", "https",
    "text", "see", "show", "one", "1", "new", "up", "out", "down", "al",
];
