//! The main job from end to end on the sample shop: a scripted person clicks and narrates in a real browser, and all
//! that follows is what would follow for anybody.

use crate::api::{ExportRequest, Exported, Live, ProofProgress, ProveRequest, RecordRequest};
use crate::live::Session;
use crate::open::App;
use anyhow::{Context, Result, bail};
use browser::Person;
use emit::WebServer;
use model::{Breakage, BreakageKind, Proof};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The sample shop's only password; it is no secret, but the recorder treats it as one.
pub const SHOP_PASSWORD: &str = "correct-horse";
/// What the scripted person calls the test, when asked.
const TITLE: &str = "A customer with a coupon orders a mug";
const REPLAYS: u32 = 3;
/// How long a person takes to say a sentence, besides typing it, and to read what a page shows.
const SPEAK: Duration = Duration::from_millis(300);
const READ: Duration = Duration::from_millis(700);

/// What a running demo tells.
#[derive(Clone, Debug)]
pub enum DemoProgress {
    /// A new part begins.
    Part(String),
    /// What the recording tells.
    Live(Box<Live>),
    /// The printed test file.
    Printed(String),
    /// What the proof tells.
    Proof(Box<ProofProgress>),
}

/// What a demo leaves behind.
#[derive(Clone, Debug)]
pub struct DemoResult {
    /// The recording's folder.
    pub recording: PathBuf,
    /// The repository that was exported to.
    pub repo: PathBuf,
    /// What was exported.
    pub exported: Exported,
    /// The proof.
    pub proof: Proof,
}

