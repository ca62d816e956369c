//! The sample shop: a small web shop in one process, to record, to practise on, and to break in named ways.
//!
//! Its pages lie in `tests/sites/shop` and are embedded. Everything is in memory, a session a visitor: each fresh
//! browser begins with an empty cart. Knows nothing of Saywright.

mod api;
mod breakage;
mod goods;
mod visitor;

pub use breakage::{Breakage, UnknownBreakage};

use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Why the shop is not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is taken, or not this machine's.
    #[error("The shop can't be served at {address}: {source}. Choose another port, or 0 for a free one.")]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// A running shop. Dropping it stops it.
#[derive(Debug)]
pub struct Shop {
    url: String,
    server: JoinHandle<()>,
    _stop: oneshot::Sender<()>,
}

impl Shop {
    /// Serves the shop; port 0 takes a free one. Ready when this returns.
    pub async fn start(address: SocketAddr, breakage: Option<Breakage>) -> Result<Self, Error> {
        let bound = async {
            let listener = TcpListener::bind(address).await?;
            let url = format!("http://{}", listener.local_addr()?);
            std::io::Result::Ok((listener, url))
        };
        let (listener, url) = bound.await.map_err(|source| Error::Bind { address, source })?;
        let (stop, stopped) = oneshot::channel::<()>();
        let app = app(breakage);
        let server = tokio::spawn(async move {
            tokio::select! {
                // Serving ends only by being dropped: the listener itself does not fail.
                _ = axum::serve(listener, app) => {}
                _ = stopped => {}
            }
        });
        Ok(Self { url, server, _stop: stop })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until the process ends.
    pub async fn wait(self) {
        let Self { server, _stop, .. } = self;
        let _ = server.await;
    }
}

/// The shop as a service, for tests without a socket.
pub fn app(breakage: Option<Breakage>) -> Router {
    api::router(breakage)
}
