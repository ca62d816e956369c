//! The sqlite index: recordings seen, settings, history of proofs. Everything in it but settings and history can be
//! made again from the folders; nothing here reads or writes a recording's contents.

use crate::damaged_index::{is_damage, move_aside};
use crate::{Error, folder};
use model::{Proof, RecordingId, RecordingInfo, Verdict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{Row, SqlitePool};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another process (the terminal beside the window) that is writing the index.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const CONNECTIONS: u32 = 4;

/// The open index.
#[derive(Clone, Debug)]
pub struct Index {
    path: PathBuf,
    pool: SqlitePool,
}

/// What opening the index gives.
#[derive(Debug)]
pub struct Opened {
    /// The index.
    pub index: Index,
    /// A sentence for people when a damaged index was moved aside. Recordings have to be listed again then.
    pub note: Option<String>,
}

/// A row of the list of recordings.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexedRecording {
    /// The folder, absolute.
    pub path: PathBuf,
    /// The recording's id. Two folders have the same when one is a copy.
    pub id: RecordingId,
    /// For people.
    pub title: String,
    /// The first address.
    pub url: String,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// How many events.
    pub events: u32,
    /// How many steps.
    pub steps: u32,
    /// How many sentences.
    pub sentences: u32,
    /// A screenshot's name.
    pub thumbnail: Option<String>,
    /// The last proof's verdict.
    pub verdict: Option<Verdict>,
    /// Breakages that the last proof caught, of how many took effect.
    pub caught: Option<(u32, u32)>,
    /// [`changed_ms`](crate::changed_ms) of the folder when it was read.
    pub changed_ms: u64,
}

