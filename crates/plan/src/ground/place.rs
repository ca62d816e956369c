//! Finds the place that a sentence speaks of by what stands in and around it, and compares the number there.

use super::claims::NumberClaim;
use super::page::{ShownElement, ShownPage};
use super::text::pattern_keeping;
use super::{Verdict, vocabulary as v};
use model::Expectation;
use words::{likeness, tokens};

/// What a word counts by where it stands.
mod weight {
    /// The element's own label, name, test id, or words beside the number.
    pub const OWN: f32 = 1.0;
    /// The label right before it: `<dt>`, `<th>`, the words around a `<strong>`.
    pub const BESIDE: f32 = 1.0;
    /// Head of its row, or of its column.
    pub const ROW: f32 = 0.9;
    /// Attributes that developers name things by.
    pub const ATTRIBUTE: f32 = 0.8;
    /// Names, headings and test ids of what contains it.
    pub const AROUND: f32 = 0.5;
    /// Address and title.
    pub const PAGE: f32 = 0.3;
}

/// A place must answer to this share of the words.
const ENOUGH: f32 = 0.55;
/// And to this much, to contradict.
const SURELY: f32 = 0.85;
/// Places that come this near to the best are as good.
const AS_GOOD: f32 = 0.12;
/// Longer texts are no place for one number, in words.
const LONGEST: usize = 12;
/// Ancestors further out say little about one place.
const NEAR: usize = 4;

pub fn hold(claim: &NumberClaim, page: &ShownPage, before: Option<&ShownPage>) -> Verdict {
    let holds_number = |element: &&ShownElement| !element.is_shell && !number_of(element).is_empty();
    let candidates: Vec<&ShownElement> = page.elements.iter().filter(holds_number).collect();
    let says_it = |element: &ShownElement| number_of(element).iter().any(|number| number.is(claim.value));
    if claim.place.is_empty() {
        return unnamed(claim, &candidates, before, says_it);
    }
    let mut scored: Vec<(f32, &ShownElement)> =
        candidates.into_iter().map(|element| (score(page, element, &claim.place), element)).collect();
    // Of places that answer alike the narrowest is meant: the amount itself, not the summary around it.
    scored.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.words.len().cmp(&b.words.len())));
    let Some((best, _)) = scored.first().copied() else { return Verdict::Unknown };
    if best < ENOUGH {
        return Verdict::Unknown;
    }
    let near: Vec<&ShownElement> =
        scored.iter().take_while(|(score, _)| *score >= best - AS_GOOD).map(|(_, element)| *element).collect();
    let saying = near.iter().copied().filter(|element| says_it(element));
    if let Some(element) = saying.min_by_key(|element| element.words.len()) {
        return yes(claim, element);
    }
    let Some(narrowest) = near.iter().copied().min_by_key(|element| element.words.len()) else {
        return Verdict::Unknown;
    };
    let around_it = |other: &&ShownElement| other.text().contains(narrowest.text());
    if best >= SURELY && near.iter().all(around_it) {
        return Verdict::Other { said: claim.said.clone(), shown: shown(narrowest), place: narrowest.called() };
    }
    Verdict::Unknown
}

/// "It drops to sixteen": the one place that says so; among several, the one that has just come to say so.
fn unnamed(
    claim: &NumberClaim,
    candidates: &[&ShownElement],
    before: Option<&ShownPage>,
    says_it: impl Fn(&ShownElement) -> bool,
) -> Verdict {
    let saying: Vec<&ShownElement> = candidates.iter().copied().filter(|element| says_it(element)).collect();
    let new: Vec<&ShownElement> = saying.iter().copied().filter(|element| ShownPage::is_new(before, element)).collect();
    match (saying.as_slice(), new.as_slice()) {
        ([only], _) | (_, [only]) => yes(claim, only),
        _ => Verdict::Unknown,
    }
}

fn yes(claim: &NumberClaim, element: &ShownElement) -> Verdict {
    let keep = |written: &str| super::number::shown(written).iter().any(|number| number.is(claim.value));
    let facts = &element.outline.element;
    let expectation = match &facts.value {
        Some(value) if is_field(element) => Expectation::Value { text: pattern_keeping(value, keep) },
        _ => Expectation::Text { text: pattern_keeping(&facts.text, keep) },
    };
    Verdict::Yes { node: Some(element.outline.node), set: None, expectation }
}

/// The numbers that a person reads there.
fn number_of(element: &ShownElement) -> Vec<super::number::Shown> {
    match &element.outline.element.value {
        Some(value) if is_field(element) => super::number::shown(value),
        _ if element.words.len() <= LONGEST => element.numbers.clone(),
        _ => Vec::new(),
    }
}

fn shown(element: &ShownElement) -> String {
    match &element.outline.element.value {
        Some(value) if is_field(element) => value.clone(),
        _ => element.text().to_owned(),
    }
}

