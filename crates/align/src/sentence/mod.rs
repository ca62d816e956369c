//! What a sentence does: says what is being done, what should be seen, both, how data is chosen, what was a mistake, or
//! none of these. Looks at one sentence alone; which steps it speaks of is `attach`'s to find.
//!
//! Two judges. Rules over words, here, know how commands and statements are made. A linear model over words (`weights`),
//! learned from the sentences in `data/sentences`, knows what people say besides; what the rules say is one of its
//! features. `cargo run --release -p align --example learn` learns it anew.

mod features;
#[cfg(test)]
mod tests;
mod vocabulary;
mod weights;

use model::SentenceClass;
use vocabulary as v;
use words::{is_number, split, stem};

/// Classes a sentence.
pub fn classify(text: &str) -> SentenceClass {
    if split(text).is_empty() {
        return SentenceClass::Aside;
    }
    weights::best(&features(text))
}

/// A sentence as what the model counts: hashes of its words, of words that stand together, of where they stand, and of
/// what the rules say.
pub fn features(text: &str) -> Vec<u32> {
    let kinds: Vec<(bool, bool)> =
        clauses(text).iter().map(|clause| kind(clause)).map(|kind| (kind.acts, kind.expects)).collect();
    features::of(text, by_rules(text), &kinds)
}

/// Classes a sentence by the rules of this module. Doubt goes to [`SentenceClass::Aside`]: a step without a sentence
/// gets a plain title, while a remark taken for an expectation becomes a false check.
fn by_rules(text: &str) -> SentenceClass {
    let is_question = text.trim_end().ends_with('?');
    let clauses = clauses(text);
    let words: Vec<&str> = clauses.iter().flatten().map(String::as_str).collect();
    let demands = words.iter().any(|word| v::DEMANDING.contains(word));
    // "It says Thank you": what a page says is no remark of the narrator's.
    let own = words.iter().position(|word| v::QUOTING.contains(word)).map_or(&words[..], |says| &words[..says]);
    let is_remark = v::REMARKS.iter().any(|phrase| has_phrase(own, phrase)) || (is_question && !demands);
    if is_remark && !demands {
        return SentenceClass::Aside;
    }
    let kinds: Vec<Kind> = clauses.iter().map(|clause| kind(clause)).collect();
    let acts = kinds.iter().any(|kind| kind.acts);
    let expects = kinds.iter().any(|kind| kind.expects);
    match (acts, expects) {
        (true, true) => SentenceClass::ActionAndExpectation,
        (true, false) => SentenceClass::Action,
        (false, true) => SentenceClass::Expectation,
        (false, false) if is_announcement(&clauses) => SentenceClass::Action,
        (false, false) => SentenceClass::Aside,
    }
}

/// What one clause does.
#[derive(Clone, Copy, Default)]
struct Kind {
    acts: bool,
    expects: bool,
}

fn kind(clause: &[String]) -> Kind {
    let words: Vec<&str> = clause.iter().map(String::as_str).collect();
    let start = opening(&words);
    let (opened, rest) = words.split_at(start);
    if let Some(kind) = checking(rest) {
        return kind;
    }
    let action = acting(opened, rest);
    // Under an imperative, "the button that says Save" only describes a thing.
    let stating = match action {
        Some(Verb::Imperative) => without_descriptions(rest),
        Some(Verb::Gerund | Verb::Finite) | None => words.clone(),
    };
    let expects = expecting(&stating, action.is_some());
    match action {
        // "Search results show two mugs", "Save is disabled": a thing's name, not a command.
        Some(Verb::Imperative) if expects && !says_who(opened) && names_a_thing(rest) => Kind { acts: false, expects },
        Some(_) => Kind { acts: true, expects },
        None => Kind { acts: false, expects },
    }
}

/// The form of the verb that says what is being done.
#[derive(Clone, Copy)]
enum Verb {
    /// "click", "I click"
    Imperative,
    /// "clicking"
    Gerund,
    /// "the user clicks", "signed in", "goes into the cart"
    Finite,
}

