//! Watches everything a person does in a browser, in every tab and frame, and gives it out as observations in the order
//! of arrival. Decides nothing about steps; whether an observation is recorded is `app`'s to say.

use crate::launch::Browser;
use crate::pretend::Pretence;
use crate::secrets::without_tokens;
use crate::storage::OriginStorage;
use crate::watcher::{Order, Watcher};
use crate::{Error, session};
use chromiumoxide::cdp::browser_protocol::fetch;
use chromiumoxide::cdp::browser_protocol::page::NavigateParams;
use model::{Ancestor, Element, EventKind, NodeId, Pick, Rect, TabId};
use std::path::PathBuf;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};

/// Something that was seen.
#[derive(Clone, Debug)]
pub struct Observation {
    /// When it was read from the browser.
    pub at: Instant,
    /// Where.
    pub tab: TabId,
    /// What.
    pub what: Observed,
}

/// An element's description, named by its document and a number in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetKey {
    /// Which document.
    pub document: String,
    /// Counts up within the document.
    pub key: u32,
}

/// A tab of a browser that ran before it was watched.
#[derive(Clone, Debug)]
pub struct KnownTab {
    /// Its DevTools id.
    pub target: String,
    /// What it is called here.
    pub id: TabId,
    /// Where it was when it was watched last.
    pub url: Option<String>,
}

/// What was seen.
#[derive(Clone, Debug)]
pub enum Observed {
    /// A document as it is.
    Page {
        /// Which document.
        document: String,
        /// Counts up within the document; targets refer to it.
        sequence: u32,
        /// True for the tab's main frame.
        main: bool,
        /// Address, masked.
        url: String,
        /// Title, masked.
        title: String,
        /// To be stored.
        html: String,
        /// True when the page had come to rest: it is what a step led to.
        settled: bool,
        /// What it looked like: a WebP image.
        shot: Option<Vec<u8>>,
    },
    /// An element, before it is acted on.
    Target {
        /// Its name.
        key: TargetKey,
        /// The sequence of the page that shows it.
        page: u32,
        /// Its number in that page.
        node: NodeId,
        /// The iframe elements around it, outermost first.
        frames: Vec<TargetKey>,
        /// Its facts.
        element: Box<Element>,
        /// Its ancestors.
        ancestors: Vec<Ancestor>,
        /// Its box.
        rect: Rect,
    },
    /// A person or the page did something.
    Did {
        /// The element, told before.
        target: Option<TargetKey>,
        /// For a drag: the element on which it ended.
        onto: Option<TargetKey>,
        /// What.
        what: EventKind,
        /// For uploads: where the chosen files are, in the order of their names.
        files: Vec<PathBuf>,
    },
    /// The page asked its server for a document or data, and this came of it.
    Request {
        /// When it was sent.
        sent: Instant,
        /// `GET`, …
        method: String,
        /// Absolute.
        url: String,
        /// `document`, `xhr` or `fetch`.
        resource: String,
        /// HTTP status; nothing when it failed.
        status: Option<u16>,
    },
    /// Something could not be seen; recording goes on.
    Trouble(String),
    /// The last tab was closed.
    Gone,
    /// The connection to the browser is lost. These were its tabs, by their DevTools ids.
    Lost(Vec<KnownTab>),
}

/// What the in-page recorder is told.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// The attribute that holds test ids, or several with commas between.
    pub test_id_attribute: String,
    /// Selectors of fields whose content is secret.
    pub secret_fields: Vec<String>,
    /// What the browser pretends.
    pub pretence: Pretence,
    /// The tabs of a browser that ran before, by their DevTools ids: only they are watched, and tabs that are opened later.
    pub tabs: Vec<KnownTab>,
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self {
            test_id_attribute: "data-testid".to_owned(),
            secret_fields: Vec::new(),
            pretence: Pretence::default(),
            tabs: Vec::new(),
        }
    }
}

/// A handle to the watching task. Dropping it ends the watching, not the browser.
#[derive(Clone, Debug)]
pub struct Observer {
    orders: mpsc::UnboundedSender<Order>,
}

impl Observer {
    /// Attaches to all tabs; returns when the recorder is in the first one.
    pub async fn start(
        browser: &mut Browser,
        options: WatchOptions,
    ) -> Result<(Self, mpsc::UnboundedReceiver<Observation>), Error> {
        let mut incoming = browser.incoming.take().ok_or(Error::Closed)?;
        let (orders, received) = mpsc::unbounded_channel();
        let (observations, observed) = mpsc::unbounded_channel();
        let others = if browser.is_attached() { browser.tabs_but(&options.tabs).await? } else { Vec::new() };
        let (ready, first_tab) = oneshot::channel();
        let mut options = options;
        if browser.headless {
            options.pretence.fill_viewport(browser.viewport);
        }
        let pretence = options.pretence.clone();
        let watcher = Watcher::new(browser.connection.clone(), options, others, observations, ready);
        // What was asked of the browser before is over.
        while incoming.try_recv().is_ok() {}
        tokio::spawn(watcher.run(incoming, received));
        pretence.tell_browser(&browser.connection).await?;
        session::tell_downloads(&browser.connection, browser.downloads.as_deref()).await?;
        session::attach_to_related(&browser.connection, None).await?;
        first_tab.await.map_err(|_| Error::Closed)??;
        Ok((Self { orders }, observed))
    }

    /// Opens an address in the first tab, as if typed into the address bar. Should its server ask for a user name and a
    /// password, it is given these; the browser keeps them for later requests.
    pub async fn open(&self, browser: &Browser, url: &str, credentials: Option<(String, String)>) -> Result<(), Error> {
        let (answer, session) = oneshot::channel();
        self.order(Order::FirstSession { answer });
        let session = session.await.map_err(|_| Error::Closed)?.ok_or(Error::Closed)?;
        let asked = credentials.is_some();
        if asked {
            self.order(Order::Credentials { credentials });
            let params = fetch::EnableParams { handle_auth_requests: Some(true), ..fetch::EnableParams::default() };
            browser.connection.call(Some(&session), params).await?;
        }
        let navigated = browser.connection.call(Some(&session), NavigateParams::new(url)).await?;
        if asked {
            browser.connection.call(Some(&session), fetch::DisableParams::default()).await?;
        }
        match navigated.error_text {
            Some(reason) if !reason.is_empty() => Err(Error::NoAnswer { url: without_tokens(url), reason }),
            _ => Ok(()),
        }
    }

    /// Recording begins, or goes on: everything is told anew, since what was told before was not kept.
    pub fn begin(&self) {
        self.order(Order::Begin);
    }

    /// Takes what the person points at next, wherever that is, for what is asked; the page doesn't see that click. Nothing
    /// ends it.
    pub fn pick(&self, pick: Option<Pick>) {
        self.order(Order::Pick { pick });
    }

    /// Stores all pages as they are now. They arrive as observations; the future ends when all have.
    pub async fn look(&self) {
        let (answer, done) = oneshot::channel();
        self.order(Order::Look { answer });
        let _ = done.await;
    }

    /// Leaves the pages alone from now on: they run on without us.
    pub async fn leave(&self) {
        let (answer, done) = oneshot::channel();
        self.order(Order::Leave { answer });
        let _ = done.await;
    }

    /// What the sites that are open keep in the browser, by their origins.
    pub async fn local_storage(&self) -> Vec<OriginStorage> {
        let (answer, stored) = oneshot::channel();
        self.order(Order::Storage { answer });
        stored.await.unwrap_or_default()
    }

    fn order(&self, order: Order) {
        // The watcher ends only with the browser, and then says `Gone`.
        let _ = self.orders.send(order);
    }
}
