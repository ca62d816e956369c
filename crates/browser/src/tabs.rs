//! What the watcher keeps of each tab between one DevTools event and the next. Decides nothing.

use crate::navigation::Hints;
use crate::observe::TargetKey;
use model::{DialogKind, EventKind, TabId};
use std::time::{Duration, Instant};

/// A tab, and what was heard of it that is not told yet.
pub(crate) struct Tab {
    pub id: TabId,
    pub session: String,
    pub hints: Hints,
    pub dialog: Option<(DialogKind, String)>,
    /// The address that was told last.
    pub url: Option<String>,
    /// A button is down, and no click came of it yet.
    pub pressing: Option<Press>,
    /// What was pressed when the page left: told as a click; should that be told, too, it was the same.
    pub left_by: Option<TargetKey>,
}

/// A press that may be the beginning of a click.
pub(crate) struct Press {
    pub at: Instant,
    pub target: TargetKey,
    pub click: EventKind,
}

/// A page that leaves because of a press does so within this.
pub(crate) const LEAVES_WITHIN: Duration = Duration::from_secs(2);

/// Whether the answer to a prompt is likely to be secret.
pub(crate) fn asks_for_a_secret(message: &str) -> bool {
    const WORDS: &[&str] =
        &["password", "passcode", "passphrase", "pin", "secret", "token", "code", "otp", "cvc", "cvv"];
    message.to_lowercase().split(|character: char| !character.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// As DevTools names it.
pub(crate) fn dialog_kind(name: &str) -> DialogKind {
    match name {
        "confirm" => DialogKind::Confirm,
        "prompt" => DialogKind::Prompt,
        "beforeunload" => DialogKind::Beforeunload,
        _ => DialogKind::Alert,
    }
}
