//! The one task that reads DevTools events of all sessions in order and turns them into observations.

mod network;
mod orders;
mod queue;
mod told;

use crate::connection::{Connection, Incoming};
use crate::frames::{Around, Frames};
use crate::navigation::Hints;
use crate::observe::{KnownTab, Observation, Observed, TargetKey, WatchOptions};
use crate::secrets::Secrets;
use crate::session::{self, BINDING, WORLD};
use crate::storage::OriginStorage;
use crate::tabs::{LEAVES_WITHIN, Press, Tab, asks_for_a_secret, dialog_kind};
use crate::{Error, asks, picture};
use chromiumoxide::cdp::browser_protocol::target::DetachFromTargetParams;
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use model::{DialogKind, EventKind, NavigationCause, NodeId, Pick, TabId, Typed};
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use network::Request;
use queue::Waiting;
use tokio::sync::{mpsc, oneshot};

/// What the owner of the observer asks for.
#[derive(Debug)]
pub(crate) enum Order {
    Begin,
    Pick { pick: Option<Pick> },
    Look { answer: oneshot::Sender<()> },
    Credentials { credentials: Option<(String, String)> },
    Leave { answer: oneshot::Sender<()> },
    Storage { answer: oneshot::Sender<Vec<OriginStorage>> },
    FirstSession { answer: oneshot::Sender<Option<String>> },
}

/// What a task that the watcher started brings back.
enum Brought {
    /// A session is set up, or could not be.
    SetUp { session: String, frame_tree: Result<Value, Error> },
    /// The iframe element around a frame, or nothing when it could not be described.
    Around { frame: String, key: Option<TargetKey> },
    /// All recorders that could answer have.
    Looked { answer: Option<oneshot::Sender<()>> },
    /// A screenshot for the page that is held back.
    Shot { tab: TabId, ticket: u64, image: Option<Vec<u8>> },
}

pub(crate) struct Watcher {
    connection: Connection,
    options: WatchOptions,
    /// Tabs, by their DevTools ids, that are none of our business.
    others: Vec<String>,
    script: String,
    observations: mpsc::UnboundedSender<Observation>,
    ready: Option<oneshot::Sender<Result<(), Error>>>,
    brought: mpsc::UnboundedSender<Brought>,
    bringing: Option<mpsc::UnboundedReceiver<Brought>>,
    /// By DevTools target id, in the order of opening.
    tabs: Vec<(String, Tab)>,
    tabs_opened: u32,
    /// Which tab a session belongs to; frames of other processes have sessions of their own.
    sessions: HashMap<String, TabId>,
    frames: Frames,
    /// Node numbers of described elements, for asking where uploaded files are.
    nodes: HashMap<TargetKey, NodeId>,
    requests: HashMap<(String, String), Request>,
    /// What waits, tab by tab, because it is not known yet in which iframe something before it was done.
    queues: HashMap<TabId, VecDeque<Waiting>>,
    /// Settled pages that wait for their screenshot. Anything else in the tab lets them go without.
    held: HashMap<TabId, (u64, Observation)>,
    tickets: u64,
    /// What the element that is pointed at next is wanted for.
    picking: Option<Pick>,
    secrets: Secrets,
    /// For the server of the first address.
    credentials: Option<(String, String)>,
    /// Selectors of fields that the person pointed at as secret.
    marks: Vec<String>,
}

impl Watcher {
    pub fn new(
        connection: Connection,
        options: WatchOptions,
        others: Vec<String>,
        observations: mpsc::UnboundedSender<Observation>,
        ready: oneshot::Sender<Result<(), Error>>,
    ) -> Self {
        let (brought, bringing) = mpsc::unbounded_channel();
        // New ones are numbered on from those that are known.
        let opened =
            options.tabs.iter().filter_map(|tab| tab.id.0.trim_start_matches("tab").parse().ok()).max().unwrap_or(0);
        Self {
            connection,
            script: session::recorder_script(&options, &options.secret_fields),
            marks: options.secret_fields.clone(),
            options,
            others,
            observations,
            ready: Some(ready),
            brought,
            bringing: Some(bringing),
            tabs: Vec::new(),
            tabs_opened: opened,
            sessions: HashMap::new(),
            frames: Frames::default(),
            nodes: HashMap::new(),
            requests: HashMap::new(),
            queues: HashMap::new(),
            held: HashMap::new(),
            tickets: 0,
            picking: None,
            secrets: Secrets::default(),
            credentials: None,
        }
    }

