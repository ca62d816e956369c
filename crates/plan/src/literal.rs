//! The plan by rules alone: every step once, in order, under the narrator's sentences; checks where they hold.

use crate::arrival::{arrival, without_needless};
use crate::correction::is_sure;
use crate::data::parameters;
use crate::describe::describe_check;
use crate::ground::{Grounded, WantedCheck};
use crate::title::{clean, of_steps, title_of};
use crate::variables::Variables;
use model::{
    Action, Aligned, Attached, By, Check, CheckId, Chosen, EventId, EventKind, Expectation, Group, GroupId, Line, Link,
    Locator, MASK, Millis, Modifiers, Pattern, PatternPart, Plan, PlannedStep, Recording, Said, SentenceClass, Signal,
    Step, StepId, TabId, Target, TargetId, TextMatch, Typed, UtteranceId, Viewport,
};
use std::collections::{BTreeMap, BTreeSet};

/// The locators that were chosen by trying them on the stored pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locators {
    /// For the targets of steps.
    pub targets: BTreeMap<TargetId, Chosen>,
    /// For checks.
    pub checks: BTreeMap<CheckId, Chosen>,
    /// Steps after which the next one's element can be found on the page that is about to go, too.
    pub early: BTreeSet<StepId>,
}

/// Makes the plan. Steps that no sentence speaks of get titles of their own; expectations that no page bore out become
/// remarks.
pub fn literal(recording: &Recording, aligned: &Aligned, grounded: &Grounded, locators: &Locators) -> Plan {
    let mut variables = Variables::default();
    variables.of_conditions(&recording.info.conditions);
    let targets: BTreeMap<&TargetId, &Target> = recording.targets.iter().map(|target| (&target.id, target)).collect();
    let mut groups = groups_of_steps(aligned, &targets);
    for group in &mut groups {
        for (step, place) in std::mem::take(&mut group.steps) {
            let mut planned = plan_step(recording, step, &targets, locators, &mut variables);
            planned.signals.extend(arrival(recording, aligned, place, locators.early.contains(&step.id)));
            if matches!(step.action, Action::Scroll { grew: true, .. }) {
                let next = aligned.steps.get(place + 1).and_then(|next| next.target.as_ref());
                planned.onto = next.and_then(|id| locators.targets.get(id)).cloned();
            }
            group.lines.push((place, Line::Step(planned)));
        }
    }
    for said in &aligned.said {
        let before = said_at(recording, said).and_then(|at| aligned.steps.iter().rposition(|step| step.to <= at));
        place_sentence(said, before, aligned, grounded, locators, &mut groups);
    }
    let groups = groups.into_iter().map(|draft| Group {
        id: draft.id,
        title: draft.title,
        utterance: draft.utterance,
        lines: draft.lines.into_iter().map(|(_, line)| pointed(line, &targets)).collect(),
    });
    let mut groups: Vec<Group> = groups.collect();
    let mut lines: Vec<&mut Line> = groups.iter_mut().flat_map(|group| &mut group.lines).collect();
    without_needless(&mut lines);
    for line in lines {
        if let Line::Check(check) = line {
            hide_secrets(&mut check.expectation);
        }
    }
    Plan {
        title: title_of(recording, aligned),
        recorded_on: recording.info.started_at.chars().take(10).collect(),
        base_url: origin(&recording.info.url).to_owned(),
        conditions: recording.info.conditions.clone(),
        viewport: Some(recording.info.viewport)
            .filter(|viewport| *viewport != Viewport::USUAL && recording.info.conditions.device.is_none()),
        groups,
        variables: variables.into_list(),
        parameters: parameters(aligned),
        findings: grounded.findings.clone(),
    }
}

/// A group in the making; each line with the place of the step that it is, or comes after.
struct Draft<'a> {
    id: GroupId,
    title: String,
    utterance: Option<UtteranceId>,
    steps: Vec<(&'a Step, usize)>,
    lines: Vec<(usize, Line)>,
}

