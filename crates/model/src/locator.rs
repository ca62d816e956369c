//! A locator as a typed tree. Printing it (to code, or to the engine's own syntax) is `emit`'s and `locate`'s work.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One way for Playwright to find a target: links applied one after another, from the page downwards.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Locator {
    /// Never empty.
    pub links: Vec<Link>,
}

/// One call in a chain of locator calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "link", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Link {
    /// `.getBy…(…)` or `.locator(css)`
    By {
        /// How.
        by: By,
    },
    /// `.filter({ hasText })`
    HasText {
        /// The text.
        text: TextMatch,
    },
    /// `.filter({ has: locator })`
    Has {
        /// What it must contain.
        locator: Locator,
    },
    /// `.contentFrame()`
    Frame,
    /// `.nth(index)`, 0-based: positional, always with a comment that says why.
    Nth {
        /// 0-based.
        index: u32,
    },
}

/// How to find elements.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "by", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum By {
    /// `getByRole(role, { name, exact })`
    Role {
        /// ARIA role.
        role: String,
        /// Accessible name.
        name: Option<TextMatch>,
    },
    /// `getByLabel`
    Label {
        /// The label's text.
        text: TextMatch,
    },
    /// `getByPlaceholder`
    Placeholder {
        /// The placeholder.
        text: TextMatch,
    },
    /// `getByAltText`
    AltText {
        /// The alternative text.
        text: TextMatch,
    },
    /// `getByTitle`
    Title {
        /// The title attribute.
        text: TextMatch,
    },
    /// `getByText`
    Text {
        /// The text.
        text: TextMatch,
    },
    /// `getByTestId`
    TestId {
        /// The attribute's whole value.
        id: String,
    },
    /// `locator(css)`
    Css {
        /// A CSS selector.
        css: String,
    },
}

/// Text to look for: white space is folded; not exact means a case-insensitive part, as Playwright has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct TextMatch {
    /// The text.
    pub text: String,
    /// True: the whole text, case-sensitive.
    pub exact: bool,
}

impl Locator {
    /// A locator of one link.
    pub fn by(by: By) -> Self {
        Self { links: vec![Link::By { by }] }
    }

    /// This locator, with another's links after its own.
    pub fn then(mut self, inner: Locator) -> Self {
        self.links.extend(inner.links);
        self
    }

    /// This locator with one more link.
    pub fn link(mut self, link: Link) -> Self {
        self.links.push(link);
        self
    }

    /// True when it depends on a position among look-alikes.
    pub fn is_positional(&self) -> bool {
        self.links.iter().any(|link| matches!(link, Link::Nth { .. }))
    }
}

impl TextMatch {
    /// A case-insensitive part.
    pub fn part(text: impl Into<String>) -> Self {
        Self { text: text.into(), exact: false }
    }

    /// The whole text, case-sensitive.
    pub fn exact(text: impl Into<String>) -> Self {
        Self { text: text.into(), exact: true }
    }
}
