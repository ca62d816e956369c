//! Words of sentences and labels: splitting, stemming, numbers, and words that mean the same on a page. Knows English
//! and nothing of steps.

/// Lower-case words, digits and amounts, without punctuation. `can't` stays one word; `user-name` and `user_name` are two.
pub fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let next_is = |test: fn(&char) -> bool| characters.get(index + 1).is_some_and(test);
        let inside = match character {
            '\'' | '’' => !word.is_empty() && next_is(|next| next.is_alphabetic()),
            '.' | ',' => word.ends_with(|last: char| last.is_ascii_digit()) && next_is(char::is_ascii_digit),
            _ => character.is_alphanumeric(),
        };
        if inside {
            // camelCase, as ids have it.
            let hump = character.is_uppercase() && index > 0 && characters[index - 1].is_lowercase();
            if hump && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.extend(if character == '’' { '\'' } else { character }.to_lowercase());
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What a text is about: stems, with numbers as digits, compounds joined ("sign in" is `signin`) and synonyms made one.
/// Words without meaning of their own are left out.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let words = split(text);
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let next = words.get(index + 1).map(String::as_str).unwrap_or_default();
        let stemmed = stem(word);
        if let Some((_, _, compound)) = COMPOUNDS.iter().find(|(first, second, _)| *first == stemmed && *second == next)
        {
            tokens.push((*compound).to_owned());
            index += 2;
            continue;
        }
        index += 1;
        if let Some(value) = number(word) {
            // "twenty five"; a unit alone after anything else is a number of its own.
            match number(next) {
                Some(unit)
                    if word.starts_with(char::is_alphabetic)
                        && value >= 20
                        && value % 10 == 0
                        && (1..10).contains(&unit) =>
                {
                    tokens.push((value + unit).to_string());
                    index += 1;
                }
                Some(_) | None => tokens.push(value.to_string()),
            }
        } else if !STOP.contains(&word.as_str()) {
            tokens.push(SYNONYMS.iter().find(|(from, _)| *from == stemmed).map_or(stemmed, |(_, to)| (*to).to_owned()));
        }
    }
    tokens
}

/// The number that a word is: `7`, `seven`, `seventy`.
pub fn number(word: &str) -> Option<u32> {
    let position = |words: &[&str]| words.iter().position(|name| *name == word).and_then(|at| u32::try_from(at).ok());
    word.parse().ok().or_else(|| position(SMALL)).or_else(|| position(TENS).map(|tens| 10 * (tens + 2)))
}

/// True for numbers, and for amounts such as `20.00`.
pub fn is_number(word: &str) -> bool {
    number(word).is_some()
        || matches!(word, "hundred" | "thousand" | "dozen")
        || word.starts_with(|first: char| first.is_ascii_digit())
}

/// True for a number that names something, as in "invoice 1042": from three digits on. A small one counts something.
pub fn is_code(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|character| character.is_ascii_digit())
}

/// A short form that all forms of a regular word share: `search`, `searches`, `searching`. Not always a word itself.
pub fn stem(word: &str) -> String {
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return stem(base);
    }
    let word = word.strip_suffix("'s").unwrap_or(word);
    let long = word.chars().count();
    let strip = |suffix: &str, at_least: usize| word.strip_suffix(suffix).filter(|_| long >= at_least);
    let base = if let Some(base) = strip("ies", 5).or_else(|| strip("ied", 5)) {
        format!("{base}y")
    } else if let Some(base) = strip("ing", 6).or_else(|| strip("ed", 5)) {
        base.to_owned()
    } else if let Some(base) = strip("es", 5).filter(|base| base.ends_with(['s', 'x', 'z', 'h'])) {
        base.to_owned()
    } else if let Some(base) = strip("s", 4).filter(|base| !base.ends_with('s')) {
        base.to_owned()
    } else {
        word.to_owned()
    };
    let base = if base.len() > 3 { base.strip_suffix('e').unwrap_or(&base).to_owned() } else { base };
    // "dropping" and "drop"; done to every word, so that "pass" and "passing" stay one too.
    let mut characters: Vec<char> = base.chars().collect();
    if let [.., before, last] = characters[..]
        && before == last
        && last.is_alphabetic()
    {
        characters.pop();
    }
    characters.into_iter().collect()
}

