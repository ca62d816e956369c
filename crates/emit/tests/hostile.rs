//! Whatever pages and people write, the output stays one test: its strings, comments and regular expressions end where
//! they should. Checked by a small lexer of our own and by reading the strings back.

#![allow(clippy::unwrap_used)]

mod common;

use common::*;
use emit::Style;
use model::*;

const PIECES: [&str; 24] = [
    "'",
    "\"",
    "`",
    "\\",
    "\n",
    "\r\n",
    "\t",
    "${x}",
    "*/",
    "/*",
    "//",
    "</script>",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{200f}",
    "\u{0}",
    "\u{feff}",
    "\u{e001}",
    "\u{f0001}",
    "日本",
    "🛒",
    "[a](b){c}|d^e$f.g*h+i?",
    "Save me",
];

#[test]
fn every_text_comes_back_and_nothing_else_is_code() {
    let mut state: u32 = 1;
    for _ in 0..300 {
        let nasty: String = (0..6).map(|_| PIECES[next(&mut state) % PIECES.len()]).collect();
        let story = groups(vec![(
            nasty.as_str(),
            vec![
                fill(label(&nasty), &nasty),
                weak(click(item(&nasty).then(exactly("button", &nasty))), &nasty),
                has_text(test_id(&nasty), &nasty),
                check(Expectation::Text { text: digits(&nasty, &nasty) }, Some(role("status", ""))),
                remark(&nasty),
            ],
        )]);
        let text = emit::test_file(&plan(&nasty, story), &Style::default()).text;
        let lexed = lex(&text).unwrap_or_else(|problem| panic!("{problem} for {nasty:?} in\n{text}"));
        let told = lexed.strings.iter().filter(|string| **string == nasty).count();
        assert!(told >= 6, "each string literal reads back as the text: {told} of 6 for {nasty:?} in\n{text}");
        let allowed = |character: char| character.is_ascii_alphanumeric() || " \n{}()[],;.:=>_".contains(character);
        let stray: String = lexed.code.chars().filter(|character| !allowed(*character)).collect();
        assert_eq!(stray, "", "code holds nothing of {nasty:?}:\n{}", lexed.code);
        let unseen = |character: char| {
            character.is_control() && character != '\n' || "\u{2028}\u{2029}\u{202e}\u{200f}".contains(character)
        };
        assert!(!text.contains(unseen), "what can't be seen is escaped");
    }
}

fn next(state: &mut u32) -> usize {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 16) as usize
}

struct Lexed {
    strings: Vec<String>,
    code: String,
}

/// Splits our own output into strings (read back), comments, regular expressions and the rest.
fn lex(text: &str) -> Result<Lexed, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut lexed = Lexed { strings: Vec::new(), code: String::new() };
    let mut at = 0;
    while at < characters.len() {
        match characters[at] {
            mark @ ('\'' | '"') => lexed.strings.push(string(&characters, &mut at, mark)?),
            '/' if characters.get(at + 1) == Some(&'/') => {
                while at < characters.len() && characters[at] != '\n' {
                    at += 1;
                }
            }
            '/' => regex(&characters, &mut at)?,
            character => {
                lexed.code.push(character);
                at += 1;
            }
        }
    }
    Ok(lexed)
}

fn string(characters: &[char], at: &mut usize, mark: char) -> Result<String, String> {
    let mut units: Vec<u16> = Vec::new();
    *at += 1;
    loop {
        let character = *characters.get(*at).ok_or("a string without an end")?;
        *at += 1;
        if character == mark {
            return String::from_utf16(&units).map_err(|_| "a lone surrogate".to_owned());
        }
        if character == '\n' {
            return Err("a line break in a string".to_owned());
        }
        if character != '\\' {
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        let escaped = *characters.get(*at).ok_or("a string without an end")?;
        *at += 1;
        match escaped {
            'n' => units.push(10),
            'r' => units.push(13),
            't' => units.push(9),
            'u' => {
                let digits: String = characters[*at..*at + 4].iter().collect();
                *at += 4;
                units.push(u16::from_str_radix(&digits, 16).map_err(|_| format!("\\u{digits}"))?);
            }
            '\\' | '\'' | '"' => units.push(escaped as u16),
            other => return Err(format!("an odd escape: \\{other}")),
        }
    }
}

fn regex(characters: &[char], at: &mut usize) -> Result<(), String> {
    *at += 1;
    while *characters.get(*at).ok_or("a regular expression without an end")? != '/' {
        match characters[*at] {
            '\n' => return Err("a line break in a regular expression".to_owned()),
            '\\' => *at += 2,
            _ => *at += 1,
        }
    }
    *at += 1;
    Ok(())
}
