//! The recording's one clock: it starts at Record and stands still while paused. Time is passed in.

use model::Millis;
use std::time::{Duration, Instant};

/// A clock that was started.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    started: Instant,
    /// Time spent in pauses that are over.
    paused: Duration,
    paused_at: Option<Instant>,
}

impl Clock {
    pub fn start(now: Instant) -> Self {
        Self { started: now, paused: Duration::ZERO, paused_at: None }
    }

    pub fn pause(&mut self, now: Instant) {
        self.paused_at.get_or_insert(now);
    }

    pub fn resume(&mut self, now: Instant) {
        if let Some(paused_at) = self.paused_at.take() {
            self.paused += now.saturating_duration_since(paused_at);
        }
    }

    /// The clock's reading at an instant; an instant within the running pause reads as the pause's beginning.
    pub fn at(&self, instant: Instant) -> Millis {
        let instant = self.paused_at.map_or(instant, |paused_at| instant.min(paused_at));
        let run = instant.saturating_duration_since(self.started).saturating_sub(self.paused);
        Millis(u32::try_from(run.as_millis()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
