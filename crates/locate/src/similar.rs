//! How like two elements are, and which element of a page is the one that a fingerprint was taken of.
//!
//! Compares facts; sees no page. What survives a release decides how much each fact weighs: attribute survival over
//! some four months was measured as tag .99, visible text .95, `name` .95, `href` .88, `id` .87, `role` .85,
//! `aria-label` .82, `class` .80, neighbours' text .53, place .35.

use crate::volatile::{is_stable_id, is_stable_value};
use model::{Ancestor, Element, Fingerprint, Likeness};
use std::collections::BTreeSet;

/// Less like than this is another element.
const LEAST: f32 = 0.6;
/// The next most like has to be this much less so.
const MARGIN: f32 = 0.05;

/// How far what programs call an element, where nothing else is called so, makes up for all that is different.
const BY_CONTRACT: f32 = 0.4;

/// What became of an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Refound {
    /// It is the element at this place of the list, this much like it.
    At {
        /// Place in the list.
        place: usize,
        /// 0 to 1.
        likeness: f32,
        /// How much less the next one is like it.
        margin: f32,
    },
    /// Nothing is enough like it: it is gone, or nobody could know it again.
    Gone {
        /// How like the most like one is.
        likeness: f32,
    },
    /// Several are as like it.
    Unsure {
        /// How like the most like ones are.
        likeness: f32,
        /// The places of the first two.
        between: [usize; 2],
    },
}

/// Finds elements again, each at most once. `candidates` are the elements of the page as it is now.
pub fn refind(wanted: &[Fingerprint], candidates: &[Likeness]) -> Vec<Refound> {
    // What was beside them competes, too: a candidate that is another old element is not the wanted one.
    let others = wanted.iter().flat_map(|wanted| &wanted.others);
    let all: Vec<&Likeness> = wanted.iter().map(|wanted| &wanted.likeness).chain(others).collect();
    let known: Vec<Vec<String>> = all.iter().map(|one| contracts(&one.element)).collect();
    let now: Vec<Vec<String>> = candidates.iter().map(|one| contracts(&one.element)).collect();
    let table: Vec<Vec<f32>> = all
        .iter()
        .zip(&known)
        .map(|(one, contracts)| {
            let same = |other: &[String]| {
                let only = |name: &&String| now.iter().filter(|names| names.contains(name)).count() == 1;
                contracts.iter().filter(|name| other.contains(name)).any(|name| only(&name))
            };
            let like = |(other, names): (&Likeness, &Vec<String>)| match likeness(one, other) {
                like if like > 0.0 && same(names) => like + (1.0 - like) * BY_CONTRACT,
                like => like,
            };
            candidates.iter().zip(&now).map(like).collect()
        })
        .collect();
    let mut pairs: Vec<(usize, usize, f32)> = Vec::new();
    for (one, row) in table.iter().enumerate() {
        pairs.extend(
            row.iter().enumerate().filter(|(_, like)| **like >= LEAST).map(|(other, like)| (one, other, *like)),
        );
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
    let mut found: Vec<Option<usize>> = vec![None; all.len()];
    let mut taken: Vec<Option<usize>> = vec![None; candidates.len()];
    for (one, other, _) in pairs {
        if found[one].is_none() && taken[other].is_none() {
            found[one] = Some(other);
            taken[other] = Some(one);
        }
    }
    (0..wanted.len()).map(|one| verdict(&table[one], found[one], &taken, one)).collect()
}

fn verdict(row: &[f32], found: Option<usize>, taken: &[Option<usize>], own: usize) -> Refound {
    let free = |place: &usize| taken[*place].is_none_or(|by| by == own);
    let Some(place) = found else {
        let most = (0..row.len()).filter(free).map(|place| row[place]).fold(0.0, f32::max);
        return Refound::Gone { likeness: most };
    };
    let second = (0..row.len()).filter(|other| *other != place).filter(free).max_by(|a, b| row[*a].total_cmp(&row[*b]));
    let margin = second.map_or(1.0, |second| row[place] - row[second]);
    match second {
        Some(second) if margin < MARGIN => Refound::Unsure { likeness: row[place], between: [place, second] },
        _ => Refound::At { place, likeness: row[place], margin },
    }
}

/// The elements that are most like one, itself left out: for its fingerprint.
pub fn most_alike<'a>(one: &Likeness, others: &'a [Likeness], most: usize) -> Vec<&'a Likeness> {
    let mut found: Vec<(f32, &Likeness)> = others.iter().map(|other| (likeness(one, other), other)).collect();
    found.retain(|(like, _)| *like > 0.0);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(most).map(|(_, other)| other).collect()
}

