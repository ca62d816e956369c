-- An index over recording folders, the settings, and the history of proofs. Never edit a migration: add the next one.

-- One row for each folder seen, so that a list needs no reading of recordings.
CREATE TABLE recordings (
    path       TEXT    NOT NULL PRIMARY KEY, -- absolute
    id         TEXT    NOT NULL,             -- not unique: a folder may have been copied
    title      TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    started_at TEXT    NOT NULL,             -- RFC 3339, UTC
    events     INTEGER NOT NULL,
    steps      INTEGER NOT NULL,
    sentences  INTEGER NOT NULL,
    thumbnail  TEXT,                         -- name of a screenshot: shots/<thumbnail>.webp
    verdict    TEXT,                         -- of the last proof
    caught     INTEGER,                      -- breakages caught by it …
    tried      INTEGER,                      -- … of so many that took effect
    changed_ms INTEGER NOT NULL              -- newest change of the folder's files when read, ms since 1970
);

CREATE INDEX recordings_by_start ON recordings (started_at DESC);

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL                      -- JSON
);

CREATE TABLE runs (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    recording TEXT NOT NULL,                 -- recordings.id; kept when the folder is forgotten, for it may come back
    at        TEXT NOT NULL,                 -- RFC 3339, UTC
    verdict   TEXT NOT NULL,
    proof     TEXT NOT NULL                  -- model::Proof as JSON
);

CREATE INDEX runs_by_recording ON runs (recording, number DESC);
