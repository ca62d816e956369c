//! Keys in Playwright's syntax: `Enter`, `Control+a`, `Control+Shift+A`. Decides nothing about steps.

use model::Modifiers;

/// What `page.keyboard.press()` takes.
///
/// Playwright takes a single character as the character to produce, so a letter under Shift is upper case: `Shift+a`
/// would tell the page `a` with Shift held, which no keyboard sends.
pub fn playwright(key: &str, modifiers: Modifiers) -> String {
    let mut keys = String::new();
    let held =
        [(modifiers.control, "Control"), (modifiers.alt, "Alt"), (modifiers.shift, "Shift"), (modifiers.meta, "Meta")];
    for (_, name) in held.into_iter().filter(|(is_held, _)| *is_held) {
        keys.push_str(name);
        keys.push('+');
    }
    match key {
        // `KeyboardEvent.key` of the space bar, which nobody could see between quotes.
        " " => keys.push_str("Space"),
        _ if modifiers.shift && key.len() == 1 => keys.push_str(&key.to_ascii_uppercase()),
        _ => keys.push_str(key),
    }
    keys
}

/// True for a chord: Shift alone only changes which character or direction it is.
pub fn is_chord(modifiers: Modifiers) -> bool {
    modifiers.control || modifiers.alt || modifiers.meta
}

/// The chord that copies and changes nothing.
pub fn is_copy(key: &str, modifiers: Modifiers) -> bool {
    (modifiers.control || modifiers.meta) && !modifiers.alt && !modifiers.shift && key.eq_ignore_ascii_case("c")
}

/// A key, in Playwright's syntax, that makes the browser go back or forward, or load the page again.
pub fn goes_or_loads(keys: &str) -> bool {
    const LOAD: [&str; 6] = ["F5", "Control+F5", "Control+r", "Control+Shift+R", "Meta+r", "Meta+Shift+R"];
    const GO: [&str; 6] = ["Alt+ArrowLeft", "Alt+ArrowRight", "Meta+ArrowLeft", "Meta+ArrowRight", "Meta+[", "Meta+]"];
    LOAD.contains(&keys) || GO.contains(&keys) || keys == "BrowserBack" || keys == "BrowserForward"
}

/// Keys that move within a group of radio buttons, a list or a number.
pub fn is_arrow(key: &str) -> bool {
    matches!(key, "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "PageUp" | "PageDown" | "Home" | "End")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax() {
        let held = |names: &str| Modifiers {
            alt: names.contains('a'),
            control: names.contains('c'),
            meta: names.contains('m'),
            shift: names.contains('s'),
        };
        for (key, modifiers, expected) in [
            ("Enter", "", "Enter"),
            ("a", "", "a"),
            ("A", "", "A"),
            ("A", "s", "Shift+A"),
            ("a", "s", "Shift+A"),
            ("?", "s", "Shift+?"),
            ("k", "c", "Control+k"),
            ("T", "cs", "Control+Shift+T"),
            ("+", "c", "Control++"),
            (" ", "c", "Control+Space"),
            ("Delete", "casm", "Control+Alt+Shift+Meta+Delete"),
            ("Tab", "s", "Shift+Tab"),
        ] {
            assert_eq!(playwright(key, held(modifiers)), expected);
        }
    }
}
