//! Where speech begins and ends, from how sure the detector is of each frame.

/// Samples in a frame of the detector: 32 ms.
pub(crate) const FRAME: usize = 512;

/// Surer than this, somebody speaks.
const BEGINS: f32 = 0.5;
/// Less sure than this, nobody does.
const ENDS: f32 = 0.35;
/// Speech goes on over a pause that is shorter than this: 0.7 s.
const PAUSE: u64 = frames(700);
/// What is shorter is a click of the tongue or of the mouse: 0.2 s.
const LEAST: u64 = frames(200);
/// The recogniser takes 30 s at most.
const MOST: u64 = frames(26_000);
/// Speech that is too long is cut where the detector is least sure, in its last 6 s.
const LATE: u64 = frames(6_000);

const fn frames(ms: u64) -> u64 {
    ms * 16 / FRAME as u64
}

/// A stretch of speech, in samples from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first sample.
    pub from: u64,
    /// The one after the last.
    pub to: u64,
}

/// Takes the frames in order.
#[derive(Debug, Default)]
pub(crate) struct Cutter {
    frame: u64,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    from: u64,
    /// After the last frame in which somebody spoke.
    to: u64,
    /// How sure the detector was, from `from` on.
    sure: Vec<f32>,
}

impl Open {
    fn stretch(&self) -> Option<Stretch> {
        let stretch = Stretch { from: self.from * FRAME as u64, to: self.to * FRAME as u64 };
        (self.to - self.from >= LEAST).then_some(stretch)
    }
}

impl Cutter {
    /// Whether somebody speaks now.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The next frame; gives a stretch that is over by it.
    pub fn frame(&mut self, sure: f32) -> Option<Stretch> {
        let frame = self.frame;
        self.frame += 1;
        let Some(open) = &mut self.open else {
            self.open = (sure >= BEGINS).then(|| Open { from: frame, to: frame + 1, sure: vec![sure] });
            return None;
        };
        open.sure.push(sure);
        if sure >= ENDS {
            open.to = frame + 1;
        } else if frame - open.to >= PAUSE {
            return self.open.take().and_then(|open| open.stretch());
        }
        if frame - open.from < MOST {
            return None;
        }
        let late = open.sure.len() - usize::try_from(LATE).unwrap_or(0);
        let least =
            open.sure[late..].iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(place, _)| place);
        let cut = late + least;
        let rest = Open { from: open.from + cut as u64, to: open.to, sure: open.sure.split_off(cut) };
        let before = Open { from: open.from, to: rest.from, sure: Vec::new() };
        self.open = (rest.to > rest.from).then_some(rest);
        before.stretch()
    }

    /// The end: gives a stretch that was not over.
    pub fn end(&mut self) -> Option<Stretch> {
        self.open.take().and_then(|open| open.stretch())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stretches in frames.
    fn cut(sure: impl IntoIterator<Item = f32>) -> Vec<(u64, u64)> {
        let mut cutter = Cutter::default();
        let mut found: Vec<Stretch> = sure.into_iter().filter_map(|sure| cutter.frame(sure)).collect();
        found.extend(cutter.end());
        found.iter().map(|stretch| (stretch.from / FRAME as u64, stretch.to / FRAME as u64)).collect()
    }

    fn row(parts: &[(usize, f32)]) -> Vec<f32> {
        parts.iter().flat_map(|&(many, sure)| std::iter::repeat_n(sure, many)).collect()
    }

    #[test]
    fn a_short_pause_is_in_it_and_a_long_one_is_not() {
        assert_eq!(cut(row(&[(10, 0.0), (20, 0.9), (15, 0.1), (20, 0.9), (40, 0.0)])), [(10, 65)]);
        assert_eq!(cut(row(&[(10, 0.0), (20, 0.9), (30, 0.1), (20, 0.9), (40, 0.0)])), [(10, 30), (60, 80)]);
    }

    #[test]
    fn a_click_is_none_and_what_is_not_over_counts() {
        assert_eq!(cut(row(&[(10, 0.0), (3, 0.9), (40, 0.0), (20, 0.6)])), [(53, 73)]);
        assert_eq!(cut(row(&[(100, 0.45)])), []);
    }

    #[test]
    fn what_is_too_long_is_cut_where_it_is_quietest() {
        let mut sure = row(&[(700, 0.9), (1, 0.5), (500, 0.9)]);
        sure.extend(row(&[(40, 0.0)]));
        assert_eq!(cut(sure), [(0, 700), (700, 1201)]);
    }
}
