//! Exports into repositories that are there already.

#![allow(clippy::unwrap_used)]

use app::{App, ExportRequest, Exported, FileChange, Paths};
use expect_test::expect;
use std::fs;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_of_its_own_ways_keeps_them_and_says_what_the_test_needs() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let paths = Paths { recordings: path("recordings"), index: path("index.sqlite"), cache: path("cache") };
    let app = App::open(paths).await.unwrap();
    let repo = path("repo");
    let config = "export default { testDir: 'tests/browser', use: { testIdAttribute: 'data-qa' } };\n";
    fs::create_dir(&repo).unwrap();
    fs::write(repo.join("playwright.config.ts"), config).unwrap();
    fs::write(repo.join("package.json"), "{}\n").unwrap();

    let look = export(&app, &repo, true).await;
    assert!(!repo.join("tests").exists(), "nothing is written before it was shown");
    expect![[r#"
        set use.baseURL in playwright.config.ts, or BASE_URL where it is read: the test opens addresses below http://127.0.0.1:43623
        set use.testIdAttribute in playwright.config.ts to 'data-testid': the test finds elements by it
        npm install -D @playwright/test
        npx playwright install chromium
        PASSWORD=… npx playwright test tests/browser/a-customer-with-a-coupon-orders-a-mug.spec.ts"#]]
    .assert_eq(&look.next.join("\n"));

    let spec = repo.join("tests/browser/a-customer-with-a-coupon-orders-a-mug.spec.ts");
    export(&app, &repo, false).await;
    assert_eq!(fs::read_to_string(repo.join("playwright.config.ts")).unwrap(), config);
    let printed = fs::read_to_string(&spec).unwrap();
    let same = export(&app, &repo, false).await;
    assert!(same.files.iter().all(|file| file.change == FileChange::Same));

    let edited = printed.replace("Sign in as Ada", "Sign in as a regular customer");
    fs::write(&spec, &edited).unwrap();
    let beside = export(&app, &repo, false).await;
    assert_eq!(beside.files[0].change, FileChange::Beside, "what a person edited stays");
    assert_eq!(fs::read_to_string(&spec).unwrap(), edited);
    assert_eq!(fs::read_to_string(&beside.files[0].path).unwrap(), printed);
}

async fn export(app: &App, repo: &Path, dry_run: bool) -> Exported {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recordings/coupon-at-human-speed");
    app.export(ExportRequest { path, repo: repo.to_owned(), dry_run }).await.unwrap()
}