impl App {
    /// Records, synthesizes, proves and exports a journey through the sample shop. `out` must be empty or not exist.
    /// `serve` is the command that starts the shop on a port given as its last word, for the exported config.
    pub async fn demo(
        &self,
        out: &Path,
        headless: bool,
        serve: &str,
        progress: impl Fn(DemoProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<DemoResult> {
        let out = std::path::absolute(out)?;
        if out.read_dir().is_ok_and(|mut inside| inside.next().is_some()) {
            bail!("{} is not empty. Choose another folder with --out; nothing was changed.", out.display());
        }
        let progress = Arc::new(progress);
        let url = self.sample_shop().await?;
        let recording = out.join("recording");
        progress(DemoProgress::Part(format!("Recording a narrated journey through the sample shop at {url}")));
        self.record_journey(&url, &recording, headless, progress.as_ref(), &cancel).await?;

        self.rename(&recording, TITLE).await?;
        let synthesis = self.synthesize(&recording).await?;
        progress(DemoProgress::Part("The test, from what was clicked and said".to_owned()));
        progress(DemoProgress::Printed(synthesis.file.text.clone()));

        progress(DemoProgress::Part("Proving it with real Playwright".to_owned()));
        let (shops, served) = broken_shops().await?;
        let request =
            ProveRequest { path: recording.clone(), runs: REPLAYS, base_url: None, values: variables(&synthesis.plan) };
        let told = progress.clone();
        let proof =
            self.prove_with(request, served, move |step| told(DemoProgress::Proof(Box::new(step))), cancel).await?;
        drop(shops);

        progress(DemoProgress::Part("Exporting it into a fresh repository".to_owned()));
        let repo = out.join("repo");
        let port = url.rsplit(':').next().unwrap_or_default();
        let server = WebServer { command: format!("{serve} {port}"), url };
        let request = ExportRequest { path: recording.clone(), repo: repo.clone(), dry_run: false };
        let exported = self.export_with(request, Some(server)).await?;
        Ok(DemoResult { recording, repo, exported, proof })
    }

    async fn record_journey(
        &self,
        url: &str,
        out: &Path,
        headless: bool,
        progress: &(impl Fn(DemoProgress) + Send + Sync),
        cancel: &CancellationToken,
    ) -> Result<()> {
        let request =
            RecordRequest { url: url.to_owned(), out: Some(out.to_owned()), headless, ..RecordRequest::default() };
        let (session, mut live) = self.start_recording(request).await?;
        let Some(ready @ Live::Ready { .. }) = live.recv().await else { bail!("The recording ended before it began.") };
        let Live::Ready { cdp, .. } = &ready else { unreachable!("matched above") };
        let person = Person::attach(cdp).await?;
        progress(DemoProgress::Live(Box::new(ready)));
        let acted = tokio::select! {
            acted = journey(&session, person) => acted,
            () = cancel.cancelled() => Err(anyhow::anyhow!("Cancelled. What was recorded is at {}.", out.display())),
            () = async {
                while let Some(told) = live.recv().await {
                    progress(DemoProgress::Live(Box::new(told)));
                }
            } => Err(anyhow::anyhow!("The browser was closed. What was recorded is at {}.", out.display())),
        };
        session.stop().await?;
        while let Some(told) = live.recv().await {
            progress(DemoProgress::Live(Box::new(told)));
        }
        acted.context("The journey could not be walked to its end")
    }
}

/// The sample shop, broken in each of its named ways, each at an address of its own.
async fn broken_shops() -> Result<(Vec<shop::Shop>, Vec<Breakage>)> {
    let mut shops = Vec::new();
    let mut breakages = Vec::new();
    for breakage in shop::Breakage::ALL.iter().filter(|breakage| !breakage.is_generic()) {
        let shop = shop::Shop::start(([127, 0, 0, 1], 0).into(), Some(*breakage)).await?;
        breakages.push(Breakage {
            id: format!("shop-{}", breakage.name()),
            title: breakage.summary().to_owned(),
            kind: BreakageKind::Served { base_url: shop.url().to_owned() },
        });
        shops.push(shop);
    }
    Ok((shops, breakages))
}

fn variables(plan: &model::Plan) -> BTreeMap<String, String> {
    plan.variables.iter().map(|variable| (variable.name.clone(), SHOP_PASSWORD.to_owned())).collect()
}

/// A customer with a coupon orders a mug. Some sentences come before what they speak of, some during, some after.
async fn journey(session: &Session, mut person: Person) -> Result<()> {
    let say = |sentence: &'static str| async move {
        tokio::time::sleep(SPEAK).await;
        session.note(sentence.to_owned()).await
    };
    let read = || tokio::time::sleep(READ);

    say("Sign in as Ada").await?;
    person.click("internal:role=link[name=\"Sign in\"i]").await?;
    person.type_into("internal:label=\"Email\"i", "ada@example.com").await?;
    person.type_into("internal:label=\"Password\"i", SHOP_PASSWORD).await?;
    person.click("internal:role=button[name=\"Sign in\"i]").await?;
    person.see("internal:role=status >> internal:has-text=\"Welcome, Ada\"i").await?;
    say("It says Welcome, Ada").await?;

    person.type_into("internal:role=searchbox[name=\"Search products\"i]", "mug").await?;
    person.click("internal:role=search >> internal:role=button[name=\"Search\"i]").await?;
    person.see("internal:role=list[name=\"Results\"i] >> internal:text=\"Blue mug\"i").await?;
    read().await;
    say("Searching for mug shows two results").await?;

    say("Put the blue mug into the cart").await?;
    person
        .click(
            "internal:role=listitem >> internal:has-text=\"Blue mug\"i >> internal:role=button[name=\"Add to cart\"i]",
        )
        .await?;
    person.see("internal:testid=[data-testid=\"cart-count\"s] >> internal:has-text=\"1\"i").await?;
    read().await;
    say("The cart badge goes to one").await?;

    say("Open the cart").await?;
    person.click("internal:role=link[name=\"Cart\"i]").await?;
    person.see("internal:testid=[data-testid=\"total\"s] >> internal:has-text=\"20.00\"i").await?;
    read().await;
    say("The total is twenty euros").await?;

    say("Apply the coupon SPRING20").await?;
    person.type_into("internal:label=\"Coupon code\"i", "SPRING20").await?;
    person.click("internal:role=button[name=\"Apply coupon\"i]").await?;
    person.see("internal:testid=[data-testid=\"total\"s] >> internal:has-text=\"16.00\"i").await?;
    read().await;
    say("The total drops to sixteen").await?;

    say("Check out with express delivery").await?;
    person.click("internal:role=link[name=\"Checkout\"i]").await?;
    person.type_into("internal:label=\"Full name\"i", "Ada Lovelace").await?;
    person.type_into("internal:label=\"Street\"i", "12 St James's Square").await?;
    person.type_into("internal:label=\"City\"i", "London").await?;
    person.choose("internal:label=\"Country\"i", "United Kingdom").await?;
    person.click("internal:label=\"Express\"i").await?;
    person.click("internal:label=\"I accept the terms\"i").await?;
    person.click("internal:role=button[name=\"Place order\"i]").await?;
    person.see("internal:role=heading[name=\"Thank you for your order\"i]").await?;
    read().await;
    say("It says Thank you for your order").await?;

    say("Open the order history").await?;
    person.click("internal:role=link[name=\"Orders\"i]").await?;
    person.see("internal:role=table").await?;
    read().await;
    say("There are three orders").await?;
    Ok(())
}
