//! Opens stored pages again, offline, in a browser of our own without a window, and asks Playwright's in-page script
//! about them: what do they show, and what does a locator find? Nothing of a stored page runs or loads.

use crate::connection::{Connection, Incoming};
use crate::launch::{Browser, Launch};
use crate::session::{WORLD, evaluate};
use crate::{Error, Found};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::fetch::{
    self, FailRequestParams, FulfillRequestParams, HeaderEntry, RequestId,
};
use chromiumoxide::cdp::browser_protocol::network::ErrorReason;
use chromiumoxide::cdp::browser_protocol::page::{self, CreateIsolatedWorldParams, FrameId, NavigateParams};
use chromiumoxide::cdp::browser_protocol::target::{AttachToTargetParams, CreateTargetParams};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use model::{NodeId, Outline, OutlineElement, PageId, TrialResult, Viewport};
use serde::Deserialize;
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

const SCRIPT: &str = include_str!("../../../recorder/dist/stored.js");
/// Where stored pages seem to come from. `.invalid` never resolves, whatever the network (RFC 2606).
const ORIGIN: &str = "http://stored.invalid/";
/// A huge page is tried in fewer changed forms.
const LONGEST_CHANGES: Duration = Duration::from_secs(10);
/// Nothing may load or run; only our own style may hide what the recorded page hid.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A stored page: its name and its text.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Which.
    pub id: &'a PageId,
    /// The text of `pages/<id>.html`.
    pub html: &'a str,
}

/// What was found on a changed copy of a page.
#[derive(Clone, Debug, Deserialize)]
pub struct Changed {
    /// Which change: `ids`, `language`.
    pub change: String,
    /// In the order of the trials.
    pub results: Vec<TrialResult>,
}

/// A browser that shows stored pages, one at a time.
pub struct StoredPages {
    /// Its own one; nothing where another's is used.
    browser: Option<Browser>,
    connection: Connection,
    session: String,
    frame: String,
    test_id_attribute: String,
    html: Arc<Mutex<String>>,
    shown: Option<(PageId, ExecutionContextId)>,
}

impl StoredPages {
    /// Starts the browser: some 0.3 s.
    pub async fn start(found: &Found, viewport: Viewport, test_id_attribute: &str) -> Result<Self, Error> {
        let mut browser = Browser::start(&Launch::headless(found.clone(), viewport)).await?;
        let mut stored = Self::in_tab_of(&mut browser, test_id_attribute).await?;
        stored.browser = Some(browser);
        Ok(stored)
    }

