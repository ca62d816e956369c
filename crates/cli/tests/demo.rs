//! The main job: `saywright demo`, and its test in the hands of plain `npx playwright test`, which passes on the good
//! shop and fails on broken ones.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use serde_json::Value;

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
    let playwright = Playwright::of(home.path(), &repo);
    let good = playwright.test(&[]);
    assert!(good.status.success(), "plain Playwright passes: {}", text(&good.stdout));
    for broken in ["coupon-ignored", "history-forgets"] {
        let _shop = Shop::start(&home, &["--port", &port, "--break", broken]);
        let red = playwright.test(&[]);
        assert!(!red.status.success(), "{broken} is noticed: {}", text(&red.stdout));
    }
}
