//! One run of Playwright: a folder, a process with its whole tree, and what it says, told as it is said. Doesn't know
//! what a replay or a breakage is for.

use crate::job::{Job, Spec, below};
use crate::report::{Open, Told, clean};
use crate::workspace::search_path;
use crate::{Error, Workspace, io};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

/// Files of ours that Playwright loads, written anew for each run: they are never older than this program.
const RUNNER: [(&str, &str); 4] = [
    ("playwright.config.cjs", include_str!("../runner/playwright.config.cjs")),
    ("preload.cjs", include_str!("../runner/preload.cjs")),
    ("dead-control.cjs", include_str!("../runner/dead-control.cjs")),
    ("reporter.cjs", include_str!("../runner/reporter.cjs")),
];

/// Variables of Playwright's own by which a user's shell would change our runs.
const FOREIGN: [&str; 6] = ["PLAYWRIGHT_", "PWTEST_", "PWDEBUG", "PW_", "TEST_WORKER_INDEX", "TEST_PARALLEL_INDEX"];

/// How long the processes get to end by themselves: the browser's profile is removed meanwhile.
const GRACE: Duration = Duration::from_secs(3);

/// How a run ended.
#[derive(Debug, Default)]
pub(crate) struct Played {
    /// True when it was stopped before its end.
    pub cancelled: bool,
    /// The browser's version.
    pub browser: Option<String>,
    /// What Playwright said about itself, if something was wrong.
    pub problem: Option<String>,
    /// What was open when a run failed, where that was asked for.
    pub pages: Vec<KeptPage>,
}

/// A page as it was when a run failed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct KeptPage {
    /// Its address, without secrets.
    pub url: String,
    /// As a recording stores pages.
    pub html: String,
}

/// What the preload has noted so far.
pub(crate) struct Signals(PathBuf);

impl Signals {
    /// Has the breakage of this project taken effect?
    pub fn reached(&self, project: &str) -> bool {
        self.0.join(format!("reached-{project}")).exists()
    }

    /// Those that are whole, in the order in which they were opened.
    fn pages(&self) -> Vec<KeptPage> {
        let texts = (0..).map_while(|number: u32| self.text(&format!("page-{number}.json")));
        texts.filter_map(|text| serde_json::from_str(&text).ok()).collect()
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }
}

/// Runs the test file once as `spec` says. `told` hears of steps and runs while they happen.
///
/// # Errors
/// When Playwright or the browser could not be started. A red test is no error.
pub(crate) async fn play(
    workspace: &Workspace,
    job: &Job<'_>,
    values: &BTreeMap<String, String>,
    spec: &Spec<'_>,
    cancel: &CancellationToken,
    told: &mut (dyn FnMut(Told, &Signals) + Send),
) -> Result<Played, Error> {
    let folder = Folder::new(workspace, job, spec)?;
    let mut child = folder.command(workspace, values).spawn().map_err(io("run", &workspace.node.path))?;
    let stdin = child.stdin.take();
    let stdout = child.stdout.take().expect("stdout was asked for");
    let stderr = child.stderr.take().expect("stderr was asked for");
    let complaints = tokio::spawn(end_of(stderr));

    let mut played = Played::default();
    let mut problems = Vec::new();
    let mut ended = false;
    let mut open = Open::default();
    let mut lines = BufReader::new(stdout).lines();
    let failure = loop {
        let line = tokio::select! {
            line = lines.next_line() => line,
            () = cancel.cancelled() => {
                played.cancelled = true;
                break None;
            }
        };
        // Bytes that are no UTF-8 come from the test's own output; the stream goes on after them.
        let line = match line {
            Ok(Some(line)) => line,
            Ok(None) => break None,
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => continue,
            Err(error) => break Some(io("read what came from", &workspace.node.path)(error)),
        };
        let Some(news) = open.read(&line, values) else {
            continue;
        };
        if let Some(error) = folder.failure(job, values) {
            break Some(error);
        }
        match news {
            Told::Problem(text) => problems.push(text),
            Told::End => ended = true,
            Told::Step { .. } | Told::Run(_) => told(news, &folder.signals),
        }
    };

    // Letting go of its standard input ends the process when it has not ended yet.
    drop(stdin);
    end(&mut child).await;
    let failure = failure.or_else(|| folder.failure(job, values).filter(|_| !played.cancelled));
    played.browser = folder.signals.text("browser");
    played.pages = folder.signals.pages();
    folder.remove().await;
    if let Some(error) = failure {
        return Err(error);
    }
    let complaints = complaints.await.unwrap_or_default();
    if !ended && !played.cancelled {
        problems.push(complaints);
    }
    let problem = problems.join("\n\n");
    played.problem = (!problem.trim().is_empty()).then(|| clean(problem.trim(), values));
    Ok(played)
}

/// Everything of one run on disk; gone afterwards.
struct Folder {
    /// Inside the workspace, so that the test's import of `@playwright/test` finds it.
    dir: TempDir,
    /// For profiles, sockets and caches. Not inside `dir`: a socket's path must be short.
    scratch: TempDir,
    signals: Signals,
}