/// How far two stems are the same word: 1 for equal, less for one that a slip of the tongue or the recogniser made of
/// the other, 0 for different ones.
pub fn likeness(one: &str, other: &str) -> f32 {
    const SLIP: f32 = 0.7;
    const PART: f32 = 0.6;
    if one == other {
        return 1.0;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let lettered = |word: &str| word.chars().all(char::is_alphabetic);
    if short.len() < 4 || !lettered(short) || !lettered(long) {
        return 0.0;
    }
    if long.len() - short.len() <= 4 && long.starts_with(short) {
        PART
    } else if short.len() >= 5 && long.len() - short.len() <= 1 && one_slip(short, long) {
        SLIP
    } else {
        0.0
    }
}

/// One letter more, less or other, or two changed over.
fn one_slip(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let start = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let (short, long) = (&short[start..], &long[start..]);
    match (short, long) {
        ([a, b, short @ ..], [c, d, long @ ..]) if a == d && b == c && short == long => true,
        _ => short.get(1..) == long.get(1..) || Some(short) == long.get(1..),
    }
}

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Stem of the first word, second word, what both are together.
const COMPOUNDS: &[(&str, &str, &str)] = &[
    ("sign", "in", "signin"),
    ("sign", "on", "signin"),
    ("log", "in", "signin"),
    ("log", "on", "signin"),
    ("log", "into", "signin"),
    ("sign", "into", "signin"),
    ("sign", "out", "signout"),
    ("log", "out", "signout"),
    ("log", "off", "signout"),
    ("sign", "up", "signup"),
    ("check", "out", "checkout"),
    ("chek", "out", "checkout"),
    ("e", "mail", "email"),
    ("pas", "word", "password"),
    ("user", "name", "username"),
    ("post", "code", "postal"),
];

/// Stems that mean the same on a page.
const SYNONYMS: &[(&str, &str)] = &[
    ("basket", "cart"),
    ("bag", "cart"),
    ("trolley", "cart"),
    ("login", "signin"),
    ("logon", "signin"),
    ("logout", "signout"),
    ("register", "signup"),
    ("voucher", "coupon"),
    ("promo", "coupon"),
    ("promocod", "coupon"),
    ("discount", "coupon"),
    ("delet", "remov"),
    ("put", "ad"),
    ("zip", "postal"),
    ("postcod", "postal"),
    ("pictur", "imag"),
    ("photo", "imag"),
    ("buy", "order"),
    ("purchas", "order"),
    ("find", "search"),
    ("mail", "email"),
    ("mobil", "phon"),
    ("telephon", "phon"),
    ("preference", "setting"),
    ("quantiti", "quantity"),
    ("qty", "quantity"),
    ("homepag", "hom"),
];

const IRREGULAR: &[(&str, &str)] = &[
    ("went", "go"),
    ("goes", "go"),
    ("gone", "go"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("bought", "buy"),
    ("paid", "pay"),
    ("sent", "send"),
    ("took", "take"),
    ("taken", "take"),
    ("got", "get"),
    ("found", "find"),
    ("wrote", "write"),
    ("written", "write"),
    ("left", "leave"),
    ("made", "make"),
    ("gave", "give"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("using", "use"),
    ("used", "use"),
    ("typing", "type"),
    ("going", "go"),
];

/// Words that say nothing about which thing is meant.
const STOP: &[&str] = &[
    "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "from", "into", "onto", "with", "and", "or", "but",
    "as", "is", "are", "was", "were", "be", "been", "it", "its", "it's", "this", "that", "these", "those", "there",
    "here", "i", "i'm", "i'll", "i've", "we", "we're", "we'll", "we've", "you", "he", "she", "they", "my", "our",
    "your", "his", "her", "their", "me", "us", "them", "now", "then", "next", "so", "again", "also", "just", "please",
    "um", "uh", "er", "okay", "ok", "well", "let", "let's", "will", "would", "should", "must", "can", "could", "may",
    "do", "does", "did", "not", "no", "some", "any", "first", "finally", "after", "before", "once", "when", "want",
    "going", "which",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_s_tokens() {
        for (text, expected) in [
            ("Signing in as Ada", "signin ada"),
            ("Sign in", "signin"),
            ("Log into the shop", "signin shop"),
            ("login-button", "signin button"),
            ("addToCart", "ad cart"),
            ("Put the blue mugs into the basket", "ad blu mug cart"),
            ("Adding the Blue Mug to my cart.", "ad blu mug cart"),
            ("We're checking out", "checkout"),
            ("Checkout", "checkout"),
            ("e-mail", "email"),
            ("twenty five euros, and two boxes", "25 euro 2 box"),
            ("€20.00", "20.00"),
            ("The customer's addresses", "customer addres"),
            ("applied, applies, applying", "apply apply apply"),
            ("", ""),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn likenesses() {
        for (one, other, expected) in [
            ("cart", "cart", 1.0),
            ("coupon", "copuon", 0.7),
            ("deliver", "delivery", 0.6),
            ("checkout", "chekout", 0.7),
            ("mug", "mud", 0.0),
            ("red", "reduce", 0.0),
            ("order", "other", 0.0),
            ("1000", "10000", 0.0),
            ("grüße", "grüsse", 0.0),
            ("größe", "große", 0.7),
        ] {
            assert!((likeness(one, other) - expected).abs() < 0.001, "{one} {other} {}", likeness(one, other));
        }
    }
}
