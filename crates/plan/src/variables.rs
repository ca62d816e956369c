//! Names of environment variables for what is secret. A page's label may be anything: a name made of it must not be one
//! that means something else to a shell, to Node or to CI.

use model::{Conditions, Element, MASK, Variable};
use std::collections::BTreeMap;

/// A name with one of these says that it holds a secret, and collides with nothing.
const SECRET_WORDS: &[&str] = &[
    "PASSWORD",
    "PASSPHRASE",
    "PASSCODE",
    "PASSWORT",
    "PIN",
    "TOKEN",
    "SECRET",
    "OTP",
    "CARD",
    "CVC",
    "CVV",
    "EXPIRY",
    "VERIFICATION",
];
/// Longer labels are cut, in words.
const MOST_WORDS: usize = 4;

/// The variables of a test, in the order of their first use.
#[derive(Default)]
pub struct Variables {
    list: Vec<Variable>,
    /// By label and by whom it is for, as far as that was typed just before.
    known: BTreeMap<(String, String), String>,
    typed_last: String,
}

impl Variables {
    /// Somebody typed this just before: the same label after another user name is another password.
    pub fn typed(&mut self, text: &str) {
        text.clone_into(&mut self.typed_last);
    }

    /// The variables that what the browser pretends is made of.
    pub fn of_conditions(&mut self, conditions: &Conditions) {
        let mut add = |name: &str, meaning: &str| {
            self.list.push(Variable { name: name.to_owned(), meaning: meaning.to_owned() });
        };
        if conditions.http_credentials {
            add(Conditions::HTTP_USERNAME, "the user name that the server asks for");
            add(Conditions::HTTP_PASSWORD, "the password that the server asks for");
        }
        if conditions.storage_state {
            add(Conditions::STORAGE_STATE, "the file with the signed-in state: cookies and storage");
        }
    }

    /// The variable for a secret field.
    pub fn of_field(&mut self, field: Option<&Element>) -> String {
        let label = field.map(label).unwrap_or_default();
        let meaning = if label.is_empty() { "a secret field".to_owned() } else { format!("the {label} field") };
        self.name(&label, &meaning)
    }

    /// The variable for a secret answer to a question.
    pub fn of_question(&mut self, question: &str) -> String {
        self.name(question, &format!("the answer to “{question}”"))
    }

    /// The variables for the secrets in an address, in their order.
    pub fn of_address(&mut self, url: &str) -> Vec<String> {
        let texts: Vec<&str> = url.split(MASK).collect();
        let before = texts.iter().take(texts.len() - 1);
        let names = before.map(|text| {
            let parameter = text.strip_suffix('=').and_then(|text| text.rsplit(['?', '&', '#', ';']).next());
            match parameter.filter(|name| !name.is_empty()) {
                Some(name) => self.name(name, &format!("{name} in the address")),
                None => self.name("secret part", "a part of the address"),
            }
        });
        names.collect()
    }

    fn name(&mut self, label: &str, meaning: &str) -> String {
        // "Confirm password" holds what "Password" holds; whoever runs the test gives both.
        let key = (label.to_owned(), self.typed_last.clone());
        if let Some(name) = self.known.get(&key) {
            return name.clone();
        }
        let base = env_name(label);
        let taken = |name: &str| self.list.iter().any(|variable| variable.name == name);
        let mut name = base.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        let whose =
            if number > 2 && !self.typed_last.is_empty() { format!(" for {}", self.typed_last) } else { String::new() };
        self.list.push(Variable { name: name.clone(), meaning: format!("{meaning}{whose}") });
        self.known.insert(key, name.clone());
        name
    }

    pub fn into_list(self) -> Vec<Variable> {
        self.list
    }
}

fn label(field: &Element) -> String {
    let attribute = |name: &str| field.attributes.get(name).cloned().unwrap_or_default();
    let candidates = [
        field.name.clone(),
        field.labels.first().cloned().unwrap_or_default(),
        attribute("placeholder"),
        attribute("name"),
    ];
    let found = candidates.into_iter().find(|text| text.chars().any(|character| character.is_ascii_alphabetic()));
    found.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn env_name(label: &str) -> String {
    let words: Vec<String> = words::split(label)
        .iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    let name = words.join("_");
    let says_so = words.iter().any(|word| SECRET_WORDS.iter().any(|secret| word.contains(secret)));
    match name {
        name if name.is_empty() => "SECRET".to_owned(),
        name if says_so && name.starts_with(|first: char| first.is_ascii_uppercase()) => name,
        name => format!("SECRET_{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let check = |label: &str, name: &str| assert_eq!(env_name(label), name);
        check("Password", "PASSWORD");
        check("Your shop password *", "YOUR_SHOP_PASSWORD");
        check("NODE_OPTIONS", "SECRET_NODE_OPTIONS");
        check("Path", "SECRET_PATH");
        check("2nd code", "SECRET_2ND_CODE");
        check("密码", "SECRET");
        check("a'; rm -rf / #", "SECRET_A_RM_RF");
    }

    #[test]
    fn one_for_each_user() {
        let field = Element { labels: vec!["Password".to_owned()], ..Element::default() };
        let mut variables = Variables::default();
        variables.typed("ada");
        assert_eq!(variables.of_field(Some(&field)), "PASSWORD");
        assert_eq!(variables.of_field(Some(&field)), "PASSWORD");
        variables.typed("bob");
        assert_eq!(variables.of_field(Some(&field)), "PASSWORD_2");
        let list = variables.into_list();
        assert_eq!(list[1].meaning, "the Password field for bob");
    }
}
