//! The course of a proof: replays, then breakages between two runs of the app as it is. How Playwright is run is
//! `play`'s, what follows from it `verdict`'s.

use crate::job::{BrokenApp, Job, Limits, Project, Spec};
use crate::play::{Played, Signals, play};
use crate::report::{RunReport, Told};
use crate::verdict::verdict;
use crate::{Error, PLAYWRIGHT, Workspace};
use model::{Breakage, BreakageKind, BreakageOutcome, Proof, Replay};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio_util::sync::CancellationToken;

/// What a running proof tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Something that takes a while, in words.
    Preparing {
        /// A sentence.
        text: String,
    },
    /// What is ahead.
    Planned {
        /// Replays.
        replays: u32,
        /// Breakages, in the order they are tried.
        breakages: Vec<Breakage>,
    },
    /// A replay has come to this `test.step`.
    Step {
        /// Which replay, 1-based.
        run: u32,
        /// The step's title.
        title: String,
    },
    /// A replay ended.
    Replayed {
        /// 1-based.
        run: u32,
        /// How it went.
        replay: Replay,
    },
    /// A breakage was tried. Two run at once, so they may end out of order.
    Broken {
        /// How it went.
        outcome: BreakageOutcome,
    },
}

/// Proves a test: replays it `job.runs` times, one after another; when all are green, runs it once for each
/// breakage. The breakages run between replays of the app as it is, under the same time limits: these must be green,
/// else it is not the breakages that the test fails on.
///
/// When cancelled it ends the processes and gives what there is, with the verdict [`model::Verdict::Unfinished`].
///
/// # Errors
/// Only when nothing can be said about the test: a variable without a value, no browser, Playwright did not run.
pub async fn run(
    workspace: &Workspace,
    job: &Job<'_>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: CancellationToken,
) -> Result<Proof, Error> {
    let values = job.values()?;
    if !job.browser.is_file() {
        return Err(Error::NoBrowser { path: job.browser.to_owned() });
    }
    let mut proving = Proving { workspace, job, values, progress, cancel, browser: String::new() };
    let runs = job.runs.max(1);
    progress(Progress::Planned { replays: runs, breakages: job.breakages.to_vec() });

    let replayed = proving.replay(runs, 0, progress).await?;
    let mut replays: Vec<Replay> = replayed.iter().cloned().map(RunReport::into_replay).collect();
    let is_green = replays.len() == runs as usize && replays.iter().all(|replay| replay.passed);
    let mut breakages = Vec::new();
    let mut finished = !proving.cancel.is_cancelled();
    if is_green && finished && !job.breakages.is_empty() {
        let broken = proving.break_app(&Limits::from_green(&replayed)).await?;
        finished = !proving.cancel.is_cancelled();
        breakages = broken.outcomes.into_values().collect();
        replays.extend(broken.red);
    }

    Ok(Proof {
        verdict: verdict(&replays, &breakages, job.has_checks, finished),
        at: rfc3339(SystemTime::now()),
        playwright: PLAYWRIGHT.to_owned(),
        browser: proving.browser,
        test_hash: Sha256::digest(job.test).iter().map(|byte| format!("{byte:02x}")).collect(),
        base_url: job.base_url.to_owned(),
        replays,
        breakages,
    })
}

/// What stays the same while one proof is made.
struct Proving<'a> {
    workspace: &'a Workspace,
    job: &'a Job<'a>,
    values: BTreeMap<String, String>,
    progress: &'a (dyn Fn(Progress) + Send + Sync),
    cancel: CancellationToken,
    /// Known once it has started.
    browser: String,
}

/// What the breakages gave.
#[derive(Default)]
struct Broken {
    /// By their place in the job.
    outcomes: BTreeMap<usize, BreakageOutcome>,
    /// A run of the unbroken app that was red all the same.
    red: Option<Replay>,
}

const REPLAY: &str = "replay";
/// Before the breakages, as many at once as they are.
const CONTROL: &str = "control";
/// The breakages; each of its runs is named by its place in the job.
const BROKEN: &str = "broken";
/// After the breakages.
const AFTER: &str = "after";

