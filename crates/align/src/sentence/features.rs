//! A sentence as a set of hashed features, the same when learning and when judging.

use model::SentenceClass;
use words::is_number;

/// Hashes of all that is counted of a sentence, each once, in order. `kinds`: what the rules say of each clause, whether
/// it acts and whether it expects.
pub fn of(text: &str, by_rules: SentenceClass, kinds: &[(bool, bool)]) -> Vec<u32> {
    let tokens = tokens(text);
    let words: Vec<&str> =
        tokens.iter().map(String::as_str).filter(|token| token.starts_with(char::is_alphanumeric)).collect();
    let mut found = vec![hash(&["rules", &format!("{by_rules:?}")]), hash(&["bias"])];
    for (place, kind) in [("first", kinds.first()), ("last", kinds.last())] {
        found.push(hash(&["clause", place, &format!("{kind:?}")]));
    }
    let many = |which: fn(&(bool, bool)) -> bool| kinds.iter().filter(|kind| which(kind)).count().min(3).to_string();
    found.push(hash(&["clauses", &many(|kind| kind.0), &many(|kind| kind.1), &many(|kind| !kind.0 && !kind.1)]));
    found.extend(words::tokens(text).iter().map(|token| hash(&["about", token])));
    let framed: Vec<&str> = ["^"].into_iter().chain(tokens.iter().map(String::as_str)).chain(["$"]).collect();
    for (place, token) in framed.iter().enumerate() {
        found.push(hash(&["1", token]));
        let next = |by: usize| framed.get(place + by);
        if let Some(second) = next(1) {
            found.push(hash(&["2", token, second]));
            found.push(hash(&["rules", &format!("{by_rules:?}"), token]));
        }
        if let Some(third) = next(2) {
            found.push(hash(&["3", token, framed[place + 1], third]));
            found.push(hash(&["2 over", token, third]));
        }
    }
    for word in words.iter().filter(|word| word.chars().count() > 4) {
        let letters: Vec<char> = word.chars().collect();
        let part = |letters: &[char]| letters.iter().collect::<String>();
        found.push(hash(&["ends", &part(&letters[letters.len() - 3..])]));
        found.push(hash(&["begins", &part(&letters[..4])]));
    }
    for (place, word) in words.iter().take(3).enumerate() {
        found.push(hash(&["first", &place.to_string(), word]));
    }
    for (place, word) in words.iter().rev().take(2).enumerate() {
        found.push(hash(&["last", &place.to_string(), word]));
    }
    found.push(hash(&["length", &(words.len() / 3).min(6).to_string()]));
    let commas = tokens.iter().filter(|token| *token == ",").count();
    found.push(hash(&["commas", &commas.min(3).to_string()]));
    found.sort_unstable();
    found.dedup();
    found
}

/// Lower-case words and marks; a number is a number, whichever.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let text = text.to_lowercase().replace('’', "'");
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let in_number = matches!(character, '.' | ',')
            && word.ends_with(|last: char| last.is_ascii_digit())
            && next.is_ascii_digit();
        if character.is_alphanumeric() || in_number || character == '\'' && !word.is_empty() {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            tokens.push(named(std::mem::take(&mut word)));
        }
        if "?!;:,€$£%".contains(character) {
            tokens.push(character.to_string());
        }
    }
    if !word.is_empty() {
        tokens.push(named(word));
    }
    tokens
}

fn named(word: String) -> String {
    // "one" is rather a word.
    if is_number(&word) && word != "one" || word.starts_with(|first: char| first.is_ascii_digit()) {
        "0".to_owned()
    } else {
        word
    }
}

/// FNV-1a, 32 bits.
fn hash(parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
