//! Reads a sentence: which claims about a page it makes, and in which ways each can be meant. Looks at no page.

use super::number::{self, is_currency};
use super::vocabulary as v;
use std::ops::Range;

/// One way to read a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A place shows a number or an amount.
    Number(NumberClaim),
    /// There are so many things of a kind.
    Count(CountClaim),
    /// A text can be read.
    Text(TextClaim),
    /// A box is ticked, or not.
    Checked {
        /// What it is called, as stems.
        subject: Vec<String>,
        checked: bool,
    },
    /// The page's title.
    Title { phrase: String },
    /// The page's address.
    Url { phrase: String },
    /// We are on this page now.
    Landed { phrase: String },
}

/// "The total drops to sixteen."
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberClaim {
    /// Where, as stems; empty for "it".
    pub place: Vec<String>,
    /// In thousandths.
    pub value: i64,
    /// As it was said.
    pub said: String,
}

/// "There are three paid invoices in the list."
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountClaim {
    pub count: usize,
    /// What is counted, as stems: `paid invoic`.
    pub things: Vec<String>,
    /// Everything else, as stems.
    pub around: Vec<String>,
    /// As it was said.
    pub said: String,
}

/// "It says Welcome, Ada."
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextClaim {
    /// What is to be read, as it was said.
    pub phrase: String,
    /// Where, as stems; empty for "it".
    pub place: Vec<String>,
    pub how: How,
}

/// How surely the phrase is the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In quotation marks.
    Quoted,
    /// After "says".
    Says,
    /// After "is": the place must be found, too.
    Is,
    /// "We see a welcome message": a description.
    Shows,
}

/// The claims of a sentence, in order; for each the ways to read it, the likeliest first.
pub fn of(sentence: &str) -> Vec<Vec<Claim>> {
    let words = scan(sentence);
    let quotes = quotes(sentence);
    segments(sentence, &words, &quotes)
        .into_iter()
        .map(|range| readings(sentence, &words[range], &quotes))
        .filter(|readings| !readings.is_empty())
        .collect()
}

/// Stems of the words that say which thing is meant.
pub fn content(text: &str) -> Vec<String> {
    words::tokens(text).into_iter().filter(|stem| !v::NOISE.contains(&stem.as_str())).collect()
}

#[derive(Debug)]
struct Word {
    lower: String,
    range: Range<usize>,
}

/// Words with their places. Amounts keep their points; a currency sign is a word.
fn scan(text: &str) -> Vec<Word> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<Word> = Vec::new();
    let mut open = false;
    for (place, &(at, character)) in characters.iter().enumerate() {
        let next = characters.get(place + 1).map(|(_, next)| *next);
        let end = at + character.len_utf8();
        let joins = match character {
            '\'' | '’' => open && next.is_some_and(char::is_alphabetic),
            '.' | ',' => {
                let after_digit =
                    found.last().is_some_and(|word| word.lower.ends_with(|last: char| last.is_ascii_digit()));
                open && after_digit && next.is_some_and(|next| next.is_ascii_digit())
            }
            _ => character.is_alphanumeric(),
        };
        if matches!(character, '€' | '$' | '£') {
            found.push(Word { lower: character.to_string(), range: at..end });
            open = false;
        } else if joins {
            let lower = if character == '’' { "'".to_owned() } else { character.to_lowercase().to_string() };
            match found.last_mut().filter(|_| open) {
                Some(word) => {
                    word.lower.push_str(&lower);
                    word.range.end = end;
                }
                None => found.push(Word { lower, range: at..end }),
            }
            open = true;
        } else {
            open = false;
        }
    }
    found
}

/// Byte ranges of what stands in quotation marks, without them.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        match open {
            Some((from, closing)) if character == closing => {
                found.push(from..at);
                open = None;
            }
            Some(_) => {}
            None => {
                let closing = match character {
                    '"' => '"',
                    '“' | '„' => '”',
                    '«' => '»',
                    _ => continue,
                };
                open = Some((at + character.len_utf8(), closing));
            }
        }
    }
    found.retain(|quote| !quote.is_empty());
    found
}

