//! What the window has open: the app, the running recording, the running proof. Decides nothing about them.

use crate::beside::{self, Before};
use crate::pictures::Pictures;
use anyhow::Context;
use app::{App, Live, Session};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;

/// Tauri's state of this program.
pub struct Open {
    pub app: App,
    pub pictures: Arc<Pictures>,
    session: Mutex<Option<Running>>,
    proof: Mutex<Option<CancellationToken>>,
    view: Mutex<CancellationToken>,
    voice: Mutex<CancellationToken>,
}

/// The one recording that runs.
struct Running {
    session: Session,
    /// How the window was before it made room for the browser.
    before: Option<Before>,
}

impl Open {
    pub fn new(app: App) -> Self {
        Self {
            app,
            pictures: Arc::default(),
            session: Mutex::default(),
            proof: Mutex::default(),
            view: Mutex::default(),
            voice: Mutex::default(),
        }
    }

    /// The running recording.
    pub fn session(&self) -> anyhow::Result<Session> {
        let running = lock(&self.session);
        let session = running.as_ref().map(|running| running.session.clone());
        session.context("Nothing is being recorded now. What was recorded before is saved; start a new recording.")
    }

    /// A token for looking at a recording. What was looked at before is not any more.
    pub fn begin_view(&self) -> CancellationToken {
        let token = CancellationToken::new();
        std::mem::replace(&mut *lock(&self.view), token.clone()).cancel();
        token
    }

    /// A token for a download, a test of the voice or a narration's recognition: one of these at a time.
    pub fn begin_voice(&self) -> CancellationToken {
        let token = CancellationToken::new();
        std::mem::replace(&mut *lock(&self.voice), token.clone()).cancel();
        token
    }

    /// A token for a proof, unless one runs already.
    pub fn begin_proof(&self) -> anyhow::Result<CancellationToken> {
        let mut proof = lock(&self.proof);
        anyhow::ensure!(proof.is_none(), "A proof is running already. Wait for it, or cancel it first.");
        Ok(proof.insert(CancellationToken::new()).clone())
    }

    pub fn end_proof(&self) {
        *lock(&self.proof) = None;
    }

    pub fn cancel_proof(&self) {
        if let Some(cancel) = lock(&self.proof).as_ref() {
            cancel.cancel();
        }
    }

    pub fn ensure_idle(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            lock(&self.session).is_none(),
            "A recording is running already. Stop it first; everything in it is saved."
        );
        Ok(())
    }
}

/// Keeps the session, and passes on what it tells until its end.
pub fn follow(
    handle: AppHandle,
    session: Session,
    mut lives: UnboundedReceiver<Live>,
    tell: Channel<Live>,
    headless: bool,
) {
    let open: State<'_, Open> = handle.state();
    let before = if headless { None } else { beside::make_room(&handle) };
    *lock(&open.session) = Some(Running { session, before });
    tauri::async_runtime::spawn(async move {
        while let Some(live) = lives.recv().await {
            let over = matches!(live, Live::Saved { .. });
            if over {
                forget(&handle);
            }
            // A window that is gone can't be told; the recording is on disk all the same.
            let _ = tell.send(live);
            if over {
                return;
            }
        }
        forget(&handle);
    });
}

/// Before the window goes: does a recording still run?
pub fn is_recording(handle: &AppHandle) -> bool {
    handle.try_state::<Open>().is_some_and(|open| open.session().is_ok())
}

/// Stops the recording, which closes its browser, and ends the program.
pub async fn save_and_exit(handle: AppHandle) {
    let session = handle.state::<Open>().session();
    if let Ok(session) = session
        && let Err(error) = session.stop().await
    {
        eprintln!("saywright-desktop: {}", app::explain(&error));
    }
    handle.exit(0);
}

fn forget(handle: &AppHandle) {
    let open: State<'_, Open> = handle.state();
    let running = lock(&open.session).take();
    if let Some(before) = running.and_then(|running| running.before) {
        beside::go_back(handle, before);
    }
}

/// What is locked here is whole at any moment, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
