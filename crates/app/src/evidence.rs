//! What has to be asked of a recording's stored pages: what they show, and what locators find on them. The costly part
//! of synthesis; edits over the plan don't change it.

use crate::api::TryingFor;
use crate::open::{App, Watch};
use crate::trials::{Wanted, try_on};
use align::Timeline;
use anyhow::Result;
use browser::StoredPages;
use locate::{Narrated, Prefer};
use model::{
    Alternative, Attached, Chosen, EventKind, Finding, FindingId, FindingKind, Link, Locator, NodeId, Outline, PageId,
    Recording, RecordingId, Said, Step, Target, TargetId, TrialResult, Tried,
};
use plan::{Grounded, Locators, WantedCheck};
use std::collections::{BTreeMap, BTreeSet};
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
        let mut pages = Pages { stored, folder, watch: &self.watch, notes: Vec::new() };
        let gathered = pages.gather(recording, &aligned).await;
        let Pages { stored, notes, .. } = pages;
        stored.close().await;
        let (grounded, locators) = gathered?;
        let evidence = Evidence { key, aligned, grounded, locators, notes };
        *kept = Some(evidence.clone());
        Ok(evidence)
    }
}

/// A recording's stored pages, opened again.
struct Pages<'a> {
    stored: StoredPages,
    folder: &'a Path,
    watch: &'a Watch,
    notes: Vec<String>,
}

impl Pages<'_> {
    /// Twice through the pages: first what they show and the targets of steps, then the checks that come of it.
    async fn gather(&mut self, recording: &Recording, aligned: &model::Aligned) -> Result<(Grounded, Locators)> {
        let states = States::of(recording);
        let targets: BTreeMap<&TargetId, &Target> =
            recording.targets.iter().map(|target| (&target.id, target)).collect();
        let mut named: BTreeSet<&TargetId> = aligned.steps.iter().flat_map(Step::targets).collect();
        named.extend(recording.targets.iter().flat_map(|target| &target.frames));
        let named: Vec<&Target> = named.into_iter().filter_map(|id| targets.get(id).copied()).collect();
        let attribute = &recording.info.test_id_attribute;
        let narrated = narrated(aligned);
        let nothing = Narrated::default();
        let said = |id: &TargetId| narrated.get(id).unwrap_or(&nothing);
        let wanted: Vec<Wanted> =
            named.iter().map(|target| want_target(target, &states, attribute, said(&target.id))).collect();
        let outlined = plan::pages(recording, aligned);
        let (outlines, tried) = self.visit(TryingFor::Steps, &outlined, &wanted).await?;
        let own: BTreeMap<&TargetId, Chosen> = named
            .iter()
            .zip(&tried)
            .map(|(target, tried)| (&target.id, locate::choose(tried, Prefer::Readable, said(&target.id))))
            .collect();

        let mut grounded = plan::ground(recording, aligned, &outlines);
        grounded.findings.extend(aligned.said.iter().filter_map(|said| {
            let step = the_only_step(said, aligned)?;
            let place = named.iter().position(|target| Some(&target.id) == step.target.as_ref())?;
            disagreement(said, named[place], &tried[place])
        }));
        let shown: Vec<(&WantedCheck, Wanted)> = grounded
            .wanted
            .iter()
            .filter_map(|check| Some((check, want_check(check, &outlines, &states, attribute)?)))
            .collect();
        let (checks, mut wanted): (Vec<&WantedCheck>, Vec<Wanted>) = shown.into_iter().unzip();
        let departures = plan::departures(recording, aligned);
        wanted.extend(departures.iter().map(|departure| Wanted {
            pages: vec![departure.left.clone()],
            node: NodeId(0),
            candidates: own.get(&departure.next).map(|chosen| chosen.locator.clone()).into_iter().collect(),
            changes: false,
        }));
        let (_, mut tried) = self.visit(TryingFor::Checks, &BTreeSet::new(), &wanted).await?;
        let on_pages_left = tried.split_off(checks.len());

        let mut locators = Locators::default();
        for target in aligned.steps.iter().flat_map(Step::targets).filter_map(|id| targets.get(id)) {
            if let Some(inner) = own.get(&target.id) {
                locators.targets.insert(target.id.clone(), inside(&target.frames, &own, inner.clone()));
            }
        }
        for (departure, tried) in departures.into_iter().zip(on_pages_left) {
            if tried.iter().any(|tried| tried.recorded.is_some_and(|trial| trial.count > 0)) {
                locators.early.insert(departure.step);
            }
        }
        for (check, tried) in checks.into_iter().zip(tried) {
            let Some((page, _)) = &check.evidence else { continue };
            let inner = match &check.set {
                Some(set) => locate::choose_set(&tried, u32::try_from(set.items.len()).unwrap_or(u32::MAX)),
                None => Some(locate::choose(&tried, Prefer::Readable, &nothing)),
            };
            if let Some(inner) = inner {
                let chosen = inside(&states.frames_of(recording, page), &own, inner);
                locators.checks.insert(check.id.clone(), chosen);
            }
        }
        Ok((grounded, locators))
    }

    async fn visit(
        &mut self,
        what: TryingFor,
        outlined: &BTreeSet<PageId>,
        wanted: &[Wanted],
    ) -> Result<(Vec<Outline>, Vec<Vec<Tried>>)> {
        let Self { stored, folder, watch, notes } = self;
        let begun = |done, of| watch.page(what, done, of);
        try_on(stored, |page| text(folder, page, notes), outlined, wanted, begun).await
    }
}

