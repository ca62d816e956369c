//! Files that are written as a whole: they are there completely, under their name, or not at all.

use crate::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Puts `bytes` at `path`, in place of what was there. Survives the end of the app at any moment: the old file or the
/// new one is there, never half of one. Missing folders are created.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let part = part_of(path);
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&part, bytes)?;
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        // Nothing to do when this fails too: the name begins with a dot, and readers pass over it.
        let _ = fs::remove_file(&part);
        Error::writing(path, error)
    })
}

/// The same, for a file that nobody else may read.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let path = std::path::absolute(path).map_err(|error| Error::writing(path, error))?;
    let part = part_of(&path);
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        io::Write::write_all(&mut options.open(&part)?, bytes)?;
        fs::rename(&part, &path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&part);
        Error::writing(&path, error)
    })
}

/// A name beside `path` that no other writer uses at the same time.
fn part_of(path: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    path.with_file_name(format!(".part-{process}-{count}"))
}
