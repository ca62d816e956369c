//! Holds what the narrator expects against what the pages showed at that moment: what they bear out is worth a check,
//! what they contradict is a finding.
//!
//! A sentence is read in several ways (`claims`); each is held against the pages of its moment (`moment`), and the
//! first that is borne out counts. What can be neither is left for a remark.

mod claims;
mod count;
mod moment;
mod number;
mod page;
mod place;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod verbatim;
mod vocabulary;

use claims::Claim;
use model::{
    Aligned, Attached, CheckId, Expectation, Finding, FindingId, FindingKind, NodeId, Outline, PageId, Recording, Said,
    SentenceClass, StepId, TabId, UtteranceId,
};
use moment::Moment;
use page::ShownPage;
use std::collections::{BTreeMap, BTreeSet};

/// What the narration comes to, held against the pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounded {
    /// Checks, in the order of their sentences.
    pub wanted: Vec<WantedCheck>,
    /// What the pages contradict.
    pub findings: Vec<Finding>,
}

/// A check that a page bears out and that wants a locator.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedCheck {
    /// From its utterance.
    pub id: CheckId,
    /// The sentence that asks for it.
    pub utterance: UtteranceId,
    /// Its text.
    pub sentence: String,
    /// In which tab.
    pub tab: TabId,
    /// After which step it holds.
    pub after: StepId,
    /// The stored page that bears it out, and the element on it. Nothing for title and URL.
    pub evidence: Option<(PageId, NodeId)>,
    /// For a count: what is counted; the evidence is the first of them.
    pub set: Option<ItemSet>,
    /// What must hold.
    pub expectation: Expectation,
}

/// Like things that are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSet {
    /// Their elements, in document order; never empty.
    pub items: Vec<NodeId>,
}

/// Holds each expectation against the pages of its moment. `outlines` are those of [`pages`]; a sentence whose pages
/// are missing is left for a remark.
pub fn ground(recording: &Recording, aligned: &Aligned, outlines: &[Outline]) -> Grounded {
    let outlines: BTreeMap<&PageId, &Outline> = outlines.iter().map(|outline| (&outline.page, outline)).collect();
    let mut grounded = Grounded::default();
    for (said, after) in expectations(aligned) {
        let moment = Moment::of(recording, aligned, said, after);
        let shown: Vec<ShownPage> = moment.pages.iter().filter_map(|seen| ShownPage::of(seen, &outlines)).collect();
        let before = moment.before.as_ref().and_then(|seen| ShownPage::of(seen, &outlines));
        let base_url = crate::literal::origin(&recording.info.url);
        let looks = Looks { shown: &shown, before: before.as_ref(), base_url, at_the_moment: moment.at_the_moment };
        for readings in claims::of(&said.text) {
            match looks.settle(&readings) {
                Settled::Borne(borne) => grounded.add_check(said, after, borne),
                Settled::Contradicted(kind) => grounded.add_finding(said, kind),
                Settled::Open => {}
            }
        }
        let is_of = |id: &UtteranceId| *id == said.utterance;
        let settled = grounded.wanted.iter().any(|check| is_of(&check.utterance))
            || grounded.findings.iter().any(|finding| is_of(&finding.utterance));
        if !settled {
            looks.verbatim(&said.text).into_iter().for_each(|borne| grounded.add_check(said, after, borne));
        }
    }
    grounded
}

/// The stored pages whose outlines [`ground`] asks for.
pub fn pages(recording: &Recording, aligned: &Aligned) -> BTreeSet<PageId> {
    let mut pages = BTreeSet::new();
    for (said, after) in expectations(aligned) {
        let moment = Moment::of(recording, aligned, said, after);
        pages.extend(moment.pages.iter().chain(&moment.before).map(|seen| seen.seen.page.clone()));
    }
    pages
}

/// The sentences that state an expectation, each with the step after which it should hold.
fn expectations(aligned: &Aligned) -> impl Iterator<Item = (&Said, &StepId)> {
    aligned.said.iter().filter_map(|said| {
        let expects = match said.class {
            SentenceClass::Expectation | SentenceClass::ActionAndExpectation => true,
            SentenceClass::Action | SentenceClass::DataRule | SentenceClass::Correction | SentenceClass::Aside => false,
        };
        let after = match &said.attached {
            Attached::Steps { steps } => steps.last(),
            Attached::After { step } => step.as_ref(),
            Attached::Nothing => None,
        };
        Some((said, after?)).filter(|_| expects)
    })
}