/// A page that was lost or damaged costs what is on it, not the recording.
fn text(folder: &Path, page: &PageId, notes: &mut Vec<String>) -> Option<String> {
    store::page_text(folder, page)
        .inspect_err(|error| {
            let note = error.to_string();
            if !notes.contains(&note) {
                notes.push(note);
            }
        })
        .ok()
}

/// What was said about the elements that were acted on.
fn narrated(aligned: &model::Aligned) -> BTreeMap<TargetId, Narrated> {
    let said_of = |step: &Step| {
        let of_step = aligned
            .said
            .iter()
            .filter(|said| matches!(&said.attached, Attached::Steps { steps } if steps.contains(&step.id)));
        Narrated::of(of_step.map(|said| said.text.as_str()))
    };
    let targets = aligned.steps.iter().filter_map(|step| Some((step.target.clone()?, said_of(step))));
    targets.filter(|(_, said)| !said.is_empty()).collect()
}

/// The step that a sentence is about, where it is about one.
fn the_only_step<'a>(said: &Said, aligned: &'a model::Aligned) -> Option<&'a Step> {
    match &said.attached {
        Attached::Steps { steps } if steps.len() == 1 => aligned.steps.iter().find(|step| step.id == steps[0]),
        Attached::Steps { .. } | Attached::After { .. } | Attached::Nothing => None,
    }
}

/// Where the words say another part of the page, or another place in a list, than that of what was acted on.
fn disagreement(said: &Said, target: &Target, tried: &[Tried]) -> Option<Finding> {
    let narrated = Narrated::of([said.text.as_str()]);
    let not = match narrated.elsewhere(&target.ancestors) {
        Some(part) => format!("in “{part}”"),
        None => {
            let placed = tried.iter().filter(|tried| narrated.is_place_of(&tried.locator));
            let found: Vec<TrialResult> =
                placed.filter_map(|tried| tried.recorded).filter(|found| found.count == 1).collect();
            if found.is_empty() || found.iter().any(|found| found.is_exact()) {
                return None;
            }
            match narrated.place()? {
                place @ 0.. => format!("number {}", place + 1),
                ..0 => "the last one".to_owned(),
            }
        }
    };
    Some(Finding {
        id: FindingId(format!("f-{}-place", said.utterance)),
        utterance: said.utterance.clone(),
        sentence: said.text.clone(),
        kind: FindingKind::Elsewhere { not },
    })
}

fn want_target(target: &Target, states: &States, attribute: &str, said: &Narrated) -> Wanted {
    let mut candidates = locate::candidates(&target.element, &target.ancestors, attribute);
    candidates.extend(said.candidates(&target.element, &target.ancestors));
    Wanted {
        pages: target.page.as_ref().map(|page| states.around(page)).unwrap_or_default(),
        node: target.node,
        candidates,
        changes: true,
    }
}

/// Nothing for a check of the title or the address.
fn want_check(check: &WantedCheck, outlines: &[Outline], states: &States, attribute: &str) -> Option<Wanted> {
    let (page, node) = check.evidence.as_ref()?;
    let outline = outlines.iter().find(|outline| outline.page == *page)?;
    let found = outline.elements.iter().find(|found| found.node == *node)?;
    Some(match &check.set {
        Some(_) => Wanted {
            pages: vec![page.clone()],
            node: *node,
            candidates: locate::set_candidates(&found.element, &found.ancestors),
            changes: false,
        },
        None => Wanted {
            pages: states.around(page),
            node: *node,
            candidates: locate::candidates(&found.element, &found.ancestors, attribute),
            changes: true,
        },
    })
}

/// Puts the locators of the iframes before the locator of what is in them.
fn inside(frames: &[TargetId], own: &BTreeMap<&TargetId, Chosen>, inner: Chosen) -> Chosen {
    let mut chain: Option<Locator> = None;
    let mut weakness = inner.weakness;
    for chosen in frames.iter().filter_map(|id| own.get(id)) {
        weakness = weakness.or_else(|| chosen.weakness.clone());
        let within = chosen.locator.clone().link(Link::Frame);
        chain = Some(match chain {
            Some(outer) => outer.then(within),
            None => within,
        });
    }
    let through = |locator: Locator| match &chain {
        Some(frames) => frames.clone().then(locator),
        None => locator,
    };
    Chosen {
        locator: through(inner.locator),
        weakness,
        survival: inner.survival,
        alternatives: inner
            .alternatives
            .into_iter()
            .map(|other| Alternative { locator: through(other.locator), ..other })
            .collect(),
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
