//! A running recording: a browser, an observer and a tape, and one task that takes what happens in order.

use crate::api::{Live, RecordRequest, RecordingState, Voice, VoiceState};
use crate::begin::{Begun, address, attached, open, storage_state, with_credentials};
use crate::hearing::{self, Ear, Hearing};
use crate::open::App;
use crate::tape::Tape;
use anyhow::{Result, bail};
use browser::{Browser, KnownTab, Launch, Observation, Observed, Observer, Pretence, WatchOptions};
use model::{FORMAT, Pick, RecordingId, RecordingInfo, Viewport};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::Writer;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use voice::Told;

/// A sentence waits at most this long for the page it speaks of: a page behind a dialog can't be stored.
const NOTE_LOOK: Duration = Duration::from_secs(1);
/// After Stop, how long to wait for the last pages and pictures.
const LAST_LOOK: Duration = Duration::from_secs(3);
/// How long to try to reach a lost browser, and how often.
const REACH_AGAIN: Duration = Duration::from_secs(60);
const TRY_AGAIN: Duration = Duration::from_millis(500);
/// Nothing more comes when nothing came for this long.
const QUIET: Duration = Duration::from_millis(400);
pub(crate) const TEST_ID_ATTRIBUTE: &str = "data-testid";

/// What a person asks of a running recording.
#[derive(Debug)]
enum Wish {
    Record,
    Pause,
    Undo,
    Note(String),
    Pick(Option<Pick>),
    Listen(Option<Voice>),
    Stop,
}

/// A handle to a running recording. Each call returns when it is done. Dropping every handle stops and saves.
#[derive(Clone, Debug)]
pub struct Session {
    wishes: mpsc::UnboundedSender<(Wish, Instant, oneshot::Sender<()>)>,
    path: PathBuf,
}

impl Session {
    /// The recording's folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves standby, or goes on after a pause.
    pub async fn record(&self) -> Result<()> {
        self.wish(Wish::Record).await
    }

    /// Pauses: what is done and said meanwhile is not recorded.
    pub async fn pause(&self) -> Result<()> {
        self.wish(Wish::Pause).await
    }

    /// Goes on after a pause.
    pub async fn resume(&self) -> Result<()> {
        self.wish(Wish::Record).await
    }

    /// Takes the last step back.
    pub async fn undo(&self) -> Result<()> {
        self.wish(Wish::Undo).await
    }

    /// Narrates: one sentence, now.
    pub async fn note(&self, text: String) -> Result<()> {
        self.wish(Wish::Note(text)).await
    }

    /// Takes the element that the person points at next for a check of it, or for a step that a click can't tell: the page
    /// doesn't see that click. Nothing ends it.
    pub async fn pick(&self, pick: Option<Pick>) -> Result<()> {
        self.wish(Wish::Pick(pick)).await
    }

    /// Listens, or no longer does. What was said is recorded when it is recognised; [`Live::Voice`] says how it is.
    pub async fn listen(&self, voice: Option<Voice>) -> Result<()> {
        self.wish(Wish::Listen(voice)).await
    }

    /// Stops, closes the browser and saves.
    pub async fn stop(&self) -> Result<()> {
        self.wish(Wish::Stop).await
    }

    async fn wish(&self, wish: Wish) -> Result<()> {
        let (done, is_done) = oneshot::channel();
        if self.wishes.send((wish, Instant::now(), done)).is_err() {
            bail!("This recording is over. Everything in it is saved at {}.", self.path.display());
        }
        // A task that ended meanwhile has saved everything.
        let _ = is_done.await;
        Ok(())
    }
}