/// 0 for elements of another kind, 1 for the same.
pub fn likeness(one: &Likeness, other: &Likeness) -> f32 {
    let (a, b) = (&one.element, &other.element);
    if kind(a) != kind(b) {
        return 0.0;
    }
    let mut sum = Sum::default();
    sum.add(0.5, same(&a.tag, &b.tag));
    sum.add(1.0, if a.role == b.role { 1.0 } else { 0.5 });
    sum.texts(3.0, &a.name, &b.name);
    if a.text != a.name || b.text != b.name {
        sum.texts(1.5, &a.text, &b.text);
    }
    sum.texts(1.5, &a.labels.join(" "), &b.labels.join(" "));
    sum.values(3.0, a.test_id.as_deref(), b.test_id.as_deref(), same);
    let of = |element: &Element, name: &str| -> Option<String> {
        element.attributes.get(name).filter(|value| !value.is_empty()).cloned()
    };
    let mut attribute = |weight: f32, name: &str, compare: fn(&str, &str) -> f32| {
        sum.values(weight, of(a, name).as_deref(), of(b, name).as_deref(), compare);
    };
    attribute(1.5, "id", ids);
    attribute(2.0, "name", ids);
    attribute(3.0, "href", addresses);
    attribute(0.5, "type", same);
    attribute(1.0, "aria-label", texts);
    attribute(0.8, "title", texts);
    attribute(1.0, "placeholder", texts);
    attribute(1.0, "alt", texts);
    attribute(0.8, "value", texts);
    attribute(0.6, "for", ids);
    attribute(0.6, "class", classes);
    sum.add_if(0.6, &one.before, &other.before, neighbours);
    sum.add_if(0.6, &one.after, &other.after, neighbours);
    let landmark = |of: &Likeness| of.ancestors.iter().find_map(landmark);
    sum.values(0.6, landmark(one).as_deref(), landmark(other).as_deref(), same);
    let heading = |of: &Likeness| of.ancestors.iter().find_map(|ancestor| ancestor.heading.clone());
    sum.values(1.2, heading(one).as_deref(), heading(other).as_deref(), texts);
    let form = |of: &Likeness| of.ancestors.iter().find(|ancestor| ancestor.element.tag == "form").map(form);
    sum.values(0.5, form(one).as_deref(), form(other).as_deref(), ids);
    sum.add(0.5, paths(&one.ancestors, &other.ancestors));
    sum.ratio()
}

#[derive(Default)]
struct Sum {
    found: f32,
    possible: f32,
}

impl Sum {
    fn add(&mut self, weight: f32, like: f32) {
        self.found += weight * like;
        self.possible += weight;
    }

    /// Pictures that stand for words say little.
    fn texts(&mut self, weight: f32, one: &str, other: &str) {
        let says = |text: &str| text.chars().any(char::is_alphanumeric);
        match (says(one), says(other)) {
            (true, true) => self.add(weight, texts(one, other)),
            (false, false) if one.is_empty() && other.is_empty() => {}
            (false, false) => self.add(weight * 0.3, texts(one, other)),
            _ => self.add(weight * 0.4, 0.0),
        }
    }

    /// What only one of both has says less than what both have differently.
    fn values(&mut self, weight: f32, one: Option<&str>, other: Option<&str>, compare: fn(&str, &str) -> f32) {
        match (one, other) {
            (Some(one), Some(other)) => self.add(weight, compare(one, other)),
            (None, None) => {}
            _ => self.add(weight * 0.5, 0.0),
        }
    }

    fn add_if(&mut self, weight: f32, one: &[String], other: &[String], compare: fn(&[String], &[String]) -> f32) {
        if !one.is_empty() && !other.is_empty() {
            self.add(weight, compare(one, other));
        }
    }

    fn ratio(&self) -> f32 {
        if self.possible > 0.0 { self.found / self.possible } else { 0.0 }
    }
}

/// What programs call an element: its test id, id, the name that its form sends, where it leads.
fn contracts(element: &Element) -> Vec<String> {
    let attribute = |name: &str| element.attributes.get(name).map(String::as_str).filter(|value| is_stable_id(value));
    let id = attribute("id").map(|id| format!("id {id}"));
    let name = attribute("name")
        .map(|name| format!("name {name} {}", element.attributes.get("value").map_or("", String::as_str)));
    let test_id = element.test_id.as_deref().map(|id| format!("test id {id}"));
    let href = element.attributes.get("href").filter(|href| href.len() > 1);
    let href = href.map(|href| format!("href {:?}", parts(href)));
    [test_id, id, name, href].into_iter().flatten().collect()
}

