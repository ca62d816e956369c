//! The application as a value: where its things lie, and what is open.

use crate::api::{Trying, TryingFor};
use crate::evidence::Evidence;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::sync::Arc;
use store::Index;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

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
    /// Who follows the trying of locators.
    pub(crate) watch: Watch,
}

/// Who follows long work, and may end it.
#[derive(Clone)]
pub(crate) struct Watch {
    told: Arc<dyn Fn(Trying) + Send + Sync>,
    cancel: CancellationToken,
}

impl Watch {
    /// Before each page.
    ///
    /// # Errors
    /// When it is to end.
    pub(crate) fn page(&self, what: TryingFor, done: usize, of: usize) -> Result<()> {
        if self.cancel.is_cancelled() {
            bail!("It was stopped. Nothing was changed.");
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (self.told)(Trying { what, done: number(done), of: number(of) });
        Ok(())
    }
}

impl App {
    /// Opens the index, making it where there is none.
    pub async fn open(paths: Paths) -> Result<Self> {
        let opened = Index::open(&paths.index).await?;
        let notes = opened.note.into_iter().collect();
        Ok(Self {
            paths,
            index: opened.index,
            evidence: Arc::default(),
            shop: Arc::default(),
            notes,
            watch: Watch { told: Arc::new(|_| {}), cancel: CancellationToken::new() },
        })
    }

    /// The same app, whose trying of locators is followed, and ends when that is cancelled.
    pub fn watched(&self, told: impl Fn(Trying) + Send + Sync + 'static, cancel: CancellationToken) -> Self {
        Self { watch: Watch { told: Arc::new(told), cancel }, ..self.clone() }
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
