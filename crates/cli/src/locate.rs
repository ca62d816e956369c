//! `saywright locate` and `refind`: locators for elements of any page, and elements found again.

use crate::print;
use anyhow::Result;
use app::{App, LocateRequest, RefindRequest, Way};
use std::process::ExitCode;

pub async fn locate(app: &App, request: LocateRequest, as_json: bool) -> Result<ExitCode> {
    let located = app.locate(request).await?;
    let all = located.targets.iter().all(|target| target.best.is_some());
    if as_json {
        print::json(&located);
        return Ok(code(all));
    }
    for target in &located.targets {
        print::line(&target.target);
        if let Some(error) = &target.error {
            print::line(&format!("    {error}"));
        }
        if let Some(best) = &target.best {
            print::line(&format!("    {}", with_survival(best)));
        }
        target.weakness.iter().for_each(|weakness| print::line(&format!("      weak: {weakness}")));
        target.alternatives.iter().for_each(|other| print::line(&format!("      or {}", with_survival(other))));
    }
    Ok(code(all))
}

pub async fn refind(app: &App, request: RefindRequest, as_json: bool) -> Result<ExitCode> {
    let refound = app.refind(request).await?;
    let all = refound.targets.iter().all(|target| target.xpath.is_some());
    if as_json {
        print::json(&refound);
        return Ok(code(all));
    }
    for target in &refound.targets {
        let said = target.xpath.as_deref().or(target.why.as_deref()).unwrap_or_default();
        print::line(&format!("{said}  ({:.0} % alike)", target.likeness * 100.0));
    }
    Ok(code(all))
}

/// A way, and under it what it bears.
pub fn with_survival(found: &Way) -> String {
    let Way { locator, survives, of, fails, wrong, .. } = found;
    if *of == 0 {
        return locator.clone();
    }
    let list = |word: &str, list: &[String]| {
        if list.is_empty() { String::new() } else { format!("{word}{}", list.join(", ")) }
    };
    format!(
        "{locator}\n        survives {survives} of {of} changes{}{}",
        list(", not ", fails),
        list("; wrong after ", wrong)
    )
}

/// Not finding something is a failure for a script.
fn code(all: bool) -> ExitCode {
    if all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
