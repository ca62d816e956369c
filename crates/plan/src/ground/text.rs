//! Finds a text on a page: as it was said, as a part, or by its words; and makes of what the page shows a pattern that
//! holds in the next run, too.

use super::claims::{How, TextClaim, content};
use super::number;
use super::page::{ShownElement, ShownPage};
use super::place::{alike, is_field, score};
use super::{Verdict, vocabulary as v};
use model::{Expectation, Pattern, PatternPart};
use words::{split, tokens};

/// Longer texts are content; a part of them is checked, in characters.
const LONGEST_WHOLE: usize = 120;
/// Longer texts are no answer to a description, in words.
const LONGEST_DESCRIBED: usize = 20;
/// A place must answer to this share of its words.
const PLACED: f32 = 0.7;
/// And to this much, to contradict.
const SURELY: f32 = 0.95;
/// A text that shares this much of the words was meant to say the same.
const NEARLY: f32 = 0.5;

pub fn hold(claim: &TextClaim, page: &ShownPage, before: Option<&ShownPage>) -> Verdict {
    let phrase = split(&claim.phrase);
    let placed = |element: &ShownElement| {
        claim.place.is_empty() || of_kind(&claim.place, element) || score(page, element, &claim.place) >= PLACED
    };
    if let Some(verdict) = value(claim, page, &phrase) {
        return verdict;
    }
    if phrase.is_empty() {
        return Verdict::Unknown;
    }
    let mut best: Option<(Rank, &ShownElement, Match)> = None;
    for element in page.elements.iter().filter(|element| !element.is_shell && speaks(element)) {
        let Some(found) = matching(claim, &phrase, element) else { continue };
        let is_placed = placed(element);
        if !is_placed && (claim.how == How::Is || matches!(found, Match::Words)) {
            continue;
        }
        let rank = Rank {
            level: found.level(),
            misplaced: !is_placed,
            old: !ShownPage::is_new(before, element),
            // "An error message": rather the alert that says so than a link that does.
            other_kind: !of_kind(&content(&claim.phrase), element),
            length: element.words.len(),
            children: element.outline.children,
        };
        if best.as_ref().is_none_or(|(known, _, _)| rank < *known) {
            best = Some((rank, element, found));
        }
    }
    match best {
        Some((_, element, found)) => yes(claim, element, &found),
        None => contradicted(claim, page, before),
    }
}

/// Lower is better; the first that differs decides.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    level: u8,
    misplaced: bool,
    other_kind: bool,
    old: bool,
    length: usize,
    children: u32,
}

/// How a text was found.
enum Match {
    /// All of the text is the phrase.
    Whole,
    /// The name is, of a thing without text of its own.
    Name,
    /// The phrase stands in it: these words of it.
    Part(std::ops::Range<usize>),
    /// It has the words that tell.
    Words,
    /// It is the only thing of the kind that is spoken of: "a dialog".
    Kind,
}

impl Match {
    fn level(&self) -> u8 {
        match self {
            Match::Whole => 0,
            Match::Name => 1,
            Match::Part(_) => 2,
            Match::Words => 3,
            Match::Kind => 4,
        }
    }
}

fn matching(claim: &TextClaim, phrase: &[String], element: &ShownElement) -> Option<Match> {
    if element.words == phrase {
        return Some(Match::Whole);
    }
    let name = split(&element.outline.element.name);
    if name == phrase {
        return Some(Match::Name);
    }
    // A single common word stands in many texts: "done" in "You are not done yet".
    let tells = phrase.len() > 1 || !content(&claim.phrase).is_empty();
    let at = element.words.windows(phrase.len()).position(|window| window == phrase);
    if let Some(at) = at.filter(|_| tells) {
        return Some(Match::Part(at..at + phrase.len()));
    }
    if claim.how == How::Quoted || element.words.len() > LONGEST_DESCRIBED {
        return None;
    }
    let wanted = content(&claim.phrase);
    let (kinds, telling): (Vec<&String>, Vec<&String>) = wanted.iter().partition(|word| is_kind(word));
    let said: Vec<String> = tokens(element.text()).into_iter().chain(tokens(&element.outline.element.name)).collect();
    let in_it = |word: &&String| said.iter().any(|other| alike(word, other) >= 0.7);
    if telling.is_empty() {
        let only_kind = claim.how == How::Shows && kinds.iter().all(|kind| has_role(kind, element));
        return (only_kind && !kinds.is_empty()).then_some(Match::Kind);
    }
    let kinds_fit = kinds.iter().all(|kind| has_role(kind, element) || in_it(kind));
    (telling.iter().all(in_it) && kinds_fit).then_some(Match::Words)
}

