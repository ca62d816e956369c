//! Cookies and local storage, in the form of Playwright's `storageState`: put into a browser before anything is recorded,
//! and taken from it afterwards.

use crate::asks::PATIENCE;
use crate::connection::Connection;
use crate::session::{WORLD, evaluate};
use crate::{Browser, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::fetch::{self, FulfillRequestParams, RequestId};
use chromiumoxide::cdp::browser_protocol::network::{CookieParam, CookieSameSite, TimeSinceEpoch};
use chromiumoxide::cdp::browser_protocol::page::{self, CreateIsolatedWorldParams, FrameId, NavigateParams};
use chromiumoxide::cdp::browser_protocol::storage::{GetCookiesParams, SetCookiesParams};
use chromiumoxide::cdp::browser_protocol::target::{AttachToTargetParams, CloseTargetParams, CreateTargetParams};
use chromiumoxide::cdp::js_protocol::runtime::ExecutionContextId;
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};

/// What `browserContext.storageState()` gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StorageState {
    /// Of all sites.
    #[serde(default)]
    pub cookies: Vec<Cookie>,
    /// Local storage.
    #[serde(default)]
    pub origins: Vec<OriginStorage>,
}

/// A cookie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// With a dot before it: with all subdomains.
    pub domain: String,
    /// Where it is sent.
    pub path: String,
    /// Seconds since 1970; -1 until the browser is closed.
    #[serde(default = "until_closed")]
    pub expires: f64,
    /// Scripts can't read it.
    #[serde(default)]
    pub http_only: bool,
    /// Over HTTPS only.
    #[serde(default)]
    pub secure: bool,
    /// `Strict`, `Lax` or `None`.
    #[serde(default)]
    pub same_site: String,
}

/// What a site keeps in the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OriginStorage {
    /// `https://shop.example.com`
    pub origin: String,
    /// In no order.
    pub local_storage: Vec<Entry>,
}

/// An entry of local storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub name: String,
    /// What is kept under it.
    pub value: String,
}

fn until_closed() -> f64 {
    -1.0
}

impl Browser {
    /// Puts cookies and local storage into it. To be called before it is watched.
    pub async fn load(&mut self, state: &StorageState) -> Result<(), Error> {
        let cookies: Vec<CookieParam> = state.cookies.iter().map(param).collect();
        if !cookies.is_empty() {
            self.connection.call(None, SetCookiesParams::new(cookies)).await?;
        }
        let Some(incoming) = &mut self.incoming else { return Err(Error::Closed) };
        let connection = &self.connection;
        let target = connection.call(None, CreateTargetParams::new("about:blank")).await?.target_id;
        let mut attach = AttachToTargetParams::new(target.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id.inner().clone();
        connection.call(Some(&session), page::EnableParams::default()).await?;
        connection.call(Some(&session), fetch::EnableParams::default()).await?;
        let put = async {
            for origin in &state.origins {
                put(connection, &session, target.inner(), origin).await?;
            }
            Ok(())
        };
        let done: Result<(), Error> = tokio::select! {
            done = put => done,
            () = serve_nothing(connection, incoming) => Err(Error::Closed),
        };
        connection.call(None, CloseTargetParams::new(target)).await?;
        // Whoever watches the browser is not to hear of that tab.
        let gone = async {
            while let Some(event) = incoming.recv().await {
                if event.method == "Target.detachedFromTarget" && event.params["sessionId"] == session {
                    break;
                }
            }
        };
        let _ = tokio::time::timeout(PATIENCE, gone).await;
        done
    }

    /// All cookies, together with local storage that was read from open pages.
    pub async fn storage_state(&self, origins: Vec<OriginStorage>) -> Result<StorageState, Error> {
        let cookies = self.connection.call(None, GetCookiesParams::default()).await?.cookies;
        let cookies = cookies.into_iter().map(|cookie| Cookie {
            name: cookie.name,
            value: cookie.value,
            domain: cookie.domain,
            path: cookie.path,
            expires: if cookie.session { until_closed() } else { cookie.expires },
            http_only: cookie.http_only,
            secure: cookie.secure,
            same_site: cookie.same_site.map_or_else(|| "Lax".to_owned(), |same_site| same_site.as_ref().to_owned()),
        });
        Ok(StorageState { cookies: cookies.collect(), origins })
    }
}

fn param(cookie: &Cookie) -> CookieParam {
    let mut param = CookieParam::new(&cookie.name, &cookie.value);
    param.domain = Some(cookie.domain.clone());
    param.path = Some(cookie.path.clone());
    param.expires = (cookie.expires > 0.0).then(|| TimeSinceEpoch::new(cookie.expires));
    param.http_only = Some(cookie.http_only);
    param.secure = Some(cookie.secure);
    param.same_site = match cookie.same_site.as_str() {
        "Strict" => Some(CookieSameSite::Strict),
        "Lax" => Some(CookieSameSite::Lax),
        "None" => Some(CookieSameSite::None),
        _ => None,
    };
    param
}

/// Shows an empty page of the origin, and writes into its storage.
async fn put(connection: &Connection, session: &str, frame: &str, storage: &OriginStorage) -> Result<(), Error> {
    connection.call(Some(session), NavigateParams::new(format!("{}/", storage.origin))).await?;
    let mut world = CreateIsolatedWorldParams::new(FrameId::new(frame));
    world.world_name = Some(WORLD.to_owned());
    let context = connection.call(Some(session), world).await?.execution_context_id;
    let entries = serde_json::to_string(&storage.local_storage).expect("strings serialize");
    let script = format!("for (const {{ name, value }} of {entries}) localStorage.setItem(name, value);");
    evaluate(connection, session, context, &script, true).await.map(|_| ())
}

/// Answers every request with an empty page.
async fn serve_nothing(connection: &Connection, incoming: &mut mpsc::UnboundedReceiver<crate::connection::Incoming>) {
    while let Some(event) = incoming.recv().await {
        let request = event.params["requestId"].as_str().filter(|_| event.method == "Fetch.requestPaused");
        if let Some(request) = request {
            let mut answer = FulfillRequestParams::new(RequestId::new(request), 200);
            answer.body = Some(STANDARD.encode("<!DOCTYPE html>").into());
            tokio::spawn(connection.send(event.session.as_deref(), answer));
        }
    }
}

/// What the sites in these frames (by frame, session and context) keep.
pub(crate) async fn of_frames(
    connection: Connection,
    frames: Vec<(String, String, i64)>,
    answer: oneshot::Sender<Vec<OriginStorage>>,
) {
    const READ: &str = "({ origin: location.origin, localStorage: \
        Object.entries(localStorage).map(([name, value]) => ({ name, value })) })";
    let asked = frames.into_iter().map(|(_, session, context)| {
        let connection = connection.clone();
        async move { evaluate(&connection, &session, ExecutionContextId::new(context), READ, true).await }
    });
    let mut stored: Vec<OriginStorage> = Vec::new();
    // A frame without storage of its own (`data:`, a sandbox) throws.
    for read in join_all(asked).await.into_iter().flatten() {
        let Ok(origin) = serde_json::from_value::<OriginStorage>(read.result.value.unwrap_or_default()) else {
            continue;
        };
        let known = stored.iter().any(|known| known.origin == origin.origin);
        if origin.origin.starts_with("http") && !origin.local_storage.is_empty() && !known {
            stored.push(origin);
        }
    }
    let _ = answer.send(stored);
}
