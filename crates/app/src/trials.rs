//! Candidates tried on stored pages: the one that shows their element, other states of it, and changed copies of it.

use anyhow::Result;
use browser::{Page, StoredPages};
use model::{Locator, NodeId, Outline, PageId, TrialResult, Tried};
use std::collections::{BTreeMap, BTreeSet};

/// An element to find a locator for: its candidates are tried on these pages, the one it was seen on first.
pub(crate) struct Wanted {
    pub pages: Vec<PageId>,
    pub node: NodeId,
    pub candidates: Vec<Locator>,
    /// Also on changed copies of the first page.
    pub changes: bool,
}

/// Opens each page once, for all that is asked of it: opening is what takes time. `text` gives the text of a page; what
/// is on one that is lost is not tried. `begun` hears how many pages are done, of how many, before each of them. Gives
/// the outlines that are asked for, and what was found for each element.
pub(crate) async fn try_on(
    stored: &mut StoredPages,
    mut text: impl FnMut(&PageId) -> Option<String>,
    outlined: &BTreeSet<PageId>,
    wanted: &[Wanted],
    begun: impl Fn(usize, usize) -> Result<()>,
) -> Result<(Vec<Outline>, Vec<Vec<Tried>>)> {
    let mut outlines = Vec::new();
    let mut tried: Vec<Vec<Tried>> = wanted.iter().map(untried).collect();
    let mut states: BTreeMap<(usize, &PageId), Vec<TrialResult>> = BTreeMap::new();
    let pages: BTreeSet<&PageId> = outlined.iter().chain(wanted.iter().flat_map(|wanted| &wanted.pages)).collect();
    let many = pages.len();
    for (done, id) in pages.into_iter().enumerate() {
        begun(done, many)?;
        let Some(html) = text(id) else { continue };
        let page = Page { id, html: &html };
        if outlined.contains(id) {
            outlines.push(stored.outline(page).await?);
        }
        let here: Vec<usize> = (0..wanted.len()).filter(|number| wanted[*number].pages.contains(id)).collect();
        let mut asked = Trials::default();
        for number in &here {
            asked.add(&wanted[*number], 0..wanted[*number].candidates.len(), stored.test_id_attribute());
        }
        let mut results = asked.ask(stored, page).await?.into_iter();
        let mut promising = Trials::default();
        let mut places: Vec<(usize, usize)> = Vec::new();
        for number in here {
            let own: Vec<TrialResult> = results.by_ref().take(wanted[number].candidates.len()).collect();
            if wanted[number].pages.first() != Some(id) {
                states.insert((number, id), own);
                continue;
            }
            for (tried, result) in tried[number].iter_mut().zip(own) {
                tried.recorded = Some(result);
            }
            if wanted[number].changes {
                let best = locate::promising(&tried[number]);
                promising.add(&wanted[number], best.iter().copied(), stored.test_id_attribute());
                places.extend(best.into_iter().map(|place| (number, place)));
            }
        }
        if !places.is_empty() {
            for changed in stored.try_changed(page, &promising.0).await? {
                for ((number, place), result) in places.iter().zip(changed.results) {
                    tried[*number][*place].changed.push((changed.change.clone(), result));
                }
            }
        }
    }
    for (number, tried) in tried.iter_mut().enumerate() {
        for (place, tried) in tried.iter_mut().enumerate() {
            let others = wanted[number].pages.iter().skip(1);
            tried.states = others.filter_map(|page| states.get(&(number, page))?.get(place).copied()).collect();
        }
    }
    Ok((outlines, tried))
}

fn untried(wanted: &Wanted) -> Vec<Tried> {
    let tried =
        |locator: &Locator| Tried { locator: locator.clone(), recorded: None, states: Vec::new(), changed: Vec::new() };
    wanted.candidates.iter().map(tried).collect()
}

/// Locators in the engine's syntax, each with the number of its element.
#[derive(Default)]
struct Trials(Vec<(String, NodeId)>);

impl Trials {
    fn add(&mut self, wanted: &Wanted, places: impl IntoIterator<Item = usize>, attribute: &str) {
        let selector = |place: usize| locate::engine_selector(&wanted.candidates[place], attribute);
        self.0.extend(places.into_iter().map(|place| (selector(place), wanted.node)));
    }

    async fn ask(&self, stored: &mut StoredPages, page: Page<'_>) -> Result<Vec<TrialResult>> {
        Ok(if self.0.is_empty() { Vec::new() } else { stored.try_all(page, &self.0).await? })
    }
}
