//! The real window, driven by WebKit's own WebDriver on a display of its own. Knows no view of the interface.

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Long enough for a browser to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running desktop program with a home folder of its own, gone with this value.
pub struct Window {
    client: Client,
    driver: Child,
    home: TempDir,
}

impl Window {
    /// Starts the built program.
    pub async fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let port = free_port();
        let driver = start_driver(home.path(), port);
        let client = connect(port).await;
        Self { client, driver, home }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Waits until the window shows this text.
    pub async fn see(&self, text: &str) {
        let script = "return document.body.innerText.includes(arguments[0])";
        if let Err(missing) = self.until(script, text).await {
            panic!("the window never showed “{text}”, but: {missing}");
        }
    }

    /// Waits for a script's true, given one argument.
    ///
    /// # Errors
    ///
    /// What the window showed instead.
    pub async fn until(&self, script: &str, argument: &str) -> Result<(), String> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let answer = self.client.execute(script, vec![json!(argument)]).await;
            if matches!(answer, Ok(serde_json::Value::Bool(true))) {
                return Ok(());
            }
            if tokio::time::Instant::now() > deadline {
                let shown = self.client.execute("return document.body.innerText", vec![]).await;
                return Err(format!("{shown:?}"));
            }
            // WebDriver has no events: asking again is the only way to wait.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses the button with this text or label.
    pub async fn press(&self, name: &str) {
        let xpath = format!("//button[not(@disabled)][normalize-space(.)={name:?} or @aria-label={name:?}]");
        self.find(&xpath).await.click().await.unwrap();
    }

    /// Opens a fold.
    pub async fn press_summary(&self, text: &str) {
        self.find(&format!("//summary[normalize-space(.)={text:?}]")).await.click().await.unwrap();
    }

    /// Ticks the box whose label begins so.
    pub async fn check(&self, label: &str) {
        let xpath = format!("//label[starts-with(normalize-space(.), {label:?})]//input[@type='checkbox']");
        self.find(&xpath).await.click().await.unwrap();
    }

    /// Types into the field with this label. A trailing newline presses Enter.
    pub async fn fill(&self, label: &str, text: &str) {
        let by_label = format!("//*[self::input or self::textarea][@aria-label={label:?}]");
        let of_label = format!("//*[@id=//label[normalize-space(.)={label:?}]/@for]");
        let in_label = format!("//label[starts-with(normalize-space(.), {label:?})]//input");
        let field = self.find(&format!("({by_label} | {of_label} | {in_label})[not(@disabled)]")).await;
        // WebKit's driver takes a line feed for no key at all.
        field.send_keys(&text.replace('\n', &char::from(Key::Enter).to_string())).await.unwrap();
    }

    pub async fn find(&self, xpath: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await {
            Ok(element) => element,
            Err(error) => {
                let shown = self.client.execute("return document.body.innerText", vec![]).await;
                panic!("nothing at {xpath}: {error}; the window shows {shown:?}")
            }
        }
    }

    /// With SAYWRIGHT_SCREENSHOTS set to a folder, keeps a picture of the window there, as `docs/images` has them.
    pub async fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("SAYWRIGHT_SCREENSHOTS") {
            // What was found a moment ago is in the page, but not yet on the screen; nor is a dialog's fade at its end.
            // Fading a little and back paints all of it anew: WebKit's picture may hold parts of the frame before.
            let painted = "const done = arguments[0]; const root = document.documentElement;\
                const frames = () => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)));\
                Promise.allSettled(document.getAnimations().map(it => it.finished))\
                .then(() => { root.style.opacity = 0.99; return frames(); })\
                .then(() => { root.style.opacity = ''; return frames(); })\
                .then(() => setTimeout(done, 200))";
            self.client.execute_async(painted, vec![]).await.unwrap();
            let png = self.client.screenshot().await.unwrap();
            std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), png).unwrap();
        }
    }

    /// Ends the session, and with it the program.
    pub async fn close(self) {
        self.client.clone().close().await.unwrap();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The display, the driver and the program are one group: none outlives a failed test.
        let group = i32::try_from(self.driver.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = kill_process_group(group, Signal::TERM);
        }
        let _ = self.driver.wait();
    }
}

fn start_driver(home: &Path, port: u16) -> Child {
    // A face and a theme that don't depend on the machine.
    let gtk = home.join("config/gtk-3.0");
    std::fs::create_dir_all(&gtk).unwrap();
    let dark = std::env::var_os("SAYWRIGHT_DARK").is_some();
    let theme = format!("[Settings]\ngtk-font-name=Liberation Sans 11\ngtk-application-prefer-dark-theme={dark}\n");
    std::fs::write(gtk.join("settings.ini"), theme).unwrap();
    let mut command = Command::new("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1600x1000x24", "WebKitWebDriver", &format!("--port={port}")]);
    command.env("HOME", home).env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config"));
    // Only Playwright's folder is shared, since it costs a download.
    command.env("XDG_CACHE_HOME", cache()).env("TAURI_WEBVIEW_AUTOMATION", "true");
    command.stdout(Stdio::null()).process_group(0).spawn().expect("xvfb-run and WebKitWebDriver are installed")
}

fn cache() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME is set"));
    std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home().join(".cache"), PathBuf::from)
}

async fn connect(port: u16) -> Client {
    let program = program();
    assert!(program.exists(), "{} is missing: cargo build -p desktop", program.display());
    let wanted = json!({ "browserName": "wry", "webkitgtk:browserOptions": { "binary": program } });
    let serde_json::Value::Object(wanted) = wanted else { unreachable!("it is written as an object above") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(wanted);
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            Err(error) if tokio::time::Instant::now() > deadline => panic!("no session with the window: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

/// `saywright-desktop`, which lies in the folder above this test's own program.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    std::env::var_os("SAYWRIGHT_DESKTOP")
        .map_or_else(|| here.parent().unwrap().parent().unwrap().join("saywright-desktop"), PathBuf::from)
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
