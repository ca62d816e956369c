//! Downloads a model. What came before a failure is kept, and the next attempt goes on from there.

use crate::error::{Error, Result};
use crate::models::{KNOWN, Known, Model, model};
use sha1::{Digest, Sha1};
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

/// A server that says nothing for so long says nothing more.
const PATIENCE: Duration = Duration::from_secs(60);
const OFFICIAL: &str = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main";

/// Downloads a known model into the folder. `from` names another place that has the same files, such as a mirror of a
/// company. `progress` gets the bytes that are there, and how many there will be.
///
/// # Errors
///
/// [`Error::UnknownModel`], [`Error::Download`], [`Error::WrongHash`], [`Error::Cancelled`].
pub async fn install(
    name: &str,
    from: Option<&str>,
    folder: &Path,
    cancel: &CancellationToken,
    mut progress: impl FnMut(u64, u64),
) -> Result<Model> {
    let known = KNOWN.iter().find(|known| known.name == name).ok_or_else(|| Error::UnknownModel {
        name: name.to_owned(),
        there: KNOWN.map(|known| known.name).join(", "),
    })?;
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    let url = format!("{}/{}", from.unwrap_or(OFFICIAL).trim_end_matches('/'), known.file());
    let part = folder.join(format!("{}.part", known.file()));
    fetched(&url, &part, cancel, &mut progress).await?;
    verified(known, &url, &part)?;
    let file = folder.join(known.file());
    std::fs::rename(&part, &file).map_err(Error::file(&file))?;
    Ok(model(file))
}

async fn fetched(
    url: &str,
    part: &Path,
    cancel: &CancellationToken,
    progress: &mut impl FnMut(u64, u64),
) -> Result<()> {
    let failed = |why: &dyn std::fmt::Display| Error::Download { url: url.to_owned(), why: why.to_string() };
    // Another part of the program may have done so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .connect_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .build()
        .map_err(|error| failed(&error))?;
    let have = std::fs::metadata(part).map_or(0, |found| found.len());
    let mut asking = client.get(url);
    if have > 0 {
        asking = asking.header("Range", format!("bytes={have}-"));
    }
    let mut answer = tokio::select! {
        answer = asking.send() => answer.map_err(|error| failed(&cause(&error)))?,
        () = cancel.cancelled() => return Err(Error::Cancelled),
    };
    // There is no more than we have.
    if answer.status() == reqwest::StatusCode::RANGE_NOT_SATISFIABLE {
        return Ok(());
    }
    if !answer.status().is_success() {
        return Err(failed(&format!("the server said {}", answer.status())));
    }
    let goes_on = answer.status() == reqwest::StatusCode::PARTIAL_CONTENT;
    let mut there = if goes_on { have } else { 0 };
    let all = there + answer.content_length().unwrap_or(0);
    let mut options = tokio::fs::OpenOptions::new();
    options.create(true).write(true).append(goes_on).truncate(!goes_on);
    let mut file = options.open(part).await.map_err(Error::file(part))?;
    progress(there, all);
    loop {
        let chunk = tokio::select! {
            chunk = answer.chunk() => chunk,
            () = cancel.cancelled() => {
                file.flush().await.map_err(Error::file(part))?;
                return Err(Error::Cancelled);
            }
        };
        match chunk {
            Ok(Some(chunk)) => {
                file.write_all(&chunk).await.map_err(Error::file(part))?;
                there += chunk.len() as u64;
                progress(there, all.max(there));
            }
            Ok(None) => break,
            Err(error) => {
                file.flush().await.map_err(Error::file(part))?;
                return Err(failed(&cause(&error)));
            }
        }
    }
    file.sync_all().await.map_err(Error::file(part))
}

/// What is at the bottom of an error: the rest says only that something failed.
fn cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

