//! Printing to the terminal. A reader that went away (`| head`) is no error worth a crash.

use crate::change_word;
use app::{Diagnosis, Exported, FileChange, Trying, TryingFor};
use model::Millis;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// One line on standard output, at once.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", harmless(text));
    let _ = out.flush();
}

/// One line for a person beside what is printed, on standard error.
pub fn aside(text: &str) {
    eprintln!("saywright: {}", harmless(text));
}

/// A page's words, in a terminal: what would move the cursor or change the terminal is shown as a replacement character.
fn harmless(text: &str) -> String {
    let commands = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    text.replace(commands, "\u{fffd}")
}

/// How far the trying of locators has come: gone at the end.
pub fn trying(trying: Trying) {
    let what = match trying.what {
        TryingFor::Steps => "what was acted on",
        TryingFor::Checks => "what is expected",
    };
    progress(&format!("Trying how to find {what}: page {} of {}", trying.done + 1, trying.of));
    if trying.done + 1 >= trying.of && trying.what == TryingFor::Checks {
        progress("");
    }
}

/// A line of a terminal that the next one is written over; an empty text takes it away.
pub fn progress(text: &str) {
    let mut out = std::io::stderr().lock();
    if out.is_terminal() {
        let _ = write!(out, "\r\x1b[K{}", harmless(text));
        let _ = out.flush();
    }
}

/// One JSON value on one line.
pub fn json(value: &impl Serialize) {
    match serde_json::to_string(value) {
        Ok(text) => line(&text),
        Err(error) => eprintln!("saywright: a value could not be printed as JSON: {error}"),
    }
}

/// `02:14.3`
pub fn clock(at: Millis) -> String {
    let tenths = at.0 / 100;
    format!("{:02}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

pub fn diagnoses(diagnoses: &[Diagnosis]) {
    for Diagnosis { part, ok, found, fix } in diagnoses {
        line(&format!("{} {part:<11} {found}", if *ok { "✓" } else { "✗" }));
        if let Some(fix) = fix {
            line(&format!("              {fix}"));
        }
    }
}

pub fn exported(exported: &Exported) {
    for file in &exported.files {
        line(&format!("{}  {}", file.path.display(), change_word(file.change, exported.written)));
        if !exported.written && file.change != FileChange::Same {
            line(&file.diff);
        }
    }
    if exported.written {
        line("Next:");
        exported.next.iter().for_each(|next| line(&format!("  {next}")));
    } else {
        line("Nothing was written: this was a dry run.");
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_page_gives_the_terminal_no_commands() {
        assert_eq!(harmless("Click “\u{1b}]0;owned\u{7}\u{9b}2J”"), "Click “\u{fffd}]0;owned\u{fffd}\u{fffd}2J”");
        assert_eq!(harmless("two\n\tlines\r"), "two\n\tlines\u{fffd}");
    }
}
