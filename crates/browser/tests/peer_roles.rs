//! Playwright's own cases of roles and accessible names, from `../shared/peer`: each page is seen by the recorder, stored
//! and opened again, and still has that role and name. Skipped, saying so, where that folder is absent.

#![allow(clippy::unwrap_used)]

use axum::{Router, extract::Path, response::Html, routing::get};
use browser::{Browser, Launch, Observation, Observed, Observer, Page, StoredPages, WatchOptions, find};
use model::{NodeId, PageId, Viewport};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;

const FILE: &str = "../../../shared/peer/playwright-cases.json";
const VIEWPORT: Viewport = Viewport { width: 1000, height: 700 };

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_page_keeps_roles_and_names() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let json: Value = serde_json::from_str(&text).unwrap();
    let cases = json["cases"].as_array().unwrap().iter().filter(|case| case["suite"] == "role");
    let cases: Arc<[Value]> = cases.cloned().collect();
    let origin = serve(cases.clone()).await;
    let found = find().unwrap();
    let launch = Launch::headless(found.clone(), VIEWPORT);
    let mut browser = Browser::start(&launch).await.unwrap();
    let (observer, mut observed) = Observer::start(&mut browser, WatchOptions::default()).await.unwrap();
    let mut stored = StoredPages::start(&found, VIEWPORT, "data-testid").await.unwrap();
    let mut wrong = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let url = format!("{origin}/{number}");
        observer.open(&browser, &url, None).await.unwrap();
        let html = settled(&mut observed, &url).await;
        let id = PageId(format!("case{number}"));
        // Without a role there is nothing to find it by.
        let Some(role) = case["expect"]["role"].as_str() else { continue };
        let (css, name) = (case["target"]["css"].as_str().unwrap(), case["expect"]["name"].as_str().unwrap());
        if !has(&mut stored, Page { id: &id, html: &html }, css, role, name).await {
            wrong.push(format!("{}: not {role} “{name}”", case["id"]));
        }
    }
    stored.close().await;
    browser.close().await;
    assert!(cases.len() >= 60, "all cases are there");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Whether the first element that the selector finds has this role and name, for Playwright's engine.
async fn has(stored: &mut StoredPages, page: Page<'_>, css: &str, role: &str, name: &str) -> bool {
    let numbered = page.html.matches(" data-sw=").count();
    let nodes = (0..=u32::try_from(numbered).unwrap()).map(NodeId);
    let trials: Vec<_> = nodes.map(|node| (format!("css={css}"), node)).collect();
    let tried = stored.try_all(page, &trials).await.unwrap();
    let first = tried.iter().position(|result| result.index == Some(0)).expect("the element was stored");
    let name = Value::from(name);
    let trial = (format!("internal:role={role}[name={name}s][include-hidden=true]"), trials[first].1);
    stored.try_all(page, &[trial]).await.unwrap()[0].index.is_some()
}

async fn settled(observed: &mut UnboundedReceiver<Observation>, address: &str) -> String {
    let next = async {
        loop {
            let observation = observed.recv().await.expect("the browser is there");
            if let Observed::Page { url, html, settled: true, main: true, .. } = observation.what
                && url == address
            {
                return html;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), next).await.unwrap_or_else(|_| panic!("never seen: {address}"))
}

async fn serve(cases: Arc<[Value]>) -> String {
    let page = move |Path(number): Path<usize>| {
        let page = format!("<!DOCTYPE html><body>{}", cases[number]["html"].as_str().unwrap());
        async move { Html(page) }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/{number}", get(page))).await });
    origin
}
