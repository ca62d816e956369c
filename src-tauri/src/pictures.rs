//! Screenshots for the window, under `shot://`: the `shots/*.webp` of recordings that the app has shown, and no other
//! file of this machine.

use crate::open::Open;
use percent_encoding::percent_decode_str;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

/// The scheme; `tauri.conf.json` allows it for images alone.
pub const SCHEME: &str = "shot";

/// Folders of recordings whose pictures may be shown.
#[derive(Default)]
pub struct Pictures {
    folders: RwLock<HashSet<PathBuf>>,
}

impl Pictures {
    /// From now on this recording's pictures may be shown.
    pub fn allow(&self, recording: &Path) {
        // A folder that is not there has no pictures.
        if let Ok(folder) = recording.canonicalize() {
            self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder);
        }
    }

    /// The picture's bytes; nothing when it is not a picture of a known recording, or is not there.
    pub fn read(&self, file: &Path) -> Option<Vec<u8>> {
        // Links and `..` are resolved first: what counts is the file that would be read.
        let file = file.canonicalize().ok()?;
        let shots = file.parent()?;
        let folder = shots.parent()?;
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder);
        let is_shot = shots.file_name()? == "shots" && file.extension()? == "webp";
        if known && is_shot { std::fs::read(file).ok() } else { None }
    }
}

/// Answers the window's request for a picture, off the main thread.
pub fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let pictures = context.app_handle().try_state::<Open>().map(|open| Arc::clone(&open.pictures));
    tauri::async_runtime::spawn_blocking(move || {
        let path = request.uri().path().trim_start_matches('/');
        let file = percent_decode_str(path).decode_utf8().ok().map(|path| PathBuf::from(path.as_ref()));
        let bytes = pictures.zip(file).and_then(|(pictures, file)| pictures.read(&file));
        responder.respond(response(bytes));
    });
}

fn response(bytes: Option<Vec<u8>>) -> Response<Vec<u8>> {
    let status = if bytes.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let mut response = Response::new(bytes.unwrap_or_default());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("image/webp"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recording with one picture, and its neighbour that was never shown.
    fn folders() -> (tempfile::TempDir, Pictures) {
        let root = tempfile::tempdir().unwrap();
        for recording in ["known", "other"] {
            let shots = root.path().join(recording).join("shots");
            std::fs::create_dir_all(&shots).unwrap();
            std::fs::write(shots.join("1.webp"), "picture").unwrap();
            std::fs::write(shots.join("notes.txt"), "text").unwrap();
            std::fs::write(root.path().join(recording).join("events.jsonl"), "events").unwrap();
        }
        let pictures = Pictures::default();
        pictures.allow(&root.path().join("known"));
        (root, pictures)
    }

    fn check(path: &str, readable: bool, why: &str) {
        let (root, pictures) = folders();
        assert_eq!(pictures.read(&root.path().join(path)).is_some(), readable, "{path}: {why}");
    }

    #[test]
    fn only_pictures_of_known_recordings_are_read() {
        check("known/shots/1.webp", true, "a picture of a recording that was shown");
        check("known/shots/2.webp", false, "it is not there");
        check("known/shots/notes.txt", false, "not a picture");
        check("known/events.jsonl", false, "not a picture");
        check("other/shots/1.webp", false, "this recording was never shown");
        check("known/shots/../../other/shots/1.webp", false, "the way does not count, the file does");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_recording_is_not_followed() {
        let (root, pictures) = folders();
        let link = root.path().join("known/shots/link.webp");
        std::os::unix::fs::symlink(root.path().join("known/events.jsonl"), &link).unwrap();
        assert_eq!(pictures.read(&link), None, "what counts is the file that would be read");
    }
}
