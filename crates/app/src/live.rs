//! A running recording: a browser, an observer and a tape, and one task that takes what happens in order.

use crate::api::{Live, RecordRequest, RecordingState};
use crate::open::App;
use crate::tape::Tape;
use anyhow::{Context, Result, bail};
use browser::{Browser, Launch, Observation, Observed, Observer, WatchOptions};
use model::{FORMAT, Pick, RecordingId, RecordingInfo, Viewport};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::Writer;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use url::Url;

const VIEWPORT: Viewport = Viewport { width: 1280, height: 720 };
/// A sentence waits at most this long for the page it speaks of: a page behind a dialog can't be stored.
const NOTE_LOOK: Duration = Duration::from_secs(1);
/// After Stop, how long to wait for the last pages and pictures.
const LAST_LOOK: Duration = Duration::from_secs(3);
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
        let url = address(&request.url)?;
        let now = OffsetDateTime::now_utc();
        let folder = match request.out {
            Some(out) => std::path::absolute(out)?,
            None => {
                let day = now.date().to_string();
                store::new_folder(&self.recordings_dir().await?, url.host_str().unwrap_or("recording"), &day)
            }
        };
        let browser = self.browser(request.browser.as_deref()).await?;
        let viewport = request.viewport.unwrap_or(VIEWPORT);
        let info = RecordingInfo {
            format: FORMAT,
            id: RecordingId(format!("{:x}", now.unix_timestamp_nanos())),
            title: String::new(),
            url: browser::without_tokens(url.as_str()),
            started_at: now.replace_nanosecond(0)?.format(&Rfc3339)?,
            viewport,
            browser: browser.version.clone(),
            test_id_attribute: request.test_id_attribute.unwrap_or_else(|| TEST_ID_ATTRIBUTE.to_owned()),
            platform: std::env::consts::OS.to_owned(),
        };
        // The folder first: a browser that comes up and goes away again would be a poor way to say "not writable".
        let writer = Writer::create(&folder, &info)?;
        let launch = Launch {
            browser,
            headless: request.headless,
            port: request.cdp_port.unwrap_or(0),
            viewport,
            profile: None,
            proxy: request.proxy,
        };
        let watch =
            WatchOptions { test_id_attribute: info.test_id_attribute.clone(), secret_fields: request.secret_fields };
        let started = Instant::now();
        let (browser, observer, observed) = match open(&launch, watch, &url).await {
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
        let recorder = Recorder { browser, observer, tape, live, notes: JoinSet::new() };
        tokio::spawn(recorder.run(observed, wished));
        Ok((Session { wishes, path: folder }, receiver))
    }
}

async fn open(
    launch: &Launch,
    watch: WatchOptions,
    url: &Url,
) -> Result<(Browser, Observer, mpsc::UnboundedReceiver<Observation>)> {
    let mut browser = Browser::start(launch).await?;
    let opened = async {
        let (observer, observed) = Observer::start(&mut browser, watch).await?;
        observer.open(&browser, url.as_str()).await?;
        Ok::<_, browser::Error>((observer, observed))
    };
    match opened.await {
        Ok((observer, observed)) => Ok((browser, observer, observed)),
        Err(error) => {
            browser.close().await;
            Err(error.into())
        }
    }
}

struct Recorder {
    browser: Browser,
    observer: Observer,
    tape: Tape,
    live: mpsc::UnboundedSender<Live>,
    /// Sentences that are on disk, and told once what they speak of is stored, too.
    notes: JoinSet<()>,
}

impl Recorder {
    async fn run(
        mut self,
        mut observed: mpsc::UnboundedReceiver<Observation>,
        mut wished: mpsc::UnboundedReceiver<(Wish, Instant, oneshot::Sender<()>)>,
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
                    Some(observation) => self.tape.observe(observation),
                },
                wish = wished.recv() => match wish {
                    Some((Wish::Stop, _, done)) => {
                        stopped = Some(done);
                        self.last_look(&mut observed).await;
                        break;
                    }
                    Some((Wish::Note(text), at, done)) => self.note(&text, at, done),
                    Some((wish, at, done)) => {
                        self.grant(wish, at);
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
        while self.notes.join_next().await.is_some() {}
        let Self { browser, observer, mut tape, live, notes: _ } = self;
        for said in tape.take_said() {
            let _ = live.send(said);
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
            self.tell();
        }
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

/// What a person typed as an address: the scheme may be missing.
fn address(typed: &str) -> Result<Url> {
    let typed = typed.trim();
    let is_local = ["localhost", "127.", "0.0.0.0", "[::1]"].iter().any(|host| typed.starts_with(host));
    let full = match typed {
        typed if typed.contains("://") => typed.to_owned(),
        typed if is_local => format!("http://{typed}"),
        typed => format!("https://{typed}"),
    };
    let url = Url::parse(&full)
        .with_context(|| format!("“{typed}” is not an address. Write it as https://shop.example.com."))?;
    match url.scheme() {
        "http" | "https" | "file" => Ok(url),
        scheme => bail!("“{scheme}:” addresses can't be recorded. Use one that begins with http:// or https://."),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_as_people_type_them() {
        let check = |typed: &str| address(typed).map(|url| url.to_string()).unwrap_or_else(|error| error.to_string());
        assert_eq!(check(" localhost:3000/cart"), "http://localhost:3000/cart");
        assert_eq!(check("shop.example.com"), "https://shop.example.com/");
        assert_eq!(check("http://127.0.0.1:8080"), "http://127.0.0.1:8080/");
        assert!(check("not an address").contains("is not an address"));
        assert!(check("chrome://settings").contains("can't be recorded"));
    }
}