impl App {
    /// Starts a recording. Returns when a person can begin; what happens then arrives through the receiver, until
    /// [`Live::Saved`].
    pub async fn start_recording(&self, request: RecordRequest) -> Result<(Session, mpsc::UnboundedReceiver<Live>)> {
        let now = OffsetDateTime::now_utc();
        let Begun { browser, url, tabs, version } = match &request.attach {
            Some(endpoint) => attached(endpoint, &request).await?,
            None => Begun { browser: None, url: address(&request.url)?, tabs: Vec::new(), version: String::new() },
        };
        let (url, credentials) = with_credentials(url, request.http_credentials.as_deref())?;
        let folder = match request.out {
            Some(out) => std::path::absolute(out)?,
            None => {
                let day = now.date().to_string();
                store::new_folder(&self.recordings_dir().await?, url.host_str().unwrap_or("recording"), &day)
            }
        };
        let mut conditions = request.conditions;
        if let Some(device) = &conditions.device {
            conditions.device = Some(browser::device_name(device)?);
        }
        let state = request.load_storage.as_deref().map(storage_state).transpose()?;
        conditions.http_credentials = credentials.is_some();
        conditions.storage_state = state.is_some();
        let of_device = conditions.device.as_deref().and_then(browser::device_viewport);
        let viewport = of_device.or(request.viewport).unwrap_or(Viewport::USUAL);
        let found = match &browser {
            Some(_) => None,
            None => Some(self.browser(request.browser.as_deref()).await?),
        };
        let info = RecordingInfo {
            format: FORMAT,
            id: RecordingId(format!("{:x}", now.unix_timestamp_nanos())),
            title: String::new(),
            url: browser::without_tokens(url.as_str()),
            started_at: now.replace_nanosecond(0)?.format(&Rfc3339)?,
            viewport,
            browser: found.as_ref().map_or(version, |found| found.version.clone()),
            test_id_attribute: request.test_id_attribute.unwrap_or_else(|| TEST_ID_ATTRIBUTE.to_owned()),
            platform: std::env::consts::OS.to_owned(),
            conditions,
        };
        // The folder first: a browser that comes up and goes away again would be a poor way to say "not writable".
        let writer = Writer::create(&folder, &info)?;
        // What a window shows is its own business, unless a size or a device was asked for.
        let forced = request.viewport.filter(|_| browser.is_some());
        let watch = Pretence::new(&info.conditions, forced).map(|pretence| WatchOptions {
            test_id_attribute: info.test_id_attribute.clone(),
            secret_fields: request.secret_fields,
            pretence,
            tabs,
        });
        let started = Instant::now();
        let opened = async {
            let watch = watch?;
            let browser = match (browser, found) {
                (Some(browser), _) => browser,
                (None, Some(browser)) => {
                    let launch = Launch {
                        browser,
                        headless: request.headless,
                        port: request.cdp_port.unwrap_or(0),
                        viewport,
                        profile: request.profile,
                        proxy: request.proxy,
                        proxy_bypass: request.proxy_bypass,
                    };
                    Browser::start(&launch).await?
                }
                (None, None) => bail!("There is no browser to record in."),
            };
            let goes_to = (!request.url.is_empty()).then_some(&url);
            open(browser, watch.clone(), state.as_ref(), goes_to, credentials.as_ref())
                .await
                .map(|opened| (opened, watch))
        };
        let ((browser, observer, observed), watch) = match opened.await {
            Ok(opened) => opened,
            Err(error) => {
                // Nothing was recorded: leave no empty recording behind.
                drop(writer);
                let _ = std::fs::remove_file(folder.join("recording.json"));
                let _ = std::fs::remove_dir(&folder);
                return Err(error);
            }
        };
        let mut tape = Tape::new(writer);
        if !request.standby {
            tape.record(started);
        }
        let (wishes, wished) = mpsc::unbounded_channel();
        let (live, receiver) = mpsc::unbounded_channel();
        let state = tape.state();
        // The page was opened before anybody listens: this comes first all the same.
        let _ = live.send(Live::Ready { cdp: browser.devtools(), path: folder.clone(), state });
        let save_storage = request.save_storage;
        let (hearing, ears) = Hearing::new();
        let notes = JoinSet::new();
        let mut recorder =
            Recorder { browser, observer, watch, save_storage, tape, live, notes, hearing, app: self.clone() };
        if let Some(voice) = request.voice {
            recorder.listen(Some(voice));
        }
        tokio::spawn(recorder.run(observed, wished, ears));
        Ok((Session { wishes, path: folder }, receiver))
    }
}

/// How it went on after the connection was lost.
enum Reached {
    Again(mpsc::UnboundedReceiver<Observation>),
    Stopped(oneshot::Sender<()>),
    Never,
}

struct Recorder {
    browser: Browser,
    observer: Observer,
    watch: WatchOptions,
    save_storage: Option<PathBuf>,
    tape: Tape,
    live: mpsc::UnboundedSender<Live>,
    /// Sentences that are on disk, and told once what they speak of is stored, too.
    notes: JoinSet<()>,
    hearing: Hearing,
    /// Where speech models are: one may come while recording.
    app: App,
}