    pub async fn run(
        mut self,
        mut incoming: mpsc::UnboundedReceiver<Incoming>,
        mut orders: mpsc::UnboundedReceiver<Order>,
    ) {
        let mut bringing = self.bringing.take().expect("run is called once");
        let mut lost = false;
        loop {
            tokio::select! {
                // Events first: an order such as Look answers after what was told before it.
                biased;
                event = incoming.recv() => match event {
                    Some(event) => {
                        if self.event(event).await.is_none() {
                            break;
                        }
                    }
                    None => {
                        lost = true;
                        break;
                    }
                },
                Some(brought) = bringing.recv() => self.take(brought).await,
                order = orders.recv() => match order {
                    Some(order) => self.order(order),
                    None => break,
                },
            }
        }
        let last = self.tabs.last().map_or_else(|| TabId::from("tab1"), |(_, tab)| tab.id.clone());
        let known = |(target, tab): &(String, Tab)| KnownTab {
            target: target.clone(),
            id: tab.id.clone(),
            url: tab.url.clone(),
        };
        let tabs = self.tabs.iter().map(known).collect();
        self.say(Instant::now(), &last, if lost { Observed::Lost(tabs) } else { Observed::Gone });
    }

    /// Handles one event; nothing when the last tab was closed.
    async fn event(&mut self, event: Incoming) -> Option<()> {
        let session = event.session.clone().unwrap_or_default();
        let params = &event.params;
        let text = |name: &str| params[name].as_str().unwrap_or_default().to_owned();
        match event.method.as_str() {
            "Runtime.bindingCalled" if params["name"] == BINDING => {
                self.told(&session, event.at, params["executionContextId"].as_i64()?, &text("payload")).await;
            }
            "Runtime.executionContextCreated" if params["context"]["name"] == WORLD => {
                let context = &params["context"];
                if let (Some(id), Some(frame)) = (context["id"].as_i64(), context["auxData"]["frameId"].as_str()) {
                    self.frames.recorder_in(frame, &session, id);
                    self.ask_around(frame);
                }
            }
            "Runtime.executionContextDestroyed" => {
                if let Some(id) = params["executionContextId"].as_i64() {
                    self.frames.context_gone(&session, id);
                }
            }
            "Target.attachedToTarget" => self.attached(&event),
            "Target.detachedFromTarget" => {
                let gone = text("sessionId");
                // A tab ends with all frames in it.
                let tab = self.tabs.iter().find(|(_, tab)| tab.session == gone).map(|(_, tab)| tab.id.clone());
                let sessions = self.sessions.clone();
                let ends = |session: &str| session == gone || (tab.is_some() && sessions.get(session) == tab.as_ref());
                self.settle(|_, _, frame| ends(&frame.session)).await;
                return self.detached(event.at, &gone);
            }
            "Page.frameAttached" => self.frames.seen(&text("frameId"), Some(&text("parentFrameId")), &session),
            // A frame that moves to another process is not gone.
            "Page.frameDetached" if text("reason") != "swap" => {
                let gone = text("frameId");
                self.settle(|_, id, _| id == gone).await;
                self.frames.remove(&gone);
            }
            "Page.frameRequestedNavigation" => {
                if let Some(tab) = self.main_frame(&session, &text("frameId")) {
                    tab.hints.requested();
                }
            }
            "Page.frameStartedNavigating" => {
                if let Some(tab) = self.main_frame(&session, &text("frameId")) {
                    tab.hints.started(&text("navigationType"));
                }
            }
            "Page.frameNavigated" => {
                let frame = params["frame"]["id"].as_str().unwrap_or_default().to_owned();
                // The page before may be kept as it is, to come back to: its frames are not removed, and answer nothing.
                self.settle(|frames, id, _| frames.is_inside(id, &frame)).await;
                self.navigated(&session, &event);
            }
            "Page.navigatedWithinDocument" => {
                let url = text("url");
                if let Some(tab) = self.main_frame(&session, &text("frameId")) {
                    let cause = tab.hints.moved();
                    tab.url = Some(url.clone());
                    self.did(&session, event.at, EventKind::Navigated { url, cause, same_document: true });
                }
            }
            "Page.documentOpened" => self.ensure(&session, params["frame"]["id"].as_str().unwrap_or_default()),
            "Page.javascriptDialogOpening" => {
                let kind = dialog_kind(&text("type"));
                if let Some(tab) = self.tab_of(&session) {
                    tab.dialog = Some((kind, text("message")));
                }
            }
            "Page.javascriptDialogClosed" => {
                let accepted = params["result"].as_bool().unwrap_or_default();
                let answer = text("userInput");
                if let Some((dialog, message)) = self.tab_of(&session).and_then(|tab| tab.dialog.take()) {
                    let answer = (dialog == DialogKind::Prompt && accepted).then(|| {
                        if asks_for_a_secret(&message) {
                            self.secrets.learn("dialog", 0, &answer);
                            return Typed::Secret;
                        }
                        Typed::Text { text: answer }
                    });
                    self.did(&session, event.at, EventKind::Dialog { dialog, message, accepted, answer });
                }
            }
            "Browser.downloadWillBegin" => {
                let frame = text("frameId");
                let session = self.frames.get(&frame).map(|frame| frame.session.clone()).unwrap_or_default();
                self.did(&session, event.at, EventKind::Download { file: text("suggestedFilename") });
            }
            "Overlay.inspectNodeRequested" => {
                if let Some(node) = params["backendNodeId"].as_i64() {
                    self.picked(&session, node);
                }
            }
            "Inspector.targetCrashed" => self.did(&session, event.at, EventKind::Crashed),
            "Network.requestWillBeSent" => self.request_sent(&session, &event),
            "Network.responseReceived" => {
                let status = params["response"]["status"].as_u64().and_then(|status| u16::try_from(status).ok());
                self.request_done(&session, event.at, &text("requestId"), status);
            }
            "Fetch.requestPaused" | "Fetch.authRequired" => self.let_pass(&session, &event),
            "Network.loadingFailed" => self.request_done(&session, event.at, &text("requestId"), None),
            _ => {}
        }
        Some(())
    }

