//! What can go wrong with a browser, and what to do about it.

use std::path::PathBuf;

/// An error of this crate. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No browser was found.
    #[error(
        "No Chromium, Chrome or Edge was found on this computer. Install one (on Debian: `sudo apt install chromium`), \
         or name its program with --browser."
    )]
    NoBrowser,
    /// The named program isn't there.
    #[error(
        "There is no browser at {0}. Check the path given with --browser, or leave it out to use the first one found."
    )]
    NoSuchBrowser(PathBuf),
    /// It did not start.
    #[error("{program} did not start: {reason}. Try starting it by hand; `saywright doctor` tells what is missing.")]
    DidNotStart {
        /// The program.
        program: PathBuf,
        /// Its last words.
        reason: String,
    },
    /// Another program listens at the port.
    #[error(
        "Port {port} is taken by another program. Choose another with --cdp-port, or leave it out to use a free one."
    )]
    PortTaken {
        /// The port that was asked for.
        port: u16,
    },
    /// The address does not answer.
    #[error("{url} does not answer ({reason}). Check the address, and that the app is running; then record again.")]
    NoAnswer {
        /// The address.
        url: String,
        /// Chromium's reason: `net::ERR_CONNECTION_REFUSED`.
        reason: String,
    },
    /// The page can't be looked at.
    #[error("{url} can't be opened ({reason}). Check the address, or give the path of a saved page.")]
    NotOpened {
        /// The address.
        url: String,
        /// Chromium's reason: `net::ERR_FILE_NOT_FOUND`.
        reason: String,
    },
    /// Playwright doesn't know the device.
    #[error(
        "Playwright knows no device “{name}”. It knows {near}; `npx playwright codegen --help` and its docs list all."
    )]
    NoSuchDevice {
        /// As it was asked for.
        name: String,
        /// Some that are like it.
        near: String,
    },
    /// Nobody listens at the port that a running browser should be at.
    #[error(
        "Nobody answers at {0}. Start the browser with --remote-debugging-port=9222 and a --user-data-dir of its own, then attach to 9222."
    )]
    NobodyListens(String),
    /// No running browser lets programs attach.
    #[error(
        "No running browser lets other programs attach. In Chrome open chrome://inspect/#remote-debugging and turn remote debugging on; then try again."
    )]
    NothingRuns,
    /// The browser's user did not say yes.
    #[error("The browser asked whether Saywright may attach, and nobody allowed it. Try again, and click Allow there.")]
    NotAllowed,
    /// Nothing that can be attached to.
    #[error(
        "“{0}” is no browser to attach to. Give a port (9222), an address (http://127.0.0.1:9222), the browser's profile folder, or “running”."
    )]
    OddEndpoint(String),
    /// The tab to record isn't there.
    #[error("No open tab has “{wanted}” in its title or address. Open are: {open}.")]
    NoSuchTab {
        /// What was asked for.
        wanted: String,
        /// Titles.
        open: String,
    },
    /// The connection is gone.
    #[error("The browser was closed.")]
    Closed,
    /// It did not answer in time.
    #[error(
        "The browser did not answer to {method} within {seconds} s. If it hangs, close it and record again; what was recorded is kept."
    )]
    Deadline {
        /// CDP method.
        method: String,
        /// How long was waited.
        seconds: u64,
    },
    /// It refused a command.
    #[error("The browser refused {method}: {message}")]
    Refused {
        /// CDP method.
        method: String,
        /// Its words.
        message: String,
    },
    /// The element for a scripted person was never there.
    #[error("Nothing on the page at {url} can be acted on as {selector} (waited {seconds} s).")]
    NotThere {
        /// Engine selector.
        selector: String,
        /// Where.
        url: String,
        /// How long was waited.
        seconds: u64,
    },
    /// A file could not be made.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why not.
        source: std::io::Error,
    },
}
