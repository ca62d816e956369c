//! What has to be asked of a recording's stored pages: what they show, and what locators find on them. The costly part
//! of synthesis; edits over the plan don't change it.

use crate::open::App;
use align::Timeline;
use anyhow::Result;
use browser::{Page, StoredPages};
use model::{
    Ancestor, Chosen, Element, EventKind, Link, Locator, NodeId, Outline, PageId, Recording, RecordingId, Target,
    TargetId, TrialResult,
};
use plan::{Grounded, Locators};
use std::collections::BTreeMap;
use std::path::Path;

/// A target's candidates are tried on this many other states of its document, the nearest ones.
const OTHER_STATES: usize = 4;

/// What was found out about one recording.
#[derive(Clone)]
pub(crate) struct Evidence {
    key: (RecordingId, usize, usize),
    pub aligned: model::Aligned,
    pub grounded: Grounded,
    pub locators: Locators,
    pub notes: Vec<String>,
}

impl App {
    /// The evidence for a recording, from memory when it is the one looked at last and has not grown.
    pub(crate) async fn evidence(&self, folder: &Path, recording: &Recording) -> Result<Evidence> {
        let key = (recording.info.id.clone(), recording.events.len(), recording.utterances.len());
        let mut kept = self.evidence.lock().await;
        if let Some(evidence) = kept.as_ref().filter(|evidence| evidence.key == key) {
            return Ok(evidence.clone());
        }
        let aligned = align::steps(&Timeline {
            events: &recording.events,
            targets: &recording.targets,
            utterances: &recording.utterances,
        });
        let info = &recording.info;
        let browser = self.browser(None).await?;
        let stored = StoredPages::start(&browser, info.viewport, &info.test_id_attribute).await?;
        let mut pages = Pages { stored, folder, texts: BTreeMap::new(), notes: Vec::new() };
        let gathered = pages.gather(recording, &aligned).await;
        let Pages { stored, notes, .. } = pages;
        stored.close().await;
        let (grounded, locators) = gathered?;
        let evidence = Evidence { key, aligned, grounded, locators, notes };
        *kept = Some(evidence.clone());
        Ok(evidence)
    }
}

/// An element to find a locator for.
struct Wanted<'a> {
    pages: Vec<PageId>,
    node: NodeId,
    element: &'a Element,
    ancestors: &'a [Ancestor],
}

/// A recording's stored pages, opened again.
struct Pages<'a> {
    stored: StoredPages,
    folder: &'a Path,
    texts: BTreeMap<PageId, String>,
    notes: Vec<String>,
}

