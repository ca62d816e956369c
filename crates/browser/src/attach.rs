//! Ways to reach a browser that runs already: a port, an address, a profile folder, a pair of pipes.

use crate::connection::{Connection, Incoming};
use crate::observe::KnownTab;
use crate::{Browser, Error};
use chromiumoxide::cdp::browser_protocol::target::{
    AttachToTargetParams, CreateTargetParams, DetachFromTargetParams, GetTargetsParams, TargetInfo,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// How long a port may take to say where its WebSocket is.
const ANSWER: Duration = Duration::from_secs(10);
/// How long a person may take to allow it in the browser's own prompt.
const ALLOWED: Duration = Duration::from_secs(120);

/// Where a running browser can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `host:port`, started with `--remote-debugging-port`.
    Port(String),
    /// A WebSocket address.
    Socket(String),
    /// A profile folder, in which the browser wrote down where it listens. Chrome does so when remote debugging is turned
    /// on at `chrome://inspect`, and then asks its user before it lets anybody in.
    Profile(PathBuf),
    /// The profile folders of Chrome, Chromium and Edge on this computer.
    AnyProfile,
    /// Pipes, inherited from whoever started the browser with `--remote-debugging-pipe`: read here, written there.
    Pipes(PathBuf, PathBuf),
}

impl FromStr for Endpoint {
    type Err = Error;

    fn from_str(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim();
        let odd = || Error::OddEndpoint(typed.to_owned());
        if typed.eq_ignore_ascii_case("running") {
            return Ok(Self::AnyProfile);
        }
        if let Some(pipes) = typed.strip_prefix("pipe:") {
            let (input, output) = pipes.split_once(',').ok_or_else(odd)?;
            let path = |text: &str| match text.trim().parse::<u32>() {
                Ok(number) => PathBuf::from(format!("/dev/fd/{number}")),
                Err(_) => PathBuf::from(text.trim()),
            };
            return Ok(Self::Pipes(path(input), path(output)));
        }
        if typed.starts_with("ws://") || typed.starts_with("wss://") {
            return Ok(Self::Socket(typed.to_owned()));
        }
        if typed.parse::<u16>().is_ok() {
            return Ok(Self::Port(format!("127.0.0.1:{typed}")));
        }
        if let Some(host) = typed.strip_prefix("http://") {
            return Ok(Self::Port(host.trim_end_matches('/').to_owned()));
        }
        if Path::new(typed).is_dir() {
            return Ok(Self::Profile(PathBuf::from(typed)));
        }
        match typed.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(Self::Port(typed.to_owned())),
            _ => Err(odd()),
        }
    }
}

impl Endpoint {
    /// Connects. May wait for a person, who is asked by the browser.
    pub(crate) async fn connect(&self) -> Result<(Connection, mpsc::UnboundedReceiver<Incoming>), Error> {
        match self {
            Self::Port(host) => Connection::open(&websocket_address(host).await?).await,
            Self::Socket(address) => allowed(address).await,
            Self::Profile(folder) => allowed_in(folder).await,
            Self::AnyProfile => {
                for folder in profiles() {
                    match allowed_in(&folder).await {
                        Err(Error::NothingRuns) => {}
                        asked => return asked,
                    }
                }
                Err(Error::NothingRuns)
            }
            #[cfg(unix)]
            Self::Pipes(input, output) => Connection::over_pipes(input, output)
                .map_err(|source| Error::Io { what: "The pipes to the browser can't be opened".to_owned(), source }),
            #[cfg(not(unix))]
            Self::Pipes(..) => Err(Error::OddEndpoint("pipe:".to_owned())),
        }
    }

    /// Where other programs can attach, too: `http://host:port`; nothing where only we can.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Port(host) => format!("http://{host}"),
            Self::Socket(address) => address.clone(),
            Self::Profile(_) | Self::AnyProfile | Self::Pipes(..) => String::new(),
        }
    }
}

impl Browser {
    /// Opens a new tab for recording; gives its DevTools id.
    pub async fn new_tab(&self) -> Result<String, Error> {
        let target = self.connection.call(None, CreateTargetParams::new("about:blank")).await?.target_id;
        Ok(target.inner().clone())
    }

    /// The open tab whose title or address has this in it, else the one in front; its DevTools id and its address.
    pub async fn tab(&self, wanted: Option<&str>) -> Result<(String, String), Error> {
        let pages = self.pages().await?;
        let titles = || pages.iter().map(|page| page.title.clone()).collect::<Vec<_>>().join(", ");
        if let Some(wanted) = wanted {
            let lower = wanted.to_lowercase();
            let fits = |text: &str| text.to_lowercase().contains(&lower);
            let found = pages.iter().find(|page| fits(&page.title) || fits(&page.url));
            let found = found.map(|page| (page.target_id.inner().clone(), page.url.clone()));
            return found.ok_or_else(|| Error::NoSuchTab { wanted: wanted.to_owned(), open: titles() });
        }
        for page in &pages {
            if self.is_in_front(page).await.unwrap_or(false) {
                return Ok((page.target_id.inner().clone(), page.url.clone()));
            }
        }
        let first = pages.first().map(|page| (page.target_id.inner().clone(), page.url.clone()));
        first.ok_or_else(|| Error::NoSuchTab { wanted: "http".to_owned(), open: titles() })
    }

