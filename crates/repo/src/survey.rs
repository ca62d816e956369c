//! Looks at a repository: where Playwright's configuration is and what it says, and what is installed. Changes nothing.

use crate::config::{self, Config, ConfigValue};
use crate::{Error, inside};
use serde_json::Value;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What Playwright itself looks for, in its order (its `configLoader`).
const CONFIG_NAMES: [&str; 6] = [
    "playwright.config.ts",
    "playwright.config.js",
    "playwright.config.mts",
    "playwright.config.mjs",
    "playwright.config.cts",
    "playwright.config.cjs",
];
/// How far below the repository a configuration is looked for: `apps/web/e2e/playwright.config.ts`.
const DEEPEST: usize = 3;
/// In a repository with more folders than this the search is given up; it takes well under a second.
const MOST_FOLDERS: usize = 5_000;
/// Folders that hold no sources.
const SKIPPED: [&str; 8] = ["node_modules", "dist", "build", "out", "target", "vendor", "coverage", "test-results"];

/// What is in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The repository's folder, absolute, links followed. It may not exist yet.
    pub root: PathBuf,
    /// Playwright's configuration, absolute: the one nearest to the root.
    pub config: Option<PathBuf>,
    /// `testDir` as the configuration says it.
    pub test_dir: ConfigValue,
    /// `baseURL` as the configuration says it. Without one, tests need whole addresses.
    pub base_url: ConfigValue,
    /// `testIdAttribute` as the configuration says it.
    pub test_id_attribute: ConfigValue,
    /// Where tests belong, relative to the root: the configured `testDir`, else the configuration's own folder, as
    /// Playwright has it. Nothing when there is no configuration, or when what it says is not known.
    pub tests: Option<PathBuf>,
    /// The root's `package.json`, absolute.
    pub package_json: Option<PathBuf>,
    /// Version of the installed `@playwright/test`.
    pub installed: Option<String>,
    /// The version or range of `@playwright/test` that a `package.json` asks for.
    pub wanted: Option<String>,
    /// Sentences for people about what is unsure.
    pub notes: Vec<String>,
}

/// Looks at a repository. One that does not exist yet is empty.
///
/// # Errors
/// [`Error::NotAFolder`], [`Error::Read`]
pub fn survey(repo: &Path) -> Result<Survey, Error> {
    let root = inside::root_of(repo)?;
    let mut notes = Vec::new();
    let path = find_config(&root, &mut notes);
    let config = match &path {
        Some(path) => {
            let text = fs::read(path).map_err(|error| Error::reading(path, error))?;
            config::read(&String::from_utf8_lossy(&text), &name_of(&root, path), &mut notes)
        }
        None => Config::default(),
    };
    let home = path.as_deref().and_then(Path::parent).unwrap_or(&root);
    let tests = match &path {
        Some(_) => tests_folder(&root, home, &config.test_dir, &mut notes),
        None => None,
    };
    let package_json = Some(root.join("package.json")).filter(|path| path.is_file());
    Ok(Survey {
        tests,
        package_json,
        installed: installed(home),
        wanted: wanted(home, &root, &mut notes),
        test_dir: config.test_dir,
        base_url: config.base_url,
        test_id_attribute: config.test_id_attribute,
        config: path,
        root,
        notes,
    })
}

/// Breadth first, so that the nearest one is found.
fn find_config(root: &Path, notes: &mut Vec<String>) -> Option<PathBuf> {
    let mut level = vec![root.to_owned()];
    let mut looked_at = 0;
    for _ in 0..=DEEPEST {
        let in_folder =
            |folder: &PathBuf| CONFIG_NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        let mut found = level.iter().filter_map(in_folder);
        if let Some(first) = found.next() {
            let others: Vec<String> = found.map(|path| name_of(root, &path)).collect();
            if !others.is_empty() {
                notes.push(format!(
                    "{} was taken as the Playwright configuration; there is also {}: to use another one, export into its folder",
                    name_of(root, &first),
                    others.join(", ")
                ));
            }
            return Some(first);
        }
        looked_at += level.len();
        if looked_at > MOST_FOLDERS {
            notes.push(
                "the folder is very large, so a Playwright configuration was looked for only near its top".to_owned(),
            );
            return None;
        }
        level = level.iter().flat_map(|folder| folders_in(folder)).collect();
    }
    None
}

/// Folders that may hold sources, by name. Links are not followed: they may lead anywhere, and in circles.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            !name.starts_with('.') && !SKIPPED.contains(&name.as_ref())
        })
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
}

fn tests_folder(root: &Path, home: &Path, test_dir: &ConfigValue, notes: &mut Vec<String>) -> Option<PathBuf> {
    let folder = match test_dir {
        ConfigValue::Absent => home.to_owned(),
        ConfigValue::Literal(literal) => home.join(literal),
        ConfigValue::Computed => return None,
    };
    // By name only: the folder may not exist yet.
    let mut plain = PathBuf::new();
    for component in folder.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => plain.push(component),
        }
    }
    match plain.strip_prefix(root) {
        Ok(relative) => Some(relative.to_owned()),
        Err(_) => {
            notes.push(format!("testDir leads out of the repository, to {}", plain.display()));
            None
        }
    }
}

/// As Node finds it: in the configuration's folder, else in one above.
fn installed(home: &Path) -> Option<String> {
    let package = home
        .ancestors()
        .map(|folder| folder.join("node_modules/@playwright/test/package.json"))
        .find(|path| path.is_file())?;
    let json: Value = serde_json::from_slice(&fs::read(package).ok()?).ok()?;
    Some(json.get("version")?.as_str()?.to_owned())
}

/// From the `package.json` nearest to the configuration that asks for it, up to the root's.
fn wanted(home: &Path, root: &Path, notes: &mut Vec<String>) -> Option<String> {
    let folders = home.ancestors().take_while(|folder| folder.starts_with(root));
    for path in folders.map(|folder| folder.join("package.json")) {
        let Ok(bytes) = fs::read(&path) else {
            continue;
        };
        // Windows editors like to begin files with a byte order mark.
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let Ok(json) = serde_json::from_slice::<Value>(text) else {
            notes.push(format!("{} is not valid JSON", name_of(root, &path)));
            continue;
        };
        let of = |field: &str| Some(json.get(field)?.get("@playwright/test")?.as_str()?.to_owned());
        if let Some(version) = of("devDependencies").or_else(|| of("dependencies")) {
            return Some(version);
        }
    }
    None
}

fn name_of(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
