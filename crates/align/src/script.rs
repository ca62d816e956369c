//! A narration that was written down: sentences, each with a time or without one, for a recording that is there already.
//! Those without one get the time of what they speak of, by their words and order alone.
//!
//! Reads plain lines, SubRip (`.srt`) and WebVTT (`.vtt`) alike. Never fails: what is no time is part of the sentence.

use crate::{Timeline, actions, attach, classify};
use model::{Millis, SentenceClass, Source, Utterance, UtteranceId};
use std::ops::Range;

/// A sentence of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptLine {
    /// When it was said, on the recording's clock, if the script says so: from when, to when.
    pub said: Option<(Millis, Millis)>,
    /// The sentence.
    pub text: String,
}

/// Reads a script. One sentence a line, with its time before it or without: `0:07 Search for mug`, `[1:02.5] …`. Of
/// subtitles, each cue is a sentence. Empty lines and those that begin with `#` say nothing.
pub fn read_script(text: &str) -> Vec<ScriptLine> {
    let mut found: Vec<ScriptLine> = Vec::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).peekable();
    let mut cue = None;
    while let Some(line) = lines.next() {
        if line.is_empty() {
            cue = None;
        } else if let Some(times) = cue_times(line) {
            cue = Some(found.len());
            found.push(ScriptLine { said: Some(times), text: String::new() });
        } else if let Some(at) = cue {
            let text = &mut found[at].text;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(line);
        } else if !is_of_subtitles(line, lines.peek().copied()) && !line.starts_with('#') {
            found.push(plain(line));
        }
    }
    found.retain(|line| !line.text.is_empty());
    found
}

/// A time of a script: `0:07`, `1:02.5`, `1:00:03`.
pub fn time(text: &str) -> Option<Millis> {
    begins_with_time(text.trim()).filter(|(_, rest)| rest.is_empty()).map(|(at, _)| at)
}

/// A script's sentences as utterances of the recording, in their order, numbered after the `known` ones that it has.
/// O(sentences × steps).
pub fn timed(timeline: &Timeline<'_>, script: &[ScriptLine], known: usize) -> Vec<Utterance> {
    let guessed = guessed(timeline, script, known);
    if script.iter().all(|line| line.said.is_some()) {
        return guessed;
    }
    let (steps, _) = actions::merge(timeline);
    let classes: Vec<SentenceClass> = script.iter().map(|line| classify(&line.text)).collect();
    let mut runs = attach::by_words(timeline, &steps, &guessed.iter().collect::<Vec<_>>(), &classes);
    take_what_is_between(&mut runs, &classes, steps.len());
    let (mut last, mut done) = (Millis(0), Millis(0));
    let told = script.iter().zip(guessed).zip(runs).map(|((line, mut utterance), run)| {
        let (from, to) = match (line.said, run) {
            (Some(said), _) => said,
            (None, Some(run)) => (steps[run.start].from.max(last), steps[run.end - 1].to),
            // What is expected is said of what was done before it.
            (None, None) => (Millis(done.0.saturating_add(1)), Millis(done.0.saturating_add(1))),
        };
        (utterance.from, utterance.to) = (from, to.max(from));
        (last, done) = (last.max(utterance.from), done.max(utterance.to));
        utterance
    });
    told.collect()
}

/// As many sentences as there are steps between those of the sentences around them: one each, whatever their words.
fn take_what_is_between(runs: &mut [Option<Range<usize>>], classes: &[SentenceClass], steps: usize) {
    let doing: Vec<usize> = (0..runs.len()).filter(|&sentence| attach::does(classes[sentence])).collect();
    let mut at = 0;
    while at < doing.len() {
        let free = doing[at..].iter().take_while(|&&sentence| runs[sentence].is_none()).count();
        let run_of = |place: usize| doing.get(place).and_then(|&sentence| runs[sentence].clone());
        let from = at.checked_sub(1).and_then(run_of).map_or(0, |run| run.end);
        let to = run_of(at + free).map_or(steps, |run| run.start);
        if free > 0 && from + free == to {
            for (step, &sentence) in (from..to).zip(&doing[at..]) {
                runs[sentence] = Some(step..step + 1);
            }
        }
        at += free + 1;
    }
}

