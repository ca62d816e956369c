//! One WebSocket (or pair of pipes) to the browser, many sessions over it ("flat" mode). Commands are typed by chromiumoxide; each has a
//! deadline; events come out as they are, because a typed decoder drops what it does not know.

use crate::Error;
use async_tungstenite::tokio::connect_async_with_config;
use async_tungstenite::tungstenite::{self, Message, protocol::WebSocketConfig};
use chromiumoxide::Command;
use futures::StreamExt;
use serde_json::{Value, json};
use std::collections::HashMap;
#[cfg(unix)]
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
#[cfg(unix)]
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
#[cfg(unix)]
use tokio::net::unix::pipe;
use tokio::sync::{mpsc, oneshot};

/// A command that takes longer than this will never be answered: a renderer is hung, or stands at a dialog.
const DEADLINE: Duration = Duration::from_secs(15);

type Reply = Result<Value, String>;
type Pending = Arc<Mutex<Option<HashMap<u64, oneshot::Sender<Reply>>>>>;

/// An event, with the instant when it was read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub at: Instant,
    /// Nothing for the browser's own session.
    pub session: Option<String>,
    pub method: String,
    pub params: Value,
}

/// Cheap to clone; all clones share the socket.
#[derive(Clone)]
pub(crate) struct Connection {
    outgoing: mpsc::UnboundedSender<String>,
    pending: Pending,
    last_id: Arc<AtomicU64>,
}

impl Connection {
    /// Connects to a browser's DevTools WebSocket. The receiver ends when the browser is gone.
    pub async fn open(url: &str) -> Result<(Self, mpsc::UnboundedReceiver<Incoming>), Error> {
        // A stored page of a large app may be many megabytes in one message.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) = connect_async_with_config(url, Some(config)).await.map_err(|error| match error {
            tungstenite::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                Error::NobodyListens(url.to_owned())
            }
            _ => Error::Closed,
        })?;
        let (mut sink, mut stream) = socket.split();
        let (connection, reader, mut to_send, incoming) = Self::new();
        tokio::spawn(async move {
            while let Some(message) = to_send.recv().await {
                if sink.send(Message::text(message)).await.is_err() {
                    break;
                }
            }
            // Every handle is gone: end the conversation, so that the reading half ends too.
            let _ = sink.close(None).await;
        });
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let Message::Text(text) = message else { continue };
                if !reader.read(&text) {
                    break;
                }
            }
        });
        Ok((connection, incoming))
    }

    /// Talks over two pipes, as with `--remote-debugging-pipe`: messages end with a zero byte.
    #[cfg(unix)]
    pub fn over_pipes(input: &Path, output: &Path) -> std::io::Result<(Self, mpsc::UnboundedReceiver<Incoming>)> {
        let input = pipe::OpenOptions::new().open_receiver(input)?;
        let mut output = pipe::OpenOptions::new().open_sender(output)?;
        let (connection, reader, mut to_send, incoming) = Self::new();
        tokio::spawn(async move {
            while let Some(mut message) = to_send.recv().await {
                message.push('\0');
                if output.write_all(message.as_bytes()).await.is_err() {
                    break;
                }
            }
        });
        tokio::spawn(async move {
            let mut messages = BufReader::new(input).split(0);
            while let Ok(Some(message)) = messages.next_segment().await {
                if !reader.read(&String::from_utf8_lossy(&message)) {
                    break;
                }
            }
        });
        Ok((connection, incoming))
    }

    fn new() -> (Self, Reader, mpsc::UnboundedReceiver<String>, mpsc::UnboundedReceiver<Incoming>) {
        let (outgoing, to_send) = mpsc::unbounded_channel();
        let (events, incoming) = mpsc::unbounded_channel();
        let pending: Pending = Arc::new(Mutex::new(Some(HashMap::new())));
        let reader = Reader { pending: pending.clone(), events };
        (Self { outgoing, pending, last_id: Arc::default() }, reader, to_send, incoming)
    }

    /// Sends a command now; the answer can be awaited later. This is how commands are pipelined.
    pub fn send<C: Command>(
        &self,
        session: Option<&str>,
        command: C,
    ) -> impl Future<Output = Result<C::Response, Error>> + Send + use<C>
    where
        C::Response: Send,
    {
        let method = command.identifier().into_owned();
        let params = serde_json::to_value(&command).expect("generated CDP types serialize");
        let answer = self.post(session, &method, params);
        async move {
            let value = wait(answer, &method).await?;
            C::response_from_value(value)
                .map_err(|error| Error::Refused { method, message: format!("unexpected answer: {error}") })
        }
    }

    /// Sends a command and waits for its answer.
    pub async fn call<C: Command>(&self, session: Option<&str>, command: C) -> Result<C::Response, Error>
    where
        C::Response: Send,
    {
        self.send(session, command).await
    }

    fn post(&self, session: Option<&str>, method: &str, params: Value) -> oneshot::Receiver<Reply> {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let (answer, waiting) = oneshot::channel();
        if let Some(pending) = lock(&self.pending).as_mut() {
            pending.insert(id, answer);
        }
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        // When the socket is gone the answer's sender is dropped with the pending table, and `wait` says so.
        let _ = self.outgoing.send(message.to_string());
        waiting
    }
}

/// Takes messages as they come in. When it goes, whoever waits for an answer is told that there will be none.
struct Reader {
    pending: Pending,
    events: mpsc::UnboundedSender<Incoming>,
}

impl Reader {
    /// False when nobody listens any more.
    fn read(&self, text: &str) -> bool {
        let at = Instant::now();
        let Ok(mut value) = serde_json::from_str::<Value>(text) else { return true };
        if let Some(id) = value.get("id").and_then(Value::as_u64) {
            let waiting = lock(&self.pending).as_mut().and_then(|waiting| waiting.remove(&id));
            if let Some(waiting) = waiting {
                let _ = waiting.send(reply(&mut value));
            }
            return true;
        }
        let Some(method) = value.get("method").and_then(Value::as_str).map(str::to_owned) else { return true };
        let session = value.get("sessionId").and_then(Value::as_str).map(str::to_owned);
        self.events.send(Incoming { at, session, method, params: value["params"].take() }).is_ok()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        lock(&self.pending).take();
    }
}

async fn wait(answer: oneshot::Receiver<Reply>, method: &str) -> Result<Value, Error> {
    match tokio::time::timeout(DEADLINE, answer).await {
        Err(_) => Err(Error::Deadline { method: method.to_owned(), seconds: DEADLINE.as_secs() }),
        Ok(Err(_)) => Err(Error::Closed),
        Ok(Ok(Err(message))) => Err(Error::Refused { method: method.to_owned(), message }),
        Ok(Ok(Ok(value))) => Ok(value),
    }
}

fn reply(message: &mut Value) -> Reply {
    match message.get("error") {
        Some(error) => Err(error["message"].as_str().unwrap_or("no reason given").to_owned()),
        None => Ok(message["result"].take()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
