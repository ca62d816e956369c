//! Speech models: those that are known, and that which is used.

use crate::convert;
use crate::error::{Error, Result};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// An official model of whisper.cpp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// As whisper.cpp calls it.
    pub name: &'static str,
    /// How much there is to download, in MB.
    pub megabytes: u32,
    /// The hash of the file, as whisper.cpp publishes it.
    pub sha1: &'static str,
    /// What it is good for.
    pub good_for: &'static str,
}

impl Known {
    /// The file's name.
    pub fn file(&self) -> String {
        format!("ggml-{}.bin", self.name)
    }
}

/// The first is what one gets who doesn't ask. Hashes: `models/README.md` of whisper.cpp.
pub const KNOWN: [Known; 4] = [
    Known {
        name: "base.en",
        megabytes: 148,
        sha1: "137c40403d78fd54d454da0f9bd998f78703390c",
        good_for: "English, for most computers",
    },
    Known {
        name: "tiny.en",
        megabytes: 78,
        sha1: "c78c86eb1a8faa21b369bcd33207cc90d64ae9df",
        good_for: "English, for slow computers",
    },
    Known {
        name: "small.en",
        megabytes: 488,
        sha1: "db8a495a91d927739e50b3fc1cc4c6b8f6c2d022",
        good_for: "English with an accent or much noise, for fast computers",
    },
    Known {
        name: "large-v3-turbo-q5_0",
        megabytes: 574,
        sha1: "e050f7970618a659205450ad97eb95a18d69c9ee",
        good_for: "the best, for very fast computers",
    },
];

/// A model that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name: `base.en`.
    pub name: String,
    /// Its ggml file.
    pub file: PathBuf,
}

/// The model in this folder that was installed or taken last.
pub fn installed(folder: &Path) -> Option<Model> {
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let models = files.filter(|path| path.extension().is_some_and(|extension| extension == "bin"));
    let newest = models.max_by_key(|path| std::fs::metadata(path).and_then(|found| found.modified()).ok())?;
    Some(model(newest))
}

/// Takes a model that the person has: a ggml file, or a folder in the form of CTranslate2, which is converted. It is
/// copied into the folder, so that it stays when theirs goes.
///
/// # Errors
///
/// [`Error::NotAModel`] with what is the matter with it.
pub fn taken(path: &Path, folder: &Path) -> Result<Model> {
    std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
    let mut name = path.file_name().map_or_else(|| "model".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(Error::file(folder))?;
    if path.is_dir() {
        if !convert::is_one(path) {
            return Err(Error::not_a_model(
                path,
                "there is no model.bin and vocabulary in it, as CTranslate2 has them",
            ));
        }
        let mut out = BufWriter::new(&mut new);
        name = format!("ggml-{}", convert::convert(path, &mut out)?);
        out.flush().map_err(Error::file(folder))?;
    } else {
        let mut given = std::fs::File::open(path).map_err(Error::file(path))?;
        let mut magic = [0; 4];
        let is_ggml = given.read_exact(&mut magic).is_ok() && magic == *b"lmgg";
        if !is_ggml {
            return Err(Error::not_a_model(path, "it is no ggml file, as whisper.cpp has them"));
        }
        new.write_all(&magic).map_err(Error::file(folder))?;
        std::io::copy(&mut given, &mut new).map_err(Error::file(folder))?;
    }
    new.as_file().sync_all().map_err(Error::file(folder))?;
    let file = folder.join(format!("{}.bin", name.trim_end_matches(".bin")));
    new.persist(&file).map_err(|error| Error::File { path: file.clone(), source: error.error })?;
    Ok(model(file))
}

pub(crate) fn model(file: PathBuf) -> Model {
    let stem = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    Model { name: stem.strip_prefix("ggml-").unwrap_or(&stem).to_owned(), file }
}
