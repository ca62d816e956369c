//! Somebody who speaks: flite's voices into a microphone that a sound server of the test's own makes.

#![allow(dead_code, clippy::unwrap_used)]

use super::Home;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Samples a second of flite's voices.
const RATE: usize = 16_000;

/// One speaks at a time: on a busy machine sound is lost.
static FLOOR: Mutex<()> = Mutex::new(());

/// A sound server with a microphone that hears what is said here.
pub struct Speech {
    server: Child,
    folder: PathBuf,
    _floor: MutexGuard<'static, ()>,
}

impl Speech {
    /// Nothing, saying so, where there is no speech model for tests. Makes the model that of the home folder.
    pub fn start(home: &Home) -> Option<Self> {
        let Some(model) = std::env::var_os("SAYWRIGHT_SPEECH_MODEL") else {
            eprintln!("skipped: SAYWRIGHT_SPEECH_MODEL names no model; `./check` fetches one");
            return None;
        };
        let floor = FLOOR.lock().unwrap_or_else(PoisonError::into_inner);
        home.stdout(&["voice", "use", model.to_str().unwrap()]);
        let folder = home.join("sound");
        std::fs::create_dir(&folder).unwrap();
        let socket = format!("module-native-protocol-unix socket={}/native auth-anonymous=1", folder.display());
        let server = Command::new("pulseaudio")
            .args(["-n", "--exit-idle-time=-1", "--disallow-exit", "--log-target=null", "-L", &socket])
            .args(["-L", "module-null-sink sink_name=talk rate=48000"])
            .args(["-L", "module-remap-source master=talk.monitor source_name=microphone source_properties=device.description=Headset"])
            .env("XDG_RUNTIME_DIR", &folder)
            .env("HOME", home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pulseaudio is installed: ./check does so");
        let speech = Self { server, folder, _floor: floor };
        let deadline = Instant::now() + Duration::from_secs(20);
        while !speech.tool("pactl").args(["info"]).output().is_ok_and(|output| output.status.success()) {
            assert!(Instant::now() < deadline, "the sound server never came up");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(speech)
    }

    /// Makes a program hear what is said here.
    pub fn heard_by(&self, command: &mut Command) {
        command.env("PULSE_SERVER", format!("unix:{}/native", self.folder.display()));
    }

    /// Says a sentence, to its end.
    pub fn say(&self, sentence: &str) {
        self.play(&self.file(&[(0.0, "slt", sentence)]));
    }

    /// Plays a sound file, to its end.
    pub fn play(&self, file: &Path) {
        let played = self.tool("paplay").args(["--device=talk"]).arg(file).status().unwrap();
        assert!(played.success());
    }

    /// A sound file: each of these voices says a sentence after so many seconds of silence. A second more at the end.
    pub fn file(&self, said: &[(f64, &str, &str)]) -> PathBuf {
        let mut samples: Vec<i16> = Vec::new();
        for (pause, voice, sentence) in said {
            samples.resize(samples.len() + (pause * RATE as f64) as usize, 0);
            samples.extend(self.samples(voice, sentence));
        }
        samples.resize(samples.len() + RATE, 0);
        let file = self.folder.join("said.wav");
        std::fs::write(&file, wav(&samples)).unwrap();
        file
    }

    /// A sentence, without what is silent around it.
    pub fn samples(&self, voice: &str, sentence: &str) -> Vec<i16> {
        let file = self.folder.join("sentence.wav");
        let made = Command::new("flite").args(["-voice", voice, "-t", sentence, "-o"]).arg(&file).status().unwrap();
        assert!(made.success());
        let bytes = std::fs::read(&file).unwrap();
        let samples: Vec<i16> =
            bytes[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
        let loud = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap() / 30;
        let is_loud = |sample: &i16| sample.unsigned_abs() > loud;
        let (first, last) = (samples.iter().position(is_loud).unwrap(), samples.iter().rposition(is_loud).unwrap());
        samples[first..=last].to_vec()
    }

    fn tool(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        self.heard_by(&mut command);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// One channel of 16 bits.
fn wav(samples: &[i16]) -> Vec<u8> {
    let data = samples.len() as u32 * 2;
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend((RATE as u32).to_le_bytes());
    bytes.extend((RATE as u32 * 2).to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    samples.iter().for_each(|sample| bytes.extend(sample.to_le_bytes()));
    bytes
}

/// How many words are wrong, of how many that were said: words added, left out and mistaken (Levenshtein's distance).
pub fn word_errors(said: &str, heard: &str) -> (usize, usize) {
    let words = |text: &str| -> Vec<String> {
        let text = text.to_lowercase();
        let words =
            text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(|word| !word.is_empty());
        words
            .map(|word| NUMBERS.iter().find(|(name, _)| *name == word).map_or(word, |(_, digits)| digits).to_owned())
            .collect()
    };
    let (said, heard) = (words(said), words(heard));
    let mut row: Vec<usize> = (0..=heard.len()).collect();
    for (place, word) in said.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], place + 1);
        for (other, heard) in heard.iter().enumerate() {
            let here = (diagonal + usize::from(word != heard)).min(row[other] + 1).min(row[other + 1] + 1);
            diagonal = std::mem::replace(&mut row[other + 1], here);
        }
    }
    (row[heard.len()], said.len())
}

/// A number may be written either way.
const NUMBERS: &[(&str, &str)] =
    &[("zero", "0"), ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("twenty", "20"), ("first", "1st")];