/// Runs of steps: those of one sentence, and those between that no sentence speaks of.
fn groups_of_steps<'a>(aligned: &'a Aligned, targets: &BTreeMap<&TargetId, &Target>) -> Vec<Draft<'a>> {
    let mut of_step: BTreeMap<&StepId, &Said> = BTreeMap::new();
    for said in &aligned.said {
        if let Attached::Steps { steps } = &said.attached {
            for step in steps {
                of_step.entry(step).or_insert(said);
            }
        }
    }
    let mut groups: Vec<Draft> = Vec::new();
    for (place, step) in aligned.steps.iter().enumerate() {
        let said = of_step.get(&step.id);
        let utterance = said.map(|said| said.utterance.clone());
        match groups.last_mut().filter(|group| group.utterance == utterance) {
            Some(group) => group.steps.push((step, place)),
            None => groups.push(Draft {
                id: match &utterance {
                    Some(utterance) => GroupId(format!("g-{utterance}")),
                    None => GroupId(format!("g-{}", step.id)),
                },
                title: said.map_or_else(String::new, |said| clean(&said.text)),
                utterance,
                steps: vec![(step, place)],
                lines: Vec::new(),
            }),
        }
    }
    for group in groups.iter_mut().filter(|group| group.title.is_empty()) {
        group.title = of_steps(group.steps.iter().map(|(step, _)| *step), targets);
    }
    groups
}

/// Puts the checks of a sentence, or a remark, where it holds: into the group that it names, else into one of its own
/// after the group of its step, so that a report says in the narrator's words what failed. `before` is the last step
/// that was done when it was said.
fn place_sentence(
    said: &Said,
    before: Option<usize>,
    aligned: &Aligned,
    grounded: &Grounded,
    locators: &Locators,
    groups: &mut Vec<Draft>,
) {
    let place_of = |id: &StepId| aligned.steps.iter().position(|step| step.id == *id);
    let place = match (said.class, &said.attached) {
        // The steps have it as their title.
        (SentenceClass::Action, Attached::Steps { .. }) | (SentenceClass::Aside, _) => return,
        // Its steps are gone.
        (SentenceClass::Correction, Attached::Steps { .. }) if is_sure(&said.text) => return,
        (_, Attached::Steps { steps }) => steps.last().and_then(place_of),
        (_, Attached::After { step }) => step.as_ref().and_then(place_of),
        (_, Attached::Nothing) => before,
    };
    let lines = lines_of(said, grounded, locators);
    let found = place.and_then(|place| {
        groups
            .iter()
            .position(|group| group.lines.iter().any(|(at, line)| *at == place && matches!(line, Line::Step(_))))
    });
    let own = Draft {
        id: GroupId(format!("g-{}", said.utterance)),
        title: clean(&said.text),
        utterance: Some(said.utterance.clone()),
        steps: Vec::new(),
        lines: Vec::new(),
    };
    let (Some(place), Some(found)) = (place, found) else {
        // Said before anything was done, or of nothing in particular: it stands where it was said.
        let lines = lines.into_iter().map(|line| (0, line)).collect();
        let at = groups
            .iter()
            .position(|group| group.lines.iter().any(|(_, line)| is_later(line, said)))
            .unwrap_or(groups.len());
        groups.insert(at, Draft { lines, ..own });
        return;
    };
    let lines: Vec<(usize, Line)> = lines.into_iter().map(|line| (place, line)).collect();
    let group = &mut groups[found];
    let is_its_own = group.utterance.as_ref() == Some(&said.utterance);
    let is_last = group.lines.iter().all(|(at, _)| *at <= place);
    if is_its_own || !is_last {
        let at = group.lines.iter().rposition(|(at, _)| *at <= place).map_or(0, |at| at + 1);
        group.lines.splice(at..at, lines);
    } else {
        // After those that were said of the same step before.
        let at = groups.iter().rposition(|group| group.lines.iter().any(|(at, _)| *at == place)).unwrap_or(found);
        groups.insert(at + 1, Draft { lines, ..own });
    }
}

fn said_at(recording: &Recording, said: &Said) -> Option<Millis> {
    recording.utterances.iter().find(|utterance| utterance.id == said.utterance).map(|utterance| utterance.from)
}

