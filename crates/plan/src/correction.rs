//! "No wait, undo that": steps that the narrator took back. They are left out only when the words say so beyond doubt; what
//! is left out can be put back.

use model::{Aligned, Attached, Said, SentenceClass, StepId};

/// Words that take something back. Whole words, lower case.
const SURE: &[&str] = &[
    "undo that",
    "undo this",
    "undo it",
    "scratch that",
    "scratch this",
    "strike that",
    "take that back",
    "take it back",
    "ignore that",
    "ignore this",
    "ignore the last",
    "forget that",
    "forget it",
    "wrong one",
    "wrong button",
    "wrong row",
    "my mistake",
    "by mistake",
    "by accident",
    "was a mistake",
    "didn't mean",
    "did not mean",
    "not what i meant",
    "not what i wanted",
    "doesn't count",
    "does not count",
    "leave that out",
];

/// The sentences that take steps back, and these.
pub fn taken_back(aligned: &Aligned) -> impl Iterator<Item = (&Said, &[StepId])> {
    aligned.said.iter().filter_map(|said| match (&said.attached, said.class) {
        (Attached::Steps { steps }, SentenceClass::Correction) if is_sure(&said.text) => Some((said, steps.as_slice())),
        _ => None,
    })
}

pub(crate) fn is_sure(text: &str) -> bool {
    let text = format!(" {} ", words::split(text).join(" "));
    SURE.iter().any(|phrase| text.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::is_sure;

    #[test]
    fn only_plain_words_take_back() {
        for text in ["No wait, undo that.", "Oops – wrong one!", "I did that by mistake", "scratch that please"] {
            assert!(is_sure(text), "{text}");
        }
        for text in ["The undo message appears", "Click Undo", "Hmm, no", "No, the other tab"] {
            assert!(!is_sure(text), "{text}");
        }
    }
}