/// What a person does with it: a link that became a button is pressed all the same.
fn kind(element: &Element) -> &'static str {
    match element.role.as_deref().unwrap_or_default() {
        "button" | "link" | "tab" | "menuitem" | "menuitemcheckbox" | "menuitemradio" => "pressed",
        "textbox" | "searchbox" | "spinbutton" => "typed into",
        "combobox" if element.tag != "select" => "typed into",
        "combobox" | "listbox" => "chosen from",
        "checkbox" | "switch" => "ticked",
        "radio" => "radio",
        "slider" => "slider",
        "option" => "option",
        _ => match element.tag.as_str() {
            "a" | "button" | "summary" | "area" => "pressed",
            "input" | "textarea" => "typed into",
            "select" => "chosen from",
            _ => "shown",
        },
    }
}

fn same(one: &str, other: &str) -> f32 {
    if one == other { 1.0 } else { 0.0 }
}

/// Words that both have, of all words; a text within another counts by its length.
fn texts(one: &str, other: &str) -> f32 {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (one, other) = (fold(one), fold(other));
    if one == other {
        return 1.0;
    }
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let words = overlap(&words::tokens(&one), &words::tokens(&other));
    words.max(pairs(&one, &other) * 0.9)
}

/// Dice's coefficient over pairs of letters (Dice 1945; Adamson and Boreham 1974).
fn pairs(one: &str, other: &str) -> f32 {
    let of = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    overlap(&of(one), &of(other))
}

fn overlap<T: PartialEq>(one: &[T], other: &[T]) -> f32 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let mut left: Vec<&T> = other.iter().collect();
    let mut shared: u16 = 0;
    for item in one {
        if let Some(at) = left.iter().position(|candidate| *candidate == item) {
            left.swap_remove(at);
            shared = shared.saturating_add(1);
        }
    }
    let total = u16::try_from(one.len() + other.len()).unwrap_or(u16::MAX);
    2.0 * f32::from(shared) / f32::from(total)
}

/// Ids and names in parts: `user_name` and `user-name` are the same.
fn ids(one: &str, other: &str) -> f32 {
    if one == other {
        return if is_stable_id(one) || is_stable_value(one) { 1.0 } else { 0.9 };
    }
    overlap(&words::split(one), &words::split(other)) * 0.7
}

/// Where a link leads, whatever the host. Another path, or another query, is another link.
fn addresses(one: &str, other: &str) -> f32 {
    let ((path, query), (other_path, other_query)) = (parts(one), parts(other));
    match (path == other_path, query == other_query) {
        (true, true) => 1.0,
        (true, false) => 0.4 * overlap(&query, &other_query),
        (false, _) => 0.4 * overlap(&path, &other_path),
    }
}

/// The path of an address, and what is stable of its query.
fn parts(address: &str) -> (Vec<String>, Vec<String>) {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let (path, query) = path.split_once(['?', '#']).unwrap_or((path, ""));
    let split = |text: &str, at: &[char]| text.split(at).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let mut query: Vec<String> = split(query, &['&', ';', '#']);
    query.retain(|part| is_stable_value(part));
    query.sort();
    (split(path, &['/']), query)
}

fn classes(one: &str, other: &str) -> f32 {
    let of = |classes: &str| -> Vec<String> { classes.split_whitespace().map(str::to_owned).collect() };
    overlap(&of(one), &of(other))
}

fn neighbours(one: &[String], other: &[String]) -> f32 {
    let nearest = |texts: &[String]| texts.first().cloned().unwrap_or_default();
    let set = |texts: &[String]| texts.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    0.5 * texts(&nearest(one), &nearest(other)) + 0.5 * overlap(&set(one), &set(other))
}

fn landmark(ancestor: &Ancestor) -> Option<String> {
    let role = ancestor.element.role.as_deref()?;
    let is = crate::own::is_landmark(role) || matches!(role, "dialog" | "alertdialog");
    is.then(|| format!("{role} {}", ancestor.element.name))
}

fn form(form: &Ancestor) -> String {
    let attributes = &form.element.attributes;
    let known = ["id", "name", "class"].iter().find_map(|name| attributes.get(*name));
    known.cloned().unwrap_or_default()
}

