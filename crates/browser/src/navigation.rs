//! Who asked for a navigation, from the order of DevTools events. Pure: knows one frame's history of hints.

use model::NavigationCause;

/// What was heard about a frame since its last navigation.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    /// The page itself asked (`Page.frameRequestedNavigation`); the address bar, reload and history don't.
    requested: bool,
    /// `Page.frameStartedNavigating.navigationType`
    kind: String,
}

impl Hints {
    /// Hints for a frame whose first address its opener chose.
    pub fn popup() -> Self {
        Self { requested: true, kind: String::new() }
    }

    pub fn requested(&mut self) {
        self.requested = true;
    }

    pub fn started(&mut self, kind: &str) {
        if kind != "sameDocument" {
            kind.clone_into(&mut self.kind);
        }
    }

    /// A move within the document happened: says whose it was. Another document may be on its way meanwhile: of that
    /// nothing is forgotten.
    pub fn moved(&mut self) -> NavigationCause {
        if self.kind == "historySameDocument" {
            self.kind.clear();
            return NavigationCause::History;
        }
        // `pushState` and fragments of links come without a request; typing a fragment by hand is rare.
        NavigationCause::Page
    }

    /// Another document came: says whose it was, and forgets.
    pub fn take(&mut self) -> NavigationCause {
        let hints = std::mem::take(self);
        match hints.kind.as_str() {
            _ if hints.requested => NavigationCause::Page,
            "reload" | "reloadBypassingCache" => NavigationCause::Reload,
            "historySameDocument" | "historyDifferentDocument" => NavigationCause::History,
            _ => NavigationCause::Address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes() {
        let mut hints = Hints::default();
        hints.started("differentDocument");
        assert_eq!(hints.take(), NavigationCause::Address);
        hints.requested();
        hints.started("differentDocument");
        assert_eq!(hints.take(), NavigationCause::Page);
        hints.started("reload");
        assert_eq!(hints.take(), NavigationCause::Reload);
        hints.requested();
        hints.started("reload");
        assert_eq!(hints.take(), NavigationCause::Page, "location.reload()");
        hints.started("historyDifferentDocument");
        assert_eq!(hints.take(), NavigationCause::History);
        assert_eq!(hints.moved(), NavigationCause::Page, "pushState");
        hints.started("historySameDocument");
        assert_eq!(hints.moved(), NavigationCause::History);
        hints.requested();
        hints.started("differentDocument");
        assert_eq!(hints.moved(), NavigationCause::Page, "a press that leads away, then the click's `#`");
        assert_eq!(hints.take(), NavigationCause::Page);
        assert_eq!(Hints::popup().take(), NavigationCause::Page);
    }
}
