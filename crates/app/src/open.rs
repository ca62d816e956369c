//! The application as a value: where its things lie, and what is open.

use crate::evidence::Evidence;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::sync::Arc;
use store::Index;
use tokio::sync::Mutex;

/// Where the app keeps its own things. Recordings are the user's and lie elsewhere.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Where new recordings go unless the settings say otherwise.
    pub recordings: PathBuf,
    /// The index, with settings and run history.
    pub index: PathBuf,
    /// What can be had again: Playwright.
    pub cache: PathBuf,
}

impl Paths {
    /// The user's own: `~/Saywright`, and the system's folders for data and caches.
    pub fn from_env() -> Result<Self> {
        let home = dirs::home_dir().context("There is no home folder. Set HOME, then start again.")?;
        let data = dirs::data_dir().unwrap_or_else(|| home.join(".local/share")).join("saywright");
        let cache = dirs::cache_dir().unwrap_or_else(|| home.join(".cache")).join("saywright");
        Ok(Self { recordings: home.join("Saywright"), index: data.join("saywright.sqlite"), cache })
    }
}

/// Every operation is a method of this. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) paths: Paths,
    pub(crate) index: Index,
    /// What was found out about the recording looked at last: costly to get, and edits don't change it.
    pub(crate) evidence: Arc<Mutex<Option<Evidence>>>,
    pub(crate) shop: Arc<Mutex<Option<shop::Shop>>>,
    notes: Arc<[String]>,
}

impl App {
    /// Opens the index, making it where there is none.
    pub async fn open(paths: Paths) -> Result<Self> {
        let opened = Index::open(&paths.index).await?;
        let notes = opened.note.into_iter().collect();
        Ok(Self { paths, index: opened.index, evidence: Arc::default(), shop: Arc::default(), notes })
    }

    /// Sentences for people about what was odd when it was opened.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The names of devices that the browser can pretend to be.
    pub fn devices(&self) -> Vec<String> {
        browser::device_names()
    }

    /// Starts the sample shop in this process, once; gives its address.
    pub async fn sample_shop(&self) -> Result<String> {
        let mut shop = self.shop.lock().await;
        if shop.is_none() {
            *shop = Some(shop::Shop::start(([127, 0, 0, 1], 0).into(), None).await?);
        }
        Ok(shop.as_ref().map(|shop| shop.url().to_owned()).unwrap_or_default())
    }
}