    /// All tabs but these.
    pub(crate) async fn tabs_but(&self, wanted: &[KnownTab]) -> Result<Vec<String>, Error> {
        let targets = self.connection.call(None, GetTargetsParams::default()).await?.target_infos;
        let pages =
            targets.into_iter().filter(|target| target.r#type == "page").map(|page| page.target_id.inner().clone());
        Ok(pages.filter(|id| !wanted.iter().any(|tab| tab.target == *id)).collect())
    }

    async fn pages(&self) -> Result<Vec<TargetInfo>, Error> {
        let targets = self.connection.call(None, GetTargetsParams::default()).await?.target_infos;
        let of_the_web = |url: &str| ["http://", "https://", "file://"].iter().any(|scheme| url.starts_with(scheme));
        Ok(targets.into_iter().filter(|target| target.r#type == "page" && of_the_web(&target.url)).collect())
    }

    async fn is_in_front(&self, page: &TargetInfo) -> Result<bool, Error> {
        let mut attach = AttachToTargetParams::new(page.target_id.clone());
        attach.flatten = Some(true);
        let session = self.connection.call(None, attach).await?.session_id;
        let params = EvaluateParams::new("document.visibilityState");
        let state = self.connection.call(Some(session.inner()), params).await;
        let detach = DetachFromTargetParams { session_id: Some(session) };
        self.connection.call(None, detach).await?;
        Ok(state?.result.value.is_some_and(|state| state == "visible"))
    }
}

/// Waits while the browser asks its user. It hangs up when they say no.
async fn allowed(address: &str) -> Result<(Connection, mpsc::UnboundedReceiver<Incoming>), Error> {
    match tokio::time::timeout(ALLOWED, Connection::open(address)).await {
        Err(_) | Ok(Err(Error::Closed)) => Err(Error::NotAllowed),
        Ok(opened) => opened,
    }
}

/// As the browser that has this profile says. What a browser wrote that runs no more leads nowhere.
async fn allowed_in(profile: &Path) -> Result<(Connection, mpsc::UnboundedReceiver<Incoming>), Error> {
    match allowed(&written_in(profile)?).await {
        Err(Error::NobodyListens(_)) => Err(Error::NothingRuns),
        asked => asked,
    }
}

/// What a browser wrote into its profile: its port, then the path of its WebSocket.
fn written_in(profile: &Path) -> Result<String, Error> {
    let file = profile.join("DevToolsActivePort");
    let written = std::fs::read_to_string(&file).map_err(|_| Error::NothingRuns)?;
    let mut lines = written.lines();
    match (lines.next().and_then(|port| port.trim().parse::<u16>().ok()), lines.next()) {
        (Some(port), Some(path)) => Ok(format!("ws://127.0.0.1:{port}{}", path.trim())),
        _ => Err(Error::NothingRuns),
    }
}

/// Where browsers keep their users' profiles.
fn profiles() -> Vec<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    let folders: &[&str] = if cfg!(target_os = "macos") {
        &["Library/Application Support/Google/Chrome", "Library/Application Support/Chromium"]
    } else if cfg!(windows) {
        &["AppData/Local/Google/Chrome/User Data", "AppData/Local/Microsoft/Edge/User Data"]
    } else {
        &[".config/google-chrome", ".config/chromium", ".config/microsoft-edge"]
    };
    folders.iter().map(|folder| home.join(folder)).collect()
}

/// Asks a DevTools port for the browser's WebSocket (`GET /json/version`).
pub(crate) async fn websocket_address(host: &str) -> Result<String, Error> {
    let nobody = || Error::NobodyListens(host.to_owned());
    let answer = tokio::time::timeout(ANSWER, get_version(host)).await.map_err(|_| nobody())?;
    let version = answer.map_err(|_| nobody())?;
    version["webSocketDebuggerUrl"].as_str().map(str::to_owned).ok_or_else(nobody)
}

/// One plain HTTP request. The port keeps the connection open, so the answer ends where its JSON does.
async fn get_version(host: &str) -> std::io::Result<serde_json::Value> {
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(format!("GET /json/version HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    while stream.read_buf(&mut answer).await? > 0 {
        let text = String::from_utf8_lossy(&answer);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if let Ok(version) = serde_json::from_str(body) {
            return Ok(version);
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_as_people_type_them() {
        let check =
            |typed: &str, expected: Endpoint| assert_eq!(typed.parse::<Endpoint>().ok(), Some(expected), "{typed}");
        check("9222", Endpoint::Port("127.0.0.1:9222".to_owned()));
        check("http://localhost:9222/", Endpoint::Port("localhost:9222".to_owned()));
        check("box:9222", Endpoint::Port("box:9222".to_owned()));
        check("running", Endpoint::AnyProfile);
        check("pipe:3,4", Endpoint::Pipes("/dev/fd/3".into(), "/dev/fd/4".into()));
        check("ws://a/devtools/browser/b", Endpoint::Socket("ws://a/devtools/browser/b".to_owned()));
        assert!("my chrome".parse::<Endpoint>().is_err());
    }
}