/// Sentences are numbered in the order they came; steps know nothing of them.
fn is_later(line: &Line, said: &Said) -> bool {
    let number = |id: &UtteranceId| id.0.trim_start_matches(|digit: char| !digit.is_ascii_digit()).parse::<u32>().ok();
    match line {
        Line::Step(_) | Line::Check(Check { utterance: None, .. }) => true,
        Line::Check(Check { utterance: Some(utterance), .. }) | Line::Remark { utterance, .. } => {
            number(utterance) > number(&said.utterance)
        }
    }
}

fn lines_of(said: &Said, grounded: &Grounded, locators: &Locators) -> Vec<Line> {
    let wanted = grounded.wanted.iter().filter(|check| check.utterance == said.utterance);
    let mut lines: Vec<Line> = wanted.filter_map(|wanted| check(wanted, locators)).map(Line::Check).collect();
    if lines.is_empty() {
        lines.push(Line::Remark { utterance: said.utterance.clone(), text: said.text.clone() });
    }
    lines
}

/// Nothing when no honest locator was found for what is counted.
fn check(wanted: &WantedCheck, locators: &Locators) -> Option<Check> {
    let locator = locators.checks.get(&wanted.id).cloned();
    if wanted.evidence.is_some() && locator.is_none() {
        return None;
    }
    let expectation = match (&wanted.expectation, &locator) {
        (Expectation::Text { text }, Some(chosen)) if says_it_all(&chosen.locator, text) => Expectation::Visible,
        (expectation, _) => expectation.clone(),
    };
    Some(Check {
        id: wanted.id.clone(),
        utterance: Some(wanted.utterance.clone()),
        sentence: wanted.sentence.clone(),
        tab: wanted.tab.clone(),
        evidence: wanted.evidence.clone(),
        locator,
        expectation,
    })
}

/// A step that only looks is a check.
fn pointed(line: Line, targets: &BTreeMap<&TargetId, &Target>) -> Line {
    let Line::Step(PlannedStep { id, tab, action: Action::Expect { expectation }, target, locator, .. }) = line else {
        return line;
    };
    let target = target.as_ref().and_then(|id| targets.get(id));
    let check = Check {
        id: CheckId(format!("c-{id}")),
        utterance: None,
        sentence: String::new(),
        tab,
        evidence: target.and_then(|target| Some((target.page.clone()?, target.node))),
        locator,
        expectation,
    };
    Line::Check(Check { sentence: describe_check(&check), ..check })
}

/// What a secret was in the place of can be anything.
fn hide_secrets(expectation: &mut Expectation) {
    match expectation {
        Expectation::Text { text }
        | Expectation::ContainsText { text }
        | Expectation::Value { text }
        | Expectation::PageTitle { text }
        | Expectation::PageUrl { text } => {
            let parts = std::mem::take(&mut text.parts).into_iter().flat_map(|part| match part {
                PatternPart::Literal { text } => pieces(&text),
                PatternPart::Digits | PatternPart::Anything => vec![part],
            });
            text.parts = parts.collect();
        }
        // A snapshot need not tell all: what is left out can be anything.
        Expectation::Snapshot { text } => *text = without_secret_lines(text),
        Expectation::Visible | Expectation::Count { .. } | Expectation::Checked { .. } => {}
    }
}

fn pieces(text: &str) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for (place, piece) in text.split(MASK).enumerate() {
        parts.extend((place > 0).then_some(PatternPart::Anything));
        if !piece.is_empty() || text.is_empty() {
            parts.push(PatternPart::Literal { text: piece.to_owned() });
        }
    }
    parts
}

/// Without the lines that hold a secret, and what is further in below them.
fn without_secret_lines(snapshot: &str) -> String {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut hidden: Option<usize> = None;
    let mut kept = Vec::new();
    for line in snapshot.lines() {
        if hidden.is_some_and(|above| depth(line) > above) {
            continue;
        }
        hidden = line.contains(MASK).then(|| depth(line));
        kept.extend(hidden.is_none().then_some(line));
    }
    kept.join("\n")
}

