//! Which variable stands for which tab, and where it is declared.
//!
//! `test.step` callbacks are scopes: a popup that later groups use is a `let` of the test, any other a `const` where
//! it opens.

use crate::names::Names;
use model::{Action, Line, Plan, Signal, TabId};
use std::collections::{BTreeMap, BTreeSet};

/// All tabs of a plan but the first, which is `page`.
pub(crate) struct Tabs {
    others: BTreeMap<TabId, Tab>,
}

/// A tab beside the first.
#[derive(Debug)]
pub(crate) struct Tab {
    /// The variable.
    pub name: String,
    /// Where it is declared.
    pub declared: Declared,
    /// True when a step of the plan opens it; else the person did, and the test opens it where it is first used.
    pub by_page: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// A `const` where it opens.
    Group,
    /// A `let` of the test.
    Test,
    /// Nothing is done in it.
    Nowhere,
}

impl Tabs {
    pub(crate) fn of(plan: &Plan, names: &mut Names) -> Self {
        let mut opened = BTreeMap::new();
        let mut used: BTreeMap<&TabId, BTreeSet<usize>> = BTreeMap::new();
        let mut order: Vec<&TabId> = Vec::new();
        for (group, line) in lines(plan) {
            order.extend(tab(line));
            if let Some(tab) = tab(line) {
                used.entry(tab).or_default().insert(group);
            }
            for tab in popups(line) {
                order.push(tab);
                opened.entry(tab).or_insert(group);
            }
        }
        let acted: BTreeSet<&TabId> =
            lines(plan).filter(|(_, line)| !is_opening(line)).filter_map(|(_, line)| tab(line)).collect();
        let main = order.iter().copied().find(|tab| !opened.contains_key(tab)).cloned();
        let mut others = BTreeMap::new();
        for tab in order {
            if Some(tab) == main.as_ref() || others.contains_key(tab) {
                continue;
            }
            let groups = used.get(tab).cloned().unwrap_or_default();
            let opener = opened.get(tab).copied();
            let first = opener.or_else(|| groups.first().copied());
            let declared = match () {
                () if groups.is_empty() || !acted.contains(tab) => Declared::Nowhere,
                () if groups.iter().all(|group| Some(*group) == first) => Declared::Group,
                () => Declared::Test,
            };
            let wish = if opener.is_some() { "popup" } else { "otherPage" };
            let name = names.fresh(wish, wish);
            others.insert(tab.clone(), Tab { name, declared, by_page: opener.is_some() });
        }
        Self { others }
    }

    /// The tab, unless it is the first.
    pub(crate) fn other(&self, tab: &TabId) -> Option<&Tab> {
        self.others.get(tab)
    }

    /// The variable that stands for it.
    pub(crate) fn name(&self, tab: &TabId) -> &str {
        self.others.get(tab).map_or("page", |tab| tab.name.as_str())
    }

    /// Variables of the test.
    pub(crate) fn of_test(&self) -> Vec<&str> {
        let of_test = self.others.values().filter(|tab| tab.declared == Declared::Test);
        of_test.map(|tab| tab.name.as_str()).collect()
    }
}

/// All lines of a plan, each with its group's place.
pub(crate) fn lines(plan: &Plan) -> impl Iterator<Item = (usize, &Line)> {
    plan.groups.iter().enumerate().flat_map(|(at, group)| group.lines.iter().map(move |line| (at, line)))
}

fn tab(line: &Line) -> Option<&TabId> {
    match line {
        Line::Step(step) => Some(&step.tab),
        Line::Check(check) => Some(&check.tab),
        Line::Remark { .. } => None,
    }
}

/// A tab that is only opened needs no name.
fn is_opening(line: &Line) -> bool {
    matches!(line, Line::Step(step) if step.action == Action::OpenTab)
}

fn popups(line: &Line) -> Vec<&TabId> {
    match line {
        Line::Step(step) => step
            .signals
            .iter()
            .filter_map(|signal| match signal {
                Signal::Popup { tab, .. } => Some(tab),
                _ => None,
            })
            .collect(),
        Line::Check(_) | Line::Remark { .. } => Vec::new(),
    }
}
