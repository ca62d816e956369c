//! Downloads a model. What came before a failure is kept, and the next attempt goes on from there.

use crate::error::{Error, Result};
use crate::models::{KNOWN, Known, Model, model};
use sha1::{Digest, Sha1};
use std::io::Read;
use std::path::Path;
use tokio::io::AsyncWriteExt;
use tokio_util::sync::CancellationToken;

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
    let client = reqwest::Client::builder().build().map_err(|error| failed(&error))?;
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
