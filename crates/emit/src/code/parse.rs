//! Text as calls: reads a locator in any of the four languages, whatever it is called on. One grammar for all; the
//! languages differ in their strings and in how they write options.

use super::Language;
use super::calls::{Call, Value, locator};
use model::Locator;

/// Locators within locators.
const DEEPEST: usize = 50;

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is odd.
    pub what: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "This locator can't be read: {}.", self.what)
    }
}

impl std::error::Error for ParseError {}

/// Reads a locator: `page.getByRole('button', { name: 'Save' })`. What it is called on is left out.
pub fn parse_locator(text: &str, language: Language) -> Result<Locator, ParseError> {
    let read = || -> Result<Locator, String> {
        let mut parser = Parser { tokens: tokens(text, language)?, at: 0, depth: 0 };
        let calls = parser.chain()?;
        match parser.peek() {
            Some(token) => Err(format!("{token:?} comes after it")),
            None => locator(&calls),
        }
    };
    read().map_err(|what| ParseError { what })
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Regex(String, String),
    Number(i32),
    Sign(char),
}

fn tokens(text: &str, language: Language) -> Result<Vec<Token>, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let next = characters.get(at + 1).copied();
        match character {
            _ if character.is_whitespace() => at += 1,
            '"' | '\'' | '`' => {
                let (text, end) = string(&characters, at, language)?;
                found.push(Token::Text(text));
                at = end;
            }
            'r' if language == Language::Python && matches!(next, Some('"' | '\'')) => {
                let (source, end) = raw(&characters, at + 1)?;
                found.push(Token::Text(source));
                at = end;
            }
            '/' if language == Language::JavaScript => {
                let (source, flags, end) = regex(&characters, at)?;
                found.push(Token::Regex(source, flags));
                at = end;
            }
            _ if character.is_ascii_digit() || (character == '-' && next.is_some_and(|next| next.is_ascii_digit())) => {
                let end = (at + 1..).find(|end| !characters.get(*end).is_some_and(char::is_ascii_digit));
                let end = end.unwrap_or(at + 1);
                let number: String = characters[at..end].iter().collect();
                found.push(Token::Number(number.parse().map_err(|_| format!("{number} is too large"))?));
                at = end;
            }
            _ if is_word(character) => {
                let end = (at + 1..).find(|end| !characters.get(*end).is_some_and(|letter| is_word(*letter)));
                let end = end.unwrap_or(at + 1);
                found.push(Token::Word(characters[at..end].iter().collect()));
                at = end;
            }
            '(' | ')' | '{' | '}' | ',' | '.' | ':' | '=' | '|' | ';' => {
                found.push(Token::Sign(character));
                at += 1;
            }
            _ => return Err(format!("{character} is not expected")),
        }
    }
    while found.last() == Some(&Token::Sign(';')) {
        found.pop();
    }
    Ok(found)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// A string literal from its quotation mark on; gives its text and the place behind it.
fn string(characters: &[char], start: usize, language: Language) -> Result<(String, usize), String> {
    let mark = characters[start];
    let mut units: Vec<u16> = Vec::new();
    let mut at = start + 1;
    let push = |units: &mut Vec<u16>, character: char| {
        units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
    };
    loop {
        let Some(&character) = characters.get(at) else { return Err("a string does not end".to_owned()) };
        at += 1;
        match character {
            _ if character == mark => break,
            '$' if mark == '`' && characters.get(at) == Some(&'{') => {
                return Err("a string has an expression in it".to_owned());
            }
            '\\' => {
                let Some(&escaped) = characters.get(at) else { return Err("a string does not end".to_owned()) };
                at += 1;
                match escaped {
                    'n' => push(&mut units, '\n'),
                    'r' => push(&mut units, '\r'),
                    't' => push(&mut units, '\t'),
                    'u' => {
                        let digits: String = characters.iter().skip(at).take(4).collect();
                        units.push(u16::from_str_radix(&digits, 16).map_err(|_| format!("\\u{digits} is no letter"))?);
                        at += 4;
                    }
                    'U' if language == Language::Python => {
                        let digits: String = characters.iter().skip(at).take(8).collect();
                        let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                        push(&mut units, code.ok_or_else(|| format!("\\U{digits} is no letter"))?);
                        at += 8;
                    }
                    _ => push(&mut units, escaped),
                }
            }
            _ => push(&mut units, character),
        }
    }
    String::from_utf16(&units).map(|text| (text, at)).map_err(|_| "a string has half a letter".to_owned())
}