    fn attached(&mut self, event: &Incoming) {
        let info = &event.params["targetInfo"];
        let text = |name: &str| info[name].as_str().unwrap_or_default().to_owned();
        let Some(session) = event.params["sessionId"].as_str().map(str::to_owned) else { return };
        let kind = text("type");
        if self.others.contains(&text("targetId")) {
            let detach = DetachFromTargetParams { session_id: Some(session.into()) };
            tokio::spawn(self.connection.send(None, detach));
            return;
        }
        if kind == "page" {
            let known = self.options.tabs.iter().find(|tab| tab.target == text("targetId")).cloned();
            if known.is_none() {
                self.tabs_opened += 1;
            }
            let id =
                known.as_ref().map(|tab| tab.id.clone()).unwrap_or_else(|| TabId(format!("tab{}", self.tabs_opened)));
            let opener =
                self.tabs.iter().find(|(target, _)| *target == text("openerId")).map(|(_, tab)| tab.id.clone());
            let hints = if opener.is_some() { Hints::popup() } else { Hints::default() };
            let tab = Tab {
                id: id.clone(),
                session: session.clone(),
                hints,
                dialog: None,
                url: known.as_ref().and_then(|tab| tab.url.clone()),
                pressing: None,
                left_by: None,
            };
            self.tabs.push((text("targetId"), tab));
            self.sessions.insert(session.clone(), id);
            if self.tabs_opened > 1 && known.is_none() {
                self.did(&session, event.at, EventKind::TabOpened { opener, url: text("url") });
            }
        } else if kind == "iframe" {
            let Some(tab) = event.session.as_ref().and_then(|parent| self.sessions.get(parent)).cloned() else {
                return;
            };
            self.sessions.insert(session.clone(), tab);
        } else {
            // Workers have no page to watch: let them run.
            let resumed = session::resume(&self.connection, &session);
            tokio::spawn(resumed);
            return;
        }
        let (connection, script, brought) = (self.connection.clone(), self.script.clone(), self.brought.clone());
        let pretence = self.options.pretence.clone();
        tokio::spawn(async move {
            // A target that vanished meanwhile says so by being detached.
            let frame_tree = session::set_up(&connection, &session, &script, &pretence, kind == "page")
                .await
                .map(|tree| serde_json::to_value(tree.frame_tree).unwrap_or_default());
            let _ = brought.send(Brought::SetUp { session, frame_tree });
        });
    }

