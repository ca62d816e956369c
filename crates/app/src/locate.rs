//! The best locator for any element of any page, and finding an element again by its fingerprint. Nothing is recorded.

use crate::api::{LocateRequest, Located, LocatedTarget, RefindRequest, Refound, RefoundTarget, Way};
use crate::open::App;
use crate::trials::{Wanted, try_on};
use anyhow::{Context, Result, bail};
use browser::{LookedAt, LookedFor, LookedPage, Page, StoredPages};
use locate::{Narrated, Prefer};
use model::{Fingerprint, Likeness, Link, Locator, NodeId, Outline, PageId, Survival, Viewport};
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
        let mut looking = self.looking(request.browser.as_deref()).await?;
        let located = looking.locate(&request).await;
        looking.close().await;
        located
    }

    /// Finds elements again, by their fingerprints, on a page as it is now.
    pub async fn refind(&self, request: RefindRequest) -> Result<Refound> {
        let wanted = fingerprints(&request.fingerprints)?;
        let mut looking = self.looking(request.browser.as_deref()).await?;
        let refound = looking.refind(&request, &wanted).await;
        looking.close().await;
        refound
    }

    /// A browser to look at many pages with, one after the other: starting it is most of what one page takes.
    pub async fn looking(&self, browser: Option<&Path>) -> Result<Looking> {
        let mut open = LookedAt::start(&self.browser(browser).await?, Viewport::USUAL).await?;
        let stored = open.stored().await?;
        Ok(Looking { open, stored, pages: 0 })
    }
}

/// A browser that looks at pages.
pub struct Looking {
    open: LookedAt,
    stored: StoredPages,
    /// How many were looked at: each has a name of its own.
    pages: u32,
}

impl Looking {
    /// As [`App::locate`], in this browser, whichever the request names.
    pub async fn locate(&mut self, request: &LocateRequest) -> Result<Located> {
        let LocateRequest { page, targets, frame, pointed, readable, test_id_attribute, browser: _ } = request;
        let prefer = if *readable { Prefer::Readable } else { Prefer::Lasting };
        let (id, page) = self.look(page, test_id_attribute.as_deref()).await?;
        let stored = &mut self.stored;
        let targets = match frame {
            None => {
                let found = self.open.find(targets, *pointed).await?;
                located(targets, found, stored, &id, &page.html, None, prefer).await?
            }
            Some(frame) => {
                let outer = [frame.clone()];
                let found = self.open.find(&outer, false).await?;
                let around = located(&outer, found, stored, &id, &page.html, None, prefer).await?;
                let around = around.into_iter().find_map(|target| target.best);
                let around = around.map(|best| emit::parse_locator(&best.locator, emit::Language::JavaScript));
                let around = around.transpose()?;
                self.open.enter(frame).await?;
                let inner = self.open.store().await?;
                let found = self.open.find(targets, *pointed).await?;
                let id = PageId(format!("{id}frame"));
                located(targets, found, stored, &id, &inner.html, around.as_ref(), prefer).await?
            }
        };
        Ok(Located { url: page.url, title: page.title, targets })
    }

    async fn refind(&mut self, request: &RefindRequest, wanted: &[Fingerprint]) -> Result<Refound> {
        let (id, page) = self.look(&request.page, request.test_id_attribute.as_deref()).await?;
        let outline = self.stored.everything(Page { id: &id, html: &page.html }).await?;
        let candidates = likenesses(&outline);
        let refound = locate::refind(wanted, &candidates);
        let nodes: Vec<NodeId> =
            refound.iter().filter_map(|found| found.place()).map(|place| outline.elements[place].node).collect();
        let mut paths = self.open.paths(&nodes).await?.into_iter();
        let targets = refound.into_iter().map(|found| RefoundTarget {
            xpath: found.place().and_then(|_| paths.next().flatten()),
            likeness: found.likeness(),
            why: why(&found),
        });
        Ok(Refound { targets: targets.collect(), url: page.url, title: page.title })
    }

    async fn look(&mut self, page: &str, test_id_attribute: Option<&str>) -> Result<(PageId, LookedPage)> {
        let attribute = test_id_attribute.unwrap_or("data-testid");
        self.stored.set_test_id_attribute(attribute);
        self.open.open(&address(page)?, attribute).await?;
        self.pages += 1;
        Ok((PageId(format!("looked{}", self.pages)), self.open.store().await?))
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.stored.close().await;
        self.open.close().await;
    }
}

/// `around` is how the iframe is found that the page is in.
async fn located(
    targets: &[String],
    found: Vec<LookedFor>,
    stored: &mut StoredPages,
    id: &PageId,
    html: &str,
    around: Option<&Locator>,
    prefer: Prefer,
) -> Result<Vec<LocatedTarget>> {
    let attribute = stored.test_id_attribute().to_owned();
    let page = Page { id, html };
    let through = |inner: &Locator| match around {
        Some(around) => around.clone().link(Link::Frame).then(inner.clone()),
        None => inner.clone(),
    };
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
    let (_, tried) = try_on(stored, |_| Some(html.to_owned()), &BTreeSet::new(), &wanted, |_, _| Ok(())).await?;
    let mut answers = Vec::new();
    for ((target, found), tried) in targets.iter().zip(found).zip(tried) {
        let (Some(element), Some(node)) = (found.element, found.node) else {
            answers.push(LocatedTarget::missing(target, not_found(target, found.count, found.error)));
            continue;
        };
        let chosen = locate::choose(&tried, prefer, &Narrated::default());
        let way = |locator: &Locator, survival: &Survival| Way::new(&through(locator), survival, &attribute);
        let fingerprint = fingerprint(&outline, &all, node).unwrap_or_else(|| Fingerprint {
            likeness: Likeness { element, ancestors: found.ancestors, ..Likeness::default() },
            others: Vec::new(),
        });
        answers.push(LocatedTarget {
            target: target.clone(),
            error: None,
            best: Some(way(&chosen.locator, &chosen.survival)),
            weakness: chosen.weakness,
            alternatives: chosen.alternatives.iter().map(|other| way(&other.locator, &other.survival)).collect(),
            fingerprint: Some(fingerprint),
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

/// The element with that number, by `all` that its page shows; nothing for one that is not there.
pub(crate) fn fingerprint(outline: &Outline, all: &[Likeness], node: NodeId) -> Option<Fingerprint> {
    let own = outline.elements.iter().position(|other| other.node == node)?;
    let rest: Vec<Likeness> =
        all.iter().enumerate().filter(|(place, _)| *place != own).map(|(_, other)| other.clone()).collect();
    let others = locate::most_alike(&all[own], &rest, OTHERS).into_iter().cloned().collect();
    Some(Fingerprint { likeness: all[own].clone(), others })
}

/// What is compared of each element of a page.
pub(crate) fn likenesses(outline: &Outline) -> Vec<Likeness> {
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
