//! Gives each sentence that says what is done a run of steps, or none: a monotone dynamic program, in the manner of
//! sequence alignment (Needleman and Wunsch, 1970), where a sentence may match several steps in a row, and both
//! sentences and steps may be left out. Scores come from `score`.

use super::judged;
use super::pace::{Pace, Span};
use super::score::Scores;
use super::verbs::Fit;
use std::collections::BTreeSet;
use std::ops::Range;

type Run = Option<Range<usize>>;

/// The runs of these sentences (positions in the order they were said); `spoken` are these and those that only expect.
/// They keep the sentences' order and share no step. `pace` is what is known of the narrator's before.
pub fn runs(scores: &Scores, sentences: &[usize], spoken: &[usize], pace: Pace) -> Vec<Run> {
    let between = between(scores, sentences, spoken);
    let spoken_to: Vec<SpokenTo> = sentences.iter().map(|&one| SpokenTo::new(scores, sentences, spoken, one)).collect();
    let first = align(scores, sentences, &spoken_to, &between, pace);
    // Once more, knowing whether this narrator announces, comments, plans or recaps.
    let surely = sentences.iter().zip(&first).filter_map(|(&sentence, run)| {
        let run = run.clone()?;
        let clear = run.clone().any(|step| scores.words(sentence, step) >= judged::CLEARLY);
        clear.then(|| scores.lag(sentence, &run))
    });
    let mut runs = align(scores, sentences, &spoken_to, &between, pace.with(surely.collect()));
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
fn align(
    scores: &Scores,
    sentences: &[usize],
    spoken_to: &[SpokenTo],
    between: &[Vec<(usize, f32)>],
    pace: Pace,
) -> Vec<Run> {
    let width = scores.steps() + 1;
    // After the sentences so far and this many steps: the best total, and the best that ends with the last of those
    // steps in the last sentence's run.
    let mut best = vec![0.0_f32; width];
    let mut came: Vec<Came> = Vec::with_capacity(width * sentences.len());
    let mut ending: Vec<Came> = Vec::with_capacity(width * sentences.len());
    let meanwhile = judged::SAID_MEANWHILE * pace.steadiness();
    for (&sentence, spoken_to) in sentences.iter().zip(spoken_to) {
        let mut next = Vec::with_capacity(width);
        let mut in_run = f32::NEG_INFINITY;
        next.push(best[0]);
        came.push(Came::NextSentence);
        ending.push(Came::NextSentence);
        for step in 0..scores.steps() {
            let gain = scores.gain(sentence, step, pace);
            let too_early = if spoken_to.is_too_early(scores.done(step)) { meanwhile } else { 0.0 };
            let too_late = if spoken_to.is_too_late(scores.done(step)) { meanwhile } else { 0.0 };
            let start = best[step] + gain.first - scores.opening(sentence) - too_early;
            let said = scores.said(sentence);
            let elsewhen = |other: usize| scores.said(other).from > said.to || scores.said(other).to < said.from;
            let interrupted = between[step].iter().filter(|(other, _)| elsewhen(*other));
            let go_on =
                in_run + gain.next - too_early - too_late - interrupted.map(|(_, cost)| *cost).fold(0.0, f32::max);
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

/// What else was said around a sentence: steps beyond that are rather of those sentences. In milliseconds on the
/// recording's clock.
struct SpokenTo {
    /// When the first thing was said to be done, before it.
    first: Option<i64>,
    /// When the last thing was said before it, of any kind.
    before: Option<i64>,
    /// When the next thing was said to be done.
    next: Option<i64>,
}

impl SpokenTo {
    fn new(scores: &Scores, doing: &[usize], spoken: &[usize], sentence: usize) -> Self {
        let said = scores.said(sentence);
        let earlier = |others: &[usize]| {
            let others = others.iter().copied().take_while(|&other| other < sentence);
            others.map(|other| scores.said(other)).filter(|other| other.to <= said.from).collect::<Vec<_>>()
        };
        let later = doing.iter().skip_while(|&&other| other <= sentence).map(|&other| scores.said(other));
        Self {
            first: earlier(doing).iter().map(|other| other.to).min(),
            before: earlier(spoken).iter().map(|other| other.from).max(),
            next: later.filter(|other| other.from > said.to).map(|other| other.to).next(),
        }
    }

    /// Something was said to be done before this step, and something else after it, before the sentence.
    fn is_too_early(&self, done: Span) -> bool {
        self.first.is_some_and(|first| first <= done.from) && self.before.is_some_and(|before| before >= done.to)
    }

    fn is_too_late(&self, done: Span) -> bool {
        self.next.is_some_and(|next| next <= done.from)
    }
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
