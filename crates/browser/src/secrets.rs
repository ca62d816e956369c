//! The last gate before anything is told: what was typed into secret fields is masked wherever it turns up again, in
//! whatever document, address or dialog, and so are tokens that nobody typed. The in-page recorder masks what it can
//! see; only here all documents come together. Lives in memory alone.

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use model::MASK;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use regex::{Captures, Regex};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::LazyLock;

/// Shorter secrets are not searched for: they would blot out half a page.
const SHORTEST: usize = 4;
const SHORTEST_NUMBER: usize = 6;
/// More contents that fields had before are not remembered: a page may write into its fields by itself.
const MOST_BEFORE: usize = 500;
/// More tokens than this are not remembered: a page may ask with a new one every second.
const MOST_TOKENS: usize = 200;
/// From this length on a secret is masked within words, too.
const LONG: usize = 8;
/// Parts of a told message that are ours, not the page's: a secret may read like them.
const STRUCTURE: &[&str] = &[
    "tell", "kind", "is", "document", "button", "tag", "role", "key", "expect", "part", "cause", "dialog", "selector",
];
/// What `encodeURIComponent` leaves as it is.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// What is to be masked.
#[derive(Default)]
pub(crate) struct Secrets {
    typed: Contents,
    /// What was typed into other fields: a user name that is also the password is no secret any more.
    plain: Contents,
    /// Tokens of addresses, the newest last: pages repeat them.
    tokens: VecDeque<String>,
    search: Option<Search>,
}

/// What fields hold, and what they held before.
#[derive(Default)]
struct Contents {
    now: HashMap<(String, u32), String>,
    /// The newest last.
    before: VecDeque<String>,
}

/// All that is searched for, in all the ways in which it can be written.
struct Search {
    all: AhoCorasick,
    /// For each of them: is it masked as a whole word only?
    words: Vec<bool>,
}

impl Secrets {
    /// A secret field of a document holds this now.
    pub fn learn(&mut self, document: &str, field: u32, text: &str) {
        self.typed.set(document, field, text);
        self.search = None;
    }

    /// A field that is no secret holds this now.
    pub fn plain(&mut self, document: &str, field: u32, text: &str) {
        self.plain.set(document, field, text);
        self.search = None;
    }

