//! `saywright record`: lines of standard input are narration and commands; what is recorded is printed as it comes.

use crate::args::Record;
use crate::print;
use anyhow::Result;
use app::{App, Live, RecordRequest, RecordingState, Session};
use std::process::ExitCode;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::mpsc::UnboundedReceiver;

/// Ends with success when a recording was saved with at least its header; problems on the way are told as they come.
pub async fn record(app: &App, options: Record) -> Result<ExitCode> {
    let json = options.json;
    let request = RecordRequest {
        url: options.url,
        out: options.out,
        headless: options.headless,
        standby: options.standby,
        cdp_port: options.cdp_port,
        viewport: options.viewport,
        browser: options.browser,
    };
    let (session, mut live) = app.start_recording(request).await?;
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut stopping = false;
    loop {
        tokio::select! {
            told = live.recv() => match told {
                Some(told) => print_live(&told, json),
                None => break,
            },
            line = lines.next_line(), if !stopping => match line {
                Ok(Some(line)) => stopping = obey(&session, &mut live, line.trim(), json).await?,
                Ok(None) | Err(_) => stopping = stop(&session),
            },
            _ = tokio::signal::ctrl_c(), if !stopping => stopping = stop(&session),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Does what a line says; true when it says stop.
async fn obey(session: &Session, live: &mut UnboundedReceiver<Live>, line: &str, json: bool) -> Result<bool> {
    let done = match line {
        "" => Ok(()),
        ":stop" => return Ok(stop(session)),
        ":record" => session.record().await,
        ":resume" => session.resume().await,
        ":pause" => session.pause().await,
        ":undo" => session.undo().await,
        command if command.starts_with(':') => {
            eprintln!("saywright: {command} is no command. There are :record :pause :resume :undo :stop.");
            Ok(())
        }
        sentence => session.note(sentence.to_owned()).await,
    };
    // The recording may have ended by itself, because the browser was closed: what is left to tell says so.
    if done.is_err() {
        while let Some(told) = live.recv().await {
            print_live(&told, json);
        }
        return Ok(true);
    }
    Ok(false)
}

/// Stops in the background: what is told until the end is still printed.
fn stop(session: &Session) -> bool {
    let session = session.clone();
    tokio::spawn(async move { session.stop().await });
    true
}

pub fn print_live(told: &Live, json: bool) {
    if json {
        return print::json(told);
    }
    match told {
        Live::Ready { cdp, path, state } => {
            print::line(&format!("Recording into {} (other programs can attach at {cdp})", path.display()));
            match state {
                RecordingState::Standby => {
                    print::line("Standby: nothing is recorded yet. Sign in, look round, then type :record.");
                }
                _ => print::line("Click in the browser; say here what you do and what you expect. :stop ends it."),
            }
        }
        Live::State { state } => print::line(&format!("  [{}]", state_word(*state))),
        Live::Event { .. } => {}
        Live::Step { step } => print::line(&format!("  {}  {}", print::clock(step.at), step.text)),
        Live::StepRemoved { id } => print::line(&format!("         (step {id} is gone)")),
        Live::Note { utterance } => {
            print::line(&format!("  {}  “{}”", print::clock(utterance.from), utterance.text));
        }
        Live::Warning { text } => print::line(&format!("  ! {text}")),
        Live::Saved { path, events, steps, utterances } => {
            print::line(&format!("Saved {steps} steps ({events} events) and {utterances} sentences in {}", path.display()));
        }
    }
}

fn state_word(state: RecordingState) -> &'static str {
    match state {
        RecordingState::Standby => "standby",
        RecordingState::Recording => "recording",
        RecordingState::Paused => "paused",
        RecordingState::Stopped => "stopped",
    }
}
