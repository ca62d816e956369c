//! Events and utterances on one clock become steps, and each sentence finds the steps that it speaks of.
//!
//! Three stages, each usable alone: [`actions`] merges raw events, [`classify`] tells what a sentence does, and
//! [`steps`] joins both. [`timed`] finds when what was written afterwards would have been said. Never fails, and knows
//! nothing of stored pages, locators or checks: whether the page bears an expectation out is `plan`'s to say.

mod actions;
mod attach;
mod script;
mod sentence;

pub use actions::actions;
pub use script::{ScriptLine, read_script, time, timed};
pub use sentence::{classify, features};

use model::{Aligned, Event, Said, Target, Utterance};

/// Events, targets and utterances of one recording on its one clock.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    /// In the order of arrival.
    pub events: &'a [Event],
    /// The elements that the events speak of.
    pub targets: &'a [Target],
    /// In any order.
    pub utterances: &'a [Utterance],
}

/// Merges events into steps, classes each sentence, and attaches it.
///
/// Time and space grow with events × utterances; a thousand of each take some milliseconds.
pub fn steps(timeline: &Timeline<'_>) -> Aligned {
    let (steps, mut notes) = actions::merge(timeline);
    let mut utterances: Vec<&Utterance> = timeline.utterances.iter().collect();
    // A spoken sentence is recognised late: a note typed meanwhile may stand before it in the file.
    utterances.sort_by_key(|utterance| utterance.from);
    let classes: Vec<_> = utterances.iter().map(|utterance| classify(&utterance.text)).collect();
    let (attached, unsure) = attach::attach(timeline, &steps, &utterances, &classes);
    notes.extend(unsure);
    let said = utterances
        .iter()
        .zip(classes)
        .zip(attached)
        .map(|((utterance, class), attached)| Said {
            utterance: utterance.id.clone(),
            text: utterance.text.clone(),
            class,
            attached,
        })
        .collect();
    Aligned { steps, said, notes }
}