    /// Every text of a message that a page told.
    pub fn mask_told(&mut self, told: &mut Value) {
        match told {
            Value::String(text) => self.mask_in(text),
            Value::Array(list) => list.iter_mut().for_each(|value| self.mask_told(value)),
            Value::Object(entries) => {
                for (name, value) in entries.iter_mut() {
                    match value {
                        Value::String(html) if name == "html" => {
                            if let Cow::Owned(masked) = self.mask_html(html) {
                                *html = masked;
                            }
                        }
                        Value::String(url) if name == "url" => self.mask_address(url),
                        value if !STRUCTURE.contains(&name.as_str()) => self.mask_told(value),
                        _ => {}
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// An address, whose tokens are secrets from now on.
    pub fn mask_address(&mut self, url: &mut String) {
        for found in PARAMETER.captures_iter(url).filter(|found| is_token(&found["word"], &found["value"])) {
            let token = percent_decode_str(&found["value"]).decode_utf8_lossy().into_owned();
            if token.len() >= LONG && !self.tokens.contains(&token) {
                self.tokens.push_back(token);
                self.search = None;
            }
        }
        while self.tokens.len() > MOST_TOKENS {
            self.tokens.pop_front();
        }
        self.mask_in(url);
    }

    /// A text.
    pub fn mask_in(&mut self, text: &mut String) {
        if let Cow::Owned(masked) = self.mask(text) {
            *text = masked;
        }
    }

    fn mask<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let typed = replaced(text, self.found(text));
        match tokens(&typed) {
            Cow::Owned(masked) => Cow::Owned(masked),
            Cow::Borrowed(_) => typed,
        }
    }

    /// A stored page: its texts and values, not its markup.
    fn mask_html<'a>(&mut self, html: &'a str) -> Cow<'a, str> {
        let mut found = self.found(html);
        if !found.is_empty() {
            let content = contents(html);
            found.retain(|(from, to)| content.iter().any(|(begin, end)| begin <= from && to <= end));
        }
        let typed = replaced(html, found);
        match tokens(&typed) {
            Cow::Owned(masked) => Cow::Owned(masked),
            Cow::Borrowed(_) => typed,
        }
    }

    /// Where secrets are, from left to right.
    fn found(&mut self, text: &str) -> Vec<(usize, usize)> {
        let Some(search) = self.search() else { return Vec::new() };
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let matches = search.all.find_iter(text).filter(|found| {
            let within =
                letter(text[..found.start()].chars().next_back()) || letter(text[found.end()..].chars().next());
            !(within && search.words[found.pattern().as_usize()])
        });
        matches.map(|found| (found.start(), found.end())).collect()
    }

    fn search(&mut self) -> Option<&Search> {
        if self.typed.now.is_empty() && self.tokens.is_empty() {
            return None;
        }
        if self.search.is_none() {
            let plain: HashSet<&String> = self.plain.all().collect();
            let mut forms: Vec<(String, bool)> = self
                .typed
                .all()
                .chain(&self.tokens)
                .filter(|secret| is_worth_masking(secret) && !plain.contains(secret))
                .flat_map(|secret| written(secret))
                .collect();
            // The longest first: one secret may begin another.
            forms.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
            forms.dedup_by(|one, other| one.0 == other.0);
            let all = AhoCorasick::builder()
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .build(forms.iter().map(|(form, _)| form))
                .ok()?;
            self.search = Some(Search { all, words: forms.into_iter().map(|(_, word)| word).collect() });
        }
        self.search.as_ref()
    }
}

impl Contents {
    fn set(&mut self, document: &str, field: u32, text: &str) {
        let was = self.now.insert((document.to_owned(), field), text.to_owned());
        // While it is being typed, what it began with is nothing yet; a field that was emptied held it.
        if let Some(was) =
            was.filter(|was| !text.starts_with(was.as_str()) && (text.is_empty() || !was.starts_with(text)))
        {
            self.before.push_back(was);
            if self.before.len() > MOST_BEFORE {
                self.before.pop_front();
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.now.values().chain(&self.before)
    }
}

fn is_worth_masking(secret: &str) -> bool {
    let number = secret.chars().all(|character| character.is_ascii_digit());
    secret.chars().count() >= if number { SHORTEST_NUMBER } else { SHORTEST }
}

/// A secret as pages, addresses and messages write it, and whether it could be a word.
fn written(secret: &str) -> Vec<(String, bool)> {
    let word = secret.len() < LONG || secret.chars().all(char::is_alphabetic);
    let percent = utf8_percent_encode(secret, COMPONENT).to_string();
    let html = secret.replace('&', "&amp;").replace('\u{a0}', "&nbsp;");
    let json = serde_json::to_string(secret).unwrap_or_default();
    let encoded = STANDARD_NO_PAD.encode(secret);
    let mut forms = vec![
        (secret.to_owned(), word),
        (utf8_percent_encode(&percent, COMPONENT).to_string(), word),
        (percent.replace("%20", "+"), word),
        (utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(), word),
        (percent, word),
        (html.replace('<', "&lt;").replace('>', "&gt;"), word),
        (html.replace('"', "&quot;"), word),
        (json.trim_matches('"').to_owned(), word),
    ];
    if encoded.len() >= LONG {
        forms.push((encoded, false));
    }
    forms
}

fn replaced(text: &str, found: Vec<(usize, usize)>) -> Cow<'_, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to) in found {
        masked.push_str(&text[at..from]);
        masked.push_str(MASK);
        at = to;
    }
    masked.push_str(&text[at..]);
    Cow::Owned(masked)
}

/// The stretches of a stored page that are the page's own texts and attribute values.
fn contents(html: &str) -> Vec<(usize, usize)> {
    let own = |(from, _): &(usize, usize)| !html[..*from].ends_with(" data-sw=\"");
    stretches(html).into_iter().filter(own).collect()
}

/// The stretches of a stored page that are text or attribute values, as our serializer writes them.
fn stretches(html: &str) -> Vec<(usize, usize)> {
    let bytes = html.as_bytes();
    let mut stretches = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let open = html[at..].find('<').map_or(bytes.len(), |found| at + found);
        stretches.push((at, open));
        at = open + 1;
        // Through the tag: quotes are the only place in which a `>` can be.
        while at < bytes.len() && bytes[at] != b'>' {
            if bytes[at] != b'"' {
                at += 1;
                continue;
            }
            let end = html[at + 1..].find('"').map_or(bytes.len(), |found| at + 1 + found);
            stretches.push((at + 1, end));
            at = end + 1;
        }
        at += 1;
    }
    stretches
}

/// The elements of a stored page by which it shows something masked: by their numbers, and whether they show it
/// themselves, or only a text that comes first in them or after them.
pub(crate) fn shown_by(html: &str) -> Vec<(u32, bool)> {
    const SHOWN: &[&str] =
        &["value=", "placeholder=", "data-sw-content=", "data-sw-before=", "data-sw-after=", "label="];
    let mut shown = Vec::new();
    let mut node = 0;
    for (from, to) in stretches(html) {
        let before = &html[..from];
        if before.ends_with(" data-sw=\"") {
            node = html[from..to].parse().unwrap_or(node);
        } else if html[from..to].contains(MASK) {
            let attribute = before.strip_suffix('"').filter(|_| !before.ends_with('>'));
            match attribute {
                Some(name) if SHOWN.iter().any(|shown| name.ends_with(shown)) => shown.push((node, true)),
                Some(_) => {}
                None => shown.push((node, false)),
            }
        }
    }
    shown.dedup();
    shown
}

/// JSON web tokens (RFC 7519), what follows "Bearer" (RFC 6750), user names and passwords in addresses.
static TOKENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        \beyJ[\w-]{6,}(?:\.[\w-]{4,}){1,4}
        | (?P<bearer>\b[Bb]earer(?:\s|%20|\+)+)[\w.~+/=-]{12,}
        | (?P<scheme>\b[a-z][a-z0-9+.-]*://)[^\s/?\#"'<>@:]*:[^\s/?\#"'<>@]+@
    "#,
    )
    .expect("it is a regular expression")
});

