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
    /// `.filter({ hasNotText })`
    HasNotText {
        /// The text.
        text: TextMatch,
    },
    /// `.filter({ has: locator })`
    Has {
        /// What it must contain.
        locator: Locator,
    },
    /// `.filter({ hasNot: locator })`
    HasNot {
        /// What it must not contain.
        locator: Locator,
    },
    /// `.filter({ visible })`
    Visible {
        /// Shown, or not.
        visible: bool,
    },
    /// `.contentFrame()`
    Frame,
    /// `.nth(index)`, 0-based: positional, always with a comment that says why.
    Nth {
        /// 0-based; from the end when negative: −1 is `.last()`.
        index: i32,
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
        /// What else is asked of it.
        #[serde(default, skip_serializing_if = "RoleMore::is_nothing")]
        more: RoleMore,
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
        /// The attribute's whole value, or a pattern of it.
        id: TextMatch,
    },
    /// `locator(css)`
    Css {
        /// A CSS selector.
        css: String,
    },
}

/// What `getByRole` can ask for besides role and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct RoleMore {
    /// Accessible description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextMatch>,
    /// States, in the order in which they are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<RoleState>,
}

/// A state of an element with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "state", content = "value", rename_all = "camelCase")]
pub enum RoleState {
    /// Ticked.
    Checked(bool),
    /// Can't be acted on.
    Disabled(bool),
    /// Open.
    Expanded(bool),
    /// Hidden ones are found, too.
    IncludeHidden(bool),
    /// Of a heading: 1 to 6.
    Level(u32),
    /// Of a toggle button.
    Pressed(bool),
    /// Chosen.
    Selected(bool),
}

/// Text to look for: white space is folded; not exact means a case-insensitive part, as Playwright has it. Or a
/// regular expression of JavaScript.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct TextMatch {
    /// The text, or the source of the expression.
    pub text: String,
    /// True: the whole text, case-sensitive. Of no meaning for an expression.
    pub exact: bool,
    /// The flags of an expression: `i`. Nothing for a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flags: Option<String>,
}

impl By {
    /// By role, and by name.
    pub fn role(role: impl Into<String>, name: Option<TextMatch>) -> Self {
        Self::Role { role: role.into(), name, more: RoleMore::default() }
    }

    /// By the test id's whole value.
    pub fn test_id(id: impl Into<String>) -> Self {
        Self::TestId { id: TextMatch::exact(id) }
    }
}

impl RoleMore {
    /// True when nothing more is asked for.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
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
        Self { text: text.into(), exact: false, flags: None }
    }

    /// The whole text, case-sensitive.
    pub fn exact(text: impl Into<String>) -> Self {
        Self { text: text.into(), exact: true, flags: None }
    }

    /// A regular expression: `/source/flags`.
    pub fn regex(source: impl Into<String>, flags: impl Into<String>) -> Self {
        Self { text: source.into(), exact: false, flags: Some(flags.into()) }
    }
}
