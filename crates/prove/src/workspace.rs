//! The workspace: our own pinned `@playwright/test`, so that a tester needs none. Installed once by npm, complete or
//! not at all; afterwards no network is touched. It brings no browser: the system's is used.

use crate::{Error, io};
use sha2::{Digest, Sha256};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};
use tokio::process::Command;

/// The version of `@playwright/test` that proofs are made with; `runner/package.json` says the same.
pub const PLAYWRIGHT: &str = "1.65.1";

const PACKAGE: &str = include_str!("../runner/package.json");
const LOCK: &str = include_str!("../runner/package-lock.json");

/// Playwright 1.65 refuses to run on an older Node.
const LEAST_NODE: u32 = 20;

/// A folder of a run that is older was left behind by an app that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// An installed Playwright and the Node to run it on.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Holds `node_modules`, and a folder for each run.
    pub(crate) dir: PathBuf,
    /// What runs it.
    pub(crate) node: Node,
}

/// A Node that will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The program.
    pub path: PathBuf,
    /// `20.20.2`
    pub version: String,
}

impl Workspace {
    /// The workspace below `cache_dir`, installed if it is not there yet. `progress` gets a sentence for people when
    /// that is going to take a while.
    ///
    /// # Errors
    /// No Node, an old Node, no npm, or npm failed. With a workspace that is there already only Node is needed.
    pub async fn ready(cache_dir: &Path, progress: impl Fn(&str)) -> Result<Workspace, Error> {
        ready(cache_dir, &std::env::var_os("PATH").unwrap_or_default(), progress).await
    }

    /// Playwright's command line.
    pub(crate) fn cli(&self) -> PathBuf {
        self.dir.join("node_modules/@playwright/test/cli.js")
    }
}

/// The Node on `PATH`, for `doctor` too.
///
/// # Errors
/// None there, or one that is too old.
pub async fn find_node() -> Result<Node, Error> {
    node(&std::env::var_os("PATH").unwrap_or_default()).await
}

async fn ready(cache_dir: &Path, search: &OsStr, progress: impl Fn(&str)) -> Result<Workspace, Error> {
    let node = node(search).await?;
    let dir = cache_dir.join(format!("playwright-{PLAYWRIGHT}"));
    let workspace = Workspace { dir, node };
    if !is_installed(&workspace.dir) {
        let npm = program(search, NPM).ok_or(Error::NoNpm)?;
        fs::create_dir_all(cache_dir).map_err(io("create", cache_dir))?;
        let lock = lock(cache_dir).await?;
        // Another process may have installed it while we waited for the lock.
        if !is_installed(&workspace.dir) {
            progress(&format!("Installing Playwright {PLAYWRIGHT} (once, a few megabytes)"));
            install(cache_dir, &workspace.dir, &npm, search).await?;
        }
        drop(lock);
    }
    let runs = workspace.dir.join("runs");
    fs::create_dir_all(&runs).map_err(io("create", &runs))?;
    sweep(&runs);
    Ok(workspace)
}

#[cfg(windows)]
const NPM: &str = "npm.cmd";
#[cfg(not(windows))]
const NPM: &str = "npm";
#[cfg(windows)]
const NODE: &str = "node.exe";
#[cfg(not(windows))]
const NODE: &str = "node";

async fn node(search: &OsStr) -> Result<Node, Error> {
    let path = program(search, NODE).ok_or(Error::NoNode)?;
    let output = Command::new(&path)
        .arg("--version")
        .env_remove("NODE_OPTIONS")
        .stdin(Stdio::null())
        .output()
        .await
        .map_err(io("run", &path))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned();
    let major: u32 = version.split('.').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    if major < LEAST_NODE {
        return Err(Error::OldNode { found: version, path });
    }
    Ok(Node { path, version })
}

