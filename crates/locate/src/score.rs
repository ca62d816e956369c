//! What each kind of locator costs: one table, lower is better. After the idea of Playwright's `selectorGenerator`.
//!
//! Judges a locator by its own text alone; what it finds on pages is weighed in `choose`, with prices from this table.

use crate::own::{is_item, is_self_speaking};
use crate::volatile::has_number;
use model::{By, Link, Locator, TextMatch};

/// Lower is better.
pub type Score = u32;

/// A contract made for tests.
const TEST_ID: Score = 1;
/// What the label says: how people speak of a field.
const LABEL: Score = 90;
/// Role and name: how people speak of everything else.
const ROLE_WITH_NAME: Score = 100;
/// Shown only while the field is empty, and reworded more often than labels.
const PLACEHOLDER: Score = 120;
/// One dialog, one status line: understood without a name.
const SELF_SPEAKING_ROLE: Score = 150;
/// Names a picture.
const ALT_TEXT: Score = 160;
/// A row or item by words in it.
const ROLE_WITH_TEXT: Score = 170;
/// Text without a role.
const TEXT: Score = 180;
/// Added to that for one or two characters: an initial, an arrow, a cross.
const HARDLY_TEXT: Score = 60;
/// Added for a name without a letter or a digit: a picture, which the next release draws anew.
const SYMBOL: Score = 150;
/// A tooltip.
const TITLE: Score = 200;
/// A test attribute that is not the configured one.
const CSS_TEST_ATTRIBUTE: Score = 230;
/// "The only text box in the search."
const ROLE_WITHOUT_NAME: Score = 400;
/// Added when it is the only one of the whole page: the next one that is built breaks it, so an id is better.
const IN_NOTHING: Score = 110;
/// An id that a person wrote.
const CSS_ID: Score = 500;
/// What a field is called when its form is sent: as lasting as its label, and there is one of it in a form. After the
/// plain ways to name the element itself, before those that say in which part of the page it is.
const CSS_NAME: Score = 132;
/// The title of a frame: what a person calls it.
const FRAME_TITLE: Score = 480;
/// `href`, `src` of a frame: a contract between programs.
const CSS_ATTRIBUTE: Score = 520;
/// Any other CSS: a tag, a class.
const CSS: Score = 600;
/// CSS that counts siblings.
const CSS_POSITION: Score = 100_000;

/// Added for the whole text where a part would read better.
const EXACT: Score = 15;
/// Added for a number in a text, which may be a counter.
const NUMBER: Score = 60;
/// Characters of text that cost one point: the shorter of two good ones.
const CHARACTERS_A_POINT: usize = 25;

/// Added for a scope by test id.
const IN_TEST_ID: Score = 18;
/// Added for a dialog, or the search.
const IN_DIALOG: Score = 20;
/// Added for an item, which its filter tells apart: it says which one, where the list only says that there is one now.
const IN_ITEM: Score = 22;
/// Added for a scope by role and name.
const IN_NAMED: Score = 24;
/// Added for an unnamed landmark.
const IN_LANDMARK: Score = 30;
/// Added for `main`: nearly the whole page.
const IN_MAIN: Score = 40;
/// Added for a scope by CSS.
const IN_CSS: Score = 150;
/// Added for `filter({ has })` over `filter({ hasText })`.
const HAS: Score = 10;

/// Added for a position among look-alikes.
const NTH: Score = 10_000;
/// Added to that for each look-alike.
pub(crate) const LOOK_ALIKE: Score = 10;
/// Added when it finds something else in a state in which the element is there to be found: worse than a position.
pub(crate) const WRONG_ELSEWHERE: Score = 50_000;
/// Added when it finds something else in a state without the element: a scope is worth it, CSS is not.
pub(crate) const WRONG_WHERE_ABSENT: Score = 60;
/// Added when it is ambiguous in another state: Playwright would stop there with a strict mode violation.
pub(crate) const AMBIGUOUS_ELSEWHERE: Score = 60;

/// Added for a change of the page after which it finds nothing, or several: by how often pages change so.
pub(crate) fn lost_by(change: &str) -> Score {
    match change {
        "words" | "siblings" | "lists" => 15,
        "language" => 4,
        "rewrite" => 10,
        "compound" => 6,
        _ => 12,
    }
}

/// Added for each change of the page after which it finds another element, and nobody notices.
pub(crate) const WRONG_BY_CHANGE: Score = 200;

/// What a locator costs by prior. Frames around it cost nothing.
pub fn score(locator: &Locator) -> Score {
    let links = innermost(locator);
    let Some(leaf) = leaf_index(links) else {
        return CSS_POSITION;
    };
    let scopes: Score = links[..leaf].iter().map(scope_cost).sum();
    let filtered = links[leaf + 1..].iter().any(says_which);
    let after: Score = links[leaf + 1..].iter().map(scope_cost).sum();
    let alone = if leaf == 0 && !filtered && is_unnamed(&links[leaf]) { IN_NOTHING } else { 0 };
    scopes + leaf_cost(&links[leaf], filtered) + alone + after
}

