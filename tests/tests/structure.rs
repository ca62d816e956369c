//! Holds the shape of the code: who may depend on whom, what pure crates may not reach, and what each file owes its
//! reader. The rules are those of `docs/architecture.md`; nothing here looks at what the code does.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each package of the workspace may depend on in the workspace. A new arrow is a decision: it changes this table.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("words", &[]),
    ("align", &["model", "words"]),
    ("locate", &["model", "words"]),
    ("plan", &["model", "words"]),
    ("emit", &["model"]),
    ("browser", &["model"]),
    ("store", &["model"]),
    ("repo", &[]),
    ("prove", &["model"]),
    ("shop", &[]),
    ("voice", &[]),
    ("app", &["model", "align", "locate", "plan", "emit", "browser", "store", "repo", "prove", "shop", "voice"]),
    ("cli", &["app", "model"]),
    ("desktop", &["app", "model"]),
    ("tests", &[]),
];

/// The crates that can't reach the world, and the only outside crates that they may use: all of them data.
const PURE: &[&str] = &["model", "words", "align", "locate", "plan", "emit"];
const PURE_MAY_USE: &[&str] = &["serde", "serde_json", "specta"];

/// How a pure crate could reach the world all the same.
const WORLD: &[&str] = &[
    // Grouped, they could hide.
    "std::{",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "env!(",
    "include_str!",
    "include_bytes!",
    "println!",
    "eprintln!",
];

/// Libraries that one crate alone may name.
const SOLE_USERS: &[(&str, &str)] = &[
    ("chromiumoxide", "browser"),
    ("sqlx", "store"),
    ("tauri", "desktop"),
    ("whisper-rs", "voice"),
    ("cpal", "voice"),
];

const LONGEST_FILE: usize = 600;

#[test]
fn dependencies_point_downwards() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let packages = packages();
    let names: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    assert_eq!(names, allowed.keys().copied().collect(), "each package has a row in ARROWS");
    for (package, dependencies) in &packages {
        for dependency in dependencies.iter().filter(|dependency| names.contains(dependency.as_str())) {
            assert!(allowed[package.as_str()].contains(&dependency.as_str()), "{package} must not know {dependency}");
        }
    }
}

#[test]
fn pure_crates_use_data_only() {
    let packages = packages();
    for name in PURE {
        for dependency in &packages[*name] {
            let known = PURE_MAY_USE.contains(&dependency.as_str()) || PURE.contains(&dependency.as_str());
            assert!(known, "{name} is pure and must not use {dependency}");
        }
    }
}

#[test]
fn pure_crates_cannot_reach_the_world() {
    for name in PURE {
        for file in rust_files(&root().join("crates").join(name).join("src")) {
            // What a file's tests do is no part of the crate.
            if file.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            // Numbers that were learned are part of the crate: a file beside the one that has them.
            let is_own = |line: &str| line.contains("include_bytes!(\"") && !line.contains(['/', '\\']);
            for word in WORLD {
                let is_code = |line: &&str| !line.trim_start().starts_with("//") && !is_own(line);
                let found = text.lines().filter(is_code).find(|line| line.contains(word));
                assert_eq!(found, None, "{}: {name} is pure; `{word}` has no place in it", shown(&file));
            }
        }
    }
}

#[test]
fn a_library_that_one_crate_alone_may_name() {
    let packages = packages();
    for (library, owner) in SOLE_USERS {
        for (package, dependencies) in &packages {
            let names_it = dependencies
                .iter()
                .any(|dependency| dependency == library || dependency.starts_with(&format!("{library}-")));
            assert_eq!(names_it, package == owner, "{library} is for {owner} alone; {package} is another matter");
        }
    }
}

#[test]
fn each_file_says_what_it_is_for() {
    for file in sources() {
        let text = std::fs::read_to_string(&file).unwrap();
        let first = text.lines().find(|line| !line.starts_with("#!") && !line.trim().is_empty()).unwrap_or_default();
        let said = match extension(&file) {
            "rs" => first.starts_with("//!"),
            "svelte" => first.starts_with("<!--"),
            "css" => first.starts_with("/*"),
            _ => first.starts_with("//") || first.starts_with("/*"),
        };
        assert!(said, "{} begins with no word about what it is for, but with: {first}", shown(&file));
    }
}

#[test]
fn no_file_is_too_long() {
    for file in sources() {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        let generated = shown(&file).ends_with(".generated.ts") || shown(&file).ends_with("bindings.ts");
        assert!(
            generated || lines <= LONGEST_FILE,
            "{} has {lines} lines; {LONGEST_FILE} is the ceiling",
            shown(&file)
        );
    }
}

#[test]
fn lock_files_hold_no_download_hosts() {
    let npm = std::fs::read_to_string(root().join("package-lock.json")).unwrap();
    assert!(!npm.contains("\"resolved\": \"http"), "package-lock.json says where one machine downloaded from");
    let cargo = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let official = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let other = cargo.lines().find(|line| line.starts_with("source") && *line != official);
    assert_eq!(other, None, "all crates come from crates.io");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

/// What each package of the workspace depends on when it is built, without its tests' own needs.
fn packages() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs: it runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let dependencies = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        let built = all.filter(|dependency| dependency["kind"] != "dev");
        built.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = metadata["packages"].as_array().unwrap().iter();
    all.map(|package| (package["name"].as_str().unwrap().to_owned(), dependencies(package))).collect()
}

/// All source that a person wrote or reads.
fn sources() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is installed: the set-up asks for it");
    let listed = String::from_utf8(output.stdout).unwrap();
    let wanted = ["rs", "ts", "svelte", "css", "mjs", "cjs"];
    let all = listed.lines().map(|line| root().join(line)).filter(|file| file.exists());
    let sources: Vec<PathBuf> = all.filter(|file| wanted.contains(&extension(file)) && !is_data(file)).collect();
    assert!(sources.len() > 100, "git lists the sources: {}", sources.len());
    sources
}

/// Golden output and recorded sites are data.
fn is_data(file: &Path) -> bool {
    let shown = shown(file);
    ["recordings/", "tests/sites/", "crates/prove/tests/site/"].iter().any(|folder| shown.starts_with(folder))
        || shown.contains("/golden/")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if extension(&path) == "rs" {
            files.push(path);
        }
    }
    files
}
