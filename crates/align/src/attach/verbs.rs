//! Which kinds of action a sentence's verbs can mean. Tables; knows neither labels nor time.

use model::Action;
use words::{split, stem};

/// Kinds of action that verbs distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Typing,
    Choosing,
    Ticking,
    Opening,
    Clicking,
    Pressing,
    Attaching,
    Returning,
    Advancing,
    Reloading,
    Closing,
    Pointing,
    Scrolling,
    Dragging,
}

/// What a sentence's verbs say of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Just this kind.
    Fits,
    /// Nothing either way.
    Open,
    /// Another kind.
    Differs,
}

/// The kinds that a sentence's verbs can mean; empty when they say nothing about it ("sign in", "the blue mug").
#[derive(Clone, Debug, Default)]
pub struct Verbs(Vec<Kind>);

impl Verbs {
    pub fn new(text: &str) -> Self {
        let words = split(text);
        let mut kinds = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let stemmed = stem(word);
            let next = words.get(index + 1).map(String::as_str).unwrap_or_default();
            let meant: &[Kind] = match stemmed.as_str() {
                "check" if matches!(next, "out" | "that" | "if" | "whether") => &[],
                // "press Enter" names a key, "enter my name" doesn't.
                "enter"
                    if index > 0
                        && VERBS.iter().any(|(verbs, kinds)| {
                            kinds.contains(&Kind::Pressing) && verbs.contains(&stem(&words[index - 1]).as_str())
                        }) =>
                {
                    &[]
                }
                "enter" => &[Kind::Typing],
                "pres" | "hit" if is_key(next) => &[Kind::Pressing],
                stemmed => VERBS.iter().find(|(verbs, _)| verbs.contains(&stemmed)).map_or(&[], |(_, kinds)| kinds),
            };
            kinds.extend_from_slice(meant);
        }
        Self(kinds)
    }

    pub fn fit(&self, action: &Action) -> Fit {
        let (fitting, open): (&[Kind], &[Kind]) = match action {
            Action::Goto { .. } => (&[Kind::Opening], &[]),
            Action::Back => (&[Kind::Returning], &[]),
            Action::Forward => (&[Kind::Advancing], &[]),
            Action::Reload => (&[Kind::Reloading], &[]),
            // Whatever is meant, it may be a click that does it.
            Action::Click { .. } => (
                &[Kind::Clicking],
                &[
                    Kind::Opening,
                    Kind::Choosing,
                    Kind::Ticking,
                    Kind::Closing,
                    Kind::Returning,
                    Kind::Advancing,
                    Kind::Pressing,
                    Kind::Attaching,
                    Kind::Reloading,
                ],
            ),
            Action::Fill { .. } | Action::Type { .. } | Action::TypeAt { .. } => (&[Kind::Typing], &[Kind::Choosing]),
            Action::Press { .. } => (&[Kind::Pressing], &[Kind::Typing, Kind::Closing, Kind::Clicking]),
            Action::Select { .. } => (&[Kind::Choosing], &[Kind::Typing, Kind::Clicking, Kind::Opening]),
            Action::Check | Action::Uncheck => (&[Kind::Ticking], &[Kind::Choosing, Kind::Clicking]),
            Action::Upload { .. } => (&[Kind::Attaching], &[Kind::Choosing]),
            Action::Hover => (&[Kind::Pointing], &[Kind::Opening, Kind::Choosing]),
            Action::Scroll { .. } => (&[Kind::Scrolling], &[]),
            Action::Drag { .. } => (&[Kind::Dragging], &[Kind::Choosing, Kind::Typing, Kind::Attaching]),
            Action::OpenTab => (&[Kind::Opening], &[]),
            // A check that was pointed at may go with a sentence that checks, whatever its verb.
            Action::Expect { .. } => (&[], &[]),
            Action::CloseTab => (&[Kind::Closing], &[]),
        };
        if self.0.iter().any(|kind| fitting.contains(kind)) {
            Fit::Fits
        } else if self.0.is_empty() || self.0.iter().any(|kind| open.contains(kind)) {
            Fit::Open
        } else {
            Fit::Differs
        }
    }
}

fn is_key(word: &str) -> bool {
    matches!(
        word,
        "enter"
            | "return"
            | "escape"
            | "esc"
            | "tab"
            | "space"
            | "control"
            | "ctrl"
            | "shift"
            | "alt"
            | "arrow"
            | "up"
            | "down"
            | "delete"
            | "the"
    )
}

const VERBS: &[(&[&str], &[Kind])] = &[
    (&["typ", "writ", "past", "fil", "input", "specify", "provid"], &[Kind::Typing]),
    (&["giv"], &[Kind::Typing]),
    (&["search", "find"], &[Kind::Typing, Kind::Clicking, Kind::Pressing]),
    (&["set", "chang", "adjust", "put"], &[Kind::Typing, Kind::Choosing, Kind::Clicking, Kind::Ticking]),
    (&["choos", "select", "pick", "sort", "filter"], &[Kind::Choosing, Kind::Ticking, Kind::Clicking]),
    (&["tick", "untick", "check", "uncheck", "accept", "agre", "enabl", "disabl", "toggl"], &[Kind::Ticking]),
    (&["open", "visit", "navigat", "load", "brows"], &[Kind::Opening]),
    (&["start", "begin", "head"], &[Kind::Opening]),
    (&["go"], &[Kind::Opening]),
    (&["back", "return"], &[Kind::Returning]),
    (&["forward"], &[Kind::Advancing]),
    (&["reload", "refresh"], &[Kind::Reloading]),
    (&["click", "tap", "push", "hit", "pres"], &[Kind::Clicking, Kind::Pressing]),
    (&["upload", "attach", "import"], &[Kind::Attaching]),
    (&["clos", "dismis"], &[Kind::Closing]),
    (&["hover", "point"], &[Kind::Pointing]),
    (&["scrol"], &[Kind::Scrolling]),
    (&["drag", "mov", "slid", "drop", "reorder", "draw"], &[Kind::Dragging]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Button, Modifiers, Typed};

    #[test]
    fn fits() {
        let click =
            Action::Click { button: Button::Left, modifiers: Modifiers::default(), clicks: 1, at: None, held: 0 };
        let fill = Action::Fill { value: Typed::Secret };
        for (text, action, expected) in [
            ("Type my email", &fill, Fit::Fits),
            ("Type my email", &click, Fit::Differs),
            ("Click Save", &click, Fit::Fits),
            ("Click Save", &fill, Fit::Differs),
            ("Sign in as Ada", &fill, Fit::Open),
            ("Sign in as Ada", &click, Fit::Open),
            ("choose Express", &click, Fit::Fits),
            ("accept the terms", &Action::Check, Fit::Fits),
            ("check out", &Action::Check, Fit::Open),
            ("open the cart", &click, Fit::Open),
            ("go to the shop", &Action::Goto { url: String::new() }, Fit::Fits),
            ("press Enter", &Action::Press { keys: "Enter".into(), held: 0 }, Fit::Fits),
            ("press Enter", &fill, Fit::Differs),
        ] {
            assert_eq!(Verbs::new(text).fit(action), expected, "{text} {action:?}");
        }
    }
}
