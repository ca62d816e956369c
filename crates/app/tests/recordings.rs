//! The recordings under `recordings/`, each as a browser really made it: what becomes of them is what their `expect`
//! folders say. `UPDATE_EXPECT=1` writes those anew.

#![allow(clippy::unwrap_used)]

use align::Timeline;
use app::{App, Paths};
use expect_test::expect_file;
use model::{Attached, Line, Recording, Source, StepId, Utterance, UtteranceId};
use plan::{Grounded, Locators};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Every gap between two things is made this much longer or shorter, at most.
const STRETCH: f64 = 2.0;
const TRIES: u32 = 50;

#[tokio::test(flavor = "multi_thread")]
async fn each_becomes_what_it_became() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let paths = Paths { recordings: path("recordings"), index: path("index.sqlite"), cache: path("cache") };
    let app = App::open(paths).await.unwrap();
    for folder in folders() {
        let made = app.synthesize(&folder).await.unwrap();
        expect_file![folder.join("expect/steps.txt")].assert_eq(&told(&made.loaded.recording));
        expect_file![folder.join("expect/test.spec.ts")].assert_eq(&made.file.text);
        let view = app.view(&folder).await.unwrap();
        assert_eq!(view.lines.len(), view.aligned.steps.len());
        for picture in view.pictures.values() {
            assert!(picture.file.is_file(), "{} is a picture of a step", picture.file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_element_is_found_in_another_way_and_as_before_again() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    let paths = Paths { recordings: path("recordings"), index: path("index.sqlite"), cache: path("cache") };
    let app = App::open(paths).await.unwrap();
    let copy = path("copy");
    copy_folder(&folders()[0], &copy);
    let before = app.view(&copy).await.unwrap();
    let (id, ways) = before.ways.iter().find(|(_, ways)| ways.len() > 1).unwrap();
    for way in ways {
        assert_eq!(way.of as usize, way.survives as usize + way.fails.len() + way.wrong.len(), "{way:?}");
    }
    let (first, second) = (&ways[0].locator, &ways[1].locator);
    app.use_locator(&copy, id, second).await.unwrap();
    let after = app.view(&copy).await.unwrap();
    assert_eq!((&after.ways[id][0].locator, &after.ways[id][1].locator), (second, first));
    assert!(after.file.text.contains(second.trim_start_matches("page.")), "{}", after.file.text);
    app.use_locator(&copy, id, first).await.unwrap();
    assert_eq!(app.view(&copy).await.unwrap().file.text, before.file.text);
    let said = app.use_locator(&copy, id, "page.getByText('nowhere')").await.unwrap_err().to_string();
    assert!(said.contains("is none of the ways that were found"), "{said}");
    let said = app.use_locator(&copy, id, "page.click()").await.unwrap_err().to_string();
    assert!(said.contains("click is no part of a locator"), "{said}");
    let said = app.use_locator(&copy, "s-e9999", first).await.unwrap_err().to_string();
    assert!(said.contains("There is no step or check s-e9999"), "{said}");
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// Nobody clicks and speaks twice at the same speed, and no machine is always as fast.
#[test]
fn haste_and_hesitation_change_nothing() {
    for folder in folders() {
        let recording = store::load(&folder).unwrap().recording;
        let as_recorded = attachments(&recording);
        let mut chance = Chance(1);
        for _ in 0..TRIES {
            assert_eq!(attachments(&stretched(&recording, &mut chance)), as_recorded, "{}", folder.display());
        }
    }
}

#[test]
fn what_fits_no_step_is_kept_where_it_was_said() {
    for folder in folders() {
        let mut recording = store::load(&folder).unwrap().recording;
        let before = recording.utterances.len() / 2;
        let (id, text) = (UtteranceId("u99".to_owned()), "Click on the antenna".to_owned());
        let at = recording.utterances[before].to;
        recording.utterances.push(Utterance { id: id.clone(), text, from: at, to: at, source: Source::Typed });
        let Recording { events, targets, utterances, .. } = &recording;
        let aligned = align::steps(&Timeline { events, targets, utterances });
        let plan = plan::literal(&recording, &aligned, &Grounded::default(), &Locators::default());
        let lines: Vec<&Line> = plan.groups.iter().flat_map(|group| &group.lines).collect();
        let place =
            lines.iter().position(|line| matches!(line, Line::Remark { utterance, .. } if *utterance == id)).unwrap();
        let done = aligned.steps.iter().filter(|step| step.to <= at).count();
        let printed = lines[..place].iter().filter(|line| matches!(line, Line::Step(_))).count();
        assert_eq!(printed, done, "{}", folder.display());
    }
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../recordings");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

fn told(recording: &Recording) -> String {
    let mut text = String::new();
    for (sentence, steps) in attachments(recording) {
        writeln!(text, "{sentence}\n    {steps}").unwrap();
    }
    text
}

/// Each sentence with the numbers of its steps.
fn attachments(recording: &Recording) -> Vec<(String, String)> {
    let Recording { events, targets, utterances, .. } = recording;
    let aligned = align::steps(&Timeline { events, targets, utterances });
    let number = |id: &StepId| aligned.steps.iter().position(|step| step.id == *id).unwrap() + 1;
    let place = |attached: &Attached| match attached {
        Attached::Steps { steps } => match steps.as_slice() {
            [step] => format!("step {}", number(step)),
            [first, .., last] => format!("steps {}–{}", number(first), number(last)),
            [] => panic!("no step for “{}”", recording.info.title),
        },
        Attached::After { step: Some(step) } => format!("after step {}", number(step)),
        Attached::After { step: None } => "before the first step".to_owned(),
        Attached::Nothing => "unsure".to_owned(),
    };
    aligned.said.iter().map(|said| (said.text.clone(), place(&said.attached))).collect()
}

/// The same, in the same order, each wait longer or shorter by chance.
fn stretched(recording: &Recording, chance: &mut Chance) -> Recording {
    let mut recording = recording.clone();
    let said = recording.utterances.iter_mut().flat_map(|utterance| [&mut utterance.from, &mut utterance.to]);
    let mut moments: BTreeMap<u32, Vec<&mut model::Millis>> = BTreeMap::new();
    for moment in recording.events.iter_mut().map(|event| &mut event.at).chain(said) {
        moments.entry(moment.0).or_default().push(moment);
    }
    let (mut before, mut now) = (0, 0.0);
    for (at, same) in moments {
        now += f64::from(at - before) * STRETCH.powf(chance.between_minus_and_plus_one());
        before = at;
        same.into_iter().for_each(|moment| moment.0 = now as u32);
    }
    recording
}

/// The same numbers in each run (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn between_minus_and_plus_one(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}
