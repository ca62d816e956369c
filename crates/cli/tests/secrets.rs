//! A person gives secrets away to a site that repeats them wherever it can; nothing that is written holds any, and the
//! exported test reads each from a variable and comes to the same end.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Playwright, Recorder, Site, Talker, text};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn nothing_written_holds_a_secret() {
    let home = Home::new();
    let site = Site::start("secrets", &[]);
    let out = home.join("recording");
    let url = format!("{}/invitation?token={}", site.url, secret("TOKEN"));
    let mut recorder = Recorder::start(
        &home,
        &url,
        &out,
        &["--secret-field", "[name=national]", "--secret-field", "[contenteditable]"],
    );
    let mut person = Talker::start(&mut site.hands(&recorder.cdp, &[]));
    while let Some(line) = person.line() {
        assert_eq!(line, "point");
        recorder.talker.write(":secret");
        person.write("");
    }
    assert!(person.succeeded(), "the person came to the end of the way");
    let by_person = site.left();
    recorder.talker.write(":stop");
    recorder.until("saved", |_| true);
    let told = serde_json::to_string(&recorder.told).unwrap();
    drop(recorder);

    let repo = home.join("repo");
    std::fs::create_dir(&repo).unwrap();
    home.stdout(&["export", out.to_str().unwrap(), "--repo", repo.to_str().unwrap()]);
    let shown = home.stdout(&["show", out.to_str().unwrap(), "plan", "--json"]);
    std::fs::write(home.join("told.json"), told).unwrap();
    std::fs::write(home.join("plan.json"), shown).unwrap();
    let names = ["TOKEN", "JWT", "PASSWORD", "CARD", "OTP", "CODE", "MARKED", "MEMO", "POINTED", "PIN"];
    let secrets: Vec<String> = names.iter().flat_map(|name| forms(&secret(name))).collect();
    nowhere(home.path(), &secrets);
    covered(&out);

    let playwright = Playwright::of(home.path(), &repo);
    let spec = std::fs::read_to_string(spec(&repo)).unwrap();
    let mut given: Vec<(&str, String)> = vec![("BASE_URL", site.url.clone())];
    for (name, value) in variables(&spec) {
        given.push((name, value));
    }
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let output = playwright.test(&given);
    assert!(output.status.success(), "{spec}\n{}", text(&output.stdout));
    assert_eq!(site.left(), by_person, "{spec}");
}

/// The values for the variables that a test reads.
fn variables(spec: &str) -> Vec<(&str, String)> {
    let names = spec.match_indices("process.env.").map(|(at, found)| {
        let name = &spec[at + found.len()..];
        &name[..name.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(name.len())]
    });
    names
        .map(|name| {
            let value = match name {
                "TOKEN" => secret("TOKEN"),
                "PASSWORD" => secret("PASSWORD"),
                "CARD_NUMBER" => secret("CARD"),
                "SECRET_EXPIRY_MONTH" | "EXPIRY_MONTH" => "11".to_owned(),
                "SECRET_CODE_FROM_THE_TEXT" => secret("OTP"),
                "SECRET_NATIONAL_ID" => secret("MARKED"),
                "SECRET_MEMO" => secret("MEMO"),
                "SECRET_WISH" => secret("POINTED"),
                "SECRET_WHAT_IS_YOUR" | "WHAT_IS_YOUR_PIN" => secret("PIN"),
                name => match name.strip_prefix("SECRET_DIGIT_").and_then(|digit| digit.parse::<usize>().ok()) {
                    Some(digit) => secret("CODE")[digit - 1..digit].to_owned(),
                    None => panic!("nobody knows {name}:\n{spec}"),
                },
            };
            (name, value)
        })
        .collect()
}

/// Searches every file, and every name of one, for every secret in all the ways in which it can be written.
fn nowhere(folder: &Path, secrets: &[String]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nowhere(&path, secrets);
            continue;
        }
        let found = text(&std::fs::read(&path).unwrap()) + &path.display().to_string();
        for form in secrets {
            assert!(!found.contains(form), "{form} is in {}", path.display());
        }
    }
}

fn forms(secret: &str) -> Vec<String> {
    let script = "const [text] = process.argv.slice(1); const html = text.replace(/&/g, '&amp;'); \
        console.log(JSON.stringify([text, encodeURIComponent(text), new URLSearchParams({ text }).toString().slice(5), \
        html.replace(/</g, '&lt;').replace(/>/g, '&gt;'), html.replace(/\"/g, '&quot;'), JSON.stringify(text).slice(1, -1), \
        Buffer.from(text).toString('base64').replace(/=+$/, ''), Buffer.from(text).toString('hex')]))";
    let output = Command::new("node").args(["-e", script, secret]).output().unwrap();
    let mut forms: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    // As databases and crash dumps have it.
    forms.push(secret.chars().flat_map(|character| [character, '\0']).collect());
    forms
}

/// In pictures the fields that hold secrets are boxes of one colour.
fn covered(recording: &Path) {
    let lines = |file: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(recording.join(file)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let shots: Vec<String> =
        lines("events.jsonl").iter().filter_map(|event| event["what"]["shot"].as_str().map(str::to_owned)).collect();
    let fields: Vec<Value> = lines("targets.jsonl")
        .into_iter()
        .filter(|target| {
            ["Card number", "Code from the text message", "National id"]
                .contains(&target["element"]["name"].as_str().unwrap())
        })
        .map(|target| target["rect"].clone())
        .collect();
    assert!(fields.len() >= 3, "the fields are there");
    // The last picture of the form: all of them are filled in.
    let filled =
        shots.iter().rev().map(|shot| image::open(recording.join(format!("shots/{shot}.webp"))).unwrap().to_rgb8());
    let form = filled.into_iter().find(|picture| fields.iter().all(|rect| is_one_colour(picture, rect)));
    assert!(form.is_some(), "one of {} pictures shows the filled form, with boxes over its secrets", shots.len());
}

fn is_one_colour(picture: &image::RgbImage, rect: &Value) -> bool {
    let edge = |name: &str| rect[name].as_f64().unwrap() as u32;
    let (left, top, width, height) = (edge("x"), edge("y"), edge("width"), edge("height"));
    let mut pixels = (top..top + height)
        .flat_map(|y| (left..left + width).map(move |x| (x, y)))
        .map(|(x, y)| picture.get_pixel(x, y));
    pixels.all(|pixel| pixel.0 == [128, 128, 128])
}

fn secret(name: &str) -> String {
    let values = std::fs::read_to_string(folder().join("values.mjs")).unwrap();
    let line = values.lines().find_map(|line| line.strip_prefix(&format!("export const {name} = '"))).unwrap();
    line.strip_suffix("';").unwrap().to_owned()
}

fn spec(repo: &Path) -> PathBuf {
    let specs = std::fs::read_dir(repo.join("e2e")).unwrap().map(|entry| entry.unwrap().path());
    specs.into_iter().find(|path| path.display().to_string().ends_with(".spec.ts")).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/secrets").canonicalize().unwrap()
}
