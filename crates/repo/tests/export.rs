//! What an export plans and writes: never over anything, never outside the repository, all of it or nothing.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

use expect_test::{Expect, expect};
use repo::{Change, Error, NewFile, PlannedFile, package_json, plan, write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn spec(text: &str) -> NewFile {
    NewFile::text("e2e/order.spec.ts", text)
}

/// A line for each file.
fn lines(planned: &[PlannedFile]) -> String {
    let line = |file: &PlannedFile| format!("{:?} {}\n{}", file.change(), file.relative_path().display(), file.diff());
    planned.iter().map(line).collect()
}

/// Plans and writes.
fn export(repo: &Path, files: &[NewFile]) -> String {
    let planned = plan(repo, files).unwrap();
    write(&planned).unwrap();
    lines(&planned)
}

/// All files below a folder with their texts.
fn contents(folder: &Path) -> String {
    fn visit(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                found.push(format!("{name}/\n"));
                visit(root, &path, found);
            } else {
                found.push(format!("{name}: {}\n", fs::read_to_string(&path).unwrap().trim_end()));
            }
        }
    }
    let mut found = Vec::new();
    visit(folder, folder, &mut found);
    found.sort();
    found.concat()
}

#[test]
fn a_repository_is_made_where_none_is() {
    let base = TempDir::new().unwrap();
    let repo = base.path().join("new/shop");
    let files = [
        spec("one\ntwo\n"),
        NewFile::text("package.json", package_json("1.65.1")),
        NewFile::binary("e2e/files/cv.pdf", [0xff, 0x00]),
    ];
    let planned = plan(&repo, &files).unwrap();
    assert!(!base.path().join("new").exists(), "planning writes nothing");
    expect![[r#"
        Create e2e/order.spec.ts
        --- /dev/null
        +++ b/e2e/order.spec.ts
        @@ -0,0 +1,2 @@
        +one
        +two
        Create package.json
        --- /dev/null
        +++ b/package.json
        @@ -0,0 +1,6 @@
        +{
        +  "private": true,
        +  "devDependencies": {
        +    "@playwright/test": "1.65.1"
        +  }
        +}
        Create e2e/files/cv.pdf
        Binary files /dev/null and b/e2e/files/cv.pdf differ
    "#]]
    .assert_eq(&lines(&planned));
    write(&planned).unwrap();
    for (file, planned) in files.iter().zip(&planned) {
        assert_eq!(planned.path(), repo.canonicalize().unwrap().join(&file.path));
        assert_eq!(fs::read(planned.path()).unwrap(), file.content.bytes());
    }
    let json: serde_json::Value = serde_json::from_slice(&fs::read(repo.join("package.json")).unwrap()).unwrap();
    assert_eq!(json, serde_json::json!({ "private": true, "devDependencies": { "@playwright/test": "1.65.1" } }));
}

#[test]
fn nothing_is_overwritten() {
    let base = TempDir::new().unwrap();
    let repo = base.path();
    export(repo, &[spec("one\ntwo\nthree\n")]);
    fs::write(repo.join("e2e/order.spec.ts"), "one\nby hand\nthree\n").unwrap();

    expect![[r#"
        Beside e2e/order.2.spec.ts
        --- a/e2e/order.spec.ts
        +++ b/e2e/order.2.spec.ts
        @@ -1,3 +1,3 @@
         one
        -by hand
        +two
         three
    "#]]
    .assert_eq(&export(repo, &[spec("one\ntwo\nthree\n")]));
    expect![[r#"
        Same e2e/order.2.spec.ts
    "#]]
    .assert_eq(&export(repo, &[spec("one\ntwo\nthree\n")]));
    expect![[r#"
        Beside e2e/order.3.spec.ts
        --- a/e2e/order.spec.ts
        +++ b/e2e/order.3.spec.ts
        @@ -1,3 +1 @@
         one
        -by hand
        -three
    "#]]
    .assert_eq(&export(repo, &[spec("one\n")]));
    expect![[r#"
        e2e/
        e2e/order.2.spec.ts: one
        two
        three
        e2e/order.3.spec.ts: one
        e2e/order.spec.ts: one
        by hand
        three
    "#]]
    .assert_eq(&contents(repo));
}

#[test]
fn line_ends_alone_are_no_difference() {
    let base = TempDir::new().unwrap();
    export(base.path(), &[spec("one\ntwo\n")]);
    fs::write(base.path().join("e2e/order.spec.ts"), "one\r\ntwo\r\n").unwrap();
    assert_eq!(plan(base.path(), &[spec("one\ntwo\n")]).unwrap()[0].change(), Change::Same);
}

#[test]
fn names_beside_keep_the_endings_that_tools_look_for() {
    for (name, expected) in [
        ("order.spec.ts", "order.2.spec.ts"),
        ("v1.2.spec.ts", "v1.2.2.spec.ts"),
        ("playwright.config.ts", "playwright.2.config.ts"),
        ("package.json", "package.2.json"),
        ("cv.old.pdf", "cv.old.2.pdf"),
        ("README", "README.2"),
        (".gitignore", ".gitignore.2"),
        (".spec.ts", ".spec.2.ts"),
    ] {
        let base = TempDir::new().unwrap();
        fs::write(base.path().join(name), "theirs").unwrap();
        let planned = plan(base.path(), &[NewFile::text(name, "ours")]).unwrap();
        assert_eq!(planned[0].relative_path(), Path::new(expected));
        assert_eq!(planned[0].change(), Change::Beside);
    }
}

#[test]
fn two_files_of_one_name_get_two_places() {
    let base = TempDir::new().unwrap();
    let said = export(base.path(), &[spec("one\n"), spec("two\n"), spec("one\n")]);
    expect![[r#"
        Create e2e/order.spec.ts
        --- /dev/null
        +++ b/e2e/order.spec.ts
        @@ -0,0 +1 @@
        +one
        Beside e2e/order.2.spec.ts
        --- a/e2e/order.spec.ts
        +++ b/e2e/order.2.spec.ts
        @@ -1 +1 @@
        -one
        +two
        Same e2e/order.spec.ts
    "#]]
    .assert_eq(&said);
    assert_eq!(contents(base.path()), "e2e/\ne2e/order.2.spec.ts: two\ne2e/order.spec.ts: one\n");
}

#[test]
fn a_folder_of_the_files_name_is_no_hindrance() {
    let base = TempDir::new().unwrap();
    fs::create_dir_all(base.path().join("e2e/order.spec.ts")).unwrap();
    expect![[r#"
        Beside e2e/order.2.spec.ts
        --- a/e2e/order.spec.ts
        +++ b/e2e/order.2.spec.ts
        @@ -0,0 +1 @@
        +one
    "#]]
    .assert_eq(&export(base.path(), &[spec("one\n")]));
}

#[track_caller]
fn check_refused(repo: &Path, path: &str, expected: Expect) {
    let error = plan(repo, &[spec("fine"), NewFile::text(path, "x")]).unwrap_err();
    expected.assert_eq(&error.to_string().replace(repo.to_str().unwrap(), "~"));
}

#[test]
fn paths_that_lead_out_are_refused() {
    let base = TempDir::new().unwrap();
    let repo = base.path().canonicalize().unwrap();
    check_refused(
        &repo,
        "../x.spec.ts",
        expect![[
            r#"“../x.spec.ts” leads out of the repository, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused(
        &repo,
        "e2e/../../x.spec.ts",
        expect![[
            r#"“e2e/../../x.spec.ts” leads out of the repository, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused(
        &repo,
        "/etc/x.spec.ts",
        expect![[
            r#"“/etc/x.spec.ts” leads out of the repository, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused(
        &repo,
        "..\\x.spec.ts",
        expect![[
            r#"“..\x.spec.ts” has characters that file names can't have everywhere, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused(
        &repo,
        "e2e/a\nb.spec.ts",
        expect![[r#"
        “e2e/a
        b.spec.ts” has characters that file names can't have everywhere, so nothing was exported. Give the test another title or folder."#]],
    );
    check_refused(
        &repo,
        ".Git/hooks/pre-commit",
        expect![[
            r#"“.Git/hooks/pre-commit” leads into the repository's .git folder, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused(
        &repo,
        "",
        expect![[r#"“” is not the name of a file, so nothing was exported. Give the test another title or folder."#]],
    );
    check_refused(
        &repo,
        "e2e/",
        expect![[
            r#"“e2e/” is not the name of a file, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    fs::write(repo.join("notes.txt"), "").unwrap();
    check_refused(
        &repo,
        "notes.txt/x.spec.ts",
        expect![
            "~/notes.txt is a file, where a folder is needed. Nothing was changed. Move it away, or choose another folder."
        ],
    );
    check_refused(
        &repo,
        "notes.txt/deep/x.spec.ts",
        expect![
            "~/notes.txt is a file, where a folder is needed. Nothing was changed. Move it away, or choose another folder."
        ],
    );
    assert_eq!(contents(&repo), "notes.txt: \n", "nothing was written");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_refused() {
    use std::os::unix::fs::symlink;
    let base = TempDir::new().unwrap();
    let base = base.path().canonicalize().unwrap();
    let (repo, outside) = (base.join("repo"), base.join("outside"));
    fs::create_dir_all(repo.join("tests")).unwrap();
    fs::create_dir(&outside).unwrap();
    symlink(&outside, repo.join("e2e")).unwrap();
    symlink(repo.join("tests"), repo.join("inside")).unwrap();
    symlink(base.join("nowhere"), repo.join("dangling")).unwrap();
    check_refused_alone(
        &repo,
        "e2e/x.spec.ts",
        expect![[
            r#"“e2e/x.spec.ts” leads out of the repository through a link, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused_alone(
        &repo,
        "e2e/deep/x.spec.ts",
        expect![[
            r#"“e2e/deep/x.spec.ts” leads out of the repository through a link, so nothing was exported. Give the test another title or folder."#
        ]],
    );
    check_refused_alone(
        &repo,
        "dangling/x.spec.ts",
        expect![[
            r#"~/dangling could not be read (No such file or directory (os error 2)). Nothing was changed. Check that it may be read."#
        ]],
    );

    // A link within the repository is the user's own arrangement.
    export(&repo, &[NewFile::text("inside/x.spec.ts", "x")]);
    assert!(repo.join("tests/x.spec.ts").is_file());

    // A link in place of the file is neither followed nor replaced.
    symlink(outside.join("made-by-export"), repo.join("tests/y.spec.ts")).unwrap();
    expect![[r#"
        Beside tests/y.2.spec.ts
        --- a/tests/y.spec.ts
        +++ b/tests/y.2.spec.ts
        @@ -0,0 +1 @@
        +y
    "#]]
    .assert_eq(&export(&repo, &[NewFile::text("tests/y.spec.ts", "y\n")]));
    assert_eq!(contents(&outside), "");

    // A link that appears between the plan and the writing.
    let planned = plan(&repo, &[NewFile::text("late/deep/z.spec.ts", "z")]).unwrap();
    symlink(&outside, repo.join("late")).unwrap();
    assert!(matches!(write(&planned), Err(Error::Escapes { .. })));
    assert_eq!(contents(&outside), "");
}

#[cfg(unix)]
fn check_refused_alone(repo: &Path, path: &str, expected: Expect) {
    let error = plan(repo, &[NewFile::text(path, "x")]).unwrap_err();
    expected.assert_eq(&error.to_string().replace(repo.to_str().unwrap(), "~"));
}

#[test]
fn a_file_that_appears_meanwhile_is_kept_and_the_rest_is_taken_back() {
    let base = TempDir::new().unwrap();
    let repo = base.path().canonicalize().unwrap();
    let files = [NewFile::text("e2e/deep/first.spec.ts", "first"), NewFile::text("second.spec.ts", "second")];
    let planned = plan(&repo, &files).unwrap();
    fs::write(repo.join("second.spec.ts"), "by hand").unwrap();
    let error = write(&planned).unwrap_err();
    expect![[r#"~/second.spec.ts appeared in the meantime and was left as it is. Nothing was changed. Export again to see the new difference."#]].assert_eq(&error.to_string().replace(repo.to_str().unwrap(), "~"));
    assert_eq!(contents(&repo), "second.spec.ts: by hand\n", "neither the first file nor its folders are left");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_said() {
    // Refused to root as well, as a missing permission is not.
    let planned = plan(Path::new("/proc/saywright"), &[spec("x")]).unwrap();
    let error = write(&planned).unwrap_err();
    expect![[r#"/proc/saywright/e2e could not be written (No such file or directory (os error 2)). Nothing was changed. Check the disk, then export again."#]].assert_eq(&error.to_string());
}
