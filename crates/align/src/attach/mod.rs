//! Finds the steps that each sentence speaks of, by words, time and order together. Where nothing fits well enough, it
//! says so: an unattached sentence costs a click, a wrong one misleads.
//!
//! Sentences that say what is done get runs of steps (`runs`), by a dynamic program over scores (`score`) that are made
//! of shared words (`vocabulary`), kinds of action (`verbs`) and time (`pace`). Sentences that only say what is expected
//! are then placed after a step, between the runs around them.

mod pace;
mod place;
mod runs;
mod score;
#[cfg(test)]
mod tests;
mod verbs;
mod vocabulary;

use crate::Timeline;
use model::{Attached, Note, SentenceClass, Step, Utterance};
use std::ops::Range;

/// Where each utterance belongs, in their order, and what was unsure. `utterances` are in the order they were said.
pub fn attach(
    timeline: &Timeline<'_>,
    steps: &[Step],
    utterances: &[&Utterance],
    classes: &[SentenceClass],
) -> (Vec<Attached>, Vec<Note>) {
    let scores = score::Scores::new(timeline, steps, utterances);
    let runs = runs(&scores, classes, scores.pace());
    let mut notes = Vec::new();
    let attached = (0..utterances.len())
        .map(|sentence| {
            let after = |step: Option<usize>| Attached::After { step: step.map(|step| steps[step].id.clone()) };
            let these = |step: Option<usize>| match step {
                Some(step) => Attached::Steps { steps: vec![steps[step].id.clone()] },
                None => Attached::Nothing,
            };
            match (&runs[sentence], classes[sentence]) {
                (Some(run), _) => {
                    Attached::Steps { steps: steps[run.clone()].iter().map(|step| step.id.clone()).collect() }
                }
                (None, SentenceClass::Expectation) => after(place::after(&scores, &runs, sentence)),
                (None, SentenceClass::ActionAndExpectation) => {
                    // "After signing in we see the name": the steps are another sentence's, and it names them.
                    let named = place::named(&scores, &runs, sentence);
                    after(named.or_else(|| place::after(&scores, &runs, sentence)))
                }
                (None, SentenceClass::DataRule) => these(place::spoken_of(&scores, sentence, scores.pace())),
                (None, SentenceClass::Correction) => these(place::before(&scores, sentence)),
                (None, SentenceClass::Action | SentenceClass::Aside) => Attached::Nothing,
            }
        })
        .collect::<Vec<_>>();
    for ((utterance, class), attached) in utterances.iter().zip(classes).zip(&attached) {
        if does(*class) && *attached == Attached::Nothing {
            let text = format!("No step fits “{}” well enough; choose its steps by hand.", utterance.text);
            notes.push(Note { text });
        }
    }
    (attached, notes)
}

/// The runs of steps that the utterances speak of by their words and order, whatever their times.
pub fn by_words(
    timeline: &Timeline<'_>,
    steps: &[Step],
    utterances: &[&Utterance],
    classes: &[SentenceClass],
) -> Vec<Option<Range<usize>>> {
    let scores = score::Scores::new(timeline, steps, utterances);
    runs(&scores, classes, pace::Pace::NONE)
}

fn runs(scores: &score::Scores, classes: &[SentenceClass], pace: pace::Pace) -> Vec<Option<Range<usize>>> {
    let those = |which: fn(SentenceClass) -> bool| -> Vec<usize> {
        (0..classes.len()).filter(|&sentence| which(classes[sentence])).collect()
    };
    let (spoken, doing) = (those(|class| class != SentenceClass::Aside), those(does));
    let mut runs = vec![None; classes.len()];
    for (sentence, run) in doing.iter().zip(runs::runs(scores, &doing, &spoken, pace)) {
        runs[*sentence] = run;
    }
    runs
}

/// True for a sentence that says what is done.
pub fn does(class: SentenceClass) -> bool {
    match class {
        SentenceClass::Action | SentenceClass::ActionAndExpectation => true,
        SentenceClass::Expectation | SentenceClass::DataRule | SentenceClass::Correction | SentenceClass::Aside => {
            false
        }
    }
}

/// Judgements of this module. Scores are in units of one word that fits one step only.
mod judged {
    /// A sentence must bring this much more than its steps cost to take any.
    pub const OPENING: f32 = 0.55;
    /// Each step of a run costs this, so that a run doesn't grow over steps that nothing speaks for.
    pub const STEP: f32 = 0.12;
    /// A word that fitted the step before counts less at the next one of a run, by this share.
    pub const SAID_ALREADY: f32 = 0.7;
    /// A word that most sentences use for what is done, not for what it is done to, counts this much.
    pub const GENERIC: f32 = 0.3;
    /// The same action on something of the same name, again, is rather another sentence's.
    pub const REPEATS: f32 = -0.6;
    /// One more thing done to the same field is rather the same sentence's.
    pub const GOES_ON: f32 = -0.2;
    /// Time speaks less for going on with a run than for beginning one.
    pub const TIME_GOES_ON: f32 = 0.5;
    /// Something else was said to be done between two steps: the second one is rather that sentence's.
    pub const INTERRUPTED: f32 = 0.35;
    /// A step costs a sentence this much when something else was said between the two (after a step, only where one may
    /// speak of it that was said before it), the less the unsteadier the narrator.
    pub const SAID_MEANWHILE: f32 = 0.35;
    /// It was said between them what the first one led to.
    pub const LOOKED_AT: f32 = 0.2;
    /// The least share of its words' weight that a sentence has when only a few of them fit.
    pub const FEW_WORDS_FIT: f32 = 0.6;
    /// More words than this many don't make it surer.
    pub const ENOUGH_WORDS: f32 = 2.5;
    /// At the same moment; less with distance.
    pub const SAME_TIME: f32 = 0.7;
    /// At this distance, in milliseconds, time speaks half as loud: a step soon after its sentence.
    pub const TIME_BEFORE_MS: f32 = 5000.0;
    /// The same for a sentence after its step: people announce more than they comment.
    pub const TIME_AFTER_MS: f32 = 4000.0;
    /// The verb says just this kind of action: "type" and a fill.
    pub const VERB_FITS: f32 = 0.3;
    /// The verb says another kind: "type" and a click.
    pub const VERB_DIFFERS: f32 = -0.25;
    /// A sentence that names a step this clearly points at it.
    pub const CLEARLY: f32 = 0.7;
    /// A sentence that refers back ("after signing in") takes steps only when nobody else wants them.
    pub const REFERS_BACK: f32 = 0.6;
    /// An expectation said at most this long before a step that it clearly names expects it.
    pub const JUST_BEFORE_MS: u32 = 4000;
    /// A sentence between two others belongs to the steps between theirs when it came as late or early as they did,
    /// give or take this, in milliseconds.
    pub const LIKE_NEIGHBOURS_MS: i64 = 10_000;
}
