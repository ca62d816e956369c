//! `saywright locate` on pages of all kinds, judged by real Playwright: the pages of its generator's own tests, and
//! pages made at random. Whatever the page, the locator finds the element and nothing else, it is no XPath and no bare
//! position, and nothing in it changes from run to run.

#![allow(clippy::unwrap_used)]

use app::{App, LocateRequest, Looking, Paths};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How many random pages.
const PAGES: u64 = 8;

/// A page, and elements of it.
struct Case {
    id: String,
    html: String,
    targets: Vec<String>,
    frame: Option<String>,
    /// What is meant by pointing at the first target.
    meant: Option<String>,
    attribute: Option<String>,
}

/// This project's own folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// The locators of all targets of all pages, and what Playwright finds by them: `[case, target, code, verdict]`.
async fn located(cases: &[Case]) -> Vec<[String; 4]> {
    let home = TempDir::new().unwrap();
    let at = |name: &str| home.path().join(name);
    let paths = Paths { recordings: at("recordings"), index: at("index.sqlite"), cache: at("cache") };
    let app = App::open(paths).await.unwrap();
    let mut looking = app.looking(None).await.unwrap();
    let mut rows = Vec::new();
    for case in cases {
        rows.push(locate(&mut looking, home.path(), case).await);
    }
    looking.close().await;
    let list = at("located.json");
    std::fs::write(&list, Value::from(rows).to_string()).unwrap();
    let judge = root().join("crates/app/tests/peer/judge.mjs");
    let output = Command::new("node").arg(judge).arg(browser::find().unwrap().program).arg(&list).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn locate(looking: &mut Looking, folder: &Path, case: &Case) -> Value {
    let page = folder.join(format!("{}.html", case.id));
    std::fs::write(&page, &case.html).unwrap();
    let request = LocateRequest {
        page: page.to_str().unwrap().to_owned(),
        targets: case.targets.clone(),
        frame: case.frame.clone(),
        pointed: case.meant.is_some(),
        test_id_attribute: case.attribute.clone(),
        ..LocateRequest::default()
    };
    let found = looking.locate(&request).await.unwrap_or_else(|error| panic!("{}: {error:#}", case.id)).targets;
    for target in &found {
        // A position is only what is left, on top of something that says what it is, and it says so.
        let code = target.best.as_ref().map_or("", |best| best.locator.as_str());
        let counted = [".nth(", ".first()", ".last()", ":nth-of-type("].iter().any(|call| code.contains(call));
        let says_so = target.weakness.as_deref().is_some_and(|weakness| weakness.starts_with("positional"));
        assert_eq!(counted, says_so, "{}: {code} {:?}", case.id, target.weakness);
    }
    let codes = found.iter().map(|target| target.best.as_ref().map(|best| best.locator.as_str()));
    let codes: Vec<Option<&str>> = codes.collect();
    let targets: Vec<&String> = case.meant.iter().chain(&case.targets).take(case.targets.len()).collect();
    json!({ "id": case.id, "page": page, "targets": targets, "frame": case.frame, "codes": codes, "attribute": case.attribute })
}

#[tokio::test]
async fn the_peers_own_cases() {
    let file = root().join("../shared/peer/playwright-cases.json");
    let Ok(read) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let all: Value = serde_json::from_str(&read).unwrap();
    let own = |case: &&Value| case["suite"] == "locator";
    let cases: Vec<Case> = all["cases"].as_array().unwrap().iter().filter(own).map(of_peer).collect();
    assert_eq!(cases.len(), 96);
    let rows = located(&cases).await;
    assert_eq!(rows.len(), 96);
    let wrong: Vec<String> =
        rows.iter().filter(|[.., verdict]| verdict != "found").map(|row| row.join(" | ")).collect();
    assert!(wrong.is_empty(), "{} of 96:\n{}", wrong.len(), wrong.join("\n"));
}

fn of_peer(case: &Value) -> Case {
    let string = |value: &Value| value.as_str().map(str::to_owned);
    let scripts = case["setup"].as_array().into_iter().flatten().map(|step| {
        let run = step["fn"].as_str().unwrap();
        match step["target"].as_str() {
            Some(target) => format!("await ({run})(document.querySelector({}));", Value::from(target)),
            None => format!("await ({run})();"),
        }
    });
    let scripts: String = scripts.collect();
    let html = case["html"].as_str().unwrap();
    // A document of frames has no place for scripts.
    let script = if scripts.is_empty() { String::new() } else { format!("<script type=\"module\">{scripts}</script>") };
    Case {
        id: string(&case["id"]).unwrap(),
        html: format!("{html}{script}"),
        // The first one, where there are several.
        targets: vec![format!("{} >> nth=0", case["target"]["css"].as_str().unwrap())],
        frame: string(&case["target"]["frame"]),
        meant: string(&case["expect"]["resolvesTo"]["css"]),
        attribute: string(&case["options"]["testIdAttribute"]),
    }
}

#[tokio::test]
async fn pages_made_at_random() {
    let cases: Vec<Case> = (1..=PAGES).map(random).collect();
    let rows = located(&cases).await;
    assert!(rows.len() as u64 > PAGES * 8, "{} rows", rows.len());
    let odd = |[_, _, code, verdict]: &&[String; 4]| {
        let bare =
            code.strip_prefix("page.").is_some_and(|rest| rest.starts_with("nth(") || rest.starts_with("first("));
        let volatile = ["zq", "€", "2026", "\u{e000}"].iter().any(|token| code.contains(token));
        verdict != "found" || bare || volatile || code.contains("xpath") || code.contains("//")
    };
    let wrong: Vec<String> = rows.iter().filter(odd).map(|row| row.join(" | ")).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A page of nested parts with like names, and things in them that change from run to run: hashes (`zq…`), prices,
/// dates, icon glyphs.
fn random(seed: u64) -> Case {
    let mut random = Random(seed);
    let mut html = String::from("<!DOCTYPE html><title>Random</title>");
    let mut targets = Vec::new();
    for part in 0..3 + random.below(3) {
        let tag = random.of(&["main", "section", "nav", "form", "div", "aside"]);
        html += &format!("<{tag} class=\"zq{}\"><h2>{}</h2><ul>", random.hash(), random.word());
        for item in 0..1 + random.below(4) {
            html += &format!("<li id=\"zq{}\"><h3>{} {}</h3>", random.hash(), random.word(), item);
            for _ in 0..1 + random.below(3) {
                let mark = format!("t{}", targets.len());
                targets.push(format!("[data-mark={mark}]"));
                html += &random.element(&mark);
            }
            html += "</li>";
        }
        html += &format!("</ul><p>{part} of 2026-11-{}</p></{tag}>", 10 + random.below(20));
    }
    targets.truncate(16);
    Case { id: format!("random{seed}"), html, targets, frame: None, meant: None, attribute: None }
}

/// Numbers by SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }

    fn word(&mut self) -> &'static str {
        self.of(&["Orders", "Blue mug", "Add", "Save", "Billing", "It's", "Öffnen", "Quote \" here", "保存", "Total"])
    }

    fn hash(&mut self) -> String {
        format!("{:x}", self.next())
    }

    fn element(&mut self, mark: &str) -> String {
        let (word, price, hash) = (self.word().replace('"', "&quot;"), self.below(90), self.hash());
        match self.below(8) {
            0 => format!("<button data-mark={mark} class=\"zq{hash}\">{word}</button>"),
            1 => format!("<a data-mark={mark} href=\"/items/zq{hash}\">{word} €{price}.50</a>"),
            2 => format!("<label>{word} <input data-mark={mark} id=\"zq{hash}\"></label>"),
            3 => format!("<input data-mark={mark} placeholder=\"{word}\">"),
            4 => format!("<button data-mark={mark}>\u{e000}</button>"),
            5 => format!("<span data-mark={mark} title=\"{word}\">€{price}.00</span>"),
            6 => format!("<img data-mark={mark} alt=\"{word}\" src=\"zq{hash}.png\" width=9 height=9>"),
            _ => {
                format!("<div data-mark={mark} role=\"checkbox\" aria-checked=\"false\" aria-label=\"{word}\">x</div>")
            }
        }
    }
}
