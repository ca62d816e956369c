//! An index whose file is no good: knowing it, and moving it out of the way without deleting anything.

use crate::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Primary result codes that mean the file's content is no good: <https://sqlite.org/rescode.html>.
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_NOTADB: i32 = 26;

/// True when the file itself is no good: not for a full disk, missing permission or a lock.
pub(crate) fn is_damage(error: &sqlx::Error) -> bool {
    match error {
        // Ours: what quick_check found.
        sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => is_damage_code(error.as_ref()),
        sqlx::Error::Migrate(error) => match error.as_ref() {
            sqlx::migrate::MigrateError::Execute(error) | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => {
                is_damage(error)
            }
            // Sqlx's enums, not ours: everything else is no damage.
            _ => false,
        },
        _ => false,
    }
}

fn is_damage_code(error: &dyn sqlx::error::DatabaseError) -> bool {
    let extended: Option<i32> = error.code().and_then(|code| code.parse().ok());
    // The low byte is the primary code.
    matches!(extended.map(|code| code & 0xff), Some(SQLITE_CORRUPT | SQLITE_NOTADB))
}

/// Renames the file, and with it what sqlite keeps beside it, to the first free `<name>.damaged-<n>`.
pub(crate) fn move_aside(path: &Path) -> Result<PathBuf, Error> {
    let with = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let aside = |n: u32| format!(".damaged-{n}");
    let n = (1..).find(|n| with(&aside(*n)).symlink_metadata().is_err()).expect("numbers don't run out");
    let to = with(&aside(n));
    fs::rename(path, &to).map_err(|error| Error::writing(path, error))?;
    for ending in ["-wal", "-shm"] {
        let beside = with(ending);
        if beside.exists() {
            // Left where it is, it would be applied to the fresh file.
            fs::rename(&beside, with(&(aside(n) + ending))).map_err(|error| Error::writing(&beside, error))?;
        }
    }
    Ok(to)
}
