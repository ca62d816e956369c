//! The lines of one group: what stands inside its `test.step`.
//!
//! Decides on variables, comments and the order of what surrounds an action; calls come from `action`, line breaks
//! from `layout`.

use crate::action::{Act, act, is_of_page, matcher, typed};
use crate::layout::{Argument, Call, Statement, fits, flat, lines};
use crate::locator::calls;
use crate::names::{Names, wishes};
use crate::quote::comment;
use crate::style::Style;
use crate::tabs::{Declared, Tabs};
use model::{Check, Chosen, Expectation, Group, Line, Link, Locator, Parameter, PlannedStep, Signal, TabId};
use std::collections::HashSet;

/// Lines with their indentation, and which of them (0-based, inclusive) come from which step or check.
pub(crate) struct Printed {
    pub lines: Vec<String>,
    pub spans: Vec<(String, usize, usize)>,
}

/// What is the same for all groups of a test.
pub(crate) struct Test<'a> {
    pub style: &'a Style,
    pub base_url: &'a str,
    pub tabs: &'a Tabs,
    /// Names that the test itself uses.
    pub names: &'a Names,
    /// Data with a name.
    pub data: &'a [Parameter],
}

/// The lines of a group at this depth. `opened` holds the tabs that were opened by hand and are already there.
pub(crate) fn group(group: &Group, test: &Test, depth: usize, opened: &mut HashSet<TabId>) -> Printed {
    let mut names = test.names.clone();
    let named = repeated(group).into_iter().map(|(tab, links)| name(tab, links, &mut names)).collect();
    let mut printer = Printer { test, depth, names, named, commented: HashSet::new(), opened, lines: Vec::new() };
    let mut spans = Vec::new();
    for line in &group.lines {
        let from = printer.lines.len();
        let id = printer.line(line);
        if let Some(id) = id
            && printer.lines.len() > from
        {
            spans.push((id, from, printer.lines.len() - 1));
        }
    }
    Printed { lines: printer.lines, spans }
}

/// A remark, wherever it stands.
pub(crate) fn remark(text: &str) -> String {
    comment(&format!("said, not checked: \"{text}\""))
}

/// A beginning of chains that has a variable of its own.
struct Named<'a> {
    tab: &'a TabId,
    links: &'a [Link],
    variable: String,
    declared: bool,
}

struct Printer<'a, 'b> {
    test: &'a Test<'a>,
    depth: usize,
    names: Names,
    named: Vec<Named<'a>>,
    /// Locators whose weakness has been told.
    commented: HashSet<&'a Locator>,
    opened: &'b mut HashSet<TabId>,
    lines: Vec<String>,
}

