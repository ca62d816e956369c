//! The user's repository: what is there, what an export would change, and writing it.
//!
//! Three steps, so that a difference can be shown before anything is written: [`survey`] looks, [`plan`] says what
//! would happen, [`write()`] does just that. Nothing that exists is ever overwritten. Runs no program and knows nothing
//! of recordings: `app` brings the files to write.

mod config;
mod error;
mod inside;
mod plan;
mod survey;
mod write;

pub use config::ConfigValue;
pub use error::Error;
pub use plan::{Change, Content, NewFile, PlannedFile, difference, plan};
pub use survey::{Survey, survey};
pub use write::write;

/// A minimal `package.json` for a folder that has none, with this version (or range) of `@playwright/test`.
pub fn package_json(version: &str) -> String {
    let version = serde_json::Value::from(version);
    format!("{{\n  \"private\": true,\n  \"devDependencies\": {{\n    \"@playwright/test\": {version}\n  }}\n}}\n")
}
