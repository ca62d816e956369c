//! The list of recordings: folders on disk, and the index that makes listing them quick.

use crate::api::RecordingCard;
use crate::open::App;
use align::Timeline;
use anyhow::Result;
use model::EventKind;
use std::path::Path;
use store::{IndexedRecording, Loaded};

impl App {
    /// All recordings in the user's folder and those looked at elsewhere, the newest first.
    pub async fn recordings(&self) -> Result<Vec<RecordingCard>> {
        let folder = self.recordings_dir().await?;
        let mut broken = Vec::new();
        for path in self.index.out_of_date(&folder).await? {
            match store::load(&path) {
                Ok(loaded) => {
                    let recording = &loaded.recording;
                    let aligned = align::steps(&Timeline {
                        events: &recording.events,
                        targets: &recording.targets,
                        utterances: &recording.utterances,
                    });
                    self.remember(&path, &loaded, &aligned).await;
                }
                Err(error) => broken.push(unreadable(&path, error.to_string())),
            }
        }
        let mut cards: Vec<RecordingCard> = self.index.recordings().await?.into_iter().map(card).collect();
        cards.extend(broken);
        Ok(cards)
    }

    /// Brings the index up to date about one recording. It can be made again at any time, so that failing to write it
    /// is no reason to fail.
    pub(crate) async fn remember(&self, path: &Path, loaded: &Loaded, aligned: &model::Aligned) {
        let recording = &loaded.recording;
        let removed = plan::removed(aligned, &recording.edits);
        let mut row = IndexedRecording::new(path, &recording.info, loaded.proof.as_ref());
        row.title = plan::title_of(recording, aligned);
        row.events = count(recording.events.len());
        row.steps = count(aligned.steps.iter().filter(|step| !removed.contains(&step.id)).count());
        row.sentences = count(recording.utterances.len());
        row.thumbnail = recording.events.iter().rev().find_map(|event| match &event.what {
            EventKind::Seen(seen) => seen.shot.clone(),
            _ => None,
        });
        let _ = self.index.upsert_recording(&row).await;
    }
}

fn card(row: IndexedRecording) -> RecordingCard {
    let problem = store::load_header(&row.path).err().map(|error| error.to_string());
    RecordingCard {
        info: store::load_header(&row.path).ok().map(|mut info| {
            info.title = row.title;
            info
        }),
        thumbnail: row.thumbnail.and_then(|shot| store::shot_path(&row.path, &shot).ok()),
        path: row.path,
        problem,
        steps: row.steps,
        sentences: row.sentences,
        verdict: row.verdict,
        caught: row.caught,
    }
}

fn unreadable(path: &Path, problem: String) -> RecordingCard {
    RecordingCard {
        path: path.to_owned(),
        info: None,
        problem: Some(problem),
        steps: 0,
        sentences: 0,
        thumbnail: None,
        verdict: None,
        caught: None,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
