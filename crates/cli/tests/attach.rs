//! Recording in a browser that runs already: found in several ways, lost and found again, and left running.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Recorder, Site, browser, text};
use serde_json::Value;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[test]
fn the_tab_in_front() {
    let home = Home::new();
    let site = Site::start("conditions", &[]);
    let running = Running::start(&home, &site.url, &[]);
    let other = running.open("data:text/html,<title>Bank</title>my balance");
    running.activate(&running.tab(&site.url));
    let out = home.join("recording");
    let recorder = Recorder::attached(&home, &running.port, &out, &[]);
    site.person(&running.address(), &["#tell"]);
    assert_eq!(steps(recorder), [format!("Open {}/", site.url), "Click “Tell”".to_owned()]);
    assert!(running.tab_ids().contains(&other), "the browser runs on, with all its tabs");
    for page in std::fs::read_dir(out.join("pages")).unwrap() {
        let page = std::fs::read_to_string(page.unwrap().path()).unwrap();
        assert!(!page.contains("balance"), "other tabs are none of our business");
    }

    // The page is left alone: a second recording sees each thing once.
    let again = home.join("again");
    let recorder = Recorder::attached(&home, &running.port, &again, &["--tab", "what are you"]);
    site.person(&running.address(), &["#tell"]);
    assert_eq!(steps(recorder), [format!("Open {}/", site.url), "Click “Tell”".to_owned()]);
}

#[test]
fn a_new_tab_by_the_profile_folder() {
    let home = Home::new();
    let site = Site::start("conditions", &[]);
    let running = Running::start(&home, "about:blank", &[]);
    let out = home.join("recording");
    let profile = running.profile.display().to_string();
    let recorder = Recorder::attached(&home, &profile, &out, &[&site.url]);
    running.close(&running.tab("about:blank"));
    site.person(&running.address(), &["#tell"]);
    assert_eq!(steps(recorder), [format!("Open {}/", site.url), "Click “Tell”".to_owned()]);
}

#[test]
fn lost_and_found_again() {
    let home = Home::new();
    let site = Site::start("conditions", &[]);
    let running = Running::start(&home, &site.url, &[]);
    let wire = Wire::to(running.port.parse().unwrap());
    let out = home.join("recording");
    let mut recorder = Recorder::attached(&home, &wire.port.to_string(), &out, &[]);
    site.person(&running.address(), &["#tell"]);
    recorder.until("step", |told| told["step"]["text"] == "Click “Tell”");
    wire.cut();
    recorder.until("warning", |told| told["text"].as_str().unwrap().contains("was lost"));
    recorder.talker.write("The page tells what the browser is like");
    recorder.until("warning", |told| told["text"].as_str().unwrap().contains("is there again"));
    site.person(&running.address(), &["#tell"]);
    recorder.talker.write(":stop");
    let saved = recorder.until("saved", |_| true);
    assert_eq!(saved["steps"], 3, "{:#?}", recorder.told_of("step"));
    assert_eq!(saved["utterances"], 1);
}

#[test]
#[cfg(target_os = "linux")]
fn over_pipes() {
    let home = Home::new();
    let site = Site::start("conditions", &[]);
    let [to, from] = ["to", "from"].map(|name| home.join(name).display().to_string());
    assert!(Command::new("mkfifo").args([&to, &from]).status().unwrap().success());
    let running = Running::start(&home, &site.url, &[&to, &from]);
    let out = home.join("recording");
    let recorder = Recorder::attached(&home, &format!("pipe:{from},{to}"), &out, &["--tab", "like"]);
    site.person(&running.address(), &["#tell"]);
    assert_eq!(steps(recorder), [format!("Open {}/", site.url), "Click “Tell”".to_owned()]);
}

#[test]
fn what_can_not_be_reached_is_refused() {
    let home = Home::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let refusal = |arguments: &[&str]| home.refusal(&[&["record", "--attach"], arguments].concat());
    assert!(refusal(&[&free]).contains("--remote-debugging-port"));
    assert!(refusal(&["running"]).contains("chrome://inspect"));
    assert!(refusal(&["my chrome"]).contains("9222"));
    // A browser that is gone left its address behind; one whose user says no hangs up.
    let profile = home.join("profile");
    std::fs::create_dir_all(&profile).unwrap();
    let written =
        |port: &str| std::fs::write(profile.join("DevToolsActivePort"), format!("{port}\n/devtools/browser/1"));
    written(&free).unwrap();
    assert!(refusal(&[profile.to_str().unwrap()]).contains("chrome://inspect"));
    let asked = TcpListener::bind("127.0.0.1:0").unwrap();
    written(&asked.local_addr().unwrap().port().to_string()).unwrap();
    let no = std::thread::spawn(move || drop(asked.accept().unwrap()));
    assert!(refusal(&[profile.to_str().unwrap()]).contains("click Allow"));
    no.join().unwrap();
    let running = Running::start(&home, "about:blank", &[]);
    assert!(refusal(&[&running.port, "--tab", "shop"]).contains("No open tab has “shop”"));
    assert!(refusal(&[&running.port, "http://localhost:1", "--load-storage", "x"]).contains("Leave it out"));
}

