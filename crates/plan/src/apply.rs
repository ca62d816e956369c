//! What the user changed, over what was derived. Ids stay the same when a plan is made again, so edits keep their hold.

use crate::correction::taken_back;
use model::{Aligned, Alternative, Chosen, Conditions, Edit, Line, Locator, Plan, PlannedStep, Signal, StepId};
use std::collections::{BTreeMap, BTreeSet};

/// The plan with the edits. Removing a step removes what only it needed: its group when nothing is left in it, its
/// variable when nothing else reads it.
pub fn apply(mut plan: Plan, aligned: &Aligned, edits: &[Edit]) -> Plan {
    for edit in edits {
        if let Edit::Rename { title } = edit
            && !title.trim().is_empty()
        {
            title.trim().clone_into(&mut plan.title);
        }
    }
    for (of, locator) in chosen_ways(edits) {
        for chosen in plan.groups.iter_mut().flat_map(|group| &mut group.lines).filter_map(|line| chosen_of(line, of)) {
            use_way(chosen, locator);
        }
    }
    let removed = removed(aligned, edits);
    if removed.is_empty() {
        return plan;
    }
    for group in &mut plan.groups {
        group.lines.retain(|line| match line {
            Line::Step(step) => !removed.contains(&step.id),
            // Pointed at, while recording: a step in all but name.
            Line::Check(check) => !removed.iter().any(|step| check.id.0 == format!("c-{step}")),
            Line::Remark { .. } => true,
        });
    }
    plan.groups.retain(|group| !group.lines.is_empty());
    let read: BTreeSet<String> = plan
        .groups
        .iter()
        .flat_map(|group| &group.lines)
        .flat_map(|line| match line {
            Line::Step(step) => variables_of(step),
            Line::Check(_) | Line::Remark { .. } => Vec::new(),
        })
        .collect();
    let of_all = [Conditions::HTTP_USERNAME, Conditions::HTTP_PASSWORD, Conditions::STORAGE_STATE];
    plan.variables.retain(|variable| read.contains(&variable.name) || of_all.contains(&variable.name.as_str()));
    plan
}

/// The last way that was chosen for each step and check.
fn chosen_ways(edits: &[Edit]) -> BTreeMap<&str, &Locator> {
    let ways = edits.iter().filter_map(|edit| match edit {
        Edit::UseLocator { of, locator } => Some((of.as_str(), locator)),
        Edit::RemoveStep { .. } | Edit::RestoreStep { .. } | Edit::Rename { .. } => None,
    });
    ways.collect()
}

fn chosen_of<'a>(line: &'a mut Line, of: &str) -> Option<&'a mut Chosen> {
    match line {
        Line::Step(step) if step.id.0 == of => step.locator.as_mut(),
        Line::Check(check) if check.id.0 == of => check.locator.as_mut(),
        Line::Step(_) | Line::Check(_) | Line::Remark { .. } => None,
    }
}

/// What is used now becomes the first of the others. A way that is not found any more leaves all as it is.
fn use_way(chosen: &mut Chosen, locator: &Locator) {
    let Some(place) = chosen.alternatives.iter().position(|other| other.locator == *locator) else { return };
    let Alternative { locator, weakness, survival } = chosen.alternatives.remove(place);
    let before = Alternative {
        locator: std::mem::replace(&mut chosen.locator, locator),
        weakness: std::mem::replace(&mut chosen.weakness, weakness),
        survival: std::mem::replace(&mut chosen.survival, survival),
    };
    chosen.alternatives.insert(0, before);
}

/// The variables that a step reads.
fn variables_of(step: &PlannedStep) -> Vec<String> {
    let answers = step.signals.iter().filter_map(|signal| match signal {
        Signal::Dialog { variable, .. } => variable.clone(),
        Signal::Popup { .. }
        | Signal::Arrival { .. }
        | Signal::Turn { .. }
        | Signal::Close
        | Signal::Download { .. } => None,
    });
    step.variables.iter().cloned().chain(answers).collect()
}

/// The steps that the narrator took back or the user took out, and that were not put back.
pub fn removed(aligned: &Aligned, edits: &[Edit]) -> BTreeSet<StepId> {
    let mut removed: BTreeSet<StepId> = taken_back(aligned).flat_map(|(_, steps)| steps).cloned().collect();
    for edit in edits {
        match edit {
            Edit::RemoveStep { step } => {
                removed.insert(step.clone());
            }
            Edit::RestoreStep { step } => {
                removed.remove(step);
            }
            Edit::Rename { .. } | Edit::UseLocator { .. } => {}
        }
    }
    removed
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{By, Survival, TextMatch};

    fn way(text: &str) -> Alternative {
        let locator = Locator::by(By::Text { text: TextMatch::part(text) });
        Alternative {
            locator,
            weakness: Some(text.to_owned()),
            survival: Survival { tried: 13, ..Survival::default() },
        }
    }

    #[test]
    fn another_way_takes_the_place_of_the_first_and_back_again() {
        let Alternative { locator, weakness, survival } = way("one");
        let before = Chosen { locator, weakness, survival, alternatives: vec![way("two"), way("three")] };
        let mut chosen = before.clone();
        use_way(&mut chosen, &way("three").locator);
        assert_eq!((&chosen.locator, &chosen.weakness), (&way("three").locator, &Some("three".to_owned())));
        assert_eq!(chosen.alternatives, [way("one"), way("two")]);
        use_way(&mut chosen, &way("gone").locator);
        assert_eq!(chosen.locator, way("three").locator);
        use_way(&mut chosen, &before.locator);
        assert_eq!(chosen.locator, before.locator);
    }

    #[test]
    fn the_last_choice_counts() {
        let edit = |of: &str, text: &str| Edit::UseLocator { of: of.to_owned(), locator: way(text).locator };
        let edits = [edit("s-e1", "one"), edit("s-e2", "two"), edit("s-e1", "three")];
        assert_eq!(
            chosen_ways(&edits),
            BTreeMap::from([("s-e1", &way("three").locator), ("s-e2", &way("two").locator)])
        );
    }
}