impl<'a> Printer<'a, '_> {
    /// Prints a line of the plan and gives its id.
    fn line(&mut self, line: &'a Line) -> Option<String> {
        match line {
            Line::Step(step) => {
                self.step(step);
                Some(step.id.to_string())
            }
            Line::Check(check) => {
                self.check(check);
                Some(check.id.to_string())
            }
            Line::Remark { text, .. } => {
                self.text(remark(text));
                None
            }
        }
    }

    fn step(&mut self, step: &'a PlannedStep) {
        let act = act(step, self.test.base_url, self.test.style);
        if let Act::Lacking(what) = act {
            self.text(comment(&format!("not replayed: {what}, for its target was not recorded")));
            return;
        }
        self.open(&step.tab);
        if matches!(act, Act::Nothing) {
            return;
        }
        if let (Act::UntilThere(call), Some(onto)) = (&act, &step.onto) {
            self.until_there(step, call.clone(), onto);
            return;
        }
        let page = self.test.tabs.name(&step.tab).to_owned();
        let (root, mut calls) = match (&act, &step.locator) {
            (Act::OnTarget(_) | Act::Onto(_) | Act::TypeAt { .. }, Some(chosen)) => self.target(&step.tab, chosen),
            (Act::OnKeyboard(_), _) => (format!("{page}.keyboard"), Vec::new()),
            (
                Act::OnTarget(_)
                | Act::Onto(_)
                | Act::UntilThere(_)
                | Act::TypeAt { .. }
                | Act::OnPage(_)
                | Act::Nothing
                | Act::Lacking(_),
                _,
            ) => (page.clone(), Vec::new()),
        };
        let keyboard = format!("{page}.keyboard");
        let typing = match &act {
            Act::TypeAt { text, .. } => vec![
                Call::of("press", self.test.style.string("ControlOrMeta+a")),
                if *text == self.test.style.string("") {
                    Call::of("press", self.test.style.string("Delete"))
                } else {
                    Call::of("type", text.clone())
                },
            ],
            _ => Vec::new(),
        };
        calls.extend(match act {
            Act::TypeAt { click, .. } => Some(click),
            Act::OnTarget(call) | Act::OnPage(call) | Act::OnKeyboard(call) => Some(call),
            Act::Onto(rest) => step.onto.as_ref().map(|onto| {
                let (root, calls) = self.target(&step.tab, onto);
                let onto = Argument::Plain(format!("{root}{}", flat(&calls)));
                Call::new("dragTo", std::iter::once(onto).chain(rest).collect())
            }),
            Act::UntilThere(_) | Act::Nothing | Act::Lacking(_) => None,
        });
        if step.signals.contains(&Signal::Close) {
            // The page may be gone before the runner hears that the click is done.
            let end = self.test.style.end();
            calls.push(Call::of("catch", format!("(error) => {{ if (!{page}.isClosed()) throw error{end} }}")));
        }
        let afterwards = self.before(&step.signals, &page);
        self.chain("await ", &root, calls);
        for call in typing {
            self.chain("await ", &keyboard, vec![call]);
        }
        self.lines.extend(afterwards);
    }

    /// A list that grows at its end is scrolled until it has what comes next.
    fn until_there(&mut self, step: &'a PlannedStep, call: Call, onto: &'a Chosen) {
        let (root, mut calls) = match &step.locator {
            Some(chosen) => self.target(&step.tab, chosen),
            None => (self.test.tabs.name(&step.tab).to_owned(), Vec::new()),
        };
        calls.push(call);
        let (there, there_calls) = self.target(&step.tab, onto);
        self.text("await expect(async () => {".to_owned());
        self.depth += 1;
        self.chain("await ", &root, calls);
        let soon = Call::new("toBeVisible", vec![Argument::Object(vec!["timeout: 1000".to_owned()])]);
        let statement = Statement::Expect { root: there, calls: there_calls, not: false, matcher: soon };
        self.lines.extend(lines(&statement, self.depth, self.test.style));
        self.depth -= 1;
        let end = self.test.style.end();
        self.text(format!("}}).toPass(){end}"));
    }

    /// Prints what must be ready before the action, and gives the lines for after it.
    fn before(&mut self, signals: &[Signal], page: &str) -> Vec<String> {
        let style = self.test.style;
        let dialogs: Vec<String> = signals.iter().filter_map(|signal| dialog_answer(signal, style)).collect();
        self.dialogs(&dialogs, page, self.depth);
        let mut afterwards = Vec::new();
        for signal in signals {
            match signal {
                Signal::Popup { tab, by_browser } => {
                    let promise = if *by_browser { self.promise_of_context(page) } else { self.promise("popup", page) };
                    let variable = self.test.tabs.other(tab).map(|tab| match tab.declared {
                        Declared::Group => format!("const {} = ", tab.name),
                        Declared::Test => format!("{} = ", tab.name),
                        Declared::Nowhere => String::new(),
                    });
                    let variable = variable.unwrap_or_default();
                    afterwards.push(self.indented(&format!("{variable}await {promise}{}", style.end())));
                    if let Some(tab) = self.test.tabs.other(tab).filter(|tab| tab.declared != Declared::Nowhere) {
                        let loaded = format!("await {}.waitForLoadState(){}", tab.name, style.end());
                        afterwards.push(self.indented(&loaded));
                    }
                }
                Signal::Download { file } => {
                    let promise = self.promise("download", page);
                    afterwards.push(self.indented(&format!("await {promise}{} {}", style.end(), comment(file))));
                }
                Signal::Arrival { url } => {
                    let arrived = style.string(url);
                    let end = style.end();
                    afterwards.push(self.indented(&format!("await {page}.waitForURL({arrived}){end}")));
                }
                Signal::Turn { url } => {
                    let promise = self.promise_of_frame(url.as_deref(), page);
                    afterwards.push(self.indented(&format!("await {promise}{}", style.end())));
                }
                // Whether the page closed itself or was closed at once can't be told; a closed page can be closed again.
                Signal::Close => afterwards.push(self.indented(&format!("await {page}.close(){}", style.end()))),
                Signal::Dialog { .. } => {}
            }
        }
        afterwards
    }

    /// `page.once` handlers, each set up when the one before it is called: two at once would both answer the first.
    fn dialogs(&mut self, answers: &[String], page: &str, depth: usize) {
        let style = self.test.style;
        let end = style.end();
        let Some((answer, later)) = answers.split_first() else {
            return;
        };
        let once = format!("{page}.once({}, (dialog) =>", style.string("dialog"));
        let at = |depth: usize, text: String| format!("{}{text}", style.indentation(depth));
        if later.is_empty() {
            let line = format!("{once} dialog.{answer}){end}");
            if fits(&line, depth, style) {
                self.lines.push(at(depth, line));
            } else {
                self.lines.push(at(depth, once));
                self.lines.push(at(depth + 1, format!("dialog.{answer},")));
                self.lines.push(at(depth, format!("){end}")));
            }
            return;
        }
        self.lines.push(at(depth, format!("{once} {{")));
        self.dialogs(later, page, depth + 1);
        self.lines.push(at(depth + 1, format!("return dialog.{answer}{end}")));
        self.lines.push(at(depth, format!("}}){end}")));
    }

    /// `const popupPromise = page.waitForEvent('popup');`
    fn promise(&mut self, event: &str, page: &str) -> String {
        let wish = format!("{event}Promise");
        let promise = self.names.fresh(&wish, &wish);
        let wait = Call::of("waitForEvent", self.test.style.string(event));
        self.chain(&format!("const {promise} = "), page, vec![wait]);
        promise
    }

    /// `const framePromise = page.waitForEvent('framenavigated', (frame) => frame.url().endsWith('/next'));`
    fn promise_of_frame(&mut self, url: Option<&str>, page: &str) -> String {
        let style = self.test.style;
        let end = style.end();
        let promise = self.names.fresh("framePromise", "framePromise");
        let event = style.string("framenavigated");
        let wait = format!("const {promise} = {page}.waitForEvent({event}");
        let Some(url) = url else {
            self.text(format!("{wait}){end}"));
            return promise;
        };
        let is_it = format!("frame.url().endsWith({})", style.string(url));
        let line = format!("{wait}, (frame) => {is_it}){end}");
        if fits(&line, self.depth, style) {
            self.text(line);
        } else {
            self.text(format!("{wait}, (frame) =>"));
            self.depth += 1;
            self.text(format!("{is_it},"));
            self.depth -= 1;
            self.text(format!("){end}"));
        }
        promise
    }

    /// `const pagePromise = page.context().waitForEvent('page');`
    fn promise_of_context(&mut self, page: &str) -> String {
        let promise = self.names.fresh("pagePromise", "pagePromise");
        let wait = Call::of("waitForEvent", self.test.style.string("page"));
        self.chain(&format!("const {promise} = "), page, vec![Call::bare("context"), wait]);
        promise
    }

    fn check(&mut self, check: &'a Check) {
        let (not, matcher) = matcher(&check.expectation, self.test.style);
        let of_page = is_of_page(&check.expectation);
        let (root, calls) = match &check.locator {
            _ if of_page => {
                self.open(&check.tab);
                (self.test.tabs.name(&check.tab).to_owned(), Vec::new())
            }
            Some(chosen) => {
                self.open(&check.tab);
                self.target(&check.tab, chosen)
            }
            None => {
                self.text(remark(&check.sentence));
                return;
            }
        };
        let statement = Statement::Expect { root, calls, not, matcher };
        self.lines.extend(lines(&statement, self.depth, self.test.style));
    }

    /// What a locator is called on, and the calls; with its variable and its comment printed where they are due.
    fn target(&mut self, tab: &'a TabId, chosen: &'a Chosen) -> (String, Vec<Call>) {
        if let Some(weakness) = &chosen.weakness
            && self.commented.insert(&chosen.locator)
        {
            self.text(comment(weakness));
        }
        let page = self.test.tabs.name(tab).to_owned();
        let links = &chosen.locator.links;
        let found = self.named.iter().position(|named| named.tab == tab && links.starts_with(named.links));
        let Some(found) = found else {
            return (page.clone(), calls(links, &page, self.test.style, self.test.data));
        };
        let named = &mut self.named[found];
        let (prefix, variable) = (named.links, named.variable.clone());
        if !std::mem::replace(&mut named.declared, true) {
            let prefix = calls(prefix, &page, self.test.style, self.test.data);
            self.chain(&format!("const {variable} = "), &page, prefix);
        }
        (variable, calls(&links[prefix.len()..], &page, self.test.style, self.test.data))
    }

    /// A tab that no step opens was opened by the person, and has to be by the test.
    fn open(&mut self, tab: &TabId) {
        let Some(other) = self.test.tabs.other(tab) else {
            return;
        };
        if other.by_page || !self.opened.insert(tab.clone()) {
            return;
        }
        let lead = match other.declared {
            Declared::Group => format!("const {} = await ", other.name),
            Declared::Test => format!("{} = await ", other.name),
            Declared::Nowhere => "await ".to_owned(),
        };
        self.chain(&lead, "page", vec![Call::bare("context"), Call::bare("newPage")]);
    }

    fn chain(&mut self, lead: &str, root: &str, calls: Vec<Call>) {
        let statement = Statement::Chain { lead: lead.to_owned(), root: root.to_owned(), calls };
        self.lines.extend(lines(&statement, self.depth, self.test.style));
    }

    fn text(&mut self, line: String) {
        let line = self.indented(&line);
        self.lines.push(line);
    }

    fn indented(&self, line: &str) -> String {
        format!("{}{line}", self.test.style.indentation(self.depth))
    }
}