/// The tags of the nearest ancestors, in order.
fn paths(one: &[Ancestor], other: &[Ancestor]) -> f32 {
    let tags = |of: &[Ancestor]| of.iter().take(8).map(|ancestor| ancestor.element.tag.clone()).collect::<Vec<_>>();
    overlap(&tags(one), &tags(other))
}

impl Refound {
    /// The place in the list, when it was found.
    pub fn place(&self) -> Option<usize> {
        match self {
            Refound::At { place, .. } => Some(*place),
            Refound::Gone { .. } | Refound::Unsure { .. } => None,
        }
    }

    /// How like the most like one is.
    pub fn likeness(&self) -> f32 {
        match self {
            Refound::At { likeness, .. } | Refound::Gone { likeness } | Refound::Unsure { likeness, .. } => *likeness,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: &str, role: &str, name: &str, attributes: &[(&str, &str)]) -> Likeness {
        let pairs = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Likeness {
            element: Element {
                tag: tag.to_owned(),
                role: Some(role.to_owned()).filter(|role| !role.is_empty()),
                name: name.to_owned(),
                text: name.to_owned(),
                attributes: pairs.collect(),
                ..Element::default()
            },
            ..Likeness::default()
        }
    }

    fn wanted(likeness: Likeness, others: &[Likeness]) -> Fingerprint {
        Fingerprint { likeness, others: others.to_vec() }
    }

    #[track_caller]
    fn check(wanted: &Fingerprint, now: &[Likeness], expected: Option<usize>) {
        let found = refind(std::slice::from_ref(wanted), now);
        assert_eq!(found[0].place(), expected, "{found:?}");
    }

    fn save() -> Likeness {
        element("button", "button", "Save", &[("class", "btn")])
    }

    fn cancel() -> Likeness {
        element("button", "button", "Cancel", &[("class", "btn")])
    }

    #[test]
    fn a_button_that_became_a_link_is_the_same() {
        check(&wanted(save(), &[cancel()]), &[cancel(), element("a", "link", "Save", &[("class", "c1")])], Some(1));
    }

    #[test]
    fn what_leads_to_the_same_place_is_the_same_under_another_name() {
        let before = element("a", "link", "New private project", &[("href", "http://old.test/?action=createPrivate")]);
        let beside = element("a", "link", "New project", &[("href", "http://old.test/?action=create")]);
        let now = [
            element("a", "link", "New project", &[("href", "http://new.test/?action=create")]),
            element("a", "link", "New personal project", &[("href", "http://new.test/?action=createPrivate")]),
        ];
        check(&wanted(before.clone(), std::slice::from_ref(&beside)), &now, Some(1));
        // The one that is gone is not the one beside it.
        check(&wanted(beside, &[before]), &now[1..], None);
    }

    #[test]
    fn a_deleted_control_is_gone() {
        check(&wanted(save(), &[cancel()]), &[cancel()], None);
        check(&wanted(save(), &[]), &[], None);
        let field = element("input", "textbox", "Save", &[]);
        check(&wanted(save(), &[]), &[field], None);
    }

    #[test]
    fn of_twins_neither_is_taken() {
        check(&wanted(save(), &[]), &[save(), save()], None);
        let found = refind(&[wanted(save(), &[])], &[save(), save()]);
        assert!(matches!(found[0], Refound::Unsure { between: [0 | 1, 0 | 1], .. }), "{found:?}");
    }

    #[test]
    fn each_is_found_once() {
        let all = [wanted(save(), &[]), wanted(cancel(), &[])];
        let found = refind(&all, &[cancel(), save()]);
        assert_eq!([found[0].place(), found[1].place()], [Some(1), Some(0)]);
    }

    #[test]
    fn addresses_are_compared_within_their_site() {
        #[track_caller]
        fn check(one: &str, other: &str, same: bool) {
            let like = addresses(one, other);
            assert!((like == 1.0) == same && like <= 1.0, "{one} {other}: {like}");
        }
        check("http://a.test/cart", "/cart", true);
        check("http://a.test/i/?a=1&c=user", "https://b.test/i/?c=user&a=1", true);
        check("/i/?a=global&rid=6b02cfb329f8b", "/i/?a=global&rid=6b02cfb39d6e2", true);
        check("/cart", "/cart/pay", false);
        check("/?action=create", "/?action=createPrivate", false);
    }
}
