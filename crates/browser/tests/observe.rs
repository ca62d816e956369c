//! Real Chromium, real input: what a person does on a page arrives as observations, in order, with facts from before.

#![allow(clippy::unwrap_used)]

use axum::{Router, response::Html, routing::get};
use browser::{Browser, Launch, Observation, Observed, Observer, Person, StoredPages, WatchOptions, find};
use model::{EventKind, NavigationCause, PageId, Typed, Viewport};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;

const VIEWPORT: Viewport = Viewport { width: 1000, height: 700 };

const PAGE: &str = r#"<!DOCTYPE html><title>Form</title>
<main>
<h1>Form</h1>
<label for="a7">Email</label> <input id="a7" name="email">
<label>Password <input type="password" id="pw"></label>
<label><input type="checkbox"> I agree</label>
<label>Colour <select><option>Red</option><option>Green</option></select></label>
<button onclick="this.textContent='Done'; document.querySelector('p').textContent = document.querySelector('#pw').value">Go</button>
<label>Photo <input type="file"></label>
<div id="box" style="width: 9em; cursor: pointer" ondblclick="this.textContent='Opened'"><span>Open me</span></div>
<iframe src="/inner" title="Help"></iframe>
<a href="/terms" target="_blank">Terms</a>
<p></p>
</main>
<script>
  // A hostile page: forged events and broken builtins must change nothing.
  setInterval(() => document.querySelector('h1').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 })), 50);
  JSON.stringify = () => 'broken'; Array.prototype.map = () => []; Element.prototype.getAttribute = () => 'forged';
</script>"#;

struct Session {
    browser: Browser,
    observer: Observer,
    observed: UnboundedReceiver<Observation>,
    person: Person,
    seen: Vec<Observation>,
}

async fn start(path: &str) -> Session {
    let app = Router::new()
        .route("/", get(|| async { Html(PAGE) }))
        .route("/inner", get(|| async { Html("<!DOCTYPE html><label>Question <input></label><button>Ask</button>") }))
        .route(
            "/terms",
            get(|| async { Html("<!DOCTYPE html><title>Terms</title><h1>Terms</h1><button>OK</button>") }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{path}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });

    let launch = Launch::headless(find().unwrap(), VIEWPORT);
    let mut browser = Browser::start(&launch).await.unwrap();
    let (observer, observed) = Observer::start(&mut browser, WatchOptions::default()).await.unwrap();
    observer.open(&browser, &url, None).await.unwrap();
    let person = Person::attach(&browser.devtools()).await.unwrap();
    Session { browser, observer, observed, person, seen: Vec::new() }
}

