//! What the browser pretends while recording, it pretends when the exported test runs.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Home, Playwright, Recorder, Site, text};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

#[test]
fn a_phone_in_another_country() {
    let site = Site::start("conditions", &[]);
    let options = [
        "--device",
        "Pixel 7",
        "--lang",
        "de-DE",
        "--timezone",
        "Asia/Tokyo",
        "--color-scheme",
        "dark",
        "--geolocation",
        "52.52,13.405",
    ];
    let (told, spec) = round_trip(&site, &options, &["#tell"], &[]);
    assert_eq!(told["zone"], "Asia/Tokyo");
    assert_eq!(told["number"], "1.234,5");
    assert_eq!(told["place"], "52.52, 13.405");
    assert_eq!(told["dark"], true);
    assert_eq!(told["size"], "412x839");
    assert_eq!(told["touch"], true);
    assert!(told["agent"].as_str().unwrap().contains("Android"), "{told}");
    assert!(spec.contains("...devices['Pixel 7'],"), "{spec}");
}

#[test]
fn a_desktop_of_another_size_and_name() {
    let site = Site::start("conditions", &[]);
    let options = ["--viewport", "900x500", "--user-agent", "Robot/1.0", "--lang", "fr-FR", "--color-scheme", "light"];
    let (told, spec) = round_trip(&site, &options, &["#tell"], &[]);
    assert_eq!(told["size"], "900x500");
    assert_eq!(told["agent"], "Robot/n");
    assert_eq!(told["language"], "fr-FR");
    assert!(!spec.contains("devices"), "{spec}");
}

#[test]
fn a_server_that_asks_who_one_is() {
    let site = Site::start("conditions", &["--user", "ada", "--password", "let-me-in-9"]);
    let given = [("HTTP_USERNAME", "ada"), ("HTTP_PASSWORD", "let-me-in-9")];
    let (told, spec) = round_trip(&site, &["--http-credentials", "ada:let-me-in-9"], &["#tell"], &given);
    assert_eq!(told["cart"], Value::Null);
    assert!(!spec.contains("let-me-in-9"), "{spec}");
}

#[test]
fn a_certificate_that_nobody_vouches_for() {
    let home = Home::new();
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| home.join(name).display().to_string());
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-keyout",
            &key,
        ])
        .args(["-out", &cert])
        .output()
        .expect("openssl is installed: the set-up sees to it");
    assert!(made.status.success(), "{}", text(&made.stderr));
    let site = Site::start("conditions", &["--cert", &cert, "--key", &key]);
    let (told, _) = round_trip(&site, &["--ignore-https-errors"], &["#tell"], &[]);
    assert_eq!(told["size"], "1280x720");
}

#[test]
fn signed_in_from_the_beginning() {
    let site = Site::start("conditions", &[]);
    let home = Home::new();
    let state = home.join("state.json");
    let state = state.to_str().unwrap();
    record(&home, &site, &home.join("sign-in"), &["--save-storage", state], &["a"]);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(state).unwrap().permissions()) & 0o777,
        0o600
    );
    let (told, spec) = round_trip(&site, &["--load-storage", state], &["#tell"], &[("STORAGE_STATE", state)]);
    assert_eq!(told["cookie"], "session=abc");
    assert_eq!(told["cart"], "two mugs");
    assert!(spec.contains("storageState: process.env.STORAGE_STATE"), "{spec}");

    // A profile that is used again stays signed in, too.
    let profile = home.join("profile");
    let profile = ["--user-data-dir", profile.to_str().unwrap()];
    record(&home, &site, &home.join("first"), &profile, &["a"]);
    record(&home, &site, &home.join("second"), &profile, &["#tell"]);
    assert_eq!(site.left()["cart"], "two mugs");
}

#[test]
fn what_can_not_be_is_refused() {
    let home = Home::new();
    let refusal =
        |arguments: &[&str]| home.refusal(&[&["record", "http://localhost:1", "--headless"], arguments].concat());
    let said = refusal(&["--device", "iPhone 99"]);
    assert!(said.contains("Playwright knows no device “iPhone 99”") && said.contains("iPhone 15"), "{said}");
    assert!(refusal(&["--geolocation", "here"]).contains("“here” is no place"));
    assert!(refusal(&["--color-scheme", "pink"]).contains("light and dark"));
    assert!(refusal(&["--http-credentials", "ada"]).contains("user:password"));
    let state = home.join("state.json");
    std::fs::write(&state, "no JSON").unwrap();
    let said = refusal(&["--load-storage", state.to_str().unwrap()]);
    assert!(said.contains("state.json") && said.contains("--save-storage"), "{said}");
}

/// Records clicks, exports the test, runs it; gives what the page told, which must be the same both times, and the test.
fn round_trip(site: &Site, options: &[&str], clicks: &[&str], env: &[(&str, &str)]) -> (Value, String) {
    let home = Home::new();
    let out = home.join("recording");
    record(&home, site, &out, options, clicks);
    let mut by_person = site.left();
    let repo = home.join("repo");
    std::fs::create_dir(&repo).unwrap();
    home.stdout(&["export", out.to_str().unwrap(), "--repo", repo.to_str().unwrap()]);
    let specs = std::fs::read_dir(repo.join("e2e")).unwrap().map(|entry| entry.unwrap().path());
    let spec = specs.into_iter().find(|path| path.display().to_string().ends_with(".spec.ts")).unwrap();
    let spec = std::fs::read_to_string(spec).unwrap();
    let playwright = Playwright::of(home.path(), &repo);
    let output = playwright.test(&[&[("BASE_URL", site.url.as_str())], env].concat());
    assert!(output.status.success(), "{spec}\n{}", text(&output.stdout));
    let by_replay = site.left();
    if !spec.contains("devices") && !spec.contains("userAgent") {
        // A config that names a desktop browser has its own.
        by_person["agent"] = by_replay["agent"].clone();
    }
    assert_eq!(by_replay, by_person, "{spec}");
    (by_person, spec)
}

fn record(home: &Home, site: &Site, out: &Path, options: &[&str], clicks: &[&str]) {
    let mut recorder = Recorder::start(home, &site.url, out, options);
    site.person(&recorder.cdp, clicks);
    // So that the test waits for it, too.
    recorder.talker.write("It says “Told”.");
    recorder.stop();
}