impl IndexedRecording {
    /// A row from a recording's header and last proof; counts and thumbnail are left at nothing.
    pub fn new(path: &Path, info: &RecordingInfo, proof: Option<&Proof>) -> Self {
        IndexedRecording {
            path: path.to_owned(),
            id: info.id.clone(),
            title: info.title.clone(),
            url: info.url.clone(),
            started_at: info.started_at.clone(),
            events: 0,
            steps: 0,
            sentences: 0,
            thumbnail: None,
            verdict: proof.map(|proof| proof.verdict),
            caught: proof.map(|proof| {
                // A breakage that never took effect says nothing about the test.
                let reached = proof.breakages.iter().filter(|outcome| outcome.reached);
                (count(reached.clone().filter(|outcome| outcome.caught)), count(reached))
            }),
            changed_ms: folder::changed_ms(path).unwrap_or_default(),
        }
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}

impl Index {
    /// Opens the index, making it (and its folder) where there is none. A damaged file is moved aside to
    /// `<name>.damaged-<n>`, never deleted, and a fresh one made. One made by a newer version is used as it is: the
    /// schema only grows.
    ///
    /// # Errors
    /// [`Error::NotWritable`], [`Error::DiskFull`], [`Error::Index`]
    pub async fn open(path: &Path) -> Result<Opened, Error> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| Error::writing(parent, error))?;
        }
        let _alone = alone(path).await?;
        match Index::open_sound(path).await {
            Ok(index) => Ok(Opened { index, note: None }),
            Err(error) if is_damage(&error) => {
                let aside = move_aside(path)?;
                let index = Index::open_sound(path).await.map_err(|error| failed(path, error))?;
                let note = format!(
                    "The index {} was damaged. It was moved to {} and a new one was made. No recording is lost; \
                     settings and the history of proofs begin anew.",
                    path.display(),
                    aside.display()
                );
                Ok(Opened { index, note: Some(note) })
            }
            Err(error) => Err(failed(path, error)),
        }
    }

    async fn open_sound(path: &Path) -> Result<Index, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // With WAL, enough to survive a kill; a power cut may cost the last transactions, never the file.
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await?;
        match prepare(&pool).await {
            Ok(()) => Ok(Index { path: path.to_owned(), pool }),
            Err(error) => {
                // Else the damaged file would stay open while it is moved aside.
                pool.close().await;
                Err(error)
            }
        }
    }

    /// Adds a recording, or brings its row up to date.
    ///
    /// # Errors
    /// [`Error::OddPath`], [`Error::Index`]
    pub async fn upsert_recording(&self, recording: &IndexedRecording) -> Result<(), Error> {
        let query = "INSERT INTO recordings (path, id, title, url, started_at, events, steps, sentences, thumbnail, \
             verdict, caught, tried, changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (path) DO UPDATE SET id = excluded.id, title = excluded.title, url = excluded.url, \
             started_at = excluded.started_at, events = excluded.events, steps = excluded.steps, \
             sentences = excluded.sentences, thumbnail = excluded.thumbnail, verdict = excluded.verdict, \
             caught = excluded.caught, tried = excluded.tried, changed_ms = excluded.changed_ms";
        sqlx::query(query)
            .bind(text_of(&recording.path)?)
            .bind(&recording.id.0)
            .bind(&recording.title)
            .bind(&recording.url)
            .bind(&recording.started_at)
            .bind(recording.events)
            .bind(recording.steps)
            .bind(recording.sentences)
            .bind(&recording.thumbnail)
            .bind(recording.verdict.map(json))
            .bind(recording.caught.map(|(caught, _)| caught))
            .bind(recording.caught.map(|(_, tried)| tried))
            .bind(i64::try_from(recording.changed_ms).unwrap_or(i64::MAX))
            .execute(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// All recordings seen, the newest first.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn recordings(&self) -> Result<Vec<IndexedRecording>, Error> {
        let rows = sqlx::query("SELECT * FROM recordings ORDER BY started_at DESC, path")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        rows.iter().map(recording_of).collect::<Result<_, _>>().map_err(|error| self.failed(error))
    }

    /// Takes a folder off the list. The folder itself and the history of its proofs stay.
    ///
    /// # Errors
    /// [`Error::OddPath`], [`Error::Index`]
    pub async fn forget(&self, path: &Path) -> Result<(), Error> {
        sqlx::query("DELETE FROM recordings WHERE path = ?")
            .bind(text_of(path)?)
            .execute(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// Compares the index with the disk: forgets folders that are gone, and gives those that must be read and
    /// [upserted](Index::upsert_recording) because they are new below `base` or have changed since. On a fresh index
    /// that is every folder, so this also rebuilds.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn out_of_date(&self, base: &Path) -> Result<Vec<PathBuf>, Error> {
        let mut read_at: BTreeMap<PathBuf, Option<u64>> =
            folder::list(base).into_iter().map(|folder| (folder, None)).collect();
        for recording in self.recordings().await? {
            if folder::changed_ms(&recording.path).is_none() {
                self.forget(&recording.path).await?;
            } else {
                read_at.insert(recording.path, Some(recording.changed_ms));
            }
        }
        let stale =
            |(folder, read_at): (PathBuf, Option<u64>)| (folder::changed_ms(&folder) != read_at).then_some(folder);
        Ok(read_at.into_iter().filter_map(stale).collect())
    }

    /// A setting; nothing when it was never set, or when what was set is no `T` any more.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Error> {
        let row = sqlx::query("SELECT value FROM settings WHERE key = ?")
            .bind(key)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        let value: Option<String> = row.map(|row| row.try_get(0)).transpose().map_err(|error| self.failed(error))?;
        Ok(value.and_then(|value| serde_json::from_str(&value).ok()))
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Error> {
        let query = "INSERT INTO settings (key, value) VALUES (?, ?) \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        sqlx::query(query).bind(key).bind(json(value)).execute(&self.pool).await.map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// Adds a proof to a recording's history.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn add_run(&self, recording: &RecordingId, proof: &Proof) -> Result<(), Error> {
        sqlx::query("INSERT INTO runs (recording, at, verdict, proof) VALUES (?, ?, ?, ?)")
            .bind(&recording.0)
            .bind(&proof.at)
            .bind(json(proof.verdict))
            .bind(json(proof))
            .execute(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        Ok(())
    }

    /// The proofs of a recording, the last one first. One that this version can't read is left out.
    ///
    /// # Errors
    /// [`Error::Index`]
    pub async fn runs(&self, recording: &RecordingId) -> Result<Vec<Proof>, Error> {
        let rows = sqlx::query("SELECT proof FROM runs WHERE recording = ? ORDER BY number DESC")
            .bind(&recording.0)
            .fetch_all(&self.pool)
            .await
            .map_err(|error| self.failed(error))?;
        let proof = |row: &SqliteRow| serde_json::from_str(&row.try_get::<String, _>(0).ok()?).ok();
        Ok(rows.iter().filter_map(proof).collect())
    }

    /// Closes the file; what was written is in it without this, too.
    pub async fn close(self) {
        self.pool.close().await;
    }

    fn failed(&self, error: sqlx::Error) -> Error {
        failed(&self.path, error)
    }
}

/// Held while the index is opened: two programs that begin at once must not both make its tables, or move it aside.
async fn alone(path: &Path) -> Result<fs::File, Error> {
    let beside = path.with_extension("opening");
    let lock = beside.clone();
    let locked = tokio::task::spawn_blocking(move || {
        let file = fs::File::options().create(true).append(true).open(&lock)?;
        file.lock()?;
        Ok(file)
    });
    locked.await.unwrap_or_else(|error| Err(error.into())).map_err(|error| Error::writing(&beside, error))
}

/// Brings the schema up to date and looks for damage, which sqlite else meets only when it reads the bad page.
async fn prepare(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut migrator = sqlx::migrate!("./migrations");
    migrator.set_ignore_missing(true);
    migrator.run(pool).await?;
    let answer: String = sqlx::query("PRAGMA quick_check(1)").fetch_one(pool).await?.try_get(0)?;
    if answer == "ok" { Ok(()) } else { Err(sqlx::Error::Protocol(answer)) }
}

fn failed(path: &Path, error: sqlx::Error) -> Error {
    Error::Index { path: path.to_owned(), source: Box::new(error) }
}

fn recording_of(row: &SqliteRow) -> Result<IndexedRecording, sqlx::Error> {
    let verdict: Option<String> = row.try_get("verdict")?;
    let caught: Option<u32> = row.try_get("caught")?;
    let tried: Option<u32> = row.try_get("tried")?;
    let changed_ms: i64 = row.try_get("changed_ms")?;
    Ok(IndexedRecording {
        path: PathBuf::from(row.try_get::<String, _>("path")?),
        id: RecordingId(row.try_get("id")?),
        title: row.try_get("title")?,
        url: row.try_get("url")?,
        started_at: row.try_get("started_at")?,
        events: row.try_get("events")?,
        steps: row.try_get("steps")?,
        sentences: row.try_get("sentences")?,
        thumbnail: row.try_get("thumbnail")?,
        // A verdict that a newer version knows is none that this one could show.
        verdict: verdict.and_then(|verdict| serde_json::from_str(&verdict).ok()),
        caught: caught.zip(tried),
        changed_ms: u64::try_from(changed_ms).unwrap_or_default(),
    })
}

fn text_of(path: &Path) -> Result<&str, Error> {
    path.to_str().ok_or_else(|| Error::OddPath { path: path.to_owned() })
}

fn json<T: Serialize>(value: T) -> String {
    serde_json::to_string(&value).expect("the model's values and settings have string keys and can be written")
}
