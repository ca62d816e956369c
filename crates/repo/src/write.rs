//! Writing a planned export: all of it or nothing.

use crate::{Change, Error, PlannedFile, inside};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes what was planned, making folders where needed. A file that has appeared since the plan was made is not
/// touched. When anything fails, what this call wrote is taken back.
///
/// # Errors
/// [`Error::Appeared`], [`Error::NotWritable`], [`Error::DiskFull`], [`Error::Write`], [`Error::InTheWay`],
/// [`Error::Escapes`]: nothing was changed. [`Error::Partly`]: names what stayed.
pub fn write(planned: &[PlannedFile]) -> Result<(), Error> {
    let mut made = Made::default();
    for file in planned {
        match file.change {
            Change::Same => {}
            Change::Create | Change::Beside => {
                if let Err(cause) = write_one(file, &mut made) {
                    return Err(made.take_back(cause));
                }
            }
        }
    }
    Ok(())
}

fn write_one(file: &PlannedFile, made: &mut Made) -> Result<(), Error> {
    let path = file.path();
    let folder = path.parent().expect("planned files are inside a folder");
    // Once more, for a link may have been made since.
    inside::place(&file.root, &file.relative)?;
    made.folders(folder).map_err(|error| Error::writing(folder, error))?;
    // Fails when anything is there, a dangling link included.
    let mut new =
        OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| Error::writing(&path, error))?;
    made.files.push(path.clone());
    new.write_all(file.content.bytes()).map_err(|error| Error::writing(&path, error))
}

/// What this export has made so far, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Makes the folder and those above it.
    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.folders(above)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_owned());
        Ok(())
    }

    /// Removes it all again and gives the error to report.
    fn take_back(self, cause: Error) -> Error {
        let removed = |path: &PathBuf| fs::remove_file(path).is_ok();
        let written: Vec<PathBuf> = self.files.into_iter().filter(|path| !removed(path)).collect();
        for folder in self.folders.iter().rev() {
            // A folder that somebody has put something into in the meantime stays, as it should.
            let _ = fs::remove_dir(folder);
        }
        if written.is_empty() { cause } else { Error::Partly { written, cause: Box::new(cause) } }
    }
}
