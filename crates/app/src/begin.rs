//! What comes before a recording: its address, the browser that it is made in, and what that browser is given.

use crate::api::RecordRequest;
use anyhow::{Context, Result, bail};
use browser::{Browser, KnownTab, Observation, Observer, StorageState, WatchOptions};
use model::TabId;
use std::path::Path;
use tokio::sync::mpsc;
use url::Url;

/// What is known before anything is written.
pub(crate) struct Begun {
    pub browser: Option<Browser>,
    pub url: Url,
    pub tabs: Vec<KnownTab>,
    pub version: String,
}

/// A browser that ran before, and the tab of it to be recorded.
pub(crate) async fn attached(endpoint: &str, request: &RecordRequest) -> Result<Begun> {
    if request.load_storage.is_some() {
        bail!(
            "--load-storage would change what you are signed in to in a browser of your own. Leave it out, or don't attach."
        );
    }
    let browser = Browser::attach(endpoint.parse()?).await?;
    let version = browser.version().await?;
    let (tab, url) = if request.url.is_empty() {
        browser.tab(request.tab.as_deref()).await?
    } else {
        (browser.new_tab().await?, request.url.clone())
    };
    Ok(Begun {
        browser: Some(browser),
        url: address(&url)?,
        tabs: vec![KnownTab { target: tab, id: TabId::from("tab1"), url: None }],
        version,
    })
}

/// A user name and a password.
pub(crate) struct Credentials {
    user: String,
    password: String,
}

/// The address without them, and those that it had, or that were given apart.
pub(crate) fn with_credentials(mut url: Url, given: Option<&str>) -> Result<(Url, Option<Credentials>)> {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let credentials = match given {
        Some(given) => {
            let (user, password) =
                given.split_once(':').context("HTTP credentials are written as user:password. Give both.")?;
            Some(Credentials { user: user.to_owned(), password: password.to_owned() })
        }
        None if url.username().is_empty() => None,
        None => {
            Some(Credentials { user: decoded(url.username()), password: decoded(url.password().unwrap_or_default()) })
        }
    };
    // Never fails for addresses that have a host, and others have none.
    let _ = (url.set_username(""), url.set_password(None));
    Ok((url, credentials))
}

pub(crate) fn storage_state(file: &Path) -> Result<StorageState> {
    let what = || format!("The storage state in {} can't be used", file.display());
    let text = std::fs::read_to_string(file).with_context(what)?;
    serde_json::from_str(&text)
        .with_context(what)
        .context("Give a file that Playwright's storageState, or --save-storage, has written.")
}

/// Begins to watch a browser, and opens the first address in it.
pub(crate) async fn open(
    mut browser: Browser,
    watch: WatchOptions,
    state: Option<&StorageState>,
    url: Option<&Url>,
    credentials: Option<&Credentials>,
) -> Result<(Browser, Observer, mpsc::UnboundedReceiver<Observation>)> {
    let opened = async {
        if let Some(state) = state {
            browser.load(state).await?;
        }
        let (observer, observed) = Observer::start(&mut browser, watch).await?;
        if let Some(url) = url {
            let credentials = credentials.map(|given| (given.user.clone(), given.password.clone()));
            observer.open(&browser, url.as_str(), credentials).await?;
        } else {
            observer.begin();
        }
        Ok::<_, browser::Error>((observer, observed))
    };
    match opened.await {
        Ok((observer, observed)) => Ok((browser, observer, observed)),
        Err(error) => {
            browser.close().await;
            Err(error.into())
        }
    }
}

/// What a person typed as an address: the scheme may be missing.
pub(crate) fn address(typed: &str) -> Result<Url> {
    let typed = typed.trim();
    let is_local = ["localhost", "127.", "0.0.0.0", "[::1]"].iter().any(|host| typed.starts_with(host));
    let full = match typed {
        typed if typed.contains("://") => typed.to_owned(),
        typed if is_local => format!("http://{typed}"),
        typed => format!("https://{typed}"),
    };
    let url = Url::parse(&full)
        .with_context(|| format!("“{typed}” is not an address. Write it as https://shop.example.com."))?;
    match url.scheme() {
        "http" | "https" | "file" => Ok(url),
        scheme => bail!("“{scheme}:” addresses can't be recorded. Use one that begins with http:// or https://."),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_as_people_type_them() {
        let check = |typed: &str| address(typed).map(|url| url.to_string()).unwrap_or_else(|error| error.to_string());
        assert_eq!(check(" localhost:3000/cart"), "http://localhost:3000/cart");
        assert_eq!(check("shop.example.com"), "https://shop.example.com/");
        assert_eq!(check("http://127.0.0.1:8080"), "http://127.0.0.1:8080/");
        assert!(check("not an address").contains("is not an address"));
        assert!(check("chrome://settings").contains("can't be recorded"));
    }
}
