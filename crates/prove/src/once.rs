//! One run of a test against the app as it is today, and what was open when it failed. Proves nothing.

use crate::job::{Job, Limits, Spec};
use crate::play::{KeptPage, play};
use crate::report::Told;
use crate::run::{healthy, incomplete};
use crate::{Error, Workspace};
use tokio_util::sync::CancellationToken;

/// How it went.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Green.
    pub passed: bool,
    /// Playwright's words.
    pub error: Option<String>,
    /// The line of the test file in which it failed, 1-based.
    pub line: Option<u32>,
    /// The pages that were open then; none of a green run.
    pub pages: Vec<KeptPage>,
}

/// Runs a test once. `look` is a script that stores the page it runs in. `step` hears of each `test.step`. Nothing when
/// it was cancelled.
///
/// # Errors
/// When nothing can be said about the test: a variable without a value, no browser, Playwright did not run.
pub async fn once(
    workspace: &Workspace,
    job: &Job<'_>,
    look: &str,
    step: &(dyn Fn(String) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Option<Ran>, Error> {
    let values = job.values()?;
    if !job.browser.is_file() {
        return Err(Error::NoBrowser { path: job.browser.to_owned() });
    }
    let mut spec = Spec::new(job, 1, Limits::ONCE, vec![healthy(job, "once", 1)]);
    spec.look = Some(look);
    let mut ran = None;
    let mut played = play(workspace, job, &values, &spec, cancel, &mut |told, _| match told {
        Told::Step { title, .. } => step(title),
        Told::Run(report) => ran = Some(report),
        Told::Problem(_) | Told::End => {}
    })
    .await?;
    if played.cancelled {
        return Ok(None);
    }
    let pages = std::mem::take(&mut played.pages);
    let Some(report) = ran else {
        return Err(incomplete(played));
    };
    Ok(Some(Ran { passed: report.passed, error: report.error, line: report.line, pages }))
}
