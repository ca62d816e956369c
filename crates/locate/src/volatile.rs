//! Which words of a text, and which ids, change from run to run: prices, counters, dates, times, hashes, icon glyphs.
//!
//! Judges by shape alone. Knows nothing about elements; English month and weekday names only.

use model::{MASK, TextMatch};

/// A text longer than this, in characters, is cut to a leading part.
const LONGEST_PART: usize = 60;
/// A text longer than this is never asked for as a whole.
const LONGEST_EXACT: usize = 80;
/// Digits in a row from which a number is an id, a year or an amount, not a small ordinal as in "Step 2".
const LONG_DIGITS: usize = 3;
/// Digits in a row that make a word with letters volatile: `INV-2041`, but not `MP3` or `SKU-12`.
const LONG_DIGITS_IN_WORD: usize = 4;
/// Hexadecimal words shorter than this may be words: `cafe`, `bad1`.
const SHORTEST_HASH: usize = 7;
/// Letters and digits in no order may be a contract when there are few of them: `a1b2c3`.
const SHORTEST_JUMBLE: usize = 12;

/// The ways to ask for this text, readable part first, whole text after it. Nothing volatile is in any of them; empty
/// when nothing stable is left.
pub(crate) fn wordings(text: &str) -> Vec<TextMatch> {
    let text = fold(text);
    let words = classify(&text);
    let volatile = words.iter().any(|word| word.kind == Kind::Volatile);
    let numbered = words.iter().any(|word| word.kind == Kind::Number);
    let short = text.chars().count() <= LONGEST_EXACT;
    let mut found = Vec::new();
    if let Some(part) = stable_part(&text, &words) {
        found.push(TextMatch::part(part));
    }
    if !volatile && !text.is_empty() && short {
        // A small number can be a counter ("Issues 23") or a name ("Step 2"): the part without it is tried first, and
        // the score of texts with a number is worse.
        if numbered && text.chars().any(char::is_alphabetic) {
            found.push(TextMatch::part(text.clone()));
        }
        found.push(TextMatch::exact(text));
    }
    found
}

/// The readable part alone, without numbers: for a scope that is filtered by it.
pub(crate) fn part(text: &str) -> Option<String> {
    let text = fold(text);
    stable_part(&text, &classify(&text))
}

/// True when the text holds a number that [`wordings`] would rather do without.
pub(crate) fn has_number(text: &str) -> bool {
    classify(text).iter().any(|word| word.kind == Kind::Number)
}

/// True for an id, name or class that a person wrote, not a program.
pub(crate) fn is_stable_id(id: &str) -> bool {
    const GENERATORS: [&str; 22] = [
        "css-",
        "sc-",
        "jss",
        "ember",
        "radix-",
        "headlessui-",
        "mui-",
        "ext-gen",
        "gwt-uid",
        "yui_",
        "react-select",
        "mat-",
        "ng-",
        "cdk-",
        "__bvid",
        "el-id-",
        "reka-",
        "bits-",
        "svelte-",
        "data-v-",
        "_ngcontent",
        "uid-",
    ];
    let lower = id.to_lowercase();
    let generated = GENERATORS.iter().any(|prefix| lower.starts_with(prefix));
    let react = id.starts_with(':') || id.starts_with('«') || id.starts_with("_r_");
    !id.is_empty()
        && !id.contains(MASK)
        && id.len() <= LONGEST_EXACT
        && !generated
        && !react
        && !id.chars().any(|character| character.is_control() || is_glyph(character))
        && id.split(|character: char| !character.is_alphanumeric()).all(|piece| !is_generated_piece(piece))
}

/// True for an attribute whose value is a contract (a test id, an address): only hashes and long numbers spoil it.
pub(crate) fn is_stable_value(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(MASK)
        && !value.chars().any(|character| character.is_control() || is_glyph(character))
        && value.split(|character: char| !character.is_alphanumeric()).all(|piece| {
            let jumble = piece.len() >= SHORTEST_JUMBLE && is_jumble(piece);
            !is_hash(piece) && !jumble && digit_run(piece) < LONG_DIGITS_IN_WORD
        })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// One or two digits: an ordinal or a counter.
    Number,
    Volatile,
}

struct Word<'a> {
    text: &'a str,
    start: usize,
    kind: Kind,
}

