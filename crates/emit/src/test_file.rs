//! The whole file: imports, the header, one `test`, one `test.step` for each group, and the map of its lines.

use crate::action::is_of_page;
use crate::conditions::{names_a_device, use_options};
use crate::group::{Test, group, remark};
use crate::locator::holds;
use crate::names::{Names, camel};
use crate::quote::comment;
use crate::slug::spec_path;
use crate::style::Style;
use crate::tabs::{Tabs, lines};
use model::{Action, Group, Line, Locator, Parameter, Plan};
use std::collections::HashSet;

/// A printed file and what its lines come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFile {
    /// Where it would lie in a repository that has no other convention: `e2e/order-with-a-coupon.spec.ts`. Uploaded
    /// files belong beside it, in `e2e/files/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Which lines come from what, in the order of their first lines; a group before what is in it.
    pub spans: Vec<Span>,
}

/// Lines that come from one step, check or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// 1-based, first.
    pub from_line: u32,
    /// 1-based, last.
    pub to_line: u32,
    /// The step's, check's or group's id.
    pub of: String,
}

/// The plan as a plain `@playwright/test` file. Printing the same plan gives the same text.
pub fn test_file(plan: &Plan, style: &Style) -> TestFile {
    let mut names = Names::new();
    let tabs = Tabs::of(plan, &mut names);
    let data = data(plan, &mut names);
    let test = Test { style, base_url: &plan.base_url, tabs: &tabs, names: &names, data: &data };
    let mut file = File { lines: head(plan, &tabs, style), spans: Vec::new() };
    let declarations = declarations(plan, &tabs, &data, style);
    let mut opened = HashSet::new();
    let mut first = declarations.is_empty();
    file.lines.extend(declarations);
    for story in plan.groups.iter().filter(|group| !group.lines.is_empty()) {
        if !first {
            file.lines.push(String::new());
        }
        first = false;
        file.group(story, &test, &mut opened);
    }
    if first {
        file.lines.push(format!("{}// nothing was recorded", style.indentation(1)));
    }
    file.lines.push(format!("}}){}", style.end()));
    TestFile { path: spec_path(&plan.title), text: file.lines.join("\n") + "\n", spans: file.spans }
}

struct File {
    lines: Vec<String>,
    spans: Vec<Span>,
}

impl File {
    fn group(&mut self, story: &Group, test: &Test, opened: &mut HashSet<model::TabId>) {
        let style = test.style;
        let one = style.indentation(1);
        let remarks: Option<Vec<&String>> = story
            .lines
            .iter()
            .map(|line| match line {
                Line::Remark { text, .. } => Some(text),
                Line::Step(_) | Line::Check(_) => None,
            })
            .collect();
        let from = self.lines.len();
        if let Some(remarks) = remarks {
            // A step in which nothing happens would only be noise in the report.
            self.lines.extend(remarks.into_iter().map(|text| format!("{one}{}", remark(text))));
            self.span(story.id.to_string(), from, self.lines.len() - 1);
            return;
        }
        let title = style.string(&folded(&story.title, "Step"));
        self.lines.push(format!("{one}await test.step({title}, async () => {{"));
        let printed = group(story, test, 2, opened);
        let inner = self.lines.len();
        self.lines.extend(printed.lines);
        self.lines.push(format!("{one}}}){}", style.end()));
        self.span(story.id.to_string(), from, self.lines.len() - 1);
        for (id, from, to) in printed.spans {
            self.span(id, inner + from, inner + to);
        }
    }

    /// `from` and `to` are 0-based.
    fn span(&mut self, of: String, from: usize, to: usize) {
        let line = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.spans.push(Span { from_line: line(from), to_line: line(to), of });
    }
}

fn head(plan: &Plan, tabs: &Tabs, style: &Style) -> Vec<String> {
    let end = style.end();
    let checks = lines(plan).any(|(_, line)| is_printed_check(line));
    let acts = lines(plan).any(|(_, line)| !matches!(line, Line::Remark { .. }));
    let mut imported = vec!["test"];
    imported.extend(names_a_device(plan).then_some("devices"));
    imported.extend(checks.then_some("expect"));
    imported.extend((!tabs.of_test().is_empty()).then_some("type Page"));
    let mut head = vec![format!("import {{ {} }} from {}{end}", imported.join(", "), style.string("@playwright/test"))];
    if uploads(plan) {
        head.push(format!("import {{ dirname, join }} from {}{end}", style.string("node:path")));
    }
    head.push(String::new());
    head.extend(use_options(plan, style));
    head.push(comment(&format!("Recorded from narration on {}", plan.recorded_on)));
    let title = style.string(&folded(&plan.title, "Recorded flow"));
    let fixtures = if acts { "{ page }" } else { "" };
    head.push(format!("test({title}, async ({fixtures}) => {{"));
    head
}

/// Variables of the test.
fn declarations(plan: &Plan, tabs: &Tabs, data: &[Parameter], style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |text: String| lines.push(format!("{}{text}{}", style.indentation(1), style.end()));
    if uploads(plan) {
        // Not `__dirname`, which ES modules lack, nor a path that depends on where the runner was started.
        line(format!("const files = join(dirname(test.info().file), {})", style.string("files")));
    }
    for parameter in data {
        line(format!("const {} = {}", parameter.name, style.string(&parameter.value)));
    }
    for name in tabs.of_test() {
        line(format!("let {name}: Page"));
    }
    lines
}

/// The data that a locator looks for, under names of the test's own.
fn data(plan: &Plan, names: &mut Names) -> Vec<Parameter> {
    let used = plan
        .parameters
        .iter()
        .filter(|parameter| lines(plan).any(|(_, line)| locators(line).any(|locator| looks_for(locator, parameter))));
    // A word without a Latin letter is no name.
    let wish = |name: &str| Some(camel(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "value".to_owned());
    used.map(|parameter| Parameter {
        name: names.fresh(&wish(&parameter.name), "value"),
        value: parameter.value.clone(),
    })
    .collect()
}

fn locators(line: &Line) -> impl Iterator<Item = &Locator> {
    let (own, onto) = match line {
        Line::Step(step) => (step.locator.as_ref(), step.onto.as_ref()),
        Line::Check(check) => (check.locator.as_ref(), None),
        Line::Remark { .. } => (None, None),
    };
    own.into_iter().chain(onto).map(|chosen| &chosen.locator)
}

fn looks_for(locator: &Locator, parameter: &Parameter) -> bool {
    crate::code::calls(&locator.links).iter().any(|call| call.texts().iter().any(|text| holds(text, parameter)))
}

fn uploads(plan: &Plan) -> bool {
    lines(plan).any(|(_, line)| match line {
        Line::Step(step) => {
            step.locator.is_some() && matches!(&step.action, Action::Upload { files, .. } if !files.is_empty())
        }
        Line::Check(_) | Line::Remark { .. } => false,
    })
}

fn is_printed_check(line: &Line) -> bool {
    match line {
        Line::Check(check) => check.locator.is_some() || is_of_page(&check.expectation),
        Line::Step(step) => step.onto.is_some() && matches!(step.action, Action::Scroll { grew: true, .. }),
        Line::Remark { .. } => false,
    }
}

/// Titles are one line in every report.
fn folded(title: &str, otherwise: &str) -> String {
    let folded = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.is_empty() { otherwise.to_owned() } else { folded }
}
