//! `saywright demo` and `saywright demo-site`.

use crate::prove::{cancelled_by_ctrl_c, print_progress, print_verdict};
use crate::record::LivePrinter;
use crate::{change_word, print};
use anyhow::{Context, Result};
use app::{App, DemoProgress, DemoResult, SHOP_PASSWORD, Shop, ShopBreakage};
use model::Verdict;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// Succeeds only when the demo's test is proved.
pub async fn demo(app: &App, out: Option<PathBuf>, headless: bool) -> Result<ExitCode> {
    let out = out.unwrap_or_else(free_folder);
    let headless = headless || !has_display();
    let program = std::env::current_exe().context("The program's own path can't be found out.")?;
    let serve = format!("\"{}\" demo-site --port", program.display());
    let printer = Mutex::new(LivePrinter::new(false));
    let print = move |told| print_demo(&mut printer.lock().unwrap_or_else(PoisonError::into_inner), told);
    let result = app.demo(&out, headless, &serve, print, cancelled_by_ctrl_c()).await?;
    let DemoResult { recording, repo, exported, proof } = result;
    for file in &exported.files {
        print::line(&format!("  {}  {}", file.path.display(), change_word(file.change, exported.written)));
    }
    print::line("");
    print_verdict(&proof);
    let survivors: Vec<&str> = proof
        .breakages
        .iter()
        .filter(|outcome| outcome.reached && !outcome.caught)
        .map(|outcome| outcome.breakage.title.as_str())
        .collect();
    if !survivors.is_empty() {
        print::line(&format!("  It would not notice: {}", survivors.join("; ")));
    }
    print::line(&format!("  recording   {}", recording.display()));
    print::line(&format!("  proof       {}", recording.join("proof.json").display()));
    print::line(&format!("  repository  {}", repo.display()));
    print::line("  run the test yourself:");
    print::line(&format!(
        "    cd {} && npm install && npx playwright install chromium && PASSWORD={SHOP_PASSWORD} npx playwright test",
        repo.display()
    ));
    Ok(if proof.verdict == Verdict::Proved { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Serves the sample shop until it is interrupted.
pub async fn site(port: u16, breakage: Option<String>, list: bool) -> Result<ExitCode> {
    if list {
        for breakage in ShopBreakage::ALL {
            print::line(&format!("{:<24} {}", breakage.name(), breakage.summary()));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let breakage = breakage.map(|name| name.parse::<ShopBreakage>()).transpose()?;
    let shop = Shop::start(([127, 0, 0, 1], port).into(), breakage).await?;
    print::line(&format!("The sample shop is at {}  (sign in: ada@example.com, {SHOP_PASSWORD})", shop.url()));
    if let Some(breakage) = breakage {
        print::line(&format!("It is broken on purpose: {}", breakage.summary()));
    }
    print::line("Ctrl-C ends it.");
    tokio::select! {
        () = shop.wait() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn print_demo(printer: &mut LivePrinter, told: DemoProgress) {
    match told {
        DemoProgress::Part(text) => print::line(&format!("\n{text}")),
        DemoProgress::Live(live) => printer.print(&live),
        DemoProgress::Printed(text) => print::line(&format!("\n{text}")),
        DemoProgress::Proof(told) => print_progress(&told),
    }
}

/// `saywright-demo`, `saywright-demo-2`, …: the first that is not there.
fn free_folder() -> PathBuf {
    let names = std::iter::once("saywright-demo".to_owned()).chain((2..).map(|n| format!("saywright-demo-{n}")));
    names.map(PathBuf::from).find(|path| !path.exists()).unwrap_or_default()
}

fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
