//! Listens while something else goes on: one thread hears the microphone and finds speech, another recognises it. Neither
//! waits for the other, and nobody waits for them.

use crate::RATE;
use crate::cut::Stretch;
use crate::detect::Detector;
use crate::error::Result;
use crate::microphone::{self, Input, Microphone};
use crate::recognise::{MARGIN, Recogniser};
use crate::sentences::Sentence;
use crate::sound::Stream;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Below this (−70 dB) there is not even the noise of a room.
const SILENT: f32 = 0.0003;
/// For so long nothing is heard before it is said: at first, and once something was heard. Some headsets are silent
/// between sentences.
const SILENT_FOR: u64 = RATE as u64 * 5 / 2;
const SILENT_AGAIN_FOR: u64 = RATE as u64 * 60;
/// More than the click that some make when they are opened.
const HEARD: u64 = RATE as u64 / 5;
/// No sound at all comes for so long before that is said.
const NOTHING_FOR: Duration = Duration::from_millis(2_500);
/// How often the level is told: 10 times a second.
const LEVEL: usize = RATE as usize / 10;
/// When this many buffers are all late by that much, sound was lost.
const LATE_BUFFERS: usize = 50;
const LOST: Duration = Duration::from_millis(60);
/// Sound that is over is kept for this long: speech is cut after half a minute at the latest.
const KEPT: usize = RATE as usize * 60;

/// A sentence that was heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// What was said.
    pub text: String,
    /// When it began.
    pub from: Instant,
    /// When it ended.
    pub to: Instant,
}

/// What a listener tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// How loud it is, 0 to 1, ten times a second; and whether somebody speaks.
    Level {
        /// The loudest sample.
        level: f32,
        /// Somebody speaks.
        speaks: bool,
    },
    /// Somebody stopped speaking; the words come later.
    Said,
    /// A sentence.
    Heard(Heard),
    /// Something is the matter.
    Trouble(Trouble),
}

/// What can be the matter with a microphone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is to be heard, not even noise.
    Silent,
    /// It was silent, and now something is to be heard.
    SilentNoMore,
    /// It gives no more sound.
    Broken(String),
    /// What was said could not be recognised.
    NotRecognised(String),
}

/// Listens until it is finished, or goes.
pub struct Listener {
    microphone: Option<Microphone>,
    threads: Vec<JoinHandle<()>>,
}

impl Listener {
    /// Opens the microphone of this name, or the one that the system prefers. Takes up to a second: the model is loaded.
    /// `labels` is asked before each recognition for words that are likely. `told` is called from two threads.
    ///
    /// # Errors
    ///
    /// [`Error::NoMicrophone`], [`Error::NoSuchMicrophone`], [`Error::Microphone`], [`Error::NotAModel`].
    pub fn start(
        model: &Path,
        microphone: Option<&str>,
        labels: impl Fn() -> Vec<String> + Send + 'static,
        told: impl Fn(Told) + Send + Sync + 'static,
    ) -> Result<Self> {
        let (sound, sounds) = channel();
        let microphone = microphone::open(microphone, sound)?;
        let recogniser = Recogniser::open(model, threads())?;
        let told: Arc<Teller> = Arc::new(told);
        let ears = Ears::new(microphone.rate, told.clone())?;
        let (job, jobs) = channel();
        let threads = vec![
            std::thread::spawn(move || ears.run(&sounds, &job)),
            std::thread::spawn(move || recognise(recogniser, &jobs, &labels, &told)),
        ];
        Ok(Self { microphone: Some(microphone), threads })
    }

    /// The microphone's name.
    pub fn microphone(&self) -> &str {
        self.microphone.as_ref().map_or("", |microphone| &microphone.name)
    }

    /// Closes the microphone and waits until all that was said is recognised.
    pub fn finish(mut self) {
        self.microphone = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

type Teller = dyn Fn(Told) + Send + Sync;

/// Half of the processors, and not more than whisper.cpp has a use for: the browser and the app want some, too.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |many| (many.get() / 2).clamp(1, 4))
}

/// Speech to be recognised.
struct Job {
    samples: Vec<f32>,
    /// Where in them.
    stretch: Stretch,
    /// When it began.
    from: Instant,
}

fn recognise(mut recogniser: Recogniser, jobs: &Receiver<Job>, labels: &dyn Fn() -> Vec<String>, told: &Arc<Teller>) {
    while let Ok(job) = jobs.recv() {
        match recogniser.sentences(&job.samples, job.stretch, &labels()) {
            Ok(sentences) => {
                for Sentence { text, from, to } in sentences {
                    let after = |seconds: f32| job.from + Duration::from_secs_f32(seconds);
                    told(Told::Heard(Heard { text, from: after(from), to: after(to) }));
                }
            }
            Err(error) => told(Told::Trouble(Trouble::NotRecognised(error.to_string()))),
        }
    }
}

struct Ears {
    rate: u32,
    stream: Stream,
    detector: Detector,
    told: Arc<Teller>,
    /// Samples that came from the microphone.
    came: u64,
    /// When the first sample was, as near as is known: a buffer comes late, never early.
    began: Option<Instant>,
    /// By how much later than that the last buffers would have it.
    late: VecDeque<Duration>,
    /// The last minute, and how many samples were before it.
    kept: Vec<f32>,
    before: u64,
    /// Samples since something was to be heard.
    silent: u64,
    was_silent: bool,
    /// Samples in which something was to be heard.
    heard: u64,
    level: Vec<f32>,
}

impl Ears {
    fn new(rate: u32, told: Arc<Teller>) -> Result<Self> {
        Ok(Self {
            rate,
            stream: Stream::new(rate)?,
            detector: Detector::new()?,
            told,
            came: 0,
            began: None,
            late: VecDeque::new(),
            kept: Vec::new(),
            before: 0,
            silent: 0,
            was_silent: false,
            heard: 0,
            level: Vec::new(),
        })
    }

