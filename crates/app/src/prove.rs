//! Proof: the exported file, untouched, run by real Playwright against the app as it is and broken on purpose.

use crate::api::{ProofProgress, ProveRequest};
use crate::export::uploads;
use crate::open::App;
use crate::synth::{Synthesis, all_lines};
use anyhow::Result;
use model::{Breakage, Line, Link, Locator, Proof};
use prove::{Job, Progress, Workspace};
use tokio_util::sync::CancellationToken;

impl App {
    /// Proves a recording's test, and keeps the proof in its folder.
    pub async fn prove(
        &self,
        request: ProveRequest,
        progress: impl Fn(ProofProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<Proof> {
        self.prove_with(request, Vec::new(), progress, cancel).await
    }

    /// `served` are breakages besides those that follow from the recording.
    pub(crate) async fn prove_with(
        &self,
        request: ProveRequest,
        served: Vec<Breakage>,
        progress: impl Fn(ProofProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<Proof> {
        let synthesis = self.synthesize(&request.path).await?;
        let Synthesis { loaded, plan, file, .. } = &synthesis;
        let recording = &loaded.recording;
        let workspace = Workspace::ready(&self.paths.cache, |text| {
            progress(ProofProgress::Preparing { text: text.to_owned() });
        })
        .await?;
        let browser = self.browser(None).await?;
        let attribute = &recording.info.test_id_attribute;
        let mut breakages = prove::breakages(plan, recording, &|locator| frames_of(locator, attribute));
        breakages.extend(served);
        let mut files = Vec::new();
        for name in uploads(&synthesis) {
            let from = store::file_path(&request.path, &name)?;
            files.push((format!("files/{name}"), from));
        }
        let variables: Vec<String> = plan.variables.iter().map(|variable| variable.name.clone()).collect();
        let job = Job {
            test: &file.text,
            test_path: &file.path,
            files: &files,
            base_url: request.base_url.as_deref().unwrap_or(&plan.base_url),
            runs: request.runs,
            breakages: &breakages,
            browser: &browser.program,
            variables: &variables,
            env: &request.values,
            headless: true,
            viewport: recording.info.viewport,
            test_id_attribute: attribute,
            has_checks: all_lines(plan).any(|line| matches!(line, Line::Check(_))),
        };
        let proof = prove::run(&workspace, &job, &|told| progress(translate(told)), cancel).await?;
        store::save_proof(&request.path, &proof)?;
        self.index.add_run(&recording.info.id, &proof).await?;
        Ok(proof)
    }
}

fn translate(told: Progress) -> ProofProgress {
    match told {
        Progress::Preparing { text } => ProofProgress::Preparing { text },
        Progress::Planned { replays, breakages } => ProofProgress::Planned { replays, breakages },
        Progress::Step { run, title } => ProofProgress::Step { run, title },
        Progress::Replayed { run, replay } => ProofProgress::Replayed { run, replay },
        Progress::Broken { outcome } => ProofProgress::Broken { outcome },
    }
}

/// A locator in the engine's own syntax, per frame from the outermost.
fn frames_of(locator: &Locator, attribute: &str) -> Vec<String> {
    let frames = locator.links.split(|link| matches!(link, Link::Frame));
    frames.map(|links| locate::engine_selector(&Locator { links: links.to_vec() }, attribute)).collect()
}