impl Grounded {
    fn add_check(&mut self, said: &Said, after: &StepId, borne: Borne) {
        let earlier = self.wanted.iter().filter(|check| check.utterance == said.utterance);
        // "The total is twenty, twenty euros": once is enough.
        if earlier.clone().any(|check| check.evidence == borne.evidence && check.expectation == borne.expectation) {
            return;
        }
        let id = CheckId(numbered("c", &said.utterance, earlier.count()));
        self.wanted.push(WantedCheck {
            id,
            utterance: said.utterance.clone(),
            sentence: said.text.clone(),
            tab: borne.tab,
            after: after.clone(),
            evidence: borne.evidence,
            set: borne.set,
            expectation: borne.expectation,
        });
    }

    fn add_finding(&mut self, said: &Said, kind: FindingKind) {
        let earlier = self.findings.iter().filter(|finding| finding.utterance == said.utterance).count();
        self.findings.push(Finding {
            id: FindingId(numbered("f", &said.utterance, earlier)),
            utterance: said.utterance.clone(),
            sentence: said.text.clone(),
            kind,
        });
    }
}

/// `c-u4`, then `c-u4-2`.
fn numbered(kind: &str, utterance: &UtteranceId, earlier: usize) -> String {
    if earlier == 0 { format!("{kind}-{utterance}") } else { format!("{kind}-{utterance}-{}", earlier + 1) }
}

/// What came of a claim.
enum Settled {
    /// A page shows it.
    Borne(Borne),
    /// The page shows something else in that very place.
    Contradicted(FindingKind),
    /// Neither.
    Open,
}

/// What a page shows, as a check.
struct Borne {
    tab: TabId,
    evidence: Option<(PageId, NodeId)>,
    set: Option<ItemSet>,
    expectation: Expectation,
}

/// What one page says of one reading of a claim.
enum Verdict {
    /// This element of it (none for title and address) bears it out.
    Yes { node: Option<NodeId>, set: Option<ItemSet>, expectation: Expectation },
    /// The place that is spoken of shows something else.
    Other { said: String, shown: String, place: String },
    /// It has no such place.
    Unknown,
}

/// The pages of a moment, the likeliest first.
struct Looks<'a> {
    shown: &'a [ShownPage<'a>],
    /// What the tab showed before the step.
    before: Option<&'a ShownPage<'a>>,
    base_url: &'a str,
    /// How many of the pages were shown at the moment of the sentence itself.
    at_the_moment: usize,
}

impl Looks<'_> {
    fn settle(&self, readings: &[Claim]) -> Settled {
        let mut contradiction = None;
        for reading in readings {
            for (place, page) in self.shown.iter().enumerate() {
                match self.hold(reading, page) {
                    Verdict::Yes { node, set, expectation } => {
                        return Settled::Borne(Borne {
                            tab: page.tab.clone(),
                            evidence: node.map(|node| (page.seen.page.clone(), node)),
                            set,
                            expectation,
                        });
                    }
                    Verdict::Other { said, shown, place: at } if place < self.at_the_moment => {
                        contradiction.get_or_insert(FindingKind::Contradicted { said, shown, place: at });
                    }
                    Verdict::Other { .. } | Verdict::Unknown => {}
                }
            }
        }
        contradiction.map_or(Settled::Open, Settled::Contradicted)
    }

    fn hold(&self, claim: &Claim, page: &ShownPage) -> Verdict {
        match claim {
            Claim::Number(claim) => place::hold(claim, page, self.before),
            Claim::Count(claim) => count::hold(claim, page),
            Claim::Text(claim) => text::hold(claim, page, self.before),
            Claim::Checked { subject, checked } => state::checked(subject, *checked, page),
            Claim::Title { phrase } => state::title(phrase, page),
            Claim::Url { phrase } => state::url(phrase, page, self.base_url),
            Claim::Landed { phrase } => state::landed(phrase, page, self.base_url),
        }
    }
}
