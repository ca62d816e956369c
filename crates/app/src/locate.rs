//! The best locator for any element of any page, and finding an element again by its fingerprint. Nothing is recorded.

use crate::api::{LocateRequest, Located, LocatedTarget, RefindRequest, Refound, RefoundTarget, Way};
use crate::open::App;
use crate::trials::{Wanted, try_on};
use anyhow::{Context, Result, bail};
use browser::{Found, LookedAt, LookedFor, LookedPage, Page, StoredPages};
use model::{Fingerprint, Likeness, Locator, NodeId, Outline, PageId, Survival, Viewport};
use std::collections::BTreeSet;
use std::path::Path;
use url::Url;

/// How many others of its page a fingerprint tells apart.
const OTHERS: usize = 8;
/// How many texts before and after an element it knows.
const NEIGHBOURS: usize = 3;

impl App {
    /// The best locator for each element that is asked for, with its alternatives and a fingerprint.
    pub async fn locate(&self, request: LocateRequest) -> Result<Located> {
        let looked = self.look(&request.page, request.browser.as_deref(), request.test_id_attribute.as_deref()).await?;
        let Looked { open, page, .. } = &looked;
        let found = open.find(&request.targets).await?;
        let mut stored = looked.stored().await?;
        let answer = located(&request.targets, found, &mut stored, page).await;
        stored.close().await;
        looked.open.close().await;
        Ok(Located { url: looked.page.url, title: looked.page.title, targets: answer? })
    }

    /// Finds elements again, by their fingerprints, on a page as it is now.
    pub async fn refind(&self, request: RefindRequest) -> Result<Refound> {
        let wanted = fingerprints(&request.fingerprints)?;
        let looked = self.look(&request.page, request.browser.as_deref(), request.test_id_attribute.as_deref()).await?;
        let mut stored = looked.stored().await?;
        let page = Page { id: &shown(), html: &looked.page.html };
        let outline = stored.everything(page).await;
        stored.close().await;
        let outline = outline?;
        let candidates = likenesses(&outline);
        let refound = locate::refind(&wanted, &candidates);
        let nodes: Vec<NodeId> =
            refound.iter().filter_map(|found| found.place()).map(|place| outline.elements[place].node).collect();
        let mut paths = looked.open.paths(&nodes).await?.into_iter();
        let targets = refound.into_iter().map(|found| RefoundTarget {
            xpath: found.place().and_then(|_| paths.next().flatten()),
            likeness: found.likeness(),
            why: why(&found),
        });
        let targets = targets.collect();
        looked.open.close().await;
        Ok(Refound { url: looked.page.url, title: looked.page.title, targets })
    }

    async fn look(&self, page: &str, browser: Option<&Path>, test_id_attribute: Option<&str>) -> Result<Looked> {
        let url = address(page)?;
        let browser = self.browser(browser).await?;
        let attribute = test_id_attribute.unwrap_or("data-testid").to_owned();
        let open = LookedAt::open(&browser, &url, Viewport::USUAL, &attribute).await?;
        let page = open.store().await?;
        Ok(Looked { browser, open, page, attribute })
    }
}

struct Looked {
    browser: Found,
    open: LookedAt,
    page: LookedPage,
    attribute: String,
}

impl Looked {
    async fn stored(&self) -> Result<StoredPages> {
        Ok(StoredPages::start(&self.browser, Viewport::USUAL, &self.attribute).await?)
    }
}

/// The only page that is looked at.
fn shown() -> PageId {
    PageId("looked".to_owned())
}

