//! Launches a browser with a profile of its own and connects to it.

use crate::attach::Endpoint;
use crate::connection::{Connection, Incoming};
use crate::{Error, Found};
use chromiumoxide::cdp::browser_protocol::browser::{CloseParams, GetVersionParams};
use model::Viewport;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, Command};
use tokio::sync::{mpsc, oneshot};

const START: Duration = Duration::from_secs(30);
const CLOSE: Duration = Duration::from_secs(5);

/// What a browser is started with.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Which.
    pub browser: Found,
    /// Without a window.
    pub headless: bool,
    /// The DevTools port; 0 takes a free one.
    pub port: u16,
    /// Size of the page area.
    pub viewport: Viewport,
    /// Folder for the profile; a temporary one, removed at the end, when there is none.
    pub profile: Option<PathBuf>,
    /// A proxy for all traffic: `http://proxy.example.com:3128`.
    pub proxy: Option<String>,
    /// Hosts that are reached without it, with commas between: `localhost,*.internal`.
    pub proxy_bypass: Option<String>,
}

impl Launch {
    /// A browser without a window, at any free port, with a profile that is thrown away.
    pub fn headless(browser: Found, viewport: Viewport) -> Self {
        Self { browser, headless: true, port: 0, viewport, profile: None, proxy: None, proxy_bypass: None }
    }
}

/// A browser that was started by us (dropping it kills it), or that ran already (dropping it lets it run on).
pub struct Browser {
    child: Option<Child>,
    /// When it is closed, by us or by our end, the browser ends.
    _lifeline: Option<ChildStdin>,
    endpoint: Endpoint,
    pub(crate) connection: Connection,
    pub(crate) incoming: Option<mpsc::UnboundedReceiver<Incoming>>,
    pub(crate) headless: bool,
    pub(crate) viewport: Viewport,
    /// Where downloads go; nothing: wherever the browser puts them.
    pub(crate) downloads: Option<PathBuf>,
    _temporary: Option<tempfile::TempDir>,
}

impl Browser {
    /// Starts it; returns when it listens.
    pub async fn start(launch: &Launch) -> Result<Self, Error> {
        let temporary = match launch.profile {
            Some(_) => None,
            None => Some(tempfile::Builder::new().prefix("saywright-").tempdir().map_err(|source| Error::Io {
                what: "No folder could be made for the browser's profile".to_owned(),
                source,
            })?),
        };
        let profile = launch
            .profile
            .clone()
            .or_else(|| temporary.as_ref().map(|folder| folder.path().to_owned()))
            .expect("there is a profile folder of one kind or the other");
        let failed = |reason: String| Error::DidNotStart { program: launch.browser.program.clone(), reason };

        let mut child = command(launch, &profile).spawn().map_err(|error| failed(error.to_string()))?;
        let lifeline = child.stdin.take();
        let stderr = child.stderr.take().ok_or_else(|| failed("it has no standard error".to_owned()))?;
        let (announce, announced) = oneshot::channel();
        let last_words = tokio::spawn(listen(stderr, announce));
        let address = match tokio::time::timeout(START, announced).await {
            // Where the port is taken, it listens at [::1] instead, or not at all.
            Ok(Ok(Some(address))) if address.starts_with("ws://127.0.0.1:") => address,
            Ok(Ok(_)) => return Err(Error::PortTaken { port: launch.port }),
            Ok(Err(_)) => {
                let words = last_words.await.unwrap_or_default();
                return Err(failed(format!("it ended at once. {}", words.trim())));
            }
            Err(_) => return Err(failed(format!("it did not listen within {} s", START.as_secs()))),
        };
        let port = port_of(&address).ok_or_else(|| failed(format!("it listens at an odd address: {address}")))?;
        let (connection, incoming) = Connection::open(&address).await?;
        Ok(Self {
            child: Some(child),
            _lifeline: lifeline,
            endpoint: Endpoint::Port(format!("127.0.0.1:{port}")),
            connection,
            incoming: Some(incoming),
            headless: launch.headless,
            viewport: launch.viewport,
            downloads: launch.headless.then(|| profile.join("Saywright downloads")),
            _temporary: temporary,
        })
    }

    /// Attaches to a browser that runs already. Its user may be asked for leave.
    pub async fn attach(endpoint: Endpoint) -> Result<Self, Error> {
        let (connection, incoming) = endpoint.connect().await?;
        Ok(Self {
            child: None,
            _lifeline: None,
            endpoint,
            connection,
            incoming: Some(incoming),
            headless: false,
            viewport: Viewport::USUAL,
            downloads: None,
            _temporary: None,
        })
    }