/// With the times that are known, and between them as if all sentences had been said at one pace.
fn guessed(timeline: &Timeline<'_>, script: &[ScriptLine], known: usize) -> Vec<Utterance> {
    let end = timeline.events.iter().map(|event| event.at).max().unwrap_or_default();
    let anchor = |place: usize| script[place].said.map(|(from, _)| (place + 1, from));
    let utterance = |place: usize| {
        let (before, from) = (0..place).rev().find_map(anchor).unwrap_or_default();
        let (after, to) = (place..script.len()).find_map(anchor).unwrap_or((script.len() + 1, end));
        let share = (place + 1 - before) as f64 / (after - before) as f64;
        let at = Millis(from.0 + (f64::from(to.since(from)) * share) as u32);
        let (from, to) = script[place].said.unwrap_or((at, at));
        let (id, text) = (UtteranceId(format!("u{}", known + place + 1)), script[place].text.clone());
        Utterance { id, text, from, to, source: Source::Typed }
    };
    (0..script.len()).map(utterance).collect()
}

/// A line of its own, perhaps of a list: `- 0:07 Search for mug`.
fn plain(line: &str) -> ScriptLine {
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim_start();
    let opened = line.strip_prefix(['[', '(']);
    let timed = begins_with_time(opened.unwrap_or(line)).and_then(|(at, rest)| {
        let rest = if opened.is_some() { rest.strip_prefix([']', ')'])? } else { rest };
        let text = rest.trim_start_matches([' ', '\t', '-', '–', ':']);
        (rest.is_empty() || rest.len() > text.len()).then(|| ScriptLine { said: Some((at, at)), text: text.to_owned() })
    });
    timed.unwrap_or_else(|| ScriptLine { said: None, text: line.to_owned() })
}

/// `00:00:01,000 --> 00:00:04,000`, with whatever WebVTT has after it.
fn cue_times(line: &str) -> Option<(Millis, Millis)> {
    let (from, to) = line.split_once("-->")?;
    let (from, rest) = begins_with_time(from.trim())?;
    let (to, _) = begins_with_time(to.trim())?;
    rest.is_empty().then_some((from, to.max(from)))
}

/// The head of a file of subtitles, or the number of a cue.
fn is_of_subtitles(line: &str, next: Option<&str>) -> bool {
    line.starts_with("WEBVTT") || next.is_some_and(|next| cue_times(next).is_some())
}

/// `m:ss`, `h:mm:ss`, either with a fraction of a second after a point or a comma; and what follows it.
fn begins_with_time(text: &str) -> Option<(Millis, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let (whole, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let parts: Vec<u32> = whole.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes, seconds @ 0..60] => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes @ 0..60, seconds @ 0..60] => hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)?,
        _ => return None,
    };
    let digits = fraction.chars().chain("000".chars()).take(3).collect::<String>();
    let millis = seconds.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    Some((Millis(millis), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<u32>, String)> {
        read_script(text).into_iter().map(|line| (line.said.map(|(from, _)| from.0), line.text)).collect()
    }

    fn line(at: Option<u32>, text: &str) -> (Option<u32>, String) {
        (at, text.to_owned())
    }

    #[test]
    fn lines_with_times_and_without() {
        let script =
            "# How I test the shop\n\nSearch for mug\n0:07 Two results are shown\n[1:02.5] Pay\n- (0:01:10) Done\n";
        let expected = [
            line(None, "Search for mug"),
            line(Some(7_000), "Two results are shown"),
            line(Some(62_500), "Pay"),
            line(Some(70_000), "Done"),
        ];
        assert_eq!(read(script), expected);
    }

    #[test]
    fn what_is_no_time_is_said() {
        for text in [
            "2 results are shown",
            "7:99 is no time",
            "12:30pm is shown",
            "[draft] is shown",
            "99999999999:00 much",
            "71582788:59 too",
        ] {
            assert_eq!(read(text), [line(None, text)]);
        }
    }

    #[test]
    fn the_last_moment_is_not_passed() {
        let timeline = Timeline { events: &[], targets: &[], utterances: &[] };
        let said = timed(&timeline, &read_script("1193:02:47.295 The end\nNothing is shown"), 0);
        assert_eq!(said.iter().map(|one| one.to.0).collect::<Vec<_>>(), [u32::MAX, u32::MAX]);
    }

    #[test]
    fn subtitles() {
        let srt =
            "\u{feff}1\n00:00:01,000 --> 00:00:02,400\nSearch\nfor mug\n\n2\n00:00:05,000 --> 00:00:06,000\nPay\n";
        assert_eq!(read(srt), [line(Some(1_000), "Search for mug"), line(Some(5_000), "Pay")]);
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.400 align:start\nSearch for mug\n";
        assert_eq!(read(vtt), [line(Some(1_000), "Search for mug")]);
    }
}
