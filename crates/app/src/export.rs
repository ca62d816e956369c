//! Into the user's repository: what would change, and, after a look at that, writing it.

use crate::api::{ExportRequest, Exported, ExportedFile, FileChange};
use crate::open::App;
use crate::sidecar::sidecar_text;
use crate::synth::{Synthesis, all_lines};
use anyhow::{Context, Result};
use emit::{ConfigOptions, WebServer};
use model::{Action, Line};
use repo::{Change, ConfigValue, NewFile, Survey};
use std::path::{Path, PathBuf};

impl App {
    /// Exports the test, or says what would change. What is there already is never overwritten.
    pub async fn export(&self, request: ExportRequest) -> Result<Exported> {
        self.export_with(request, None).await
    }

    /// `server` starts the app that was recorded, where that is known.
    pub(crate) async fn export_with(&self, request: ExportRequest, server: Option<WebServer>) -> Result<Exported> {
        let synthesis = self.synthesize(&request.path).await?;
        let repo = std::path::absolute(&request.repo)?;
        let survey = repo::survey(&repo)?;
        let mut files = files(&request.path, &synthesis, &survey, server)?;
        let sidecar = sidecar_text(&self.sidecar(&request.path, &synthesis).await?)?;
        files.push(NewFile::text(sidecar_path(Path::new(&synthesis.file.path)), sidecar));
        let planned = repo::plan(&repo, &files)?;
        if !request.dry_run {
            repo::write(&planned)?;
            self.remember_repo(&repo).await?;
        }
        let spec = planned.first().map(|file| file.relative_path().display().to_string()).unwrap_or_default();
        let mut next = survey.notes.clone();
        next.extend(unlike(&survey, &synthesis));
        if survey.installed.is_none() {
            let brought = survey.package_json.is_none() || survey.wanted.is_some();
            next.push(if brought { "npm install" } else { "npm install -D @playwright/test" }.to_owned());
            next.push("npx playwright install chromium".to_owned());
        }
        next.push(run_line(&synthesis, &spec));
        let files = planned.iter().map(|file| ExportedFile {
            path: file.path(),
            change: match file.change() {
                Change::Create => FileChange::Create,
                Change::Same => FileChange::Same,
                Change::Beside => FileChange::Beside,
            },
            text: file.content().as_text().unwrap_or_default().to_owned(),
            diff: file.diff().to_owned(),
        });
        Ok(Exported { files: files.collect(), written: !request.dry_run, next })
    }
}

/// `.evidence/order.json` for `e2e/order.spec.ts`.
pub(crate) fn sidecar_path(spec: &Path) -> PathBuf {
    let name = spec.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let endings = [".spec.ts", ".spec.js", ".test.ts", ".test.js", ".ts", ".js"];
    let stem = endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    Path::new(".evidence").join(format!("{stem}.json"))
}

/// Settings that the test relies on and the repository's own configuration lacks.
fn unlike(survey: &Survey, synthesis: &Synthesis) -> Vec<String> {
    let Some(config) = survey.config.as_ref().and_then(|path| path.file_name()) else { return Vec::new() };
    let config = config.to_string_lossy();
    let mut unlike = Vec::new();
    if survey.base_url == ConfigValue::Absent {
        unlike.push(format!(
            "set use.baseURL in {config}, or BASE_URL where it is read: the test opens addresses below {}",
            synthesis.plan.base_url
        ));
    }
    let recorded = &synthesis.loaded.recording.info.test_id_attribute;
    let configured = match &survey.test_id_attribute {
        ConfigValue::Literal(attribute) => Some(attribute.as_str()),
        ConfigValue::Absent => Some("data-testid"),
        // There is a note that it is not known.
        ConfigValue::Computed => None,
    };
    if configured.is_some_and(|attribute| attribute != recorded) && synthesis.file.text.contains("getByTestId(") {
        unlike.push(format!("set use.testIdAttribute in {config} to '{recorded}': the test finds elements by it"));
    }
    unlike
}

/// The spec first, then what it needs.
fn files(path: &Path, synthesis: &Synthesis, survey: &Survey, server: Option<WebServer>) -> Result<Vec<NewFile>> {
    let Synthesis { file, plan, loaded, .. } = synthesis;
    let printed = Path::new(&file.path);
    let name = printed.file_name().context("a printed file has a name")?;
    let tests: PathBuf = match &survey.tests {
        Some(tests) => tests.clone(),
        None => printed.parent().unwrap_or(Path::new("")).to_owned(),
    };
    let mut files = vec![NewFile::text(tests.join(name), &file.text)];
    for name in uploads(synthesis) {
        let from = store::file_path(path, &name)?;
        let bytes = std::fs::read(&from).with_context(|| format!("{} can't be read.", from.display()))?;
        files.push(NewFile::binary(tests.join("files").join(name), bytes));
    }
    if survey.config.is_none() {
        let attribute = loaded.recording.info.test_id_attribute.clone();
        let options = ConfigOptions { web_server: server, test_id_attribute: Some(attribute), ..Default::default() };
        files.push(NewFile::text("playwright.config.ts", emit::config_file(&plan.base_url, &options)));
    }
    if survey.package_json.is_none() {
        files.push(NewFile::text("package.json", repo::package_json(&format!("^{}", prove::PLAYWRIGHT))));
    }
    Ok(files)
}

/// Names of the files that the test uploads, in the recording's `files/`.
pub(crate) fn uploads(synthesis: &Synthesis) -> Vec<String> {
    let mut names: Vec<String> = all_lines(&synthesis.plan)
        .filter_map(|line| match line {
            Line::Step(step) => match &step.action {
                Action::Upload { files, .. } => Some(files.clone()),
                _ => None,
            },
            Line::Check(_) | Line::Remark { .. } => None,
        })
        .flatten()
        .collect();
    names.sort();
    names.dedup();
    names
}

fn run_line(synthesis: &Synthesis, spec: &str) -> String {
    let variables: Vec<String> =
        synthesis.plan.variables.iter().map(|variable| format!("{}=… ", variable.name)).collect();
    format!("{}npx playwright test {spec}", variables.concat())
}
