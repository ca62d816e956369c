//! What the user chose, and what follows from it.

use crate::api::Settings;
use crate::open::App;
use anyhow::Result;
use browser::Found;
use std::path::{Path, PathBuf};

const KEY: &str = "settings";
/// How many repositories are remembered.
const RECENT: usize = 8;

impl App {
    /// The settings.
    pub async fn settings(&self) -> Result<Settings> {
        Ok(self.index.setting(KEY).await?.unwrap_or_default())
    }

    /// Keeps the settings.
    pub async fn set_settings(&self, settings: Settings) -> Result<()> {
        Ok(self.index.set_setting(KEY, &settings).await?)
    }

    pub(crate) async fn recordings_dir(&self) -> Result<PathBuf> {
        Ok(self.settings().await?.recordings_dir.unwrap_or_else(|| self.paths.recordings.clone()))
    }

    /// The browser to use: the one asked for, else the setting, else the first one found.
    pub(crate) async fn browser(&self, asked: Option<&Path>) -> Result<Found> {
        let setting = self.settings().await?.browser;
        Ok(match asked.or(setting.as_deref()) {
            Some(program) => browser::found_at(program)?,
            None => browser::find()?,
        })
    }

    pub(crate) async fn remember_repo(&self, repo: &Path) -> Result<()> {
        let mut settings = self.settings().await?;
        settings.recent_repos.retain(|known| known != repo);
        settings.recent_repos.insert(0, repo.to_owned());
        settings.recent_repos.truncate(RECENT);
        self.set_settings(settings).await
    }
}
