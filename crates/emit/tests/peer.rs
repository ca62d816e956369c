//! Locators as code, held to Playwright's own printer.

#![allow(clippy::unwrap_used)]

#[path = "../../locate/tests/peer_cases/mod.rs"]
mod peer_cases;

use emit::{Language, Style};
use peer_cases::print_cases;

#[test]
fn locators_are_printed_as_playwright_prints_them() {
    let Some(cases) = print_cases() else { return };
    assert_eq!(cases.len(), 51);
    for case in cases {
        assert_eq!(emit::locator(&case.locator, &Style::default()), case.code[0], "{} ({})", case.id, case.selector);
        for (language, code) in Language::ALL.into_iter().zip(&case.code) {
            assert_eq!(&emit::locator_code(&case.locator, language), code, "{} ({})", case.id, case.selector);
            assert_eq!(emit::parse_locator(code, language).as_ref(), Ok(&case.locator), "{} ({code})", case.id);
        }
    }
}