impl Session {
    /// Reads on until something was seen that fits, or fails.
    async fn until(&mut self, what: &str, fits: impl Fn(&Observed) -> bool) -> Observation {
        let next = async {
            loop {
                let observation = self.observed.recv().await.expect("the browser is there");
                self.seen.push(observation.clone());
                if fits(&observation.what) {
                    return observation;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), next).await.unwrap_or_else(|_| panic!("never seen: {what}"))
    }

    async fn until_did(&mut self, what: &str, fits: impl Fn(&EventKind) -> bool) -> Observation {
        self.until(what, |observed| matches!(observed, Observed::Did { what, .. } if fits(what))).await
    }

    /// What people did, in short.
    fn did(&self) -> Vec<String> {
        self.seen
            .iter()
            .filter_map(|observation| match &observation.what {
                Observed::Did { what, target, .. } => {
                    let name = target.as_ref().and_then(|key| self.element(key)).map_or_else(String::new, |element| {
                        let role = element.role.clone().unwrap_or(element.tag.clone());
                        format!(" {role} “{}”", if element.name.is_empty() { &element.text } else { &element.name })
                    });
                    Some(format!("{} {}{name}", observation.tab, brief(what)))
                }
                _ => None,
            })
            .collect()
    }

    fn element(&self, wanted: &browser::TargetKey) -> Option<&model::Element> {
        self.seen.iter().find_map(|observation| match &observation.what {
            Observed::Target { key, element, .. } if key == wanted => Some(element.as_ref()),
            _ => None,
        })
    }
}

fn brief(what: &EventKind) -> String {
    match what {
        EventKind::Click { clicks, synthesized, .. } => {
            format!("click×{clicks}{}", if *synthesized { " (made)" } else { "" })
        }
        EventKind::Input { value: Typed::Text { text }, .. } => format!("input {text}"),
        EventKind::Input { value: Typed::Secret, .. } => "input ***".to_owned(),
        EventKind::Key { key, .. } => format!("key {key}"),
        EventKind::Select { labels, .. } => format!("select {}", labels.join("+")),
        EventKind::Toggle { checked } => format!("toggle {checked}"),
        EventKind::Upload { files, .. } => format!("upload {}", files.join("+")),
        EventKind::Navigated { cause, .. } => format!("navigated {cause:?}"),
        EventKind::TabOpened { opener, .. } => format!("opened by {}", opener.as_ref().map_or("", |tab| &tab.0)),
        other => format!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_doing_arrives_with_facts_from_before() {
    let mut session = start("/").await;
    let file = std::env::temp_dir().join("saywright-photo.txt");
    std::fs::write(&file, "a photo").unwrap();
    let person = &mut session.person;
    person.type_into("internal:label=\"Email\"i", "ada").await.unwrap();
    person.type_into("internal:label=\"Password\"i", "hunter22").await.unwrap();
    person.click("internal:label=\"I agree\"i").await.unwrap();
    person.choose("internal:label=\"Colour\"i", "Green").await.unwrap();
    person.click("internal:role=button[name=\"Go\"i]").await.unwrap();
    person.upload("internal:label=\"Photo\"i", &file).await.unwrap();
    person.double_click("#box").await.unwrap();
    person.type_into_in(&["iframe"], "internal:label=\"Question\"i", "why").await.unwrap();
    person.click("internal:role=link[name=\"Terms\"i]").await.unwrap();
    session
        .until_did("the popup", |what| matches!(what, EventKind::Navigated { url, .. } if url.ends_with("/terms")))
        .await;
    session
        .until(
            "the popup at rest",
            |observed| matches!(observed, Observed::Page { title, settled: true, .. } if title == "Terms"),
        )
        .await;

    let did = session.did();
    let expected = [
        "tab1 navigated Address",
        "tab1 click×1 textbox “Email”",
        "tab1 input a textbox “Email”",
        "tab1 input ad textbox “Email”",
        "tab1 input ada textbox “Email”",
        "tab1 click×1 textbox “Password”",
        "tab1 input *** textbox “Password”",
        "tab1 click×1 checkbox “I agree”",
        "tab1 toggle true checkbox “I agree”",
        "tab1 select Green combobox “Colour”",
        "tab1 click×1 button “Go”",
        "tab1 upload saywright-photo.txt button “Photo”",
        "tab1 click×1 div “Open me”",
        "tab1 click×2 div “Open me”",
        "tab1 input why textbox “Question”",
        "tab1 click×1 link “Terms”",
        "tab2 opened by tab1",
        "tab2 navigated Page",
    ];
    let mut rest = did.iter();
    for line in expected {
        assert!(rest.any(|did| did == line), "missing, or out of order: {line}\n{}", did.join("\n"));
    }
    assert!(!did.iter().any(|line| line.contains("heading “Form”")), "forged clicks don't count");

    let everything = format!("{:?}", session.seen);
    assert!(!everything.contains("hunter22"), "the password never leaves the page, not even where the page repeats it");

    let asked = session.seen.iter().find_map(|observation| match &observation.what {
        Observed::Target { element, frames, .. } if element.name == "Question" => Some(frames.clone()),
        _ => None,
    });
    let frames = asked.expect("the field in the frame was described");
    assert_eq!(frames.len(), 1);
    assert_eq!(session.element(&frames[0]).expect("the iframe was described before").tag, "iframe");
    session.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_page_opened_again_finds_the_same_elements() {
    let mut session = start("/").await;
    session.person.type_into("internal:label=\"Email\"i", "ada").await.unwrap();
    session.person.click("internal:label=\"I agree\"i").await.unwrap();
    session.person.click("#box").await.unwrap();
    session.until_did("the click on the box", |what| matches!(what, EventKind::Click { .. })).await;
    session.observer.look().await;
    let opened = session.until("the page", |observed| {
        matches!(observed, Observed::Page { main: true, settled: true, html, .. } if html.contains("checked"))
    });
    let Observed::Page { html, .. } = opened.await.what else { unreachable!("until gives what fits") };
    session.browser.close().await;

    let id = PageId::from("stored");
    let page = browser::Page { id: &id, html: &html };
    let mut stored = StoredPages::start(&find().unwrap(), VIEWPORT, "data-testid").await.unwrap();
    let outline = stored.outline(page).await.unwrap();
    let field = |name: &str| {
        outline.elements.iter().find(|found| found.element.name == name).unwrap_or_else(|| panic!("{name} is shown"))
    };
    assert_eq!(field("Email").element.value.as_deref(), Some("ada"), "what was typed is kept");
    assert_eq!(field("I agree").element.checked, Some(true), "what was ticked is kept");
    let trials = [
        ("internal:role=textbox[name=\"Email\"i]".to_owned(), field("Email").node),
        ("internal:label=\"Email\"i".to_owned(), field("I agree").node),
        ("internal:role=button".to_owned(), field("Go").node),
        ("not a [valid selector".to_owned(), field("Go").node),
    ];
    let results = stored.try_all(page, &trials).await.unwrap();
    assert!(results[0].is_exact());
    assert_eq!((results[1].count, results[1].index), (1, None), "it finds another element");
    assert!(results[2].count >= 1 && results[2].index == Some(0));
    assert_eq!(results[3].count, 0, "a bad locator finds nothing and breaks nothing");
    stored.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_answer_is_an_error_that_says_so() {
    let launch = Launch::headless(find().unwrap(), VIEWPORT);
    let mut browser = Browser::start(&launch).await.unwrap();
    let (observer, _observed) = Observer::start(&mut browser, WatchOptions::default()).await.unwrap();
    let error = observer.open(&browser, "http://127.0.0.1:9/", None).await.unwrap_err().to_string();
    assert!(error.contains("http://127.0.0.1:9/ does not answer"), "{error}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_closed_by_hand_is_noticed() {
    let mut session = start("/").await;
    session
        .until_did("the page", |what| matches!(what, EventKind::Navigated { cause: NavigationCause::Address, .. }))
        .await;
    session.browser.close().await;
    let gone = async {
        while let Some(observation) = session.observed.recv().await {
            if matches!(observation.what, Observed::Gone) {
                return;
            }
        }
        panic!("the end was never told");
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("told in time");
}
