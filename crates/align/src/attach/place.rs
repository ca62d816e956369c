//! After which step an expectation holds: mostly the last one done before it was said, kept between the sentences that
//! were said around it.

use super::judged;
use super::pace::Pace;
use super::score::Scores;
use std::ops::Range;

type Run = Option<Range<usize>>;

/// The step after which the sentence should hold; nothing for before the first.
pub fn after(scores: &Scores, runs: &[Run], sentence: usize) -> Option<usize> {
    let (least, most) = around(scores, runs, sentence);
    let said = scores.said(sentence);
    // People speak while the page already shows it: what was done until the middle of the sentence counts.
    let middle = said.from.midpoint(said.to);
    let done = (0..scores.steps()).take_while(|&step| scores.done(step).to <= middle).last();
    let placed = match (least, most) {
        // A plan says everything early, a recap late: the sentences around it tell where it belongs.
        (Some(least), Some(most)) if least <= most => done.map(|done| done.clamp(least, most)).or(Some(least)),
        (Some(least), _) => done.max(Some(least)),
        (None, Some(most)) => done.min(Some(most)),
        (None, None) => done,
    };
    expected_next(scores, sentence, placed, most).or(placed)
}

/// The last of the steps that a sentence clearly names, between those of the sentences around it.
pub fn named(scores: &Scores, runs: &[Run], sentence: usize) -> Option<usize> {
    let (least, most) = around(scores, runs, sentence);
    let from = runs[..sentence].iter().rev().flatten().next().map_or(0, |run| run.start);
    let to = most.unwrap_or(scores.steps().saturating_sub(1));
    let clearly = (from..scores.steps().min(to + 1)).rfind(|&step| scores.words(sentence, step) >= judged::CLEARLY);
    clearly.map(|step| least.map_or(step, |least| least.max(step)))
}

/// The step that a sentence besides what is done speaks of, by words and time.
pub fn spoken_of(scores: &Scores, sentence: usize, pace: Pace) -> Option<usize> {
    let gain = |step: &usize| scores.gain(sentence, *step, pace).first;
    let best = (0..scores.steps()).max_by(|one, other| gain(one).total_cmp(&gain(other)))?;
    (gain(&best) > judged::OPENING / 2.0).then_some(best).or_else(|| before(scores, sentence))
}

/// The last step that was done before the sentence was said.
pub fn before(scores: &Scores, sentence: usize) -> Option<usize> {
    let said = scores.said(sentence).from;
    (0..scores.steps()).rfind(|&step| scores.done(step).from <= said)
}

/// An expectation said just before the step that it clearly names: "the coupon takes four euros off", then Apply coupon.
fn expected_next(scores: &Scores, sentence: usize, placed: Option<usize>, most: Option<usize>) -> Option<usize> {
    let next = placed.map_or(0, |placed| placed + 1);
    if next >= scores.steps() || most.is_some_and(|most| next > most) {
        return None;
    }
    let wait = scores.done(next).from - scores.said(sentence).to;
    let soon = (0..=i64::from(judged::JUST_BEFORE_MS)).contains(&wait);
    let here = placed.map_or(0.0, |placed| scores.words(sentence, placed));
    let there = scores.words(sentence, next);
    (soon && there >= judged::CLEARLY && here < there / 2.0).then_some(next)
}

/// The last step of the sentence before that has steps, and the last step before those of the sentence after.
fn around(scores: &Scores, runs: &[Run], sentence: usize) -> (Option<usize>, Option<usize>) {
    let before = runs[..sentence].iter().rev().flatten().next().map(|run| run.end - 1);
    let after = runs[sentence..].iter().flatten().next().and_then(|run| run.start.checked_sub(1));
    debug_assert!(before.is_none_or(|before| before < scores.steps()), "runs are of these steps");
    (before, after)
}
