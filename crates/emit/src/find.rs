//! Finds printed locators again in a test file that people may have edited: with other quotes, line breaks, order.
//!
//! Goes by the text alone: it parses no TypeScript, so what it does not recognise it does not find.

use crate::{Style, locator_on};
use model::Locator;
use std::ops::Range;

/// The lines of the statement that a line belongs to, 1-based: as bytes of the text. A line after the last counts as the
/// last.
pub fn statement_at(text: &str, line: u32) -> Range<usize> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return 0..0;
    }
    let line = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1).min(lines.len().saturating_sub(1));
    let begins =
        |at: usize| ["await ", "const ", "let ", "return "].iter().any(|word| lines[at].trim_start().starts_with(word));
    let first = (0..=line).rev().find(|at| begins(*at)).unwrap_or(line);
    let ends = |at: usize| {
        let own = lines[at].trim();
        own.is_empty() || own.starts_with("//") || begins(at)
    };
    let after = (line + 1..lines.len()).find(|at| ends(*at)).unwrap_or(lines.len());
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    bytes(&lines[..first])..bytes(&lines[..after])
}

/// The statements that declare what a statement uses: those of `const name = …` for the names in it.
pub fn declarations_in(text: &str, statement: Range<usize>) -> Vec<Range<usize>> {
    let is_of_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    let used: Vec<&str> =
        text[statement.clone()].split(|char| !is_of_name(char)).filter(|name| !name.is_empty()).collect();
    let lines = (1..).zip(text.lines()).filter_map(|(number, line)| {
        let name = line.trim_start().strip_prefix("const ")?.split(|char| !is_of_name(char)).next()?;
        used.contains(&name).then(|| statement_at(text, number))
    });
    lines.filter(|range| *range != statement).collect()
}

/// Where a text finds elements by just this locator: not by the beginning of a longer one. From its first call on,
/// without the page that it is called on.
pub fn places_of(text: &str, locator: &Locator) -> Vec<Range<usize>> {
    let starts = text.match_indices('.').map(|(dot, _)| dot);
    starts
        .filter_map(|dot| {
            let page = name_before(&text[..dot])?;
            let code = locator_on(page, locator, &Style::default());
            let length = matched(&text[dot + 1..], &code[page.len() + 1..])?;
            let end = dot + 1 + length;
            (!goes_on(&text[end..])).then_some(dot + 1..end)
        })
        .collect()
}

/// The name that a text ends with; nothing where it ends with a call.
fn name_before(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let is_of_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    let name = &text[text.trim_end_matches(is_of_name).len()..];
    (!name.is_empty()).then_some(name)
}

/// Does the chain of locators go on?
fn goes_on(rest: &str) -> bool {
    let longer = ["getBy", "locator(", "filter(", "nth(", "first(", "last(", "contentFrame(", "frameLocator("];
    let call = rest.trim_start().strip_prefix('.');
    call.is_some_and(|call| longer.iter().any(|name| call.trim_start().starts_with(name)))
}

/// How many bytes of a text are this code, whatever the white space, the quotes, and commas before a closing bracket.
fn matched(text: &str, code: &str) -> Option<usize> {
    let plain = |char: char| if matches!(char, '"' | '`') { '\'' } else { char };
    let mut at = 0;
    for wanted in code.chars().filter(|wanted| !wanted.is_whitespace()) {
        loop {
            let rest = &text[at..];
            let found = rest.chars().next()?;
            at += found.len_utf8();
            if plain(found) == plain(wanted) {
                break;
            }
            let closes = found == ',' && rest[1..].trim_start().starts_with([')', '}']);
            if !found.is_whitespace() && !closes {
                return None;
            }
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, parse_locator};

    const TEXT: &str = r#"test('Order', async ({ page }) => {
  await page.getByRole('list').getByRole('button', { name: 'Add' }).click();
  const page1Promise = page.waitForEvent('popup');
  await page
    .getByRole("button", {
      name: "Add",
    })
    .click();
  const page1 = await page1Promise;

  // its total
  await expect(page1.getByRole('row').filter({ has: page1.getByText('Total') })).toContainText('5')
  await expect(page.getByText('Done.')).toBeVisible()
})
"#;

    fn places(code: &str) -> Vec<&'static str> {
        let locator = parse_locator(code, Language::JavaScript).unwrap();
        places_of(TEXT, &locator).into_iter().map(|range| &TEXT[range]).collect()
    }

    #[test]
    fn a_locator_is_found_however_it_is_written() {
        let broken = "getByRole(\"button\", {\n      name: \"Add\",\n    })";
        assert_eq!(places("page.getByRole('button', { name: 'Add' })"), [broken]);
        assert_eq!(places("page.getByRole('list')"), Vec::<&str>::new(), "it is the beginning of a longer one");
        let row = "getByRole('row').filter({ has: page1.getByText('Total') })";
        assert_eq!(places("page.getByRole('row').filter({ has: page.getByText('Total') })"), [row]);
        assert_eq!(places("page.getByText('Total')"), ["getByText('Total')"]);
        assert_eq!(places("page.getByText('Tota')"), Vec::<&str>::new());
    }

    #[test]
    fn declarations_of_what_is_used_are_found() {
        let text =
            "  const field = page.getByLabel('Name');\n  await field.fill('x');\n  const other = page.locator('b');\n";
        let found = declarations_in(text, statement_at(text, 2));
        assert_eq!(
            found.iter().map(|range| text[range.clone()].trim()).collect::<Vec<_>>(),
            ["const field = page.getByLabel('Name');"]
        );
    }

    #[test]
    fn a_statement_is_found_by_any_of_its_lines() {
        let at = |line: u32| TEXT[statement_at(TEXT, line)].trim();
        assert!(at(2).starts_with("await page.getByRole('list')") && at(2).ends_with("click();"), "{}", at(2));
        for line in 4..=8 {
            assert!(at(line).starts_with("await page\n") && at(line).ends_with(".click();"), "{line}: {}", at(line));
        }
        assert_eq!(statement_at("", 3), 0..0);
        assert_eq!(at(99), at(13));
        assert_eq!(at(13), "await expect(page.getByText('Done.')).toBeVisible()\n})");
    }
}
