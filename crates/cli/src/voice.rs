//! `saywright voice`: the speech model, microphones, a test.

use crate::args::Voice;
use crate::{print, prove};
use anyhow::Result;
use app::{App, Downloading, VoiceModel, VoiceStatus, VoiceTest};
use std::process::ExitCode;
use std::time::Duration;

pub async fn voice(app: &App, command: Voice) -> Result<ExitCode> {
    match command {
        Voice::Status { json } => {
            let status = app.voice_status().await?;
            if json { print::json(&status) } else { print_status(&status) }
        }
        Voice::Install { model, from, json } => {
            let cancel = prove::cancelled_by_ctrl_c();
            let told = |progress: Downloading| {
                if json {
                    print::json(&serde_json::json!({ "type": "progress", "done": progress.done, "of": progress.of }));
                } else {
                    print::progress(&format!("{} of {} MB", progress.done / 1000, progress.of / 1000));
                }
            };
            let installed = app.install_voice(model.as_deref(), from.as_deref(), &cancel, told).await;
            print::progress("");
            let model = installed?;
            if json {
                print::json(&serde_json::json!({ "type": "installed", "model": model }));
            } else {
                print_model(&model);
            }
        }
        Voice::Use { path } => print_model(&app.use_voice(&path).await?),
        Voice::Test { microphone, seconds, json } => {
            let cancel = prove::cancelled_by_ctrl_c();
            let told = |told| if json { print::json(&told) } else { print_test(&told, seconds) };
            let tested = app.test_voice(microphone, Duration::from_secs(seconds), &cancel, told).await;
            print::progress("");
            tested?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_status(status: &VoiceStatus) {
    match &status.model {
        Some(model) => print::line(&format!("Speech model: {} ({})", model.name, model.file.display())),
        None => print::line("Speech model: none yet. Typing works; to speak, `saywright voice install`."),
    }
    print::line("Models that can be installed:");
    for known in &status.known {
        print::line(&format!("  {:22} {:>4} MB  {}", known.name, known.megabytes, known.good_for));
    }
    match status.microphones.as_slice() {
        [] => print::line("Microphones: none."),
        [first, others @ ..] => {
            print::line(&format!("Microphones:\n  {first} (preferred by the system)"));
            others.iter().for_each(|name| print::line(&format!("  {name}")));
        }
    }
}

fn print_model(model: &VoiceModel) {
    print::line(&format!("{} is used from now on. Try it: `saywright voice test`.", model.name));
}

fn print_test(told: &VoiceTest, seconds: u64) {
    match told {
        VoiceTest::Listening { microphone } => {
            print::line(&format!("Listening to {microphone} for {seconds} seconds: say something."));
        }
        VoiceTest::Level { level, speaks } => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 40")]
            let bar = (level.sqrt() * 40.0) as usize;
            let word = if *speaks { " speech" } else { "" };
            print::progress(&format!("[{:40}]{word}", "#".repeat(bar.min(40))));
        }
        VoiceTest::Heard { text, from, .. } => {
            print::progress("");
            print::line(&format!("  {from:5.1} s  {text}"));
        }
        VoiceTest::Trouble { text } => {
            print::progress("");
            print::line(&format!("  ! {text}"));
        }
    }
}