    fn detached(&mut self, at: Instant, session: &str) -> Option<()> {
        let is_tab = self.tabs.iter().any(|(_, tab)| tab.session == session);
        if is_tab {
            self.did(session, at, EventKind::TabClosed);
            self.tabs.retain(|(_, tab)| tab.session != session);
        }
        self.ended(session);
        (!is_tab || !self.tabs.is_empty()).then_some(())
    }

    fn navigated(&mut self, session: &str, event: &Incoming) {
        let frame = &event.params["frame"];
        let Some(id) = frame["id"].as_str() else { return };
        self.frames.seen(id, frame["parentId"].as_str(), session);
        self.ensure(session, id);
        let unreachable = frame["unreachableUrl"].as_str().filter(|url| !url.is_empty());
        let url = match (unreachable, frame["url"].as_str(), frame["urlFragment"].as_str()) {
            (Some(url), _, _) => url.to_owned(),
            (None, url, fragment) => format!("{}{}", url.unwrap_or_default(), fragment.unwrap_or_default()),
        };
        let Some(tab) = self.main_frame(session, id) else { return };
        if url == "about:blank" {
            return;
        }
        let cause = tab.hints.take();
        tab.url = Some(url.clone());
        let press = tab.pressing.take().filter(|press| event.at.duration_since(press.at) < LEAVES_WITHIN);
        let press = press.filter(|_| cause == NavigationCause::Page);
        tab.left_by = press.as_ref().map(|press| press.target.clone());
        if unreachable.is_some() {
            let trouble = format!("{url} did not answer. Check the address and the network; recording goes on.");
            self.observe(session, event.at, Observed::Trouble(trouble));
        }
        if let Some(Press { at, target, click }) = press {
            let files = Vec::new();
            self.observe(session, at, Observed::Did { target: Some(target), onto: None, what: click, files });
        }
        self.did(session, event.at, EventKind::Navigated { url, cause, same_document: false });
    }