/// Has something to read: text, or a name of its own.
fn speaks(element: &ShownElement) -> bool {
    !is_field(element) && (!element.words.is_empty() || !element.outline.element.name.is_empty())
        || matches!(element.role(), "dialog" | "alertdialog" | "img" | "image" | "table")
}

fn is_kind(stem: &str) -> bool {
    v::KINDS.iter().any(|(noun, _)| *noun == stem)
}

fn has_role(stem: &str, element: &ShownElement) -> bool {
    v::KINDS.iter().any(|(noun, roles)| *noun == stem && roles.contains(&element.role()))
}

/// True when the words name the element's kind.
fn of_kind(words: &[String], element: &ShownElement) -> bool {
    words.iter().any(|word| has_role(word, element))
}

fn yes(claim: &TextClaim, element: &ShownElement, found: &Match) -> Verdict {
    let facts = &element.outline.element;
    let keep = |written: &str| claim.phrase.contains(written);
    let acts = matches!(element.role(), "button" | "link" | "tab" | "menuitem" | "option" | "img" | "image" | "table");
    let short = facts.text.chars().count() <= LONGEST_WHOLE;
    let expectation = match found {
        Match::Name => Expectation::Visible,
        Match::Kind if facts.text.is_empty() || !short => Expectation::Visible,
        Match::Whole | Match::Words | Match::Kind if acts => Expectation::Visible,
        Match::Whole | Match::Words | Match::Kind => Expectation::Text { text: pattern_keeping(&facts.text, keep) },
        Match::Part(_) if short && element.outline.children == 0 => {
            Expectation::Text { text: pattern_keeping(&facts.text, keep) }
        }
        Match::Part(words) => Expectation::ContainsText { text: Pattern::literal(part(&facts.text, words)) },
    };
    Verdict::Yes { node: Some(element.outline.node), set: None, expectation }
}

/// The words of a text as they stand in it.
fn part(text: &str, words: &std::ops::Range<usize>) -> String {
    // Word by word from the left: splitting a longer beginning never gives fewer words.
    let ends: Vec<usize> = text.char_indices().map(|(at, character)| at + character.len_utf8()).collect();
    let count = |end: usize| split(&text[..end]).len();
    let last = ends.iter().copied().rev().take_while(|end| count(*end) >= words.end).last();
    let mut end = last.unwrap_or(text.len());
    while text[end..].chars().next().is_some_and(char::is_alphanumeric) {
        end += text[end..].chars().next().map_or(1, char::len_utf8);
    }
    let mut starts = text.char_indices().map(|(at, _)| at).filter(|at| *at < end);
    let wanted = words.end - words.start;
    let start = starts.rfind(|start| split(&text[*start..end]).len() >= wanted).unwrap_or(0);
    let begin = text[..start].char_indices().rev().take_while(|(_, character)| character.is_alphanumeric()).last();
    text[begin.map_or(start, |(at, _)| at)..end].to_owned()
}

/// A field that the sentence calls by its label says what it holds.
fn value(claim: &TextClaim, page: &ShownPage, phrase: &[String]) -> Option<Verdict> {
    if claim.place.is_empty() || claim.how == How::Shows {
        return None;
    }
    let fields = page.elements.iter().filter(|element| is_field(element) && element.outline.element.value.is_some());
    let scored = fields.map(|field| (score(page, field, &claim.place), field));
    let (sure, field) = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    let shown = field.outline.element.value.as_deref().unwrap_or_default();
    if sure >= PLACED && split(shown) == phrase && !phrase.is_empty() {
        let expectation = Expectation::Value { text: pattern_keeping(&value_of(field), |_| true) };
        return Some(Verdict::Yes { node: Some(field.outline.node), set: None, expectation });
    }
    let literal = claim.how != How::Is || phrase.len() <= 3;
    (sure >= SURELY && literal && !phrase.is_empty() && !shown.is_empty()).then(|| Verdict::Other {
        said: claim.phrase.clone(),
        shown: shown.to_owned(),
        place: field.called(),
    })
}