/// Why a locator is weak, in words for a comment; nothing for a good one.
pub fn weakness(locator: &Locator) -> Option<String> {
    let links = innermost(locator);
    let leaf = leaf_index(links)?;
    let frame = matches!(&links[leaf], Link::By { by: By::Css { css } } if is_frame(css));
    let by_css = |link: &Link| matches!(link, Link::By { by: By::Css { .. } });
    if is_counted(links) {
        Some("positional: nothing but its place in the page tells it apart".to_owned())
    } else if frame {
        None
    } else if leaf_cost(&links[leaf], false) == CSS_TEST_ATTRIBUTE {
        Some("css: its test attribute is not the one that this project is configured for".to_owned())
    } else if leaf_cost(&links[leaf], false) == CSS_NAME {
        Some("css: what the form calls it; no label or role alone tells it apart".to_owned())
    } else if by_css(&links[leaf]) {
        Some("css: no role, label or text tells it apart".to_owned())
    } else if links[..leaf].iter().any(by_css) {
        Some("css: the part of the page around it has no role and name".to_owned())
    } else if links.len() == 1 && is_unnamed(&links[leaf]) {
        Some("unnamed: it has no label or name, a second one of its kind would be confused with it".to_owned())
    } else {
        None
    }
}

/// True when a place among siblings or look-alikes is part of it.
pub(crate) fn is_counted(links: &[Link]) -> bool {
    links.iter().any(|link| match link {
        Link::By { by: By::Css { css } } => css.contains(":nth-of-type("),
        Link::Nth { .. } => true,
        Link::By { .. }
        | Link::HasText { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame => false,
    })
}

pub(crate) fn is_frame(css: &str) -> bool {
    css.starts_with("iframe[") || css.starts_with("frame[")
}

/// A filter by text tells one from another; by a role alone it only tells the kind.
fn says_which(link: &Link) -> bool {
    match link {
        Link::HasText { .. } | Link::HasNotText { .. } | Link::HasNot { .. } => true,
        Link::Has { locator } => {
            !locator.links.iter().all(|link| matches!(link, Link::By { by: By::Role { name: None, .. } }))
        }
        Link::By { .. } | Link::Visible { .. } | Link::Frame | Link::Nth { .. } => false,
    }
}

/// A role alone that doesn't speak for itself.
pub(crate) fn is_unnamed(link: &Link) -> bool {
    matches!(link, Link::By { by: By::Role { role, name: None, .. } } if !is_self_speaking(role))
}

/// The links after the last frame.
fn innermost(locator: &Locator) -> &[Link] {
    let frame = locator.links.iter().rposition(|link| matches!(link, Link::Frame));
    frame.map_or(&locator.links[..], |frame| &locator.links[frame + 1..])
}

pub(crate) fn leaf_index(links: &[Link]) -> Option<usize> {
    links.iter().rposition(|link| matches!(link, Link::By { .. }))
}

fn leaf_cost(link: &Link, filtered: bool) -> Score {
    match link {
        Link::By { by } => by_cost(by, filtered),
        Link::HasText { .. }
        | Link::HasNotText { .. }
        | Link::Has { .. }
        | Link::HasNot { .. }
        | Link::Visible { .. }
        | Link::Frame
        | Link::Nth { .. } => CSS_POSITION,
    }
}

fn by_cost(by: &By, filtered: bool) -> Score {
    match by {
        By::TestId { .. } => TEST_ID,
        By::Label { text } => LABEL + text_cost(text),
        By::Role { name: Some(name), .. } => ROLE_WITH_NAME + text_cost(name),
        By::Role { name: None, .. } if filtered => ROLE_WITH_TEXT,
        By::Role { role, name: None, .. } if is_self_speaking(role) => SELF_SPEAKING_ROLE,
        By::Role { name: None, .. } => ROLE_WITHOUT_NAME,
        By::Placeholder { text } => PLACEHOLDER + text_cost(text),
        By::AltText { text } => ALT_TEXT + text_cost(text),
        By::Title { text } => TITLE + text_cost(text),
        By::Text { text } if text.text.chars().nth(2).is_none() => TEXT + HARDLY_TEXT + text_cost(text),
        By::Text { text } => TEXT + text_cost(text),
        By::Css { css } if css.contains(":nth-of-type(") => CSS_POSITION,
        By::Css { css } if css.starts_with("[data-") => CSS_TEST_ATTRIBUTE,
        By::Css { css } if (css.starts_with('#') || css.starts_with("[id=")) && !css.contains(" > ") => CSS_ID,
        By::Css { css } if css.contains("[name=") && !is_frame(css) => CSS_NAME,
        By::Css { css } if css.contains("[title=") && is_frame(css) => FRAME_TITLE,
        By::Css { css } if css.contains('=') && !css.contains("[type=") => CSS_ATTRIBUTE,
        By::Css { .. } => CSS,
    }
}

fn text_cost(text: &TextMatch) -> Score {
    let length = Score::try_from(text.text.chars().count() / CHARACTERS_A_POINT).unwrap_or(Score::MAX / 2);
    let symbol = !text.text.chars().any(char::is_alphanumeric);
    length
        + if text.exact { EXACT } else { 0 }
        + if has_number(&text.text) { NUMBER } else { 0 }
        + if symbol { SYMBOL } else { 0 }
}

/// What a link costs that is not the leaf.
fn scope_cost(link: &Link) -> Score {
    match link {
        Link::By { by: By::TestId { .. } } => IN_TEST_ID,
        Link::By { by: By::Css { .. } } => IN_CSS,
        Link::By { by: By::Role { role, .. } } if matches!(role.as_str(), "dialog" | "alertdialog" | "search") => {
            IN_DIALOG
        }
        Link::By { by: By::Role { name: Some(name), .. } } => IN_NAMED + text_cost(name),
        Link::By { by: By::Role { role, .. } } if is_item(role) => IN_ITEM,
        Link::By { by: By::Role { role, .. } } if role == "main" => IN_MAIN,
        Link::By { .. } => IN_LANDMARK,
        Link::HasText { text } | Link::HasNotText { text } => text_cost(text),
        Link::Has { .. } | Link::HasNot { .. } | Link::Visible { .. } => HAS,
        Link::Nth { .. } => NTH,
        Link::Frame => 0,
    }
}
