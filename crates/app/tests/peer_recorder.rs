//! Playwright's own recorder cases, from `../shared/peer`: real input by real Playwright, recorded by us. The same
//! actions in the same order, each on exactly the same element. Skipped, saying so, where that folder is absent.

#![allow(clippy::unwrap_used)]

#[path = "peer/locators.rs"]
mod locators;

use app::{App, Live, Paths, RecordRequest, RecordingView, Session};
use axum::{Router, extract::Request, http::header::CONTENT_TYPE, response::IntoResponse};
use browser::{Page, StoredPages};
use model::{
    Action, Button, Expectation, Line, Link, Locator, Modifiers, NodeId, PageId, Pattern, PatternPart, Pick, Point,
    Signal, Target, TargetId, Typed, Viewport,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;
use tokio::sync::mpsc::UnboundedReceiver;

const FILE: &str = "../../../shared/peer/playwright-cases.json";
/// Most of a case is waiting.
const AT_ONCE: usize = 4;
/// Cases in which we do otherwise on purpose.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("codegen-2-should-handle-history-postdata", "no person did anything: the page pushed the addresses by itself"),
    ("codegen-2-should-clear-files", "Chromium lets neither a person nor the protocol take files out again: none were"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_actions_on_the_same_elements_as_the_peer() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let json: Value = serde_json::from_str(&text).unwrap();
    let only = std::env::var("CASE").unwrap_or_default();
    let cases = json["cases"].as_array().unwrap().iter().filter(|case| case["suite"] == "recorder");
    let cases: Vec<Value> = cases.filter(|case| case["id"].as_str().unwrap().contains(&only)).cloned().collect();
    let all = cases.len();
    let left = Arc::new(Mutex::new(cases.into_iter()));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let left = left.clone();
        workers.spawn(async move {
            let mut person = Person::start();
            let mut judge = Judge::start().await;
            let mut wrong = Vec::new();
            loop {
                let Some(case) = left.lock().await.next() else {
                    judge.stored.close().await;
                    return wrong;
                };
                let id = case["id"].as_str().unwrap();
                if let Err(reason) = person.play(&case, &mut judge).await {
                    wrong.push((id.to_owned(), reason));
                    // It may still be at it.
                    person = Person::start();
                }
            }
        });
    }
    let mut wrong: Vec<(String, String)> = workers.join_all().await.into_iter().flatten().collect();
    wrong.sort();
    eprintln!("{} of {all} the same", all - wrong.len());
    for (id, reason) in &wrong {
        eprintln!("{id}: {reason}");
    }
    let unexpected = wrong.iter().filter(|(id, _)| !EXCEPTIONS.iter().any(|(known, _)| known == id));
    assert_eq!(unexpected.count(), 0, "see above");
    assert!(!only.is_empty() || all == 96, "all cases are there");
}

