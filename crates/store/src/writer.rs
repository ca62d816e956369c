//! Writing a recording folder: append only, nothing kept back in memory. Does not know what an event means, nor when
//! things happen: times arrive in the values.

use crate::folder::{self, HEADER, LOCK, file_path, packed_page_path, page_path, proof_path, shot_path};
use crate::lines::Lines;
use crate::{Error, load, uploads, whole_file};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Edit, Event, FORMAT, NetworkEntry, PageId, Proof, RecordingInfo, Target, Utterance};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A page that takes more bytes than this is compressed.
const LARGE: usize = 64 * 1024;

/// An open recording folder, append only, locked against a second writer until dropped. When a call returns, the
/// operating system has what was written: killing the app loses nothing. After an error the writer can be used
/// further.
pub struct Writer {
    folder: PathBuf,
    events: Lines,
    targets: Lines,
    narration: Lines,
    network: Lines,
    edits: Lines,
    shots: u32,
    // Last, so that the lock is given back after all files are closed.
    _lock: Lock,
}

impl Writer {
    /// Starts a recording in a folder that is empty or does not exist yet. The header's format is set to [`FORMAT`].
    ///
    /// # Errors
    /// [`Error::AlreadyARecording`], [`Error::NotEmpty`], [`Error::BeingRecorded`], and what writing may bring.
    pub fn create(folder: &Path, info: &RecordingInfo) -> Result<Writer, Error> {
        fs::create_dir_all(folder).map_err(|error| Error::writing(folder, error))?;
        // First of all, so that of two apps that start here at once only one goes on.
        let lock = Lock::take(folder)?;
        if folder.join(HEADER).exists() {
            return Err(Error::AlreadyARecording { folder: folder.to_owned() });
        }
        if !folder::is_empty(folder).map_err(|error| Error::reading(folder, error))? {
            return Err(Error::NotEmpty { folder: folder.to_owned() });
        }
        let writer = Writer::with_lock(folder, lock, 0);
        writer.update_info(info)?;
        Ok(writer)
    }

    /// Goes on with a recording that exists: lines are added after those that are there.
    ///
    /// # Errors
    /// [`Error::BeingRecorded`], and what [`load`](crate::load) says of the header.
    pub fn open(folder: &Path) -> Result<Writer, Error> {
        load::header(folder)?;
        let lock = Lock::take(folder)?;
        let shots = last_shot(folder)?;
        Ok(Writer::with_lock(folder, lock, shots))
    }