    /// In a tab of a browser that runs. It hears all that the browser tells from then on.
    pub(crate) async fn in_tab_of(browser: &mut Browser, test_id_attribute: &str) -> Result<Self, Error> {
        let incoming = browser.incoming.take().ok_or(Error::Closed)?;
        let connection = browser.connection.clone();
        let target = connection.call(None, CreateTargetParams::new("about:blank")).await?.target_id;
        let mut attach = AttachToTargetParams::new(target.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id.inner().clone();
        let html = Arc::<Mutex<String>>::default();
        tokio::spawn(serve(connection.clone(), incoming, html.clone()));
        connection.call(Some(&session), page::EnableParams::default()).await?;
        connection.call(Some(&session), fetch::EnableParams::default()).await?;
        let frame = target.inner().clone();
        let test_id_attribute = test_id_attribute.to_owned();
        Ok(Self { browser: None, connection, session, frame, test_id_attribute, html, shown: None })
    }

    /// What a page shows: its visible elements in document order.
    pub async fn outline(&mut self, page: Page<'_>) -> Result<Outline, Error> {
        let elements: Vec<OutlineElement> = self.ask(page, "saywrightStored.outline()").await?;
        Ok(Outline { page: page.id.clone(), elements })
    }

    /// What is on a page, seen or not, in document order.
    pub async fn everything(&mut self, page: Page<'_>) -> Result<Outline, Error> {
        let elements: Vec<OutlineElement> = self.ask(page, "saywrightStored.outline(true)").await?;
        Ok(Outline { page: page.id.clone(), elements })
    }

    /// What locators, in the engine's own syntax, find on a page, and whether it is the element with that number.
    pub async fn try_all(&mut self, page: Page<'_>, trials: &[(String, NodeId)]) -> Result<Vec<TrialResult>, Error> {
        self.ask(page, &format!("saywrightStored.tryAll({})", list(trials))).await
    }

    /// The same on copies of the page that are changed as pages change over the years; by the name of the change.
    pub async fn try_changed(&mut self, page: Page<'_>, trials: &[(String, NodeId)]) -> Result<Vec<Changed>, Error> {
        let trials = list(trials);
        let begun = Instant::now();
        let mut found: Vec<Changed> = Vec::new();
        while begun.elapsed() < LONGEST_CHANGES {
            let from = found.len();
            let more: Vec<Changed> = self.ask(page, &format!("saywrightStored.tryChanged({trials}, {from})")).await?;
            if more.is_empty() {
                break;
            }
            found.extend(more);
        }
        Ok(found)
    }

    /// Another attribute holds test ids from now on.
    pub fn set_test_id_attribute(&mut self, attribute: &str) {
        attribute.clone_into(&mut self.test_id_attribute);
        self.shown = None;
    }

    /// The attribute that holds test ids.
    pub fn test_id_attribute(&self) -> &str {
        &self.test_id_attribute
    }

    /// Closes the browser, if it is its own.
    pub async fn close(self) {
        if let Some(browser) = self.browser {
            browser.close().await;
        }
    }

    async fn ask<T: for<'a> Deserialize<'a>>(&mut self, page: Page<'_>, expression: &str) -> Result<T, Error> {
        let context = self.show(page).await?;
        let answer = evaluate(&self.connection, &self.session, context, expression, true).await?;
        serde_json::from_value(answer.result.value.unwrap_or_default())
            .map_err(|error| Error::Refused { method: "saywrightStored".to_owned(), message: error.to_string() })
    }

    /// Shows a page, unless it is shown already; gives the context that our script runs in.
    async fn show(&mut self, page: Page<'_>) -> Result<ExecutionContextId, Error> {
        if let Some((shown, context)) = &self.shown
            && shown == page.id
        {
            return Ok(*context);
        }
        self.shown = None;
        page.html.clone_into(&mut self.html.lock().unwrap_or_else(PoisonError::into_inner));
        let connection = &self.connection;
        let session = Some(self.session.as_str());
        let navigated = connection.call(session, NavigateParams::new(format!("{ORIGIN}{}", page.id))).await?;
        if let Some(reason) = navigated.error_text.filter(|reason| !reason.is_empty()) {
            return Err(Error::NoAnswer { url: format!("stored page {}", page.id), reason });
        }
        let mut world = CreateIsolatedWorldParams::new(FrameId::new(self.frame.as_str()));
        world.world_name = Some(WORLD.to_owned());
        let context = connection.call(session, world).await?.execution_context_id;
        let parsed = "new Promise((parsed) => document.readyState === 'loading' \
                      ? document.addEventListener('DOMContentLoaded', () => parsed(true)) : parsed(true))";
        evaluate(connection, &self.session, context, parsed, true).await?;
        let attribute = serde_json::to_string(&self.test_id_attribute).expect("a string serializes");
        let script = format!("{SCRIPT}\nsaywrightStored.options.testIdAttribute = {attribute};");
        evaluate(connection, &self.session, context, &script, true).await?;
        self.shown = Some((page.id.clone(), context));
        Ok(context)
    }
}

fn list(trials: &[(String, NodeId)]) -> String {
    let trials: Vec<_> = trials.iter().map(|(selector, node)| json!({ "selector": selector, "node": node })).collect();
    serde_json::Value::from(trials).to_string()
}

/// Answers the browser's requests: the page that is asked for, and nothing else.
async fn serve(connection: Connection, mut incoming: mpsc::UnboundedReceiver<Incoming>, html: Arc<Mutex<String>>) {
    while let Some(event) = incoming.recv().await {
        if event.method != "Fetch.requestPaused" {
            continue;
        }
        let Some(request) = event.params["requestId"].as_str().map(RequestId::new) else { continue };
        let session = event.session.as_deref();
        let url = event.params["request"]["url"].as_str().unwrap_or_default();
        if url.starts_with(ORIGIN) && event.params["resourceType"] == "Document" {
            let text = html.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let mut answer = FulfillRequestParams::new(request, 200);
            answer.response_headers = Some(vec![
                HeaderEntry::new("Content-Type", "text/html; charset=utf-8"),
                HeaderEntry::new("Content-Security-Policy", POLICY),
            ]);
            answer.body = Some(STANDARD.encode(text).into());
            tokio::spawn(connection.send(session, answer));
        } else {
            tokio::spawn(connection.send(session, FailRequestParams::new(request, ErrorReason::BlockedByClient)));
        }
    }
}