fn dialog_answer(signal: &Signal, style: &Style) -> Option<String> {
    match signal {
        Signal::Dialog { accepted: true, answer: Some(answer), variable, .. } => {
            Some(format!("accept({})", typed(answer, variable.as_ref(), style)))
        }
        Signal::Dialog { accepted: true, answer: None, .. } => Some("accept()".to_owned()),
        Signal::Dialog { accepted: false, .. } => Some("dismiss()".to_owned()),
        Signal::Popup { .. }
        | Signal::Close
        | Signal::Arrival { .. }
        | Signal::Turn { .. }
        | Signal::Download { .. } => None,
    }
}

fn name<'a>(tab: &'a TabId, links: &'a [Link], names: &mut Names) -> Named<'a> {
    let (wish, longer) = wishes(links);
    Named { tab, links, variable: names.fresh(&wish, &longer), declared: false }
}

/// Beginnings of chains that occur twice or more and deserve a variable: three links or more, or a filtered item or a
/// frame. The longest come first, and each chain counts for one of them only.
fn repeated(group: &Group) -> Vec<(&TabId, &[Link])> {
    let mut chains: Vec<(&TabId, &[Link])> = group.lines.iter().filter_map(chain_of).collect();
    let longest = chains.iter().map(|(_, links)| links.len()).max().unwrap_or(0);
    let mut found = Vec::new();
    for length in (2..=longest).rev() {
        let beginnings: Vec<(&TabId, &[Link])> = chains
            .iter()
            .filter(|(_, links)| links.len() >= length && deserves_name(&links[..length]))
            .map(|(tab, links)| (*tab, &links[..length]))
            .collect();
        for beginning in beginnings {
            let begins = |chain: &(&TabId, &[Link])| chain.0 == beginning.0 && chain.1.starts_with(beginning.1);
            if chains.iter().filter(|chain| begins(chain)).count() >= 2 {
                found.push(beginning);
                chains.retain(|chain| !begins(chain));
            }
        }
    }
    found
}

fn deserves_name(links: &[Link]) -> bool {
    match links {
        [_, Link::HasText { .. } | Link::Has { .. } | Link::Frame] => true,
        _ => links.len() >= 3,
    }
}

fn chain_of(line: &Line) -> Option<(&TabId, &[Link])> {
    let (tab, chosen) = match line {
        Line::Step(step) => (&step.tab, step.locator.as_ref()),
        Line::Check(Check { expectation: Expectation::PageTitle { .. } | Expectation::PageUrl { .. }, .. }) => {
            return None;
        }
        Line::Check(check) => (&check.tab, check.locator.as_ref()),
        Line::Remark { .. } => return None,
    };
    chosen.map(|chosen| (tab, chosen.locator.links.as_slice()))
}
