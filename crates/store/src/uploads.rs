//! Uploaded files on their way into a recording: how large they may be and what they are called there.

use crate::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The largest uploaded file that is copied into a recording. GitHub warns above 50 MB, and recordings are to be
/// committed.
pub const MAX_FILE_BYTES: u64 = 50_000_000;

/// Longest name of a copied file, in bytes; file systems allow 255, and a number may be added.
const LONGEST_NAME: usize = 200;

/// The content of a plain file of at most [`MAX_FILE_BYTES`].
pub(crate) fn small_file(path: &Path) -> Result<Vec<u8>, Error> {
    let reading = |error| Error::reading(path, error);
    // Asked before opening: opening a pipe would wait for its other end.
    if !fs::metadata(path).map_err(reading)?.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to know; the size is not asked for, since the file may be growing.
    File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)).map_err(reading)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Error::FileTooBig { path: path.to_owned(), limit_bytes: MAX_FILE_BYTES });
    }
    Ok(bytes)
}

/// The file's name as every file system takes it.
pub(crate) fn plain_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut plain: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect();
    if plain.len() > LONGEST_NAME {
        let (stem, extension) = stem_and_extension(&plain);
        let extension: String = extension.chars().take(LONGEST_NAME / 8).collect();
        let room = LONGEST_NAME - extension.len();
        let end = (0..=room.min(stem.len())).rev().find(|at| stem.is_char_boundary(*at)).unwrap_or(0);
        plain = format!("{}{extension}", &stem[..end]);
    }
    plain
}

/// `cv-2.pdf`
pub(crate) fn numbered(name: &str, number: u32) -> String {
    let (stem, extension) = stem_and_extension(name);
    format!("{stem}-{number}{extension}")
}

/// The extension comes with its dot, and is empty where there is none.
fn stem_and_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        Some(_) | None => (name, ""),
    }
}
