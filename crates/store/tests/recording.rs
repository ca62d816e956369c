//! What is written loads again; what is damaged is skipped and said; what must be refused is refused in words.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

mod common;

use common::*;
use expect_test::{Expect, expect};
use model::{Edit, PageId, RecordingInfo, StepId, Verdict};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::{Error, MAX_FILE_BYTES, Writer, load};
use tempfile::TempDir;

/// A folder for a recording, not made yet.
fn fresh() -> (TempDir, PathBuf) {
    let base = TempDir::new().unwrap();
    let folder = base.path().join("deep/order-a-mug");
    (base, folder)
}

/// The message with the test's own folder as `~`.
fn check_error<T>(base: &Path, result: Result<T, Error>, expected: &Expect) {
    let error = result.err().expect("it must be refused");
    expected.assert_eq(&error.to_string().replace(base.to_str().unwrap(), "~"));
}

fn append_raw(path: &Path, bytes: &[u8]) {
    OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn everything_written_loads_again() {
    let (_base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    writer.target(&target(1)).unwrap();
    writer.event(&event(1)).unwrap();
    writer.event(&event(2)).unwrap();
    writer.utterance(&utterance(1, "say “hello”\nover two lines")).unwrap();
    writer.network(&network()).unwrap();
    writer.edit(&Edit::Rename { title: "Order".to_owned() }).unwrap();
    writer.finish().unwrap();
    store::append_edit(&folder, &Edit::RemoveStep { step: StepId::from("s-e1") }).unwrap();
    store::save_proof(&folder, &proof("2026-11-23T10:00:00Z", Verdict::Weak)).unwrap();

    let loaded = load(&folder).unwrap();
    assert_eq!(loaded.notes, Vec::<String>::new());
    assert_eq!(loaded.recording.info, info());
    assert_eq!(loaded.recording.events, [event(1), event(2)]);
    assert_eq!(loaded.recording.targets, [target(1)]);
    assert_eq!(loaded.recording.utterances, [utterance(1, "say “hello”\nover two lines")]);
    assert_eq!(loaded.recording.network, [network()]);
    assert_eq!(
        loaded.recording.edits,
        [Edit::Rename { title: "Order".to_owned() }, Edit::RemoveStep { step: StepId::from("s-e1") }]
    );
    assert_eq!(loaded.proof, Some(proof("2026-11-23T10:00:00Z", Verdict::Weak)));
    assert_eq!(
        files_in(&folder),
        [
            "edits.jsonl",
            "events.jsonl",
            "narration.jsonl",
            "network.jsonl",
            "proof.json",
            "recording.json",
            "targets.jsonl"
        ],
        "neither the lock nor a temporary file stays behind"
    );
}

#[test]
fn each_event_is_readable_as_soon_as_it_is_written() {
    let (_base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    assert_eq!(loaded_events(&folder), (vec![], vec![]), "a header alone is a recording");
    writer.event(&event(1)).unwrap();
    assert_eq!(loaded_events(&folder), (vec!["e1".to_owned()], vec![]));
}

#[test]
fn pages_are_kept_once_and_shots_are_numbered() {
    let (_base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    let page = writer.page("<p>hello</p>").unwrap();
    assert_eq!(page, PageId::from("a5652be1ca864d36"), "as `printf '<p>hello</p>' | sha256sum | head -c 16` says");
    let path = store::page_path(&folder, &page).unwrap();
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(writer.page("<p>hello</p>").unwrap(), page);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written, "not written a second time");
    assert_eq!(store::page_text(&folder, &page).unwrap(), "<p>hello</p>");

    assert_eq!(writer.shot(b"one").unwrap(), "1");
    assert_eq!(writer.shot(b"two").unwrap(), "2");
    drop(writer);
    let mut writer = Writer::open(&folder).unwrap();
    assert_eq!(writer.shot(b"three").unwrap(), "3", "numbers go on after opening again");
    assert_eq!(fs::read(store::shot_path(&folder, "2").unwrap()).unwrap(), b"two");
}

#[test]
fn uploaded_files_keep_their_names_and_never_replace_one_another() {
    let (base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    let [mine, theirs] = ["mine", "theirs"].map(|who| base.path().join(who));
    for (of, text) in [(&mine, "my cv"), (&theirs, "their cv")] {
        fs::create_dir(of).unwrap();
        fs::write(of.join("cv.pdf"), text).unwrap();
    }
    assert_eq!(writer.file(&mine.join("cv.pdf")).unwrap(), "cv.pdf");
    assert_eq!(writer.file(&theirs.join("cv.pdf")).unwrap(), "cv-2.pdf");
    assert_eq!(writer.file(&mine.join("cv.pdf")).unwrap(), "cv.pdf", "the same file again is the same file");
    assert_eq!(writer.file(&theirs.join("cv.pdf")).unwrap(), "cv-2.pdf");
    fs::write(mine.join("a:b\n?.txt"), "odd").unwrap();
    assert_eq!(writer.file(&mine.join("a:b\n?.txt")).unwrap(), "a_b__.txt", "a name that Windows takes, too");
    let long = format!("{}.pdf", "ü".repeat(120));
    fs::write(mine.join(&long), "one").unwrap();
    fs::write(theirs.join(&long), "two").unwrap();
    assert_eq!(writer.file(&mine.join(&long)).unwrap(), format!("{}.pdf", "ü".repeat(98)));
    assert_eq!(writer.file(&theirs.join(&long)).unwrap(), format!("{}-2.pdf", "ü".repeat(98)));
    assert_eq!(fs::read_to_string(store::file_path(&folder, "cv-2.pdf").unwrap()).unwrap(), "their cv");
}

#[test]
fn files_that_are_too_large_or_no_files_are_refused() {
    let (base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    let large = base.path().join("film.mp4");
    // Sparse: takes no space.
    fs::File::create(&large).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
    check_error(
        base.path(),
        writer.file(&large),
        &expect![[
            r#"~/film.mp4 is larger than 50 MB, so it was not copied into the recording. Record with a smaller file."#
        ]],
    );
    check_error(
        base.path(),
        writer.file(base.path()),
        &expect![[r#"~ is not a plain file, so it was not copied into the recording. Choose a plain file."#]],
    );
    check_error(
        base.path(),
        writer.file(&base.path().join("gone.pdf")),
        &expect![[
            r#"~/gone.pdf could not be read (No such file or directory (os error 2)). Nothing was changed. Check that it is there and may be read."#
        ]],
    );
    assert_eq!(files_in(&folder), [".lock", "recording.json"], "nothing was left behind");
}

#[test]
fn damaged_lines_are_skipped_wherever_they_are() {
    // What stands around three sound events, what still loads, and the note.
    let cases: [([&[u8]; 4], &str); 5] = [
        ([b"", b"", b"", b""], ""),
        ([b"{\"id\":\"e0\",\"at\n", b"", b"", b""], "events.jsonl line 1 is damaged and was skipped; the rest is fine"),
        ([b"", b"\0\0\0\0\n", b"", b""], "events.jsonl line 2 is damaged and was skipped; the rest is fine"),
        ([b"", b"", b"", b"{\"id\":\"e4\",\"wh"], "events.jsonl line 4 is damaged and was skipped; the rest is fine"),
        (
            [b"<<<<<<< HEAD\n", b"\xff\xfe\n", b"\n\r\n", b"\"cut"],
            "events.jsonl lines 1, 3 and 8 are damaged and were skipped; the rest is fine",
        ),
    ];
    for (around, note) in cases {
        let (_base, folder) = fresh();
        drop(Writer::create(&folder, &info()).unwrap());
        let path = folder.join("events.jsonl");
        for (number, before) in (1..).zip(around) {
            append_raw(&path, before);
            if number <= 3 {
                append_raw(&path, format!("{}\n", serde_json::to_string(&event(number)).unwrap()).as_bytes());
            }
        }
        let before = fs::read(&path).unwrap();
        let (events, notes) = loaded_events(&folder);
        assert_eq!(events, ["e1", "e2", "e3"], "{note}");
        assert_eq!(notes.join("\n"), note);
        assert_eq!(fs::read(&path).unwrap(), before, "loading changes nothing");
    }
}

#[test]
fn damage_in_any_file_is_named() {
    let (_base, folder) = fresh();
    let mut writer = Writer::create(&folder, &info()).unwrap();
    writer.event(&event(1)).unwrap();
    for file in ["events.jsonl", "targets.jsonl", "narration.jsonl", "network.jsonl", "edits.jsonl"] {
        append_raw(&folder.join(file), b"{\"cut\n");
    }
    append_raw(&folder.join("targets.jsonl"), &b"[\n".repeat(20));
    append_raw(&folder.join("events.jsonl"), br#"{"id":"e2","at":1,"tab":"tab1","what":{"kind":"levitate"}}"#);
    append_raw(&folder.join("edits.jsonl"), b"{\"edit\":\"paint\"}\n{\"edit\":\"sing\"}\n");
    append_raw(&folder.join("proof.json"), b"{");
    expect![[r#"
        events.jsonl line 2 is damaged and was skipped; the rest is fine
        events.jsonl line 3 holds something that this version of Saywright does not know and was skipped; a newer version may read it
        targets.jsonl lines 1, 2, 3, 4, 5 and 16 more are damaged and were skipped; the rest is fine
        narration.jsonl line 1 is damaged and was skipped; the rest is fine
        network.jsonl line 1 is damaged and was skipped; the rest is fine
        edits.jsonl line 1 is damaged and was skipped; the rest is fine
        edits.jsonl lines 2 and 3 hold something that this version of Saywright does not know and were skipped; a newer version may read it
        proof.json is damaged and was skipped; prove the recording again"#]]
    .assert_eq(&load(&folder).unwrap().notes.join("\n"));
}

#[test]
fn a_cut_line_is_ended_before_the_next_one() {
    let (_base, folder) = fresh();
    drop(Writer::create(&folder, &info()).unwrap());
    append_raw(&folder.join("events.jsonl"), b"{\"id\":\"e1\",\"at\":1,");
    append_raw(&folder.join("edits.jsonl"), b"{\"edit\":\"ren");

    let mut writer = Writer::open(&folder).unwrap();
    writer.event(&event(2)).unwrap();
    writer.event(&event(3)).unwrap();
    drop(writer);
    store::append_edit(&folder, &Edit::Rename { title: "Order".to_owned() }).unwrap();

    let loaded = load(&folder).unwrap();
    assert_eq!(loaded.recording.events, [event(2), event(3)]);
    assert_eq!(loaded.recording.edits, [Edit::Rename { title: "Order".to_owned() }]);
    assert_eq!(loaded.notes.len(), 2, "one note for each cut line: {:?}", loaded.notes);
}

#[test]
fn fields_of_later_versions_are_passed_over() {
    let (_base, folder) = fresh();
    drop(Writer::create(&folder, &info()).unwrap());
    append_raw(
        &folder.join("events.jsonl"),
        b"{\"id\":\"e1\",\"at\":5,\"tab\":\"tab1\",\"mood\":\"calm\",\"what\":{\"kind\":\"tabClosed\",\"why\":1}}\n",
    );
    assert_eq!(loaded_events(&folder), (vec!["e1".to_owned()], vec![]));
}

#[test]
fn headers_that_cannot_be_used_are_refused_in_words() {
    let (base, folder) = fresh();
    let header = folder.join("recording.json");
    check_error(
        base.path(),
        load(&folder),
        &expect![[
            r#"~/deep/order-a-mug is not a recording: it has no recording.json. Choose a folder that Saywright recorded into."#
        ]],
    );
    drop(Writer::create(&folder, &info()).unwrap());
    let good = fs::read_to_string(&header).unwrap();

    fs::write(&header, r#"{ "format": 99, "everything": "is different" }"#).unwrap();
    let expected = expect![[
        r#"~/deep/order-a-mug was made by a newer version of Saywright: its format is 99, and this version reads up to 1. Nothing was changed. Update Saywright to open it."#
    ]];
    check_error(base.path(), load(&folder), &expected);
    check_error(base.path(), Writer::open(&folder), &expected);
    check_error(base.path(), store::append_edit(&folder, &Edit::Rename { title: String::new() }), &expected);
    check_error(base.path(), store::save_proof(&folder, &proof("", Verdict::Weak)), &expected);
    assert_eq!(files_in(&folder), ["recording.json"], "a newer recording is left exactly as it is");

    fs::write(&header, &good[..good.len() / 2]).unwrap();
    check_error(
        base.path(),
        load(&folder),
        &expect![
            "~/deep/order-a-mug/recording.json is damaged (EOF while parsing a string at line 6 column 36). The other files of the recording are untouched. Put an earlier copy of recording.json back, from version control or a backup, or mend it by hand."
        ],
    );
    fs::write(&header, "{}").unwrap();
    check_error(
        base.path(),
        load(&folder),
        &expect![[
            r#"~/deep/order-a-mug/recording.json is damaged (it has no format number). The other files of the recording are untouched. Put an earlier copy of recording.json back, from version control or a backup, or mend it by hand."#
        ]],
    );
}

#[test]
fn a_recording_starts_only_where_nothing_is() {
    let (base, folder) = fresh();
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join(".DS_Store"), "").unwrap();
    let writer = Writer::create(&folder, &info()).expect("what systems put there is no hindrance");
    let busy = expect![[
        r#"~/deep/order-a-mug is being recorded right now. Stop that recording first, or choose another folder."#
    ]];
    check_error(base.path(), Writer::create(&folder, &info()), &busy);
    check_error(base.path(), Writer::open(&folder), &busy);
    drop(writer);
    check_error(
        base.path(),
        Writer::create(&folder, &info()),
        &expect![[
            r#"~/deep/order-a-mug already holds a recording, which was left as it is. Choose another folder for the new one."#
        ]],
    );
    let other = base.path().join("photos");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("cat.jpg"), "").unwrap();
    check_error(
        base.path(),
        Writer::create(&other, &info()),
        &expect![[
            r#"~/photos has other files in it, so no recording was started there. Choose an empty folder, or one that does not exist yet."#
        ]],
    );
    assert_eq!(files_in(&other), ["cat.jpg"]);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    // Below a file: refused to root as well, as a missing permission is not.
    let (base, _) = fresh();
    fs::write(base.path().join("notes.txt"), "").unwrap();
    check_error(
        base.path(),
        Writer::create(&base.path().join("notes.txt/order"), &info()),
        &expect![[
            r#"~/notes.txt/order can't be written (Not a directory (os error 20)). Nothing was changed. Choose a folder that you may write to, or change its permissions."#
        ]],
    );
    check_error(
        base.path(),
        Writer::create(&base.path().join("notes.txt"), &info()),
        &expect![[
            r#"~/notes.txt can't be written (File exists (os error 17)). Nothing was changed. Choose a folder that you may write to, or change its permissions."#
        ]],
    );
}

#[test]
fn the_header_can_be_brought_up_to_date() {
    let (_base, folder) = fresh();
    let writer = Writer::create(&folder, &info()).unwrap();
    let renamed = RecordingInfo { title: "Order two mugs".to_owned(), ..info() };
    writer.update_info(&renamed).unwrap();
    assert_eq!(load(&folder).unwrap().recording.info, renamed);
}

#[test]
fn names_in_a_recording_cannot_lead_out_of_it() {
    let folder = Path::new("/recording");
    for name in ["../../etc/passwd", "/etc/passwd", "..", ".", "", "a/b", "a/", "..\\x", "x\0"] {
        assert!(matches!(store::page_path(folder, &PageId::from(name)), Err(Error::BadName { .. })), "{name:?}");
        assert!(matches!(store::shot_path(folder, name), Err(Error::BadName { .. })), "{name:?}");
        assert!(matches!(store::file_path(folder, name), Err(Error::BadName { .. })), "{name:?}");
    }
    assert_eq!(store::file_path(folder, "my cv.pdf").unwrap(), folder.join("files/my cv.pdf"));
}

#[test]
fn new_folders_are_named_after_day_and_title_and_never_exist() {
    let base = TempDir::new().unwrap();
    let name = |title: &str| {
        let folder = store::new_folder(base.path(), title, "2026-11-23");
        folder.strip_prefix(base.path()).unwrap().to_str().unwrap().to_owned()
    };
    for (title, expected) in [
        ("Order a mug!", "2026-11-23-order-a-mug"),
        ("localhost:4173", "2026-11-23-localhost-4173"),
        ("  ../../Ürün  ARAMA/", "2026-11-23-ürün-arama"),
        ("", "2026-11-23-recording"),
        ("…", "2026-11-23-recording"),
        (
            "a customer with a coupon orders a mug and a second one",
            "2026-11-23-a-customer-with-a-coupon-orders-a-mug-and-a-second",
        ),
    ] {
        assert_eq!(name(title), expected);
    }
    fs::create_dir(base.path().join("2026-11-23-order-a-mug")).unwrap();
    assert_eq!(name("Order a mug"), "2026-11-23-order-a-mug-2");
    fs::write(base.path().join("2026-11-23-order-a-mug-2"), "a file counts, too").unwrap();
    assert_eq!(name("Order a mug"), "2026-11-23-order-a-mug-3");
}

#[test]
fn only_recordings_are_listed() {
    let base = TempDir::new().unwrap();
    for name in ["b", "a"] {
        drop(Writer::create(&base.path().join(name), &info()).unwrap());
    }
    fs::create_dir(base.path().join("photos")).unwrap();
    fs::write(base.path().join("notes.txt"), "").unwrap();
    assert_eq!(store::list(base.path()), [base.path().join("a"), base.path().join("b")]);
    assert_eq!(store::list(&base.path().join("nowhere")), Vec::<PathBuf>::new());
}
