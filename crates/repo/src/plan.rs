//! What an export would change: for each file whether it is new, there already, or must go beside another one. Reads;
//! writes nothing.

use crate::{Error, inside};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings that tools look for in front of the extension: they stay behind the number of a file that goes beside
/// another (`order.2.spec.ts`), so that it is still found.
const INNER_ENDINGS: [&str; 7] = ["spec", "test", "config", "setup", "teardown", "e2e", "d"];

/// A file to export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Relative to the repository.
    pub path: PathBuf,
    /// What is to be in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, with `\n` line ends.
    Text(String),
    /// Anything else: a file that the test uploads.
    Binary(Vec<u8>),
}

/// What an export does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Create,
    /// It is there already, just so (line ends aside): nothing is written.
    Same,
    /// Another file of its name is there: that one is kept, ours goes beside it under another name.
    Beside,
}

/// One file of an export, as [`write()`](crate::write()) would write it. Made by [`plan`] only, so that its path is
/// known to be inside the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    pub(crate) root: PathBuf,
    pub(crate) relative: PathBuf,
    pub(crate) change: Change,
    pub(crate) content: Content,
    pub(crate) diff: String,
}

impl NewFile {
    /// A text file.
    pub fn text(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Text(text.into()) }
    }

    /// A file of bytes.
    pub fn binary(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: Content::Binary(bytes.into()) }
    }
}

impl PlannedFile {
    /// Where it ends up, absolute, links followed.
    pub fn path(&self) -> PathBuf {
        self.root.join(&self.relative)
    }

    /// The same, relative to the repository.
    pub fn relative_path(&self) -> &Path {
        &self.relative
    }

    /// What happens to it.
    pub fn change(&self) -> Change {
        self.change
    }

    /// What is to be in it.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// A unified difference: against nothing for a new file, against the file that is kept for one beside it. Empty
    /// when nothing changes.
    pub fn diff(&self) -> &str {
        &self.diff
    }
}

impl Content {
    /// As it is written.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Binary(bytes) => bytes,
        }
    }

    /// The text; nothing for a binary file.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Content::Text(text) => Some(text),
            Content::Binary(_) => None,
        }
    }

    fn is_same(&self, there: &[u8]) -> bool {
        match self {
            // Git may have checked the file out with other line ends.
            Content::Text(text) => String::from_utf8_lossy(there).replace("\r\n", "\n") == *text,
            Content::Binary(bytes) => bytes == there,
        }
    }
}

/// What exporting these files into the repository would do, in their order. A repository that does not exist yet is
/// an empty one.
///
/// # Errors
/// [`Error::NotAFolder`], [`Error::InTheWay`], [`Error::Escapes`], [`Error::Read`]
pub fn plan(repo: &Path, files: &[NewFile]) -> Result<Vec<PlannedFile>, Error> {
    let root = inside::root_of(repo)?;
    // What the files before this one take up.
    let mut taken: BTreeMap<PathBuf, &Content> = BTreeMap::new();
    let mut planned = Vec::new();
    for file in files {
        let wanted = inside::place(&root, &file.path)?;
        let mut kept = None;
        let mut names = std::iter::once(wanted.clone()).chain((2..).map(|number| beside(&wanted, number)));
        let (path, change) = loop {
            let path = names.next().expect("numbers don't run out");
            match standing(&path, &taken)? {
                Standing::Nothing if kept.is_none() => break (path, Change::Create),
                Standing::Nothing => break (path, Change::Beside),
                Standing::File(there) if file.content.is_same(&there) => break (path, Change::Same),
                // The first one is the one that the user knows; later ones are earlier exports beside it.
                Standing::File(there) => kept = kept.or(Some((path, there))),
                Standing::NoFile => kept = kept.or(Some((path, Vec::new()))),
            }
        };
        let relative = relative_to(&root, &path);
        let diff = match (change, &kept) {
            (Change::Same, _) => String::new(),
            (Change::Create | Change::Beside, None) => diff(None, &relative, &file.content),
            (Change::Create | Change::Beside, Some((kept, there))) => {
                diff(Some((&relative_to(&root, kept), there)), &relative, &file.content)
            }
        };
        taken.insert(path, &file.content);
        planned.push(PlannedFile { root: root.clone(), relative, change, content: file.content.clone(), diff });
    }
    Ok(planned)
}

/// What stands at a path.
enum Standing {
    Nothing,
    File(Vec<u8>),
    /// A folder, a link to nowhere, a device.
    NoFile,
}

fn standing(path: &Path, taken: &BTreeMap<PathBuf, &Content>) -> Result<Standing, Error> {
    if let Some(content) = taken.get(path) {
        return Ok(Standing::File(content.bytes().to_vec()));
    }
    if path.symlink_metadata().is_err() {
        return Ok(Standing::Nothing);
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {
            fs::read(path).map(Standing::File).map_err(|error| Error::reading(path, error))
        }
        Ok(_) | Err(_) => Ok(Standing::NoFile),
    }
}

fn relative_to(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).expect("places are inside the root").to_owned()
}

/// `order.2.spec.ts` for `order.spec.ts`.
fn beside(path: &Path, number: u32) -> PathBuf {
    let name = path.file_name().expect("places are files").to_string_lossy();
    let dot_of = |name: &str| name.rfind('.').filter(|dot| *dot > 0);
    let mut stem_end = dot_of(&name).unwrap_or(name.len());
    if let Some(inner) = dot_of(&name[..stem_end])
        && INNER_ENDINGS.contains(&&name[inner + 1..stem_end])
    {
        stem_end = inner;
    }
    path.with_file_name(format!("{}.{number}{}", &name[..stem_end], &name[stem_end..]))
}

/// In Git's form, names with `/` on every system.
fn diff(kept: Option<(&Path, &[u8])>, path: &Path, content: &Content) -> String {
    let slashes =
        |path: &Path| path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let before = kept.map_or("/dev/null".to_owned(), |(path, _)| format!("a/{}", slashes(path)));
    let after = format!("b/{}", slashes(path));
    let Some(text) = content.as_text() else {
        return format!("Binary files {before} and {after} differ\n");
    };
    let there = kept.map_or_else(String::new, |(_, there)| String::from_utf8_lossy(there).replace("\r\n", "\n"));
    difference(&before, &after, &there, text)
}

/// A unified difference of two texts, with the names that are given them.
pub fn difference(before: &str, after: &str, there: &str, text: &str) -> String {
    TextDiff::from_lines(there, text).unified_diff().header(before, after).to_string()
}
