//! What the user changed, over what was derived. Ids stay the same when a plan is made again, so edits keep their hold.

use model::{Conditions, Edit, Line, Plan, PlannedStep, Signal, StepId};
use std::collections::BTreeSet;

/// The plan with the edits. Removing a step removes what only it needed: its group when nothing is left in it, its
/// variable when nothing else reads it.
pub fn apply(mut plan: Plan, edits: &[Edit]) -> Plan {
    for edit in edits {
        if let Edit::Rename { title } = edit
            && !title.trim().is_empty()
        {
            title.trim().clone_into(&mut plan.title);
        }
    }
    let removed = removed(edits);
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

/// The variables that a step reads.
fn variables_of(step: &PlannedStep) -> Vec<String> {
    let answers = step.signals.iter().filter_map(|signal| match signal {
        Signal::Dialog { variable, .. } => variable.clone(),
        Signal::Popup { .. } | Signal::Arrival { .. } | Signal::Close | Signal::Download { .. } => None,
    });
    step.variables.iter().cloned().chain(answers).collect()
}

/// The steps that the user took out and did not put back.
pub fn removed(edits: &[Edit]) -> BTreeSet<StepId> {
    let mut removed = BTreeSet::new();
    for edit in edits {
        match edit {
            Edit::RemoveStep { step } => {
                removed.insert(step.clone());
            }
            Edit::RestoreStep { step } => {
                removed.remove(step);
            }
            Edit::Rename { .. } => {}
        }
    }
    removed
}