    fn run(mut self, sounds: &Receiver<Input>, jobs: &Sender<Job>) {
        let mut told_of_nothing = false;
        loop {
            let heard = match sounds.recv_timeout(NOTHING_FOR) {
                Ok(Input::Sound(samples, at)) => {
                    told_of_nothing = false;
                    self.sound(&samples, at, jobs)
                }
                Ok(Input::Broken(why)) => {
                    (self.told)(Told::Trouble(Trouble::Broken(why)));
                    Ok(())
                }
                Err(RecvTimeoutError::Timeout) => {
                    if !std::mem::replace(&mut told_of_nothing, true) {
                        (self.told)(Told::Trouble(Trouble::Broken("no sound comes from it".to_owned())));
                    }
                    Ok(())
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if let Err(error) = heard {
                (self.told)(Told::Trouble(Trouble::NotRecognised(error.to_string())));
            }
        }
        if let Some(stretch) = self.detector.end() {
            self.over(stretch, jobs);
        }
    }

    fn sound(&mut self, samples: &[f32], at: Instant, jobs: &Sender<Job>) -> Result<()> {
        let lost = self.lost(samples.len(), at);
        self.came += (lost.len() + samples.len()) as u64;
        let samples = self.stream.push(&[&lost, samples].concat())?;
        self.tell_level(&samples);
        self.kept.extend_from_slice(&samples);
        for stretch in self.detector.push(&samples)? {
            (self.told)(Told::Said);
            self.over(stretch, jobs);
        }
        if self.kept.len() > 2 * KEPT {
            let gone = self.kept.len() - KEPT;
            self.kept.drain(..gone);
            self.before += gone as u64;
        }
        Ok(())
    }

    /// Silence for what was lost before these samples, so that the clock goes on: when all buffers of the last second came
    /// later than the first ones let expect. One that comes late by itself was only waiting.
    fn lost(&mut self, samples: usize, at: Instant) -> Vec<f32> {
        let long = Duration::from_secs(1).mul_f64(seconds(self.came + samples as u64, self.rate));
        let began = at.checked_sub(long).unwrap_or(at);
        let known = self.began.map_or(began, |known| known.min(began));
        if self.began.replace(known) != Some(known) {
            self.late.clear();
        }
        self.late.push_back(began.saturating_duration_since(known));
        if self.late.len() < LATE_BUFFERS {
            return Vec::new();
        }
        let least = self.late.iter().min().copied().unwrap_or_default();
        self.late.pop_front();
        if least < LOST {
            return Vec::new();
        }
        self.late.clear();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of sound")]
        let lost = (least.as_secs_f64() * f64::from(self.rate)) as usize;
        vec![0.0; lost]
    }

    fn tell_level(&mut self, samples: &[f32]) {
        for sample in samples {
            self.level.push(sample.abs());
            self.silent = if sample.abs() > SILENT { 0 } else { self.silent + 1 };
            self.heard += u64::from(sample.abs() > SILENT);
            if self.level.len() == LEVEL {
                let level = self.level.drain(..).fold(0.0, f32::max);
                (self.told)(Told::Level { level, speaks: self.detector.hears() });
            }
        }
        let heard = self.heard >= HEARD;
        let silent = self.silent >= if heard { SILENT_AGAIN_FOR } else { SILENT_FOR };
        if silent != self.was_silent && (silent || self.silent == 0) {
            self.was_silent = silent;
            (self.told)(Told::Trouble(if silent { Trouble::Silent } else { Trouble::SilentNoMore }));
        }
    }

    /// Speech is over: it is cut out, and given to be recognised.
    fn over(&self, stretch: Stretch, jobs: &Sender<Job>) {
        let Some(began) = self.began else { return };
        let place = |sample: u64| usize::try_from(sample.saturating_sub(self.before)).unwrap_or(0).min(self.kept.len());
        let lead = MARGIN.min(stretch.from);
        let samples = self.kept[place(stretch.from - lead)..place(stretch.to + MARGIN)].to_vec();
        let from = began + Duration::from_secs(1).mul_f64(seconds(stretch.from, RATE));
        let stretch = Stretch { from: lead, to: lead + stretch.to - stretch.from };
        let _ = jobs.send(Job { samples, stretch, from });
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact for thousands of years")]
fn seconds(samples: u64, rate: u32) -> f64 {
    samples as f64 / f64::from(rate)
}
