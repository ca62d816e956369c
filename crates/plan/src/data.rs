//! Data that was said: "open invoice 1042" names a number that another run may want another one for.

use model::{Aligned, Attached, Parameter};

/// The numbers in what was said about steps, each once, with the words that they were said after as names.
pub fn parameters(aligned: &Aligned) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for said in &aligned.said {
        if !matches!(said.attached, Attached::Steps { .. }) {
            continue;
        }
        let words = words::split(&said.text);
        for (at, value) in words.iter().enumerate().filter(|(_, word)| words::is_code(word)) {
            if found.iter().all(|parameter| parameter.value != *value) {
                found.push(Parameter { name: name(&words[..at]), value: value.clone() });
            }
        }
    }
    found
}

/// `invoice` before "invoice 1042", `orderNumber` before "order number 1042".
fn name(before: &[String]) -> String {
    let generic = |word: &&String| matches!(word.as_str(), "number" | "no" | "nr" | "id" | "code");
    let small = |word: &String| ["and", "or", "for", "the", "to", "with", "by", "is", "at"].contains(&word.as_str());
    let last = before.last().filter(|word| word.chars().all(char::is_alphabetic) && !small(word));
    match (last, before.iter().rev().nth(1)) {
        (Some(last), Some(first)) if generic(&last) && first.chars().all(char::is_alphabetic) => {
            format!("{first} {last}")
        }
        (Some(last), _) => last.clone(),
        (None, _) => "number".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Said, SentenceClass, StepId, UtteranceId};

    #[test]
    fn numbers_are_named_by_the_word_before_them() {
        let said = |text: &str| Said {
            utterance: UtteranceId("u1".to_owned()),
            text: text.to_owned(),
            class: SentenceClass::Action,
            attached: Attached::Steps { steps: vec![StepId("s1".to_owned())] },
        };
        let check = |text: &str, expected: &[(&str, &str)]| {
            let aligned = Aligned { said: vec![said(text)], ..Aligned::default() };
            let found = parameters(&aligned);
            let found: Vec<(&str, &str)> =
                found.iter().map(|found| (found.name.as_str(), found.value.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Open invoice 1042", &[("invoice", "1042")]);
        check("Find order number 1042 and 2031", &[("order number", "1042"), ("number", "2031")]);
        check("Add 2 of them", &[]);
    }
}
