//! Looks at any page once, in a browser of its own: stores it, and describes elements in it. Nothing is recorded.

use crate::launch::{Browser, Launch};
use crate::session::{WORLD, evaluate};
use crate::{Error, Found};
use chromiumoxide::cdp::browser_protocol::page::{self, CreateIsolatedWorldParams, FrameId, NavigateParams};
use chromiumoxide::cdp::browser_protocol::target::{AttachToTargetParams, CreateTargetParams};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use model::{Ancestor, Element, NodeId, Viewport};
use serde::Deserialize;
use std::time::{Duration, Instant};

const SCRIPT: &str = include_str!("../../../recorder/dist/look.js");
/// How often a page is asked whether it changes.
const LOOK: Duration = Duration::from_millis(50);
/// A page rests when nothing changes for so long.
const QUIET: Duration = Duration::from_millis(300);
/// A page that never rests, or never is loaded, is looked at as it is.
const LONGEST_UNREST: Duration = Duration::from_secs(5);
const LONGEST_LOAD: Duration = Duration::from_secs(30);

/// A page that is open to be looked at.
pub struct LookedAt {
    browser: Browser,
    session: String,
    context: ExecutionContextId,
}

/// The page as it was stored.
#[derive(Clone, Debug, Deserialize)]
pub struct LookedPage {
    /// Its address, without secrets.
    pub url: String,
    /// Its title.
    pub title: String,
    /// As `pages/<id>.html` has it.
    pub html: String,
}

/// What was asked for on a page.
#[derive(Clone, Debug, Deserialize)]
pub struct LookedFor {
    /// How many elements there are.
    pub count: u32,
    /// Why it can't be searched for.
    pub error: Option<String>,
    /// The only one's number.
    pub node: Option<NodeId>,
    /// Its facts.
    pub element: Option<Element>,
    /// Its ancestors, nearest first.
    #[serde(default)]
    pub ancestors: Vec<Ancestor>,
}

impl LookedAt {
    /// Opens an address, `http:` or `file:`, and waits until the page rests.
    pub async fn open(found: &Found, url: &str, viewport: Viewport, test_id_attribute: &str) -> Result<Self, Error> {
        let browser = Browser::start(&Launch::headless(found.clone(), viewport)).await?;
        let connection = browser.connection.clone();
        let target = connection.call(None, CreateTargetParams::new("about:blank")).await?.target_id;
        let mut attach = AttachToTargetParams::new(target.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id.inner().clone();
        connection.call(Some(&session), page::EnableParams::default()).await?;
        let navigated = connection.call(Some(&session), NavigateParams::new(url)).await?;
        if let Some(reason) = navigated.error_text.filter(|reason| !reason.is_empty()) {
            return Err(Error::NotOpened { url: url.to_owned(), reason });
        }
        let mut world = CreateIsolatedWorldParams::new(FrameId::new(target.inner().as_str()));
        world.world_name = Some(WORLD.to_owned());
        let context = connection.call(Some(&session), world).await?.execution_context_id;
        let attribute = serde_json::to_string(test_id_attribute).expect("a string serializes");
        let script = format!("{SCRIPT}\nsaywrightLook.options.testIdAttribute = {attribute};");
        evaluate(&connection, &session, context, &script, true).await?;
        let looked = Self { browser, session, context };
        looked.rest().await?;
        Ok(looked)
    }

    /// Waits until the page is loaded and nothing in it changes any more, but not for ever.
    async fn rest(&self) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Changes {
            loaded: bool,
            changes: u32,
        }
        let begun = Instant::now();
        let mut quiet_since = begun;
        while begun.elapsed() < LONGEST_LOAD && quiet_since.elapsed() < QUIET {
            tokio::time::sleep(LOOK).await;
            let Changes { loaded, changes } = self.ask("saywrightLook.changes()").await?;
            if loaded && begun.elapsed() > LONGEST_UNREST {
                break;
            }
            if !loaded || changes > 0 {
                quiet_since = Instant::now();
            }
        }
        Ok(())
    }

    /// Stores the page.
    pub async fn store(&self) -> Result<LookedPage, Error> {
        self.ask("saywrightLook.store()").await
    }

    /// Finds elements by CSS or XPath.
    pub async fn find(&self, targets: &[String]) -> Result<Vec<LookedFor>, Error> {
        let list = serde_json::to_string(targets).expect("strings serialize");
        self.ask(&format!("saywrightLook.find({list})")).await
    }

    /// Absolute XPaths of elements; nothing for what is in a shadow root, which XPath doesn't reach.
    pub async fn paths(&self, nodes: &[NodeId]) -> Result<Vec<Option<String>>, Error> {
        let list = serde_json::to_string(nodes).expect("numbers serialize");
        self.ask(&format!("saywrightLook.paths({list})")).await
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.browser.close().await;
    }

    async fn ask<T: for<'a> Deserialize<'a>>(&self, expression: &str) -> Result<T, Error> {
        let answer = evaluate(&self.browser.connection, &self.session, self.context, expression, true).await?;
        serde_json::from_value(answer.result.value.unwrap_or_default())
            .map_err(|error| Error::Refused { method: "saywrightLook".to_owned(), message: error.to_string() })
    }
}
