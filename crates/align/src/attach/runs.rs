//! Gives each sentence that says what is done a run of steps, or none: a monotone dynamic program, in the manner of
//! sequence alignment (Needleman and Wunsch, 1970), where a sentence may match several steps in a row, and both
//! sentences and steps may be left out. Scores come from `score`.

use super::judged;
use super::pace::Pace;
use super::score::Scores;
use super::verbs::Fit;
use std::collections::BTreeSet;
use std::ops::Range;

type Run = Option<Range<usize>>;

/// The runs of these sentences (positions in the order they were said); `spoken` are these and those that only expect. They keep the sentences' order and share no
/// step.
pub fn runs(scores: &Scores, sentences: &[usize], spoken: &[usize]) -> Vec<Run> {
    let between = between(scores, sentences, spoken);
    let pace = scores.pace();
    let first = align(scores, sentences, &between, pace);
    // Once more, knowing whether this narrator announces, comments, plans or recaps.
    let surely = sentences.iter().zip(&first).filter_map(|(&sentence, run)| {
        let run = run.clone()?;
        let clear = run.clone().any(|step| scores.words(sentence, step) >= judged::CLEARLY);
        clear.then(|| scores.lag(sentence, &run))
    });
    let mut runs = align(scores, sentences, &between, pace.with(surely.collect()));
    fill_gaps(scores, sentences, &mut runs);
    take_first_goto(scores, &mut runs);
    runs
}

/// One state of the dynamic program: how the best way to it came.
#[derive(Clone, Copy)]
enum Came {
    /// This sentence has no more to do with it: the step was left out, or the sentence takes none from here on.
    LeftOutStep,
    /// The sentence was left out, or ended before.
    NextSentence,
    /// The step is the first of the sentence's run.
    Started,
    /// The step goes on with the sentence's run.
    WentOn,
}

/// O(sentences × steps) in time and space.
fn align(scores: &Scores, sentences: &[usize], between: &[Vec<(usize, f32)>], pace: Pace) -> Vec<Run> {
    let width = scores.steps() + 1;
    // After the sentences so far and this many steps: the best total, and the best that ends with the last of those
    // steps in the last sentence's run.
    let mut best = vec![0.0_f32; width];
    let mut came: Vec<Came> = Vec::with_capacity(width * sentences.len());
    let mut ending: Vec<Came> = Vec::with_capacity(width * sentences.len());
    for &sentence in sentences {
        let mut next = Vec::with_capacity(width);
        let mut in_run = f32::NEG_INFINITY;
        let next_said = next_said(scores, sentences, sentence);
        let too_late = judged::SAID_MEANWHILE * pace.steadiness();
        next.push(best[0]);
        came.push(Came::NextSentence);
        ending.push(Came::NextSentence);
        for step in 0..scores.steps() {
            let gain = scores.gain(sentence, step, pace);
            let start = best[step] + gain.first - scores.opening(sentence);
            let passed_by = if next_said.is_some_and(|next| next <= scores.done(step).from) { too_late } else { 0.0 };
            let said = scores.said(sentence);
            let elsewhen = |other: usize| scores.said(other).from > said.to || scores.said(other).to < said.from;
            let interrupted = between[step].iter().filter(|(other, _)| elsewhen(*other));
            let go_on = in_run + gain.next - passed_by - interrupted.map(|(_, cost)| *cost).fold(0.0, f32::max);
            let ends = if go_on > start { Came::WentOn } else { Came::Started };
            in_run = start.max(go_on);
            let (left_out, without) = (next[step], best[step + 1]);
            // In doubt, the sentence takes nothing.
            let (total, how) = if without >= left_out && without >= in_run {
                (without, Came::NextSentence)
            } else if left_out >= in_run {
                (left_out, Came::LeftOutStep)
            } else {
                (in_run, ends)
            };
            next.push(total);
            came.push(how);
            ending.push(ends);
        }
        best = next;
    }
    trace(&came, &ending, width, sentences.len())
}