    fn with_lock(folder: &Path, lock: Lock, shots: u32) -> Writer {
        let lines = |name: &str| Lines::new(folder.join(name));
        Writer {
            folder: folder.to_owned(),
            events: lines("events.jsonl"),
            targets: lines("targets.jsonl"),
            narration: lines("narration.jsonl"),
            network: lines("network.jsonl"),
            edits: lines("edits.jsonl"),
            shots,
            _lock: lock,
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Appends to `events.jsonl`.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::NotWritable`], [`Error::Write`]: the event is not in the file, all before it are.
    pub fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.events.append(event)
    }

    /// Appends to `targets.jsonl`. To be called before the event that names it.
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn target(&mut self, target: &Target) -> Result<(), Error> {
        self.targets.append(target)
    }

    /// Appends to `narration.jsonl`.
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn utterance(&mut self, utterance: &Utterance) -> Result<(), Error> {
        self.narration.append(utterance)
    }

    /// Appends to `network.jsonl`.
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn network(&mut self, entry: &NetworkEntry) -> Result<(), Error> {
        self.network.append(entry)
    }

    /// Appends to `edits.jsonl`.
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn edit(&mut self, edit: &Edit) -> Result<(), Error> {
        self.edits.append(edit)
    }

    /// Stores a page under the hash of its text; a page that is stored already is not written again.
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn page(&mut self, html: &str) -> Result<PageId, Error> {
        let hash = Sha256::digest(html.as_bytes());
        let page = PageId(hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect());
        if html.len() > LARGE {
            let path = packed_page_path(&self.folder, &page)?;
            if !path.exists() {
                whole_file::replace(&path, &packed(html))?;
            }
            return Ok(page);
        }
        let path = page_path(&self.folder, &page)?;
        let whole = fs::metadata(&path).is_ok_and(|there| there.len() == html.len() as u64);
        if !whole {
            whole_file::replace(&path, html.as_bytes())?;
        }
        Ok(page)
    }

    /// Stores a screenshot and gives its name: `1`, `2`, ….
    ///
    /// # Errors
    /// As [`Writer::event`].
    pub fn shot(&mut self, webp: &[u8]) -> Result<String, Error> {
        let name = (self.shots + 1).to_string();
        whole_file::replace(&shot_path(&self.folder, &name)?, webp)?;
        self.shots += 1;
        Ok(name)
    }

    /// Copies an uploaded file into `files/` and gives its name there: its own, or `cv-2.pdf` when another file has
    /// that. The same content under the same name is kept once.
    ///
    /// # Errors
    /// [`Error::FileTooBig`] above [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES), [`Error::NotAFile`], [`Error::Read`], else as [`Writer::event`].
    pub fn file(&mut self, from: &Path) -> Result<String, Error> {
        let bytes = uploads::small_file(from)?;
        let own = uploads::plain_name(from);
        let mut names = std::iter::once(own.clone()).chain((2..).map(|n: u32| uploads::numbered(&own, n)));
        let (name, path) = loop {
            let name = names.next().expect("numbers don't run out");
            let path = file_path(&self.folder, &name)?;
            match fs::read(&path) {
                Ok(there) if there == bytes => return Ok(name),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => break (name, path),
                Err(error) => return Err(Error::reading(&path, error)),
            }
        };
        whole_file::replace(&path, &bytes)?;
        Ok(name)
    }

    /// Replaces the header: for a title or browser version that is known only later.
    ///
    /// # Errors
    /// As [`Writer::event`]; the old header is kept then.
    pub fn update_info(&self, info: &RecordingInfo) -> Result<(), Error> {
        let info = RecordingInfo { format: FORMAT, ..info.clone() };
        write_json(&self.folder.join(HEADER), &info)
    }

    /// Ends the recording: waits until the disk itself has every line, so that not even a power cut loses one.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Write`]
    pub fn finish(self) -> Result<(), Error> {
        for lines in [&self.events, &self.targets, &self.narration, &self.network, &self.edits] {
            lines.sync()?;
        }
        Ok(())
    }
}

/// Appends what a user changed to a recording that is not being written.
///
/// # Errors
/// [`Error::NotARecording`] and the like, [`Error::DiskFull`], [`Error::NotWritable`].
pub fn append_edit(folder: &Path, edit: &Edit) -> Result<(), Error> {
    load::header(folder)?;
    Lines::new(folder.join("edits.jsonl")).append(edit)
}

/// Keeps a proof as the recording's last one.
///
/// # Errors
/// As [`append_edit`]; the proof before is kept then.
pub fn save_proof(folder: &Path, proof: &Proof) -> Result<(), Error> {
    load::header(folder)?;
    write_json(&proof_path(folder), proof)
}

fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), Error> {
    let mut text = serde_json::to_string_pretty(value).expect("the model's values have string keys and can be written");
    text.push('\n');
    whole_file::replace(path, text.as_bytes())
}

/// Says that a folder is being written. The system gives it back when the app ends, however it ends.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(folder: &Path) -> Result<Lock, Error> {
        let path = folder.join(LOCK);
        let file = File::create(&path).map_err(|error| Error::writing(&path, error))?;
        match file.try_lock() {
            Ok(()) if path.exists() => Ok(Lock { path, _file: file }),
            // The writer before ended between our two calls and took the file away: lock the next one.
            Ok(()) => Lock::take(folder),
            Err(TryLockError::WouldBlock) => Err(Error::BeingRecorded { folder: folder.to_owned() }),
            // Some network file systems know no locks. Recording without one beats not recording.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Lock { path, _file: file })
            }
            Err(TryLockError::Error(error)) => Err(Error::writing(&path, error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only tidiness: an empty `.lock` that stays behind, as after a kill, is locked by nobody and hinders nobody.
        let _ = fs::remove_file(&self.path);
    }
}

fn last_shot(folder: &Path) -> Result<u32, Error> {
    let shots = folder.join("shots");
    let entries = match fs::read_dir(&shots) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(Error::reading(&shots, error)),
    };
    let number = |entry: io::Result<fs::DirEntry>| entry.ok()?.path().file_stem()?.to_str()?.parse().ok();
    Ok(entries.filter_map(number).max().unwrap_or(0))
}

/// The quickest compression makes a tenth of a page: it is full of the same markup.
fn packed(html: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(html.as_bytes()).and_then(|()| packer.finish()).expect("memory can be written to")
}
