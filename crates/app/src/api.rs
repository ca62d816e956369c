//! What the shells hand in and get back: plain values, the same for the terminal and the window.

use model::{
    Aligned, BreakageOutcome, Conditions, Fingerprint, Locator, Plan, Proof, RecordingInfo, Rect, Replay, StepId,
    Survival, Utterance, Verdict, Viewport,
};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What to record, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct RecordRequest {
    /// Where to begin; empty, when attached: where the tab is.
    pub url: String,
    /// The recording's folder; nothing: a new one, named by the app, in the user's recordings folder.
    pub out: Option<PathBuf>,
    /// Without a window.
    pub headless: bool,
    /// Wait for Record before recording anything.
    pub standby: bool,
    /// A port on which another program may act as the person.
    pub cdp_port: Option<u16>,
    /// Size of the page area; nothing: 1280×720.
    pub viewport: Option<Viewport>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
    /// A proxy for all traffic: `http://proxy.example.com:3128`.
    pub proxy: Option<String>,
    /// Hosts that are reached without the proxy, with commas between.
    pub proxy_bypass: Option<String>,
    /// The browser's profile folder; nothing: a new one, thrown away afterwards.
    pub profile: Option<PathBuf>,
    /// A browser that runs already: a port, an address, its profile folder, `running`, `pipe:IN,OUT`.
    pub attach: Option<String>,
    /// The tab of that browser, by a part of its title or address; nothing: the one in front.
    pub tab: Option<String>,
    /// What the browser pretends. `http_credentials` and `storage_state` follow from what is given below.
    pub conditions: Conditions,
    /// `user:password`, for a server that asks for it.
    pub http_credentials: Option<String>,
    /// Cookies and local storage to begin with: a file of Playwright's `storageState` form.
    pub load_storage: Option<PathBuf>,
    /// Where cookies and local storage go at the end.
    pub save_storage: Option<PathBuf>,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// Selectors of fields whose content is secret, beyond those that say so themselves.
    pub secret_fields: Vec<String>,
}

/// What a running recording tells, in order. One JSON object a line with `record --json`.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Live {
    /// The browser is there; input counts from now on (after Record, when in standby).
    Ready {
        /// DevTools address for other programs: `http://127.0.0.1:N`.
        cdp: String,
        /// The recording's folder.
        path: PathBuf,
        /// Recording, or standby.
        state: RecordingState,
    },
    /// The state changed.
    State {
        /// The new one.
        state: RecordingState,
    },
    /// A raw event: already on disk.
    Event {
        /// The event.
        event: model::Event,
    },
    /// A step was added or grew: same `id`, newer text.
    Step {
        /// The step.
        step: StepLine,
    },
    /// A step was taken back by Undo.
    StepRemoved {
        /// Which.
        id: StepId,
    },
    /// A sentence: already on disk.
    Note {
        /// The utterance.
        utterance: model::Utterance,
    },
    /// Something a person should know; recording goes on.
    Warning {
        /// A sentence that says what happened, what was kept, what to do.
        text: String,
    },
    /// The end: everything is on disk.
    Saved {
        /// The recording's folder.
        path: PathBuf,
        /// How many events.
        events: u32,
        /// How many steps.
        steps: u32,
        /// How many sentences.
        utterances: u32,
    },
}

/// Where a running recording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RecordingState {
    /// Nothing is recorded yet.
    Standby,
    /// Recording.
    Recording,
    /// Paused: the clock stands still.
    Paused,
    /// Over.
    Stopped,
}

/// A step as a person reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepLine {
    /// The step.
    pub id: StepId,
    /// When, on the recording's clock.
    pub at: model::Millis,
    /// "Click “Sign in”".
    pub text: String,
}

