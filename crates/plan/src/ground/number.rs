//! Numbers as people say them and as pages write them: "sixteen", "two hundred and five", `€16.00`, `1.234,56 €`.
//! Amounts are whole thousandths, so that nothing is ever compared as floating point.

/// A number in a page's text, in thousandths. Text such as `1.234` can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Every way to read it.
    pub readings: Vec<i64>,
    /// As it is written, without sign and currency.
    pub written: String,
    /// Byte range of `written`.
    pub range: std::ops::Range<usize>,
}

impl Shown {
    /// True when it can be read as this amount, whatever its sign: "four euros off" is `−€4.00`.
    pub fn is(&self, thousandths: i64) -> bool {
        self.readings.contains(&thousandths)
    }
}

/// The numbers of a text, in order. Digits inside words (`SPRING20`, `h1`) are none.
pub fn shown(text: &str) -> Vec<Shown> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() {
            let next_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            match bytes[at] {
                digit if digit.is_ascii_digit() => at += 1,
                b'.' | b',' if next_digit => at += 1,
                _ => break,
            }
        }
        let letter = |character: Option<char>| character.is_some_and(char::is_alphabetic);
        let before = text[..start].chars().next_back();
        // "16px" and "2nd" are no numbers, nor is what stands in a code.
        if letter(before) || letter(text[at..].chars().next()) {
            continue;
        }
        let written = text[start..at].to_owned();
        found.push(Shown { readings: readings(&written), written, range: start..at });
    }
    found
}

/// What `1,234.50`, `1.234,5` or `20` can mean, in thousandths.
fn readings(written: &str) -> Vec<i64> {
    let separators: Vec<(usize, char)> =
        written.char_indices().filter(|(_, character)| matches!(character, '.' | ',')).collect();
    let Some((last, mark)) = separators.last().copied() else { return whole(written, "").into_iter().collect() };
    let (before, after) = (&written[..last], &written[last + 1..]);
    let repeated = separators.iter().filter(|(_, other)| *other == mark).count() > 1;
    let mut found = Vec::new();
    if !repeated {
        found.extend(whole(before, after));
    }
    // A separator of thousands: all groups after the first have three digits.
    let groups: Vec<&str> = written.split(['.', ',']).collect();
    let mixed = separators.iter().any(|(_, other)| *other != mark);
    if !mixed && groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3 {
        found.extend(whole(written, ""));
    }
    found
}

fn whole(before: &str, after: &str) -> Option<i64> {
    let digits: String = before.chars().filter(char::is_ascii_digit).collect();
    let fraction: String = after.chars().chain("000".chars()).take(3).collect();
    let whole: i64 = digits.parse().ok()?;
    whole.checked_mul(1000)?.checked_add(fraction.parse().ok()?)
}

/// A number in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In thousandths.
    pub value: i64,
    /// Which words it takes.
    pub words: std::ops::Range<usize>,
}

/// The numbers of a sentence's lower-case words, in order: "twenty five", "two hundred and five", `16.50`. A number of
/// a unit and of its hundredths is one: "sixteen euros fifty".
pub fn said(words: &[&str]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (value, length) = spoken(&words[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        found.push(Said { value, words: at..at + length });
        at += length;
    }
    // "sixteen euros fifty", "twelve fifty": hundredths.
    let mut joined: Vec<Said> = Vec::new();
    for number in found {
        let hundredths = number.value % 1000 == 0 && (10_000..100_000).contains(&number.value);
        if let Some(last) = joined.last_mut()
            && hundredths
            && last.value % 1000 == 0
            && let gap = &words[last.words.end..number.words.start]
            && matches!(gap, [unit] | [unit, "and"] if is_currency(unit))
        {
            last.value += number.value / 100;
            last.words.end = number.words.end;
            continue;
        }
        joined.push(number);
    }
    joined
}

/// True for words that make an amount of a number.
pub fn is_currency(word: &str) -> bool {
    matches!(
        word,
        "euro"
            | "euros"
            | "eur"
            | "dollar"
            | "dollars"
            | "usd"
            | "pound"
            | "pounds"
            | "gbp"
            | "quid"
            | "franc"
            | "francs"
            | "yen"
            | "bucks"
            | "cents"
            | "€"
            | "$"
            | "£"
    )
}

/// The value of the number that the words begin with, in thousandths, and how many words it takes; 0 for none.
fn spoken(words: &[&str]) -> (i64, usize) {
    let Some(first) = words.first() else { return (0, 0) };
    if first.starts_with(|first: char| first.is_ascii_digit()) {
        return shown(first).first().and_then(|number| number.readings.first()).map_or((0, 0), |value| (*value, 1));
    }
    let (mut total, mut group, mut at, mut any) = (0_i64, 0_i64, 0, false);
    while let Some(word) = words.get(at) {
        let small = words::number(word).filter(|_| word.starts_with(char::is_alphabetic)).map(i64::from);
        match (*word, small) {
            // "one hundred five": units go on after tens and hundreds only.
            (_, Some(value)) => {
                let fits = !any
                    || (group % 100 == 0 && group > 0)
                    || (value < 10 && value > 0 && group % 10 == 0 && group % 100 >= 20)
                    || (group == 0 && total > 0);
                if !fits {
                    break;
                }
                group += value;
            }
            ("hundred", None) if any || at == 0 => group = group.max(1) * 100,
            ("thousand", None) if any || at == 0 => {
                total += group.max(1) * 1000;
                group = 0;
            }
            ("a", None) if at == 0 && matches!(words.get(1), Some(&"hundred" | &"thousand")) => {}
            ("and", None)
                if any && group % 100 == 0 && words.get(at + 1).is_some_and(|next| words::number(next).is_some()) => {}
            _ => break,
        }
        any |= small.is_some() || matches!(*word, "hundred" | "thousand");
        at += 1;
    }
    if any { ((total + group) * 1000, at) } else { (0, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_pages_write_them() {
        let check = |text: &str, expected: &[&[i64]]| {
            let found: Vec<Vec<i64>> = shown(text).into_iter().map(|number| number.readings).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("€16.00", &[&[16_000]]);
        check("−€4.00", &[&[4_000]]);
        check("1,234.56 of 2", &[&[1_234_560], &[2_000]]);
        check("1.234,5 €", &[&[1_234_500]]);
        check("1.234", &[&[1_234, 1_234_000]]);
        check("Order #1043 confirmed", &[&[1_043_000]]);
        check("SPRING20, 16px, 2nd", &[]);
        check("1.2.3", &[&[]]);
    }

    #[test]
    fn as_people_say_them() {
        let check = |text: &str, expected: &[i64]| {
            let words: Vec<&str> = text.split(' ').collect();
            let found: Vec<i64> = said(&words).into_iter().map(|number| number.value).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("the total drops to sixteen", &[16_000]);
        check("twenty five euros", &[25_000]);
        check("sixteen euros fifty", &[16_500]);
        check("two hundred and five items", &[205_000]);
        check("a thousand rows", &[1_000_000]);
        check("one thousand two hundred", &[1_200_000]);
        check("goes from zero to one", &[0, 1_000]);
        check("one and two", &[1_000, 2_000]);
        check("16.50", &[16_500]);
        check("one two three", &[1_000, 2_000, 3_000]);
        check("no numbers here", &[]);
    }
}
