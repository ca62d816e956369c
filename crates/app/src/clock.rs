//! The recording's one clock: it starts at Record and stands still while paused. Time is passed in.

use model::Millis;
use std::time::Instant;

/// A clock that was started.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    started: Instant,
    /// When each pause began and ended; the last may go on.
    pauses: Vec<(Instant, Option<Instant>)>,
}

impl Clock {
    pub fn start(now: Instant) -> Self {
        Self { started: now, pauses: Vec::new() }
    }

    pub fn pause(&mut self, now: Instant) {
        if self.pauses.last().is_none_or(|(_, to)| to.is_some()) {
            self.pauses.push((now, None));
        }
    }

    pub fn resume(&mut self, now: Instant) {
        if let Some((_, to @ None)) = self.pauses.last_mut() {
            *to = Some(now);
        }
    }

    /// The clock's reading at an instant, also one that is long over; within a pause, that at its beginning.
    pub fn at(&self, instant: Instant) -> Millis {
        let paused = |&(from, to): &(Instant, Option<Instant>)| {
            to.unwrap_or(instant).min(instant).saturating_duration_since(from)
        };
        let run = instant.saturating_duration_since(self.started);
        let run = run.saturating_sub(self.pauses.iter().map(paused).sum());
        Millis(u32::try_from(run.as_millis()).unwrap_or(u32::MAX))
    }

    /// Whether it ran at that instant.
    pub fn ran(&self, instant: Instant) -> bool {
        let pauses = |&(from, to): &(Instant, Option<Instant>)| from <= instant && to.is_none_or(|to| instant < to);
        self.started <= instant && !self.pauses.iter().any(pauses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn it_stands_still_while_paused() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let mut clock = Clock::start(start);
        assert_eq!(clock.at(after(1_000)), Millis(1_000));
        for pause in [1_000, 3_000, 5_000] {
            clock.pause(after(pause));
            assert_eq!(clock.at(after(pause + 500)), clock.at(after(pause)), "it stands still");
            clock.resume(after(pause + 1_000));
        }
        assert_eq!(clock.at(after(7_000)), Millis(4_000), "three pauses of a second each are left out, exactly");
        assert_eq!(clock.at(after(2_500)), Millis(1_500), "what is heard late is put where it was said");
        assert!(clock.ran(after(500)) && clock.ran(after(2_000)) && !clock.ran(after(1_500)));
    }
}