    async fn take(&mut self, brought: Brought) {
        match brought {
            Brought::SetUp { session, frame_tree } => {
                let done = frame_tree.map(|frame_tree| {
                    self.adopt(&frame_tree, None, &session);
                    self.opened_at(&session, frame_tree["frame"]["url"].as_str().unwrap_or_default());
                });
                match (self.ready.take(), done) {
                    (Some(ready), done) => {
                        let _ = ready.send(done);
                    }
                    // A target that vanished meanwhile is detached as well: nothing is lost.
                    (None, Ok(()) | Err(Error::Refused { .. } | Error::Closed)) => {}
                    (None, Err(error)) => {
                        let trouble = format!("A part of the page can't be watched: {error}");
                        self.observe(&session, Instant::now(), Observed::Trouble(trouble));
                    }
                }
            }
            Brought::Around { frame, key } => {
                let Some(known) = self.frames.get(&frame) else { return };
                let before = match &known.around {
                    // An earlier question, without an answer; a later one has it, or nobody waits for it any more.
                    Around::Known(_) | Around::Nothing => return,
                    Around::Asked { before } if key.is_none() => before.clone(),
                    Around::Asked { .. } => None,
                };
                let parent = known.parent.as_deref().and_then(|parent| self.frames.get(parent));
                let mut around = match parent.map(|parent| &parent.around) {
                    Some(Around::Known(around)) => around.clone(),
                    // It is asked again when the frame around it is known again.
                    Some(Around::Asked { .. }) => return,
                    Some(Around::Nothing) | None => Vec::new(),
                };
                around.extend(key);
                let Some(known) = self.frames.get_mut(&frame) else { return };
                known.around = Around::Known(before.unwrap_or(around));
                let session = known.session.clone();
                if let Some(tab) = self.sessions.get(&session).cloned() {
                    self.drain(&tab).await;
                }
                for inner in self.frames.asked_inside(&frame) {
                    self.ask_around(&inner);
                }
            }
            Brought::Looked { answer } => {
                self.settle(|_, _, _| true).await;
                if let Some(answer) = answer {
                    let _ = answer.send(());
                }
            }
            Brought::Shot { tab, ticket, image } => {
                if self.held.get(&tab).is_some_and(|(held, _)| *held == ticket) {
                    if let Some((_, Observation { what: Observed::Page { shot, .. }, .. })) = self.held.get_mut(&tab) {
                        *shot = image;
                    }
                    self.release(&tab);
                }
            }
        }
    }

    /// Evaluates in every frame; `done` is told when all have answered. What they tell comes before their answers.
    fn in_all_recorders(&self, expression: String, done: Option<oneshot::Sender<()>>) {
        let answers: Vec<_> = self
            .frames
            .recorders()
            .into_iter()
            .map(|(_, session, context)| {
                let (connection, expression) = (self.connection.clone(), expression.clone());
                async move {
                    let context = ExecutionContextId::new(context);
                    session::evaluate(&connection, &session, context, &expression, true).await
                }
            })
            .collect();
        let brought = self.brought.clone();
        tokio::spawn(async move {
            let all = futures::future::join_all(answers);
            // A frame that stands at a dialog does not answer; the others are not kept waiting for it.
            let _ = tokio::time::timeout(asks::PATIENCE, all).await;
            let _ = brought.send(Brought::Looked { answer: done });
        });
    }

    /// Asks for a description of the iframe element around a frame, when the frame around that is known.
    fn ask_around(&self, frame: &str) {
        let Some(inner) = self.frames.get(frame) else { return };
        let Some(parent) = inner.parent.as_deref().and_then(|parent| self.frames.get(parent)) else { return };
        if !matches!(inner.around, Around::Asked { .. }) || matches!(parent.around, Around::Asked { .. }) {
            return;
        }
        let (connection, brought, frame) = (self.connection.clone(), self.brought.clone(), frame.to_owned());
        let (session, context) = (parent.session.clone(), parent.context);
        tokio::spawn(async move {
            let asked: Result<TargetKey, Error> = match context {
                Some(context) => asks::frame_element(&connection, &session, context, &frame).await,
                None => Err(Error::Closed),
            };
            let _ = brought.send(Brought::Around { frame, key: asked.ok() });
        });
    }

    /// A tab may be at its first address before anybody could see it go there.
    fn opened_at(&mut self, session: &str, url: &str) {
        let Some((_, tab)) = self.tabs.iter_mut().find(|(_, tab)| tab.session == session) else { return };
        let was = self.options.tabs.iter().find(|known| known.id == tab.id).and_then(|known| known.url.as_ref());
        let told = tab.url.is_some() && tab.url.as_ref() != was;
        if told || was.is_some_and(|was| was == url) || url.is_empty() || url == "about:blank" {
            return;
        }
        tab.url = Some(url.to_owned());
        let cause = tab.hints.take();
        self.did(session, Instant::now(), EventKind::Navigated { url: url.to_owned(), cause, same_document: false });
    }

