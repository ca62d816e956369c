//! The engine's syntax, held to Playwright's own.

#![allow(clippy::unwrap_used)]

mod peer_cases;

use peer_cases::print_cases;

#[test]
fn selectors_are_playwrights_own() {
    let Some(cases) = print_cases() else { return };
    assert_eq!(cases.len(), 51);
    for case in cases {
        let printed = locate::engine_selector(&case.locator, "data-testid");
        assert_eq!(printed, case.selector, "{} ({})", case.id, case.code[0]);
    }
}
