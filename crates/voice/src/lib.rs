//! Speech becomes words: a microphone or a sound file, where in it somebody speaks, and what is said.
//!
//! Sound is 16,000 samples a second, one channel, −1 to 1. Voice detection cuts it into stretches of speech, and each is
//! recognised by itself: recognised as one, whole sentences are lost. Works without a network; only
//! [`install`] uses one. Knows nothing of recordings: what was heard has instants, and `app` puts them on a clock.

mod convert;
mod cut;
mod detect;
mod error;
mod install;
mod listen;
mod microphone;
mod models;
mod recognise;
mod sentences;
mod sound;

pub use cut::Stretch;
pub use detect::Detector;
pub use error::{Error, Result};
pub use install::install;
pub use listen::{Heard, Listener, Told, Trouble};
pub use microphone::microphones;
pub use models::{KNOWN, Known, Model, installed, taken};
pub use recognise::{Recogniser, Word};
pub use sentences::Sentence;
pub use sound::read;

/// Samples a second.
pub const RATE: u32 = 16_000;