    fn adopt(&mut self, tree: &Value, parent: Option<&str>, session: &str) {
        let Some(id) = tree["frame"]["id"].as_str() else { return };
        self.frames.seen(id, parent, session);
        for child in tree["childFrames"].as_array().into_iter().flatten() {
            self.adopt(child, Some(id), session);
        }
    }

    fn ensure(&self, session: &str, frame: &str) {
        let (connection, script) = (self.connection.clone(), self.script.clone());
        let (session, frame) = (session.to_owned(), frame.to_owned());
        tokio::spawn(async move {
            // A frame that navigated on meanwhile has its own call under way.
            let _ = session::ensure(&connection, &session, &frame, &script).await;
        });
    }

    fn did(&mut self, session: &str, at: Instant, what: EventKind) {
        self.observe(session, at, Observed::Did { target: None, onto: None, what, files: Vec::new() });
    }

    fn observe(&mut self, session: &str, at: Instant, what: Observed) {
        let Some(tab) = self.sessions.get(session).cloned() else { return };
        match self.queues.get_mut(&tab).filter(|queue| !queue.is_empty()) {
            Some(queue) => queue.push_back(Waiting::Seen { session: session.to_owned(), at, what }),
            None => self.deliver(session, &tab, at, what),
        }
    }

    fn deliver(&mut self, session: &str, tab: &TabId, at: Instant, mut what: Observed) {
        // What a page told has none any more; what the browser says of it may.
        match &mut what {
            Observed::Request { url, .. } => self.secrets.mask_address(url),
            Observed::Trouble(text) => self.secrets.mask_in(text),
            Observed::Did { what, .. } => match what {
                EventKind::Navigated { url, .. } | EventKind::TabOpened { url, .. } => self.secrets.mask_address(url),
                EventKind::Dialog { message: text, .. } | EventKind::Download { file: text } => {
                    self.secrets.mask_in(text)
                }
                _ => {}
            },
            Observed::Page { .. } | Observed::Target { .. } | Observed::Gone | Observed::Lost(_) => {}
        }
        let wants_shot = matches!(what, Observed::Page { main: true, settled: true, .. });
        if !matches!(what, Observed::Request { .. }) {
            self.release(tab);
        }
        if !wants_shot {
            return self.say(at, tab, what);
        }
        self.tickets += 1;
        let ticket = self.tickets;
        self.held.insert(tab.clone(), (ticket, Observation { at, tab: tab.clone(), what }));
        let (connection, brought, session) = (self.connection.clone(), self.brought.clone(), session.to_owned());
        let frames = self.frames.views(|session| self.sessions.get(session) == Some(tab));
        let tab = tab.clone();
        tokio::spawn(async move {
            let image = picture::take(&connection, &session, &frames).await;
            let _ = brought.send(Brought::Shot { tab, ticket, image });
        });
    }

    fn release(&mut self, tab: &TabId) {
        if let Some((_, observation)) = self.held.remove(tab) {
            let _ = self.observations.send(observation);
        }
    }

    fn say(&self, at: Instant, tab: &TabId, what: Observed) {
        // Nobody listens any more: the recording is over.
        let _ = self.observations.send(Observation { at, tab: tab.clone(), what });
    }

    fn tab_of(&mut self, session: &str) -> Option<&mut Tab> {
        let id = self.sessions.get(session)?.clone();
        self.tab(&id)
    }

    fn tab(&mut self, id: &TabId) -> Option<&mut Tab> {
        self.tabs.iter_mut().map(|(_, tab)| tab).find(|tab| tab.id == *id)
    }

    /// The tab whose main frame this is.
    fn main_frame(&mut self, session: &str, frame: &str) -> Option<&mut Tab> {
        if self.frames.get(frame).is_some_and(|frame| frame.parent.is_some()) {
            return None;
        }
        self.tabs.iter_mut().map(|(_, tab)| tab).find(|tab| tab.session == session)
    }
}