impl Recorder {
    async fn run(
        mut self,
        mut observed: mpsc::UnboundedReceiver<Observation>,
        mut wished: mpsc::UnboundedReceiver<(Wish, Instant, oneshot::Sender<()>)>,
        mut ears: mpsc::UnboundedReceiver<Ear>,
    ) {
        let mut stopped = None;
        loop {
            tokio::select! {
                // What was done before a wish was made is taken before it.
                biased;
                observation = observed.recv() => match observation {
                    Some(Observation { what: Observed::Gone, .. }) | None => {
                        self.browser_is_gone();
                        break;
                    }
                    Some(Observation { what: Observed::Lost(tabs), .. }) => {
                        match self.reach_again(tabs, &mut wished).await {
                            Reached::Again(again) => observed = again,
                            Reached::Stopped(done) => {
                                stopped = Some(done);
                                break;
                            }
                            Reached::Never => {
                                self.browser_is_gone();
                                break;
                            }
                        }
                    }
                    Some(observation) => {
                        if let Observed::Page { main: true, html, .. } = &observation.what {
                            self.hearing.expect(html);
                        }
                        self.tape.observe(observation);
                        if observed.is_empty() {
                            self.tape.announce_steps();
                        }
                    }
                },
                Some(ear) = ears.recv() => self.ear(ear),
                wish = wished.recv() => match wish {
                    Some((Wish::Stop, _, done)) => {
                        stopped = Some(done);
                        self.last_look(&mut observed).await;
                        break;
                    }
                    Some((Wish::Note(text), at, done)) => self.note(&text, at, done),
                    Some((wish, at, done)) => {
                        self.grant(wish, at);
                        self.tape.announce_steps();
                        self.tell();
                        let _ = done.send(());
                    }
                    None => {
                        self.last_look(&mut observed).await;
                        break;
                    }
                },
            }
            self.tell();
        }
        self.hear_out(&mut ears).await;
        while self.notes.join_next().await.is_some() {}
        self.save_storage().await;
        let Self { browser, observer, mut tape, live, .. } = self;
        for said in tape.take_said() {
            let _ = live.send(said);
        }
        if browser.is_attached() {
            let _ = tokio::time::timeout(QUIET, observer.leave()).await;
        }
        drop(observer);
        browser.close().await;
        for said in tape.stop() {
            // A shell that went away can't be told; everything is on disk.
            let _ = live.send(said);
        }
        if let Some(done) = stopped {
            let _ = done.send(());
        }
    }

    /// What the page shows at this moment is what the sentence is held against. Whoever waits for the sentence to be told
    /// before doing the next thing can rely on that.
    fn note(&mut self, text: &str, at: Instant, done: oneshot::Sender<()>) {
        self.tape.note(at, text);
        let said = self.tape.take_said();
        let (observer, live) = (self.observer.clone(), self.live.clone());
        self.notes.spawn(async move {
            let _ = tokio::time::timeout(NOTE_LOOK, observer.look()).await;
            for said in said {
                let _ = live.send(said);
            }
            let _ = done.send(());
        });
    }

    /// Opens the microphone, or closes it.
    fn listen(&mut self, voice: Option<Voice>) {
        self.hearing.close_soon();
        let voice = match voice.map(|voice| (voice, self.app.voice_model())) {
            None => VoiceState::Off,
            Some((voice, Ok(model))) => {
                self.hearing.open(model, voice.microphone);
                VoiceState::Opening
            }
            Some((_, Err(error))) => {
                self.tape.warn(error.to_string());
                VoiceState::Off
            }
        };
        self.tape.tell(Live::Voice { voice });
    }

    fn ear(&mut self, ear: Ear) {
        match ear {
            Ear::Opened(Ok(listener)) => {
                let voice = self.hearing.keep(listener);
                self.tape.tell(Live::Voice { voice });
            }
            Ear::Opened(Err(error)) => {
                self.tape.warn(format!("{error} Typing works all the same."));
                self.tape.tell(Live::Voice { voice: VoiceState::Off });
            }
            Ear::Told(Told::Level { level, speaks }) => self.tape.tell(Live::Level { level, speaks }),
            // What the page shows now is what the sentence is held against.
            Ear::Told(Told::Said) => {
                let observer = self.observer.clone();
                self.notes.spawn(async move {
                    let _ = tokio::time::timeout(NOTE_LOOK, observer.look()).await;
                });
            }
            Ear::Told(Told::Heard(heard)) => self.tape.heard(heard.from, heard.to, &heard.text),
            Ear::Told(Told::Trouble(trouble)) => self.tape.warn(hearing::told(&trouble)),
        }
    }