/// White space as Playwright folds it.
fn fold(text: &str) -> String {
    let visible: String = text.chars().filter(|character| !matches!(character, '\u{200b}' | '\u{ad}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn stable_part(text: &str, words: &[Word]) -> Option<String> {
    if words.iter().all(|word| word.kind == Kind::Word) {
        let trimmed = text.trim_end_matches([' ', ':', '*']);
        let whole = if trimmed.chars().any(char::is_alphanumeric) { trimmed } else { text };
        return Some(cut(whole)).filter(|part| !part.is_empty());
    }
    let signs = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let weight = |run: &[Word]| run.iter().map(|word| signs(word.text)).sum::<usize>();
    let runs: Vec<&[Word]> = words.split(|word| word.kind != Kind::Word).filter(|run| !run.is_empty()).collect();
    let heaviest = runs.iter().map(|run| weight(run)).max()?;
    // What comes first says what it is: "Order" of "Order #10432 confirmed".
    let run = runs.into_iter().find(|run| weight(run) * 2 >= heaviest)?;
    let (first, last) = (run.first()?, run.last()?);
    let slice =
        text[first.start..last.start + last.text.len()].trim_matches(|character: char| !character.is_alphanumeric());
    let wide = slice.chars().any(|character| character.is_alphabetic() && !character.is_ascii());
    let says_something = wide || (letters(slice) >= 1 && signs(slice) >= 2);
    says_something.then(|| cut(slice))
}

/// A leading part that ends where a word ends.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_PART) else {
        return text.to_owned();
    };
    let boundary = if text[end..].starts_with(' ') { Some(end) } else { text[..end].rfind(' ') };
    text[..boundary.unwrap_or(end)].trim_end_matches(|character: char| !character.is_alphanumeric()).to_owned()
}

fn classify(text: &str) -> Vec<Word<'_>> {
    let mut words = split(text);
    for word in &mut words {
        word.kind = kind(word.text);
    }
    spread(&mut words);
    words
}

/// At white space; around icon glyphs, which stick to the text beside them; and around prices, which do so where one
/// block ends and the next begins ("Blue mug€12.50Add to cart").
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut start: Option<usize> = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let glyph = is_glyph(character);
        let word = start.map_or("", |start| &text[start..at]);
        let price_ends = character.is_alphabetic() && word.starts_with(is_currency) && word.contains(char::is_numeric);
        let price_begins = is_currency(character) && !word.ends_with(['-', '+', '(', '[']);
        if (character.is_whitespace() || glyph || price_ends || price_begins)
            && let Some(start) = start.take()
        {
            words.push(Word { text: &text[start..at], start, kind: Kind::Word });
        }
        if glyph {
            words.push(Word { text: &text[at..at + character.len_utf8()], start: at, kind: Kind::Word });
        } else if start.is_none() && !character.is_whitespace() {
            start = Some(at);
        }
    }
    words
}

fn kind(word: &str) -> Kind {
    if word.chars().any(is_glyph) || word.contains(MASK) {
        return Kind::Volatile;
    }
    if !word.chars().any(char::is_numeric) {
        return Kind::Word;
    }
    let core = word.trim_matches(|character: char| !character.is_alphanumeric());
    let only_digits = core.chars().all(char::is_numeric);
    let bracketed =
        word.starts_with(['(', '[', '{']) && word.trim_end_matches([',', '.', ':']).ends_with([')', ']', '}']);
    let marked = word.contains(['%', '#']) || word.chars().any(is_currency);
    let quantity = word.strip_prefix(['x', 'X', '×']).is_some_and(|rest| rest.chars().all(char::is_numeric));
    let separated = !only_digits && !core.chars().any(char::is_alphabetic);
    let version = core.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.contains('.') && rest.chars().all(|character| character.is_numeric() || character == '.')
    });
    if marked || quantity || separated || version || (only_digits && (bracketed || core.chars().count() >= LONG_DIGITS))
    {
        Kind::Volatile
    } else if only_digits {
        Kind::Number
    } else if digit_run(core) >= LONG_DIGITS_IN_WORD
        || core.split(|character: char| !character.is_alphanumeric()).any(|piece| is_hash(piece) || is_jumble(piece))
        || is_hash(&core.replace('-', ""))
        || (core.contains(':') && digit_run(core) >= 2)
    {
        Kind::Volatile
    } else {
        Kind::Word
    }
}

