//! The conclusion of a proof, from its runs. Pure.

use model::{BreakageKind, BreakageOutcome, Replay, Verdict};

/// At least this many of ten breakages must be caught.
const CAUGHT_OF_TEN: usize = 9;

/// What follows from the runs. `finished`: nothing that was planned is left out.
pub fn verdict(replays: &[Replay], breakages: &[BreakageOutcome], has_checks: bool, finished: bool) -> Verdict {
    let green = replays.iter().filter(|replay| replay.passed).count();
    if !finished {
        return Verdict::Unfinished;
    }
    if green == 0 {
        return Verdict::Failing;
    }
    if green < replays.len() {
        return Verdict::Flaky;
    }
    let tried = breakages.iter().filter(|outcome| counts(outcome)).count();
    let caught = breakages.iter().filter(|outcome| outcome.caught).count();
    if has_checks && tried > 0 && caught * 10 >= tried * CAUGHT_OF_TEN { Verdict::Proved } else { Verdict::Weak }
}

/// A call that the app did not make again says nothing about the test. A control that the test should have used, and
/// didn't, does.
fn counts(outcome: &BreakageOutcome) -> bool {
    match outcome.breakage.kind {
        BreakageKind::DeadControl { .. } | BreakageKind::Served { .. } => true,
        BreakageKind::ApiError { .. } => outcome.reached,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Breakage;

    /// `g` and `r`: replays; `c`: caught, `s`: survived, `d`: dead control never used, `n`: call not made again.
    fn check(replays: &str, breakages: &str, has_checks: bool, expected: Verdict) {
        let replays: Vec<Replay> = replays
            .chars()
            .map(|char| Replay { passed: char == 'g', duration_ms: 1, steps: vec![], error: None })
            .collect();
        let breakages: Vec<BreakageOutcome> = breakages
            .chars()
            .map(|char| BreakageOutcome {
                breakage: Breakage {
                    id: "b".into(),
                    title: "b".into(),
                    kind: match char {
                        'd' => BreakageKind::DeadControl {
                            step: "s".into(),
                            target: "t".into(),
                            selectors: vec!["a".into()],
                        },
                        _ => BreakageKind::ApiError { method: "GET".into(), path: "/".into() },
                    },
                },
                reached: char == 'c' || char == 's',
                caught: char == 'c',
                caught_by: None,
                error: None,
                duration_ms: 1,
            })
            .collect();
        let got = verdict(&replays, &breakages, has_checks, true);
        assert_eq!(got, expected, "{} replays, {} breakages", replays.len(), breakages.len());
        assert_eq!(verdict(&replays, &breakages, has_checks, false), Verdict::Unfinished);
    }

    #[test]
    fn verdicts() {
        check("ggg", "ccccccccc", true, Verdict::Proved);
        check("ggg", "cccccccccs", true, Verdict::Proved);
        check("ggg", "ccccccccs", true, Verdict::Weak);
        check("ggg", "cn", true, Verdict::Proved);
        check("ggg", "cd", true, Verdict::Weak);
        check("ggg", "ccc", false, Verdict::Weak);
        check("ggg", "", true, Verdict::Weak);
        check("ggg", "n", true, Verdict::Weak);
        check("grg", "", true, Verdict::Flaky);
        check("rrr", "", true, Verdict::Failing);
        check("", "", true, Verdict::Failing);
    }
}
