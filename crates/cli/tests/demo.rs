//! The main job: `saywright demo`, and its test in the hands of plain `npx playwright test`, which passes on the good
//! shop and fails on broken ones.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn the_whole_way_on_the_sample_shop() {
    let home = Home::new();
    let out = home.join("demo");
    let output = home.run(&["demo", "--headless", "--out", out.to_str().unwrap()]);
    let told = text(&output.stdout);
    assert!(output.status.success(), "{told}\n{}", text(&output.stderr));

    let proof: Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("recording/proof.json")).unwrap()).unwrap();
    let reached: Vec<&Value> =
        proof["breakages"].as_array().unwrap().iter().filter(|outcome| outcome["reached"] == true).collect();
    let survivors: Vec<&Value> = reached.iter().copied().filter(|outcome| outcome["caught"] == false).collect();
    assert!(reached.len() >= 20, "there is something to catch: {}", reached.len());
    assert!(survivors.len() * 10 <= reached.len(), "nine of ten are caught; these are not: {survivors:#?}");
    for outcome in &reached {
        let title = outcome["breakage"]["title"].as_str().unwrap();
        assert!(told.contains(title), "each is named: {title}");
    }

    let repo = out.join("repo");
    let spec = repo.join("e2e/a-customer-with-a-coupon-orders-a-mug.spec.ts");
    let printed = std::fs::read_to_string(&spec).unwrap();
    let imports: Vec<&str> = printed.lines().filter(|line| line.starts_with("import ")).collect();
    assert_eq!(imports, ["import { test, expect } from '@playwright/test';"]);
    for sentence in ["Sign in as Ada", "Put the blue mug into the cart", "Check out with express delivery"] {
        assert!(printed.contains(&format!("test.step('{sentence}")), "“{sentence}” is a step's title:\n{printed}");
    }

    let config = std::fs::read_to_string(repo.join("playwright.config.ts")).unwrap();
    let port = config.split("demo-site --port ").nth(1).unwrap().split(['\'', '"']).next().unwrap().to_owned();
    let browsers = home.join("browsers");
    let playwright = Playwright::of(&home, &repo, &browsers);
    let good = playwright.test();
    assert!(good.status.success(), "plain Playwright passes: {}", text(&good.stdout));
    for broken in ["coupon-ignored", "history-forgets"] {
        let _shop = Shop::start(&home, &["--port", &port, "--break", broken]);
        let red = playwright.test();
        assert!(!red.status.success(), "{broken} is noticed: {}", text(&red.stdout));
    }
}

/// `npx playwright test` in an exported repository. Where Playwright looks for its own Chromium it finds the system's.
struct Playwright {
    repo: PathBuf,
    browsers: PathBuf,
}

impl Playwright {
    fn of(home: &Home, repo: &Path, browsers: &Path) -> Self {
        let cache =
            PathBuf::from(home.command(&[]).get_envs().find(|(name, _)| *name == "XDG_CACHE_HOME").unwrap().1.unwrap());
        let version = std::fs::read_to_string(repo.join("package.json")).unwrap();
        let version: Value = serde_json::from_str(&version).unwrap();
        let version =
            version["devDependencies"]["@playwright/test"].as_str().unwrap().trim_start_matches('^').to_owned();
        // As `npm install` would have it, without another download.
        let installed = cache.join("saywright").join(format!("playwright-{version}/node_modules"));
        std::os::unix::fs::symlink(installed, repo.join("node_modules")).unwrap();
        let playwright = Self { repo: repo.to_owned(), browsers: browsers.to_owned() };
        let wanted = playwright.run(&["install", "--dry-run", "chromium"]);
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

    fn test(&self) -> Output {
        self.run(&["test", "--retries", "0"])
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("npx")
            .arg("playwright")
            .args(arguments)
            .current_dir(&self.repo)
            .env("PLAYWRIGHT_BROWSERS_PATH", &self.browsers)
            .env("PASSWORD", "correct-horse")
            .env_remove("CI")
            .output()
            .unwrap()
    }
}
