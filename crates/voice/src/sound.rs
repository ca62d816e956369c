//! Sound files, and sound of any rate.

use crate::RATE;
use crate::error::{Error, Result};
use rubato::audioadapter_buffers::direct::SequentialSliceOfVecs;
use rubato::{Fft, FixedSync, Resampler};
use std::path::Path;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error as Symphonia;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// Frames that are resampled at a time.
const CHUNK: usize = 1024;

/// Reads a sound file of any usual kind.
///
/// # Errors
///
/// [`Error::File`] when it can't be opened, [`Error::NotSound`] when there is no sound in it.
pub fn read(path: &Path) -> Result<Vec<f32>> {
    let file = std::fs::File::open(path).map_err(Error::file(path))?;
    let not_sound = |why: &dyn std::fmt::Display| Error::NotSound { path: path.to_owned(), why: why.to_string() };
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let mut format = symphonia::default::get_probe()
        .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(|error| not_sound(&error))?;
    let track = format.default_track(TrackType::Audio).ok_or_else(|| not_sound(&"there is no sound in it"))?;
    let id = track.id;
    let codec = track.codec_params.as_ref().and_then(|codec| codec.audio());
    let codec = codec.ok_or_else(|| not_sound(&"it does not say how it was made"))?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(codec, &AudioDecoderOptions::default())
        .map_err(|error| not_sound(&error))?;
    let (mut samples, mut rate) = (Vec::new(), RATE);
    let mut packet_samples: Vec<f32> = Vec::new();
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            // A file that was cut short is good up to there.
            Ok(None) | Err(Symphonia::IoError(_) | Symphonia::ResetRequired) => break,
            Err(error) => return Err(not_sound(&error)),
        };
        if packet.track_id != id {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(decoded) => {
                rate = decoded.spec().rate();
                let channels = decoded.spec().channels().count();
                decoded.copy_to_vec_interleaved(&mut packet_samples);
                samples.extend(mixed(&packet_samples, channels));
            }
            Err(Symphonia::DecodeError(_) | Symphonia::IoError(_)) => {}
            Err(error) => return Err(not_sound(&error)),
        }
    }
    if samples.is_empty() {
        return Err(not_sound(&"it is empty"));
    }
    at_our_rate(samples, rate).map_err(|error| not_sound(&error))
}

/// The mean of the channels.
pub(crate) fn mixed(samples: &[f32], channels: usize) -> impl Iterator<Item = f32> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of channels")]
    let share = 1.0 / channels.max(1) as f32;
    samples.chunks_exact(channels.max(1)).map(move |frame| frame.iter().sum::<f32>() * share)
}

fn at_our_rate(samples: Vec<f32>, rate: u32) -> std::result::Result<Vec<f32>, Box<dyn std::error::Error>> {
    if rate == RATE {
        return Ok(samples);
    }
    let mut resampler = Fft::<f32>::new(rate as usize, RATE as usize, CHUNK, 1, FixedSync::Both)?;
    let frames = samples.len();
    let input = [samples];
    let input = SequentialSliceOfVecs::new(&input, 1, frames)?;
    Ok(resampler.process_all(&input, frames, None)?.take_data())
}

/// Resamples sound that comes bit by bit.
pub(crate) struct Stream {
    resampler: Option<Fft<f32>>,
    pending: Vec<f32>,
    /// Samples that come out before the first that went in.
    early: usize,
}

impl Stream {
    pub fn new(rate: u32) -> Result<Self> {
        let engine = |error: rubato::ResamplerConstructionError| Error::Engine(error.to_string());
        let make = || Fft::<f32>::new(rate as usize, RATE as usize, CHUNK, 1, FixedSync::Input).map_err(engine);
        let resampler = if rate == RATE { None } else { Some(make()?) };
        let early = resampler.as_ref().map_or(0, Resampler::output_delay);
        Ok(Self { resampler, pending: Vec::new(), early })
    }

    pub fn push(&mut self, samples: &[f32]) -> Result<Vec<f32>> {
        let Some(resampler) = &mut self.resampler else { return Ok(samples.to_vec()) };
        self.pending.extend_from_slice(samples);
        let mut out = Vec::new();
        while self.pending.len() >= resampler.input_frames_next() {
            let frames = resampler.input_frames_next();
            let input = [self.pending.drain(..frames).collect::<Vec<f32>>()];
            let engine = |error: &dyn std::fmt::Display| Error::Engine(error.to_string());
            let input = SequentialSliceOfVecs::new(&input, 1, frames).map_err(|error| engine(&error))?;
            out.extend(resampler.process(&input, None).map_err(|error| engine(&error))?.take_data());
        }
        let early = self.early.min(out.len());
        self.early -= early;
        Ok(out.split_off(early))
    }
}
