//! A narration that comes after the recording.

use crate::open::App;
use align::{ScriptLine, Timeline};
use anyhow::{Result, bail};
use model::{Source, Utterance};
use std::path::Path;
use store::Writer;

impl App {
    /// Adds a narration that was written down to a recording: what `align::read_script` reads. Gives the sentences as
    /// they were added; those without a time have that of the steps that they speak of.
    pub async fn narrate(&self, path: &Path, script: &str) -> Result<Vec<Utterance>> {
        let path = std::path::absolute(path)?;
        let script = align::read_script(script);
        if script.is_empty() {
            bail!("There is no sentence in it. Write one a line; a time such as 0:07 may stand before it.");
        }
        added(&path, &script, Source::Typed)
    }
}

/// Adds the sentences to the recording in this folder.
pub(crate) fn added(path: &Path, script: &[ScriptLine], source: Source) -> Result<Vec<Utterance>> {
    // Locked first: of two at once, neither numbers its sentences as the other does.
    let mut writer = Writer::open(path)?;
    let recording = store::load(path)?.recording;
    let known = recording.utterances;
    let timeline = Timeline { events: &recording.events, targets: &recording.targets, utterances: &[] };
    let mut said = align::timed(&timeline, script, known.len());
    for utterance in &mut said {
        utterance.source = source;
        writer.utterance(utterance)?;
    }
    Ok(said)
}
