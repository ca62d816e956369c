//! Speaking instead of typing: the model, a test of it, and narration that is a sound file.

use crate::api::{Downloading, KnownModel, VoiceModel, VoiceStatus, VoiceTest};
use crate::hearing;
use crate::labels::labels;
use crate::narrate::added;
use crate::open::App;
use align::ScriptLine;
use anyhow::{Result, bail};
use model::{EventKind, Millis, Recording, Source, Utterance};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use voice::{Detector, Error, Listener, RATE, Recogniser, Sentence, Told};

impl App {
    /// What there is to speak with.
    pub async fn voice_status(&self) -> Result<VoiceStatus> {
        // Asking for microphones may take a moment.
        let microphones = tokio::task::spawn_blocking(voice::microphones).await?;
        let known = voice::KNOWN.iter().map(|known| KnownModel {
            name: known.name.to_owned(),
            megabytes: known.megabytes,
            good_for: known.good_for.to_owned(),
        });
        let model = voice::installed(&self.models()).map(said);
        Ok(VoiceStatus { model, known: known.collect(), microphones })
    }

    /// Downloads a known model; nothing names the usual one. `from` is another place that has the same files. What came
    /// before it was cancelled or failed is kept.
    pub async fn install_voice(
        &self,
        name: Option<&str>,
        from: Option<&str>,
        cancel: &CancellationToken,
        progress: impl Fn(Downloading),
    ) -> Result<VoiceModel> {
        let name = name.unwrap_or(voice::KNOWN[0].name);
        let kilobytes = |bytes: u64| u32::try_from(bytes / 1000).unwrap_or(u32::MAX);
        let told = |done, of| progress(Downloading { done: kilobytes(done), of: kilobytes(of) });
        Ok(said(voice::install(name, from, &self.models(), cancel, told).await?))
    }

    /// Takes a model that the user has: a ggml file, or a folder in the form of CTranslate2.
    pub async fn use_voice(&self, path: &Path) -> Result<VoiceModel> {
        let (path, folder) = (std::path::absolute(path)?, self.models());
        Ok(said(tokio::task::spawn_blocking(move || voice::taken(&path, &folder)).await??))
    }

    /// Listens for a while, and tells what is heard. Ends early when cancelled.
    pub async fn test_voice(
        &self,
        microphone: Option<String>,
        long: Duration,
        cancel: &CancellationToken,
        told: impl Fn(VoiceTest),
    ) -> Result<()> {
        let model = self.voice_model()?;
        let (sender, mut heard) = mpsc::unbounded_channel();
        let tell = move |told| {
            let _ = sender.send(told);
        };
        let started =
            tokio::task::spawn_blocking(move || Listener::start(&model, microphone.as_deref(), Vec::new, tell));
        let listener = started.await??;
        let began = Instant::now();
        told(VoiceTest::Listening { microphone: listener.microphone().to_owned() });
        let mut over = std::pin::pin!(tokio::time::sleep(long));
        loop {
            tokio::select! {
                heard = heard.recv() => tell_test(heard, began, &told),
                () = &mut over => break,
                () = cancel.cancelled() => break,
            }
        }
        tokio::task::spawn_blocking(|| listener.finish()).await?;
        while let Some(rest) = heard.recv().await {
            tell_test(Some(rest), began, &told);
        }
        Ok(())
    }

    /// Adds a narration that is a sound file to a recording; it begins at `at` of the recording. Gives the sentences as
    /// they were added.
    pub async fn narrate_sound(
        &self,
        path: &Path,
        sound: &Path,
        at: Millis,
        cancel: &CancellationToken,
        progress: impl Fn(Downloading) + Send + Sync + 'static,
    ) -> Result<Vec<Utterance>> {
        let model = self.voice_model()?;
        let (path, sound) = (std::path::absolute(path)?, std::path::absolute(sound)?);
        let recording = store::load(&path)?.recording;
        let cancel = cancel.clone();
        let folder = path.clone();
        let hear = move || heard(&model, &sound, at, &recording, &folder, &cancel, &progress);
        let sentences = tokio::task::spawn_blocking(hear).await??;
        if sentences.is_empty() {
            bail!("Nobody speaks in it.");
        }
        let line = |(from, to, text)| ScriptLine { said: Some((from, to)), text };
        added(&path, &sentences.into_iter().map(line).collect::<Vec<_>>(), Source::Spoken)
    }

    pub(crate) fn models(&self) -> PathBuf {
        self.paths.index.with_file_name("models")
    }

    pub(crate) fn voice_model(&self) -> Result<PathBuf> {
        Ok(voice::installed(&self.models()).ok_or(Error::NoModel)?.file)
    }
}

/// What is said in a sound file that begins at `at` of the recording: when it begins, when it ends, and the sentence.
fn heard(
    model: &Path,
    sound: &Path,
    at: Millis,
    recording: &Recording,
    folder: &Path,
    cancel: &CancellationToken,
    progress: &impl Fn(Downloading),
) -> Result<Vec<(Millis, Millis, String)>> {
    let samples = voice::read(sound)?;
    let mut recogniser = Recogniser::open(model, std::thread::available_parallelism().map_or(1, usize::from).min(4))?;
    let mut detector = Detector::new()?;
    let mut stretches = detector.push(&samples)?;
    stretches.extend(detector.end());
    let mut found = Vec::new();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    for (done, stretch) in stretches.iter().enumerate() {
        if cancel.is_cancelled() {
            bail!("It was stopped. Nothing was changed.");
        }
        progress(Downloading { done: number(done), of: number(stretches.len()) });
        let begins = at.0.saturating_add(millis(stretch.from));
        let labels = labels_at(recording, folder, Millis(begins));
        for Sentence { text, from, to } in recogniser.sentences(&samples, *stretch, &labels)? {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within half a minute")]
            let after = |seconds: f32| Millis(begins.saturating_add((seconds * 1000.0) as u32));
            found.push((after(from), after(to), text));
        }
    }
    Ok(found)
}

/// The labels of the page that was seen last before this time, or first.
fn labels_at(recording: &Recording, folder: &Path, at: Millis) -> Vec<String> {
    let seen = recording.events.iter().filter_map(|event| match &event.what {
        EventKind::Seen(seen) if seen.main => Some((event.at, &seen.page)),
        _ => None,
    });
    let seen: Vec<_> = seen.collect();
    let page = seen.iter().rev().find(|(when, _)| *when <= at).or(seen.first());
    let text = page.and_then(|(_, page)| store::page_text(folder, page).ok());
    text.map(|text| labels(&text)).unwrap_or_default()
}

fn tell_test(heard: Option<Told>, began: Instant, told: &impl Fn(VoiceTest)) {
    match heard {
        Some(Told::Level { level, speaks }) => told(VoiceTest::Level { level, speaks }),
        Some(Told::Heard(heard)) => {
            let seconds = |instant: Instant| instant.saturating_duration_since(began).as_secs_f32();
            told(VoiceTest::Heard { text: heard.text, from: seconds(heard.from), to: seconds(heard.to) });
        }
        Some(Told::Trouble(trouble)) => told(VoiceTest::Trouble { text: hearing::told(&trouble) }),
        Some(Told::Said) | None => {}
    }
}

fn said(model: voice::Model) -> VoiceModel {
    VoiceModel { name: model.name, file: model.file }
}

fn millis(samples: u64) -> u32 {
    u32::try_from(samples * 1000 / u64::from(RATE)).unwrap_or(u32::MAX)
}
