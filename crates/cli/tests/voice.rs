//! Speech from end to end: synthesized voices, a virtual microphone, the real recogniser, a real browser.

#![allow(clippy::unwrap_used)]

mod common;

use common::speech::word_errors;
use common::{Home, Recorder, Shop, Site, Speech, walk_and_say};
use serde_json::Value;

/// The customer of the sample shop speaks: what is said becomes titles and checks.
#[test]
fn a_spoken_flow_becomes_a_test() {
    let home = Home::new();
    let Some(speech) = Speech::start(&home) else { return };
    let shop = Shop::start(&home, &[]);
    let out = home.join("recording");
    let upload = home.join("photo.txt");
    std::fs::write(&upload, "a photo").unwrap();
    let mut recorder = Recorder::listening(&home, &shop.url, &out, &speech);
    let said = std::cell::RefCell::new(Vec::new());
    walk_and_say(&mut recorder, &shop.url, &upload, |_, sentence| {
        said.borrow_mut().push(sentence.to_owned());
        speech.say(sentence);
        // The next thing is done when the page was seen as it was then; the words may come later.
        std::thread::sleep(std::time::Duration::from_millis(1_200));
    });
    recorder.stop();
    let said = said.into_inner();
    let shown = home.stdout(&["show", out.to_str().unwrap(), "timeline"]);
    let spoken = spoken(&out);
    assert!(spoken.len() >= said.len(), "{said:#?}\n{shown}");
    let test = home.stdout(&["synth", out.to_str().unwrap()]);
    let heard: Vec<&str> = spoken.iter().filter_map(|utterance| utterance["text"].as_str()).collect();
    let (wrong, of) = word_errors(&said.join(" "), &heard.join(" "));
    assert!(wrong * 4 <= of, "{wrong} of {of} words are wrong: {said:#?} {heard:#?}");
    let check = "name: 'Thank you for your order' })).toBeVisible()";
    assert!(test.contains(check) && test.matches("test.step(").count() >= 5, "{shown}\n{test}");
}

/// Each utterance is kept, twice what is said twice, and begins when it began.
#[test]
fn what_is_said_is_kept_with_its_time() {
    let home = Home::new();
    let Some(speech) = Speech::start(&home) else { return };
    let site = Site::start("narrated", &[]);
    let out = home.join("recording");
    let recorder = Recorder::listening(&home, &site.url, &out, &speech);
    let twice = "Open the first result.";
    let said = [
        (0.5, "slt", "Remove the address in the billing section."),
        (1.4, "rms", twice),
        (1.1, "rms", twice),
        (2.3, "slt", "The invoice should be paid."),
    ];
    speech.play(&speech.file(&said));
    recorder.stop();
    let heard = spoken(&out);
    assert_eq!(heard.len(), said.len(), "{heard:#?}");
    assert_eq!(heard[1]["text"], heard[2]["text"], "the same sentence twice");
    let mut at = 0.0;
    let began = said.map(|(pause, voice, sentence)| {
        let began = at + pause;
        at = began + speech.samples(voice, sentence).len() as f64 / 16_000.0;
        began * 1000.0
    });
    let from = |place: usize| heard[place]["from"].as_f64().unwrap();
    for place in 1..said.len() {
        let (meant, found) = (began[place] - began[0], from(place) - from(0));
        assert!((meant - found).abs() <= 150.0, "{place}: {meant} ms after the first, and not {found}: {heard:#?}");
    }
}

#[test]
fn silence_is_said_within_three_seconds_and_costs_the_voice_alone() {
    let home = Home::new();
    let Some(speech) = Speech::start(&home) else { return };
    let site = Site::start("narrated", &[]);
    let out = home.join("recording");
    let mut recorder = Recorder::listening(&home, &site.url, &out, &speech);
    let told = recorder.until("warning", |_| true);
    assert!(told["text"].as_str().unwrap().contains("silent"), "{told}");
    // Ten levels a second are told: this counts the microphone's seconds, whatever the machine is doing.
    assert!(recorder.told_of("level").len() <= 30, "{} levels", recorder.told_of("level").len());
    recorder.note("Typed all the same");
    speech.say("And now I am here again.");
    let told = recorder.until("warning", |_| true);
    assert!(told["text"].as_str().unwrap().contains("heard again"), "{told}");
    recorder.stop();
    assert_eq!(spoken(&out).len(), 1);
}

