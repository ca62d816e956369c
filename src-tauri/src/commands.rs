//! What the window may ask for: typed arguments, one call into `app`, the error in words. No decision is taken here.

use crate::open::{self, Open};
use app::{
    Diagnosis, Downloading, ExportRequest, Exported, HealProgress, HealRequest, Healed, Live, LocateRequest, Located,
    ProofProgress, ProveRequest, RecordRequest, RecordingCard, RecordingView, RefindRequest, Refound, Settings, Trying,
    Voice, VoiceModel, VoiceStatus, VoiceTest,
};
use model::{Millis, Pick, Proof, StepId, Utterance};
use std::path::PathBuf;
use std::time::Duration;
use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};
use tokio::sync::oneshot;

/// A refusal is a sentence for people.
type Answer<T> = Result<T, String>;

/// Every command, for the window and for the generated `ui/src/lib/bindings.ts`.
pub fn all() -> Builder<tauri::Wry> {
    Builder::new()
        // One form of each type: all that may be left out when writing may be absent when reading, too.
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
        .commands(collect_commands![
            notes,
            recordings,
            start_recording,
            note,
            record,
            pause,
            undo,
            pick,
            listen,
            stop,
            view,
            cancel_view,
            prove,
            cancel_proof,
            heal,
            export_test,
            narrate,
            narrate_sound,
            voice_status,
            install_voice,
            use_voice,
            test_voice,
            cancel_voice,
            rename,
            remove_step,
            restore_step,
            use_locator,
            locate,
            refind,
            doctor,
            settings,
            set_settings,
            devices,
            sample_shop,
            choose_folder,
            choose_file,
            reveal,
        ])
}

#[tauri::command]
#[specta::specta]
fn notes(open: State<'_, Open>) -> Vec<String> {
    open.app.notes().to_vec()
}

#[tauri::command]
#[specta::specta]
async fn recordings(open: State<'_, Open>) -> Answer<Vec<RecordingCard>> {
    let cards = open.app.recordings().await.map_err(words)?;
    cards.iter().for_each(|card| open.pictures.allow(&card.path));
    Ok(cards)
}

#[tauri::command]
#[specta::specta]
async fn start_recording(
    handle: AppHandle,
    open: State<'_, Open>,
    request: RecordRequest,
    tell: Channel<Live>,
) -> Answer<()> {
    open.ensure_idle().map_err(words)?;
    let headless = request.headless;
    let (session, lives) = open.app.start_recording(request).await.map_err(words)?;
    open::follow(handle, session, lives, tell, headless);
    Ok(())
}

