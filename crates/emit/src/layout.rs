//! Statements, laid out as Prettier would: on one line where that fits, else one call a line, else one argument a line.
//!
//! Knows calls and arguments; the text of each argument is final when it comes here.

use crate::style::Style;
use std::borrow::Cow;

/// One `.name(arguments)`.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub name: Cow<'static, str>,
    pub arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub(crate) enum Argument {
    /// A literal or a name.
    Plain(String),
    /// `{ name: 'Save', exact: true }`, as its entries.
    Object(Vec<String>),
    /// `['Red', 'Blue']`, as its items.
    List(Vec<String>),
    /// A template literal of several lines, as its lines.
    Template(Vec<String>),
}

/// A statement, without its indentation.
pub(crate) enum Statement {
    /// `await page.getByRole('button').click();`
    Chain {
        /// `await `, `const popup = await `, or nothing.
        lead: String,
        /// `page`
        root: String,
        /// The calls on it.
        calls: Vec<Call>,
    },
    /// `await expect(page.getByRole('status')).toHaveText('Saved');`
    Expect {
        /// What is looked at: a root and the calls on it.
        root: String,
        /// The calls on it.
        calls: Vec<Call>,
        /// `.not`
        not: bool,
        /// The matcher.
        matcher: Call,
    },
}

impl Call {
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, arguments: Vec<Argument>) -> Self {
        Self { name: name.into(), arguments }
    }

    /// A call of one literal.
    pub(crate) fn of(name: &'static str, argument: String) -> Self {
        Self { name: name.into(), arguments: vec![Argument::Plain(argument)] }
    }

    /// A call without arguments.
    pub(crate) fn bare(name: &'static str) -> Self {
        Self { name: name.into(), arguments: Vec::new() }
    }
}

/// The calls on one line.
pub(crate) fn flat(calls: &[Call]) -> String {
    calls.iter().map(flat_call).collect()
}

/// The statement's lines, indented.
pub(crate) fn lines(statement: &Statement, depth: usize, style: &Style) -> Vec<String> {
    match statement {
        Statement::Chain { lead, root, calls } => chain(&format!("{lead}{root}"), calls, style.end(), depth, style),
        Statement::Expect { root, calls, not, matcher } => expect(root, calls, *not, matcher, depth, style),
    }
}

fn chain(head: &str, calls: &[Call], end: &str, depth: usize, style: &Style) -> Vec<String> {
    let line = format!("{head}{}{end}", flat(calls));
    if fits(&line, depth, style) {
        return vec![indented(&line, depth, style)];
    }
    let Some((last, before)) = calls.split_last() else {
        return vec![indented(&line, depth, style)];
    };
    // Where one call a line would not save the last one from being broken, Prettier breaks only that one.
    let one_line = format!("{head}{}", flat(before));
    let last_is_broken = !fits(&format!("{}{end}", flat_call(last)), depth + 1, style);
    let hugs = matches!(last.arguments.last(), Some(Argument::Object(_)));
    if before.is_empty() || (last_is_broken && hugs && fits(&format!("{one_line}.{}(", last.name), depth, style)) {
        return spread(&one_line, last, end, depth, style);
    }
    let mut broken = vec![indented(head, depth, style)];
    for (at, call) in calls.iter().enumerate() {
        let end = if at + 1 == calls.len() { end } else { "" };
        broken.extend(spread("", call, end, depth + 1, style));
    }
    broken
}

fn expect(root: &str, calls: &[Call], not: bool, matcher: &Call, depth: usize, style: &Style) -> Vec<String> {
    let not = if not { ".not" } else { "" };
    let subject = format!("{root}{}", flat(calls));
    let head = format!("await expect({subject}){not}");
    if let Some(Argument::Template(lines)) = matcher.arguments.last() {
        return template(&head, matcher, lines, style.end(), depth, style);
    }
    let line = format!("{head}{}{}", flat_call(matcher), style.end());
    if fits(&line, depth, style) {
        return vec![indented(&line, depth, style)];
    }
    if !matcher.arguments.is_empty() && fits(&format!("{head}.{}(", matcher.name), depth, style) {
        return spread(&head, matcher, style.end(), depth, style);
    }
    let mut broken = vec![indented("await expect(", depth, style)];
    broken.extend(chain(root, calls, ",", depth + 1, style));
    broken.extend(spread(&format!("){not}"), matcher, style.end(), depth, style));
    broken
}

/// One call, its arguments on lines of their own where it is too long. A last object or list keeps its bracket on the
/// first line.
fn spread(head: &str, call: &Call, end: &str, depth: usize, style: &Style) -> Vec<String> {
    let line = format!("{head}{}{end}", flat_call(call));
    if fits(&line, depth, style) || call.arguments.is_empty() {
        return vec![indented(&line, depth, style)];
    }
    let (last, before) = call.arguments.split_last().expect("there are arguments");
    let (open, entries, close) = match last {
        Argument::Object(entries) => ('{', entries, '}'),
        Argument::List(items) => ('[', items, ']'),
        Argument::Template(lines) => return template(head, call, lines, end, depth, style),
        Argument::Plain(_) => return all_broken(head, call, end, depth, style),
    };
    let mut first = format!("{head}.{}(", call.name);
    for argument in before {
        first.push_str(&flat_argument(argument));
        first.push_str(", ");
    }
    first.push(open);
    let mut broken = vec![indented(&first, depth, style)];
    broken.extend(entries.iter().map(|entry| indented(&format!("{entry},"), depth + 1, style)));
    broken.push(indented(&format!("{close}){end}"), depth, style));
    broken
}

/// Its lines are indented with the code; whoever reads them drops what they share.
fn template(head: &str, call: &Call, lines: &[String], end: &str, depth: usize, style: &Style) -> Vec<String> {
    let mut broken = vec![indented(&format!("{head}.{}(`", call.name), depth, style)];
    broken.extend(lines.iter().map(|line| indented(line, depth + 1, style)));
    broken.push(indented(&format!("`){end}"), depth, style));
    broken
}

fn all_broken(head: &str, call: &Call, end: &str, depth: usize, style: &Style) -> Vec<String> {
    let mut broken = vec![indented(&format!("{head}.{}(", call.name), depth, style)];
    let arguments =
        call.arguments.iter().map(|argument| indented(&format!("{},", flat_argument(argument)), depth + 1, style));
    broken.extend(arguments);
    broken.push(indented(&format!("){end}"), depth, style));
    broken
}

fn flat_call(call: &Call) -> String {
    let arguments: Vec<String> = call.arguments.iter().map(flat_argument).collect();
    format!(".{}({})", call.name, arguments.join(", "))
}

fn flat_argument(argument: &Argument) -> String {
    match argument {
        Argument::Plain(text) => text.clone(),
        Argument::Object(entries) => format!("{{ {} }}", entries.join(", ")),
        Argument::List(items) => format!("[{}]", items.join(", ")),
        Argument::Template(lines) => format!("`\n{}\n`", lines.join("\n")),
    }
}

fn indented(line: &str, depth: usize, style: &Style) -> String {
    format!("{}{line}", style.indentation(depth))
}

/// True when the line is within the width at this depth.
pub(crate) fn fits(line: &str, depth: usize, style: &Style) -> bool {
    style.columns(depth) + line.chars().map(columns).sum::<usize>() <= style.width
}

/// Wide characters take two columns, as Prettier counts: East Asian scripts and emoji, roughly.
fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
