//! `saywright` in a terminal and in scripts. Reads arguments, calls one operation of `app`, prints what it gives.

mod args;
mod demo;
mod heal;
mod locate;
mod narrate;
mod print;
mod prove;
mod record;
mod show;
mod voice;

use anyhow::{Result, bail};
use app::{App, CancellationToken, ExportRequest, FileChange, LocateRequest, Paths, RefindRequest};
use args::{Arguments, Command};
use clap::Parser;
use model::StepId;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let json = arguments.command.wants_json();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("saywright: the program could not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(arguments));
    // A reader of standard input may still wait for a line that never comes.
    runtime.shutdown_background();
    match done {
        Ok(code) => code,
        Err(error) => {
            if json {
                print::json(&serde_json::json!({ "type": "error", "text": app::explain(&error) }));
            }
            print::aside(&app::explain(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode> {
    if let Command::DemoSite { port, breakage, list } = arguments.command {
        return demo::site(port, breakage, list).await;
    }
    let app = App::open(Paths::from_env()?).await?.watched(print::trying, CancellationToken::new());
    for note in app.notes() {
        print::aside(note);
    }
    match arguments.command {
        Command::Record(options) => record::record(&app, *options).await,
        Command::Show { recording, what, json } => show::show(&app, &recording, what, json).await,
        Command::Synth { recording, out, json } => show::synth(&app, &recording, out.as_deref(), json).await,
        Command::Prove(options) => prove::prove(&app, options).await,
        Command::Heal(options) => heal::heal(&app, options).await,
        Command::Export { recording, repo, dry_run, json } => {
            let exported = app.export(ExportRequest { path: recording, repo, dry_run }).await?;
            if json {
                print::json(&exported)
            } else {
                print::exported(&exported)
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Locate { page, targets, frame, pointed, readable, test_id_attribute, browser, json } => {
            let request = LocateRequest { page, targets, frame, pointed, readable, test_id_attribute, browser };
            locate::locate(&app, request, json).await
        }
        Command::Refind { page, fingerprint, test_id_attribute, browser, json } => {
            let request = RefindRequest { page, fingerprints: fingerprint, test_id_attribute, browser };
            locate::refind(&app, request, json).await
        }
        Command::List { json } => show::list(&app, json).await,
        Command::Devices { json } => {
            let devices = app.devices();
            if json {
                print::json(&devices);
            } else {
                devices.iter().for_each(|name| print::line(name));
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Narrate(options) => narrate::narrate(&app, options).await,
        Command::Voice { command } => voice::voice(&app, command).await,
        Command::UseLocator { recording, of, locator } => {
            app.use_locator(&recording, &of, &locator).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::RemoveStep { recording, step } => {
            app.remove_step(&recording, StepId(step)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::RestoreStep { recording, step } => {
            app.restore_step(&recording, StepId(step)).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Rename { recording, title } => {
            app.rename(&recording, &title).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { out, headless } => demo::demo(&app, out, headless).await,
        Command::Doctor { json } => {
            let diagnoses = app.doctor().await;
            if json {
                print::json(&diagnoses)
            } else {
                print::diagnoses(&diagnoses)
            }
            Ok(if diagnoses.iter().all(|diagnosis| diagnosis.ok) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::DemoSite { .. } => bail!("demo-site is handled before the app is opened"),
    }
}

/// What an export did, or would do, to a file.
fn change_word(change: FileChange, written: bool) -> &'static str {
    match (change, written) {
        (FileChange::Create, true) => "written",
        (FileChange::Create, false) => "new",
        (FileChange::Same, _) => "unchanged",
        (FileChange::Beside, true) => "written beside the one that was there",
        (FileChange::Beside, false) => "new, beside the one that is there",
    }
}
