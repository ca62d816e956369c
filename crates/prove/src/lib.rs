//! Runs real Playwright on the exported test file, untouched: replays against the app as it is, then one run for
//! each way of breaking it on purpose.
//!
//! It doesn't print tests, doesn't choose locators and doesn't store the proof. How a control is made dead or a
//! call made to fail is in `runner/`, in JavaScript, because it happens inside Playwright's worker.

mod breakages;
mod job;
mod once;
mod play;
mod report;
mod run;
mod verdict;
mod workspace;

pub use breakages::breakages;
pub use job::Job;
pub use once::{Ran, once};
pub use play::KeptPage;
pub use run::{Progress, run};
pub use verdict::verdict;
pub use workspace::{Node, PLAYWRIGHT, Workspace, find_node};

use std::path::{Path, PathBuf};

/// Why nothing could be proved. Never about the test being red: that is a verdict.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No Node on `PATH`.
    #[error(
        "no Node for proving: real Playwright runs on Node.js, and no `node` was found on PATH. Everything recorded \
         is safe. Install Node.js 20 or newer (https://nodejs.org, or `apt install nodejs npm`), then prove again"
    )]
    NoNode,
    /// Node is too old for Playwright.
    #[error(
        "Node.js {found} at {path} is too old for proving. Everything recorded is safe. Install Node.js 20 or newer \
         (https://nodejs.org), then prove again"
    )]
    OldNode {
        /// Its version: `18.19.0`.
        found: String,
        /// Where it is.
        path: PathBuf,
    },
    /// Node is there, npm is not, and Playwright is not installed yet.
    #[error(
        "Playwright has to be installed once, and no `npm` was found on PATH. Everything recorded is safe. Install \
         npm (it comes with Node.js from https://nodejs.org; on Debian `apt install npm`), then prove again"
    )]
    NoNpm,
    /// npm could not install Playwright.
    #[error(
        "npm could not install Playwright {}: {output}. It is needed once, from the npm registry: check the network, \
         proxy and registry settings (`npm ping`), then prove again",
        PLAYWRIGHT
    )]
    Install {
        /// The end of what npm said.
        output: String,
    },
    /// Variables that the test reads have no value.
    #[error(
        "the test reads {} from the environment, and there is no value. Give one in the environment: `{}=…` before the command",
        names.join(", "), names.first().map_or("NAME", String::as_str)
    )]
    MissingVariables {
        /// Their names, in the order of the plan.
        names: Vec<String>,
    },
    /// The browser's program is not there.
    #[error(
        "there is no browser at {}. Choose another with `--browser`, or install Chromium, then prove again",
        path.display()
    )]
    NoBrowser {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The browser did not start.
    #[error("the browser at {} did not start, so nothing was proved. Playwright says: {message}", path.display())]
    BrowserDidNotStart {
        /// Its program.
        path: PathBuf,
        /// Playwright's words.
        message: String,
    },
    /// The browser ended by itself.
    #[error(
        "the browser ended by itself while the test ran, so nothing was proved. Prove again; if it happens again, look \
         for a lack of memory"
    )]
    BrowserLost,
    /// Playwright could not load the test file, or failed by itself.
    #[error("Playwright could not run the test: {message}")]
    Runner {
        /// Its words.
        message: String,
    },
    /// A path that would lie outside the run's own folder.
    #[error("{path:?} is not a path inside a project: it must be relative and without `..`")]
    OutsidePath {
        /// As given.
        path: String,
    },
    /// Reading or writing failed.
    #[error("could not {doing} {}: {source}. Check that the folder is writable and the disk not full", path.display())]
    Io {
        /// "write".
        doing: &'static str,
        /// What.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Names the path and the deed in an I/O error.
fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Io { doing, path, source }
}
