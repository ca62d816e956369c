//! The requests of pages for documents and data, and what came of them.

use super::Watcher;
use crate::connection::Incoming;
use crate::observe::Observed;
use std::time::Instant;

pub(super) struct Request {
    sent: Instant,
    method: String,
    url: String,
    resource: String,
}

impl Watcher {
    pub(super) fn request_sent(&mut self, session: &str, event: &Incoming) {
        let params = &event.params;
        let resource = params["type"].as_str().unwrap_or_default().to_lowercase();
        if !matches!(resource.as_str(), "document" | "xhr" | "fetch") {
            return;
        }
        let Some(id) = params["requestId"].as_str() else { return };
        let text = |name: &str| params["request"][name].as_str().unwrap_or_default().to_owned();
        let request = Request { sent: event.at, method: text("method"), url: text("url"), resource };
        self.requests.insert((session.to_owned(), id.to_owned()), request);
    }

    pub(super) fn request_done(&mut self, session: &str, at: Instant, id: &str, status: Option<u16>) {
        if let Some(request) = self.requests.remove(&(session.to_owned(), id.to_owned())) {
            let Request { sent, method, url, resource } = request;
            self.observe(session, at, Observed::Request { sent, method, url, resource, status });
        }
    }
}
