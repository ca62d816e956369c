//! Keeps exported files inside the repository: titles come from people and pages, links from whoever made the folder.

use crate::Error;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The repository's true path, with links followed. What does not exist yet is taken as written.
///
/// # Errors
/// [`Error::NotAFolder`], [`Error::Read`]
pub(crate) fn root_of(repo: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(repo).map_err(|error| Error::reading(repo, error))?;
    let root = true_path(&absolute)?;
    match fs::metadata(&root) {
        Ok(metadata) if !metadata.is_dir() => Err(Error::NotAFolder { path: absolute }),
        Ok(_) => Ok(root),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(root),
        // A file where one of the folders above should be.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(Error::NotAFolder { path: absolute }),
        Err(error) => Err(Error::reading(&absolute, error)),
    }
}

/// Where `relative` is, when that is inside `root` (as [`root_of`] gives it), links included.
///
/// # Errors
/// [`Error::Escapes`], [`Error::InTheWay`], [`Error::Read`]
pub(crate) fn place(root: &Path, relative: &Path) -> Result<PathBuf, Error> {
    let escapes = |reason: &str| Error::Escapes { path: relative.to_owned(), reason: reason.to_owned() };
    let mut depth = 0;
    for component in relative.components() {
        match component {
            Component::Normal(name) => {
                let name = name.to_string_lossy();
                // Git runs what its own folder says; an export has no business there.
                if name.eq_ignore_ascii_case(".git") {
                    return Err(escapes("leads into the repository's .git folder"));
                }
                // A backslash is a separator on Windows, where the repository may be checked out next.
                if name.contains('\\') || name.contains(char::is_control) {
                    return Err(escapes("has characters that file names can't have everywhere"));
                }
                depth += 1;
            }
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(escapes("leads out of the repository"));
            }
        }
    }
    let folder_only = relative.as_os_str().as_encoded_bytes().ends_with(b"/");
    if depth == 0 || folder_only {
        return Err(escapes("is not the name of a file"));
    }
    let path = root.join(relative.components().collect::<PathBuf>());
    let folder = path.parent().expect("a file inside the root has a parent");
    if !true_path(folder)?.starts_with(root) {
        return Err(escapes("leads out of the repository through a link"));
    }
    match folder.ancestors().find(|above| above.exists()) {
        Some(lowest) if !lowest.is_dir() => Err(Error::InTheWay { path: lowest.to_owned() }),
        Some(_) | None => Ok(path),
    }
}

/// The path with links followed as far as it exists. A link to nowhere is an error: what would be made is not known.
fn true_path(path: &Path) -> Result<PathBuf, Error> {
    let mut missing = Vec::new();
    for existing in path.ancestors() {
        match existing.symlink_metadata() {
            Ok(_) => {
                let found = existing.canonicalize().map_err(|error| Error::reading(existing, error))?;
                return Ok(missing.iter().rev().fold(found, |path, name| path.join(name)));
            }
            // Also below a file; the caller looks at that.
            Err(_) => missing.extend(existing.file_name()),
        }
    }
    Ok(path.to_owned())
}
