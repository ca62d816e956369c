//! What can go wrong with recording folders and the index. Each message says what happened, what was kept and what
//! to do next; it is shown to people as it is.

use model::FORMAT;
use std::io;
use std::path::{Path, PathBuf};

/// An error that a person can act on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No space left, or the user's quota is used up.
    #[error(
        "The disk is full: {} could not be written. Everything recorded before is kept. Free some space, then go on.",
        path.display()
    )]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder can't be written to.
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
    /// Writing failed for another reason.
    #[error(
        "{} could not be written ({source}). Everything recorded before is kept. Check the disk, then try again.",
        path.display()
    )]
    Write {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Reading failed.
    #[error("{} could not be read ({source}). Nothing was changed. Check that it is there and may be read.", path.display())]
    Read {
        /// What was being read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder without `recording.json`.
    #[error("{} is not a recording: it has no recording.json. Choose a folder that Saywright recorded into.", folder.display())]
    NotARecording {
        /// The folder.
        folder: PathBuf,
    },
    /// A new recording was to go where other files are.
    #[error(
        "{} has other files in it, so no recording was started there. Choose an empty folder, or one that does not exist yet.",
        folder.display()
    )]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
    },
    /// A new recording was to go where one is already.
    #[error(
        "{} already holds a recording, which was left as it is. Choose another folder for the new one.",
        folder.display()
    )]
    AlreadyARecording {
        /// The folder.
        folder: PathBuf,
    },
    /// Another writer has the folder open.
    #[error("{} is being recorded right now. Stop that recording first, or choose another folder.", folder.display())]
    BeingRecorded {
        /// The folder.
        folder: PathBuf,
    },
    /// Made by a newer Saywright.
    #[error(
        "{} was made by a newer version of Saywright: its format is {found}, and this version reads up to {FORMAT}. \
         Nothing was changed. Update Saywright to open it.",
        folder.display()
    )]
    NewerFormat {
        /// The folder.
        folder: PathBuf,
        /// Its format.
        found: u64,
    },
    /// `recording.json` can't be understood.
    #[error(
        "{}/recording.json is damaged ({reason}). The other files of the recording are untouched. Put an earlier copy \
         of recording.json back, from version control or a backup, or mend it by hand.",
        folder.display()
    )]
    DamagedHeader {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A chosen file is too large to be kept in a recording.
    #[error(
        "{} is larger than {} MB, so it was not copied into the recording. Record with a smaller file.",
        path.display(),
        limit_bytes / 1_000_000
    )]
    FileTooBig {
        /// The file.
        path: PathBuf,
        /// The largest size that is kept, in bytes.
        limit_bytes: u64,
    },
    /// A chosen file is a folder, a device or the like.
    #[error("{} is not a plain file, so it was not copied into the recording. Choose a plain file.", path.display())]
    NotAFile {
        /// What was chosen.
        path: PathBuf,
    },
    /// A recording names a page, screenshot or file in a way that could lead out of its folder.
    #[error(
        "the recording names “{name}”, which is not the name of a file of its own; it was not opened. Record this flow again."
    )]
    BadName {
        /// The name.
        name: String,
    },
    /// The index failed.
    #[error("the index {} does not work ({source}). No recording is affected. Quit Saywright, delete that file and start again.", path.display())]
    Index {
        /// The sqlite file.
        path: PathBuf,
        /// What sqlite said.
        source: Box<sqlx::Error>,
    },
    /// A folder whose name is no Unicode can't be listed.
    #[error("the name of {} is not readable text, so it can't be listed. Rename the folder.", path.display())]
    OddPath {
        /// The folder.
        path: PathBuf,
    },
}

impl Error {
    /// What a failed write of `path` means.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Error {
        use io::ErrorKind as Kind;
        let path = path.to_owned();
        match source.kind() {
            // FileTooLarge is what a limit on file sizes (`ulimit -f`) or a small file system says.
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Error::DiskFull { path, source },
            // AlreadyExists: a file stands where a folder is to be.
            Kind::PermissionDenied
            | Kind::ReadOnlyFilesystem
            | Kind::NotADirectory
            | Kind::IsADirectory
            | Kind::AlreadyExists => Error::NotWritable { path, source },
            _ => Error::Write { path, source },
        }
    }

    /// What a failed read of `path` means.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Error {
        Error::Read { path: path.to_owned(), source }
    }
}