/// Stops; gives the steps in words.
fn steps(mut recorder: Recorder) -> Vec<String> {
    recorder.talker.write(":stop");
    recorder.until("saved", |_| true);
    let mut steps: Vec<(String, String)> = Vec::new();
    for told in recorder.told_of("step") {
        let [id, text] = ["id", "text"].map(|name| told["step"][name].as_str().unwrap().to_owned());
        steps.retain(|(known, _)| *known != id);
        steps.push((id, text));
    }
    steps.into_iter().map(|(_, text)| text).collect()
}

/// A browser without a window that nobody of ours started.
struct Running {
    child: Child,
    port: String,
    profile: PathBuf,
}

impl Running {
    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `pipes`: two named pipes to listen at as well, the one to read first.
    fn start(home: &Home, url: &str, pipes: &[&str]) -> Self {
        let profile = home.join("running");
        let program = browser();
        let mut command = Command::new("bash");
        let (redirect, switch) = match pipes {
            [to, from] => (format!("3<>{to} 4<>{from}"), "--remote-debugging-pipe"),
            _ => (String::new(), ""),
        };
        let script = format!(
            "exec {} --headless --no-sandbox --no-first-run --disable-gpu {switch} --remote-debugging-port=0 \
             --user-data-dir={} '{url}' {redirect}",
            program.display(),
            profile.display()
        );
        let child = command.args(["-c", &script]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        let port = loop {
            let written = std::fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, _)) = written.split_once('\n') {
                break port.to_owned();
            }
            assert!(Instant::now() < deadline, "the browser came up");
            std::thread::sleep(Duration::from_millis(50));
        };
        let running = Self { child, port, profile };
        while url.starts_with("http") && !running.list().iter().any(|tab| tab["title"] == "What are you like?") {
            assert!(Instant::now() < deadline, "the page loaded");
            std::thread::sleep(Duration::from_millis(50));
        }
        running
    }

    fn list(&self) -> Vec<Value> {
        serde_json::from_str(&fetch("GET", &format!("http://127.0.0.1:{}/json/list", self.port))).unwrap()
    }

    fn tab_ids(&self) -> Vec<String> {
        self.list().iter().map(|tab| tab["id"].as_str().unwrap().to_owned()).collect()
    }

    fn tab(&self, url: &str) -> String {
        let list = self.list();
        let tab = list.iter().find(|tab| tab["url"].as_str().unwrap().starts_with(url)).unwrap();
        tab["id"].as_str().unwrap().to_owned()
    }

    fn open(&self, url: &str) -> String {
        let opened = fetch("PUT", &format!("http://127.0.0.1:{}/json/new?{url}", self.port));
        serde_json::from_str::<Value>(&opened).unwrap()["id"].as_str().unwrap().to_owned()
    }

    fn close(&self, id: &str) {
        fetch("GET", &format!("http://127.0.0.1:{}/json/close/{id}", self.port));
    }

    fn activate(&self, id: &str) {
        fetch("GET", &format!("http://127.0.0.1:{}/json/activate/{id}", self.port));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that can be cut.
struct Wire {
    port: u16,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        let open = Arc::<Mutex<Vec<TcpStream>>>::default();
        let kept = open.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let far = TcpStream::connect(("127.0.0.1", port)).unwrap();
                let (mut near_in, mut near_out) = (near.try_clone().unwrap(), near.try_clone().unwrap());
                let (mut far_in, mut far_out) = (far.try_clone().unwrap(), far.try_clone().unwrap());
                kept.lock().unwrap().extend([near, far]);
                std::thread::spawn(move || std::io::copy(&mut near_in, &mut far_out));
                std::thread::spawn(move || std::io::copy(&mut far_in, &mut near_out));
            }
        });
        Self { port: own, open }
    }

    fn cut(&self) {
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn fetch(method: &str, url: &str) -> String {
    let script =
        "fetch(process.argv[2], { method: process.argv[1] }).then((answer) => answer.text()).then(console.log)";
    text(&Command::new("node").args(["-e", script, method, url]).output().unwrap().stdout)
}
