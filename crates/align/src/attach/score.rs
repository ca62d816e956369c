//! How well each sentence fits each step: shared words, joined with kinds of action and, when asked, time. Decides
//! nothing: `runs` and `place` do.

use super::judged;
use super::pace::{Pace, Span, lag};
use super::verbs::{Fit, Verbs};
use super::vocabulary::Vocabulary;
use crate::Timeline;
use model::{Action, Millis, Step, TargetId, Utterance};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::discriminant;
use std::ops::Range;
use words::{split, tokens};

pub struct Scores {
    sentences: Vec<Sentence>,
    spans: Vec<Span>,
    /// By step: what it costs to go on with it when it does just what the step before it does.
    repeats: Vec<f32>,
    /// By step: what it costs to begin with it when it goes on with what the step before it did.
    goes_on: Vec<f32>,
    /// By step: place of its kind of action in `kinds`.
    kind_of: Vec<usize>,
    /// One action of each kind that occurs.
    kinds: Vec<Action>,
}

struct Sentence {
    span: Span,
    /// The steps right before and after it, when nothing else was said between.
    neighbours: [Option<usize>; 2],
    refers_back: bool,
    /// By kind of action: whether its verbs say that kind.
    fit: Vec<Fit>,
    /// By step: how much its words speak for it.
    words: Vec<f32>,
    /// By step: the same, where words that spoke for the step before it count less.
    new_words: Vec<f32>,
}

/// What a step adds to a run of a sentence.
#[derive(Clone, Copy)]
pub struct Gain {
    /// As its first step.
    pub first: f32,
    /// After the step before it.
    pub next: f32,
}

impl Scores {
    pub fn new(timeline: &Timeline<'_>, steps: &[Step], utterances: &[&Utterance]) -> Self {
        let mut kinds: Vec<Action> = Vec::new();
        let kind_of = steps
            .iter()
            .map(|step| {
                let same = |kind: &Action| discriminant(kind) == discriminant(&step.action);
                kinds.iter().position(same).unwrap_or_else(|| {
                    kinds.push(step.action.clone());
                    kinds.len() - 1
                })
            })
            .collect();
        let vocabulary = Vocabulary::new(timeline, steps);
        let tokens: Vec<BTreeSet<String>> =
            utterances.iter().map(|utterance| tokens(&utterance.text).into_iter().collect()).collect();
        let distinct: BTreeSet<&String> = tokens.iter().flatten().collect();
        let fitting: BTreeMap<&str, Vec<(usize, f32)>> =
            distinct.into_iter().map(|token| (token.as_str(), vocabulary.fits(token))).collect();
        let spans: Vec<Span> = steps.iter().map(|step| span(step.from, step.to)).collect();
        let said: Vec<Span> = utterances.iter().map(|utterance| span(utterance.from, utterance.to)).collect();
        let sentences = utterances
            .iter()
            .zip(&tokens)
            .enumerate()
            .map(|(place, (utterance, tokens))| {
                let fits: Vec<&[(usize, f32)]> =
                    tokens.iter().map(|token| fitting[token.as_str()].as_slice()).collect();
                Sentence::new(utterance, neighbours(&said, place, &spans), &fits, &kinds, steps.len())
            })
            .collect();
        Self { sentences, spans, repeats: repeats(timeline, steps), goes_on: goes_on(steps), kind_of, kinds }
    }

    /// What times alone tell of the narrator's pace.
    pub fn pace(&self) -> Pace {
        Pace::unknown(self.sentences.iter().map(|sentence| sentence.span), &self.spans)
    }

    pub fn steps(&self) -> usize {
        self.spans.len()
    }

    /// How much the words of a sentence speak for a step; 1 is one word that fits no other step.
    pub fn words(&self, sentence: usize, step: usize) -> f32 {
        self.sentences[sentence].words[step]
    }

    pub fn gain(&self, sentence: usize, step: usize, pace: Pace) -> Gain {
        let Sentence { span, neighbours, fit, words, new_words, .. } = &self.sentences[sentence];
        let close = pace.closeness(*span, self.spans[step], neighbours.contains(&Some(step)));
        let kind = match fit[self.kind_of[step]] {
            // By itself a verb fits far too many steps.
            Fit::Fits => judged::VERB_FITS * (words[step] / judged::CLEARLY).max(close / judged::SAME_TIME).min(1.0),
            Fit::Open => 0.0,
            Fit::Differs => judged::VERB_DIFFERS,
        };
        let either = kind - judged::STEP;
        Gain {
            first: words[step] + close + either + self.goes_on[step],
            next: new_words[step] + close * judged::TIME_GOES_ON + either + self.repeats[step] - self.goes_on[step],
        }
    }

