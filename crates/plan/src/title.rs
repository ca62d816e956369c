//! Titles: the narrator's sentences, lightly cleaned, and words for steps that nobody spoke of.

use crate::describe::describe_step;
use crate::literal::origin;
use model::{Action, Aligned, Attached, Edit, EventKind, Recording, Said, Step, Target, TargetId, Typed};
use std::collections::BTreeMap;

/// Longer titles are cut, in characters: they are read in reports.
const LONGEST: usize = 140;
/// Words that begin a sentence and say nothing, in lower case.
const FILLERS: &[&str] = &[
    "um",
    "uh",
    "uhm",
    "er",
    "erm",
    "hmm",
    "ah",
    "oh",
    "so",
    "okay",
    "ok",
    "well",
    "alright",
    "right",
    "now",
    "then",
    "and",
    "like",
    "basically",
    "actually",
    "just",
    "yeah",
    "yes",
];
/// Fillers wherever they stand, between commas or not.
const HESITATIONS: &[&str] = &["um", "uh", "uhm", "er", "erm", "hmm"];
/// Steps told by name before the rest is only counted.
const MOST_TOLD: usize = 3;

/// A sentence as a title: fillers dropped, first letter up, no full stop, one line of bounded length.
pub fn clean(sentence: &str) -> String {
    let plain: String =
        sentence.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let bare = |word: &str| word.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> =
        plain.split_whitespace().filter(|word| !HESITATIONS.contains(&bare(word).as_str())).collect();
    let fillers = words.iter().take_while(|word| FILLERS.contains(&bare(word).as_str())).count();
    let kept = if fillers < words.len() { &words[fillers..] } else { &words[..] };
    let text = kept.join(" ");
    let text = text.trim_start_matches([',', '.', '…', '-', ' ']);
    let text = text.trim_end_matches(['.', '…', ',', ';', ':', ' ']);
    let short: String = if text.chars().count() > LONGEST {
        let cut: String = text.chars().take(LONGEST - 1).collect();
        format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
    } else {
        text.to_owned()
    };
    let mut characters = short.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "Step".to_owned(),
    }
}

/// Words for steps that no sentence speaks of: "Fill “Email”, fill “Password”, click “Sign in”".
pub fn of_steps<'a>(steps: impl Iterator<Item = &'a Step>, targets: &BTreeMap<&TargetId, &Target>) -> String {
    let told: Vec<String> = steps
        .map(|step| {
            let target = step.target.as_ref().and_then(|id| targets.get(id));
            // Values make titles long, and are in the code below them; a test runs on more than one site.
            let action = match &step.action {
                Action::Fill { .. } => Action::Fill { value: Typed::Secret },
                Action::Goto { url } => match url[origin(url).len()..].split(['?', '#']).next() {
                    Some("" | "/") | None => return "Open the start page".to_owned(),
                    Some(path) => Action::Goto { url: path.to_owned() },
                },
                other => other.clone(),
            };
            describe_step(&action, target.map(|target| &target.element)).trim_end_matches(" with a secret").to_owned()
        })
        .collect();
    let lower = |text: &String| {
        let mut characters = text.chars();
        characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
    };
    let (first, rest) = match told.split_first() {
        Some(both) => both,
        None => return "Step".to_owned(),
    };
    let text = if told.len() <= MOST_TOLD {
        std::iter::once(first.clone()).chain(rest.iter().map(lower)).collect::<Vec<_>>().join(", ")
    } else {
        let last = rest.last().map(lower).unwrap_or_default();
        format!("{first}, {} more steps, {last}", told.len() - 2)
    };
    clean(&text)
}

/// The test's title: the one that the user gave, else the sentence with the most steps (signing in rarely is what a
/// test is about), else the site's own title.
pub fn title_of(recording: &Recording, aligned: &Aligned) -> String {
    let renamed = recording.edits.iter().rev().find_map(|edit| match edit {
        Edit::Rename { title } if !title.trim().is_empty() => Some(title.trim().to_owned()),
        Edit::Rename { .. } | Edit::RemoveStep { .. } | Edit::RestoreStep { .. } | Edit::UseLocator { .. } => None,
    });
    let given = Some(recording.info.title.trim()).filter(|title| !title.is_empty()).map(str::to_owned);
    renamed.or(given).or_else(|| main_sentence(aligned)).unwrap_or_else(|| {
        let title = recording.events.iter().find_map(|event| match &event.what {
            EventKind::Seen(seen) if seen.main && !seen.title.trim().is_empty() => Some(seen.title.as_str()),
            _ => None,
        });
        match title {
            Some(title) => clean(&format!("Flow on {title}")),
            None => "Recorded flow".to_owned(),
        }
    })
}

fn main_sentence(aligned: &Aligned) -> Option<String> {
    let signs_in = |id: &model::StepId| {
        aligned.steps.iter().any(|step| step.id == *id && matches!(step.action, Action::Fill { value: Typed::Secret }))
    };
    let weight = |said: &&Said| match &said.attached {
        Attached::Steps { steps } => Some((!steps.iter().any(signs_in), steps.len())),
        Attached::After { .. } | Attached::Nothing => None,
    };
    let heaviest = aligned.said.iter().filter(|said| weight(said).is_some()).max_by_key(weight);
    heaviest.map(|said| clean(&said.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_as_titles() {
        let check = |sentence: &str, title: &str| assert_eq!(clean(sentence), title);
        check("um, so now search for a mug.", "Search for a mug");
        check("Okay, the total, uh, drops to sixteen…", "The total, drops to sixteen");
        check("Sign in as Ada", "Sign in as Ada");
        check("and then", "And then");
        check("  two\nlines\u{0} of it ", "Two lines of it");
        check("élan vital", "Élan vital");
        check("", "Step");
        assert!(clean(&"word ".repeat(100)).chars().count() <= LONGEST, "reports have room for so much");
    }

    #[test]
    fn addresses_without_their_site() {
        let check = |url: &str, title: &str| {
            let step = Step {
                id: model::StepId("s1".to_owned()),
                events: Vec::new(),
                from: model::Millis(0),
                to: model::Millis(0),
                tab: model::TabId("tab1".to_owned()),
                action: Action::Goto { url: url.to_owned() },
                target: None,
                seen: Vec::new(),
                shot: None,
                opened: Vec::new(),
                closes: false,
                downloads: Vec::new(),
                dialogs: Vec::new(),
            };
            assert_eq!(of_steps([&step].into_iter(), &BTreeMap::new()), title);
        };
        check("http://127.0.0.1:34033/", "Open the start page");
        check("https://shop.example?utm=1", "Open the start page");
        check("https://shop.example/help?from=mail#top", "Open /help");
    }
}