impl Folder {
    fn new(workspace: &Workspace, job: &Job<'_>, spec: &Spec<'_>) -> Result<Folder, Error> {
        let runs = workspace.dir.join("runs");
        fs::create_dir_all(&runs).map_err(io("create", &runs))?;
        let dir = tempfile::Builder::new().prefix("run-").tempdir_in(&runs).map_err(io("create a folder in", &runs))?;
        let scratch = tempfile::Builder::new()
            .prefix("saywright-")
            .tempdir()
            .map_err(io("create a folder in", &std::env::temp_dir()))?;

        for (name, text) in RUNNER {
            write(&dir.path().join(name), text)?;
        }
        let text = serde_json::to_string_pretty(spec).expect("plain data serializes");
        write(&dir.path().join("job.json"), &text)?;
        write(&dir.path().join("tsconfig.json"), "{}")?;
        if let Some(look) = spec.look {
            write(&dir.path().join("look.js"), look)?;
        }
        copy_test(&dir.path().join("project"), job)?;
        for app in spec.projects.iter().flat_map(|project| &project.broken) {
            copy_test(&dir.path().join("broken").join(&app.name), job)?;
        }
        let signals = dir.path().join("signals");
        fs::create_dir(&signals).map_err(io("create", &signals))?;
        Ok(Folder { dir, scratch, signals: Signals(signals) })
    }

    fn command(&self, workspace: &Workspace, values: &BTreeMap<String, String>) -> Command {
        let mut command = Command::new(&workspace.node.path);
        for (name, _) in std::env::vars_os() {
            if FOREIGN.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
                command.env_remove(name);
            }
        }
        let scratch = self.scratch.path();
        command
            .arg(workspace.cli())
            .arg("test")
            .arg("--config")
            .arg(self.dir.path().join("playwright.config.cjs"))
            .current_dir(self.dir.path().join("project"))
            .env_remove("DEBUG")
            .env_remove("NO_COLOR")
            .env("FORCE_COLOR", "0")
            .env("PATH", search_path(&workspace.node))
            .envs(["TMPDIR", "TEMP", "TMP"].map(|name| (name, scratch)))
            // Node 22 keeps compiled scripts there, and starts each worker sooner.
            .env("NODE_COMPILE_CACHE", workspace.dir.join("node-cache"))
            // No page text written beside failures.
            .env("PLAYWRIGHT_NO_COPY_PROMPT", "1")
            .envs(values)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        command
    }

    /// What makes the whole run worthless, if the preload noted it.
    fn failure(&self, job: &Job<'_>, values: &BTreeMap<String, String>) -> Option<Error> {
        if let Some(message) = self.signals.text("launch-failed") {
            let message = clean(message.trim(), values);
            return Some(Error::BrowserDidNotStart { path: job.browser.to_owned(), message });
        }
        self.signals.text("lost").map(|_| Error::BrowserLost)
    }

    /// A browser that is still ending may write once more: try again until nothing is left.
    async fn remove(self) {
        let deadline = tokio::time::Instant::now() + GRACE;
        for path in [self.dir.keep(), self.scratch.keep()] {
            while fs::remove_dir_all(&path).is_err() && path.exists() && tokio::time::Instant::now() < deadline {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// The test file as it is, with the files beside it that it uploads.
fn copy_test(dir: &Path, job: &Job<'_>) -> Result<(), Error> {
    let test = below(dir, job.test_path)?;
    let beside = test.parent().expect("a file below a folder has a parent");
    write(&test, job.test)?;
    for (name, source) in job.files {
        let path = below(beside, name)?;
        let parent = path.parent().expect("a file below a folder has a parent");
        fs::create_dir_all(parent).map_err(io("create", parent))?;
        fs::copy(source, &path).map_err(io("copy", source))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().expect("a file below a folder has a parent");
    fs::create_dir_all(parent).map_err(io("create", parent))?;
    fs::write(path, text).map_err(io("write", path))
}

/// Waits for the process and its workers to end, then makes sure. Browsers live in groups of their own: a worker that
/// ends kills its browser, and a browser whose worker was killed ends with the pipe between them.
async fn end(child: &mut Child) {
    #[cfg(unix)]
    let group = child.id().and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?));
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        let _ = child.kill().await;
    }
    #[cfg(unix)]
    if let Some(group) = group {
        let deadline = tokio::time::Instant::now() + GRACE;
        while rustix::process::test_kill_process_group(group).is_ok() {
            if tokio::time::Instant::now() >= deadline {
                let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The last few kilobytes of a stream.
async fn end_of(mut stream: impl AsyncRead + Unpin) -> String {
    const KEEP: usize = 4_096;
    let mut kept = Vec::new();
    let mut buffer = [0; 1_024];
    while let Ok(count) = stream.read(&mut buffer).await {
        if count == 0 {
            break;
        }
        kept.extend_from_slice(&buffer[..count]);
        let spare = kept.len().saturating_sub(KEEP);
        kept.drain(..spare);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
