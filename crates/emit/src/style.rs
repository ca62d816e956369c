//! How the repository writes TypeScript. Finding that out is `repo`'s work.

/// Formatting of the printed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// One level of indentation.
    pub indent: Indent,
    /// Quotes around strings that contain none.
    pub quote: Quote,
    /// Semicolons at the end of statements.
    pub semicolons: bool,
    /// Columns, after which a statement is broken.
    pub width: usize,
}

/// One level of indentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indent {
    /// So many spaces.
    Spaces(u8),
    /// A tab, counted as so many columns.
    Tab(u8),
}

/// A kind of quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `'`
    Single,
    /// `"`
    Double,
}

impl Default for Style {
    fn default() -> Self {
        Self { indent: Indent::Spaces(2), quote: Quote::Single, semicolons: true, width: 120 }
    }
}

impl Style {
    /// The white space before a line at this depth.
    pub(crate) fn indentation(&self, depth: usize) -> String {
        match self.indent {
            Indent::Spaces(spaces) => " ".repeat(depth * usize::from(spaces)),
            Indent::Tab(_) => "\t".repeat(depth),
        }
    }

    /// How many columns that takes.
    pub(crate) fn columns(&self, depth: usize) -> usize {
        match self.indent {
            Indent::Spaces(columns) | Indent::Tab(columns) => depth * usize::from(columns),
        }
    }

    /// `;` or nothing.
    pub(crate) fn end(&self) -> &'static str {
        if self.semicolons { ";" } else { "" }
    }

    /// A string literal.
    pub(crate) fn string(&self, text: &str) -> String {
        crate::quote::string(text, self.quote)
    }
}
