//! A plan as Playwright text: a plain `@playwright/test` file, with a map from its lines to what they come from.
//!
//! Prints and nothing else: it chooses no locator, drops no step, reads no file. Text from pages and people enters the
//! output only through `quote`.

mod action;
mod code;
mod conditions;
mod config;
mod find;
mod group;
mod layout;
mod locator;
mod names;
mod quote;
mod slug;
mod style;
mod tabs;
mod test_file;

pub use code::{Language, ParseError, locator_code, parse_locator};
pub use config::{ConfigOptions, WebServer, config_file};
pub use find::{declarations_in, places_of, statement_at};
pub use locator::{locator, locator_on};
pub use style::{Indent, Quote, Style};
pub use test_file::{Span, TestFile, test_file};
