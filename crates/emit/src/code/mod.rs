//! Locators in the languages that Playwright speaks: printed, and read again. What is printed here is what Playwright's
//! own generator prints; reading takes what people write, too.
//!
//! Between a locator and each language stands one form: calls with arguments and options, named as in JavaScript.

mod calls;
mod parse;
mod print;

pub(crate) use calls::{Call, Value, calls};
pub use parse::{ParseError, parse_locator};
pub use print::locator_code;

/// A language that tests are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// And TypeScript.
    JavaScript,
    /// playwright for Python.
    Python,
    /// playwright-java.
    Java,
    /// Playwright for .NET.
    CSharp,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 4] = [Self::JavaScript, Self::Python, Self::Java, Self::CSharp];
}

#[cfg(test)]
mod tests;