/// When the next thing was said to be done, on the recording's clock: steps after that are rather of that sentence.
fn next_said(scores: &Scores, doing: &[usize], sentence: usize) -> Option<i64> {
    let said = scores.said(sentence).to;
    let later = doing.iter().skip_while(|&&other| other <= sentence).map(|&other| scores.said(other));
    later.filter(|other| other.from > said).map(|other| other.to).next()
}

/// By step: what was said between the step before it and it, with what that costs a run that goes on over it.
fn between(scores: &Scores, doing: &[usize], spoken: &[usize]) -> Vec<Vec<(usize, f32)>> {
    let said_between = |step: usize, sentence: usize| {
        let said = scores.said(sentence);
        step > 0 && scores.done(step - 1).to <= said.from && said.to <= scores.done(step).from
    };
    let does: BTreeSet<usize> = doing.iter().copied().collect();
    let cost = |sentence: usize| if does.contains(&sentence) { judged::INTERRUPTED } else { judged::LOOKED_AT };
    let said = |step: usize| spoken.iter().copied().filter(move |&sentence| said_between(step, sentence));
    (0..scores.steps()).map(|step| said(step).map(|sentence| (sentence, cost(sentence))).collect()).collect()
}

/// Walks the best way backwards.
fn trace(came: &[Came], ending: &[Came], width: usize, sentences: usize) -> Vec<Run> {
    let mut runs = vec![None; sentences];
    let (mut sentence, mut steps) = (sentences, width - 1);
    while sentence > 0 {
        let row = (sentence - 1) * width;
        match came[row + steps] {
            Came::NextSentence => sentence -= 1,
            Came::LeftOutStep => steps -= 1,
            Came::Started | Came::WentOn => {
                let end = steps;
                while matches!(ending[row + steps], Came::WentOn) {
                    steps -= 1;
                }
                steps -= 1;
                runs[sentence - 1] = Some(steps..end);
                sentence -= 1;
            }
        }
    }
    runs
}

/// A sentence that stands alone between two that found their steps gets what lies between those, when its verb says just
/// that kind of action and it came as late or early as they did: in a plan or a recap, order tells what time can't.
fn fill_gaps(scores: &Scores, sentences: &[usize], runs: &mut [Run]) {
    for position in 0..runs.len() {
        let alone = runs[position].is_none()
            && (position == 0 || runs[position - 1].is_some())
            && runs.get(position + 1).is_none_or(Option::is_some);
        if !alone {
            continue;
        }
        let before = position.checked_sub(1).and_then(|before| runs[before].clone().map(|run| (before, run)));
        let after = runs.get(position + 1).cloned().flatten().map(|run| (position + 1, run));
        let from = before.as_ref().map_or(0, |(_, run)| run.end);
        let to = after.as_ref().map_or(scores.steps(), |(_, run)| run.start);
        let sentence = sentences[position];
        let fits = |step: &usize| scores.verb(sentence, *step) == Fit::Fits;
        let (Some(first), Some(last)) = ((from..to).find(fits), (from..to).rfind(fits)) else { continue };
        let gap = first..last + 1;
        let lag = scores.lag(sentence, &gap);
        let neighbours = before.iter().chain(&after).map(|(position, run)| scores.lag(sentences[*position], run));
        let alike = neighbours.map(|other| (other - lag).abs()).min();
        if gap.clone().all(|step| fits(&step)) && alike.is_some_and(|apart| apart <= judged::LIKE_NEIGHBOURS_MS) {
            runs[position] = Some(gap);
        }
    }
}

/// Nobody says "open the address": the first Goto belongs to what was said first.
fn take_first_goto(scores: &Scores, runs: &mut [Run]) {
    if scores.steps() > 0
        && scores.is_goto(0)
        && let Some(first) = runs.iter_mut().flatten().next()
        && first.start == 1
    {
        first.start = 0;
    }
}
