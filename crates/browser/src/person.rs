//! A scripted person: attaches to a running browser as any other program could, and uses it by real input, at human
//! speed. What it does is recorded like a person's doing, because to the page it is one.

use crate::Error;
use crate::attach::websocket_address;
use crate::connection::Connection;
use crate::session::evaluate;
use chromiumoxide::cdp::browser_protocol::dom::{DescribeNodeParams, SetFileInputFilesParams};
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType, MouseButton,
};
use chromiumoxide::cdp::browser_protocol::page::{CreateIsolatedWorldParams, FrameId};
use chromiumoxide::cdp::browser_protocol::target::{AttachToTargetParams, GetTargetsParams, TargetId};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use std::path::Path;
use std::time::{Duration, Instant};

const SCRIPT: &str = include_str!("../../../recorder/dist/person.js");
const WORLD: &str = "person";
/// How long a person looks for something before giving up.
const LOOK_FOR: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Between keys: a steady typist.
const KEY: Duration = Duration::from_millis(45);
/// Between seeing a thing and clicking it.
const AIM: Duration = Duration::from_millis(180);
/// A button of a mouse is down for this long.
const PRESS: Duration = Duration::from_millis(60);
/// Stops of the pointer on its way.
const GLIDE_STOPS: u32 = 5;
const GLIDE: Duration = Duration::from_millis(16);

/// Hands on one tab.
pub struct Person {
    connection: Connection,
    session: String,
    frame: String,
    at: (f64, f64),
}

