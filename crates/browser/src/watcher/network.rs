//! The requests of pages for documents and data, and what came of them.

use super::Watcher;
use crate::connection::Incoming;
use crate::observe::Observed;
use chromiumoxide::cdp::browser_protocol::fetch::{
    AuthChallengeResponse, AuthChallengeResponseResponse, ContinueRequestParams, ContinueWithAuthParams, RequestId,
};
use std::time::Instant;

pub(super) struct Request {
    sent: Instant,
    method: String,
    url: String,
    resource: String,
}

impl Watcher {
    /// While the first address is opened requests wait for us, so that a server that asks who one is gets an answer.
    pub(super) fn let_pass(&mut self, session: &str, event: &Incoming) {
        let Some(request) = event.params["requestId"].as_str().map(RequestId::new) else { return };
        if event.method == "Fetch.requestPaused" {
            tokio::spawn(self.connection.send(Some(session), ContinueRequestParams::new(request)));
            return;
        }
        // Once: if they are wrong, the browser asks its user.
        let answer = match self.credentials.take() {
            Some((user, password)) => {
                let mut answer = AuthChallengeResponse::new(AuthChallengeResponseResponse::ProvideCredentials);
                (answer.username, answer.password) = (Some(user), Some(password));
                answer
            }
            None => AuthChallengeResponse::new(AuthChallengeResponseResponse::Default),
        };
        tokio::spawn(self.connection.send(Some(session), ContinueWithAuthParams::new(request, answer)));
    }

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