    /// Closes the microphone; what was said until now is still recognised.
    async fn hear_out(&mut self, ears: &mut mpsc::UnboundedReceiver<Ear>) {
        self.hearing.close().await;
        while let Ok(ear) = ears.try_recv() {
            self.ear(ear);
        }
    }

    fn grant(&mut self, wish: Wish, at: Instant) {
        match wish {
            Wish::Record => {
                let was = self.tape.state();
                self.tape.record(at);
                if was != RecordingState::Recording {
                    self.observer.begin();
                }
            }
            Wish::Pause => self.tape.pause(at),
            Wish::Undo => self.tape.undo(),
            Wish::Pick(pick) => self.observer.pick(pick),
            Wish::Listen(voice) => self.listen(voice),
            Wish::Note(_) | Wish::Stop => {}
        }
    }

    /// Stores what the pages are at the end, and takes what is still under way.
    async fn last_look(&mut self, observed: &mut mpsc::UnboundedReceiver<Observation>) {
        let _ = tokio::time::timeout(LAST_LOOK, self.observer.look()).await;
        let deadline = Instant::now() + LAST_LOOK;
        while let Ok(Some(observation)) = tokio::time::timeout(QUIET, observed.recv()).await {
            if matches!(observation.what, Observed::Gone) || Instant::now() > deadline {
                break;
            }
            self.tape.observe(observation);
            if observed.is_empty() {
                self.tape.announce_steps();
            }
            self.tell();
        }
    }

    /// The connection is lost. A browser of our own is gone with it; one that ran before may run on.
    async fn reach_again(
        &mut self,
        tabs: Vec<KnownTab>,
        wished: &mut mpsc::UnboundedReceiver<(Wish, Instant, oneshot::Sender<()>)>,
    ) -> Reached {
        if !self.browser.is_attached() {
            return Reached::Never;
        }
        self.tape.warn(
            "The connection to the browser was lost: what is done there now is not recorded. Trying again…".to_owned(),
        );
        self.tell();
        let deadline = Instant::now() + REACH_AGAIN;
        while Instant::now() < deadline {
            tokio::select! {
                biased;
                wish = wished.recv() => match wish {
                    Some((Wish::Stop, _, done)) => return Reached::Stopped(done),
                    Some((Wish::Note(text), at, done)) => self.note(&text, at, done),
                    Some((Wish::Undo, _, done)) => {
                        self.tape.undo();
                        let _ = done.send(());
                    }
                    Some((_, _, done)) => {
                        self.tape.warn("That has to wait until the browser is there again.".to_owned());
                        let _ = done.send(());
                    }
                    None => return Reached::Never,
                },
                () = tokio::time::sleep(TRY_AGAIN) => {
                    self.watch.tabs.clone_from(&tabs);
                    if self.browser.reconnect().await.is_err() {
                        continue;
                    }
                    if let Ok((observer, observed)) = Observer::start(&mut self.browser, self.watch.clone()).await {
                        self.observer = observer;
                        self.observer.begin();
                        self.tape.warn("The browser is there again; recording goes on.".to_owned());
                        return Reached::Again(observed);
                    }
                }
            }
            self.tell();
        }
        Reached::Never
    }

    /// What the browser keeps for the sites, for tests that begin signed in.
    async fn save_storage(&mut self) {
        let Some(file) = self.save_storage.take() else { return };
        let saved = async {
            let origins = self.observer.local_storage().await;
            let state = self.browser.storage_state(origins).await?;
            store::write_private(&file, serde_json::to_string_pretty(&state)?.as_bytes())?;
            Ok::<_, anyhow::Error>(())
        };
        let said = match tokio::time::timeout(LAST_LOOK, saved).await {
            Ok(Ok(())) => format!(
                "Cookies and storage are in {}. They sign in whoever has them: keep the file out of git.",
                file.display()
            ),
            Ok(Err(error)) => format!("Cookies and storage could not be saved in {}: {error:#}", file.display()),
            Err(_) => {
                format!("Cookies and storage could not be saved in {}: the browser did not answer.", file.display())
            }
        };
        self.tape.warn(said);
    }

    fn browser_is_gone(&mut self) {
        let kept = match self.tape.last_line() {
            Some(line) => format!("Everything up to “{line}” is saved."),
            None => "Nothing had been recorded yet.".to_owned(),
        };
        self.tape.warn(format!("The browser was closed. {kept}"));
    }

    fn tell(&mut self) {
        for said in self.tape.take_said() {
            let _ = self.live.send(said);
        }
    }
}