    /// Connects again to a browser that runs on after the connection to it was lost.
    pub async fn reconnect(&mut self) -> Result<(), Error> {
        let (connection, incoming) = self.endpoint.connect().await?;
        self.connection = connection;
        self.incoming = Some(incoming);
        Ok(())
    }

    /// True for a browser that ran before, and runs on afterwards.
    pub fn is_attached(&self) -> bool {
        self.child.is_none()
    }

    /// Name and version as it says itself: "Chrome/156.0.8078.73".
    pub async fn version(&self) -> Result<String, Error> {
        let version = self.connection.call(None, GetVersionParams::default()).await?;
        Ok(version.product.replace('/', " "))
    }

    /// Where other programs can attach: `http://127.0.0.1:N`; nothing where they can't.
    pub fn devtools(&self) -> String {
        self.endpoint.address()
    }

    /// Closes it in an orderly way, and kills it when that takes too long. One that ran before runs on.
    pub async fn close(self) {
        let Some(mut child) = self.child else { return };
        let _ = tokio::time::timeout(CLOSE, self.connection.call(None, CloseParams::default())).await;
        if tokio::time::timeout(CLOSE, child.wait()).await.is_err() {
            let _ = child.kill().await;
        }
    }
}

/// The command that starts it. On Unix it also listens at a pipe of which we hold the other end, and says nothing there
/// that we would hear: when we end, however that happens, the pipe ends, and the browser with it.
fn command(launch: &Launch, profile: &Path) -> Command {
    #[cfg(unix)]
    let mut command = {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", r#"exec "$0" "$@" 3<&0 4>/dev/null"#]).arg(&launch.browser.program);
        shell.arg("--remote-debugging-pipe");
        shell
    };
    #[cfg(not(unix))]
    let mut command = Command::new(&launch.browser.program);
    let Viewport { width, height } = launch.viewport;
    // Room for the tab strip and the address bar.
    let height = if launch.headless { height } else { height + 90 };
    command.args(ALWAYS);
    command.arg(format!("--remote-debugging-port={}", launch.port));
    command.arg(format!("--window-size={width},{height}"));
    let mut user_data_dir = OsString::from("--user-data-dir=");
    user_data_dir.push(profile);
    command.arg(user_data_dir);
    if let Some(proxy) = &launch.proxy {
        command.arg(format!("--proxy-server={proxy}"));
    }
    if let Some(bypass) = &launch.proxy_bypass {
        command.arg(format!("--proxy-bypass-list={bypass}"));
    }
    if launch.headless {
        command.args(["--headless=new", "--hide-scrollbars", "--mute-audio"]);
    }
    if is_root() {
        // Chromium's sandbox does not work for root.
        command.arg("--no-sandbox");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

const ALWAYS: &[&str] = &[
    // Nothing of the browser's own business: no first-run pages, updates, sync, translation or password bubbles.
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-search-engine-choice-screen",
    "--metrics-recording-only",
    "--use-mock-keychain",
    "--password-store=basic",
    "--disable-features=Translate,HttpsUpgrades,PasswordManagerOnboarding,MediaRouter,OptimizationHints",
    // The page runs as in front of a person, also when its window is covered.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-ipc-flooding-protection",
    // Input before the first paint counts.
    "--allow-pre-commit-input",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
];

/// The port in `ws://127.0.0.1:41234/devtools/browser/…`.
fn port_of(address: &str) -> Option<u16> {
    address.strip_prefix("ws://")?.split('/').next()?.rsplit(':').next()?.parse().ok()
}

/// Reads what the browser says: announces where it listens, or nothing when its port is taken; gives its last words at
/// its end. Its `DevToolsActivePort` file would say the same, but is written only for a port of its own choice.
async fn listen(stderr: ChildStderr, announce: oneshot::Sender<Option<String>>) -> String {
    const KEPT: usize = 600;
    let mut announce = Some(announce);
    let mut words = String::new();
    let mut lines = BufReader::new(stderr).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        let line = String::from_utf8_lossy(&line);
        let told = match line.split_once("DevTools listening on ") {
            Some((_, address)) => Some(Some(address.trim().to_owned())),
            None => line.contains("Cannot start http server for devtools").then_some(None),
        };
        if let Some(told) = told
            && let Some(announce) = announce.take()
        {
            // Nobody waits any more when the start took too long.
            let _ = announce.send(told);
        }
        words.push_str(&line);
        words.push('\n');
        let surplus = words.len().saturating_sub(KEPT);
        words.drain(..words.ceil_char_boundary(surplus));
    }
    words
}

#[cfg(unix)]
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::port_of;

    #[test]
    fn the_port_of_an_address() {
        assert_eq!(port_of("ws://127.0.0.1:41234/devtools/browser/ab-c"), Some(41234));
        assert_eq!(port_of("http://127.0.0.1:41234/"), None);
    }
}