/// The other program that acts as the person, for one case after another.
struct Person {
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Person {
    fn start() -> Self {
        let mut process = Command::new("node")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peer/person.mjs"))
            .current_dir(files())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { _process: process, input, output }
    }

    async fn play(&mut self, case: &Value, judge: &mut Judge) -> Result<(), String> {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        let paths = Paths { recordings: path("recordings"), index: path("index.sqlite"), cache: path("cache") };
        let app = App::open(paths).await.unwrap();
        let start = match case["url"].as_str() {
            Some(url) if url.starts_with("http") => url,
            _ => "http://server.test/empty.html",
        };
        let request = RecordRequest {
            url: start.to_owned(),
            headless: true,
            proxy: Some(serve(case.clone()).await),
            test_id_attribute: case["options"]["testIdAttributeName"].as_str().map(str::to_owned),
            ..RecordRequest::default()
        };
        let (session, mut live) = app.start_recording(request).await.map_err(|error| error.to_string())?;
        let acted = self.act(case, &session, &mut live).await;
        session.stop().await.unwrap();
        acted?;
        let view = app.view(session.path()).await.map_err(|error| error.to_string())?;
        if std::env::var_os("CASE").is_some() {
            let kept = PathBuf::from("/tmp/peer-case");
            let _ = std::fs::remove_dir_all(&kept);
            let _ = std::process::Command::new("cp").arg("-r").arg(session.path()).arg(&kept).status();
            eprintln!("{}", view.file.text);
        }
        let recording = store::load(&view.path).unwrap().recording;
        let targets: BTreeMap<&TargetId, &Target> = recording.targets.iter().map(|one| (&one.id, one)).collect();
        let ours = actions(&view, &targets);
        judge.compare(case, &view, &targets, &ours).await
    }

    async fn act(&mut self, case: &Value, session: &Session, live: &mut UnboundedReceiver<Live>) -> Result<(), String> {
        let Some(Live::Ready { cdp, .. }) = live.recv().await else { return Err("never ready".to_owned()) };
        let wanted = json!({ "cdp": cdp, "steps": case["steps"], "html": case["html"], "url": case["url"] });
        self.input.write_all(format!("{wanted}\n").as_bytes()).await.unwrap();
        loop {
            let line = self.output.next_line().await.unwrap().ok_or("the person left")?;
            if line == "done" {
                return Ok(());
            } else if let Some(reason) = line.strip_prefix("failed ") {
                return Err(format!("the person failed: {reason}"));
            } else if let Some(step) = line.strip_prefix("recorder ") {
                in_our_interface(session, &serde_json::from_str(step).unwrap()).await?;
                self.input.write_all(b"\n").await.unwrap();
            }
        }
    }
}

/// What a person does in the peer's own window, done in ours.
async fn in_our_interface(session: &Session, step: &Value) -> Result<(), String> {
    let pick = |pick| async move { session.pick(Some(pick)).await.map_err(|error| error.to_string()) };
    match (step["recorder"].as_str().unwrap(), step["mode"].as_str().unwrap_or_default()) {
        ("mode", "assert-value") => pick(Pick::Value).await,
        ("mode", "assert-visible") => pick(Pick::Visible).await,
        ("mode", "assert-text") => pick(Pick::Text).await,
        ("mode", "hover") => pick(Pick::Hover).await,
        ("mode", "assert-aria-snapshot") => pick(Pick::Snapshot).await,
        // Takes back what was recorded so far, which here is one step.
        ("clear", _) => session.undo().await.map_err(|error| error.to_string()),
        // The case turns recording off only to turn it on again.
        ("toggle-recording", _) => Ok(()),
        (other, _) => Err(format!("nothing of ours does {other}: {session:?}").chars().take(60).collect()),
    }
}

/// An action as the cases tell them.
#[derive(Debug)]
struct Done {
    kind: &'static str,
    arguments: String,
    element: Option<Element>,
}

/// Where an element was stored.
#[derive(Debug)]
struct Element {
    page: PageId,
    node: NodeId,
    frames: Vec<TargetId>,
}

fn actions(view: &RecordingView, targets: &BTreeMap<&TargetId, &Target>) -> Vec<Done> {
    let mut found = Vec::new();
    let element = |target: &TargetId| {
        let target = targets.get(target)?;
        Some(Element { page: target.page.clone()?, node: target.node, frames: target.frames.clone() })
    };
    let done = |kind, arguments: String, target: Option<&TargetId>| Done {
        kind,
        arguments,
        element: target.and_then(element),
    };
    for line in view.plan.groups.iter().flat_map(|group| &group.lines) {
        let step = match line {
            Line::Step(step) => step,
            Line::Check(check) => {
                let (kind, argument) = match &check.expectation {
                    Expectation::Visible => ("toBeVisible", String::new()),
                    Expectation::Value { text } if text.parts == Pattern::literal("").parts => {
                        ("toBeEmpty", String::new())
                    }
                    Expectation::Value { text } => ("toHaveValue", quoted(&text_of(text))),
                    Expectation::Checked { .. } => ("toBeChecked", String::new()),
                    Expectation::Snapshot { text } => {
                        ("toMatchAriaSnapshot", format!("`{}`", text.replace('\\', "\\\\")))
                    }
                    other => panic!("none of the peer's: {other:?}"),
                };
                let (page, node) = check.evidence.clone().unwrap();
                found.push(Done {
                    kind,
                    arguments: argument,
                    element: Some(Element { page, node, frames: Vec::new() }),
                });
                continue;
            }
            Line::Remark { .. } => continue,
        };
        for signal in &step.signals {
            let (kind, argument) = match signal {
                Signal::Popup { .. } => ("waitForEvent", "'popup'"),
                Signal::Arrival { .. } | Signal::Turn { .. } | Signal::Close => continue,
                Signal::Download { .. } => ("waitForEvent", "'download'"),
                Signal::Dialog { accepted: false, .. } => ("once", "'dialog'"),
                Signal::Dialog { .. } => ("once", "'dialog' accepted"),
            };
            found.push(done(kind, argument.to_owned(), None));
        }
        let target = step.target.as_ref();
        found.push(match &step.action {
            Action::Goto { url } => done("goto", quoted(url), None),
            Action::Back => done("goBack", String::new(), None),
            Action::Forward => done("goForward", String::new(), None),
            Action::Reload => done("reload", String::new(), None),
            Action::Click { button, modifiers, clicks, at, .. } => {
                let kind = if *clicks == 2 { "dblclick" } else { "click" };
                done(kind, click_options(*button, *modifiers, *at), target)
            }
            Action::Hover => done("hover", String::new(), target),
            Action::Scroll { .. } => done("scroll", String::new(), target),
            Action::Drag { .. } => done("dragTo", String::new(), target),
            Action::Fill { value: Typed::Text { text } } => done("fill", quoted(text), target),
            Action::Fill { value: Typed::Secret } => done("fill", "secret".to_owned(), target),
            Action::Type { text } => done("pressSequentially", quoted(text), target),
            Action::TypeAt { .. } => done("type", String::new(), target),
            Action::Press { keys, .. } => done("press", quoted(keys), target),
            Action::Select { .. } => done("selectOption", String::new(), target),
            Action::Check => done("check", String::new(), target),
            Action::Uncheck => done("uncheck", String::new(), target),
            Action::Upload { files, .. } => {
                let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
                let list = files.len() != 1;
                done("setInputFiles", if list { format!("[{}]", files.join(", ")) } else { files.concat() }, target)
            }
            Action::OpenTab => done("newPage", String::new(), None),
            Action::CloseTab => done("close", String::new(), None),
            Action::Expect { .. } => unreachable!("the plan makes checks of them"),
        });
    }
    found
}

fn click_options(button: Button, _modifiers: Modifiers, at: Option<Point>) -> String {
    match (button, at) {
        (Button::Right, _) => "{ button: 'right' }".to_owned(),
        (Button::Middle, _) => "{ button: 'middle' }".to_owned(),
        (Button::Left, Some(Point { x, y })) => format!("{{ position: {{ x: {x}, y: {y} }} }}"),
        (Button::Left, None) => String::new(),
    }
}

fn text_of(pattern: &Pattern) -> String {
    let part = |part: &PatternPart| match part {
        PatternPart::Literal { text } => text.clone(),
        PatternPart::Digits | PatternPart::Anything => "…".to_owned(),
    };
    pattern.parts.iter().map(part).collect()
}

/// The case's lists are laid out over lines.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("` ", "`").replace(" `", "`")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

/// What a test need not say, and ours doesn't: a click into a field that is filled next, Tab to the field that is filled
/// next, and the blank page where a case begins. A tab that a link opened is told with the click that opened it.
fn compact(expected: &[Value]) -> Vec<&Value> {
    let mut kept: Vec<&Value> = Vec::new();
    for (place, action) in expected.iter().enumerate() {
        let next = expected[place + 1..].iter().find(|next| next["kind"] != "click");
        let leads_to_fill = next.is_some_and(|next| next["kind"] == "fill");
        let is_same = next.is_some_and(|next| next["locator"] == action["locator"]);
        let unsaid = match action["kind"].as_str().unwrap() {
            "click" => leads_to_fill && is_same,
            "press" => leads_to_fill && action["args"][0] == "'Tab'",
            "goto" => action["args"][0].as_str().unwrap().starts_with("'about:blank"),
            "newPage" => action["assigned"] == "page",
            _ => false,
        };
        if !unsaid {
            kept.push(action);
        }
    }
    kept
}

/// Tries the peer's locators on the pages that we stored, of one case after another.
struct Judge {
    stored: StoredPages,
    /// How many pages were seen: each has a name of its own.
    pages: u32,
}

impl Judge {
    async fn start() -> Self {
        let stored = StoredPages::start(&browser::find().unwrap(), Viewport::USUAL, "data-testid").await.unwrap();
        Self { stored, pages: 0 }
    }