impl Pages<'_> {
    async fn gather(&mut self, recording: &Recording, aligned: &model::Aligned) -> Result<(Grounded, Locators)> {
        let mut outlines = Vec::new();
        for page in plan::pages(recording, aligned) {
            outlines.extend(self.outline(&page).await?);
        }
        let grounded = plan::ground(recording, aligned, &outlines);
        let mut locators = Locators { targets: BTreeMap::new(), checks: BTreeMap::new() };
        let states = States::of(recording);
        for step in &aligned.steps {
            let target = step.target.as_ref().and_then(|id| recording.targets.iter().find(|target| target.id == *id));
            if let Some(target) = target {
                let chosen = self.target(recording, &states, target).await?;
                locators.targets.insert(target.id.clone(), chosen);
            }
        }
        for check in &grounded.wanted {
            let Some((page, node)) = &check.evidence else { continue };
            let outline = outlines.iter().find(|outline| outline.page == *page);
            let Some(found) = outline.and_then(|outline| outline.elements.iter().find(|found| found.node == *node))
            else {
                continue;
            };
            let (element, ancestors) = (&found.element, found.ancestors.as_slice());
            let inner = match &check.set {
                Some(set) => {
                    let count = u32::try_from(set.items.len()).unwrap_or(u32::MAX);
                    let candidates = locate::set_candidates(element, ancestors);
                    let results = self.try_on(page, *node, &candidates).await?;
                    let tried: Vec<(Locator, TrialResult)> = candidates.into_iter().zip(results).collect();
                    locate::choose_set(&tried, count)
                }
                None => {
                    let pages = states.around(page);
                    Some(self.choose(&Wanted { pages, node: *node, element, ancestors }).await?)
                }
            };
            let Some(inner) = inner else { continue };
            let frames = states.frames_of(recording, page);
            locators.checks.insert(check.id.clone(), self.inside(recording, &states, &frames, inner).await?);
        }
        Ok((grounded, locators))
    }

    /// The locator of a step's target, through the frames around it.
    async fn target(&mut self, recording: &Recording, states: &States, target: &Target) -> Result<Chosen> {
        let inner = self.own(states, target).await?;
        self.inside(recording, states, &target.frames, inner).await
    }

    async fn own(&mut self, states: &States, target: &Target) -> Result<Chosen> {
        let pages = target.page.as_ref().map(|page| states.around(page)).unwrap_or_default();
        let (element, ancestors) = (&target.element, target.ancestors.as_slice());
        self.choose(&Wanted { pages, node: target.node, element, ancestors }).await
    }

    /// Puts the locators of the iframes before the locator of what is in them.
    async fn inside(
        &mut self,
        recording: &Recording,
        states: &States,
        frames: &[TargetId],
        inner: Chosen,
    ) -> Result<Chosen> {
        let mut chain: Option<Locator> = None;
        let mut weakness = inner.weakness;
        for id in frames {
            let Some(frame) = recording.targets.iter().find(|target| target.id == *id) else { continue };
            let chosen = self.own(states, frame).await?;
            weakness = weakness.or(chosen.weakness);
            let within = chosen.locator.link(Link::Frame);
            chain = Some(match chain {
                Some(outer) => outer.then(within),
                None => within,
            });
        }
        let through = |locator: Locator| match &chain {
            Some(frames) => frames.clone().then(locator),
            None => locator,
        };
        Ok(Chosen {
            locator: through(inner.locator),
            weakness,
            alternatives: inner.alternatives.into_iter().map(through).collect(),
        })
    }

    async fn choose(&mut self, wanted: &Wanted<'_>) -> Result<Chosen> {
        let attribute = self.stored.test_id_attribute().to_owned();
        let candidates = locate::candidates(wanted.element, wanted.ancestors, &attribute);
        let mut tried: Vec<(Locator, Vec<TrialResult>)> =
            candidates.iter().map(|locator| (locator.clone(), Vec::new())).collect();
        for page in &wanted.pages {
            let results = self.try_on(page, wanted.node, &candidates).await?;
            for ((_, trials), result) in tried.iter_mut().zip(results) {
                trials.push(result);
            }
        }
        Ok(locate::choose(&tried))
    }

    async fn try_on(&mut self, page: &PageId, node: NodeId, candidates: &[Locator]) -> Result<Vec<TrialResult>> {
        let Some(html) = self.text(page) else { return Ok(Vec::new()) };
        let attribute = self.stored.test_id_attribute().to_owned();
        let trials: Vec<_> =
            candidates.iter().map(|locator| (locate::engine_selector(locator, &attribute), node)).collect();
        Ok(self.stored.try_all(Page { id: page, html: &html }, &trials).await?)
    }

    async fn outline(&mut self, page: &PageId) -> Result<Option<Outline>> {
        let Some(html) = self.text(page) else { return Ok(None) };
        Ok(Some(self.stored.outline(Page { id: page, html: &html }).await?))
    }

    /// A page that was lost or damaged costs what is on it, not the recording.
    fn text(&mut self, page: &PageId) -> Option<String> {
        if !self.texts.contains_key(page) {
            match store::page_text(self.folder, page) {
                Ok(text) => {
                    self.texts.insert(page.clone(), text);
                }
                Err(error) => {
                    let note = error.to_string();
                    if !self.notes.contains(&note) {
                        self.notes.push(note);
                    }
                }
            }
        }
        self.texts.get(page).cloned()
    }
}

/// The stored pages by document, in the order they were seen.
struct States {
    documents: BTreeMap<PageId, String>,
    pages: BTreeMap<String, Vec<PageId>>,
}

impl States {
    fn of(recording: &Recording) -> Self {
        let mut states = Self { documents: BTreeMap::new(), pages: BTreeMap::new() };
        for event in &recording.events {
            let EventKind::Seen(seen) = &event.what else { continue };
            states.documents.insert(seen.page.clone(), seen.document.clone());
            let pages = states.pages.entry(seen.document.clone()).or_default();
            if !pages.contains(&seen.page) {
                pages.push(seen.page.clone());
            }
        }
        states
    }

    /// The page itself, then the nearest other states of its document.
    fn around(&self, page: &PageId) -> Vec<PageId> {
        let of_document = self.documents.get(page).and_then(|document| self.pages.get(document));
        let pages = of_document.map(Vec::as_slice).unwrap_or_default();
        let place = pages.iter().position(|other| other == page).unwrap_or(0);
        let mut others: Vec<(usize, &PageId)> = pages.iter().enumerate().filter(|(_, other)| *other != page).collect();
        others.sort_by_key(|(other, _)| other.abs_diff(place));
        std::iter::once(page).chain(others.into_iter().map(|(_, page)| page).take(OTHER_STATES)).cloned().collect()
    }

    /// The iframes around a page, as some target in the same document has them.
    fn frames_of(&self, recording: &Recording, page: &PageId) -> Vec<TargetId> {
        let document = self.documents.get(page);
        let same = |target: &&Target| target.page.as_ref().is_some_and(|page| self.documents.get(page) == document);
        recording.targets.iter().find(same).map(|target| target.frames.clone()).unwrap_or_default()
    }
}
