//! Apps to prove tests against, and the job that most tests share.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::{get, post};
use model::{Breakage, Proof, Viewport};
use prove::{Error, Job, Progress, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio_util::sync::CancellationToken;

/// The pages of the corner shop.
pub const SITE: [(&str, &str); 4] = [
    ("/", include_str!("../site/index.html")),
    ("/card", include_str!("../site/card.html")),
    ("/help", include_str!("../site/help.html")),
    ("/next", include_str!("../site/next.html")),
];

/// A job with what differs from test to test.
#[derive(Clone)]
pub struct Given<'a> {
    pub test: &'a str,
    pub test_path: &'a str,
    pub files: &'a [(String, PathBuf)],
    pub base_url: &'a str,
    pub runs: u32,
    pub breakages: &'a [Breakage],
    pub browser: &'a Path,
    pub variables: &'a [String],
    pub env: &'a BTreeMap<String, String>,
    pub has_checks: bool,
}

static NO_ENV: BTreeMap<String, String> = BTreeMap::new();

/// The journey through the corner shop, three times.
pub fn journey(base_url: &str) -> Given<'_> {
    Given {
        test: include_str!("../site/journey.spec.ts"),
        test_path: "e2e/journey [1].spec.ts",
        files: &[],
        base_url,
        runs: 3,
        breakages: &[],
        browser: Path::new("/usr/bin/chromium"),
        variables: &[],
        env: &NO_ENV,
        has_checks: true,
    }
}

pub async fn prove(
    given: &Given<'_>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: CancellationToken,
) -> Result<Proof, Error> {
    prove::run(&workspace().await, &given.job(), progress, cancel).await
}

pub async fn workspace() -> Workspace {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove");
    Workspace::ready(&cache, |_| {}).await.expect("Node, npm and a registry are needed once")
}

impl Given<'_> {
    pub fn job(&self) -> Job<'_> {
        let given = self;
        Job {
            test: given.test,
            test_path: given.test_path,
            files: given.files,
            base_url: given.base_url,
            runs: given.runs,
            breakages: given.breakages,
            browser: given.browser,
            variables: given.variables,
            env: given.env,
            headless: true,
            viewport: Viewport { width: 1280, height: 720 },
            test_id_attribute: "data-testid",
            has_checks: given.has_checks,
        }
    }
}

/// An app that is being served until this is dropped.
pub struct Served {
    pub url: String,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub async fn served(app: Router) -> Served {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    Served { url, task }
}

pub fn site() -> Router {
    site_with_total("€20.00")
}

pub fn site_with_total(total: &'static str) -> Router {
    let app = SITE.iter().fold(Router::new(), |app, (path, html)| app.route(path, get(|| async { Html(*html) })));
    app.route("/api/total/{order}", post(move || async move { format!("{{\"total\":\"{total}\"}}") }))
        .route("/api/like", get(|| async { "{}" }))
}

pub fn page(html: &'static str) -> Router {
    Router::new().route("/", get(move || async move { Html(html) }))
}

/// The first page at the first load, the second at the second, and so on in turn.
pub fn every_second(first: &'static str, second: &'static str) -> Router {
    let loads = Arc::new(AtomicU32::new(0));
    let answer = move |State(loads): State<Arc<AtomicU32>>| async move {
        Html(if loads.fetch_add(1, Ordering::SeqCst) % 2 == 0 { first } else { second })
    };
    Router::new().route("/", get(answer)).with_state(loads)
}

/// Opening an order while two are open is refused: two, because two runs at once are no fault of the test's.
pub fn two_orders_at_a_time() -> Router {
    let open = Arc::new(AtomicU32::new(0));
    let begin = |State(open): State<Arc<AtomicU32>>| async move {
        let is_free = open.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| (count < 2).then_some(count + 1));
        Html(if is_free.is_ok() { "<h1>Opened</h1><a href=/finish>Finish</a>" } else { "<h1>Busy</h1>" })
    };
    let finish = |State(open): State<Arc<AtomicU32>>| async move {
        open.fetch_sub(1, Ordering::SeqCst);
        Html("<h1>Finished</h1>")
    };
    Router::new().route("/open", get(begin)).route("/finish", get(finish)).with_state(open)
}

/// A variable by which the processes of one proof are recognised.
pub struct Marker(String);

impl Marker {
    pub fn new() -> Self {
        Marker(format!("marker-{}", std::process::id()))
    }

    pub fn env(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("SAYWRIGHT_MARKER".to_owned(), self.0.clone())])
    }

    /// How many processes carry it.
    pub fn processes(&self) -> usize {
        let wanted = format!("SAYWRIGHT_MARKER={}", self.0);
        let entries = std::fs::read_dir("/proc").unwrap().flatten();
        entries
            .filter_map(|entry| std::fs::read(entry.path().join("environ")).ok())
            .filter(|environ| environ.windows(wanted.len()).any(|window| window == wanted.as_bytes()))
            .count()
    }

    pub fn wait_until_gone(&self) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
        while self.processes() > 0 {
            assert!(std::time::Instant::now() < deadline, "{} processes are left", self.processes());
            std::thread::yield_now();
        }
    }
}