/// How many breakages run at once. Three are quicker on two idle cores (72 s for 19 breakages, where two took 100 s), but
/// the runs of the unbroken app then turn red beside a busy tester.
const WORKERS: u32 = 2;

impl Proving<'_> {
    /// Runs against the app as it is. `before`: how many there were already.
    async fn replay(
        &mut self,
        runs: u32,
        before: u32,
        progress: &(dyn Fn(Progress) + Send + Sync),
    ) -> Result<Vec<RunReport>, Error> {
        let project = healthy(self.job, REPLAY, runs);
        let mut reports = Vec::new();
        let played = self
            .play(1, Limits::REPLAY, vec![project], &mut |told, _| match told {
                Told::Step { repeat, title, .. } => progress(Progress::Step { run: before + repeat + 1, title }),
                Told::Run(report) => {
                    let replay = report.clone().into_replay();
                    progress(Progress::Replayed { run: before + report.repeat + 1, replay });
                    reports.push(report);
                }
                Told::Problem(_) | Told::End => {}
            })
            .await?;
        if reports.len() < runs as usize && !played.cancelled {
            return Err(incomplete(played));
        }
        Ok(reports)
    }

    /// First two at once with short limits. If the unbroken app is red under these (runs at once disturb each other,
    /// or the machine is busy), again one by one with long ones; likewise the runs that did not get as far as their
    /// breakage.
    async fn break_app(&mut self, short: &Limits) -> Result<Broken, Error> {
        let all: Vec<usize> = (0..self.job.breakages.len()).collect();
        let mut broken = self.try_breakages(WORKERS, *short, &all).await?;
        let again: Vec<usize> = all.into_iter().filter(|index| !broken.outcomes.contains_key(index)).collect();
        if !again.is_empty() && !self.cancel.is_cancelled() {
            (self.progress)(Progress::Preparing {
                text: format!("{} breakages are tried again one by one, with more time", again.len()),
            });
            let patient = self.try_breakages(1, Limits::PATIENT, &again).await?;
            broken.outcomes.extend(patient.outcomes);
            broken.red = patient.red;
        }
        if broken.red.is_some() && !broken.outcomes.is_empty() && !self.cancel.is_cancelled() {
            // Once more at leisure: it is only a leftover of the broken runs if that is red too.
            let again = self.replay(1, 0, &|_| {}).await?;
            broken.red = again.into_iter().find(|report| !report.passed).map(|report| Replay {
                error: Some(format!(
                    "After runs that stopped half way the test fails: they leave something behind in the app, so its \
                     breakages prove little. {}",
                    report.error.clone().unwrap_or_default()
                )),
                ..report.into_replay()
            });
        }
        Ok(broken)
    }

    /// Tries these breakages, between runs of the unbroken app. With several workers, a run that was red before its
    /// breakage took effect is left out: that may be the haste.
    async fn try_breakages(&mut self, workers: u32, limits: Limits, which: &[usize]) -> Result<Broken, Error> {
        let job = self.job;
        let progress = self.progress;
        let mut projects = vec![Project { teardown: Some(AFTER), ..healthy(job, CONTROL, workers) }];
        let broken_apps = which.iter().map(|&index| {
            let breakage = &job.breakages[index].kind;
            let base_url = match breakage {
                BreakageKind::Served { base_url } => base_url,
                BreakageKind::DeadControl { .. } | BreakageKind::ApiError { .. } => job.base_url,
            };
            BrokenApp { name: index.to_string(), base_url, breakage }
        });
        projects.push(Project {
            dependencies: vec![CONTROL],
            broken: broken_apps.collect(),
            ..healthy(job, BROKEN, 1)
        });
        projects.push(healthy(job, AFTER, 1));

        let mut broken = Broken::default();
        let mut hasty = 0;
        let played = self
            .play(workers, limits, projects, &mut |told, signals| {
                let Told::Run(report) = told else { return };
                match report.project.parse::<usize>() {
                    Ok(index) => {
                        let reached = signals.reached(&report.project);
                        if !reached && !report.passed && workers > 1 {
                            hasty += 1;
                            return;
                        }
                        let outcome = outcome(&job.breakages[index], report, reached);
                        progress(Progress::Broken { outcome: outcome.clone() });
                        broken.outcomes.insert(index, outcome);
                    }
                    Err(_) if !report.passed => broken.red = Some(report.into_replay()),
                    Err(_) => {}
                }
            })
            .await?;
        // When the unbroken app is red, Playwright skips what depends on it.
        let is_short = broken.outcomes.len() + hasty < which.len() && broken.red.is_none();
        if is_short && !played.cancelled {
            return Err(incomplete(played));
        }
        Ok(broken)
    }

    async fn play(
        &mut self,
        workers: u32,
        limits: Limits,
        projects: Vec<Project<'_>>,
        told: &mut (dyn FnMut(Told, &Signals) + Send),
    ) -> Result<Played, Error> {
        let spec = Spec::new(self.job, workers, limits, projects);
        let played = play(self.workspace, self.job, &self.values, &spec, &self.cancel, told).await?;
        if let Some(version) = &played.browser {
            self.browser = format!("Chromium {version}");
        }
        Ok(played)
    }
}

