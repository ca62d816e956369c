//! `saywright show`, `synth`, `narrate` and `list`: what was made of a recording, as text or JSON.

use crate::args::View;
use crate::locate::with_survival;
use crate::print;
use anyhow::Result;
use app::{App, RecordingView, Story, Synthesis, Way};
use model::{Attached, Finding, FindingKind, Line, SentenceClass};
use serde::Serialize;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

pub async fn show(app: &App, recording: &Path, what: View, as_json: bool) -> Result<ExitCode> {
    if matches!(what, View::Timeline | View::Steps) {
        let story = app.story(recording).await?;
        match (what, as_json) {
            (View::Timeline, true) => {
                print::json(&json!({ "steps": story.aligned.steps, "said": story.aligned.said, "lines": story.lines }));
            }
            (_, true) => print::json(&story.aligned),
            (View::Timeline, false) => timeline(&story),
            (_, false) => steps(&story),
        }
        story.notes.iter().for_each(|note| print::aside(note));
        return Ok(ExitCode::SUCCESS);
    }
    let view = app.view(recording).await?;
    match (what, as_json) {
        (View::Locators, true) => print::json(&locators(&view)),
        (View::Locators, false) => locators(&view).iter().for_each(found_by),
        (_, true) => print::json(&view.plan),
        (_, false) => plan(&view),
    }
    view.notes.iter().for_each(|note| print::aside(note));
    Ok(ExitCode::SUCCESS)
}

fn found_by(found: &FoundBy) {
    print::line(&format!("{}  [{}]", found.words, found.id));
    for (place, way) in found.ways.iter().enumerate() {
        print::line(&format!("    {}{}", if place == 0 { "" } else { "  or " }, with_survival(way)));
        if let Some(weakness) = found.weakness.filter(|_| place == 0) {
            print::line(&format!("        weak: {weakness}"));
        }
    }
}

pub async fn synth(app: &App, recording: &Path, out: Option<&Path>, as_json: bool) -> Result<ExitCode> {
    let Synthesis { plan, file, notes, .. } = match out {
        Some(out) => app.synthesize_to(recording, out).await?,
        None => app.synthesize(recording).await?,
    };
    if as_json {
        print::json(&json!({ "path": file.path, "text": file.text, "findings": plan.findings, "notes": notes }));
        return Ok(ExitCode::SUCCESS);
    }
    match out {
        Some(out) => print::line(&format!("Written: {}", out.display())),
        None => print::line(file.text.trim_end()),
    }
    plan.findings.iter().for_each(|finding| print::aside(&finding_words(finding)));
    notes.iter().for_each(|note| print::aside(note));
    Ok(ExitCode::SUCCESS)
}

pub async fn list(app: &App, as_json: bool) -> Result<ExitCode> {
    let cards = app.recordings().await?;
    if as_json {
        print::json(&cards);
        return Ok(ExitCode::SUCCESS);
    }
    if cards.is_empty() {
        print::line("There are no recordings yet. `saywright record <url>` makes one; `saywright demo` shows how.");
    }
    for card in cards {
        let title = card.info.as_ref().map_or("(can't be read)", |info| &info.title);
        let verdict =
            card.verdict.map_or_else(|| "recorded".to_owned(), |verdict| format!("{verdict:?}").to_lowercase());
        print::line(&format!(
            "{title}\n    {verdict}, {} steps, {} sentences, {}",
            card.steps,
            card.sentences,
            card.path.display()
        ));
        if let Some(problem) = card.problem {
            print::line(&format!("    {problem}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub fn finding_words(finding: &Finding) -> String {
    match &finding.kind {
        FindingKind::Contradicted { said, shown, place } => {
            format!("You said “{}”, but {place} showed {shown}, not {said}. No check was made of it.", finding.sentence)
        }
        FindingKind::Elsewhere { not } => {
            format!("You said “{}”, but what was acted on is not {not}. The test does what was done.", finding.sentence)
        }
    }
}

fn timeline(story: &Story) {
    let mut lines: Vec<(model::Millis, String)> = story.lines.iter().map(|line| (line.at, line.text.clone())).collect();
    lines.extend(story.utterances.iter().map(|utterance| (utterance.from, format!("“{}”", utterance.text))));
    lines.sort_by_key(|(at, _)| *at);
    lines.iter().for_each(|(at, text)| print::line(&format!("{}  {text}", print::clock(*at))));
}

fn steps(story: &Story) {
    let name = |id: &model::StepId| {
        story.lines.iter().find(|line| line.id == *id).map_or_else(|| id.to_string(), |line| line.text.clone())
    };
    for line in &story.lines {
        print::line(&format!("{}  {}", print::clock(line.at), line.text));
    }
    for said in &story.aligned.said {
        let class = match said.class {
            SentenceClass::Action => "action",
            SentenceClass::Expectation => "expectation",
            SentenceClass::ActionAndExpectation => "action and expectation",
            SentenceClass::DataRule => "data rule",
            SentenceClass::Correction => "correction",
            SentenceClass::Aside => "aside",
        };
        let place = match &said.attached {
            Attached::Steps { steps } => steps.iter().map(name).collect::<Vec<_>>().join("; "),
            Attached::After { step: Some(step) } => format!("after {}", name(step)),
            Attached::After { step: None } => "before the first step".to_owned(),
            Attached::Nothing => "unsure".to_owned(),
        };
        print::line(&format!("“{}” ({class}) → {place}", said.text));
    }
}

fn plan(view: &RecordingView) {
    print::line(&view.plan.title);
    for group in &view.plan.groups {
        print::line(&format!("  {}", group.title));
        for line in &group.lines {
            print::line(&match line {
                Line::Step(step) => {
                    let words = view.lines.iter().find(|line| line.id == step.id).map_or("", |line| &line.text);
                    format!("    {words}")
                }
                Line::Check(check) => {
                    format!("    ✓ {}", view.checks.get(&check.id.0).map_or("", String::as_str))
                }
                Line::Remark { text, .. } => format!("    said, not checked: “{text}”"),
            });
        }
    }
    for finding in &view.plan.findings {
        print::line(&format!("  ! {}", finding_words(finding)));
    }
}

/// How the element of a step or a check is found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FoundBy<'a> {
    id: &'a str,
    words: String,
    weakness: Option<&'a String>,
    /// The one that is used first.
    ways: &'a [Way],
}

fn locators(view: &RecordingView) -> Vec<FoundBy<'_>> {
    let lines = view.plan.groups.iter().flat_map(|group| &group.lines);
    let found = lines.filter_map(|line| {
        let (id, words, chosen) = match line {
            Line::Step(step) => {
                let words = view.lines.iter().find(|line| line.id == step.id).map_or("", |line| &line.text);
                (&step.id.0, words.to_owned(), step.locator.as_ref()?)
            }
            Line::Check(check) => {
                let words = view.checks.get(&check.id.0).map_or("", String::as_str);
                (&check.id.0, format!("✓ {words}"), check.locator.as_ref()?)
            }
            Line::Remark { .. } => return None,
        };
        Some(FoundBy { id, words, weakness: chosen.weakness.as_ref(), ways: view.ways.get(id)? })
    });
    found.collect()
}
