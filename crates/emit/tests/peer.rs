//! Locators as code, held to Playwright's own printer.

#![allow(clippy::unwrap_used)]

#[path = "../../locate/tests/peer_cases/mod.rs"]
mod peer_cases;

use emit::Style;
use peer_cases::print_cases;

#[test]
fn locators_are_printed_as_playwright_prints_them() {
    let Some(cases) = print_cases() else { return };
    assert!(cases.len() >= 25, "most expressible cases are read: {}", cases.len());
    for case in cases {
        assert_eq!(emit::locator(&case.locator, &Style::default()), case.javascript, "{} ({})", case.id, case.selector);
    }
}