/// True when the locator already finds by that very text: what is found has it, and comparing it would say nothing.
fn says_it_all(locator: &Locator, text: &Pattern) -> bool {
    let [PatternPart::Literal { text }] = text.parts.as_slice() else { return false };
    let same = |found: &TextMatch| found.text.trim().eq_ignore_ascii_case(text.trim());
    match locator.links.last() {
        Some(Link::By { by: By::Text { text: found } | By::Role { name: Some(found), .. } }) => same(found),
        Some(Link::HasText { text: found }) => same(found),
        _ => false,
    }
}

fn plan_step(
    recording: &Recording,
    step: &Step,
    targets: &BTreeMap<&TargetId, &Target>,
    locators: &Locators,
    variables: &mut Variables,
) -> PlannedStep {
    let target = step.target.as_ref().and_then(|id| targets.get(id).copied());
    let element = target.map(|target| &target.element);
    let read = match &step.action {
        Action::Fill { value: Typed::Secret } | Action::TypeAt { value: Typed::Secret, .. } => {
            vec![variables.of_field(element)]
        }
        Action::Select { labels } if labels.iter().any(|label| label == MASK) => vec![variables.of_field(element)],
        Action::Goto { url } => variables.of_address(url),
        Action::Fill { value: Typed::Text { text } } => {
            variables.typed(text);
            Vec::new()
        }
        _ => Vec::new(),
    };
    PlannedStep {
        id: step.id.clone(),
        tab: step.tab.clone(),
        action: portable(&step.action, &recording.info.platform),
        variables: read,
        target: step.target.clone(),
        locator: step.target.as_ref().and_then(|id| locators.targets.get(id)).cloned(),
        onto: match &step.action {
            Action::Drag { onto, .. } => onto.as_ref().and_then(|id| locators.targets.get(id)).cloned(),
            _ => None,
        },
        signals: signals(recording, step, variables),
    }
}

/// The action with Control as the key that stands for it everywhere: Command on a Mac.
fn portable(action: &Action, platform: &str) -> Action {
    let on_mac = platform == "macos";
    match action.clone() {
        Action::Click { button, modifiers, clicks, at, held } if on_mac => {
            let modifiers = Modifiers { control: modifiers.meta, meta: modifiers.control, ..modifiers };
            Action::Click { button, modifiers, clicks, at, held }
        }
        Action::Press { keys, held } => {
            let main = if on_mac { "Meta+" } else { "Control+" };
            Action::Press { keys: keys.replacen(main, "ControlOrMeta+", 1), held }
        }
        other => other,
    }
}

fn signals(recording: &Recording, step: &Step, variables: &mut Variables) -> Vec<Signal> {
    let mut dialog = |id: &EventId| {
        let event = recording.events.iter().find(|event| event.id == *id)?;
        match &event.what {
            // Without an answer Playwright leaves.
            EventKind::Dialog { dialog: model::DialogKind::Beforeunload, accepted: true, .. } => None,
            EventKind::Dialog { dialog, message, accepted, answer } => Some(Signal::Dialog {
                dialog: *dialog,
                message: message.clone(),
                accepted: *accepted,
                answer: answer.clone(),
                variable: matches!(answer, Some(Typed::Secret)).then(|| variables.of_question(message)),
            }),
            _ => None,
        }
    };
    let by_browser = |tab: &TabId| {
        let opened = recording.events.iter().find(|event| event.tab == *tab);
        opened.is_some_and(|event| matches!(event.what, EventKind::TabOpened { opener: None, .. }))
    };
    let popups = step.opened.iter().map(|tab| Signal::Popup { tab: tab.clone(), by_browser: by_browser(tab) });
    let close = step.closes.then_some(Signal::Close);
    let downloads = step.downloads.iter().map(|file| Signal::Download { file: file.clone() });
    popups.chain(close).chain(downloads).chain(step.dialogs.iter().filter_map(&mut dialog)).collect()
}

/// Scheme, host and port of an address; nothing for addresses that have none.
pub(crate) fn origin(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else { return "" };
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    if host == 0 { "" } else { &url[..scheme.len() + 3 + host] }
}