fn acting(opened: &[&str], rest: &[&str]) -> Option<Verb> {
    let first = rest.first()?;
    let is_copula = |word: &&str| matches!(*word, "is" | "are" | "am" | "i'm" | "we're" | "we've" | "i've");
    let stemmed = stem(first);
    if v::DOING.contains(&stemmed.as_str()) {
        let second = rest.get(1).copied().unwrap_or_default();
        return match first {
            _ if first.ends_with("ing") && stemmed != "br" => Some(Verb::Gerund),
            // "we're signed in" states, "I signed in" tells.
            _ if first.ends_with("ed") => (!opened.iter().any(is_copula)).then_some(Verb::Finite),
            // "orders", "searches": a thing's name, unless a person does it.
            _ if first.ends_with('s') && !matches!(*first, "press" | "address" | "dismiss" | "pass") => None,
            // "sign" alone is what hangs on a wall; "go" and "get" alone are chatter.
            &"sign" | &"log" => {
                matches!(second, "in" | "out" | "up" | "on" | "off" | "into").then_some(Verb::Imperative)
            }
            &"look" => matches!(second, "for" | "up").then_some(Verb::Imperative),
            &"right" | &"double" => second.starts_with("click").then_some(Verb::Imperative),
            &"order" | &"book" | &"drop" | &"head" | &"call" | &"start" | &"begin" => {
                v::DETERMINERS.contains(&second).then_some(Verb::Imperative)
            }
            // "We get a confirmation"
            &"get" if says_who(opened) => None,
            &"go" | &"get" | &"take" | &"turn" | &"set" | &"bring" | &"pop" | &"find" => {
                (!second.is_empty()).then_some(Verb::Imperative)
            }
            // Past forms that look like no other word.
            &"went" | &"chose" | &"bought" | &"paid" | &"sent" | &"took" | &"found" | &"wrote" | &"left" | &"gave" => {
                Some(Verb::Finite)
            }
            _ => Some(Verb::Imperative),
        };
    }
    if *first == "checkout" && rest.get(1).is_none_or(|second| rest.len() == 2 || v::DETERMINERS.contains(second)) {
        return Some(Verb::Imperative);
    }
    if *first == "back" && rest.get(1) == Some(&"to") {
        return Some(Verb::Imperative);
    }
    // "The user clicks Save", "Ada opens the cart", "the blue mug goes into the cart".
    let by_person = rest.iter().take(3).any(|word| v::PERSONS.contains(&stem(word).as_str()));
    rest.iter().enumerate().skip(1).find_map(|(index, word)| {
        let before = rest[index - 1];
        let next = rest.get(index + 1).copied().unwrap_or_default();
        let moves = matches!(*word, "goes" | "go" | "went") && matches!(next, "in" | "into" | "onto");
        let stemmed = stem(word);
        let third_person = word.ends_with('s') && !word.ends_with("ss") && !v::DETERMINERS.contains(&before);
        let by_name =
            index <= 2 && third_person && v::PERSONAL.contains(&stemmed.as_str()) && takes_object(&stemmed, next);
        let does = by_person && index <= 3 && third_person && v::DOING.contains(&stemmed.as_str());
        let after_that = matches!(before, "that" | "when" | "by" | "on" | "upon" | "if")
            && word.ends_with("ing")
            && v::DOING.contains(&stemmed.as_str());
        (moves || by_name || does || after_that).then_some(if after_that { Verb::Gerund } else { Verb::Finite })
    })
}

/// True when what follows can belong to the verb, so that "search results" and "selects" of a form are none.
fn takes_object(verb: &str, next: &str) -> bool {
    match verb {
        "sign" | "log" => matches!(next, "in" | "out" | "up" | "on" | "off" | "into"),
        _ => !next.is_empty() && !v::COPULAS.contains(&next) && !v::SHOWING.contains(&next),
    }
}

/// "check" is a verb of its own kind: one checks a box, checks out, and checks that the total is right.
fn checking(rest: &[&str]) -> Option<Kind> {
    let acts = Some(Kind { acts: true, expects: false });
    let expects = Some(Kind { acts: false, expects: true });
    let first = *rest.first()?;
    if matches!(first, "double") && matches!(rest.get(1), Some(&"check" | &"checking")) {
        return expects;
    }
    if first == "confirm" || first == "confirming" || first == "test" || first == "testing" {
        let second = rest.get(1).copied().unwrap_or_default();
        let states = matches!(second, "that" | "whether" | "if" | "there" | "we") || expecting(&rest[1..], true);
        return states.then_some(Kind { acts: false, expects: true });
    }
    if !matches!(first, "check" | "checking" | "checks" | "checked") {
        return None;
    }
    let second = rest.get(1).copied().unwrap_or_default();
    let is_in = |table: &[&str]| rest[1..].iter().any(|word| table.contains(&stem(word).as_str()));
    match second {
        "out" => Some(Kind { acts: true, expects: expecting(&rest[2..], true) }),
        "in" | "off" => acts,
        "that" | "whether" | "if" | "how" | "what" | "there" | "there's" | "it" | "we" | "for" => expects,
        "" => None,
        _ if expecting(&rest[1..], false) => expects,
        _ if is_in(v::TICKABLE) => acts,
        _ if is_in(v::THINGS) => expects,
        // "check the result page" looks; "check Remember me" ticks.
        "the" | "our" | "my" | "your" => expects,
        _ => acts,
    }
}

