//! A microphone, by cpal.

use crate::error::{Error, Result};
use crate::sound::mixed;
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{BufferSize, Device, ErrorKind, FromSample, Sample, SampleFormat, SizedSample, Stream, StreamConfig};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

/// Buffers a second: more of them, and there is more to do; fewer, and it is known later when something was said.
const BUFFERS: u32 = 50;

/// What comes from a microphone.
pub(crate) enum Input {
    /// Sound of one channel at the microphone's rate, and when it came.
    Sound(Vec<f32>, Instant),
    /// It gives no more.
    Broken(String),
}

/// A microphone that is open until this value goes.
pub(crate) struct Microphone {
    pub name: String,
    pub rate: u32,
    /// Its thread waits for this to go.
    _open: Sender<()>,
}

/// The microphones that are there, by name; the one that the system prefers comes first.
pub fn microphones() -> Vec<String> {
    let host = cpal::default_host();
    let preferred = host.default_input_device().filter(is_real).map(|device| name(&device));
    let devices = host.input_devices().into_iter().flatten().filter(is_real);
    let mut names: Vec<String> = devices.map(|device| name(&device)).collect();
    names.sort_by_key(|name| Some(name) != preferred.as_ref());
    names.dedup();
    names
}

/// Opens the microphone of this name, or the one that the system prefers.
pub(crate) fn open(name: Option<&str>, input: Sender<Input>) -> Result<Microphone> {
    let name = name.map(str::to_owned);
    let (open, closed) = channel();
    let (opened, is_opened) = channel();
    // A stream must stay in the thread that made it.
    std::thread::spawn(move || match stream(name.as_deref(), input) {
        Ok((stream, name, rate)) => {
            let _ = opened.send(Ok((name, rate)));
            wait(&closed);
            drop(stream);
        }
        Err(error) => {
            let _ = opened.send(Err(error));
        }
    });
    let (name, rate) = is_opened.recv().map_err(|_| Error::NoMicrophone)??;
    Ok(Microphone { name, rate, _open: open })
}

fn wait(closed: &Receiver<()>) {
    let _ = closed.recv();
}

fn stream(wanted: Option<&str>, input: Sender<Input>) -> Result<(Stream, String, u32)> {
    let host = cpal::default_host();
    let device = match wanted {
        None => host.default_input_device().ok_or(Error::NoMicrophone)?,
        Some(wanted) => {
            let mut devices = host.input_devices().map_err(refused)?;
            devices
                .find(|device| name(device) == wanted)
                .ok_or_else(|| Error::NoSuchMicrophone { name: wanted.to_owned(), there: microphones().join(", ") })?
        }
    };
    let usual = device.default_input_config().map_err(refused)?;
    let rate = usual.sample_rate();
    let config =
        StreamConfig { channels: usual.channels(), sample_rate: rate, buffer_size: BufferSize::Fixed(rate / BUFFERS) };
    let build = |config: StreamConfig| match usual.sample_format() {
        SampleFormat::F32 => built::<f32>(&device, config, input.clone()),
        SampleFormat::I16 => built::<i16>(&device, config, input.clone()),
        SampleFormat::I32 => built::<i32>(&device, config, input.clone()),
        SampleFormat::U8 => built::<u8>(&device, config, input.clone()),
        other => Err(Error::Microphone { why: format!("its samples are {other}") }),
    };
    // Some take no other buffer than their own.
    let stream = build(config).or_else(|_| build(StreamConfig { buffer_size: BufferSize::Default, ..config }))?;
    stream.play().map_err(refused)?;
    Ok((stream, name(&device), rate))
}

fn built<T>(device: &Device, config: StreamConfig, input: Sender<Input>) -> Result<Stream>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let channels = usize::from(config.channels);
    let broken = input.clone();
    let sound = move |data: &[T], _: &cpal::InputCallbackInfo| {
        let now = Instant::now();
        let samples: Vec<f32> = data.iter().map(|sample| f32::from_sample(*sample)).collect();
        let _ = input.send(Input::Sound(mixed(&samples, channels).collect(), now));
    };
    let error = move |error: cpal::Error| {
        // Lost samples and a device that moved are told, too; sound goes on.
        if !matches!(error.kind(), ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied) {
            let _ = broken.send(Input::Broken(error.to_string()));
        }
    };
    device.build_input_stream(config, sound, error, None).map_err(refused)
}

/// Where no sound server runs, ALSA lists its plugins, too: those that make silence, change rates, mix channels. A sound
/// server lists what is played, as if it were a microphone.
fn is_real(device: &Device) -> bool {
    device.id().is_ok_and(|id| {
        let id = id.to_string();
        (!id.starts_with("alsa") || id.contains("CARD=")) && !id.ends_with(".monitor")
    })
}

fn name(device: &Device) -> String {
    device.description().map_or_else(|_| "microphone".to_owned(), |description| description.name().to_owned())
}

fn refused(error: cpal::Error) -> Error {
    match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable => Error::NoMicrophone,
        _ => Error::Microphone { why: error.to_string() },
    }
}