/// True for elements whose content is a value.
pub fn is_field(element: &ShownElement) -> bool {
    matches!(element.outline.element.tag.as_str(), "input" | "textarea" | "select")
}

/// How well the words say which element is meant: 1 when each stands in it or beside it, 0 when none does.
pub fn score(page: &ShownPage, element: &ShownElement, wanted: &[String]) -> f32 {
    let speaking = speaking(page, element);
    let of_word = |word: &String| {
        let best = speaking.iter().map(|(other, weight)| weight * alike(word, other)).fold(0.0, f32::max);
        let kind = v::KINDS.iter().find(|(noun, _)| noun == word);
        // "The coupon field": the field is what it is, not what it is called.
        match kind {
            Some((_, roles)) if roles.contains(&element.role()) => best.max(0.8),
            _ => best,
        }
    };
    let count = u16::try_from(wanted.len()).unwrap_or(u16::MAX).max(1);
    wanted.iter().map(of_word).sum::<f32>() / f32::from(count)
}

/// How far two stems mean the same in a place's name.
pub fn alike(one: &str, other: &str) -> f32 {
    let related = v::ALIKE.iter().any(|set| set.contains(&one) && set.contains(&other));
    likeness(one, other).max(if related { 0.85 } else { 0.0 })
}

/// The words in and around an element, with their weights.
fn speaking(page: &ShownPage, element: &ShownElement) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    let mut say = |text: &str, weight: f32| found.extend(tokens(text).into_iter().map(|word| (word, weight)));
    let facts = &element.outline.element;
    say(&facts.text, weight::OWN);
    say(&facts.name, weight::OWN);
    facts.labels.iter().for_each(|label| say(label, weight::OWN));
    say(facts.test_id.as_deref().unwrap_or_default(), weight::OWN);
    for (name, value) in &facts.attributes {
        match name.as_str() {
            "aria-label" | "title" | "placeholder" => say(value, weight::OWN),
            "id" | "name" | "class" => say(value, weight::ATTRIBUTE),
            _ => {}
        }
    }
    // Text right around it: "Total <strong>€16.00</strong>".
    if let Some(parent) = page
        .parent(element)
        .filter(|parent| parent.words.len() <= LONGEST && parent.numbers.len() <= element.numbers.len())
    {
        say(&parent.text().replacen(element.text(), " ", 1), weight::BESIDE);
    }
    if let Some(label) = label_before(page, element) {
        say(label.text(), weight::BESIDE);
    }
    if let Some(head) = column_head(page, element) {
        say(head.text(), weight::ROW);
    }
    for (place, ancestor) in element.outline.ancestors.iter().enumerate() {
        let around = &ancestor.element;
        let role = around.role.as_deref().unwrap_or_default();
        let is_item = matches!(role, "row" | "listitem" | "article");
        let near = if place < NEAR { weight::AROUND } else { weight::PAGE };
        let heading = if is_item { weight::ROW } else { near };
        say(ancestor.heading.as_deref().unwrap_or_default(), heading);
        say(&around.name, near);
        say(around.test_id.as_deref().unwrap_or_default(), near);
        if place < NEAR {
            for name in ["id", "class", "aria-label"] {
                say(around.attributes.get(name).map_or("", String::as_str), near);
            }
        }
    }
    say(&page.seen.title, weight::PAGE);
    found
}

/// The element before it in the same parent, when it is a label: short, and no number of its own.
fn label_before<'b, 'a>(page: &'b ShownPage<'a>, element: &'b ShownElement) -> Option<&'b ShownElement<'a>> {
    let before = page.siblings(element).take_while(|other| other.outline.node != element.outline.node).last()?;
    (before.words.len() <= LONGEST && before.numbers.is_empty()).then_some(before)
}

/// The head of a table cell's column: the cell at the same place of a row that has column headers.
fn column_head<'b, 'a>(page: &'b ShownPage<'a>, element: &'b ShownElement) -> Option<&'b ShownElement<'a>> {
    let cell = std::iter::once(element.outline.node).chain(element.outline.ancestors.iter().map(|around| around.node));
    let cell = cell.filter_map(|node| page.get(node)).find(|around| is_cell(around.role()))?;
    let table = cell
        .outline
        .ancestors
        .iter()
        .find(|around| matches!(around.element.role.as_deref(), Some("table" | "grid" | "treegrid")))?;
    let at = page
        .siblings(cell)
        .filter(|other| is_cell(other.role()))
        .position(|other| other.outline.node == cell.outline.node)?;
    let heads = page.elements.iter().filter(|other| {
        other.role() == "columnheader" && other.outline.ancestors.iter().any(|around| around.node == table.node)
    });
    heads.into_iter().nth(at)
}

fn is_cell(role: &str) -> bool {
    matches!(role, "cell" | "gridcell" | "rowheader")
}
