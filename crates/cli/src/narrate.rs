//! `saywright narrate`: a narration that comes after the recording.

use crate::args::Narrate;
use crate::{print, prove};
use anyhow::{Context, Result};
use app::{App, Downloading};
use std::path::Path;
use std::process::ExitCode;

/// Adds a narration, and shows when its sentences were said.
pub async fn narrate(app: &App, options: Narrate) -> Result<ExitCode> {
    let Narrate { recording, text, audio, at, json } = options;
    let said = match (audio, text) {
        (Some(sound), _) => {
            let cancel = prove::cancelled_by_ctrl_c();
            let told = |Downloading { done, of }| print::progress(&format!("recognising {} of {of}", done + 1));
            let said = app.narrate_sound(&recording, &sound, at.unwrap_or_default(), &cancel, told).await;
            print::progress("");
            said?
        }
        (None, Some(text)) => app.narrate(&recording, &read(&text)?).await?,
        (None, None) => anyhow::bail!("Name a text with --text, or a sound file with --audio."),
    };
    if json {
        print::json(&said);
        return Ok(ExitCode::SUCCESS);
    }
    for utterance in &said {
        print::line(&format!("  {}  {}", print::clock(utterance.from), utterance.text));
    }
    let sentences = if said.len() == 1 { "sentence" } else { "sentences" };
    let show = format!("`saywright show {} steps` tells where they belong.", recording.display());
    print::line(&format!("Added {} {sentences}. {show}", said.len()));
    Ok(ExitCode::SUCCESS)
}

fn read(text: &Path) -> Result<String> {
    if text == Path::new("-") {
        return std::io::read_to_string(std::io::stdin()).context("Standard input is no text.");
    }
    let unreadable = || format!("{} can't be read. Name a file of text, or - for standard input.", text.display());
    std::fs::read_to_string(text).with_context(unreadable)
}
