//! What is written beside an exported test, so that `heal` finds its elements again.

use crate::evidence::Evidence;
use crate::locate::{fingerprint, likenesses};
use crate::open::App;
use crate::synth::{Synthesis, all_lines, found_by};
use crate::tape;
use anyhow::Result;
use browser::{Page, StoredPages};
use model::{
    EventKind, Fingerprint, Line, NodeId, PageId, Recording, SIDECAR_FORMAT, Sidecar, SidecarTarget, TargetId,
};
use std::collections::BTreeMap;
use std::path::Path;
use url::Url;

impl App {
    /// The sidecar of a recording's test. Opens the pages on which the test finds something.
    pub(crate) async fn sidecar(&self, folder: &Path, synthesis: &Synthesis) -> Result<Sidecar> {
        let Synthesis { loaded, aligned, plan, .. } = synthesis;
        let recording = &loaded.recording;
        let Evidence { grounded, .. } = self.evidence(folder, recording).await?;
        let places: BTreeMap<&str, (&PageId, NodeId)> = grounded
            .wanted
            .iter()
            .filter_map(|check| check.evidence.as_ref().map(|(page, node)| (check.id.0.as_str(), (page, *node))))
            .chain(aligned.steps.iter().filter_map(|step| {
                let place = place_of(recording, step.target.as_ref()?)?;
                Some((step.id.0.as_str(), place))
            }))
            .collect();
        let addresses = addresses(recording);
        let mut wanted: BTreeMap<&PageId, Vec<NodeId>> = BTreeMap::new();
        let mut named = Vec::new();
        for line in all_lines(plan) {
            let Some((id, chosen)) = found_by(line) else { continue };
            let Some((page, node)) = places.get(id) else { continue };
            wanted.entry(page).or_default().push(*node);
            named.push((line, chosen, *page, *node));
        }
        let info = &recording.info;
        let browser = self.browser(None).await?;
        let mut stored = StoredPages::start(&browser, info.viewport, &info.test_id_attribute).await?;
        let fingerprints = fingerprints(&mut stored, folder, &wanted).await;
        stored.close().await;
        let fingerprints = fingerprints?;
        let targets = named.into_iter().filter_map(|(line, chosen, page, node)| {
            Some(SidecarTarget {
                words: match line {
                    Line::Step(step) => {
                        let step = aligned.steps.iter().find(|own| own.id == step.id)?;
                        tape::line(step, &recording.targets).text
                    }
                    Line::Check(check) => plan::describe_check(check),
                    Line::Remark { .. } => return None,
                },
                is_check: matches!(line, Line::Check(_)),
                locator: chosen.locator.clone(),
                page: addresses.get(page).cloned().unwrap_or_default(),
                fingerprint: fingerprints.get(&(page, node))?.clone(),
            })
        });
        Ok(Sidecar {
            format: SIDECAR_FORMAT,
            title: plan.title.clone(),
            base_url: plan.base_url.clone(),
            viewport: info.viewport,
            test_id_attribute: info.test_id_attribute.clone(),
            variables: plan.variables.iter().map(|variable| variable.name.clone()).collect(),
            targets: targets.collect(),
        })
    }
}

async fn fingerprints<'a>(
    stored: &mut StoredPages,
    folder: &Path,
    wanted: &BTreeMap<&'a PageId, Vec<NodeId>>,
) -> Result<BTreeMap<(&'a PageId, NodeId), Fingerprint>> {
    let mut found = BTreeMap::new();
    for (id, nodes) in wanted {
        // A page that is lost costs the healing of what is on it.
        let Ok(html) = store::page_text(folder, id) else { continue };
        let outline = stored.everything(Page { id, html: &html }).await?;
        let all = likenesses(&outline);
        found.extend(nodes.iter().filter_map(|node| Some(((*id, *node), fingerprint(&outline, &all, *node)?))));
    }
    Ok(found)
}

fn place_of<'a>(recording: &'a Recording, target: &TargetId) -> Option<(&'a PageId, NodeId)> {
    let target = recording.targets.iter().find(|other| other.id == *target)?;
    Some((target.page.as_ref()?, target.node))
}

/// The path of each page's address.
fn addresses(recording: &Recording) -> BTreeMap<&PageId, String> {
    let seen = recording.events.iter().filter_map(|event| match &event.what {
        EventKind::Seen(seen) => Some((&seen.page, path_of(&seen.url))),
        _ => None,
    });
    seen.collect()
}

/// `/orders/new` of `https://shop.example/orders/new?from=mail`.
pub(crate) fn path_of(address: &str) -> String {
    Url::parse(address).map_or_else(|_| String::new(), |url| url.path().to_owned())
}

/// One target a line: a healed one is one line of a difference.
pub(crate) fn sidecar_text(sidecar: &Sidecar) -> Result<String> {
    let lines: Vec<String> = sidecar.targets.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let mut head = serde_json::to_value(Sidecar { targets: Vec::new(), ..sidecar.clone() })?;
    if let Some(head) = head.as_object_mut() {
        head.remove("targets");
    }
    let head = serde_json::to_string_pretty(&head)?;
    let head = head.trim_end_matches('}').trim_end();
    Ok(format!("{head},\n  \"targets\": [\n    {}\n  ]\n}}\n", lines.join(",\n    ")))
}
