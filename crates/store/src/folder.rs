//! Where things are in a recording folder, and where recordings are. Reads names and times, no contents but a page's.

use crate::Error;
use flate2::read::GzDecoder;
use model::PageId;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

pub(crate) const HEADER: &str = "recording.json";
/// Held locked while a recording is written. A file of its own, because a locked file can't be read on Windows.
pub(crate) const LOCK: &str = ".lock";

/// Longest slug, in characters: the whole name stays far below the 255 bytes that file systems allow.
const LONGEST_SLUG: usize = 50;

/// A folder for a new recording below `base`: `2026-11-23-order-a-mug`, or with `-2`, `-3`, … when that exists. Only
/// the name is made, not the folder. `day` is `YYYY-MM-DD`.
pub fn new_folder(base: &Path, title_or_host: &str, day: &str) -> PathBuf {
    let slug = match slug(title_or_host) {
        slug if slug.is_empty() => "recording".to_owned(),
        slug => slug,
    };
    let name = match self::slug(day) {
        day if day.is_empty() => slug,
        day => format!("{day}-{slug}"),
    };
    let first = base.join(&name);
    let next = || (2..).map(|n: u32| base.join(format!("{name}-{n}")));
    std::iter::once(first)
        .chain(next())
        .find(|folder| folder.symlink_metadata().is_err())
        .expect("no disk holds four billion folders of one name")
}

/// Letters and digits of any script in lower case, all else as single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(LONGEST_SLUG).collect();
    short.trim_end_matches('-').to_owned()
}

/// The folders directly below `base` that hold a recording, by name. A folder that can't be read holds none.
pub fn list(base: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(base) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|folder| folder.join(HEADER).is_file()).collect();
    folders.sort();
    folders
}

/// When the newest of the recording's files was changed, in ms since 1970; nothing when there is no recording. Two
/// equal answers mean that nothing needs to be read again.
pub fn changed_ms(folder: &Path) -> Option<u64> {
    let changed = |name: &str| {
        let modified = fs::metadata(folder.join(name)).ok()?.modified().ok()?;
        let since = modified.duration_since(UNIX_EPOCH).ok()?;
        Some(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    };
    let header = changed(HEADER)?;
    let others = ["events.jsonl", "targets.jsonl", "narration.jsonl", "edits.jsonl", "proof.json"];
    others.iter().filter_map(|name| changed(name)).chain([header]).max()
}

/// Where the last proof is.
pub fn proof_path(folder: &Path) -> PathBuf {
    folder.join("proof.json")
}

/// Pages that unpack to more than this are cut off: recordings come from other people, too.
const MOST_PAGE_BYTES: u64 = 256 * 1024 * 1024;

/// Where a stored page is, whether it exists or not.
///
/// # Errors
/// [`Error::BadName`] for an id that is not a plain name: recordings come from other people, too.
pub fn page_path(folder: &Path, page: &PageId) -> Result<PathBuf, Error> {
    inside(folder, "pages", &page.0, ".html")
}

/// Where a large page is: compressed (gzip).
///
/// # Errors
/// As [`page_path`].
pub(crate) fn packed_page_path(folder: &Path, page: &PageId) -> Result<PathBuf, Error> {
    inside(folder, "pages", &page.0, ".html.gz")
}

/// A stored page's HTML.
///
/// # Errors
/// [`Error::BadName`], or [`Error::Read`] when it is not there or can't be read.
pub fn page_text(folder: &Path, page: &PageId) -> Result<String, Error> {
    let path = page_path(folder, page)?;
    let packed = packed_page_path(folder, page)?;
    let read = match fs::File::open(&packed) {
        Ok(file) => {
            let mut bytes = Vec::new();
            GzDecoder::new(file).take(MOST_PAGE_BYTES).read_to_end(&mut bytes).map(|_| bytes)
        }
        Err(_) => fs::read(&path),
    };
    match read {
        // The writer wrote UTF-8; whatever else a copy has become, most of it can still be used.
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err(Error::reading(&path, error)),
    }
}

/// Where a screenshot is, whether it exists or not.
///
/// # Errors
/// [`Error::BadName`]
pub fn shot_path(folder: &Path, shot: &str) -> Result<PathBuf, Error> {
    inside(folder, "shots", shot, ".webp")
}

/// Where an uploaded file's copy is, whether it exists or not.
///
/// # Errors
/// [`Error::BadName`]
pub fn file_path(folder: &Path, file: &str) -> Result<PathBuf, Error> {
    inside(folder, "files", file, "")
}

fn inside(folder: &Path, kind: &str, name: &str, ending: &str) -> Result<PathBuf, Error> {
    let mut components = Path::new(name).components();
    let plain = matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == name);
    // A backslash is a separator on Windows, where the recording may have been made or be opened next.
    if !plain || name.contains(['\\', '\0']) {
        return Err(Error::BadName { name: name.to_owned() });
    }
    Ok(folder.join(kind).join(format!("{name}{ending}")))
}

/// True when there is nothing in the folder but files that systems and version control put there: `.DS_Store`, `.git`.
pub(crate) fn is_empty(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if !entry?.file_name().as_encoded_bytes().starts_with(b".") {
            return Ok(false);
        }
    }
    Ok(true)
}
