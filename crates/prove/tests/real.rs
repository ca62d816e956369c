//! The adapter against the real things: Playwright from npm, the system's Chromium, pages served here.

#![allow(clippy::unwrap_used)]

mod support;

use expect_test::{Expect, expect};
use model::{Breakage, BreakageKind, Proof, Verdict};
use prove::{Error, Progress};
use std::collections::BTreeMap;
use std::path::Path;
use support::{Given, journey, prove, served, site};
use tokio_util::sync::CancellationToken;

fn dead(id: &str, selectors: &[&str]) -> Breakage {
    let selectors = selectors.iter().map(|text| (*text).to_owned()).collect();
    let kind = BreakageKind::DeadControl { step: id.into(), target: id.into(), selectors };
    Breakage { id: id.into(), title: id.into(), kind }
}

fn failing(id: &str, method: &str, path: &str) -> Breakage {
    let kind = BreakageKind::ApiError { method: method.into(), path: path.into() };
    Breakage { id: id.into(), title: id.into(), kind }
}

/// A line for each breakage: what became of it.
fn check(proof: &Proof, expected: Expect) {
    let lines: Vec<String> = proof
        .breakages
        .iter()
        .map(|outcome| match (&outcome.caught_by, outcome.caught, outcome.reached) {
            (Some(step), true, _) => format!("{}: caught by “{step}”", outcome.breakage.id),
            (None, true, _) => format!("{}: caught outside a step", outcome.breakage.id),
            (_, false, true) => format!("{}: survived", outcome.breakage.id),
            (_, false, false) => format!("{}: {:?}", outcome.breakage.id, outcome.error),
        })
        .collect();
    expected.assert_eq(&format!("{:?}\n{}", proof.verdict, lines.join("\n")));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_breakage_is_told_from_the_others() {
    let app = served(site()).await;
    let broken = served(support::site_with_total("€25.00")).await;
    let breakages = [
        dead("enter", &["internal:label=\"Query\"i"]),
        // Sending the form by Enter goes through its button.
        dead("submit button", &["internal:role=button[name=\"Search\"i]"]),
        dead(
            "one of two alike",
            &["internal:role=listitem >> internal:has-text=\"Red mug\"i >> internal:role=button[name=\"Remove\"i]"],
        ),
        // The test doesn't use this one, and must not be disturbed.
        dead(
            "the other of the two",
            &["internal:role=listitem >> internal:has-text=\"Blue mug\"i >> internal:role=button[name=\"Remove\"i]"],
        ),
        dead("drawn anew", &["internal:role=button[name=\"Add\"i]"]),
        dead("label", &["internal:text=\"Gift wrap\"i"]),
        dead("checkbox behind a label", &["internal:role=checkbox[name=\"Gift wrap\"i]"]),
        dead("in a shadow tree", &["internal:role=button[name=\"Deep\"i]"]),
        dead("main frame only", &["internal:role=button[name=\"Pay\"i]"]),
        dead("in a frame", &["iframe[title=\"Card\"]", "internal:role=button[name=\"Pay\"i]"]),
        dead("in the other frame", &["iframe[title=\"Advert\"]", "internal:role=button[name=\"Pay\"i]"]),
        dead("nothing looks", &["internal:role=button[name=\"Like\"i]"]),
        dead("opens a popup", &["internal:role=button[name=\"Help\"i]"]),
        dead("in a popup", &["internal:role=button[name=\"Useful\"i]"]),
        dead("link", &["internal:role=link[name=\"Onwards\"i]"]),
        dead("after document.open", &["internal:role=button[name=\"Finish\"i]"]),
        failing("call", "POST", "/api/total/*"),
        failing("call of another method", "GET", "/api/total/*"),
        failing("call that nothing looks at", "GET", "/api/like"),
        Breakage {
            id: "served".into(),
            title: "The total is wrong".into(),
            kind: BreakageKind::Served { base_url: broken.url.clone() },
        },
    ];
    let given = Given { breakages: &breakages, ..journey(&app.url) };
    let began = std::time::Instant::now();
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    eprintln!("{} breakages, 3 replays: {:.1} s", breakages.len(), began.elapsed().as_secs_f32());
    let red = proof.replays.iter().find_map(|replay| replay.error.as_deref());
    assert_eq!(red, None, "the journey is green while nothing is broken");
    check(
        &proof,
        expect![[r#"
            Weak
            enter: caught by “Search with Enter”
            submit button: caught by “Search with Enter”
            one of two alike: caught by “Remove the red one”
            the other of the two: Some("The test never used this control")
            drawn anew: caught by “Add one”
            label: caught by “Wrap it”
            checkbox behind a label: caught by “Wrap it”
            in a shadow tree: caught by “Reach into the shadow”
            main frame only: caught by “Pay here”
            in a frame: caught by “Pay by card”
            in the other frame: Some("The test never used this control")
            nothing looks: survived
            opens a popup: caught by “Ask for help”
            in a popup: caught by “Ask for help”
            link: caught by “Go on”
            after document.open: caught by “Finish”
            call: caught by “See the total”
            call of another method: Some("The app did not make this call again")
            call that nothing looks at: survived
            served: caught by “See the total”"#]],
    );

    assert_eq!(proof.replays.len(), 3);
    assert!(proof.replays.iter().all(|replay| replay.passed && replay.steps.len() == 13));
    assert_eq!(proof.playwright, prove::PLAYWRIGHT);
    assert!(proof.browser.starts_with("Chromium 1"), "{}", proof.browser);
    let error = proof.breakages[0].error.as_deref().unwrap();
    assert!(error.contains("Found mug") && !error.contains('\u{1b}'), "Playwright's words, uncoloured: {error}");
}

const BUTTON: &str = "<button onclick=\"document.querySelector('p').textContent = 'Done'\">Do</button><p></p>";

#[tokio::test(flavor = "multi_thread")]
async fn proved_when_every_breakage_is_caught_and_something_is_checked() {
    let app = served(support::page(BUTTON)).await;
    let breakages = [dead("dead", &["internal:role=button[name=\"Do\"i]"])];
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          await page.goto('/');
          await test.step('Do it', async () => {
            await page.getByRole('button', { name: 'Do' }).click();
            await expect(page.getByText('Done')).toBeVisible();
          });
        });";
    let given = Given { test, breakages: &breakages, runs: 1, ..journey(&app.url) };
    let told = std::sync::Mutex::new(Vec::new());
    let note = |progress: Progress| {
        told.lock().unwrap().push(match progress {
            Progress::Preparing { text } => text,
            Progress::Planned { replays, breakages } => format!("planned {replays} + {}", breakages.len()),
            Progress::Step { run, title } => format!("{run}: {title}"),
            Progress::Replayed { run, replay } => format!("replayed {run} {}", replay.passed),
            Progress::Broken { outcome } => format!("broken {} {}", outcome.breakage.id, outcome.caught),
        });
    };
    let proof = prove(&given, &note, CancellationToken::new()).await.unwrap();
    check(
        &proof,
        expect![[r#"
        Proved
        dead: caught by “Do it”"#]],
    );
    expect![[r#"
        planned 1 + 1
        1: Do it
        replayed 1 true
        broken dead true"#]]
    .assert_eq(&told.lock().unwrap().join("\n"));

    let unchecked = test.replace("await expect(page.getByText('Done')).toBeVisible();", "");
    let given = Given { test: &unchecked, has_checks: false, ..given };
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    check(
        &proof,
        expect![[r#"
        Weak
        dead: survived"#]],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_every_second_time_is_flaky() {
    let app = served(support::every_second("<h1>Here</h1>", "<h1>Gone</h1>")).await;
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          await page.goto('/');
          await expect(page.getByRole('heading')).toHaveText('Here', { timeout: 500 });
        });";
    let breakages = [dead("dead", &["h1"])];
    let given = Given { test, breakages: &breakages, ..journey(&app.url) };
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(proof.verdict, Verdict::Flaky);
    assert_eq!(proof.replays.iter().map(|replay| replay.passed).collect::<Vec<_>>(), [true, false, true]);
    assert!(proof.breakages.is_empty(), "what a flaky test catches says nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_red_test_is_failing_and_secrets_are_cut_out() {
    let app = served(support::page("<input aria-label=Password disabled>")).await;
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          test.setTimeout(2000);
          await page.goto('/');
          await test.step('Type it', () => page.getByLabel('Password').fill(process.env.SHOP_PASSWORD!));
        });";
    let variables = ["SHOP_PASSWORD".to_owned()];
    let env = BTreeMap::from([("SHOP_PASSWORD".to_owned(), "correct horse".to_owned())]);
    let breakages = [dead("dead", &["input"])];
    let given = Given { test, breakages: &breakages, runs: 1, variables: &variables, env: &env, ..journey(&app.url) };
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(proof.verdict, Verdict::Failing);
    assert!(proof.breakages.is_empty());
    let text = format!("{proof:?}");
    assert!(!text.contains("correct horse"), "{text}");
    assert!(text.contains("Type it"), "{text}");

    let given = Given { env: &BTreeMap::new(), ..given };
    let error = prove(&given, &|_| panic!("nothing may start"), CancellationToken::new()).await.unwrap_err();
    assert!(matches!(&error, Error::MissingVariables { names } if names == &variables), "{error}");
    assert!(error.to_string().contains("SHOP_PASSWORD"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_lie_beside_the_test() {
    let app = served(support::page(
        "<input type=file aria-label=File><p id=p></p>
        <script>document.querySelector('input').onchange = e => p.textContent = e.target.files[0].name</script>",
    ))
    .await;
    let test = "import { test, expect } from '@playwright/test';
        import path from 'node:path';
        test('t', async ({ page }) => {
          await page.goto('/');
          await page.getByLabel('File').setInputFiles(path.join(__dirname, 'files/note.txt'));
          await expect(page.getByText('note.txt')).toBeVisible();
        });";
    let files = [("files/note.txt".to_owned(), Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))];
    let given = Given { test, files: &files, runs: 1, ..journey(&app.url) };
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(proof.verdict, Verdict::Weak, "green, and nothing was broken: {proof:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn leftovers_of_broken_runs_are_noticed() {
    // The app has room for two open orders: two runs that never finish block the next.
    let app = served(support::two_orders_at_a_time()).await;
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          await page.goto('/open');
          await expect(page.getByRole('heading')).toHaveText('Opened');
          await page.getByRole('link', { name: 'Finish' }).click();
          await expect(page.getByRole('heading')).toHaveText('Finished');
        });";
    let link = dead("dead", &["internal:role=link[name=\"Finish\"i]"]);
    let breakages = [link.clone(), link];
    let given = Given { test, breakages: &breakages, runs: 2, ..journey(&app.url) };
    let proof = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(proof.verdict, Verdict::Flaky, "{proof:?}");
    let last = proof.replays.last().unwrap().error.as_deref().unwrap();
    assert!(last.starts_with("After runs that stopped half way the test fails"), "{last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_runner_could_not_do_is_an_error_and_never_a_catch() {
    let app = served(site()).await;
    let given = Given { test: "import { test } from '@playwright/test'; test('t', ", ..journey(&app.url) };
    let error = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap_err();
    assert!(matches!(&error, Error::Runner { message } if message.contains("SyntaxError")), "{error}");

    let given = Given { browser: Path::new("/bin/false"), ..journey(&app.url) };
    let error = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap_err();
    assert!(matches!(&error, Error::BrowserDidNotStart { .. }), "{error}");

    let given = Given { browser: Path::new("/nowhere/chromium"), ..journey(&app.url) };
    let error = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap_err();
    assert!(matches!(&error, Error::NoBrowser { .. }), "{error}");

    let given = Given { test_path: "../a.spec.ts", ..journey(&app.url) };
    let error = prove(&given, &|_| {}, CancellationToken::new()).await.unwrap_err();
    assert!(matches!(&error, Error::OutsidePath { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_ends_all_processes_and_leaves_no_folder() {
    let app = served(support::page("<button>Do</button>")).await;
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          await page.goto('/');
          await test.step('Wait for ever', () => expect(page.getByText('Never')).toBeVisible({ timeout: 25_000 }));
        });";
    let given = Given { test, ..journey(&app.url) };
    let cancel = CancellationToken::new();
    let marker = support::Marker::new();
    let at = std::sync::Mutex::new(None);
    let stop = |progress: Progress| {
        if let Progress::Step { .. } = progress {
            assert!(marker.processes() > 0, "Playwright and the browser carry the marker while they run");
            *at.lock().unwrap() = Some(std::time::Instant::now());
            cancel.cancel();
        }
    };
    let env = marker.env();
    let proof = prove(&Given { env: &env, ..given }, &stop, cancel.clone()).await.unwrap();
    let took = at.lock().unwrap().unwrap().elapsed();
    assert_eq!(proof.verdict, Verdict::Unfinished);
    assert_eq!(proof.replays, []);
    assert!(took < std::time::Duration::from_secs(6), "{took:?}");
    marker.wait_until_gone();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_open_when_a_test_failed_is_kept_without_what_it_typed() {
    let app = served(support::page(
        "<label>Note <input></label><output>Nothing yet</output><script>
        onchange = (event) => { document.querySelector('output').textContent = 'Noted: ' + event.target.value; };
        </script>",
    ))
    .await;
    let test = "import { test, expect } from '@playwright/test';
        test('t', async ({ page }) => {
          await page.goto('/');
          await page.getByLabel('Note').fill(process.env.NOTE!);
          await page.getByLabel('Note').press('Tab');
          await expect(page.locator('output')).toContainText('Noted');
          await page.getByRole('button', { name: 'Gone' }).click();
        });";
    // As it stands in HTML it is another text than as it was typed.
    let (variables, env) = (["NOTE".to_owned()], BTreeMap::from([("NOTE".to_owned(), "hush & <b>hush".to_owned())]));
    let given = Given { test, variables: &variables, env: &env, ..journey(&app.url) };
    let look = "globalThis.saywrightLook = { options: {}, store: () => ({ url: location.href, html: document.documentElement.outerHTML }) };";
    let cancel = CancellationToken::new();
    let ran = prove::once(&support::workspace().await, &given.job(), look, &|_| {}, &cancel).await.unwrap().unwrap();
    assert!(!ran.passed);
    assert_eq!(ran.line, Some(7));
    let [page] = &ran.pages[..] else { panic!("{:?}", ran.pages) };
    assert!(page.html.contains("Noted: ‹NOTE›") && !page.html.contains("hush"), "{}", page.html);
    assert!(page.url.starts_with(&app.url), "{}", page.url);
}
