//! What is to be proved, and `job.json`: what one run of Playwright is told. Doesn't run anything.

use crate::report::RunReport;
use crate::{Error, PLAYWRIGHT};
use model::{Breakage, BreakageKind, Viewport};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// What is to be proved, and against what.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// Text of the test file, run as it is.
    pub test: &'a str,
    /// Its relative path in a repository: `e2e/order-with-a-coupon.spec.ts`.
    pub test_path: &'a str,
    /// Files that the test uploads: path relative to the test file's folder, and where to copy it from.
    pub files: &'a [(String, PathBuf)],
    /// Playwright's `baseURL`.
    pub base_url: &'a str,
    /// How many replays; 0 counts as 1.
    pub runs: u32,
    /// Tried in this order, when all replays are green.
    pub breakages: &'a [Breakage],
    /// The browser's program.
    pub browser: &'a Path,
    /// Environment variables that the test reads and must have: the plan's variables.
    pub variables: &'a [String],
    /// Values for them. Those missing are taken from our own environment. Treated as secrets: they are cut out of
    /// every text that comes back.
    pub env: &'a BTreeMap<String, String>,
    /// Without a window.
    pub headless: bool,
    /// Size of the page area.
    pub viewport: Viewport,
    /// The attribute that `getByTestId` reads.
    pub test_id_attribute: &'a str,
    /// True when the test checks something. Without a check nothing can be proved.
    pub has_checks: bool,
}

impl Job<'_> {
    /// Values of the test's variables.
    ///
    /// # Errors
    /// Names those that have none.
    pub(crate) fn values(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut values = self.env.clone();
        let mut names = Vec::new();
        for name in self.variables {
            let given = values.get(name).cloned().or_else(|| std::env::var(name).ok());
            match given.filter(|value| !value.is_empty()) {
                Some(value) => {
                    values.insert(name.clone(), value);
                }
                None => names.push(name.clone()),
            }
        }
        if names.is_empty() { Ok(values) } else { Err(Error::MissingVariables { names }) }
    }
}

/// `path` below `dir`.
///
/// # Errors
/// When it would lie outside.
pub(crate) fn below(dir: &Path, path: &str) -> Result<PathBuf, Error> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inside && !path.is_empty() { Ok(dir.join(path)) } else { Err(Error::OutsidePath { path: path.to_owned() }) }
}

/// How long Playwright waits, in milliseconds; 0 is for ever (within `test_ms`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Limits {
    /// For a whole test.
    pub test_ms: u32,
    /// For a check.
    pub expect_ms: u32,
    /// For an action.
    pub action_ms: u32,
    /// For opening an address.
    pub navigation_ms: u32,
}

impl Limits {
    /// Playwright's own: a replay gets what the test gets in a repository.
    pub const REPLAY: Limits = Limits { test_ms: 30_000, expect_ms: 5_000, action_ms: 0, navigation_ms: 0 };

    /// For breakages when the short limits turned out too short for a run that is not broken.
    pub const PATIENT: Limits = Limits { test_ms: 30_000, expect_ms: 5_000, action_ms: 10_000, navigation_ms: 15_000 };

    /// To see where a test stands today: an action waits as long as a check does, for as a rule it waits in vain.
    pub const ONCE: Limits = Limits { test_ms: 120_000, expect_ms: 5_000, action_ms: 5_000, navigation_ms: 15_000 };

    /// Short ones for breakages: waiting in vain is what a broken run does most. From how long the slowest call of
    /// each kind took when green.
    pub fn from_green(replays: &[RunReport]) -> Limits {
        let slowest = |of: fn(&RunReport) -> u32| replays.iter().map(of).max().unwrap_or(0);
        let call_ms = (slowest(|run| run.slowest_call_ms) * MARGIN).clamp(CALL_MS.0, CALL_MS.1);
        Limits {
            test_ms: (slowest(|run| run.duration_ms) * MARGIN + TEST_EXTRA_MS).clamp(TEST_MS.0, TEST_MS.1),
            expect_ms: call_ms,
            action_ms: call_ms,
            navigation_ms: (slowest(|run| run.slowest_navigation_ms) * MARGIN).clamp(NAVIGATION_MS.0, NAVIGATION_MS.1),
        }
    }
}

