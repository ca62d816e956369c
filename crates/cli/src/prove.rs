//! `saywright prove`: progress as it comes, then the verdict.

use crate::args::Prove;
use crate::print;
use anyhow::Result;
use app::{App, CancellationToken, ProofProgress, ProveRequest};
use model::{Proof, Verdict};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Succeeds only when the test is proved.
pub async fn prove(app: &App, options: Prove) -> Result<ExitCode> {
    let Prove { recording, runs, base_url, json } = options;
    let request = ProveRequest { path: recording, runs, base_url, values: BTreeMap::new() };
    let cancel = cancelled_by_ctrl_c();
    let proof =
        app.prove(request, move |told| if json { print::json(&told) } else { print_progress(&told) }, cancel).await?;
    if json {
        print::json(&serde_json::json!({ "type": "proof", "proof": proof }));
    } else {
        print_verdict(&proof);
    }
    Ok(if proof.verdict == Verdict::Proved { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub fn cancelled_by_ctrl_c() -> CancellationToken {
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            token.cancel();
        }
    });
    cancel
}

pub fn print_progress(told: &ProofProgress) {
    match told {
        ProofProgress::Preparing { text } => print::line(&format!("  {text}")),
        ProofProgress::Planned { replays, breakages } => {
            print::line(&format!("  {replays} replays, then {} breakages", breakages.len()));
        }
        ProofProgress::Step { .. } => {}
        ProofProgress::Replayed { run, replay } => {
            let seconds = f64::from(replay.duration_ms) / 1000.0;
            print::line(&format!("  replay {run}: {} ({seconds:.1} s)", if replay.passed { "green" } else { "red" }));
            for step in &replay.steps {
                let mark = if step.passed { "✓" } else { "✗" };
                print::line(&format!("      {mark} {} ({:.1} s)", step.title, f64::from(step.duration_ms) / 1000.0));
            }
            if let Some(error) = &replay.error {
                print::line(&indented(error));
            }
        }
        ProofProgress::Broken { outcome } => {
            let title = &outcome.breakage.title;
            match (&outcome.caught_by, outcome.caught, outcome.reached) {
                (Some(step), true, _) => print::line(&format!("  ✓ caught: {title} — by “{step}”")),
                (None, true, _) => print::line(&format!("  ✓ caught: {title}")),
                (_, false, true) => print::line(&format!("  ✗ survived: {title}")),
                (_, false, false) => print::line(&format!("  - took no effect: {title}")),
            }
        }
    }
}

pub fn print_verdict(proof: &Proof) {
    let reached = proof.breakages.iter().filter(|outcome| outcome.reached);
    let caught = reached.clone().filter(|outcome| outcome.caught).count();
    let of = reached.count();
    let green = proof.replays.iter().filter(|replay| replay.passed).count();
    let runs = proof.replays.len();
    print::line(&match proof.verdict {
        Verdict::Proved => {
            format!("Proved. {green} of {runs} replays green; it fails when the app breaks: {caught} of {of}.")
        }
        Verdict::Weak => {
            format!(
                "Weak. {green} of {runs} replays green, but it fails on only {caught} of {of} breakages. Say what one should see after the steps named above."
            )
        }
        Verdict::Flaky => {
            format!("Flaky. Only {green} of {runs} replays green: something on the way differs from run to run.")
        }
        Verdict::Failing => "Failing. No replay is green. The error above says where.".to_owned(),
        Verdict::Unfinished => "Cancelled before the end. What was found so far is kept.".to_owned(),
    });
}

pub fn indented(text: &str) -> String {
    text.lines().map(|line| format!("      {line}")).collect::<Vec<_>>().join("\n")
}