/// A project that runs the app as it is.
pub(crate) fn healthy<'a>(job: &Job<'a>, name: &str, repeat: u32) -> Project<'a> {
    Project {
        name: name.to_owned(),
        repeat,
        dependencies: vec![],
        teardown: None,
        base_url: job.base_url,
        broken: vec![],
    }
}

/// What one run against a broken app says about the test.
fn outcome(breakage: &Breakage, report: RunReport, reached: bool) -> BreakageOutcome {
    let error = match (report.passed, reached) {
        (false, true) => report.error.clone(),
        (true, true) => None,
        (false, false) => Some(format!(
            "The test failed before the breakage took effect. {}",
            report.error.as_deref().unwrap_or_default()
        )),
        (true, false) => Some(
            match breakage.kind {
                BreakageKind::DeadControl { .. } => "The test never used this control",
                BreakageKind::ApiError { .. } => "The app did not make this call again",
                BreakageKind::Served { .. } => "The test opened no page",
            }
            .to_owned(),
        ),
    };
    let caught = reached && !report.passed;
    BreakageOutcome {
        breakage: breakage.clone(),
        reached,
        caught,
        caught_by: report.failed_step().filter(|_| caught),
        error,
        duration_ms: report.duration_ms,
    }
}

pub(crate) fn incomplete(played: Played) -> Error {
    let message = played.problem.unwrap_or_else(|| "it ended before all runs were done".to_owned());
    Error::Runner { message }
}

/// UTC, to the second. Days to a date as in Howard Hinnant's "chrono-compatible low-level date algorithms".
fn rfc3339(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_rfc3339() {
        let check = |seconds, expected: &str| assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_secs(seconds)), expected);
        check(0, "1970-01-01T00:00:00Z");
        check(951_782_399, "2000-02-28T23:59:59Z");
        check(951_782_400, "2000-02-29T00:00:00Z");
        check(1_795_348_800, "2026-11-22T12:00:00Z");
    }

    #[test]
    fn a_red_run_counts_only_when_the_breakage_had_taken_effect() {
        let breakage = Breakage {
            id: "api-500-1".into(),
            title: "POST /api/orders answers 500".into(),
            kind: BreakageKind::ApiError { method: "POST".into(), path: "/api/orders".into() },
        };
        let run = |passed: bool, reached: bool| {
            let report = RunReport {
                passed,
                steps: vec![model::StepOutcome { title: "Pay".into(), passed, duration_ms: 1 }],
                error: (!passed).then(|| "boom".to_owned()),
                ..RunReport::default()
            };
            let outcome = outcome(&breakage, report, reached);
            (outcome.caught, outcome.caught_by, outcome.error)
        };
        assert_eq!(run(false, true), (true, Some("Pay".into()), Some("boom".into())));
        assert_eq!(run(true, true), (false, None, None));
        assert_eq!(run(true, false), (false, None, Some("The app did not make this call again".into())));
        let early = "The test failed before the breakage took effect. boom";
        assert_eq!(run(false, false), (false, None, Some(early.into())));
    }
}
