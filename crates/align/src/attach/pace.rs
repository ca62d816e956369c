//! How far a narrator's words are from their deeds: some announce, some comment, some plan or recap. Estimated from
//! sentences whose words alone tell which steps they mean. Knows times only.

use super::judged;

/// A stretch of the recording's clock, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

/// A narrator's habit.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Sentences come this much after their steps; negative for before.
    lag_ms: i64,
    /// How reliably: 1 for always alike, towards 0 when time tells nothing.
    steadiness: f32,
    /// Which comes first: 1 when it is always the sentence, -1 when it is always the step.
    announces: f32,
    /// How fast things are done: 1 at a person's speed, less for a program that acts as one.
    tempo: f32,
}

/// Fewer sentences than this are no habit.
const ENOUGH: usize = 3;
/// Beyond this, what looks like lag is rather a plan or a recap.
const LONGEST_LAG_MS: i64 = 12_000;
/// Lags that vary by this much, in milliseconds, make time speak half as loud.
const VARYING_MS: f32 = 4000.0;
/// A person takes at least this long from one step to the next, in milliseconds, mostly.
const STEP_MS: f32 = 1000.0;
/// No tempo is less.
const FASTEST: f32 = 0.1;

impl Pace {
    /// Of what was not said while anything was done: time tells nothing.
    pub const NONE: Self = Self { lag_ms: 0, steadiness: 0.0, announces: 0.0, tempo: 1.0 };

    /// Before anything is known of the narrator: as fast as steps follow each other, and as sentences are followed by
    /// steps, whichever is slower. Both are in order.
    pub fn unknown(sentences: impl Iterator<Item = Span>, steps: &[Span]) -> Self {
        let mut gaps: Vec<i64> = steps.windows(2).map(|pair| (pair[1].from - pair[0].from).max(0)).collect();
        let next = |said: Span| steps.iter().map(|step| step.from - said.to).find(|wait| *wait >= 0);
        let mut waits: Vec<i64> = sentences.filter_map(next).collect();
        let tempo = if gaps.len() < ENOUGH || waits.is_empty() {
            1.0
        } else {
            (median(&mut gaps).max(median(&mut waits)) as f32 / STEP_MS).clamp(FASTEST, 1.0)
        };
        Self { lag_ms: 0, steadiness: 1.0, announces: 0.0, tempo }
    }

    /// With what the lags of sentences that were surely understood tell (see [`lag`]).
    pub fn with(self, mut lags: Vec<i64>) -> Self {
        if lags.len() < ENOUGH || self.steadiness == 0.0 {
            return self;
        }
        let middle = median(&mut lags);
        let mut deviations: Vec<i64> = lags.iter().map(|lag| (lag - middle).abs()).collect();
        let deviation = median(&mut deviations) as f32 / (VARYING_MS * self.tempo);
        let lag_ms = middle.clamp(-LONGEST_LAG_MS, LONGEST_LAG_MS);
        let share = |first: fn(&i64) -> bool| lags.iter().filter(|lag| first(lag)).count() as f32 / lags.len() as f32;
        let announces = share(|lag| *lag < 0) - share(|lag| *lag > 0);
        Self { lag_ms, steadiness: 1.0 / (1.0 + deviation * deviation), announces, ..self }
    }

    /// How reliably sentences come as late or early as the narrator's habit is: 1 for always, towards 0 for never.
    pub fn steadiness(&self) -> f32 {
        self.steadiness
    }

    /// How much time speaks for a sentence and a step belonging together: at most [`judged::SAME_TIME`], at least 0.
    /// `neighbours` when nothing else was said or done between them.
    pub fn closeness(&self, sentence: Span, step: Span, neighbours: bool) -> f32 {
        // The order tells where the distance doesn't: who always announces speaks of no step done before, and of the
        // next one however long it takes.
        let order = -self.announces * lag(sentence, step).signum() as f32;
        let sentence = Span { from: sentence.from - self.lag_ms, to: sentence.to - self.lag_ms };
        let apart = lag(sentence, step);
        let half = if apart < 0 { judged::TIME_BEFORE_MS } else { judged::TIME_AFTER_MS };
        let distance = apart.unsigned_abs() as f32 / (half * self.tempo);
        let distance = (1.0 + order.min(0.0)) / (1.0 + distance * distance);
        judged::SAME_TIME * self.steadiness * if neighbours { distance.max(order) } else { distance }
    }
}

/// How long after the step the sentence came, in milliseconds; negative for before, 0 for during.
pub fn lag(sentence: Span, step: Span) -> i64 {
    if sentence.to < step.from {
        sentence.to - step.from
    } else if sentence.from > step.to {
        sentence.from - step.to
    } else {
        0
    }
}

fn median(values: &mut [i64]) -> i64 {
    values.sort_unstable();
    values[values.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::{Pace, Span};
    use crate::attach::judged;

    fn steps(apart_ms: i64) -> Vec<Span> {
        (0..6).map(|step| Span { from: step * apart_ms, to: step * apart_ms }).collect()
    }

    #[test]
    fn a_second_is_long_for_a_program_and_short_for_a_person() {
        let (now, later) = (Span { from: 0, to: 0 }, Span { from: 1000, to: 1000 });
        let closeness = |steps: &[Span]| Pace::unknown([now].into_iter(), steps).closeness(now, later, false);
        assert!(closeness(&steps(3000)) > judged::SAME_TIME * 0.9);
        assert!(closeness(&steps(100)) < judged::SAME_TIME * 0.25);
        assert!(closeness(&[]) > judged::SAME_TIME * 0.9, "nothing known: a person");
        let slow_to_begin: Vec<Span> =
            steps(100).iter().map(|step| Span { from: step.from + 1000, to: step.to + 1000 }).collect();
        assert!(closeness(&slow_to_begin) > judged::SAME_TIME * 0.9, "who waits before the first step is in no hurry");
    }

    #[test]
    fn who_always_announces_speaks_of_the_next_step_however_long_it_takes() {
        let pace = Pace::unknown(std::iter::empty(), &[]).with(vec![-300, -200, -250, -400]);
        let (before, said, after) =
            (Span { from: 900, to: 900 }, Span { from: 1000, to: 1000 }, Span { from: 60_000, to: 60_000 });
        assert_eq!(pace.closeness(said, before, true), 0.0);
        assert!(pace.closeness(said, after, true) > judged::SAME_TIME * 0.9);
        assert!(
            pace.closeness(said, after, false) < judged::SAME_TIME * 0.1,
            "something else was said or done meanwhile"
        );
    }
}