/// True when the words state what is, or should be, on the page.
fn expecting(words: &[&str], after_action: bool) -> bool {
    if words.iter().any(|word| v::DEMANDING.contains(word)) {
        return true;
    }
    if v::STATING.iter().any(|phrase| has_phrase(words, phrase) && !moves_in(words, phrase)) {
        return true;
    }
    // "The dialog opens" shows something, "the user opens the dialog" does something.
    let shows = |pair: &[&str]| {
        let by_person = v::PERSONS.contains(&stem(pair[0]).as_str()) && pair[1] != "gets";
        v::SHOWING.contains(&pair[1]) && !(by_person && v::DOING.contains(&stem(pair[1]).as_str()))
    };
    if words.windows(2).any(shows) || words.iter().any(|word| v::SEEING.contains(word)) {
        return true;
    }
    if let Some(copula) = words.iter().position(|word| v::COPULAS.contains(word)) {
        let (subject, predicate) = words.split_at(copula);
        let states = |word: &&str| is_number(word) || v::STATES.contains(&stem(word).as_str());
        let is_thing = subject.iter().any(|word| v::THINGS.contains(&stem(word).as_str()));
        let is_switched = predicate.len() > 1 && matches!(predicate.last(), Some(&("on" | "off" | "out")));
        return is_switched || predicate.iter().skip(1).any(states) || (is_thing && predicate.len() > 1);
    }
    // "Two results", "total twenty euros": a number and a thing, and nobody who does anything.
    !after_action
        && words.len() <= 6
        && words.iter().any(|word| is_number(word))
        && words.iter().any(|word| v::THINGS.contains(&stem(word).as_str()))
}

/// "goes to" is a change of a number, or a person on the way: "the user goes to the cart".
fn moves_in(words: &[&str], phrase: &[&str]) -> bool {
    phrase == ["goes", "to"] && words.iter().take(3).any(|word| v::PERSONS.contains(&stem(word).as_str()))
}

/// True when the words before the verb make it a verb: "I click", "when I click", "to click".
fn says_who(opened: &[&str]) -> bool {
    opened.iter().any(|word| v::PERSONS.contains(word) || matches!(*word, "to" | "i'm" | "i'll" | "we'll" | "we're"))
}

/// A command's verb that is really the first word of a thing's name: nothing follows that a verb could govern.
fn names_a_thing(rest: &[&str]) -> bool {
    let stemmed = rest.first().map(|first| stem(first)).unwrap_or_default();
    let governs = rest.get(1).is_some_and(|second| v::DETERMINERS.contains(second) || is_number(second));
    v::ALSO_NOUNS.contains(&stemmed.as_str()) && !governs
}

/// Leaves out "that says …" and "which is …".
fn without_descriptions<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let describes = |index: usize| {
        let next = words.get(index + 1).copied().unwrap_or_default();
        // "Ask how long it takes"
        let asks = index > 0 && matches!(words[0], "ask") && matches!(words[index], "how" | "what" | "when" | "where");
        asks || matches!(words[index], "that" | "who") && (v::SHOWING.contains(&next) || v::COPULAS.contains(&next))
    };
    let end = (0..words.len()).find(|&index| describes(index)).unwrap_or(words.len());
    words[..end].to_vec()
}

/// "Now the coupon", "then checkout": nothing is said of doing, but of what comes.
fn is_announcement(clauses: &[Vec<String>]) -> bool {
    let words: Vec<&str> = clauses.iter().flatten().map(String::as_str).collect();
    let start = words.iter().take_while(|word| v::OPENERS.contains(word)).count();
    let (opened, rest) = words.split_at(start);
    let has_verb = words.iter().any(|word| v::COPULAS.contains(word) || v::SHOWING.contains(word));
    opened.iter().any(|word| v::SEQUENCERS.contains(word)) && !rest.is_empty() && rest.len() <= 4 && !has_verb
}

/// How many words of the clause only lead up to its verb.
fn opening(words: &[&str]) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let is_opener = match *word {
            // These open a clause only before another verb; else they are its verb.
            "go" => next == "ahead" || (next == "and" && words.len() > at + 2),
            "start" | "begin" => next == "by" || next.ends_with("ing"),
            "going" | "want" | "need" | "like" | "try" | "trying" => next == "to" || next.ends_with("ing"),
            "right" => !next.starts_with("click"),
            "to" => at > 0,
            "of" | "all" => at > 0 && matches!(words[at - 1], "first" | "of"),
            "are" | "have" | "am" => at > 0,
            "there" | "here" => !v::COPULAS.contains(&next),
            "when" | "while" | "if" | "by" | "with" => next.ends_with("ing") || matches!(next, "i" | "we" | "you"),
            opener => v::OPENERS.contains(&opener),
        };
        if !is_opener {
            break;
        }
        at += 1;
    }
    at
}

/// Splits at punctuation and at words that begin a clause.
fn clauses(text: &str) -> Vec<Vec<String>> {
    let mut clauses = Vec::new();
    let parts = text.split([',', ';', ':', '.', '!', '?', '…', '–', '—', '(', ')', '"', '“', '”']);
    // An amount keeps its point: "€16.00" is split as two numbers, which is no harm here.
    for part in parts {
        let mut clause: Vec<String> = Vec::new();
        for word in split(part) {
            if v::CONJUNCTIONS.contains(&word.as_str()) && !clause.is_empty() {
                clauses.push(std::mem::take(&mut clause));
            }
            clause.push(word);
        }
        if !clause.is_empty() {
            clauses.push(clause);
        }
    }
    clauses
}

fn has_phrase(words: &[&str], phrase: &[&str]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}