#[test]
fn without_a_microphone_or_a_model_typing_works() {
    let home = Home::new();
    let site = Site::start("narrated", &[]);
    let first = home.join("first");
    let mut recorder = Recorder::start(&home, &site.url, &first, &["--voice"]);
    let told = recorder.until("warning", |_| true);
    assert!(told["text"].as_str().unwrap().contains("saywright voice install"), "{told}");
    recorder.note("Typed all the same");
    recorder.stop();
    assert!(home.refusal(&["voice", "test"]).contains("saywright voice install"));
    assert!(home.refusal(&["voice", "use", "/etc/hostname"]).contains("no speech model"));
    assert!(home.refusal(&["voice", "install", "enormous"]).contains("base.en"));

    let Some(speech) = Speech::start(&home) else { return };
    drop(speech);
    let second = home.join("second");
    let mut recorder = Recorder::start(&home, &site.url, &second, &["--voice"]);
    let told = recorder.until("warning", |_| true);
    assert!(told["text"].as_str().unwrap().contains("No microphone"), "{told}");
    recorder.note("Typed all the same");
    recorder.stop();
}

/// A sound file is narration, too; and the recogniser mistakes few of the words.
#[test]
fn a_sound_file_is_narration() {
    const SAID: [&str; 12] = [
        "Remove the address in the billing section.",
        "Open the first result.",
        "I choose express shipping and continue.",
        "There should be two results.",
        "The error message goes away.",
        "The total should be twenty euros.",
        "Sort the list by price.",
        "Add the blue mug to the cart.",
        "The submit button is disabled until I accept the terms.",
        "There are three tasks left.",
        "Click save in the billing section.",
        "The first row says pending.",
    ];
    let home = Home::new();
    let Some(speech) = Speech::start(&home) else { return };
    let site = Site::start("narrated", &[]);
    let out = home.join("recording");
    Recorder::start(&home, &site.url, &out, &[]).stop();
    let said: Vec<(f64, &str, &str)> =
        ["slt", "rms"].iter().flat_map(|voice| SAID.map(|sentence| (1.3, *voice, sentence))).collect();
    let file = speech.file(&said);
    let folder = out.to_str().unwrap();
    let heard = home.json(&["narrate", folder, "--audio", file.to_str().unwrap(), "--at", "0:05", "--json"]);
    let heard = heard.as_array().unwrap();
    assert_eq!(heard.len(), said.len(), "{heard:#?}");
    assert!((6_200..6_400).contains(&heard[0]["from"].as_u64().unwrap()), "{}", heard[0]);
    assert!(heard.iter().all(|utterance| utterance["source"] == "spoken"));
    let errors = said.iter().zip(heard).map(|((_, _, said), heard)| word_errors(said, heard["text"].as_str().unwrap()));
    let (wrong, of) = errors.fold((0, 0), |(wrong, of), (more, words)| (wrong + more, of + words));
    assert!(wrong * 100 <= of * 8, "{wrong} of {of} words are wrong: {heard:#?}");
    assert!(home.refusal(&["narrate", folder, "--audio", "/etc/hostname"]).contains("can't be heard"));
    assert!(home.refusal(&["narrate", folder, "--audio", "/nowhere.wav"]).contains("/nowhere.wav"));
}

/// What was spoken, as it is on disk.
fn spoken(recording: &std::path::Path) -> Vec<Value> {
    let narration = std::fs::read_to_string(recording.join("narration.jsonl")).unwrap_or_default();
    let lines = narration.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|utterance| utterance["source"] == "spoken").collect()
}
