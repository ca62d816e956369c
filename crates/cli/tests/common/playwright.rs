//! Real Playwright, run in a repository that a test was exported to.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// This project's own folder, seen from any of its packages.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("Cargo.lock").exists()).unwrap().to_owned()
}

/// The browser that is installed.
pub fn browser() -> PathBuf {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let known = ["/usr/bin/chromium", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"].map(PathBuf::from);
    named.into_iter().chain(known).find(|path| path.exists()).expect("a browser is installed: the set-up sees to it")
}

/// `npx playwright test` in an exported repository. Where Playwright looks for its own Chromium it finds the system's.
pub struct Playwright {
    repo: PathBuf,
    browsers: PathBuf,
}

impl Playwright {
    pub fn of(folder: &Path, repo: &Path) -> Self {
        // As `npm install` would have it, without another download: this project's own tests have the same.
        let installed = root().join("node_modules").canonicalize().unwrap();
        std::os::unix::fs::symlink(installed, repo.join("node_modules")).unwrap();
        let playwright = Self { repo: repo.to_owned(), browsers: folder.join("browsers") };
        let wanted = playwright.command(&["install", "--dry-run", "chromium"]).output().unwrap();
        let wanted = text(&wanted.stdout);
        let folders = wanted.lines().filter_map(|line| line.trim().strip_prefix("Install location:")).map(str::trim);
        for folder in folders.filter(|folder| folder.contains("chromium")) {
            for program in
                ["chrome-linux64/chrome", "chrome-linux/chrome", "chrome-headless-shell-linux64/chrome-headless-shell"]
            {
                let program = Path::new(folder).join(program);
                std::fs::create_dir_all(program.parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(browser(), program).unwrap();
            }
        }
        playwright
    }

    /// Runs the exported tests, with more of the environment.
    pub fn test(&self, env: &[(&str, &str)]) -> Output {
        self.command(&["test", "--retries", "0", "--timeout", "180000"]).envs(env.iter().copied()).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("npx");
        command
            .arg("playwright")
            .args(arguments)
            .current_dir(&self.repo)
            .env("PLAYWRIGHT_BROWSERS_PATH", &self.browsers)
            .env("PASSWORD", "correct-horse")
            .env_remove("CI");
        command
    }
}