/// Times the slowest green one: two runs at once on a busy machine are slower, not three times slower.
const MARGIN: u32 = 3;
/// Least and most for an action or a check.
const CALL_MS: (u32, u32) = (1_500, 5_000);
/// Least and most for opening an address: servers have moods.
const NAVIGATION_MS: (u32, u32) = (5_000, 15_000);
/// Least and most for a whole test, and what its start may take.
const TEST_MS: (u32, u32) = (15_000, 60_000);
const TEST_EXTRA_MS: u32 = 10_000;

/// `job.json`, read by `runner/playwright.config.cjs`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Spec<'a> {
    pub test_file: String,
    pub workers: u32,
    pub limits: Limits,
    pub headless: bool,
    pub test_id_attribute: &'a str,
    pub viewport: Viewport,
    pub browser: &'a Path,
    pub browser_args: &'static [&'static str],
    pub projects: Vec<Project<'a>>,
    /// A script that stores a page: when a run is red, its pages are kept. In a file of its own.
    #[serde(skip)]
    pub look: Option<&'a str>,
    /// Environment variables whose values are in no kept page.
    pub secrets: Vec<&'a String>,
    /// For whoever reads the folder.
    pub playwright: &'static str,
}

/// A project of Playwright's: one app, as it is or broken in one way.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Project<'a> {
    /// Short and plain: it becomes a file name.
    pub name: String,
    /// How often.
    pub repeat: u32,
    /// Projects that must be green first.
    pub dependencies: Vec<&'static str>,
    /// The project that runs when all that depend on this one are done, however they went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teardown: Option<&'static str>,
    pub base_url: &'a str,
    /// The test runs once against each of these, from a copy of its own. Nothing: against the app as it is.
    pub broken: Vec<BrokenApp<'a>>,
}

/// The app, broken in one way. All of a project share its workers: a browser is not started for each.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrokenApp<'a> {
    /// Short and plain: it becomes a file name.
    pub name: String,
    pub base_url: &'a str,
    pub breakage: &'a BreakageKind,
}

impl<'a> Spec<'a> {
    pub fn new(job: &Job<'a>, workers: u32, limits: Limits, projects: Vec<Project<'a>>) -> Self {
        Spec {
            test_file: glob_of(job.test_path),
            workers,
            limits,
            headless: job.headless,
            test_id_attribute: job.test_id_attribute,
            viewport: job.viewport,
            browser: job.browser,
            browser_args: browser_args(),
            projects,
            look: None,
            secrets: job.variables.iter().chain(job.env.keys()).collect(),
            playwright: PLAYWRIGHT,
        }
    }
}

/// Chromium refuses to run as root with its sandbox.
fn browser_args() -> &'static [&'static str] {
    #[cfg(unix)]
    if rustix::process::geteuid().is_root() {
        return &["--no-sandbox"];
    }
    &[]
}

/// A glob for exactly this file: Playwright matches globs against absolute paths.
fn glob_of(test_path: &str) -> String {
    let mut glob = "**/".to_owned();
    for char in test_path.chars() {
        if "*?[]{}()!+@\\".contains(char) {
            glob.push('\\');
        }
        glob.push(char);
    }
    glob
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_green_runs_within_bounds() {
        let green = |call: u32, navigation: u32, duration: u32| RunReport {
            slowest_call_ms: call,
            slowest_navigation_ms: navigation,
            duration_ms: duration,
            ..RunReport::default()
        };
        let limits = |runs: &[RunReport]| {
            let Limits { test_ms, expect_ms, action_ms, navigation_ms } = Limits::from_green(runs);
            (test_ms, expect_ms, action_ms, navigation_ms)
        };
        assert_eq!(limits(&[]), (15_000, 1_500, 1_500, 5_000));
        assert_eq!(limits(&[green(100, 50, 900), green(800, 60, 4_000)]), (22_000, 2_400, 2_400, 5_000));
        assert_eq!(limits(&[green(4_000, 9_000, 40_000)]), (60_000, 5_000, 5_000, 15_000));
    }

    #[test]
    fn a_path_stays_below() {
        let dir = Path::new("/run");
        assert_eq!(below(dir, "e2e/a.spec.ts").unwrap(), Path::new("/run/e2e/a.spec.ts"));
        for path in ["", "/etc/passwd", "../a.spec.ts", "e2e/../../a.spec.ts"] {
            assert!(below(dir, path).is_err(), "{path}");
        }
    }

    #[test]
    fn odd_names_are_matched_literally() {
        assert_eq!(glob_of("e2e/a [b].spec.ts"), "**/e2e/a \\[b\\].spec.ts");
    }
}