    async fn compare(
        &mut self,
        case: &Value,
        view: &RecordingView,
        targets: &BTreeMap<&TargetId, &Target>,
        ours: &[Done],
    ) -> Result<(), String> {
        let told =
            || ours.iter().map(|done| format!("{}({})", done.kind, done.arguments)).collect::<Vec<_>>().join(" ; ");
        let mut rest = ours.iter();
        let expected = case["expect"]["actions"].as_array().cloned().unwrap_or_default();
        for expected in compact(&expected) {
            let kind = expected["kind"].as_str().unwrap();
            let argument = expected["args"][0].as_str().unwrap_or_default();
            let fits = |done: &&Done| {
                kind == "newPage" && done.kind == "waitForEvent"
                    || done.kind == kind
                        && (matches!(kind, "selectOption")
                            || argument.starts_with("dialog =>")
                            || squeezed(&done.arguments) == squeezed(argument))
            };
            let done = rest.by_ref().find(fits).ok_or_else(|| format!("no {kind}({argument}) in: {}", told()))?;
            let Some(code) = expected["locator"].as_str() else { continue };
            let Some(element) = &done.element else { return Err(format!("{kind} has no element: {}", told())) };
            self.same_element(view, targets, element, code).await?;
        }
        Ok(())
    }

    /// Tries the peer's locator, document by document.
    async fn same_element(
        &mut self,
        view: &RecordingView,
        targets: &BTreeMap<&TargetId, &Target>,
        element: &Element,
        code: &str,
    ) -> Result<(), String> {
        let locator = locators::parse(code);
        let pieces: Vec<&[Link]> = locator.links.split(|link| *link == Link::Frame).collect();
        let around = element.frames.iter().map(|frame| (targets[frame].page.as_ref(), targets[frame].node));
        let itself = (Some(&element.page), element.node);
        // A locator that pierces frames names none of them.
        let elements: Vec<_> = if pieces.len() == 1 { vec![itself] } else { around.chain([itself]).collect() };
        if elements.len() != pieces.len() {
            return Err(format!("in {} frames, not {}: {code}", elements.len() - 1, pieces.len() - 1));
        }
        for ((id, node), piece) in elements.into_iter().zip(pieces) {
            let html = store::page_text(&view.path, id.ok_or("no stored page")?).map_err(|error| error.to_string())?;
            let selector = locate::engine_selector(&Locator { links: piece.to_vec() }, &view.info.test_id_attribute);
            self.pages += 1;
            let id = PageId(format!("page{}", self.pages));
            self.stored.set_test_id_attribute(&view.info.test_id_attribute);
            let tried = self.stored.try_all(Page { id: &id, html: &html }, &[(selector.clone(), node)]).await.unwrap();
            if !tried[0].is_exact() {
                return Err(format!("{selector} is not #{}: {:?}", node.0, tried[0]));
            }
        }
        Ok(())
    }
}

/// A proxy that answers for every host: with what the case serves, else with an empty page.
async fn serve(case: Value) -> String {
    let answer = move |request: Request| {
        let path = request.uri().path().to_owned();
        let served = case["serve"].as_array().into_iter().flatten().find(|served| served["serve"] == path.as_str());
        let mut headers = axum::http::HeaderMap::new();
        headers.insert(CONTENT_TYPE, "text/html; charset=utf-8".parse().unwrap());
        for (name, value) in served.and_then(|served| served["headers"].as_object()).into_iter().flatten() {
            let name: axum::http::HeaderName = name.parse().unwrap();
            headers.insert(name, value.as_str().unwrap().parse().unwrap());
        }
        let body = served.and_then(|served| served["body"].as_str()).unwrap_or_default().to_owned();
        async move { (headers, body).into_response() }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    origin
}

/// Files to choose.
fn files() -> PathBuf {
    let folder = std::env::temp_dir().join("saywright-peer-files");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["file-to-upload.txt", "file-to-upload-2.txt"] {
        std::fs::write(folder.join(name), name).unwrap();
    }
    folder
}