fn program(search: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(search).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// Written last, so that a folder with it is complete; it says for which lock file.
const STAMP: &str = "installed";

fn stamp() -> String {
    Sha256::digest(LOCK).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_installed(dir: &Path) -> bool {
    fs::read_to_string(dir.join(STAMP)).is_ok_and(|text| text == stamp())
}

/// Waits until no other process installs. The operating system lets go of the lock when its holder dies.
async fn lock(cache_dir: &Path) -> Result<fs::File, Error> {
    let path = cache_dir.join(format!("playwright-{PLAYWRIGHT}.lock"));
    let file = fs::File::create(&path).map_err(io("create", &path))?;
    let wait = tokio::task::spawn_blocking(move || file.lock().map(|()| file));
    wait.await.expect("locking does not panic").map_err(io("lock", &path))
}

async fn install(cache_dir: &Path, dir: &Path, npm: &Path, search: &OsStr) -> Result<(), Error> {
    let fresh = tempfile::Builder::new()
        .prefix(".playwright-")
        .tempdir_in(cache_dir)
        .map_err(io("create a folder in", cache_dir))?;
    for (name, text) in [("package.json", PACKAGE), ("package-lock.json", LOCK)] {
        let path = fresh.path().join(name);
        fs::write(&path, text).map_err(io("write", &path))?;
    }
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(fresh.path())
        // npm is a script that looks for `node` by itself.
        .env("PATH", search)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env_remove("NODE_OPTIONS")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(io("run", npm))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Install { output: last_lines(&said, 8) });
    }
    let path = fresh.path().join(STAMP);
    fs::write(&path, stamp()).map_err(io("write", &path))?;
    if dir.exists() {
        fs::remove_dir_all(dir).map_err(io("remove the incomplete", dir))?;
    }
    let fresh = fresh.keep();
    fs::rename(&fresh, dir).map_err(io("rename to", dir))
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// Removes what a killed app left behind. Failing to is no reason not to prove.
fn sweep(runs: &Path) {
    let Ok(entries) = fs::read_dir(runs) else { return };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|found| found.modified()).map(|at| SystemTime::now().duration_since(at));
        if age.is_ok_and(|age| age.is_ok_and(|age| age > LEFT_BEHIND)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The search path for child processes: Node's own folder first, so that they use the same one.
pub(crate) fn search_path(node: &Node) -> OsString {
    let own = node.path.parent().map(Path::to_owned);
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.into_iter().chain(std::env::split_paths(&rest))).unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_version_is_the_locked_one_and_no_host_is_locked_in() {
        assert!(PACKAGE.contains(&format!("\"@playwright/test\": \"{PLAYWRIGHT}\"")));
        assert!(LOCK.contains(&format!("\"version\": \"{PLAYWRIGHT}\"")));
        assert!(!LOCK.contains("resolved"), "npm must ask the user's own registry, not ours");
        assert!(LOCK.contains("integrity"), "what comes is what was locked");
    }

    #[tokio::test]
    async fn without_node_the_error_says_what_to_install() {
        let cache = tempfile::tempdir().unwrap();
        let error = ready(cache.path(), OsStr::new(""), |_| {}).await.unwrap_err();
        assert!(matches!(error, Error::NoNode));
        let text = error.to_string();
        assert!(text.contains("Install Node.js 20 or newer") && text.contains("recorded is safe"), "{text}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn an_old_node_and_a_missing_npm_are_told_apart() {
        use std::os::unix::fs::PermissionsExt;
        let cache = tempfile::tempdir().unwrap();
        let bin = tempfile::tempdir().unwrap();
        let say = |version: &str| {
            let path = bin.path().join("node");
            fs::write(&path, format!("#!/bin/sh\necho {version}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        };
        say("v18.19.0");
        let error = ready(cache.path(), bin.path().as_os_str(), |_| {}).await.unwrap_err();
        assert!(matches!(error, Error::OldNode { ref found, .. } if found == "18.19.0"), "{error}");
        say("v22.1.0");
        let error = ready(cache.path(), bin.path().as_os_str(), |_| {}).await.unwrap_err();
        assert!(matches!(error, Error::NoNpm), "{error}");

        // Installed before: neither npm nor the network is needed.
        let dir = cache.path().join(format!("playwright-{PLAYWRIGHT}"));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join(STAMP), stamp()).unwrap();
        let workspace = ready(cache.path(), bin.path().as_os_str(), |_| panic!("nothing to do")).await.unwrap();
        assert_eq!(workspace.node.version, "22.1.0");
    }

    #[tokio::test]
    async fn a_failing_npm_leaves_nothing_half_made() {
        let Ok(found) = find_node().await else { panic!("these tests need Node") };
        let cache = tempfile::tempdir().unwrap();
        let bin = tempfile::tempdir().unwrap();
        let path = bin.path().join(NPM);
        fs::write(&path, "#!/bin/sh\necho 'npm error ENOTFOUND registry' >&2\nexit 1\n").unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let search = std::env::join_paths([bin.path(), found.path.parent().unwrap(), Path::new("/bin")]).unwrap();
        let error = ready(cache.path(), &search, |_| {}).await.unwrap_err();
        assert!(error.to_string().contains("ENOTFOUND"), "{error}");
        let left: Vec<_> = fs::read_dir(cache.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left.len(), 1, "only the lock file stays: {left:?}");
    }
}