/// Ranges of words that each make a claim. What only does something ("Apply the coupon,") is left out.
fn segments(text: &str, words: &[Word], quotes: &[Range<usize>]) -> Vec<Range<usize>> {
    let quoted = |at: usize| quotes.iter().any(|quote| quote.contains(&at));
    let mut bounds = vec![0];
    for place in 1..words.len() {
        let between = &text[words[place - 1].range.end..words[place].range.start];
        let stops = between.contains([',', ';', ':', '.', '!', '?', '–', '—', '(', ')']);
        let joins = matches!(words[place].lower.as_str(), "and" | "then" | "so" | "but" | "which" | "while" | "where");
        if (stops || joins) && !quoted(words[place].range.start) {
            bounds.push(place);
        }
    }
    bounds.push(words.len());
    let mut found: Vec<Range<usize>> = Vec::new();
    for pair in bounds.windows(2) {
        let range = pair[0]..pair[1];
        let claims = verb(&words[range.clone()]).is_some()
            || !number::said(&lower(&words[range.clone()])).is_empty()
            || words[range.clone()].iter().any(|word| quoted(word.range.start));
        match found.last_mut() {
            // "It says Welcome, Ada": the text goes on.
            Some(last) if last.end == range.start && (!claims || goes_on(words, last, &range)) => last.end = range.end,
            _ if claims => found.push(range),
            _ => {}
        }
    }
    found
}

/// A number right after what is said belongs to it: "the steps are one, two and three".
fn goes_on(words: &[Word], last: &Range<usize>, next: &Range<usize>) -> bool {
    let only_number = number::said(&lower(&words[next.clone()])).iter().any(|number| number.words.len() == next.len());
    let says = verb(&words[last.clone()]).is_some_and(|(_, kind)| kind == Kind::Says);
    only_number && says
}

fn lower(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.lower.as_str()).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Says,
    Sees,
    Appears,
    Is,
    Lands,
}

/// The first verb that makes a claim, and its kind. At the same place the longest counts.
fn verb(words: &[Word]) -> Option<(Range<usize>, Kind)> {
    let tables = [
        (v::LANDING, Kind::Lands),
        (v::APPEARING, Kind::Appears),
        (v::SAYING, Kind::Says),
        (v::BEING, Kind::Is),
        (v::SEEING, Kind::Sees),
    ];
    (0..words.len()).find_map(|at| {
        let fits = |phrase: &&&[&str]| {
            words.len() >= at + phrase.len() && phrase.iter().zip(&words[at..]).all(|(one, other)| **one == other.lower)
        };
        // "I expect the total to be", "check that there is": another verb says what.
        let leads = matches!(words[at].lower.as_str(), "expect" | "expects" | "have" | "see")
            && verb(&words[at + 1..]).is_some_and(|(_, kind)| kind != Kind::Appears);
        if leads && words[at].lower != "see" {
            return None;
        }
        let longest = tables
            .iter()
            .flat_map(|(table, kind)| table.iter().filter(fits).map(|phrase| (phrase.len(), *kind)))
            .max_by_key(|(length, _)| *length)?;
        Some((at..at + longest.0, longest.1))
    })
}

fn readings(text: &str, words: &[Word], quotes: &[Range<usize>]) -> Vec<Claim> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let whole = first.range.start..last.range.end;
    let found = verb(words);
    let before = found.as_ref().map_or(0..0, |(at, _)| 0..at.start);
    let after = found.as_ref().map_or(0..words.len(), |(at, _)| at.end..words.len());
    let slice = |range: Range<usize>| match (words[range.clone()].first(), words[range].last()) {
        (Some(first), Some(last)) => text[first.range.start..last.range.end].trim(),
        _ => "",
    };
    let (subject, object) = (slice(before.clone()), slice(after.clone()));
    let kind = found.as_ref().map(|(_, kind)| *kind);
    let place = content(subject);
    let text_claim = |phrase: &str, place: &[String], how: How| {
        Claim::Text(TextClaim { phrase: phrase.to_owned(), place: place.to_owned(), how })
    };
    if words.iter().any(|word| v::DENYING.contains(&word.lower.as_str())) {
        return denied(kind, &place, &words[after]).into_iter().collect();
    }
    let mut readings = Vec::new();
    if let Some(quote) = quotes.iter().find(|quote| whole.start <= quote.end && quote.start <= whole.end) {
        let is_place = |(at, _): &(Range<usize>, Kind)| words[at.start].range.start >= quote.end;
        // "The button "Save" is shown" quotes the thing itself.
        let place = if found.as_ref().is_some_and(is_place) { Vec::new() } else { place.clone() };
        readings.extend(of_page(&place, &text[quote.clone()], subject));
        readings.push(text_claim(&text[quote.clone()], &place, How::Quoted));
        return readings;
    }
    match kind {
        Some(Kind::Lands) => readings.push(Claim::Landed { phrase: object.to_owned() }),
        Some(Kind::Says) => {
            readings.extend(of_page(&place, object, subject));
            readings.push(text_claim(object, &place, How::Says));
        }
        Some(Kind::Is) => {
            readings.extend(of_page(&place, object, subject));
            readings.extend(ticked(&place, &words[after.clone()]));
            readings.extend(numbers(text, words, &found));
            readings.push(text_claim(object, &place, How::Is));
            readings.push(text_claim(slice(0..words.len()), &[], How::Shows));
            return readings;
        }
        Some(Kind::Sees | Kind::Appears) | None => {}
    }
    readings.extend(numbers(text, words, &found));
    match kind {
        Some(Kind::Sees) => readings.push(text_claim(object, &[], How::Shows)),
        Some(Kind::Appears) => readings.push(text_claim(subject, &[], How::Shows)),
        Some(Kind::Says | Kind::Is | Kind::Lands) | None => {}
    }
    readings
}