/// A recording in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordingCard {
    /// Its folder.
    pub path: PathBuf,
    /// The header; nothing when it can't be read, and then `problem` says why.
    pub info: Option<RecordingInfo>,
    /// What is wrong with the folder, and what to do.
    pub problem: Option<String>,
    /// How many steps.
    pub steps: u32,
    /// How many sentences.
    pub sentences: u32,
    /// A screenshot.
    pub thumbnail: Option<PathBuf>,
    /// The last proof's verdict.
    pub verdict: Option<Verdict>,
    /// Breakages caught, of how many tried.
    pub caught: Option<(u32, u32)>,
}

/// A recording with everything derived from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordingView {
    /// Its folder.
    pub path: PathBuf,
    /// The header.
    pub info: RecordingInfo,
    /// Steps, and where each sentence belongs.
    pub aligned: Aligned,
    /// The plan. Its findings are `plan.findings`.
    pub plan: Plan,
    /// Each step in words, in the plan's order; also for steps whose group has a narrated title.
    pub lines: Vec<StepLine>,
    /// Each check in words, by check id.
    pub checks: BTreeMap<String, String>,
    /// Per step and check, by id: the ways to find its element, the one that is used first.
    pub ways: BTreeMap<String, Vec<Way>>,
    /// The test file.
    pub file: CodeFile,
    /// Per step, by step id: the picture and where the target is on it.
    pub pictures: BTreeMap<String, Picture>,
    /// Sentences for people about what was odd: damaged lines that were skipped, unsure sentences, and so on.
    pub notes: Vec<String>,
    /// The last proof.
    pub proof: Option<Proof>,
}

/// What was done and said in a recording, before anything is made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Each step in words, in order.
    pub lines: Vec<StepLine>,
    /// Steps, and where each sentence belongs.
    pub aligned: Aligned,
    /// What was said, in order.
    pub utterances: Vec<Utterance>,
    /// Sentences for people about what was odd.
    pub notes: Vec<String>,
}

/// A printed file and what its lines come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeFile {
    /// Relative path it would have in a repository: `e2e/order-with-a-coupon.spec.ts`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Which lines come from what.
    pub spans: Vec<CodeSpan>,
}

/// Lines of the printed file that come from one step, check or group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CodeSpan {
    /// 1-based, first.
    pub from_line: u32,
    /// 1-based, last.
    pub to_line: u32,
    /// The step's, check's or group's id.
    pub of: String,
}

/// A screenshot and where the target is on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The image file.
    pub file: PathBuf,
    /// In CSS pixels of the viewport; nothing when unknown.
    pub target: Option<Rect>,
}

/// What to prove, and against what.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProveRequest {
    /// The recording's folder.
    pub path: PathBuf,
    /// How many replays; 3 is usual.
    pub runs: u32,
    /// Another address of the app than the one it was recorded at.
    pub base_url: Option<String>,
    /// Values of the plan's variables; those missing are taken from the environment.
    pub values: BTreeMap<String, String>,
}

/// What a running proof tells.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProofProgress {
    /// Getting Playwright ready (the first time it is installed).
    Preparing {
        /// What is being done.
        text: String,
    },
    /// What is ahead.
    Planned {
        /// Replays.
        replays: u32,
        /// Breakages, in the order they are tried.
        breakages: Vec<model::Breakage>,
    },
    /// A replay has come to this step.
    Step {
        /// Which replay, 1-based.
        run: u32,
        /// The step's title.
        title: String,
    },
    /// A replay ended.
    Replayed {
        /// 1-based.
        run: u32,
        /// How it went.
        replay: Replay,
    },
    /// A breakage was tried.
    Broken {
        /// How it went.
        outcome: BreakageOutcome,
    },
}

/// What to export, and where to.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// The recording's folder.
    pub path: PathBuf,
    /// The repository, or any folder.
    pub repo: PathBuf,
    /// Only say what would change.
    pub dry_run: bool,
}

/// What an export changes, or would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The files, in order.
    pub files: Vec<ExportedFile>,
    /// False after a dry run.
    pub written: bool,
    /// What to do next, a line each: `npm install -D @playwright/test`, …
    pub next: Vec<String>,
}

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    /// Absolute.
    pub path: PathBuf,
    /// What happens to it.
    pub change: FileChange,
    /// The new text.
    pub text: String,
    /// A unified difference against what is there; empty when nothing changes.
    pub diff: String,
}

