//! What can go wrong with an export. Each message says what happened, what was kept and what to do next; it is shown
//! to people as it is.

use std::io;
use std::path::{Path, PathBuf};

/// An error that a person can act on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository is a file, or something else that holds no files.
    #[error("{} is not a folder. Choose the folder of your repository.", path.display())]
    NotAFolder {
        /// What was given.
        path: PathBuf,
    },
    /// A file stands where the export needs a folder.
    #[error("{} is a file, where a folder is needed. Nothing was changed. Move it away, or choose another folder.", path.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
    },
    /// A file would land outside the repository, or in a part that is not for sources.
    #[error("“{}” {reason}, so nothing was exported. Give the test another title or folder.", path.display())]
    Escapes {
        /// The file, relative as it was given.
        path: PathBuf,
        /// Why it is refused: "leads out of the repository".
        reason: String,
    },
    /// Reading failed.
    #[error("{} could not be read ({source}). Nothing was changed. Check that it may be read.", path.display())]
    Read {
        /// What was being read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The repository can't be written to.
    #[error(
        "{} can't be written ({source}). Nothing was changed. Choose a folder that you may write to, or change its permissions.",
        path.display()
    )]
    NotWritable {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No space left, or the user's quota is used up.
    #[error("The disk is full: {} could not be written. Nothing was changed. Free some space, then export again.", path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Writing failed for another reason.
    #[error("{} could not be written ({source}). Nothing was changed. Check the disk, then export again.", path.display())]
    Write {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Since the plan was made, something has come to stand where a file was to go.
    #[error("{} appeared in the meantime and was left as it is. Nothing was changed. Export again to see the new difference.", path.display())]
    Appeared {
        /// The file.
        path: PathBuf,
    },
    /// Writing failed, and what had been written could not be taken back.
    #[error(
        "{cause} But these files had been written and could not be removed again: {}. Remove them by hand.",
        listed(written)
    )]
    Partly {
        /// What is there now.
        written: Vec<PathBuf>,
        /// Why writing stopped.
        cause: Box<Error>,
    },
}

impl Error {
    /// What a failed write of `path` means.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Error {
        use io::ErrorKind as Kind;
        let path = path.to_owned();
        match source.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Error::DiskFull { path, source },
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem | Kind::NotADirectory | Kind::IsADirectory => {
                Error::NotWritable { path, source }
            }
            Kind::AlreadyExists => Error::Appeared { path },
            _ => Error::Write { path, source },
        }
    }

    /// What a failed read of `path` means.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Error {
        Error::Read { path: path.to_owned(), source }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}
