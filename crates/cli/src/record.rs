//! `saywright record`: lines of standard input are narration and commands; what is recorded is printed as it comes.

use crate::args::Record;
use crate::print;
use anyhow::Result;
use app::{App, Live, RecordRequest, RecordingState, Session, StepLine, Voice, VoiceState};
use model::{Conditions, Pick};
use std::process::ExitCode;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::mpsc::UnboundedReceiver;

/// A browser that lets us attach within this time asked nobody.
const PATIENCE: Duration = Duration::from_secs(1);

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
        proxy: options.proxy_server,
        proxy_bypass: options.proxy_bypass,
        profile: options.user_data_dir,
        attach: options.attach,
        tab: options.tab,
        conditions: Conditions {
            device: options.device,
            user_agent: options.user_agent,
            locale: options.lang,
            time_zone: options.timezone,
            color_scheme: options.color_scheme,
            geolocation: options.geolocation,
            ignore_https_errors: options.ignore_https_errors,
            block_service_workers: options.block_service_workers,
            ..Conditions::default()
        },
        http_credentials: options.http_credentials,
        load_storage: options.load_storage,
        save_storage: options.save_storage,
        test_id_attribute: options.test_id_attribute,
        secret_fields: options.secret_fields,
        voice: options.voice.then_some(Voice { microphone: options.microphone }),
    };
    let attaching = request.attach.is_some();
    let mut starting = std::pin::pin!(app.start_recording(request));
    let started = tokio::select! {
        started = &mut starting => started,
        () = tokio::time::sleep(PATIENCE), if attaching => {
            eprintln!("Waiting for the browser. If it asks whether remote debugging is allowed, click Allow there.");
            starting.await
        }
    };
    let (session, mut live) = started?;
    let mut printer = LivePrinter::new(json);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut stopping = false;
    let mut interrupted = std::pin::pin!(interrupted());
    loop {
        tokio::select! {
            told = live.recv() => match told {
                Some(told) => printer.print(&told),
                None => break,
            },
            line = lines.next_line(), if !stopping => match line {
                Ok(Some(line)) => stopping = obey(&session, &mut live, line.trim(), &mut printer).await?,
                Ok(None) | Err(_) => stopping = stop(&session),
            },
            () = &mut interrupted, if !stopping => stopping = stop(&session),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Ctrl-C, or a polite request to end.
async fn interrupted() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Does what a line says; true when it says stop.
async fn obey(
    session: &Session,
    live: &mut UnboundedReceiver<Live>,
    line: &str,
    printer: &mut LivePrinter,
) -> Result<bool> {
    let done = match line {
        "" => Ok(()),
        ":stop" => return Ok(stop(session)),
        ":record" => session.record().await,
        ":resume" => session.resume().await,
        ":pause" => session.pause().await,
        ":undo" => session.undo().await,
        ":check" => session.pick(Some(Pick::Visible)).await,
        ":check text" => session.pick(Some(Pick::Text)).await,
        ":check value" => session.pick(Some(Pick::Value)).await,
        ":check all" => session.pick(Some(Pick::Snapshot)).await,
        ":secret" => session.pick(Some(Pick::Secret)).await,
        ":listen" => session.listen(Some(Voice::default())).await,
        ":type" => session.listen(None).await,
        ":point" => session.pick(Some(Pick::Hover)).await,
        command if command.starts_with(':') => {
            eprintln!(
                "saywright: {command} is no command. There are :record :pause :resume :undo :check :point :secret :listen :type :stop."
            );
            Ok(())
        }
        sentence => session.note(sentence.to_owned()).await,
    };
    // The recording may have ended by itself, because the browser was closed: what is left to tell says so.
    if done.is_err() {
        while let Some(told) = live.recv().await {
            printer.print(&told);
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

/// Prints what a recording tells. In words, a step that still grows ("Fill “Email” with “a”", "with “ad”", …) is printed
/// once it has settled: when something else comes.
pub struct LivePrinter {
    json: bool,
    growing: Option<StepLine>,
}

impl LivePrinter {
    pub fn new(json: bool) -> Self {
        Self { json, growing: None }
    }

    pub fn print(&mut self, told: &Live) {
        if self.json {
            return print::json(told);
        }
        match told {
            Live::Event { .. } => {}
            Live::Step { step } => {
                if self.growing.as_ref().is_some_and(|growing| growing.id != step.id) {
                    self.settle();
                }
                self.growing = Some(step.clone());
            }
            Live::StepRemoved { id } if self.growing.as_ref().is_some_and(|growing| growing.id == *id) => {
                self.growing = None;
            }
            Live::StepRemoved { .. } => print::line("         (the step before is taken back)"),
            Live::Ready { cdp, path, state } => {
                let others =
                    if cdp.is_empty() { String::new() } else { format!(" (other programs can attach at {cdp})") };
                print::line(&format!("Recording into {}{others}", path.display()));
                match state {
                    RecordingState::Standby => {
                        print::line("Standby: nothing is recorded yet. Sign in, look round, then type :record.");
                    }
                    RecordingState::Recording | RecordingState::Paused | RecordingState::Stopped => {
                        print::line("Click in the browser; say here what you do and what you expect. :stop ends it.");
                    }
                }
            }
            Live::State { state } => self.line(&format!("  [{}]", state_word(*state))),
            Live::Note { utterance } => {
                self.line(&format!("  {}  “{}”", print::clock(utterance.from), utterance.text));
            }
            Live::Voice { voice: VoiceState::Listening { microphone } } => {
                self.line(&format!("  [listening to {microphone}]"));
            }
            Live::Voice { voice: VoiceState::Off } => self.line("  [not listening]"),
            Live::Voice { voice: VoiceState::Opening } | Live::Level { .. } => {}
            Live::Warning { text } => self.line(&format!("  ! {text}")),
            Live::Saved { path, events, steps, utterances } => self.line(&format!(
                "Saved {steps} steps ({events} events) and {utterances} sentences in {}",
                path.display()
            )),
        }
    }

    fn line(&mut self, text: &str) {
        self.settle();
        print::line(text);
    }

    fn settle(&mut self) {
        if let Some(step) = self.growing.take() {
            print::line(&format!("  {}  {}", print::clock(step.at), step.text));
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