/// Claims about the page itself: its title, its address.
fn of_page(place: &[String], phrase: &str, subject: &str) -> Option<Claim> {
    let has = |stem: &str| place.iter().any(|word| word == stem);
    let words = words::split(subject);
    let of_the = |word: &str| words.iter().any(|other| other == word);
    if has("titl") && ["page", "tab", "window", "document", "browser"].iter().any(|word| of_the(word)) {
        Some(Claim::Title { phrase: phrase.to_owned() })
    } else if has("url") || (has("addres") && ["page", "bar", "browser"].iter().any(|word| of_the(word))) {
        Some(Claim::Url { phrase: phrase.to_owned() })
    } else {
        None
    }
}

fn ticked(place: &[String], object: &[Word]) -> Option<Claim> {
    let state = object.last().filter(|_| object.len() <= 2)?.lower.as_str();
    let checked = match state {
        state if v::CHECKED.contains(&state) => true,
        state if v::UNCHECKED.contains(&state) => false,
        _ => return None,
    };
    Some(Claim::Checked { subject: place.to_owned(), checked })
}

/// "The box is not ticked" is all that can be said of what is not.
fn denied(kind: Option<Kind>, place: &[String], object: &[Word]) -> Option<Claim> {
    let state = object.last().filter(|_| kind == Some(Kind::Is))?.lower.as_str();
    let ticked = v::CHECKED.contains(&state) && object.iter().any(|word| word.lower == "not");
    ticked.then(|| Claim::Checked { subject: place.to_owned(), checked: false })
}

fn numbers(text: &str, words: &[Word], verb: &Option<(Range<usize>, Kind)>) -> Vec<Claim> {
    let lower = lower(words);
    let mut said = number::said(&lower);
    // "From zero to one": where it comes to.
    if let [first, second] = said.as_slice()
        && first.words.start.checked_sub(1).is_some_and(|at| lower[at] == "from")
        && lower[first.words.end..second.words.start].contains(&"to")
    {
        said.remove(0);
    }
    let mut found = Vec::new();
    for number in &said {
        let before = number.words.start.checked_sub(1).map_or("", |at| lower[at]);
        let next = lower.get(number.words.end).copied().unwrap_or_default();
        if before == "by" || matches!(next, "more" | "less" | "percent") {
            continue;
        }
        let money = is_currency(before) || is_currency(next);
        let noun: Vec<usize> = (number.words.end..words.len())
            .take_while(|at| !v::AFTER_NOUN.contains(&lower[*at]) && !is_currency(lower[*at]))
            .collect();
        let is_count = !money
            && number.value % 1000 == 0
            && !noun.is_empty()
            && !v::NO_THINGS.contains(&next)
            && next.chars().all(char::is_alphabetic);
        let outside = |at: usize| {
            let in_verb = verb.as_ref().is_some_and(|(range, _)| range.contains(&at));
            let in_number = said.iter().any(|number| number.words.contains(&at));
            !in_verb && !in_number && !is_currency(lower[at])
        };
        let join = |places: &mut dyn Iterator<Item = usize>| {
            places.map(|at| &text[words[at].range.clone()]).collect::<Vec<_>>().join(" ")
        };
        let written = join(&mut number.words.clone());
        if is_count {
            let things = content(&join(&mut noun.iter().copied()));
            let around = content(&join(&mut (0..words.len()).filter(|at| outside(*at) && !noun.contains(at))));
            if let (Ok(count), false) = (usize::try_from(number.value / 1000), things.is_empty()) {
                found.push(Claim::Count(CountClaim { count, things, around, said: written.clone() }));
            }
        }
        let place = content(&join(&mut (0..words.len()).filter(|at| outside(*at))));
        found.push(Claim::Number(NumberClaim { place, value: number.value, said: written }));
    }
    found
}