/// What `toHaveValue` compares with: for a list the chosen option's value, where people read its label.
fn value_of(field: &ShownElement) -> String {
    let facts = &field.outline.element;
    let value = if facts.tag == "select" { facts.attributes.get("value") } else { facts.value.as_ref() };
    value.cloned().unwrap_or_default()
}

/// "It says Welcome, Bob", where something new says "Welcome, Ada".
fn contradicted(claim: &TextClaim, page: &ShownPage, before: Option<&ShownPage>) -> Verdict {
    let wanted = content(&claim.phrase);
    if !matches!(claim.how, How::Says | How::Quoted) || wanted.len() < 2 {
        return Verdict::Unknown;
    }
    let shares = |element: &ShownElement| {
        let said = tokens(element.text());
        let shared = wanted.iter().filter(|word| said.iter().any(|other| alike(word, other) >= 0.7)).count();
        let both = u16::try_from(wanted.len().max(said.len())).unwrap_or(u16::MAX).max(1);
        f32::from(u16::try_from(shared).unwrap_or(u16::MAX)) / f32::from(both)
    };
    let near = page.elements.iter().filter(|element| !element.is_shell && ShownPage::is_new(before, element));
    let near: Vec<(f32, &ShownElement)> =
        near.map(|element| (shares(element), element)).filter(|(share, _)| *share >= NEARLY).collect();
    match near.as_slice() {
        [(_, only)] => {
            Verdict::Other { said: claim.phrase.clone(), shown: only.text().to_owned(), place: only.called() }
        }
        _ => Verdict::Unknown,
    }
}

/// A text as a pattern: numbers that will be others in the next run (order numbers, dates, times) vary, unless they
/// were said.
pub fn pattern_keeping(text: &str, keep: impl Fn(&str) -> bool) -> Pattern {
    let mut parts: Vec<PatternPart> = Vec::new();
    let mut literal = String::new();
    let mut at = 0;
    for number in number::shown(text) {
        let before = &text[..number.range.start];
        let after = &text[number.range.end..];
        if !varies(before, &number.written, after) || keep(&number.written) {
            continue;
        }
        literal.push_str(&text[at..number.range.start]);
        // `12.30` is two runs of digits.
        for piece in number.written.split_inclusive(['.', ',']) {
            let digits = piece.trim_end_matches(['.', ',']);
            if !digits.is_empty() {
                if !literal.is_empty() {
                    parts.push(PatternPart::Literal { text: std::mem::take(&mut literal) });
                }
                parts.push(PatternPart::Digits);
            }
            literal.push_str(&piece[digits.len()..]);
        }
        at = number.range.end;
    }
    literal.push_str(&text[at..]);
    if !literal.is_empty() || parts.is_empty() {
        parts.push(PatternPart::Literal { text: literal });
    }
    Pattern { parts }
}

/// Numbers that count up by themselves, or tell the time.
fn varies(before: &str, written: &str, after: &str) -> bool {
    let led_by = |marks: &[char]| before.ends_with(marks);
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let whole = !written.contains(['.', ',']);
    let word = split(before).last().cloned().unwrap_or_default();
    let money = led_by(&['€', '$', '£']) || after.trim_start().starts_with(['€', '$', '£']);
    let clock = |text: &str, digit: fn(Option<char>) -> bool, end: Option<char>| {
        matches!(end, Some(':' | '/' | '-')) && digit(text.chars().nth(1))
    };
    let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let in_time = clock(after, is_digit, after.chars().next())
        || (matches!(before.chars().next_back(), Some(':' | '/' | '-'))
            && before.chars().rev().nth(1).is_some_and(|character| character.is_ascii_digit()));
    let numbered = led_by(&['#', '№'])
        || matches!(
            word.as_str(),
            "no" | "nr" | "number" | "id" | "order" | "invoice" | "ticket" | "reference" | "ref"
        );
    !money && ((whole && (numbered || digits >= 5)) || in_time)
}
