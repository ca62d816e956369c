//! Whisper models in the form of CTranslate2, as many packages carry them, become ggml files: the same numbers under
//! other names. Formats: CTranslate2's `model_spec.py` (binary version 6), and whisper.cpp's `convert-pt-to-ggml.py`.

use crate::RATE;
use crate::error::{Error, Result};
use half::f16;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const MAGIC: u32 = 0x6767_6d6c;
/// Whisper's transform has 400 samples, which gives 201 frequencies.
const FREQUENCIES: usize = 201;
const END_OF_TEXT: &str = "<|endoftext|>";

/// Whether the folder looks like such a model.
pub(crate) fn is_one(folder: &Path) -> bool {
    folder.join("model.bin").is_file()
        && (folder.join("vocabulary.txt").is_file() || folder.join("vocabulary.json").is_file())
}

/// Writes the folder's model as a ggml file, and gives its name: `tiny.en`.
pub(crate) fn convert(folder: &Path, out: &mut impl Write) -> Result<String> {
    let path = folder.join("model.bin");
    let bytes = std::fs::read(&path).map_err(Error::file(&path))?;
    let model = Variables::read(&bytes).map_err(|why| Error::not_a_model(folder, why))?;
    let tokens = tokens(folder)?;
    write(&model, &tokens, out).map_err(|error| match error {
        Failed::Model(why) => Error::not_a_model(folder, why),
        Failed::Write(source) => Error::File { path: folder.to_owned(), source },
    })?;
    Ok(name(&model).unwrap_or_else(|| "model".to_owned()))
}

/// Whisper's sizes differ in how wide they are; those for English alone have a token less.
fn name(model: &Variables) -> Option<String> {
    let size = match model.0.get("encoder/position_encodings/encodings")?.shape.get(1)? {
        384 => "tiny",
        512 => "base",
        768 => "small",
        1024 => "medium",
        1280 => "large",
        _ => return None,
    };
    let english = *model.0.get("decoder/embeddings/weight")?.shape.first()? == 51_864;
    Some(if english { format!("{size}.en") } else { size.to_owned() })
}

enum Failed {
    Model(String),
    Write(std::io::Error),
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<String> for Failed {
    fn from(why: String) -> Self {
        Self::Model(why)
    }
}

/// The numbers of a model, by name.
struct Variables<'a>(BTreeMap<String, Variable<'a>>);

#[derive(Clone)]
struct Variable<'a> {
    shape: Vec<usize>,
    kind: u8,
    data: &'a [u8],
}

const F32: u8 = 0;
const I16: u8 = 2;
const F16: u8 = 4;

impl<'a> Variables<'a> {
    fn read(bytes: &'a [u8]) -> std::result::Result<Self, String> {
        let mut reader = Reader(bytes);
        let read = (|| {
            let version = reader.number()?;
            let spec = reader.name()?;
            reader.number()?;
            if version < 4 || spec != "WhisperSpec" {
                return None;
            }
            let many = reader.number()?;
            let mut variables = BTreeMap::new();
            for _ in 0..many {
                let name = reader.name()?;
                let rank = reader.take(1)?[0];
                let shape = (0..rank).map(|_| Some(reader.number()? as usize)).collect::<Option<_>>()?;
                let kind = reader.take(1)?[0];
                let length = reader.number()? as usize;
                variables.insert(name, Variable { shape, kind, data: reader.take(length)? });
            }
            Some(Self(variables))
        })();
        read.ok_or_else(|| {
            "its model.bin is not that of a Whisper model in CTranslate2's form, or is cut short".to_owned()
        })
    }

