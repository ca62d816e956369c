//! From a recording to a test file, and everything a person may want to see of the way.

use crate::api::{CodeFile, CodeSpan, Picture, RecordingView, StepLine, Story, Way};
use crate::evidence::Evidence;
use crate::open::App;
use crate::tape;
use align::Timeline;
use anyhow::{Context, Result, bail};
use emit::{Style, TestFile};
use model::{Aligned, Attached, Chosen, Edit, Line, Plan, StepId, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::Loaded;

/// A recording and what was made of it.
pub struct Synthesis {
    /// As read from its folder.
    pub loaded: Loaded,
    /// Steps, and where each sentence belongs.
    pub aligned: Aligned,
    /// The plan, with the user's edits.
    pub plan: Plan,
    /// The test file.
    pub file: TestFile,
    /// What was odd.
    pub notes: Vec<String>,
}

impl App {
    /// Synthesizes the test: the same recording and edits give the same file.
    pub async fn synthesize(&self, path: &Path) -> Result<Synthesis> {
        let path = &std::path::absolute(path)?;
        let loaded = store::load(path)?;
        let recording = &loaded.recording;
        let Evidence { aligned, grounded, locators, notes: page_notes, .. } = self.evidence(path, recording).await?;
        let plan = plan::apply(plan::literal(recording, &aligned, &grounded, &locators), &aligned, &recording.edits);
        let file = emit::test_file(&plan, &Style::default());
        let mut notes = loaded.notes.clone();
        notes.extend(page_notes);
        notes.extend(aligned.notes.iter().map(|note| note.text.clone()));
        notes.extend(taken_back(&loaded, &aligned));
        self.remember(path, &loaded, &aligned).await;
        Ok(Synthesis { loaded, aligned, plan, file, notes })
    }

    /// Everything about a recording, for the window and for `show`.
    pub async fn view(&self, path: &Path) -> Result<RecordingView> {
        let path = std::path::absolute(path)?;
        let Synthesis { loaded, mut aligned, plan, file, notes } = self.synthesize(&path).await?;
        let recording = loaded.recording;
        let removed = plan::removed(&aligned, &recording.edits);
        leave_out(&mut aligned, &removed);
        let targets = &recording.targets;
        let lines = lines(&aligned, targets);
        let checks = all_lines(&plan).filter_map(|line| match line {
            Line::Check(check) => Some((check.id.0.clone(), plan::describe_check(check))),
            Line::Step(_) | Line::Remark { .. } => None,
        });
        let pictures = aligned.steps.iter().filter_map(|step| {
            let file = store::shot_path(&path, step.shot.as_ref()?).ok()?;
            let target = step.target.as_ref().and_then(|id| targets.iter().find(|target| target.id == *id));
            // A frame's own coordinates say nothing about where it lies in the page.
            let target = target.filter(|target| target.frames.is_empty()).map(|target| target.rect);
            Some((step.id.0.clone(), Picture { file, target }))
        });
        Ok(RecordingView {
            checks: checks.collect(),
            ways: ways(&plan, &recording.info.test_id_attribute),
            pictures: pictures.collect(),
            lines,
            file: code_file(file),
            info: recording.info,
            aligned,
            plan,
            notes,
            proof: loaded.proof,
            path,
        })
    }

    /// What was done and said in a recording, in order. No page of it is opened, so it costs nothing.
    pub async fn story(&self, path: &Path) -> Result<Story> {
        let loaded = store::load(&std::path::absolute(path)?)?;
        let recording = loaded.recording;
        let mut aligned = align::steps(&Timeline {
            events: &recording.events,
            targets: &recording.targets,
            utterances: &recording.utterances,
        });
        let mut notes = loaded.notes;
        notes.extend(aligned.notes.iter().map(|note| note.text.clone()));
        let removed = plan::removed(&aligned, &recording.edits);
        leave_out(&mut aligned, &removed);
        let lines = lines(&aligned, &recording.targets);
        Ok(Story { lines, aligned, utterances: recording.utterances, notes })
    }

    /// Writes the test file where the user says. Never over another one.
    pub async fn synthesize_to(&self, path: &Path, out: &Path) -> Result<Synthesis> {
        let synthesis = self.synthesize(path).await?;
        let mut file = std::fs::File::create_new(out).with_context(|| {
            format!(
                "{} can't be written. Choose a name that is not taken, in a folder that can be written to.",
                out.display()
            )
        })?;
        std::io::Write::write_all(&mut file, synthesis.file.text.as_bytes())
            .with_context(|| format!("{} could not be written whole.", out.display()))?;
        Ok(synthesis)
    }

    /// Names the test.
    pub async fn rename(&self, path: &Path, title: &str) -> Result<()> {
        Ok(store::append_edit(path, &Edit::Rename { title: title.trim().to_owned() })?)
    }

    /// Takes a step out of the test. The recording keeps it.
    pub async fn remove_step(&self, path: &Path, step: StepId) -> Result<()> {
        Ok(store::append_edit(path, &Edit::RemoveStep { step })?)
    }

    /// Finds the element of a step or a check in another of the ways that were found: `page.getByLabel('Name')`.
    pub async fn use_locator(&self, path: &Path, of: &str, locator: &str) -> Result<()> {
        let path = std::path::absolute(path)?;
        let plan = self.synthesize(&path).await?.plan;
        let chosen = all_lines(&plan).find_map(|line| found_by(line).filter(|(id, _)| *id == of));
        let (_, chosen) = chosen.with_context(|| {
            format!("There is no step or check {of} that has an element. `saywright show … locators` names them all.")
        })?;
        let asked = emit::parse_locator(locator, emit::Language::JavaScript)?;
        if chosen.locator == asked {
            return Ok(());
        }
        if !chosen.alternatives.iter().any(|other| other.locator == asked) {
            bail!("{locator} is none of the ways that were found. `saywright show … locators` lists them.");
        }
        Ok(store::append_edit(&path, &Edit::UseLocator { of: of.to_owned(), locator: asked })?)
    }

    /// Puts a step back that was taken out.
    pub async fn restore_step(&self, path: &Path, step: StepId) -> Result<()> {
        Ok(store::append_edit(path, &Edit::RestoreStep { step })?)
    }
}

/// A locator as code, without the `page.` before it.
pub fn locator_code(locator: &model::Locator) -> String {
    emit::locator(locator, &Style::default())
}

/// The ways to find the element of each step and check, the one that is used first.
fn ways(plan: &Plan, test_id_attribute: &str) -> BTreeMap<String, Vec<Way>> {
    let of_chosen = |chosen: &Chosen| {
        let used = Way::new(&chosen.locator, &chosen.survival, test_id_attribute);
        let others =
            chosen.alternatives.iter().map(|other| Way::new(&other.locator, &other.survival, test_id_attribute));
        std::iter::once(used).chain(others).collect()
    };
    all_lines(plan).filter_map(found_by).map(|(id, chosen)| (id.to_owned(), of_chosen(chosen))).collect()
}

/// The id of a step or a check, and how its element is found.
pub(crate) fn found_by(line: &Line) -> Option<(&str, &Chosen)> {
    match line {
        Line::Step(step) => Some((&step.id.0, step.locator.as_ref()?)),
        Line::Check(check) => Some((&check.id.0, check.locator.as_ref()?)),
        Line::Remark { .. } => None,
    }
}

fn lines(aligned: &Aligned, targets: &[Target]) -> Vec<StepLine> {
    aligned.steps.iter().map(|step| tape::line(step, targets)).collect()
}

pub(crate) fn all_lines(plan: &Plan) -> impl Iterator<Item = &Line> {
    plan.groups.iter().flat_map(|group| &group.lines)
}

pub(crate) fn code_file(file: TestFile) -> CodeFile {
    let spans = file.spans.into_iter();
    let spans = spans.map(|span| CodeSpan { from_line: span.from_line, to_line: span.to_line, of: span.of }).collect();
    CodeFile { path: file.path, text: file.text, spans }
}

/// Steps that were taken back are not shown, and no sentence is said to belong to them.
/// What the narrator took back is told: nobody should look for it in vain.
fn taken_back(loaded: &Loaded, aligned: &Aligned) -> Vec<String> {
    let removed = plan::removed(aligned, &loaded.recording.edits);
    let lines = lines(aligned, &loaded.recording.targets);
    let step = |id: &StepId| {
        lines.iter().find(|line| line.id == *id && removed.contains(id)).map(|line| format!("{} ({id})", line.text))
    };
    let told = plan::taken_back(aligned).filter_map(|(said, steps)| {
        let steps: Vec<String> = steps.iter().filter_map(step).collect();
        let text = format!(
            "Not in the test, because you said “{}”: {}. `saywright restore-step` puts it back.",
            said.text,
            steps.join("; ")
        );
        (!steps.is_empty()).then_some(text)
    });
    told.collect()
}

fn leave_out(aligned: &mut Aligned, removed: &BTreeSet<StepId>) {
    aligned.steps.retain(|step| !removed.contains(&step.id));
    for said in &mut aligned.said {
        if let Attached::Steps { steps } = &mut said.attached {
            steps.retain(|step| !removed.contains(step));
            if steps.is_empty() {
                said.attached = Attached::Nothing;
            }
        }
    }
}
