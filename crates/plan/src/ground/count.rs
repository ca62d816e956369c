//! Counts like things on a page: the items of a list, the rows of a table.

use super::claims::CountClaim;
use super::page::{ShownElement, ShownPage};

use super::{ItemSet, Verdict, vocabulary as v};
use model::{Expectation, NodeId};
use std::collections::BTreeMap;
use words::{likeness, tokens};

/// A set must be called like this, at least.
const ENOUGH: f32 = 0.45;
/// And like this, to contradict.
const SURELY: f32 = 0.85;
/// Sets that come this near to the best are as good.
const AS_GOOD: f32 = 0.12;
/// What a set's own name counts, and what stands further out.
const NAMED: f32 = 1.0;
const AROUND: f32 = 0.7;
/// "Two results": any list may be meant, one in the main part rather.
const ANY_ITEMS: f32 = 0.5;
const IN_MAIN: f32 = 0.1;
/// What the rest of the sentence adds, for choosing among sets.
const REST: f32 = 0.15;

pub fn hold(claim: &CountClaim, page: &ShownPage) -> Verdict {
    let mut scored: Vec<(f32, Set)> = sets(page)
        .into_iter()
        .map(|set| (fits(page, &set, claim), set))
        .filter(|(score, _)| *score >= ENOUGH)
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let Some(best) = scored.first().map(|(score, _)| *score) else { return Verdict::Unknown };
    scored.retain(|(score, _)| *score >= best - AS_GOOD);
    if let Some((_, set)) = scored.iter().find(|(_, set)| set.items.len() == claim.count) {
        let items: Vec<NodeId> = set.items.iter().map(|item| item.outline.node).collect();
        let Some(first) = items.first().copied() else { return Verdict::Unknown };
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        return Verdict::Yes {
            node: Some(first),
            set: Some(ItemSet { items }),
            expectation: Expectation::Count { count },
        };
    }
    match scored.as_slice() {
        [(score, set)] if *score >= SURELY => {
            Verdict::Other { said: claim.said.clone(), shown: set.items.len().to_string(), place: set.called(page) }
        }
        _ => Verdict::Unknown,
    }
}

/// Like elements of one parent.
struct Set<'b, 'a> {
    items: Vec<&'b ShownElement<'a>>,
}

fn sets<'b, 'a>(page: &'b ShownPage<'a>) -> Vec<Set<'b, 'a>> {
    let mut by_parent: BTreeMap<(NodeId, String), Vec<&ShownElement>> = BTreeMap::new();
    for element in &page.elements {
        let Some(parent) = element.outline.ancestors.first() else { continue };
        let Some(kind) = kind(element) else { continue };
        by_parent.entry((parent.node, kind)).or_default().push(element);
    }
    let heads = |row: &ShownElement| {
        let is_head = |other: &&ShownElement| {
            other.role() == "columnheader"
                && other.outline.ancestors.first().map(|around| around.node) == Some(row.outline.node)
        };
        page.elements.iter().any(|other| is_head(&other))
    };
    by_parent
        .into_values()
        .map(|items| Set { items: items.into_iter().filter(|item| item.role() != "row" || !heads(item)).collect() })
        .filter(|set| !set.items.is_empty())
        .collect()
}

/// What makes two elements of one parent alike.
fn kind(element: &ShownElement) -> Option<String> {
    let facts = &element.outline.element;
    match element.role() {
        role @ ("listitem" | "row" | "article" | "option" | "treeitem" | "tab" | "menuitem" | "radio" | "checkbox"
        | "button" | "link" | "img" | "figure" | "alert") => Some(format!("role {role}")),
        // Cards without a role, by test id.
        _ => facts.test_id.as_ref().map(|id| format!("test id {id}")),
    }
}

fn fits(page: &ShownPage, set: &Set, claim: &CountClaim) -> f32 {
    let names = set.names(page);
    let share = |wanted: &[String]| {
        let count = u16::try_from(wanted.len()).unwrap_or(u16::MAX).max(1);
        wanted.iter().map(|word| set.called_so(&names, word)).sum::<f32>() / f32::from(count)
    };
    let in_main = set
        .items
        .first()
        .is_some_and(|item| item.outline.ancestors.iter().any(|around| around.element.role.as_deref() == Some("main")));
    let things = share(&claim.things);
    if things < ENOUGH {
        return things;
    }
    things + if in_main { IN_MAIN } else { 0.0 } + REST * share(&claim.around)
}

impl Set<'_, '_> {
    /// Words around the items, with what they count.
    fn names(&self, page: &ShownPage) -> Vec<(String, f32)> {
        let mut found = Vec::new();
        let mut say = |text: &str, weight: f32| found.extend(tokens(text).into_iter().map(|word| (word, weight)));
        let Some(first) = self.items.first() else { return found };
        let facts = &first.outline.element;
        say(facts.test_id.as_deref().unwrap_or_default(), NAMED);
        say(facts.attributes.get("class").map_or("", String::as_str), AROUND);
        for (place, around) in first.outline.ancestors.iter().enumerate() {
            // The container itself: a list, or the table around the body of rows.
            let is_item = |around: &model::Ancestor| {
                matches!(around.element.role.as_deref(), Some("listitem" | "row" | "article"))
            };
            let own = place < 2 && !first.outline.ancestors[..=place].iter().any(is_item);
            let weight = if own { NAMED } else { AROUND };
            say(&around.element.name, weight);
            say(around.element.test_id.as_deref().unwrap_or_default(), weight);
            say(around.heading.as_deref().unwrap_or_default(), weight);
            if place < 3 {
                for name in ["id", "class"] {
                    say(around.element.attributes.get(name).map_or("", String::as_str), AROUND);
                }
            }
        }
        say(&page.seen.title, AROUND);
        found
    }

    fn called_so(&self, names: &[(String, f32)], word: &str) -> f32 {
        let named = names.iter().map(|(name, weight)| weight * likeness(word, name)).fold(0.0, f32::max);
        // "Two mugs": each of them says so itself.
        let each = self.items.iter().all(|item| tokens(item.text()).iter().any(|other| likeness(word, other) >= 0.7));
        let role = self.items.first().map_or("", |item| item.role());
        let is_kind = v::KINDS.iter().any(|(noun, roles)| noun == &word && roles.contains(&role));
        let any = if v::ITEMS.contains(&word) && matches!(role, "listitem" | "row" | "article" | "option") {
            ANY_ITEMS
        } else {
            0.0
        };
        [named, if each { NAMED } else { 0.0 }, if is_kind { NAMED } else { 0.0 }, any].into_iter().fold(0.0, f32::max)
    }

    fn called(&self, page: &ShownPage) -> String {
        let around = self.items.first().map_or(&[][..], |item| &item.outline.ancestors);
        let name = around.iter().take(3).map(|around| &around.element.name).find(|name| !name.is_empty());
        name.cloned()
            .unwrap_or_else(|| if page.seen.title.is_empty() { "the page".to_owned() } else { page.seen.title.clone() })
    }
}