fn verified(known: &Known, url: &str, part: &Path) -> Result<()> {
    let mut file = std::fs::File::open(part).map_err(Error::file(part))?;
    let (mut hash, mut block) = (Sha1::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut block).map_err(Error::file(part))? {
            0 => break,
            many => hash.update(&block[..many]),
        }
    }
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    if hash == known.sha1 {
        return Ok(());
    }
    std::fs::remove_file(part).map_err(Error::file(part))?;
    Err(Error::WrongHash { url: url.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::{IntoResponse, Response};
    use axum::routing::get;
    use futures::StreamExt;
    use std::sync::{Arc, Mutex};

    const FILE: &[u8] = b"lmgg, and then some megabytes of numbers";

    /// Serves the file, from where it is asked to; the first answer breaks off after ten bytes. Notes the ranges.
    async fn served() -> (String, Arc<Mutex<Vec<String>>>) {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = asked.clone();
        let file = move |headers: HeaderMap| async move {
            let range = headers.get("range").and_then(|range| range.to_str().ok()).unwrap_or_default().to_owned();
            let from =
                range.strip_prefix("bytes=").and_then(|range| range.trim_end_matches('-').parse().ok()).unwrap_or(0);
            let first = noted.lock().is_ok_and(|asked| asked.is_empty());
            let _ = noted.lock().map(|mut asked| asked.push(range));
            let status = if from > 0 { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
            let long = [("content-length", (FILE.len() - from).to_string())];
            if first {
                let parts = futures::stream::iter([Ok(&FILE[..10]), Err(std::io::Error::other("gone"))]);
                // Else the server drops what it has not sent yet.
                let parts = parts.then(async |part| {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    part
                });
                return (status, long, Body::from_stream(parts)).into_response();
            }
            (status, long, &FILE[from..]).into_response() as Response
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|error| panic!("{error}"));
        let url = listener.local_addr().map(|address| format!("http://{address}/model.bin")).unwrap_or_default();
        tokio::spawn(axum::serve(listener, Router::new().route("/model.bin", get(file))).into_future());
        (url, asked)
    }

    #[tokio::test]
    async fn a_broken_download_goes_on() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let part = folder.path().join("model.bin.part");
        let (url, asked) = served().await;
        let cancel = CancellationToken::new();
        let broken = fetched(&url, &part, &cancel, &mut |_, _| {}).await;
        assert!(broken.is_err_and(|error| error.to_string().contains("is kept")), "the first breaks off");
        assert_eq!(std::fs::read(&part).unwrap_or_default(), FILE[..10], "what had come is kept");
        let mut last = (0, 0);
        fetched(&url, &part, &cancel, &mut |done, of| last = (done, of))
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(std::fs::read(&part).unwrap_or_default(), FILE);
        assert_eq!(last, (FILE.len() as u64, FILE.len() as u64));
        assert_eq!(asked.lock().map(|asked| asked.clone()).unwrap_or_default(), ["", "bytes=10-"]);
    }

    #[tokio::test]
    async fn another_file_is_thrown_away_and_the_right_one_is_not() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let part = folder.path().join("model.bin.part");
        let known =
            Known { name: "test", megabytes: 0, sha1: "a9993e364706816aba3e25717850c26c9cd0d89d", good_for: "" };
        std::fs::write(&part, "abc").unwrap_or_default();
        verified(&known, "http://x", &part).unwrap_or_else(|error| panic!("{error}"));
        std::fs::write(&part, "abd").unwrap_or_default();
        let error = verified(&known, "http://x", &part);
        assert!(matches!(error, Err(Error::WrongHash { .. })) && !part.exists());
    }

    #[tokio::test]
    async fn a_cancelled_download_says_so() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let (url, _) = served().await;
        let cancel = CancellationToken::new();
        cancel.cancel();
        let ended = fetched(&url, &folder.path().join("part"), &cancel, &mut |_, _| {}).await;
        assert!(matches!(ended, Err(Error::Cancelled)));
    }
}
