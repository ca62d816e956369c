//! Finds the browsers of this machine.

use crate::Error;
use chromiumoxide::detection::{DetectionOptions, default_executable};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its program.
    pub program: PathBuf,
    /// Name and version as it says itself: "Chromium 156.0.8078.73".
    pub version: String,
}

/// The first of Chrome, Chromium and Edge that is installed; the `CHROME` environment variable goes before all.
pub fn find() -> Result<Found, Error> {
    let program =
        default_executable(DetectionOptions { msedge: true, unstable: true }).map_err(|_| Error::NoBrowser)?;
    found_at(&program)
}

/// The browser at a path.
pub fn found_at(program: &Path) -> Result<Found, Error> {
    if !program.is_file() {
        return Err(Error::NoSuchBrowser(program.to_owned()));
    }
    let output = Command::new(program)
        .arg("--version")
        .output()
        .map_err(|error| Error::DidNotStart { program: program.to_owned(), reason: error.to_string() })?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(Found { program: program.to_owned(), version: version_in(&text) })
}

/// "Chromium 156.0.8078.73 built on Debian GNU/Linux 12" → "Chromium 156.0.8078.73"
fn version_in(text: &str) -> String {
    let is_version = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        words.push(word);
        if is_version(&word) {
            return words.join(" ");
        }
    }
    "an unknown version".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_name_and_a_number() {
        assert_eq!(version_in("Chromium 156.0.8078.73 built on Debian GNU/Linux 12\n"), "Chromium 156.0.8078.73");
        assert_eq!(version_in("Google Chrome 140.0.1.2 \n"), "Google Chrome 140.0.1.2");
        assert_eq!(version_in(""), "an unknown version");
    }

    #[test]
    fn a_path_that_is_no_program_says_what_to_do() {
        let error = found_at(Path::new("/nowhere/chrome")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/chrome") && error.contains("--browser"), "{error}");
    }
}