impl Person {
    /// Attaches to the first tab of the browser at a DevTools address such as `http://127.0.0.1:9222`.
    pub async fn attach(devtools: &str) -> Result<Self, Error> {
        let host = devtools.trim_start_matches("http://").trim_end_matches('/');
        let (connection, mut events) = Connection::open(&websocket_address(host).await?).await?;
        // The events are of no interest, but must be read.
        tokio::spawn(async move { while events.recv().await.is_some() {} });
        let targets = connection.call(None, GetTargetsParams::default()).await?.target_infos;
        let tab = targets.iter().find(|target| target.r#type == "page").ok_or(Error::Closed)?.target_id.clone();
        let mut attach = AttachToTargetParams::new(tab.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id.inner().clone();
        Ok(Self { connection, session, frame: TargetId::inner(&tab).clone(), at: (0.0, 0.0) })
    }

    /// Clicks what the locator (in the engine's own syntax) names. `frames` name the iframes around it, outermost first.
    pub async fn click_in(&mut self, frames: &[&str], selector: &str) -> Result<(), Error> {
        let to = self.find(frames, selector).await?;
        self.glide(to).await?;
        tokio::time::sleep(AIM).await;
        self.press_at(to, 1).await
    }

    /// Clicks what the locator names.
    pub async fn click(&mut self, selector: &str) -> Result<(), Error> {
        self.click_in(&[], selector).await
    }

    /// Double-clicks what the locator names.
    pub async fn double_click(&mut self, selector: &str) -> Result<(), Error> {
        let to = self.find(&[], selector).await?;
        self.glide(to).await?;
        self.press_at(to, 1).await?;
        self.press_at(to, 2).await
    }

    /// Clicks into a field and types.
    pub async fn type_into_in(&mut self, frames: &[&str], selector: &str, text: &str) -> Result<(), Error> {
        self.click_in(frames, selector).await?;
        self.type_text(text).await
    }

    /// Clicks into a field and types.
    pub async fn type_into(&mut self, selector: &str, text: &str) -> Result<(), Error> {
        self.type_into_in(&[], selector, text).await
    }

    /// Types where the focus is.
    pub async fn type_text(&mut self, text: &str) -> Result<(), Error> {
        for key in text.chars() {
            self.key(&key.to_string(), Some(&key.to_string())).await?;
            tokio::time::sleep(KEY).await;
        }
        Ok(())
    }

    /// Presses a key that is not text: `Enter`, `Tab`, `Escape`, `ArrowDown`.
    pub async fn press(&mut self, key: &str) -> Result<(), Error> {
        let text = (key == "Enter").then_some("\r");
        self.key(key, text).await
    }

    /// Chooses an option of a `select` by typing its label, as one can.
    pub async fn choose(&mut self, selector: &str, label: &str) -> Result<(), Error> {
        self.click(selector).await?;
        self.type_text(label).await?;
        self.press("Enter").await
    }

    /// Chooses a file in a file input. The system's own dialog can't be reached; this does what it does at its end.
    pub async fn upload(&mut self, selector: &str, file: &Path) -> Result<(), Error> {
        self.find(&[], selector).await?;
        let context = self.context(&self.frame).await?;
        let script = format!("saywrightElement({})", quoted(selector));
        let object = evaluate(&self.connection, &self.session, context, &script, false).await?.result.object_id;
        let mut params = SetFileInputFilesParams::new(vec![file.to_string_lossy().into_owned()]);
        params.object_id = object;
        self.connection.call(Some(&self.session), params).await.map(|_| ())
    }

    /// Looks at something until it is there.
    pub async fn see(&self, selector: &str) -> Result<(), Error> {
        self.find(&[], selector).await.map(|_| ())
    }

    /// Waits until the locator names one visible thing, in a page that may be navigating; gives its middle.
    async fn find(&self, frames: &[&str], selector: &str) -> Result<(f64, f64), Error> {
        let deadline = Instant::now() + LOOK_FOR;
        loop {
            match self.find_now(frames, selector).await {
                Ok(Some(found)) => return Ok(found),
                // The page navigated away under us: look on the new one.
                Ok(None) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
            if Instant::now() > deadline {
                let url = match self.context(&self.frame).await {
                    Ok(context) => self.ask(context, "location.href").await.unwrap_or_default(),
                    Err(_) => serde_json::Value::Null,
                };
                return Err(Error::NotThere {
                    selector: selector.to_owned(),
                    url: url.as_str().unwrap_or("an unknown address").to_owned(),
                    seconds: LOOK_FOR.as_secs(),
                });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn find_now(&self, frames: &[&str], selector: &str) -> Result<Option<(f64, f64)>, Error> {
        let mut frame = self.frame.clone();
        let (mut left, mut top) = (0.0, 0.0);
        for around in frames {
            let context = self.context(&frame).await?;
            let element = format!("saywrightElement({})", quoted(around));
            let corner = format!("(({{ x, y }}) => ({{ x, y }}))({element}?.getBoundingClientRect() ?? {{}})");
            let Some((x, y)) = point(&self.ask(context, &corner).await?) else { return Ok(None) };
            (left, top) = (left + x, top + y);
            let object_id = evaluate(&self.connection, &self.session, context, &element, false).await?.result.object_id;
            let describe = DescribeNodeParams { object_id, ..DescribeNodeParams::default() };
            let node = self.connection.call(Some(&self.session), describe).await?.node;
            let Some(inner) = node.frame_id else { return Ok(None) };
            frame = inner.inner().clone();
        }
        let context = self.context(&frame).await?;
        let found = self.ask(context, &format!("saywrightFind({})", quoted(selector))).await?;
        Ok(point(&found).map(|(x, y)| (left + x, top + y)))
    }

    async fn ask(&self, context: ExecutionContextId, expression: &str) -> Result<serde_json::Value, Error> {
        let answer = evaluate(&self.connection, &self.session, context, expression, true).await?;
        Ok(answer.result.value.unwrap_or_default())
    }

    /// The context of our script in a frame; made when the frame's document is new.
    async fn context(&self, frame: &str) -> Result<ExecutionContextId, Error> {
        let mut world = CreateIsolatedWorldParams::new(FrameId::new(frame));
        world.world_name = Some(WORLD.to_owned());
        let context = self.connection.call(Some(&self.session), world).await?.execution_context_id;
        if self.ask(context, "!!globalThis.saywrightFind").await? != true {
            evaluate(&self.connection, &self.session, context, SCRIPT, true).await?;
        }
        Ok(context)
    }

    async fn glide(&mut self, to: (f64, f64)) -> Result<(), Error> {
        let from = self.at;
        for stop in 1..=GLIDE_STOPS {
            let part = f64::from(stop) / f64::from(GLIDE_STOPS);
            let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            self.mouse(DispatchMouseEventType::MouseMoved, at, 0).await?;
            tokio::time::sleep(GLIDE).await;
        }
        self.at = to;
        Ok(())
    }

    async fn press_at(&self, at: (f64, f64), clicks: i64) -> Result<(), Error> {
        self.mouse(DispatchMouseEventType::MousePressed, at, clicks).await?;
        tokio::time::sleep(PRESS).await;
        self.mouse(DispatchMouseEventType::MouseReleased, at, clicks).await
    }

    async fn mouse(&self, kind: DispatchMouseEventType, at: (f64, f64), clicks: i64) -> Result<(), Error> {
        let mut params = DispatchMouseEventParams::new(kind, at.0, at.1);
        if clicks > 0 {
            params.button = Some(MouseButton::Left);
            params.click_count = Some(clicks);
        }
        self.connection.call(Some(&self.session), params).await.map(|_| ())
    }

    async fn key(&self, key: &str, text: Option<&str>) -> Result<(), Error> {
        let (code, number) = key_code(key);
        let mut down = DispatchKeyEventParams::new(if text.is_some() {
            DispatchKeyEventType::KeyDown
        } else {
            DispatchKeyEventType::RawKeyDown
        });
        down.key = Some(key.to_owned());
        down.code = Some(code.clone());
        down.windows_virtual_key_code = Some(number);
        down.text = text.map(str::to_owned);
        self.connection.call(Some(&self.session), down).await?;
        let mut up = DispatchKeyEventParams::new(DispatchKeyEventType::KeyUp);
        up.key = Some(key.to_owned());
        up.code = Some(code);
        up.windows_virtual_key_code = Some(number);
        self.connection.call(Some(&self.session), up).await.map(|_| ())
    }
}

/// The physical key and its number, as a keyboard would send them.
fn key_code(key: &str) -> (String, i64) {
    let named = match key {
        "Enter" => ("Enter", 13),
        "Tab" => ("Tab", 9),
        "Escape" => ("Escape", 27),
        "Backspace" => ("Backspace", 8),
        "ArrowUp" => ("ArrowUp", 38),
        "ArrowDown" => ("ArrowDown", 40),
        "ArrowLeft" => ("ArrowLeft", 37),
        "ArrowRight" => ("ArrowRight", 39),
        " " => ("Space", 32),
        _ => ("", 0),
    };
    let first = key.chars().next().unwrap_or_default().to_ascii_uppercase();
    if named.1 != 0 {
        (named.0.to_owned(), named.1)
    } else if first.is_ascii_alphabetic() {
        (format!("Key{first}"), i64::from(u32::from(first)))
    } else if first.is_ascii_digit() {
        (format!("Digit{first}"), i64::from(u32::from(first)))
    } else {
        (String::new(), 0)
    }
}

fn point(value: &serde_json::Value) -> Option<(f64, f64)> {
    value["x"].as_f64().zip(value["y"].as_f64())
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string serializes")
}
