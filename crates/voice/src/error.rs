//! What can go wrong with a microphone, a model or a sound file, in words for people.

use std::path::{Path, PathBuf};

/// What can go wrong; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No microphone is there.
    #[error("No microphone was found. Plug one in, or choose one in the system's sound settings, then try again.")]
    NoMicrophone,
    /// The microphone of this name is not there.
    #[error("There is no microphone called “{name}”. There are: {there}.")]
    NoSuchMicrophone {
        /// The name.
        name: String,
        /// Those that are there.
        there: String,
    },
    /// The system doesn't give its sound.
    #[error(
        "The microphone can't be used: {why}. See whether another program holds it, and whether this one may listen."
    )]
    Microphone {
        /// As the system says it.
        why: String,
    },
    /// Nothing to recognise speech with.
    #[error(
        "There is no speech model yet. Set up Voice in Settings, or in a terminal: `saywright voice install` downloads one, `saywright voice use PATH` takes one that you have."
    )]
    NoModel,
    /// No model of this name is known.
    #[error("There is no model called “{name}”. There are: {there}.")]
    UnknownModel {
        /// The name.
        name: String,
        /// Those that are known.
        there: String,
    },
    /// Not a model that can be used.
    #[error("{} is no speech model that can be used: {why}.", path.display())]
    NotAModel {
        /// The file or folder.
        path: PathBuf,
        /// What is the matter with it.
        why: String,
    },
    /// The download is not the file that it should be.
    #[error(
        "What came from {url} is not the file that it should be, and was thrown away. Try again, or from elsewhere."
    )]
    WrongHash {
        /// From where.
        url: String,
    },
    /// The download failed.
    #[error("{url} could not be downloaded: {why}. What has come so far is kept; try again to go on.")]
    Download {
        /// From where.
        url: String,
        /// Why.
        why: String,
    },
    /// The person ended it.
    #[error("The download was stopped. What has come so far is kept; try again to go on.")]
    Cancelled,
    /// Not a sound that can be read.
    #[error("{} can't be heard: {why}. Give a WAV, FLAC, MP3, M4A or Ogg file.", path.display())]
    NotSound {
        /// The file.
        path: PathBuf,
        /// What is the matter with it.
        why: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An engine failed.
    #[error("Speech could not be recognised: {0}.")]
    Engine(String),
}

/// The result of this crate's functions.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    pub(crate) fn not_a_model(path: &Path, why: impl Into<String>) -> Self {
        Self::NotAModel { path: path.to_owned(), why: why.into() }
    }
}
