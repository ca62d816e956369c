//! Looks at any page once, in a browser of its own: stores it, and describes elements in it. Nothing is recorded.

use crate::connection::Connection;
use crate::launch::{Browser, Launch};
use crate::session::{WORLD, evaluate};
use crate::{Error, Found, StoredPages};
use chromiumoxide::cdp::browser_protocol::dom::DescribeNodeParams;
use chromiumoxide::cdp::browser_protocol::page::{self, CreateIsolatedWorldParams, FrameId, NavigateParams};
use chromiumoxide::cdp::browser_protocol::target::{AttachToTargetParams, CreateTargetParams};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use model::{Ancestor, Element, NodeId, Viewport};
use serde::Deserialize;
use std::time::{Duration, Instant};

/// In any page's isolated world: `saywrightLook.store()` stores it, `saywrightLook.options` says how.
pub const LOOK: &str = include_str!("../../../recorder/dist/look.js");
/// How often a page is asked whether it changes.
const PULSE: Duration = Duration::from_millis(50);
/// A page rests when nothing changes for so long.
const QUIET: Duration = Duration::from_millis(300);
/// A page that never rests, or never is loaded, is looked at as it is.
const LONGEST_UNREST: Duration = Duration::from_secs(5);
const LONGEST_LOAD: Duration = Duration::from_secs(30);

/// A page that is open to be looked at.
pub struct LookedAt {
    browser: Browser,
    session: String,
    /// The page itself.
    frame: FrameId,
    context: ExecutionContextId,
    attribute: String,
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
    /// Starts the browser, with nothing to look at yet.
    pub async fn start(found: &Found, viewport: Viewport) -> Result<Self, Error> {
        let browser = Browser::start(&Launch::headless(found.clone(), viewport)).await?;
        let connection = browser.connection.clone();
        let target = connection.call(None, CreateTargetParams::new("about:blank")).await?.target_id;
        let mut attach = AttachToTargetParams::new(target.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id.inner().clone();
        connection.call(Some(&session), page::EnableParams::default()).await?;
        let frame = FrameId::new(target.inner().as_str());
        let attribute = "data-testid".to_owned();
        let context = look_into(&connection, &session, frame.clone(), &attribute).await?;
        Ok(Self { browser, session, frame, context, attribute })
    }

    /// Opens an address, `http:` or `file:`, and waits until the page rests. `test_id_attribute` holds its test ids.
    pub async fn open(&mut self, url: &str, test_id_attribute: &str) -> Result<(), Error> {
        let connection = &self.browser.connection;
        let navigated = connection.call(Some(&self.session), NavigateParams::new(url)).await?;
        if let Some(reason) = navigated.error_text.filter(|reason| !reason.is_empty()) {
            return Err(Error::NotOpened { url: url.to_owned(), reason });
        }
        test_id_attribute.clone_into(&mut self.attribute);
        self.context = look_into(connection, &self.session, self.frame.clone(), test_id_attribute).await?;
        self.rest().await
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
            tokio::time::sleep(PULSE).await;
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
    ///
    /// `pointed`: as a person points at them: the button around an icon is meant, the field of a label.
    pub async fn find(&self, targets: &[String], pointed: bool) -> Result<Vec<LookedFor>, Error> {
        let list = serde_json::to_string(targets).expect("strings serialize");
        self.ask(&format!("saywrightLook.find({list}, {pointed})")).await
    }

    /// Looks at what is in an iframe from here on, by CSS or XPath.
    ///
    /// # Errors
    /// When there is not just one, or it belongs to another site.
    pub async fn enter(&mut self, frame: &str) -> Result<(), Error> {
        let refused = |message: String| Error::Refused { method: format!("the frame “{frame}”"), message };
        let asked = format!("saywrightLook.frame({})", serde_json::Value::from(frame));
        let connection = &self.browser.connection;
        let found = evaluate(connection, &self.session, self.context, &asked, false).await?.result;
        let Some(object) = found.object_id else {
            let count = found.value.unwrap_or_default();
            return Err(refused(format!("there are {count} iframes of that description, where one is meant")));
        };
        let describe = DescribeNodeParams { object_id: Some(object), ..DescribeNodeParams::default() };
        let frame = connection.call(Some(&self.session), describe).await?.node.frame_id;
        let frame = frame.ok_or_else(|| refused("it shows nothing".to_owned()))?;
        let elsewhere = "it shows a page of another site. Give that page's own address instead";
        self.context = look_into(connection, &self.session, frame, &self.attribute)
            .await
            .map_err(|_| refused(elsewhere.to_owned()))?;
        self.rest().await
    }

    /// Absolute XPaths of elements; nothing for what is in a shadow root, which XPath doesn't reach.
    pub async fn paths(&self, nodes: &[NodeId]) -> Result<Vec<Option<String>>, Error> {
        let list = serde_json::to_string(nodes).expect("numbers serialize");
        self.ask(&format!("saywrightLook.paths({list})")).await
    }

    /// Stored pages in a tab beside it, once.
    pub async fn stored(&mut self) -> Result<StoredPages, Error> {
        StoredPages::in_tab_of(&mut self.browser, &self.attribute).await
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

/// Brings our script into a world of its own in a frame.
async fn look_into(
    connection: &Connection,
    session: &str,
    frame: FrameId,
    test_id_attribute: &str,
) -> Result<ExecutionContextId, Error> {
    let mut world = CreateIsolatedWorldParams::new(frame);
    world.world_name = Some(WORLD.to_owned());
    let context = connection.call(Some(session), world).await?.execution_context_id;
    let attribute = serde_json::to_string(test_id_attribute).expect("a string serializes");
    let script = format!("{LOOK}\nsaywrightLook.options.testIdAttribute = {attribute};");
    evaluate(connection, session, context, &script, true).await?;
    Ok(context)
}
