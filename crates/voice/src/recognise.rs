//! Whisper, run by whisper.cpp: the words of a stretch of speech.

use crate::RATE;
use crate::cut::Stretch;
use crate::error::{Error, Result};
use crate::sentences::{Sentence, sentences};
use std::path::Path;
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState};

/// Whisper was made for stretches of 30 s with silence around the speech; it invents words in what is shorter than 1 s.
const LEAST: usize = RATE as usize * 11 / 10;
/// How narrators talk. With it, and the page's labels, a quarter fewer words of synthesized speech are wrong.
const MANNER: &str = "I test a web page: I click a button, fill in a field, choose from a list, undo a step. \
    There should be an error, a badge, a tab, a row, a price of 5 euros. Words on the page: ";
/// The model gets this much before a stretch and after it, in samples: 0.2 s.
pub(crate) const MARGIN: u64 = RATE as u64 / 5;
/// What is expected to be said takes at most this many bytes: Whisper reads 223 tokens of it.
const PROMPT: usize = 700;

/// A word, with its times in seconds from the beginning of what was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// With its punctuation.
    pub text: String,
    /// When it begins. Lags by up to 0.4 s.
    pub from: f32,
    /// When it ends.
    pub to: f32,
}

/// A model that is loaded.
pub struct Recogniser {
    state: WhisperState,
    english: bool,
    threads: i32,
}

impl Recogniser {
    /// Loads a ggml file; takes some tenths of a second.
    ///
    /// # Errors
    ///
    /// [`Error::NotAModel`] when the file is none.
    pub fn open(model: &Path, threads: usize) -> Result<Self> {
        whisper_rs::install_logging_hooks();
        let not_one = |why: &dyn std::fmt::Display| Error::not_a_model(model, why.to_string());
        let context = WhisperContext::new_with_params(model, WhisperContextParameters::default())
            .map_err(|error| not_one(&error))?;
        let english = !context.is_multilingual();
        let state = context.create_state().map_err(|error| not_one(&error))?;
        Ok(Self { state, english, threads: i32::try_from(threads).unwrap_or(1) })
    }

    /// What is said in a stretch of these samples, as sentences; their times are seconds from the stretch's beginning. The
    /// model gets a little of what is around it, too.
    pub fn sentences(&mut self, samples: &[f32], stretch: Stretch, labels: &[String]) -> Result<Vec<Sentence>> {
        let lead = MARGIN.min(stretch.from);
        let place = |sample: u64| usize::try_from(sample).unwrap_or(usize::MAX).min(samples.len());
        let words = self.hear(&samples[place(stretch.from - lead)..place(stretch.to + MARGIN)], labels)?;
        #[expect(clippy::cast_precision_loss, reason = "within half a minute")]
        let seconds = |samples: u64| samples as f32 / RATE as f32;
        let (lead, long) = (seconds(lead), seconds(stretch.to - stretch.from));
        let within = |at: f32| (at - lead).clamp(0.0, long);
        let inner = |sentence: Sentence| Sentence { from: within(sentence.from), to: within(sentence.to), ..sentence };
        Ok(sentences(&words, lead + long).into_iter().map(inner).collect())
    }

    /// What is said in these samples. `labels` are words that are likely, such as those on the page: "sign and button"
    /// becomes "Sign in button".
    pub fn hear(&mut self, samples: &[f32], labels: &[String]) -> Result<Vec<Word>> {
        let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        params.set_n_threads(self.threads);
        params.set_language(Some("en"));
        params.set_translate(!self.english);
        params.set_no_context(true);
        params.set_token_timestamps(true);
        params.set_suppress_nst(true);
        params.set_print_special(false);
        params.set_print_progress(false);
        params.set_print_realtime(false);
        params.set_print_timestamps(false);
        let prompt = prompt(labels);
        params.set_initial_prompt(&prompt);
        let mut samples = samples.to_vec();
        samples.resize(samples.len().max(LEAST), 0.0);
        self.state.full(params, &samples).map_err(|error| Error::Engine(error.to_string()))?;
        let mut words: Vec<Word> = Vec::new();
        for segment in self.state.as_iter() {
            for token in (0..segment.n_tokens()).filter_map(|place| segment.get_token(place)) {
                let bytes = token.to_bytes().unwrap_or_default();
                let text = String::from_utf8_lossy(bytes);
                if text.starts_with("[_") || text.starts_with("<|") {
                    continue;
                }
                let data = token.token_data();
                #[expect(clippy::cast_precision_loss, reason = "hundredths of seconds within half a minute")]
                let (from, to) = (data.t0 as f32 / 100.0, data.t1 as f32 / 100.0);
                match words.last_mut() {
                    Some(word) if !text.starts_with(' ') => {
                        word.text.push_str(&text);
                        word.to = to;
                    }
                    _ => words.push(Word { text: text.into_owned(), from, to }),
                }
            }
        }
        for word in &mut words {
            word.text = word.text.trim().to_owned();
        }
        words.retain(|word| !word.text.is_empty());
        // "[BLANK_AUDIO]", "(laughs)": noises, not words.
        let text: String = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let is_noise = |open: char, close: char| text.starts_with(open) && text.trim_end_matches('.').ends_with(close);
        if is_noise('[', ']') || is_noise('(', ')') || is_noise('*', '*') || !text.chars().any(char::is_alphanumeric) {
            words.clear();
        }
        Ok(words)
    }
}

fn prompt(labels: &[String]) -> String {
    let mut prompt = MANNER.to_owned();
    for label in labels {
        let label: String = label.chars().filter(|character| !character.is_control()).collect();
        if prompt.len() + label.len() + 2 <= PROMPT {
            prompt.push_str(label.trim());
            prompt.push_str(". ");
        }
    }
    prompt
}