async fn located(
    targets: &[String],
    found: Vec<LookedFor>,
    stored: &mut StoredPages,
    page: &LookedPage,
) -> Result<Vec<LocatedTarget>> {
    let attribute = stored.test_id_attribute().to_owned();
    let id = shown();
    let page = Page { id: &id, html: &page.html };
    let outline = stored.everything(page).await?;
    let all = likenesses(&outline);
    let candidates: Vec<Vec<Locator>> = found
        .iter()
        .map(|found| match &found.element {
            Some(element) => locate::candidates(element, &found.ancestors, &attribute),
            None => Vec::new(),
        })
        .collect();
    let wanted: Vec<Wanted> = found
        .iter()
        .zip(candidates)
        .map(|(found, candidates)| Wanted {
            pages: vec![id.clone()],
            node: found.node.unwrap_or(NodeId(0)),
            candidates,
            changes: true,
        })
        .collect();
    let (_, tried) = try_on(stored, |_| Some(page.html.to_owned()), &BTreeSet::new(), &wanted).await?;
    let mut answers = Vec::new();
    for ((target, found), tried) in targets.iter().zip(found).zip(tried) {
        let (Some(element), Some(node)) = (found.element, found.node) else {
            answers.push(LocatedTarget::missing(target, not_found(target, found.count, found.error)));
            continue;
        };
        let chosen = locate::choose(&tried);
        let way = |locator: &Locator, survival: &Survival| Way::new(locator, survival, &attribute);
        let own = outline.elements.iter().position(|other| other.node == node);
        let likeness = match own {
            Some(place) => all[place].clone(),
            None => Likeness { element, ancestors: found.ancestors, ..Likeness::default() },
        };
        let rest: Vec<Likeness> =
            all.iter().enumerate().filter(|(place, _)| Some(*place) != own).map(|(_, other)| other.clone()).collect();
        let others = locate::most_alike(&likeness, &rest, OTHERS).into_iter().cloned().collect();
        answers.push(LocatedTarget {
            target: target.clone(),
            error: None,
            best: Some(way(&chosen.locator, &chosen.survival)),
            weakness: chosen.weakness,
            alternatives: chosen.alternatives.iter().map(|other| way(&other.locator, &other.survival)).collect(),
            fingerprint: Some(Fingerprint { likeness, others }),
        });
    }
    Ok(answers)
}

fn not_found(target: &str, count: u32, error: Option<String>) -> String {
    match (error, count) {
        (Some(error), _) => format!("“{target}” can't be searched for: {error}"),
        (None, 0) => format!("Nothing on the page is “{target}”. Look whether it is in a frame, or comes later."),
        (None, count) => format!("“{target}” is {count} elements. Say which one."),
    }
}

fn why(found: &locate::Refound) -> Option<String> {
    match found {
        locate::Refound::At { .. } => None,
        locate::Refound::Gone { .. } => Some("Nothing on the page is enough like it.".to_owned()),
        locate::Refound::Unsure { .. } => {
            Some("Two elements are as like it, nothing tells which one it is.".to_owned())
        }
    }
}

/// A web address as it is, anything else as the path of a file.
fn address(page: &str) -> Result<String> {
    if page.contains("://") || page.starts_with("data:") || page.starts_with("about:") {
        return Ok(page.to_owned());
    }
    let path = std::path::absolute(page)?;
    if !path.is_file() {
        bail!(
            "There is no page at {}. Give a web address, or the path of a saved page (.mhtml, .html).",
            path.display()
        );
    }
    match Url::from_file_path(&path) {
        Ok(url) => Ok(url.into()),
        Err(()) => bail!("{} can't be opened as a page.", path.display()),
    }
}

/// One fingerprint, a list of them, or all that `locate` says.
fn fingerprints(path: &Path) -> Result<Vec<Fingerprint>> {
    let read = std::fs::read_to_string(path).with_context(|| format!("{} can't be read.", path.display()))?;
    let odd =
        || format!("{} holds no fingerprint. `saywright locate PAGE --target CSS --json` makes one.", path.display());
    let value: serde_json::Value = serde_json::from_str(&read).with_context(odd)?;
    let list = match &value["targets"] {
        serde_json::Value::Array(targets) => targets.iter().map(|target| target["fingerprint"].clone()).collect(),
        _ => match value {
            serde_json::Value::Array(list) => list,
            one => vec![one],
        },
    };
    let own = |one: serde_json::Value| if one["fingerprint"].is_object() { one["fingerprint"].clone() } else { one };
    list.into_iter().map(|one| serde_json::from_value(own(one)).with_context(odd)).collect()
}

fn likenesses(outline: &Outline) -> Vec<Likeness> {
    let texts: Vec<String> = outline
        .elements
        .iter()
        .map(|found| if found.children == 0 { found.element.text.clone() } else { String::new() })
        .collect();
    let near = |places: &mut dyn Iterator<Item = usize>| -> Vec<String> {
        places.map(|place| &texts[place]).filter(|text| !text.is_empty()).take(NEIGHBOURS).cloned().collect()
    };
    let elements = outline.elements.iter().enumerate();
    elements
        .map(|(place, found)| Likeness {
            element: found.element.clone(),
            ancestors: found.ancestors.clone(),
            before: near(&mut (0..place).rev()),
            after: near(&mut (place + 1..texts.len())),
        })
        .collect()
}