#[tauri::command]
#[specta::specta]
async fn note(open: State<'_, Open>, text: String) -> Answer<()> {
    open.session().map_err(words)?.note(text).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn record(open: State<'_, Open>) -> Answer<()> {
    open.session().map_err(words)?.record().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn pause(open: State<'_, Open>) -> Answer<()> {
    open.session().map_err(words)?.pause().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn undo(open: State<'_, Open>) -> Answer<()> {
    open.session().map_err(words)?.undo().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn pick(open: State<'_, Open>, pick: Option<Pick>) -> Answer<()> {
    open.session().map_err(words)?.pick(pick).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn listen(open: State<'_, Open>, voice: Option<Voice>) -> Answer<()> {
    open.session().map_err(words)?.listen(voice).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn stop(open: State<'_, Open>) -> Answer<()> {
    open.session().map_err(words)?.stop().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn view(open: State<'_, Open>, path: PathBuf, tell: Channel<Trying>) -> Answer<RecordingView> {
    let app = open.app.watched(move |trying| drop(tell.send(trying)), open.begin_view());
    let view = app.view(&path).await.map_err(words)?;
    open.pictures.allow(&view.path);
    Ok(view)
}

#[tauri::command]
#[specta::specta]
fn cancel_view(open: State<'_, Open>) {
    open.begin_view();
}

#[tauri::command]
#[specta::specta]
async fn prove(open: State<'_, Open>, request: ProveRequest, tell: Channel<ProofProgress>) -> Answer<Proof> {
    let cancel = open.begin_proof().map_err(words)?;
    // A window that is gone can't be told; the proof is kept with the recording.
    let progress = move |progress| drop(tell.send(progress));
    let proof = open.app.prove(request, progress, cancel).await;
    open.end_proof();
    proof.map_err(words)
}

#[tauri::command]
#[specta::specta]
fn cancel_proof(open: State<'_, Open>) {
    open.cancel_proof();
}

#[tauri::command]
#[specta::specta]
async fn heal(open: State<'_, Open>, request: HealRequest, tell: Channel<HealProgress>) -> Answer<Healed> {
    // It runs the test as a proof does: one at a time, ended by the same button.
    let cancel = open.begin_proof().map_err(words)?;
    let progress = move |progress| drop(tell.send(progress));
    let healed = open.app.heal(request, progress, cancel).await;
    open.end_proof();
    healed.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn export_test(open: State<'_, Open>, request: ExportRequest) -> Answer<Exported> {
    open.app.export(request).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn narrate(open: State<'_, Open>, path: PathBuf, script: String) -> Answer<Vec<Utterance>> {
    open.app.narrate(&path, &script).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn narrate_sound(
    open: State<'_, Open>,
    path: PathBuf,
    sound: PathBuf,
    at: Millis,
    tell: Channel<Downloading>,
) -> Answer<Vec<Utterance>> {
    let (cancel, progress) = (open.begin_voice(), move |progress| drop(tell.send(progress)));
    open.app.narrate_sound(&path, &sound, at, &cancel, progress).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn voice_status(open: State<'_, Open>) -> Answer<VoiceStatus> {
    open.app.voice_status().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn install_voice(
    open: State<'_, Open>,
    name: Option<String>,
    from: Option<String>,
    tell: Channel<Downloading>,
) -> Answer<VoiceModel> {
    let (cancel, progress) = (open.begin_voice(), move |progress| drop(tell.send(progress)));
    open.app.install_voice(name.as_deref(), from.as_deref(), &cancel, progress).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn use_voice(open: State<'_, Open>, path: PathBuf) -> Answer<VoiceModel> {
    open.app.use_voice(&path).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn test_voice(
    open: State<'_, Open>,
    microphone: Option<String>,
    seconds: u32,
    tell: Channel<VoiceTest>,
) -> Answer<()> {
    let (cancel, told) = (open.begin_voice(), move |told| drop(tell.send(told)));
    let long = Duration::from_secs(seconds.into());
    open.app.test_voice(microphone, long, &cancel, told).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
fn cancel_voice(open: State<'_, Open>) {
    open.begin_voice();
}

#[tauri::command]
#[specta::specta]
async fn rename(open: State<'_, Open>, path: PathBuf, title: String) -> Answer<()> {
    open.app.rename(&path, &title).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn remove_step(open: State<'_, Open>, path: PathBuf, step: StepId) -> Answer<()> {
    open.app.remove_step(&path, step).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn restore_step(open: State<'_, Open>, path: PathBuf, step: StepId) -> Answer<()> {
    open.app.restore_step(&path, step).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn use_locator(open: State<'_, Open>, path: PathBuf, of: String, locator: String) -> Answer<()> {
    open.app.use_locator(&path, &of, &locator).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn locate(open: State<'_, Open>, request: LocateRequest) -> Answer<Located> {
    open.app.locate(request).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn refind(open: State<'_, Open>, request: RefindRequest) -> Answer<Refound> {
    open.app.refind(request).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn doctor(open: State<'_, Open>) -> Answer<Vec<Diagnosis>> {
    Ok(open.app.doctor().await)
}

#[tauri::command]
#[specta::specta]
async fn settings(open: State<'_, Open>) -> Answer<Settings> {
    open.app.settings().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn set_settings(open: State<'_, Open>, settings: Settings) -> Answer<()> {
    open.app.set_settings(settings).await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn devices(open: State<'_, Open>) -> Answer<Vec<String>> {
    Ok(open.app.devices())
}

#[tauri::command]
#[specta::specta]
async fn sample_shop(open: State<'_, Open>) -> Answer<String> {
    open.app.sample_shop().await.map_err(words)
}

#[tauri::command]
#[specta::specta]
async fn choose_folder(window: WebviewWindow) -> Answer<Option<PathBuf>> {
    let (answer, chosen) = oneshot::channel();
    window.dialog().file().set_parent(&window).pick_folder(move |folder| drop(answer.send(folder)));
    Ok(chosen.await.ok().flatten().and_then(local))
}

#[tauri::command]
#[specta::specta]
async fn choose_file(window: WebviewWindow) -> Answer<Option<PathBuf>> {
    let (answer, chosen) = oneshot::channel();
    window.dialog().file().set_parent(&window).pick_file(move |file| drop(answer.send(file)));
    Ok(chosen.await.ok().flatten().and_then(local))
}

#[tauri::command]
#[specta::specta]
async fn reveal(handle: AppHandle, path: PathBuf) -> Answer<()> {
    // Folders only: opening a file could run it.
    if !path.is_dir() {
        return Err(format!("There is no folder at {} any more.", path.display()));
    }
    handle.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(|error| words(error.into()))
}

/// An error as the window shows it.
fn words(error: anyhow::Error) -> String {
    app::explain(&error)
}

fn local(path: FilePath) -> Option<PathBuf> {
    path.into_path().ok()
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;
    use std::path::Path;

    /// `UPDATE_EXPECT=1 cargo test -p desktop` writes it anew.
    #[test]
    fn the_bindings_are_fresh() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        let language = Typescript::default().header(
            "// Generated from src-tauri/src/commands.rs: `UPDATE_EXPECT=1 cargo test -p desktop` writes it anew.\n",
        );
        super::all().export(language, &fresh).unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(committed, fresh).unwrap();
        } else {
            let same = std::fs::read_to_string(committed).unwrap() == fresh;
            assert!(same, "ui/src/lib/bindings.ts is stale: UPDATE_EXPECT=1 cargo test -p desktop");
        }
    }
}
