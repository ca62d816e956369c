//! Whatever a locator is, it can be printed in each language, and read again as what it was.

use super::*;
use model::{By, Link, Locator, RoleMore, RoleState, TextMatch};

/// Texts that are hard to write down.
const TEXTS: [&str; 16] = [
    "Save",
    "It's \"quoted\"",
    "back\\slash and `tick` ${x}",
    "line\nbreak\tand tab\r",
    "price (20 €) [a-z]* +1?",
    "a/b//c",
    "^start$",
    "emoji 😀 and 👩‍👩‍👧",
    "العربية \u{202e}turned\u{202c}",
    "\u{e001}icon \u{f0001}",
    ">> internal:role=button",
    "{ name: 'x' }",
    "r\"raw\"",
    "\\u0041 \\n",
    "",
    "\u{2028}\u{0b}",
];

/// A sequence that is the same every time: Numerical Recipes' generator.
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }

    fn text(&mut self) -> TextMatch {
        let text = TEXTS[self.below(TEXTS.len())];
        match self.below(4) {
            0 => TextMatch::exact(text),
            1 => TextMatch::regex(
                ["Hel+o", "a\\/b", "\\d+ items?", "say \"x\"", "^a|b$"][self.below(5)],
                ["", "i"][self.below(2)],
            ),
            _ => TextMatch::part(text),
        }
    }

    fn by(&mut self) -> By {
        match self.below(8) {
            0 => By::Label { text: self.text() },
            1 => By::Placeholder { text: self.text() },
            2 => By::AltText { text: self.text() },
            3 => By::Title { text: self.text() },
            4 => By::Text { text: self.text() },
            5 => By::test_id(TEXTS[self.below(TEXTS.len())]),
            6 => By::Css { css: ["a > b:nth-of-type(2)", "[name=\"q\"]", "#id"][self.below(3)].to_owned() },
            _ => {
                let name = self.text();
                // Both texts of a role share one word for exactness.
                let other = TextMatch { text: "what it is for".to_owned(), ..name.clone() };
                let description = (self.below(3) == 0 && name.flags.is_none()).then_some(other);
                let states = match self.below(4) {
                    0 => vec![RoleState::Checked(true), RoleState::Level(3)],
                    1 => vec![RoleState::Expanded(false), RoleState::IncludeHidden(true)],
                    _ => Vec::new(),
                };
                let role = ["button", "menuitemcheckbox", "heading"][self.below(3)].to_owned();
                By::Role { role, name: Some(name), more: RoleMore { description, states } }
            }
        }
    }

    fn locator(&mut self, depth: usize) -> Locator {
        let mut locator = Locator::by(self.by());
        for _ in 0..self.below(4) {
            let link = match self.below(if depth == 0 { 6 } else { 8 }) {
                0 => Link::By { by: self.by() },
                1 => Link::HasText { text: self.text() },
                2 => Link::HasNotText { text: self.text() },
                3 => Link::Visible { visible: self.below(2) == 0 },
                4 => Link::Frame,
                5 => Link::Nth { index: [0, 1, 7, -1, -2][self.below(5)] },
                6 => Link::Has { locator: self.locator(depth - 1) },
                _ => Link::HasNot { locator: self.locator(depth - 1) },
            };
            locator = locator.link(link);
        }
        locator
    }
}

#[test]
fn what_is_printed_is_read_again() {
    let mut numbers = Numbers(1);
    for _ in 0..5000 {
        let locator = numbers.locator(2);
        for language in Language::ALL {
            let code = locator_code(&locator, language);
            let read = parse_locator(&code, language);
            assert_eq!(read.as_ref(), Ok(&locator), "{language:?}: {code}");
        }
        // As the exported file has it, on a page.
        let code = crate::locator_on("page", &locator, &crate::Style::default());
        assert_eq!(parse_locator(&code, Language::JavaScript).as_ref(), Ok(&locator), "{code}");
    }
}

#[test]
fn what_people_write_is_read() {
    #[track_caller]
    fn check(language: Language, text: &str, expected: Locator) {
        assert_eq!(parse_locator(text, language), Ok(expected));
    }
    let save = || Locator::by(By::role("button", Some(TextMatch::part("Save"))));
    check(Language::JavaScript, "this.page.getByRole(\"button\", {\n  name: `Save`,\n});", save());
    check(Language::Python, "self.page.get_by_role('button', name='Save')", save());
    check(
        Language::Java,
        "page.getByRole(AriaRole.BUTTON,\n    new Page.GetByRoleOptions().setName(\"Save\"))",
        save(),
    );
    check(Language::CSharp, "Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = \"Save\" })", save());
    let framed = Locator::by(By::Css { css: "#pay".to_owned() }).link(Link::Frame).then(save());
    check(Language::JavaScript, "page.frameLocator('#pay').getByRole('button', { name: 'Save' })", framed);
    let row = Locator::by(By::Css { css: "tr".to_owned() }).link(Link::HasText { text: TextMatch::part("Mug") });
    check(Language::JavaScript, "page.locator('tr', { hasText: 'Mug' })", row);
}

#[test]
fn what_is_no_locator_is_refused() {
    #[track_caller]
    fn check(text: &str, part: &str) {
        let said = parse_locator(text, Language::JavaScript).expect_err("it is refused").to_string();
        assert!(said.contains(part), "{said}");
    }
    check("", "ends too early");
    check("page", "there is no locator");
    check("page.getByText('x').click()", "click is no part of a locator");
    check("page.getByText('x", "a string does not end");
    check("page.getByText(`${x}`)", "an expression in it");
    check("page.getByRole('button', { nme: 'x' })", "getByRole has no such option: nme");
    check("page.getByText(x)", "getByText needs a text");
    check("page.getByText('x') + 1", "+ is not expected");
    check("page.getByText('x', 'y'", ") is expected at the end");
    check(&"page.filter({ has: ".repeat(3), "ends too early");
}
