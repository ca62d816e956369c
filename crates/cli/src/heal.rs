//! `saywright heal`: what was found again, and the difference to look at.

use crate::args::Heal;
use crate::print;
use crate::prove::{cancelled_by_ctrl_c, indented};
use anyhow::Result;
use app::{App, HealOutcome, HealProgress, HealRequest, Healed};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Succeeds when the test is green as it is now in its file. The difference goes to standard output, all else beside it.
pub async fn heal(app: &App, options: Heal) -> Result<ExitCode> {
    let Heal { spec, base_url, write, json } = options;
    let request = HealRequest { spec, base_url, values: BTreeMap::new(), write };
    let told = move |told: HealProgress| {
        if json {
            print::json(&told);
        } else {
            print_progress(&told);
        }
    };
    let healed = app.heal(request, told, cancelled_by_ctrl_c()).await?;
    if json {
        print::json(&serde_json::json!({ "type": "healed", "healed": healed }));
    } else {
        print_end(&healed);
    }
    let green = healed.outcome == HealOutcome::Green || healed.written;
    Ok(if green { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_progress(told: &HealProgress) {
    match told {
        HealProgress::Preparing { text } => print::aside(text),
        HealProgress::Running { healed: 0 } => print::aside("The test runs."),
        HealProgress::Running { .. } => print::aside("The test runs again."),
        HealProgress::Step { .. } => {}
        HealProgress::Found { words, to } => print::aside(&format!("{words}: found again, {to}")),
    }
}

fn print_end(healed: &Healed) {
    match (healed.outcome, healed.written) {
        (HealOutcome::Green, _) => print::aside("The test is green as it is. There is nothing to heal."),
        (HealOutcome::Healed, written) => {
            print::line(healed.diff.trim_end());
            print::aside(if written {
                "The test is green with this, and was changed. Look at the difference before you commit it."
            } else {
                "The test is green with this. Look at the difference; `--write` makes it."
            });
        }
        (HealOutcome::Red, _) => {
            print::aside(healed.why.as_deref().unwrap_or("The test could not be healed."));
            if let Some(error) = &healed.error {
                print::aside(&indented(error));
            }
            print::aside("Nothing was changed.");
        }
    }
}