    fn get(&self, name: &str) -> std::result::Result<&Variable<'a>, String> {
        let found = self.0.get(name).ok_or_else(|| format!("there is no {name} in it"))?;
        let bytes: usize = match found.kind {
            F32 => 4,
            F16 | I16 => 2,
            _ => return Err("its numbers are rounded to 8 bits; take the float16 one".to_owned()),
        };
        let long = found.shape.iter().try_fold(bytes, |long, side| long.checked_mul(*side));
        if long != Some(found.data.len()) {
            return Err(format!("{name} has not the length that it says"));
        }
        Ok(found)
    }

    fn layers(&self, part: &str) -> usize {
        (0..).take_while(|layer| self.0.contains_key(&format!("{part}/layer_{layer}/ffn/linear_0/weight"))).count()
    }

    fn heads(&self, part: &str) -> std::result::Result<u32, String> {
        let heads = self.get(&format!("{part}/num_heads"))?;
        Ok(heads.data.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    }
}

impl Variable<'_> {
    fn is_half(&self) -> bool {
        self.kind == F16
    }

    fn width(&self) -> usize {
        if self.is_half() { 2 } else { 4 }
    }

    /// The n-th of so many parts, by its first dimension.
    fn part(&self, part: usize, of: usize) -> Self {
        let mut shape = self.shape.clone();
        if let Some(first) = shape.first_mut() {
            *first /= of;
        }
        let length = shape.iter().product::<usize>() * self.width();
        Self { shape, kind: self.kind, data: &self.data[part * length..(part + 1) * length] }
    }

    fn floats(&self) -> Vec<u8> {
        if !self.is_half() {
            return self.data.to_vec();
        }
        let halves = self.data.chunks_exact(2).map(|bytes| f16::from_le_bytes([bytes[0], bytes[1]]));
        halves.flat_map(|half| half.to_f32().to_le_bytes()).collect()
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, many: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(many)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Its length comes first, and a zero ends it.
    fn name(&mut self) -> Option<String> {
        let length = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
        let bytes = self.take(usize::from(length))?;
        Some(String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned())
    }
}

/// The tokens that are text, as their bytes.
fn tokens(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let (plain, json) = (folder.join("vocabulary.txt"), folder.join("vocabulary.json"));
    let all: Vec<String> = if plain.is_file() {
        let text = std::fs::read_to_string(&plain).map_err(Error::file(&plain))?;
        text.split('\n').map(str::to_owned).collect()
    } else {
        let text = std::fs::read_to_string(&json).map_err(Error::file(&json))?;
        serde_json::from_str(&text)
            .map_err(|error| Error::not_a_model(folder, format!("its vocabulary.json is broken ({error})")))?
    };
    let bytes = bytes_of_characters();
    let end = all.iter().position(|token| token == END_OF_TEXT);
    let end = end.ok_or_else(|| Error::not_a_model(folder, format!("its vocabulary has no {END_OF_TEXT}")))?;
    Ok(all[..end]
        .iter()
        .map(|token| token.chars().filter_map(|character| bytes.get(&character).copied()).collect())
        .collect())
}

/// GPT-2 writes each byte as a character that can be seen: those that can by themselves, then the others from 256 on.
fn bytes_of_characters() -> BTreeMap<char, u8> {
    let is_seen = |byte: &u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    let hidden = (0..=u8::MAX).filter(|byte| !is_seen(byte));
    let others = (256u32..).filter_map(char::from_u32).zip(hidden);
    (0..=u8::MAX).filter(is_seen).map(|byte| (char::from(byte), byte)).chain(others).collect()
}

