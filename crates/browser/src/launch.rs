//! Launches a browser with a profile of its own and connects to it.

use crate::connection::{Connection, Incoming};
use crate::{Error, Found};
use chromiumoxide::BrowserConfig;
use chromiumoxide::cdp::browser_protocol::browser::CloseParams;
use model::Viewport;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStderr};
use tokio::sync::mpsc;

const START: Duration = Duration::from_secs(30);
const CLOSE: Duration = Duration::from_secs(5);
/// Between looks for the port file, and for the end of the process.
const LOOK: Duration = Duration::from_millis(20);

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
}

/// A browser that was started by us. Dropping it kills it.
pub struct Browser {
    child: Child,
    pub(crate) connection: Connection,
    pub(crate) incoming: Option<mpsc::UnboundedReceiver<Incoming>>,
    pub(crate) headless: bool,
    pub(crate) viewport: Viewport,
    port: u16,
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
        // A port file of an earlier run would be taken for this one's.
        let port_file = profile.join("DevToolsActivePort");
        let _ = std::fs::remove_file(&port_file);

        let mut child =
            config(launch, &profile).map_err(failed)?.launch().map_err(|error| failed(error.to_string()))?.into_inner();
        let last_words = child.stderr.take().map(|stderr| tokio::spawn(keep_last_words(stderr)));
        let deadline = Instant::now() + START;
        let (port, path) = loop {
            if let Some(found) = std::fs::read_to_string(&port_file).ok().and_then(|text| port_and_path(&text)) {
                break found;
            }
            if let Ok(Some(status)) = child.try_wait() {
                let words = match last_words {
                    Some(words) => words.await.unwrap_or_default(),
                    None => String::new(),
                };
                return Err(failed(format!("it ended at once ({status}). {}", words.trim())));
            }
            if Instant::now() > deadline {
                return Err(failed(format!("it did not listen within {} s", START.as_secs())));
            }
            tokio::time::sleep(LOOK).await;
        };
        let (connection, incoming) = Connection::open(&format!("ws://127.0.0.1:{port}{path}")).await?;
        Ok(Self {
            child,
            connection,
            incoming: Some(incoming),
            headless: launch.headless,
            viewport: launch.viewport,
            port,
            _temporary: temporary,
        })
    }

    /// Where other programs can attach: `http://127.0.0.1:N`.
    pub fn devtools(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Closes it in an orderly way, and kills it when that takes too long.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(CLOSE, self.connection.call(None, CloseParams::default())).await;
        if tokio::time::timeout(CLOSE, self.child.wait()).await.is_err() {
            let _ = self.child.kill().await;
        }
    }
}

fn config(launch: &Launch, profile: &Path) -> Result<BrowserConfig, String> {
    let Viewport { width, height } = launch.viewport;
    let mut builder = BrowserConfig::builder()
        .chrome_executable(&launch.browser.program)
        .user_data_dir(profile)
        .port(launch.port)
        .viewport(None)
        .disable_default_args()
        .args([
            // Nothing of the browser's own business: no first-run pages, updates, sync, translation or password bubbles.
            "no-first-run",
            "no-default-browser-check",
            "disable-background-networking",
            "disable-component-update",
            "disable-default-apps",
            "disable-sync",
            "disable-breakpad",
            "disable-client-side-phishing-detection",
            "disable-search-engine-choice-screen",
            "metrics-recording-only",
            "use-mock-keychain",
            // The page runs as in front of a person, also when its window is covered.
            "disable-background-timer-throttling",
            "disable-backgrounding-occluded-windows",
            "disable-renderer-backgrounding",
            "disable-ipc-flooding-protection",
            // Input before the first paint counts.
            "allow-pre-commit-input",
            "disable-dev-shm-usage",
        ])
        .arg(("password-store", "basic"))
        .arg(("force-color-profile", "srgb"))
        .arg(("disable-features", "Translate,HttpsUpgrades,PasswordManagerOnboarding,MediaRouter,OptimizationHints"));
    builder = if launch.headless {
        builder.new_headless_mode().window_size(width, height)
    } else {
        // Room for the tab strip and the address bar.
        builder.with_head().window_size(width, height + 90)
    };
    if is_root() {
        // Chromium's sandbox does not work for root.
        builder = builder.no_sandbox();
    }
    builder.build()
}

/// `DevToolsActivePort` holds the port and, in its second line, the path of the browser's WebSocket.
fn port_and_path(text: &str) -> Option<(u16, String)> {
    let (port, path) = text.split_once('\n')?;
    Some((port.trim().parse().ok()?, path.trim().to_owned())).filter(|(_, path)| path.starts_with('/'))
}

/// The browser talks all its life; only the end of it is of use.
async fn keep_last_words(mut stderr: ChildStderr) -> String {
    const KEPT: usize = 600;
    let mut words = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read) = stderr.read(&mut buffer).await {
        if read == 0 {
            break;
        }
        words.extend_from_slice(&buffer[..read]);
        let surplus = words.len().saturating_sub(KEPT);
        words.drain(..surplus);
    }
    String::from_utf8_lossy(&words).into_owned()
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
    use super::port_and_path;

    #[test]
    fn the_port_file_is_read_only_when_it_is_whole() {
        assert_eq!(port_and_path("41234\n/devtools/browser/ab-c"), Some((41234, "/devtools/browser/ab-c".to_owned())));
        assert_eq!(port_and_path("41234"), None, "the second line is not written yet");
        assert_eq!(port_and_path("41234\n"), None);
    }
}
