//! The index: each table, two openings at once, damage, and making it again from the folders.
#![allow(clippy::unwrap_used)] // The lint spares only the test functions themselves, not what they call.

mod common;

use common::*;
use expect_test::expect;
use model::{RecordingId, RecordingInfo, Verdict};
use std::fs;
use std::path::{Path, PathBuf};
use store::{Error, Index, IndexedRecording, Writer};
use tempfile::TempDir;

async fn open(base: &TempDir) -> Index {
    let opened = Index::open(&base.path().join("data/index.sqlite")).await.unwrap();
    assert_eq!(opened.note, None);
    opened.index
}

fn row(path: &str, started_at: &str) -> IndexedRecording {
    let info = RecordingInfo { started_at: started_at.to_owned(), ..info() };
    IndexedRecording::new(Path::new(path), &info, None)
}

fn paths(recordings: &[IndexedRecording]) -> Vec<&str> {
    recordings.iter().map(|recording| recording.path.to_str().unwrap()).collect()
}

#[tokio::test]
async fn recordings_are_listed_newest_first_and_brought_up_to_date() {
    let base = TempDir::new().unwrap();
    let index = open(&base).await;
    index.upsert_recording(&row("/r/old", "2026-11-01T09:00:00Z")).await.unwrap();
    index.upsert_recording(&row("/r/new", "2026-11-20T09:00:00Z")).await.unwrap();
    index.upsert_recording(&row("/r/copy-of-new", "2026-11-20T09:00:00Z")).await.unwrap();
    assert_eq!(paths(&index.recordings().await.unwrap()), ["/r/copy-of-new", "/r/new", "/r/old"]);

    let full = IndexedRecording {
        title: "Order two mugs".to_owned(),
        events: 30,
        steps: 12,
        sentences: 6,
        thumbnail: Some("3".to_owned()),
        verdict: Some(Verdict::Proved),
        caught: Some((9, 10)),
        changed_ms: 1_795_424_000_123,
        ..row("/r/old", "2026-11-21T09:00:00Z")
    };
    index.upsert_recording(&full).await.unwrap();
    assert_eq!(index.recordings().await.unwrap().first(), Some(&full));
    index.upsert_recording(&row("/r/old", "2026-11-01T09:00:00Z")).await.unwrap();
    assert_eq!(
        index.recordings().await.unwrap().last(),
        Some(&row("/r/old", "2026-11-01T09:00:00Z")),
        "nothing old stays"
    );

    index.forget(Path::new("/r/new")).await.unwrap();
    assert_eq!(paths(&index.recordings().await.unwrap()), ["/r/copy-of-new", "/r/old"]);
}

#[tokio::test]
async fn settings_are_kept_and_replaced() {
    let base = TempDir::new().unwrap();
    let index = open(&base).await;
    assert_eq!(index.setting::<PathBuf>("recordingsDir").await.unwrap(), None);
    index.set_setting("recordingsDir", &PathBuf::from("/home/ada/Saywright")).await.unwrap();
    index.set_setting("recordingsDir", &PathBuf::from("/data")).await.unwrap();
    index.set_setting("recentRepos", &["/shop", "/blog"]).await.unwrap();
    index.close().await;

    let index = open(&base).await;
    assert_eq!(index.setting("recordingsDir").await.unwrap(), Some(PathBuf::from("/data")));
    assert_eq!(index.setting("recentRepos").await.unwrap(), Some(vec!["/shop".to_owned(), "/blog".to_owned()]));
    assert_eq!(index.setting::<u32>("recentRepos").await.unwrap(), None, "of another shape: as if not set");
}

#[tokio::test]
async fn the_history_of_proofs_is_kept_by_recording() {
    let base = TempDir::new().unwrap();
    let index = open(&base).await;
    let [mine, other] = ["r-1", "r-2"].map(RecordingId::from);
    let first = proof("2026-11-23T10:00:00Z", Verdict::Weak);
    let second = proof("2026-11-23T11:00:00Z", Verdict::Proved);
    index.add_run(&mine, &first).await.unwrap();
    index.add_run(&mine, &second).await.unwrap();
    index.add_run(&other, &first).await.unwrap();
    assert_eq!(index.runs(&mine).await.unwrap(), [second, first.clone()]);
    assert_eq!(index.runs(&other).await.unwrap(), [first]);
    assert_eq!(index.runs(&RecordingId::from("r-3")).await.unwrap(), []);
}

#[tokio::test]
async fn the_terminal_and_the_window_share_one_index() {
    let base = TempDir::new().unwrap();
    let (window, terminal) = (open(&base).await, open(&base).await);
    let write = async |index: &Index, who: &str| {
        for number in 0..50 {
            index.upsert_recording(&row(&format!("/{who}/{number}"), "2026-11-23T09:00:00Z")).await.unwrap();
        }
    };
    tokio::join!(write(&window, "window"), write(&terminal, "terminal"));
    assert_eq!(window.recordings().await.unwrap().len(), 100);
}

