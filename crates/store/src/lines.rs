//! Files of JSON lines: appending one, and reading all that are sound. Knows nothing of what the lines mean.

use crate::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// So many line numbers are named in one note; the rest is counted.
const NAMED_LINES: usize = 5;

/// A file that lines are appended to. It is created with the first line.
pub(crate) struct Lines {
    path: PathBuf,
    file: Option<File>,
    /// The last line was cut (by a kill or a full disk): it must be ended, or the next one would merge with it.
    cut: bool,
}

impl Lines {
    pub(crate) fn new(path: PathBuf) -> Lines {
        Lines { path, file: None, cut: false }
    }

    /// Appends one line. When this returns, the operating system has it: killing the app can't lose it. When it
    /// fails, the file is as it was before, or ends in a cut line that the next append will end.
    pub(crate) fn append<T: Serialize>(&mut self, value: &T) -> Result<(), Error> {
        let line = serde_json::to_string(value).expect("the model's values have string keys and can be written");
        self.append_line(&line).map_err(|error| Error::writing(&self.path, error))
    }

    fn append_line(&mut self, line: &str) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let mut file = OpenOptions::new().create(true).append(true).read(true).open(&self.path)?;
                self.cut = ends_in_a_cut_line(&mut file)?;
                self.file.insert(file)
            }
        };
        let end_of_cut_line = if self.cut { "\n" } else { "" };
        let whole = format!("{end_of_cut_line}{line}\n");
        let length_before = file.metadata()?.len();
        // One call for the whole line: two lines of two writers never mix.
        match file.write_all(whole.as_bytes()) {
            Ok(()) => {
                self.cut = false;
                Ok(())
            }
            Err(error) => {
                // A full disk takes a part of the line. Where that can't be undone, the next line must not follow it.
                self.cut = self.cut || file.set_len(length_before).is_err();
                Err(error)
            }
        }
    }

    /// Waits until the disk has everything: for the end of a recording, when there is time for it.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        match &self.file {
            Some(file) => file.sync_all().map_err(|error| Error::writing(&self.path, error)),
            None => Ok(()),
        }
    }
}

fn ends_in_a_cut_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// All sound lines of a file, and notes about the others. A missing file has no lines.
pub(crate) fn read<T: DeserializeOwned>(path: &Path, notes: &mut Vec<String>) -> Result<Vec<T>, Error> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::reading(path, error)),
    };
    let mut values = Vec::new();
    let mut damaged = Vec::new();
    let mut unknown = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let number = index + 1;
        match serde_json::from_slice(line) {
            Ok(value) => values.push(value),
            // A line that is JSON was written whole: its meaning is what this version does not know.
            Err(_) if serde_json::from_slice::<serde_json::Value>(line).is_ok() => unknown.push(number),
            Err(_) => damaged.push(number),
        }
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(which) = which_lines(&damaged) {
        let (is, was) = if damaged.len() == 1 { ("is", "was") } else { ("are", "were") };
        notes.push(format!("{name} {which} {is} damaged and {was} skipped; the rest is fine"));
    }
    if let Some(which) = which_lines(&unknown) {
        let (holds, was) = if unknown.len() == 1 { ("holds", "was") } else { ("hold", "were") };
        notes.push(format!(
            "{name} {which} {holds} something that this version of Saywright does not know and {was} skipped; \
             a newer version may read it"
        ));
    }
    Ok(values)
}

/// "line 17", "lines 3, 17 and 20", "lines 1, 2, 3, 4, 5 and 12 more"; nothing for no lines.
fn which_lines(numbers: &[usize]) -> Option<String> {
    let (last, others) = numbers.split_last()?;
    if others.is_empty() {
        return Some(format!("line {last}"));
    }
    let named = others.len().min(NAMED_LINES);
    let first = numbers[..named].iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let end = match numbers.len() - named {
        1 => last.to_string(),
        more => format!("{more} more"),
    };
    Some(format!("lines {first} and {end}"))
}