fn write(model: &Variables, tokens: &[Vec<u8>], out: &mut impl Write) -> std::result::Result<(), Failed> {
    let shape = |name: &str, place: usize| -> std::result::Result<usize, String> {
        model.get(name)?.shape.get(place).copied().ok_or_else(|| format!("{name} has too few dimensions"))
    };
    let sounds = "encoder/position_encodings/encodings";
    let texts = "decoder/position_encodings/encodings";
    let mels = shape("encoder/conv1/weight", 1)?;
    let (listens, speaks) = (model.layers("encoder"), model.layers("decoder"));
    let words = shape("decoder/embeddings/weight", 0)?;
    let sizes = [words, shape(sounds, 0)?, shape(sounds, 1)?, model.heads("encoder")? as usize, listens];
    let more = [shape(texts, 0)?, shape(texts, 1)?, model.heads("decoder")? as usize, speaks, mels, 1];
    let mut number = |number: usize| out.write_all(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
    number(MAGIC as usize)?;
    for size in sizes.into_iter().chain(more) {
        number(size)?;
    }
    number(mels)?;
    number(FREQUENCIES)?;
    for weight in mel_filters(mels) {
        out.write_all(&weight.to_le_bytes())?;
    }
    out.write_all(&u32::try_from(tokens.len()).unwrap_or(u32::MAX).to_le_bytes())?;
    for token in tokens {
        out.write_all(&u32::try_from(token.len()).unwrap_or(u32::MAX).to_le_bytes())?;
        out.write_all(token)?;
    }
    for convolution in ["conv1", "conv2"] {
        tensor(
            out,
            &format!("encoder.{convolution}.weight"),
            model.get(&format!("encoder/{convolution}/weight"))?,
            false,
        )?;
        let mut bias = model.get(&format!("encoder/{convolution}/bias"))?.clone();
        bias.shape.push(1);
        tensor(out, &format!("encoder.{convolution}.bias"), &bias, true)?;
    }
    tensor(out, "encoder.positional_embedding", model.get(sounds)?, true)?;
    tensor(out, "decoder.positional_embedding", model.get(texts)?, true)?;
    tensor(out, "decoder.token_embedding.weight", model.get("decoder/embeddings/weight")?, false)?;
    norm(out, model, "encoder.ln_post", "encoder/layer_norm")?;
    norm(out, model, "decoder.ln", "decoder/layer_norm")?;
    for (part, layers) in [("encoder", listens), ("decoder", speaks)] {
        for layer in 0..layers {
            let (to, from) = (format!("{part}.blocks.{layer}"), format!("{part}/layer_{layer}"));
            attention(out, model, &format!("{to}.attn"), &format!("{from}/self_attention"), &[3])?;
            if part == "decoder" {
                attention(out, model, &format!("{to}.cross_attn"), &format!("{from}/attention"), &[1, 2])?;
            }
            norm(out, model, &format!("{to}.mlp_ln"), &format!("{from}/ffn/layer_norm"))?;
            linear(out, model, &format!("{to}.mlp.0"), &format!("{from}/ffn/linear_0"))?;
            linear(out, model, &format!("{to}.mlp.2"), &format!("{from}/ffn/linear_1"))?;
        }
    }
    Ok(())
}

/// `fused`: how many of query, key and value are in each of its first layers.
fn attention(
    out: &mut impl Write,
    model: &Variables,
    to: &str,
    from: &str,
    fused: &[usize],
) -> std::result::Result<(), Failed> {
    norm(out, model, &format!("{to}_ln"), &format!("{from}/layer_norm"))?;
    let mut names = ["query", "key", "value"].into_iter();
    for (layer, &of) in fused.iter().enumerate() {
        let weight = model.get(&format!("{from}/linear_{layer}/weight"))?;
        let bias = model.get(&format!("{from}/linear_{layer}/bias"))?;
        for (part, name) in names.by_ref().take(of).enumerate() {
            tensor(out, &format!("{to}.{name}.weight"), &weight.part(part, of), false)?;
            // Keys have none; CTranslate2 has zeros there.
            if name != "key" {
                tensor(out, &format!("{to}.{name}.bias"), &bias.part(part, of), true)?;
            }
        }
    }
    linear(out, model, &format!("{to}.out"), &format!("{from}/linear_{}", fused.len()))
}

fn linear(out: &mut impl Write, model: &Variables, to: &str, from: &str) -> std::result::Result<(), Failed> {
    tensor(out, &format!("{to}.weight"), model.get(&format!("{from}/weight"))?, false)?;
    tensor(out, &format!("{to}.bias"), model.get(&format!("{from}/bias"))?, true)
}

fn norm(out: &mut impl Write, model: &Variables, to: &str, from: &str) -> std::result::Result<(), Failed> {
    tensor(out, &format!("{to}.weight"), model.get(&format!("{from}/gamma"))?, true)?;
    tensor(out, &format!("{to}.bias"), model.get(&format!("{from}/beta"))?, true)
}

fn tensor(out: &mut impl Write, name: &str, variable: &Variable, wide: bool) -> std::result::Result<(), Failed> {
    let half = variable.is_half() && !wide;
    let header = [variable.shape.len(), name.len(), usize::from(half)];
    for number in header.into_iter().chain(variable.shape.iter().rev().copied()) {
        out.write_all(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes())?;
    }
    out.write_all(name.as_bytes())?;
    if half {
        out.write_all(variable.data)?;
    } else {
        out.write_all(&variable.floats())?;
    }
    Ok(())
}

/// Triangles over the frequencies, as librosa's `filters.mel` makes them (Slaney's scale and norm), row by row.
fn mel_filters(mels: usize) -> Vec<f32> {
    const LINEAR: f64 = 200.0 / 3.0;
    const BEND: f64 = 1000.0;
    let step = 6.4f64.ln() / 27.0;
    let top = f64::from(RATE) / 2.0;
    let mel = |hertz: f64| if hertz < BEND { hertz / LINEAR } else { BEND / LINEAR + (hertz / BEND).ln() / step };
    let hertz = |mel: f64| {
        if mel < BEND / LINEAR { mel * LINEAR } else { BEND * (step * (mel - BEND / LINEAR)).exp() }
    };
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let share = |part: usize, of: usize| part as f64 / of as f64;
    let corners: Vec<f64> = (0..mels + 2).map(|corner| hertz(mel(top) * share(corner, mels + 1))).collect();
    let weight = |corner: &[f64], frequency: f64| {
        let (rises, falls) =
            ((frequency - corner[0]) / (corner[1] - corner[0]), (corner[2] - frequency) / (corner[2] - corner[1]));
        rises.min(falls).max(0.0) * 2.0 / (corner[2] - corner[0])
    };
    #[expect(clippy::cast_possible_truncation, reason = "they are written as f32")]
    let row = |corner: &[f64]| {
        (0..FREQUENCIES).map(|place| weight(corner, top * share(place, FREQUENCIES - 1)) as f32).collect::<Vec<f32>>()
    };
    corners.windows(3).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_characters() {
        let bytes = bytes_of_characters();
        assert_eq!(bytes.len(), 256);
        assert_eq!((bytes[&'A'], bytes[&'Ġ'], bytes[&'Ċ'], bytes[&'é']), (b'A', b' ', b'\n', 0xe9));
    }

    /// Against figures of librosa's: `librosa.filters.mel(sr=16000, n_fft=400, n_mels=80)`.
    #[test]
    fn filters_are_librosas() {
        let filters = mel_filters(80);
        let at = |row: usize, column: usize| filters[row * FREQUENCIES + column];
        assert!((at(0, 1) - 0.024_862_6).abs() < 1e-6, "{}", at(0, 1));
        assert_eq!(at(0, 0), 0.0);
        let sums: f32 = filters[79 * FREQUENCIES..].iter().sum();
        assert!((sums - 0.025).abs() < 0.001, "a triangle has the area 1 over steps of 40 Hz: {sums}");
    }

    #[test]
    fn what_is_no_model_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        std::fs::write(folder.path().join("model.bin"), b"\x06\0\0\0\x0c\0WhisperSpec\0").unwrap_or_default();
        std::fs::write(folder.path().join("vocabulary.txt"), "a\nb\n").unwrap_or_default();
        let error = convert(folder.path(), &mut Vec::new()).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("cut short")));
    }
}
