//! Healing an exported test: what its locators no longer find is found again by likeness, and the test is run to see
//! whether what was recorded happens again. Changes locators, never a check; a person reviews the difference.

use crate::api::{HealOutcome, HealProgress, HealRequest, Healed, HealedLocator};
use crate::export::sidecar_path;
use crate::locate::{fingerprint, likenesses};
use crate::open::App;
use crate::sidecar::{path_of, sidecar_text};
use crate::synth::locator_code;
use crate::trials::{Wanted, try_on};
use anyhow::{Context, Result, bail};
use browser::{Found, LOOK, Page, StoredPages};
use locate::{Narrated, Prefer, Refound};
use model::{By, Element, Fingerprint, Link, Locator, NodeId, PageId, SIDECAR_FORMAT, Sidecar};
use prove::{Job, KeptPage, Ran, Workspace};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tokio_util::sync::CancellationToken;

/// Files beside the test that are larger are none that a test imports or uploads.
const LARGEST_BESIDE: u64 = 16 << 20;

impl App {
    /// Heals an exported test, or says why that can't be done. Its file is only changed where that was asked for and
    /// the test is green.
    pub async fn heal(
        &self,
        request: HealRequest,
        progress: impl Fn(HealProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<Healed> {
        let spec = std::path::absolute(&request.spec)?;
        let text = std::fs::read_to_string(&spec).with_context(|| format!("{} can't be read.", spec.display()))?;
        let (beside, sidecar) = sidecar_of(&spec)?;
        let workspace = Workspace::ready(&self.paths.cache, |text| {
            progress(HealProgress::Preparing { text: text.to_owned() });
        })
        .await?;
        let browser = self.browser(None).await?;
        let files = files_beside(&spec)?;
        let name = spec.file_name().context("A test is a file.")?.to_string_lossy().into_owned();
        let mut healing = Healing { test: text.clone(), sidecar, changes: Vec::new(), done: BTreeSet::new() };
        let end = loop {
            progress(HealProgress::Running { healed: u32::try_from(healing.changes.len()).unwrap_or(u32::MAX) });
            let job = Job {
                test: &healing.test,
                test_path: &name,
                files: &files,
                base_url: request.base_url.as_deref().unwrap_or(&healing.sidecar.base_url),
                runs: 1,
                breakages: &[],
                browser: &browser.program,
                variables: &healing.sidecar.variables,
                env: &request.values,
                headless: true,
                viewport: healing.sidecar.viewport,
                test_id_attribute: &healing.sidecar.test_id_attribute,
                has_checks: true,
            };
            let step = |title: String| progress(HealProgress::Step { title });
            let Some(ran) = prove::once(&workspace, &job, LOOK, &step, &cancel).await? else {
                break End::red("It was stopped before its end.", None);
            };
            if ran.passed {
                break healing.green();
            }
            match healing.next(&ran, &browser).await? {
                Ok(change) => {
                    progress(HealProgress::Found { words: change.words.clone(), to: change.to.clone() });
                    healing.changes.push(change);
                }
                Err(why) => break End { outcome: HealOutcome::Red, why: Some(why), error: ran.error },
            }
        };
        let is_healed = end.outcome == HealOutcome::Healed;
        let diff = if is_healed {
            repo::difference(&format!("a/{name}"), &format!("b/{name}"), &text, &healing.test)
        } else {
            String::new()
        };
        let written = is_healed && request.write;
        if written {
            // Whoever edits it meanwhile is not to lose that.
            if std::fs::read_to_string(&spec).ok().as_ref() != Some(&text) {
                bail!("{} was changed meanwhile, so it was left alone. Heal it again.", spec.display());
            }
            store::replace(&spec, healing.test.as_bytes())?;
            store::replace(&beside, sidecar_text(&healing.sidecar)?.as_bytes())?;
        }
        Ok(Healed { outcome: end.outcome, changes: healing.changes, diff, why: end.why, error: end.error, written })
    }
}

/// How it ended.
struct End {
    outcome: HealOutcome,
    why: Option<String>,
    error: Option<String>,
}

impl End {
    fn red(why: &str, error: Option<String>) -> Self {
        Self { outcome: HealOutcome::Red, why: Some(why.to_owned()), error }
    }
}

/// A test on its way.
struct Healing {
    /// With what was healed so far.
    test: String,
    sidecar: Sidecar,
    changes: Vec<HealedLocator>,
    /// The targets that were exchanged, by their place in the sidecar.
    done: BTreeSet<usize>,
}

impl Healing {
    /// The test is green. What was recorded after an exchanged locator has happened again, if there is anything.
    fn green(&self) -> End {
        let Some(last) = self.done.last() else {
            return End { outcome: HealOutcome::Green, why: None, error: None };
        };
        let target = &self.sidecar.targets[*last];
        let follows = self.sidecar.targets[*last + 1..].iter().any(|other| other.locator != target.locator);
        if !follows && !target.is_check {
            return End::red(
                &format!(
                    "Something like the element of “{}” was found, but nothing after it in the test tells whether it \
                     is the right one. Add a check after it.",
                    target.words
                ),
                None,
            );
        }
        End { outcome: HealOutcome::Healed, why: None, error: None }
    }

    /// Exchanges the locator that a run failed on; or says why not.
    async fn next(&mut self, ran: &Ran, browser: &Found) -> Result<Result<HealedLocator, String>> {
        let Some(line) = ran.line else {
            return Ok(Err("The test failed, but in none of its own lines.".to_owned()));
        };
        let statement = emit::statement_at(&self.test, line);
        // `postcode.fill(…)` looks where `const postcode = page.…` says.
        let declared = emit::declarations_in(&self.test, statement.clone());
        let named = std::iter::once(statement.clone()).chain(declared).find_map(|range| self.named_in(range));
        let Some((number, place)) = named else {
            let said = self.test[statement].trim();
            return Ok(Err(format!("The test fails at a line in which no known element is looked for: {said}")));
        };
        let target = self.sidecar.targets[number].clone();
        let words = target.words.clone();
        if self.done.contains(&number) {
            return Ok(Err(format!(
                "“{words}” fails with the element that was found again, too: it may be the wrong one."
            )));
        }
        // What is in a frame is looked for in the frame's own page.
        let inner = target.locator.links.iter().rposition(|link| *link == Link::Frame).map_or(0, |frame| frame + 1);
        let (around, inner) = target.locator.links.split_at(inner);
        // Elements of one page are told apart from each other: none of the others can be it.
        let mut wanted: Vec<Fingerprint> = vec![target.fingerprint.clone()];
        let mut known: Vec<&Locator> = vec![&target.locator];
        for other in &self.sidecar.targets {
            if other.page == target.page && !known.contains(&&other.locator) {
                known.push(&other.locator);
                wanted.push(other.fingerprint.clone());
            }
        }
        let viewport = self.sidecar.viewport;
        let mut stored = StoredPages::start(browser, viewport, &self.sidecar.test_id_attribute).await?;
        let sought = seek(&mut stored, &ran.pages, &target.page, &Locator { links: inner.to_vec() }, &wanted).await;
        stored.close().await;
        let (locator, fingerprint, likeness) = match sought? {
            Sought::There => {
                return Ok(Err(format!("“{words}” fails, and not for its locator, which finds just one element.")));
            }
            Sought::Gone => return Ok(Err(format!("Nothing on the page is like the element of “{words}” any more."))),
            Sought::Unsure => {
                return Ok(Err(format!(
                    "Several elements are as like the one of “{words}”; nothing tells which it is."
                )));
            }
            Sought::OnlyByPlace => {
                return Ok(Err(format!(
                    "The element of “{words}” was found again, but there is no good way any more to say which it is."
                )));
            }
            Sought::Found { locator, fingerprint, likeness } => (locator, fingerprint, likeness),
        };
        if target.is_check && !says_the_same(inner, &fingerprint.likeness.element) {
            return Ok(Err(format!(
                "Something like the element of “{words}” is there, but it no longer says what the check expects. Whether \
                 that is right is for a person to decide."
            )));
        }
        let locator = Locator { links: around.iter().cloned().chain(locator.links).collect() };
        let change = HealedLocator {
            words,
            from: locator_code(&target.locator),
            to: written_like(&locator, &self.test[place.clone()]),
            likeness,
        };
        self.test.replace_range(place, &change.to);
        self.done.insert(number);
        let own = &mut self.sidecar.targets[number];
        own.locator = locator;
        own.fingerprint = *fingerprint;
        Ok(Ok(change))
    }

    /// The target that a statement looks for, and where its locator is in the test. Of several with one locator the
    /// one that comes as often before.
    fn named_in(&self, statement: std::ops::Range<usize>) -> Option<(usize, std::ops::Range<usize>)> {
        let mut found: Option<(usize, std::ops::Range<usize>)> = None;
        for (number, target) in self.sidecar.targets.iter().enumerate() {
            let places = emit::places_of(&self.test, &target.locator);
            let Some(at) = places.iter().position(|place| statement.contains(&place.start)) else { continue };
            let before = self.sidecar.targets[..number].iter().filter(|other| other.locator == target.locator).count();
            let is_longer = found.as_ref().is_none_or(|(_, own)| own.len() < places[at].len());
            if is_longer || (before == at && found.as_ref().is_some_and(|(_, own)| *own == places[at])) {
                found = Some((number, places[at].clone()));
            }
        }
        found
    }
}

/// What came of looking for an element on the pages that were open when a run failed.
enum Sought {
    /// Its locator finds one: the app does something else.
    There,
    /// Nothing is like it.
    Gone,
    /// Several are.
    Unsure,
    /// It is there, but only its place tells it apart.
    OnlyByPlace,
    /// It is there.
    Found { locator: Locator, fingerprint: Box<Fingerprint>, likeness: f32 },
}

async fn seek(
    stored: &mut StoredPages,
    pages: &[KeptPage],
    path: &str,
    locator: &Locator,
    wanted: &[Fingerprint],
) -> Result<Sought> {
    // The page of that address first; addresses change, too.
    let mut pages: Vec<&KeptPage> = pages.iter().collect();
    pages.sort_by_key(|page| path_of(&page.url) != path);
    let mut sought = Sought::Gone;
    for (number, kept) in pages.into_iter().enumerate() {
        let id = PageId(format!("kept{number}"));
        let page = Page { id: &id, html: &kept.html };
        let selector = locate::engine_selector(locator, stored.test_id_attribute());
        let now = stored.try_all(page, &[(selector, NodeId(0))]).await?;
        if now.iter().any(|trial| trial.count == 1) {
            return Ok(Sought::There);
        }
        let outline = stored.everything(page).await?;
        let all = likenesses(&outline);
        match locate::refind(wanted, &all).first() {
            Some(Refound::At { place, likeness, .. }) => {
                let found = &outline.elements[*place];
                let attribute = stored.test_id_attribute().to_owned();
                let wanted = Wanted {
                    pages: vec![id.clone()],
                    node: found.node,
                    candidates: locate::candidates(&found.element, &found.ancestors, &attribute),
                    changes: true,
                };
                let text = |_: &PageId| Some(kept.html.clone());
                let (_, tried) = try_on(stored, text, &BTreeSet::new(), &[wanted], |_, _| Ok(())).await?;
                let tried = tried.first().map(Vec::as_slice).unwrap_or_default();
                let chosen = locate::choose(tried, Prefer::Readable, &Narrated::default());
                let fingerprint = fingerprint(&outline, &all, found.node);
                return Ok(match fingerprint.filter(|_| !chosen.locator.is_positional()) {
                    Some(fingerprint) => Sought::Found {
                        locator: chosen.locator,
                        fingerprint: Box::new(fingerprint),
                        likeness: *likeness,
                    },
                    None => Sought::OnlyByPlace,
                });
            }
            Some(Refound::Unsure { .. }) => sought = Sought::Unsure,
            Some(Refound::Gone { .. }) | None => {}
        }
    }
    Ok(sought)
}

/// Does an element still say what a check looked for by its locator? What was expected never changes by itself.
fn says_the_same(links: &[Link], element: &Element) -> bool {
    let text = links.iter().rev().find_map(|link| match link {
        Link::By { by: By::Role { name: Some(text), .. } | By::Text { text } } | Link::HasText { text } => {
            Some(&text.text)
        }
        _ => None,
    });
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let now = format!("{}\n{}", folded(&element.name), folded(&element.text));
    text.is_none_or(|text| now.contains(&folded(text)))
}

/// With the quotes that the test has.
fn written_like(locator: &Locator, before: &str) -> String {
    let quote = if before.contains('"') && !before.contains('\'') { emit::Quote::Double } else { emit::Quote::Single };
    emit::locator(locator, &emit::Style { quote, ..emit::Style::default() })
}

/// The sidecar of a test, and where it is.
fn sidecar_of(spec: &Path) -> Result<(PathBuf, Sidecar)> {
    let name = sidecar_path(spec);
    let found = spec.ancestors().skip(1).map(|folder| folder.join(&name)).find(|path| path.is_file());
    let path = found.with_context(|| {
        format!(
            "There is no {} beside {} or further up. `saywright export` writes it; without it nobody knows what the \
             test's elements were like.",
            name.display(),
            spec.display()
        )
    })?;
    let odd =
        || format!("{} is no sidecar of a test. Export the test again, or take it back from Git.", path.display());
    let text = std::fs::read_to_string(&path).with_context(|| format!("{} can't be read.", path.display()))?;
    let sidecar: Sidecar = serde_json::from_str(&text).with_context(odd)?;
    if sidecar.format > SIDECAR_FORMAT {
        bail!("{} was written by a newer Saywright. Update this one.", path.display());
    }
    Ok((path, sidecar))
}

/// What lies in the test's folder and below, for it may import or upload it.
fn files_beside(spec: &Path) -> Result<Vec<(String, PathBuf)>> {
    let folder = spec.parent().context("A test is a file in a folder.")?;
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(within) = folders.pop() {
        let entries = std::fs::read_dir(&within).with_context(|| format!("{} can't be read.", within.display()))?;
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let Ok(kind) = entry.metadata() else { continue };
            if kind.is_dir() && name != "node_modules" && !name.to_string_lossy().starts_with('.') {
                folders.push(path);
            } else if kind.is_file() && kind.len() <= LARGEST_BESIDE && path != spec {
                let relative = path.strip_prefix(folder).unwrap_or(&path);
                let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
                files.push((parts.join("/"), path.clone()));
            }
        }
    }
    Ok(files)
}