#[tokio::test]
async fn a_fresh_index_is_made_again_from_the_folders() {
    let base = TempDir::new().unwrap();
    let recordings = base.path().join("recordings");
    let [a, b] = ["a", "b"].map(|name| recordings.join(name));
    for folder in [&a, &b] {
        drop(Writer::create(folder, &info()).unwrap());
    }
    store::save_proof(&a, &proof("2026-11-23T10:00:00Z", Verdict::Weak)).unwrap();

    let index = open(&base).await;
    assert_eq!(index.out_of_date(&recordings).await.unwrap(), [a.clone(), b.clone()]);
    for folder in [&a, &b] {
        let loaded = store::load(folder).unwrap();
        let row = IndexedRecording::new(folder, &loaded.recording.info, loaded.proof.as_ref());
        index.upsert_recording(&row).await.unwrap();
    }
    assert_eq!(index.out_of_date(&recordings).await.unwrap(), Vec::<PathBuf>::new());
    let rows = index.recordings().await.unwrap();
    assert_eq!((rows[0].verdict, rows[0].caught), (Some(Verdict::Weak), Some((1, 2))));
    assert_eq!((rows[1].verdict, rows[1].caught), (None, None));

    // The clock of files ticks coarsely: set the time rather than wait for the next tick.
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    fs::File::options().write(true).open(b.join("recording.json")).unwrap().set_modified(later).unwrap();
    assert_eq!(index.out_of_date(&recordings).await.unwrap(), [b]);

    fs::remove_dir_all(&a).unwrap();
    index.out_of_date(&recordings).await.unwrap();
    assert_eq!(index.recordings().await.unwrap().len(), 1, "a folder that is gone is no longer listed");
}

#[tokio::test]
async fn a_damaged_index_is_moved_aside() {
    let base = TempDir::new().unwrap();
    let path = base.path().join("index.sqlite");

    fs::write(&path, "this is no database").unwrap();
    let opened = Index::open(&path).await.unwrap();
    expect![[r#"The index ~/index.sqlite was damaged. It was moved to ~/index.sqlite.damaged-1 and a new one was made. No recording is lost; settings and the history of proofs begin anew."#]]
        .assert_eq(&opened.note.unwrap().replace(base.path().to_str().unwrap(), "~"));
    assert_eq!(fs::read_to_string(base.path().join("index.sqlite.damaged-1")).unwrap(), "this is no database");

    // Damage in the middle, which sqlite would notice only later: half of the pages are overwritten.
    for number in 0..200 {
        opened.index.upsert_recording(&row(&format!("/r/{number}"), "2026-11-23T09:00:00Z")).await.unwrap();
    }
    opened.index.close().await;
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xAA);
    fs::write(&path, &bytes).unwrap();
    let opened = Index::open(&path).await.unwrap();
    assert!(opened.note.unwrap().contains("index.sqlite.damaged-2"));
    assert_eq!(opened.index.recordings().await.unwrap(), [], "the new one works");
    assert_eq!(fs::read(base.path().join("index.sqlite.damaged-2")).unwrap(), bytes, "nothing is deleted");
}

#[tokio::test]
async fn an_index_of_a_newer_version_is_used_as_it_is() {
    let base = TempDir::new().unwrap();
    let path = base.path().join("data/index.sqlite");
    let index = open(&base).await;
    index.set_setting("theme", &"dark").await.unwrap();
    index.close().await;
    let url = format!("sqlite://{}", path.display());
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    for query in [
        "ALTER TABLE recordings ADD COLUMN mood TEXT",
        "INSERT INTO _sqlx_migrations VALUES (9999, 'mood', '2030-01-01', TRUE, x'00', 1)",
    ] {
        sqlx::query(query).execute(&pool).await.unwrap();
    }
    pool.close().await;

    let index = open(&base).await;
    assert_eq!(index.setting("theme").await.unwrap(), Some("dark".to_owned()));
    index.upsert_recording(&row("/r/a", "2026-11-23T09:00:00Z")).await.unwrap();
    assert_eq!(index.recordings().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_index_that_cannot_be_made_is_an_error_and_no_damage() {
    let base = TempDir::new().unwrap();
    fs::write(base.path().join("notes.txt"), "").unwrap();
    let error = Index::open(&base.path().join("notes.txt/index.sqlite")).await.unwrap_err();
    assert!(matches!(error, Error::NotWritable { .. }), "{error:?}");
    fs::create_dir(base.path().join("folder.sqlite")).unwrap();
    let error = Index::open(&base.path().join("folder.sqlite")).await.unwrap_err();
    assert!(matches!(error, Error::Index { .. }), "{error:?}");
    assert!(base.path().join("folder.sqlite").is_dir(), "it is not moved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_is_made_once_when_several_open_it_at_once() {
    let base = TempDir::new().unwrap();
    let path = base.path().join("data/index.sqlite");
    let opening: Vec<_> = (0..12)
        .map(|_| {
            let path = path.clone();
            tokio::spawn(async move { Index::open(&path).await })
        })
        .collect();
    for opened in opening {
        assert_eq!(opened.await.unwrap().unwrap().note, None);
    }
}
