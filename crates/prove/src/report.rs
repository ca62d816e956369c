//! Reads what `runner/reporter.cjs` says, line by line, and puts the tests of one run together. Judges nothing
//! beyond red and green.

use model::{Replay, StepOutcome};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A test file may print too; lines of ours begin like this.
const MARK: &str = "\u{1e}saywright ";

/// Long enough for any call log that is worth reading.
const ERROR_CHARS: usize = 2_000;

/// One run of all tests in the file, ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RunReport {
    /// Which project.
    pub project: String,
    /// 0-based, among the project's repetitions.
    pub repeat: u32,
    pub passed: bool,
    pub duration_ms: u32,
    pub steps: Vec<StepOutcome>,
    pub error: Option<String>,
    /// The line of the test file in which it failed, 1-based.
    pub line: Option<u32>,
    /// The slowest action or check.
    pub slowest_call_ms: u32,
    pub slowest_navigation_ms: u32,
}

/// Something to act on.
#[derive(Debug, PartialEq)]
pub(crate) enum Told {
    /// A `test.step` began.
    Step { project: String, repeat: u32, title: String },
    /// A run ended.
    Run(RunReport),
    /// Playwright itself has a problem.
    Problem(String),
    /// The end.
    End,
}

impl RunReport {
    /// The title of the `test.step` that failed.
    pub fn failed_step(&self) -> Option<String> {
        self.steps.iter().rev().find(|step| !step.passed).map(|step| step.title.clone())
    }

    pub fn into_replay(self) -> Replay {
        Replay { passed: self.passed, duration_ms: self.duration_ms, steps: self.steps, error: self.error }
    }
}

/// Runs of which some tests have not ended yet.
#[derive(Default)]
pub(crate) struct Open {
    left: BTreeMap<(String, u32), u32>,
    runs: BTreeMap<(String, u32), RunReport>,
}

impl Open {
    /// Takes a line of standard output. `secrets` are cut out of all text.
    pub fn read(&mut self, line: &str, secrets: &BTreeMap<String, String>) -> Option<Told> {
        let line: Line = serde_json::from_str(line.strip_prefix(MARK)?).ok()?;
        match line {
            Line::Begin { runs } => {
                self.left = runs.into_iter().map(|run| ((run.project, run.repeat), run.tests)).collect();
                None
            }
            Line::Step { project, repeat, title } => {
                Some(Told::Step { project, repeat, title: clean(&title, secrets) })
            }
            Line::Test(test) => self.test(test, secrets).map(Told::Run),
            Line::Error { message } => Some(Told::Problem(clean(&message, secrets))),
            Line::End {} => Some(Told::End),
        }
    }

    fn test(&mut self, test: Test, secrets: &BTreeMap<String, String>) -> Option<RunReport> {
        let key = (test.project, test.repeat);
        let run = self.runs.entry(key.clone()).or_insert_with(|| RunReport { passed: true, ..RunReport::default() });
        run.passed &= test.passed;
        run.duration_ms += test.duration_ms;
        run.slowest_call_ms = run.slowest_call_ms.max(test.slowest_call_ms);
        run.slowest_navigation_ms = run.slowest_navigation_ms.max(test.slowest_navigation_ms);
        run.steps.extend(test.steps.into_iter().map(|step| StepOutcome {
            title: clean(&step.title, secrets),
            passed: step.passed,
            duration_ms: step.duration_ms,
        }));
        if run.error.is_none() && !test.passed {
            run.line = test.line;
            run.error = Some(match (test.skipped, test.errors.is_empty()) {
                (true, true) => "The test was skipped".to_owned(),
                (false, true) => "The test failed without a message".to_owned(),
                (_, false) => clean(&test.errors.join("\n\n"), secrets),
            });
        }
        let left = self.left.get_mut(&key)?;
        *left = left.saturating_sub(1);
        if *left > 0 {
            return None;
        }
        let run = self.runs.remove(&key)?;
        Some(RunReport { project: key.0, repeat: key.1, ..run })
    }
}

/// Without secrets, and not endless. Playwright's call log tells what was typed.
pub(crate) fn clean(text: &str, secrets: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    // The longest first: one secret may be a part of another.
    let mut secrets: Vec<_> = secrets.iter().filter(|(_, value)| !value.is_empty()).collect();
    secrets.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
    for (name, value) in secrets {
        text = text.replace(value.as_str(), &format!("‹{name}›"));
    }
    match text.char_indices().nth(ERROR_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Line {
    Begin { runs: Vec<Planned> },
    Step { project: String, repeat: u32, title: String },
    Test(Test),
    Error { message: String },
    End {},
}

#[derive(Deserialize)]
struct Planned {
    project: String,
    repeat: u32,
    tests: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    project: String,
    repeat: u32,
    passed: bool,
    skipped: bool,
    duration_ms: u32,
    slowest_call_ms: u32,
    slowest_navigation_ms: u32,
    steps: Vec<Step>,
    errors: Vec<String>,
    #[serde(default)]
    line: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    title: String,
    passed: bool,
    duration_ms: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(lines: &[&str], expected: Expect) {
        let secrets = BTreeMap::from([("PASSWORD".to_owned(), "hunter2".to_owned())]);
        let mut open = Open::default();
        let told: Vec<String> = lines
            .iter()
            .filter_map(|line| open.read(&line.replace('~', MARK), &secrets))
            .map(|told| match told {
                Told::Run(run) => format!(
                    "run {} {} passed={} {} ms, steps {:?}, failed {:?}, {:?}",
                    run.project,
                    run.repeat,
                    run.passed,
                    run.duration_ms,
                    run.steps.iter().map(|step| &step.title).collect::<Vec<_>>(),
                    run.failed_step(),
                    run.error
                ),
                other => format!("{other:?}"),
            })
            .collect();
        expected.assert_eq(&told.join("\n"));
    }

    #[test]
    fn a_run_ends_with_its_last_test_and_is_red_if_one_is() {
        check(
            &[
                r#"~{"type":"begin","runs":[{"project":"b0","repeat":0,"tests":2}]}"#,
                r#"~{"type":"step","project":"b0","repeat":0,"title":"Sign in"}"#,
                r#"~{"type":"test","project":"b0","repeat":0,"passed":true,"skipped":false,"durationMs":10,"slowestCallMs":1,"slowestNavigationMs":2,"steps":[{"title":"Sign in","passed":true,"durationMs":3}],"errors":[]}"#,
                r#"~{"type":"test","project":"b0","repeat":0,"passed":false,"skipped":false,"durationMs":5,"slowestCallMs":4,"slowestNavigationMs":0,"steps":[{"title":"Pay","passed":false,"durationMs":3}],"errors":["fill(\"hunter2\") timed out"]}"#,
                r#"~{"type":"end","status":"failed"}"#,
            ],
            expect![[r#"
                Step { project: "b0", repeat: 0, title: "Sign in" }
                run b0 0 passed=false 15 ms, steps ["Sign in", "Pay"], failed Some("Pay"), Some("fill(\"‹PASSWORD›\") timed out")
                End"#]],
        );
    }

    #[test]
    fn what_the_test_prints_is_not_ours() {
        check(
            &["hello", r#"{"type":"end","status":"passed"}"#, "~{", r#"~{"type":"error","message":"No tests found"}"#],
            expect![[r#"Problem("No tests found")"#]],
        );
    }

    #[test]
    fn text_is_cut_at_a_character() {
        let long = "ü".repeat(3_000);
        assert_eq!(clean(&long, &BTreeMap::new()).chars().count(), ERROR_CHARS + 1);
    }
}
