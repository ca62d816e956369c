//! What was said in one breath, as sentences.

use crate::recognise::Word;

/// A sentence, with its times in seconds from the beginning of what was heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// When it begins.
    pub from: f32,
    /// When it ends.
    pub to: f32,
}

/// Cuts after a full stop, a question mark or an exclamation mark. The first begins at the beginning and the last ends at
/// `to`: voice detection knows these better than the recogniser.
pub(crate) fn sentences(words: &[Word], to: f32) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut open = false;
    for (place, word) in words.iter().enumerate() {
        if open && let Some(sentence) = sentences.last_mut() {
            sentence.text.push(' ');
            sentence.text.push_str(&word.text);
            sentence.to = word.to;
        } else {
            let from = if place == 0 { 0.0 } else { word.from };
            sentences.push(Sentence { text: word.text.clone(), from, to: word.to });
        }
        open = !ends(&word.text, words.get(place + 1));
    }
    if let Some(last) = sentences.last_mut() {
        last.to = to;
    }
    sentences
}

/// A stop ends a sentence where a capital follows: "No. 5", "e.g. this".
fn ends(word: &str, next: Option<&Word>) -> bool {
    let begins = next.is_none_or(|next| next.text.chars().next().is_some_and(char::is_uppercase));
    let bare = word.trim_end_matches(['"', '\'', ')', '”', '’']);
    begins
        && bare.ends_with(['.', '?', '!'])
        && !bare.ends_with("...")
        && !["Mr.", "Mrs.", "Ms.", "Dr.", "St."].contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breath_is_cut_into_sentences() {
        let words = |text: &str| -> Vec<Word> {
            let word = |(place, text): (usize, &str)| {
                let from = f32::from(u8::try_from(place).unwrap_or(0));
                Word { text: text.to_owned(), from: from + 0.5, to: from + 1.0 }
            };
            text.split(' ').enumerate().map(word).collect()
        };
        let cut = |text: &str| {
            let found = sentences(&words(text), 20.0);
            found.iter().map(|sentence| (sentence.text.clone(), sentence.from, sentence.to)).collect::<Vec<_>>()
        };
        assert_eq!(
            cut("Open the cart. It shows two mugs."),
            [("Open the cart.".to_owned(), 0.0, 3.0), ("It shows two mugs.".to_owned(), 3.5, 20.0)]
        );
        for whole in ["Open it", "Pay 3.50 to No. 5 now", "Ask Dr. Smith.", "Hmm... Wait."] {
            assert_eq!(cut(whole).len(), 1, "{whole}");
        }
        assert!(sentences(&[], 3.0).is_empty());
    }
}
