//! What is found in repositories of different shapes.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

use expect_test::{Expect, expect};
use repo::{Error, survey};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Surveys a repository of these files; the test's own folder is `~` in the answer.
fn check(files: &[(&str, &str)], expected: Expect) {
    let temporary = TempDir::new().unwrap();
    let base = temporary.path().canonicalize().unwrap();
    let root = base.join("shop");
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let found = survey(&root).unwrap();
    expected.assert_eq(&format!("{found:#?}").replace(base.to_str().unwrap(), "~"));
    assert_eq!(root.exists(), !files.is_empty(), "looking makes nothing");
}

#[test]
fn a_folder_that_does_not_exist_is_empty() {
    check(
        &[],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: None,
                test_dir: Absent,
                base_url: Absent,
                test_id_attribute: Absent,
                tests: None,
                package_json: None,
                installed: None,
                wanted: None,
                notes: [],
            }"#]],
    );
}

#[test]
fn a_usual_repository() {
    check(
        &[
            ("package.json", r#"{ "devDependencies": { "@playwright/test": "^1.60.0" } }"#),
            ("node_modules/@playwright/test/package.json", r#"{ "version": "1.65.1" }"#),
            ("node_modules/other/playwright.config.ts", "export default { testDir: 'not-ours' }"),
            (
                "playwright.config.ts",
                "export default defineConfig({ testDir: './tests/e2e', use: { baseURL: 'http://localhost:3000' } })",
            ),
        ],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: Some(
                    "~/shop/playwright.config.ts",
                ),
                test_dir: Literal(
                    "./tests/e2e",
                ),
                base_url: Literal(
                    "http://localhost:3000",
                ),
                test_id_attribute: Absent,
                tests: Some(
                    "tests/e2e",
                ),
                package_json: Some(
                    "~/shop/package.json",
                ),
                installed: Some(
                    "1.65.1",
                ),
                wanted: Some(
                    "^1.60.0",
                ),
                notes: [],
            }"#]],
    );
}

#[test]
fn a_monorepo_has_its_configuration_below_and_its_modules_above() {
    check(
        &[
            ("package.json", "\u{feff}{ \"dependencies\": { \"@playwright/test\": \"1.59.0\" } }"),
            ("node_modules/@playwright/test/package.json", r#"{ "version": "1.59.0" }"#),
            ("apps/web/package.json", "{ damaged"),
            ("apps/web/playwright.config.js", "module.exports = { testDir: '../../e2e' };"),
            ("apps/web/deeper/playwright.config.mjs", "export default {}"),
        ],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: Some(
                    "~/shop/apps/web/playwright.config.js",
                ),
                test_dir: Literal(
                    "../../e2e",
                ),
                base_url: Absent,
                test_id_attribute: Absent,
                tests: Some(
                    "e2e",
                ),
                package_json: Some(
                    "~/shop/package.json",
                ),
                installed: Some(
                    "1.59.0",
                ),
                wanted: Some(
                    "1.59.0",
                ),
                notes: [
                    "apps/web/package.json is not valid JSON",
                ],
            }"#]],
    );
}

#[test]
fn the_first_of_several_configurations_is_taken_and_said() {
    check(
        &[
            ("apps/web/playwright.config.js", "module.exports = {};"),
            ("apps/admin/playwright.config.mjs", "export default {}"),
        ],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: Some(
                    "~/shop/apps/admin/playwright.config.mjs",
                ),
                test_dir: Absent,
                base_url: Absent,
                test_id_attribute: Absent,
                tests: Some(
                    "apps/admin",
                ),
                package_json: None,
                installed: None,
                wanted: None,
                notes: [
                    "apps/admin/playwright.config.mjs was taken as the Playwright configuration; there is also apps/web/playwright.config.js: to use another one, export into its folder",
                ],
            }"#]],
    );
}

#[test]
fn a_configuration_that_cannot_be_understood_is_said() {
    check(
        &[("playwright.config.cjs", "module.exports = { testDir: join(__dirname, 'e2e'), testMatch: '*.e2e.ts' }")],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: Some(
                    "~/shop/playwright.config.cjs",
                ),
                test_dir: Computed,
                base_url: Absent,
                test_id_attribute: Absent,
                tests: None,
                package_json: None,
                installed: None,
                wanted: None,
                notes: [
                    "playwright.config.cjs computes testDir, so its value is not known without running it",
                    "playwright.config.cjs sets testMatch: make sure that it matches the test's file name",
                ],
            }"#]],
    );
    check(
        &[("playwright.config.ts", "export default { testDir: '../elsewhere' }")],
        expect![[r#"
            Survey {
                root: "~/shop",
                config: Some(
                    "~/shop/playwright.config.ts",
                ),
                test_dir: Literal(
                    "../elsewhere",
                ),
                base_url: Absent,
                test_id_attribute: Absent,
                tests: None,
                package_json: None,
                installed: None,
                wanted: None,
                notes: [
                    "testDir leads out of the repository, to ~/elsewhere",
                ],
            }"#]],
    );
}

#[test]
fn a_file_is_no_repository() {
    let base = TempDir::new().unwrap();
    let file = base.path().join("notes.txt");
    fs::write(&file, "").unwrap();
    for path in [file.clone(), file.join("below")] {
        let error = survey(&path).unwrap_err();
        assert!(matches!(error, Error::NotAFolder { .. }), "{error:?}");
    }
    assert!(survey(Path::new("")).is_err(), "no folder was given");
}