/// What an export does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileChange {
    /// It is new.
    Create,
    /// It is there already, just so.
    Same,
    /// It was there and differs: kept as it is; ours goes beside it, under another name.
    Beside,
}

/// One line of `doctor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// "Browser".
    pub part: String,
    /// Whether it will do.
    pub ok: bool,
    /// What was found: "Chromium 156 at /usr/bin/chromium".
    pub found: String,
    /// How to mend it, when not.
    pub fix: Option<String>,
}

/// What the user chose, kept in sqlite.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Where new recordings go; nothing: `~/Saywright`.
    pub recordings_dir: Option<PathBuf>,
    /// The browser's program; nothing: the first one found.
    pub browser: Option<PathBuf>,
    /// Repositories exported to, the last one first.
    pub recent_repos: Vec<PathBuf>,
}

/// Elements of a page to find locators for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct LocateRequest {
    /// A web address, or the path of a saved page: MHTML or HTML.
    pub page: String,
    /// Which elements: CSS or XPath, each of one element.
    pub targets: Vec<String>,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
}

/// What was found for them.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Located {
    /// The page's address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// In the order in which they were asked for.
    pub targets: Vec<LocatedTarget>,
}

/// One element, and how to find it.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LocatedTarget {
    /// As it was asked for.
    pub target: String,
    /// Why there is nothing else here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The best way to find it.
    #[serde(flatten)]
    pub best: Option<Way>,
    /// Why that is weak; nothing for a good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weakness: Option<String>,
    /// Other ways, best first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alternatives: Vec<Way>,
    /// To find it again when no locator does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
}

impl LocatedTarget {
    pub(crate) fn missing(target: &str, error: String) -> Self {
        let target = target.to_owned();
        Self { target, error: Some(error), best: None, weakness: None, alternatives: Vec::new(), fingerprint: None }
    }
}

/// A locator, and what it bears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Way {
    /// As it stands in a test: `page.getByRole('button', { name: 'Save' })`.
    pub locator: String,
    /// The same in the syntax of Playwright's selector engine, for `page.locator(…)`.
    pub selector: String,
    /// On how many changed copies of the page it finds the element, and nothing else.
    pub survives: u32,
    /// Of so many.
    pub of: u32,
    /// The changes after which it finds nothing, or several.
    pub fails: Vec<String>,
    /// The changes after which it finds another element, and only that.
    pub wrong: Vec<String>,
}

impl Way {
    pub(crate) fn new(locator: &Locator, survival: &Survival, test_id_attribute: &str) -> Self {
        Self {
            locator: emit::locator_on("page", locator, &emit::Style::default()),
            selector: locate::engine_selector(locator, test_id_attribute),
            survives: survival.survives(),
            of: survival.tried,
            fails: survival.fails.clone(),
            wrong: survival.wrong.clone(),
        }
    }
}

/// Elements to find again.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct RefindRequest {
    /// A web address, or the path of a saved page: MHTML or HTML.
    pub page: String,
    /// A file with one fingerprint, a list of them, or what `locate` says as JSON.
    pub fingerprints: PathBuf,
    /// The attribute that holds test ids, or several with commas between; nothing: `data-testid`.
    pub test_id_attribute: Option<String>,
    /// The browser's program; nothing: the setting, else the first one found.
    pub browser: Option<PathBuf>,
}

/// Where they are.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Refound {
    /// The page's address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// In the order of the fingerprints.
    pub targets: Vec<RefoundTarget>,
}

/// One element that was searched for.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefoundTarget {
    /// Where it is: an absolute XPath. Nothing when it was not found.
    pub xpath: Option<String>,
    /// How like the fingerprint the most like element is: 0 to 1.
    pub likeness: f32,
    /// Why it was not found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