/// A raw string of Python, which here is always an expression: as JavaScript writes it.
fn raw(characters: &[char], start: usize) -> Result<(String, usize), String> {
    let mark = characters[start];
    let mut source = String::new();
    let mut at = start + 1;
    loop {
        let Some(&character) = characters.get(at) else { return Err("a string does not end".to_owned()) };
        at += 1;
        match (character, characters.get(at)) {
            _ if character == mark => return Ok((source, at)),
            ('\\', Some(next)) => {
                if *next != '"' && *next != '\'' {
                    source.push('\\');
                }
                source.push(*next);
                at += 1;
            }
            ('/', _) => source.push_str("\\/"),
            _ => source.push(character),
        }
    }
}

/// A regular expression of JavaScript: its source, its flags, and the place behind it.
fn regex(characters: &[char], start: usize) -> Result<(String, String, usize), String> {
    let mut source = String::new();
    let mut at = start + 1;
    let mut class = false;
    loop {
        let Some(&character) = characters.get(at) else { return Err("an expression does not end".to_owned()) };
        at += 1;
        match character {
            '/' if !class => break,
            '\\' => {
                source.push(character);
                source.extend(characters.get(at));
                at += 1;
            }
            _ => {
                class = character == '[' || (class && character != ']');
                source.push(character);
            }
        }
    }
    let end = (at..).find(|end| !characters.get(*end).is_some_and(char::is_ascii_alphabetic)).unwrap_or(at);
    let source = if source == "(?:)" { String::new() } else { source };
    Ok((source, characters[at..end].iter().collect(), end))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, ahead: usize, sign: char) -> bool {
        self.tokens.get(self.at + ahead) == Some(&Token::Sign(sign))
    }

    fn take(&mut self, sign: char) -> bool {
        let there = self.is(0, sign);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(match self.peek() {
                Some(token) => format!("{sign} is expected, not {token:?}"),
                None => format!("{sign} is expected at the end"),
            })
        }
    }

    fn word(&mut self) -> Result<String, String> {
        match self.peek().cloned() {
            Some(Token::Word(word)) => {
                self.at += 1;
                Ok(word)
            }
            Some(token) => Err(format!("a name is expected, not {token:?}")),
            None => Err("it ends too early".to_owned()),
        }
    }

    /// `page.getByRole(…).first()`: what it is called on has no arguments and is no part of it.
    fn chain(&mut self) -> Result<Vec<Call>, String> {
        let mut calls: Vec<Call> = Vec::new();
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it is too deep".to_owned());
        }
        loop {
            let method = self.method(&calls)?;
            if let Some(method) = method {
                calls.push(self.call(method)?);
            }
            if !self.take('.') {
                self.depth -= 1;
                return Ok(calls);
            }
        }
    }

    /// The next name, as JavaScript has it; nothing for what the chain is called on.
    fn method(&mut self, before: &[Call]) -> Result<Option<String>, String> {
        let name = camel(&self.word()?);
        let property = matches!(name.as_str(), "first" | "last" | "contentFrame");
        if self.is(0, '(') || (property && !before.is_empty()) {
            Ok(Some(name))
        } else if before.is_empty() {
            Ok(None)
        } else {
            Err(format!("{name} is no part of a locator"))
        }
    }

    fn call(&mut self, method: String) -> Result<Call, String> {
        let mut call = Call { method, ..Call::default() };
        if !self.take('(') {
            return Ok(call);
        }
        while !self.take(')') {
            if let (Some(Token::Word(name)), true) = (self.peek().cloned(), self.is(1, '=')) {
                self.at += 2;
                let value = self.value()?;
                call.options.push((option(&name), value));
            } else if self.options_begin() {
                call.options.extend(self.options()?);
            } else {
                let value = self.value()?;
                call.arguments.push(value);
            }
            if !self.take(',') && !self.is(0, ')') {
                self.expect(')')?;
            }
        }
        Ok(call)
    }

    fn options_begin(&self) -> bool {
        let new = self.peek() == Some(&Token::Word("new".to_owned()));
        let regex = self.tokens.get(self.at + 1) == Some(&Token::Word("Regex".to_owned()));
        self.is(0, '{') || (new && !regex)
    }

    /// `{ name: 'Save' }`, `new() { Name = "Save" }`, `new Page.GetByRoleOptions().setName("Save")`.
    fn options(&mut self) -> Result<Vec<(String, Value)>, String> {
        let mut options = Vec::new();
        if !self.is(0, '{') {
            while let Some(Token::Word(_)) = self.peek() {
                self.at += 1;
                self.take('.');
            }
            if self.take('(') {
                self.expect(')')?;
            }
        }
        while self.take('.') {
            let setter = self.word()?;
            let name = setter.strip_prefix("set").ok_or_else(|| format!("{setter} sets no option"))?;
            let name = option(name);
            self.expect('(')?;
            let value = self.value()?;
            self.expect(')')?;
            options.push((name, value));
        }
        if self.take('{') {
            while !self.take('}') {
                let name = option(&self.word()?);
                if !self.take(':') {
                    self.expect('=')?;
                }
                let value = self.value()?;
                options.push((name, value));
                if !self.take(',') && !self.is(0, '}') {
                    self.expect('}')?;
                }
            }
        }
        Ok(options)
    }

    fn value(&mut self) -> Result<Value, String> {
        match self.peek().cloned() {
            Some(Token::Text(text)) => {
                self.at += 1;
                Ok(Value::Text(text))
            }
            Some(Token::Regex(source, flags)) => {
                self.at += 1;
                Ok(Value::Regex(source, flags))
            }
            Some(Token::Number(number)) => {
                self.at += 1;
                Ok(Value::Number(number))
            }
            Some(Token::Word(word)) => self.named(&word),
            Some(Token::Sign(sign)) => Err(format!("a value is expected, not {sign}")),
            None => Err("it ends too early".to_owned()),
        }
    }

    fn named(&mut self, word: &str) -> Result<Value, String> {
        match word {
            "true" | "True" => {
                self.at += 1;
                Ok(Value::Bool(true))
            }
            "false" | "False" => {
                self.at += 1;
                Ok(Value::Bool(false))
            }
            "AriaRole" => {
                self.at += 1;
                self.expect('.')?;
                Ok(Value::Role(self.word()?.to_lowercase()))
            }
            // `re.compile(r"…")`, `Pattern.compile("…")`, `new Regex("…")`
            "re" | "Pattern" | "new" => {
                self.at += 1;
                self.take('.');
                self.word()?;
                self.compiled()
            }
            _ => Ok(Value::Locator(self.chain()?)),
        }
    }

    fn compiled(&mut self) -> Result<Value, String> {
        self.expect('(')?;
        let Value::Text(source) = self.value()? else { return Err("an expression needs a text".to_owned()) };
        let mut flags = String::new();
        if self.take(',') {
            loop {
                self.word()?;
                self.expect('.')?;
                flags.push(match self.word()?.to_lowercase().replace('_', "").as_str() {
                    "ignorecase" | "caseinsensitive" | "i" => 'i',
                    "multiline" | "m" => 'm',
                    "dotall" | "singleline" | "s" => 's',
                    other => return Err(format!("{other} is no flag that JavaScript has")),
                });
                if !self.take('|') {
                    break;
                }
            }
        }
        self.expect(')')?;
        Ok(Value::Regex(source, flags))
    }
}

/// `get_by_role`, `GetByRole` → `getByRole`
fn camel(name: &str) -> String {
    let mut written = String::new();
    let mut raise = false;
    for character in name.chars() {
        match character {
            '_' => raise = true,
            _ if raise => {
                written.extend(character.to_uppercase());
                raise = false;
            }
            _ if written.is_empty() => written.extend(character.to_lowercase()),
            _ => written.push(character),
        }
    }
    written
}

/// C# has a name of its own for an option that is an expression.
fn option(name: &str) -> String {
    let name = camel(name);
    name.strip_suffix("Regex").map_or(name.clone(), str::to_owned)
}