    /// What a sentence must gain before it takes any step.
    pub fn opening(&self, sentence: usize) -> f32 {
        judged::OPENING + if self.sentences[sentence].refers_back { judged::REFERS_BACK } else { 0.0 }
    }

    pub fn verb(&self, sentence: usize, step: usize) -> Fit {
        self.sentences[sentence].fit[self.kind_of[step]]
    }

    pub fn is_goto(&self, step: usize) -> bool {
        matches!(self.kinds[self.kind_of[step]], Action::Goto { .. })
    }

    /// How long after a run the sentence came, in milliseconds; negative for before.
    pub fn lag(&self, sentence: usize, run: &Range<usize>) -> i64 {
        let (first, last) = (self.spans[run.start], self.spans[run.end - 1]);
        lag(self.sentences[sentence].span, Span { from: first.from, to: last.to })
    }

    pub fn said(&self, sentence: usize) -> Span {
        self.sentences[sentence].span
    }

    pub fn done(&self, step: usize) -> Span {
        self.spans[step]
    }
}

/// "Add to cart" in one row and then in the next are two things meant, though they share most words.
fn repeats(timeline: &Timeline<'_>, steps: &[Step]) -> Vec<f32> {
    let names: HashMap<&TargetId, &str> =
        timeline.targets.iter().map(|target| (&target.id, target.element.name.as_str())).collect();
    let name = |step: &Step| step.target.as_ref().and_then(|id| names.get(id)).copied().unwrap_or_default();
    let repeats = steps.windows(2).map(|pair| {
        let same = !name(&pair[0]).is_empty() && name(&pair[0]) == name(&pair[1]) && pair[0].action == pair[1].action;
        if same { judged::REPEATS } else { 0.0 }
    });
    std::iter::once(0.0).chain(repeats).take(steps.len()).collect()
}

/// The steps right before and after a sentence, when nothing else was said between.
fn neighbours(said: &[Span], sentence: usize, steps: &[Span]) -> [Option<usize>; 2] {
    let Span { from, to } = said[sentence];
    let before = said[..sentence].last().map_or(i64::MIN, |other| other.to);
    let after = said.get(sentence + 1).map_or(i64::MAX, |other| other.from);
    let last = steps.iter().rposition(|step| step.to <= from).filter(|&last| steps[last].from >= before);
    let next = steps.iter().position(|step| step.from >= to).filter(|&next| steps[next].to <= after);
    [last, next]
}

/// Enter in a field that was just filled in.
fn goes_on(steps: &[Step]) -> Vec<f32> {
    let same_field = |pair: &[Step]| pair[0].target.is_some() && pair[0].target == pair[1].target;
    let costs = steps.windows(2).map(|pair| if same_field(pair) { judged::GOES_ON } else { 0.0 });
    std::iter::once(0.0).chain(costs).take(steps.len()).collect()
}

impl Sentence {
    /// `fits` has, for each of its words, the steps that the word speaks of, in order.
    fn new(
        utterance: &Utterance,
        neighbours: [Option<usize>; 2],
        fits: &[&[(usize, f32)]],
        kinds: &[Action],
        steps: usize,
    ) -> Self {
        // A sentence with words that fit no step is less sure of those that do; yet people talk around things.
        let fitting = fits.iter().filter(|found| !found.is_empty()).count();
        let share = fitting as f32 / fits.len().max(1) as f32;
        let trust = judged::FEW_WORDS_FIT + (1.0 - judged::FEW_WORDS_FIT) * share;
        let (mut words, mut new_words) = (vec![0.0; steps], vec![0.0; steps]);
        for found in fits {
            let mut before = None;
            for &(step, tells) in *found {
                let already =
                    before.filter(|(before, _)| before + 1 == step).map_or(0.0, |(_, told): (_, f32)| told.min(tells));
                words[step] += tells * trust;
                new_words[step] += (tells - already * judged::SAID_ALREADY) * trust;
                before = Some((step, tells));
            }
        }
        words.iter_mut().chain(&mut new_words).for_each(|sum: &mut f32| *sum = sum.min(judged::ENOUGH_WORDS));
        let verbs = Verbs::new(&utterance.text);
        let first = split(&utterance.text).into_iter().next().unwrap_or_default();
        Self {
            span: span(utterance.from, utterance.to),
            neighbours,
            refers_back: matches!(first.as_str(), "after" | "once" | "having" | "afterwards"),
            fit: kinds.iter().map(|kind| verbs.fit(kind)).collect(),
            words,
            new_words,
        }
    }
}

fn span(from: Millis, to: Millis) -> Span {
    Span { from: i64::from(from.0), to: i64::from(to.0.max(from.0)) }
}
