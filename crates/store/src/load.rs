//! Reading a recording folder: all that is sound in it, and notes about the rest. Never changes a file.

use crate::folder::{HEADER, proof_path};
use crate::{Error, lines};
use model::{FORMAT, Proof, Recording, RecordingInfo};
use std::fs;
use std::io;
use std::path::Path;

/// A recording as read from its folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Everything sound in it.
    pub recording: Recording,
    /// Sentences for people about what was skipped.
    pub notes: Vec<String>,
    /// The last proof.
    pub proof: Option<Proof>,
}

/// Reads a recording. Damaged lines and lines of unknown kinds are skipped and noted; missing files other than the
/// header count as empty. Works while the recording is being written, too.
///
/// # Errors
/// [`Error::NotARecording`], [`Error::DamagedHeader`], [`Error::NewerFormat`], or [`Error::Read`] when the system
/// refuses.
pub fn load(folder: &Path) -> Result<Loaded, Error> {
    let info = header(folder)?;
    let mut notes = Vec::new();
    let recording = Recording {
        info,
        events: lines::read(&folder.join("events.jsonl"), &mut notes)?,
        targets: lines::read(&folder.join("targets.jsonl"), &mut notes)?,
        utterances: lines::read(&folder.join("narration.jsonl"), &mut notes)?,
        network: lines::read(&folder.join("network.jsonl"), &mut notes)?,
        edits: lines::read(&folder.join("edits.jsonl"), &mut notes)?,
    };
    let proof = proof(folder, &mut notes)?;
    Ok(Loaded { recording, notes, proof })
}

/// The header, after making sure that this version may read the folder.
pub fn header(folder: &Path) -> Result<RecordingInfo, Error> {
    let path = folder.join(HEADER);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(Error::NotARecording { folder: folder.to_owned() });
        }
        Err(error) => return Err(Error::reading(&path, error)),
    };
    let damaged = |reason: String| Error::DamagedHeader { folder: folder.to_owned(), reason };
    // The format first: a newer header may look different in every other respect.
    let json: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    match json.get("format").and_then(serde_json::Value::as_u64) {
        None | Some(0) => return Err(damaged("it has no format number".to_owned())),
        Some(found) if found > u64::from(FORMAT) => {
            return Err(Error::NewerFormat { folder: folder.to_owned(), found });
        }
        Some(_) => {}
    }
    serde_json::from_value(json).map_err(|error| damaged(error.to_string()))
}

fn proof(folder: &Path, notes: &mut Vec<String>) -> Result<Option<Proof>, Error> {
    let path = proof_path(folder);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::reading(&path, error)),
    };
    match serde_json::from_slice(&bytes) {
        Ok(proof) => Ok(Some(proof)),
        Err(_) => {
            notes.push("proof.json is damaged and was skipped; prove the recording again".to_owned());
            Ok(None)
        }
    }
}
