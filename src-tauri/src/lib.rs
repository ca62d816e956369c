//! The desktop shell: one window over the `app` crate.
//!
//! Knows how to show a window, hand typed requests over and send progress back. Knows nothing of recordings,
//! browsers or proofs: each command is one call into `app`.

mod beside;
mod commands;
mod open;
mod pictures;

use anyhow::Context;
use app::{App, Paths};
use open::Open;
use tauri::{AppHandle, Manager, RunEvent, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

/// Shows the window until it is closed.
///
/// # Errors
///
/// When no window can be made here (no display, no web view).
pub fn run() -> anyhow::Result<()> {
    let handler = commands::all().invoke_handler();
    let program = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .invoke_handler(handler)
        .setup(|tauri| Ok(set_up(tauri.handle())?))
        .build(tauri::generate_context!())
        .context("the window could not be made; `saywright doctor` says what is missing")?;
    program.run(|handle, event| {
        if let RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, .. } = event
            && open::is_recording(handle)
        {
            api.prevent_close();
            tauri::async_runtime::spawn(open::save_and_exit(handle.clone()));
        }
    });
    Ok(())
}

/// The window is made only once there is something to show in it.
fn set_up(handle: &AppHandle) -> anyhow::Result<()> {
    match tauri::async_runtime::block_on(async { App::open(Paths::from_env()?).await }) {
        Ok(app) => {
            handle.manage(Open::new(app));
            let window = handle.config().app.windows.first().context("tauri.conf.json describes the window")?;
            WebviewWindowBuilder::from_config(handle, window)?.build()?;
        }
        Err(error) => {
            let handle_after = handle.clone();
            let message = handle.dialog().message(app::explain(&error)).title("Saywright can’t start");
            message.kind(MessageDialogKind::Error).show(move |_| handle_after.exit(1));
        }
    }
    Ok(())
}