/// A parameter of an address.
static PARAMETER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?P<name>(?:[?&#;]|&amp;)(?P<word>[\w.\[\]-]+)=)(?P<value>[^&#\s"'<>;]{6,})"#)
        .expect("it is a regular expression")
});

/// Names of parameters that hold secrets.
static SECRET_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)(^|[^a-z]) (\w*token | \w*secret | pass(word|wd|code)? | pwd | otp | api[_-]?key | apikey | auth | sig(nature)?
        | credentials? | jwt | assertion | samlresponse | session([_-]?id)? | sid | ticket | code[_-]?verifier) $",
    )
    .expect("it is a regular expression")
});

/// Names of parameters that hold secrets if they hold something random.
static CODE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(code|key|state|nonce|hash|invite|reset|verify|confirmation)$").expect("it is one")
});

/// An address without the tokens in it, to be written down.
pub fn without_tokens(url: &str) -> String {
    tokens(url).into_owned()
}

/// The text without tokens.
fn tokens(text: &str) -> Cow<'_, str> {
    let masked = TOKENS.replace_all(text, |found: &Captures<'_>| {
        let kept = |name: &str| found.name(name).map_or("", |part| part.as_str());
        // A user name with a password is no part of the address that a page has.
        match found.name("scheme") {
            Some(scheme) => scheme.as_str().to_owned(),
            None => format!("{}{MASK}", kept("bearer")),
        }
    });
    let mask_parameter = |found: &Captures<'_>| {
        let (word, value) = (&found["word"], &found["value"]);
        if is_token(word, value) { format!("{}{MASK}", &found["name"]) } else { found[0].to_owned() }
    };
    // Each replacement copies the text: only where there is something to replace.
    if !PARAMETER.captures_iter(&masked).any(|found| is_token(&found["word"], &found["value"])) {
        return masked;
    }
    Cow::Owned(PARAMETER.replace_all(&masked, mask_parameter).into_owned())
}

fn is_token(name: &str, value: &str) -> bool {
    if value.contains(MASK) {
        return false;
    }
    let named = SECRET_NAME.is_match(name)
        && !value.chars().all(|character| character.is_ascii_lowercase() || character == '-');
    named || is_random(value, if CODE_NAME.is_match(name) { 10 } else { 24 })
}

/// Whether it reads like nothing a person would write: long, and letters of both cases and digits in a jumble. A UUID is
/// the name of a thing more often than a secret.
fn is_random(value: &str, shortest: usize) -> bool {
    let class = |character: char| match character {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        _ => 0,
    };
    let is_uuid = value.len() == 36 && value.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let allowed = value.chars().all(|character| character.is_ascii_alphanumeric() || "-_.~%=+/".contains(character));
    let classes: Vec<u8> = value.chars().map(class).filter(|class| *class > 0).collect();
    let changes = classes.windows(2).filter(|pair| pair[0] != pair[1]).count();
    !is_uuid && allowed && classes.contains(&3) && classes.len() >= shortest && changes * 5 >= classes.len()
}

#[cfg(test)]
mod tests;