/// Words that are volatile because of their neighbours: "22 Nov", "20 EUR", "3 minutes ago", "2 of 5".
fn spread(words: &mut [Word]) {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const AFTER_NUMBERS: [&str; 3] = ["am", "pm", "uhr"];
    const CURRENCIES: [&str; 13] =
        ["eur", "usd", "gbp", "chf", "jpy", "sek", "nok", "dkk", "pln", "czk", "cad", "aud", "kr"];
    let plain: Vec<String> =
        words.iter().map(|word| word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let numeric = |words: &[Word], at: usize| words.get(at).is_some_and(|word| word.text.chars().any(char::is_numeric));
    let named = |names: &[&str], full_end: &str, word: &str| {
        names.iter().any(|name| word == *name || (word.starts_with(name) && word.ends_with(full_end) && word.len() > 4))
    };
    for at in 0..words.len() {
        let word = plain[at].as_str();
        let before = at.checked_sub(1);
        let beside: Vec<usize> = before.into_iter().chain([at + 1]).filter(|&other| numeric(words, other)).collect();
        let currency = CURRENCIES.contains(&word) || words[at].text.chars().all(is_currency);
        let month = MONTHS.contains(&word) || is_month(word);
        let affected = match () {
            () if month || currency => beside,
            () if AFTER_NUMBERS.contains(&word) => beside.into_iter().filter(|&other| other < at).collect(),
            () if word == "of" && beside.len() == 2 => beside,
            () if word == "ago" => (at.saturating_sub(2)..at).collect(),
            () => continue,
        };
        if !affected.is_empty() {
            words[at].kind = Kind::Volatile;
        }
        for other in affected {
            words[other].kind = Kind::Volatile;
        }
    }
    for at in 0..words.len() {
        let beside_volatile = at.checked_sub(1).is_some_and(|before| words[before].kind == Kind::Volatile)
            || words.get(at + 1).is_some_and(|after| after.kind == Kind::Volatile);
        if beside_volatile && named(&DAYS, "day", &plain[at]) {
            words[at].kind = Kind::Volatile;
        }
    }
}

fn is_month(word: &str) -> bool {
    const FULL: [&str; 11] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    FULL.contains(&word) || word == "sept"
}

/// A piece of an id between its separators.
fn is_generated_piece(piece: &str) -> bool {
    let digits = piece.chars().filter(|character| character.is_numeric()).count();
    let after_letters = piece.trim_end_matches(char::is_numeric);
    let numbered_word = !after_letters.is_empty() && !after_letters.chars().any(char::is_numeric);
    is_hash(piece)
        || is_jumble(piece)
        || digit_run(piece) >= LONG_DIGITS
        || (digits > 0 && !numbered_word && piece.chars().count() >= 3)
}

/// Hexadecimal with both letters and digits, long enough to be no word.
fn is_hash(piece: &str) -> bool {
    piece.len() >= SHORTEST_HASH
        && piece.chars().all(|character| character.is_ascii_hexdigit())
        && piece.chars().any(char::is_numeric)
        && piece.chars().any(char::is_alphabetic)
}

/// Letters of both cases and digits in no order: `aAbBcCdD`, `x7Kq2Lp`. After Playwright's `isGuidLike`: many changes of
/// class for the length; a capital before small letters is no change (`addToCart`).
fn is_jumble(piece: &str) -> bool {
    let class = |character: char| match character {
        _ if character.is_numeric() => 0,
        _ if character.is_uppercase() => 1,
        _ => 2,
    };
    let characters: Vec<char> = piece.chars().collect();
    let changes = characters
        .windows(2)
        .filter(|pair| class(pair[0]) != class(pair[1]) && !(class(pair[0]) == 1 && class(pair[1]) == 2))
        .count();
    characters.len() >= 6 && changes >= 3 && changes * 4 >= characters.len()
}

fn digit_run(text: &str) -> usize {
    text.split(|character: char| !character.is_numeric()).map(|run| run.chars().count()).max().unwrap_or(0)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphabetic()).count()
}

/// Icon fonts draw pictures for private-use characters; they come and go with the font.
fn is_glyph(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn is_currency(character: char) -> bool {
    matches!(character, '$' | '¢' | '£' | '¤' | '¥' | '₩' | '₹' | '₽' | '₺' | '₿' | '\u{20a0}'..='\u{20bf}')
}
