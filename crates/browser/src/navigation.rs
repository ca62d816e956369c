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
        kind.clone_into(&mut self.kind);
    }

    /// The navigation happened: says whose it was, and forgets.
    pub fn take(&mut self, same_document: bool) -> NavigationCause {
        let hints = std::mem::take(self);
        match hints.kind.as_str() {
            _ if hints.requested => NavigationCause::Page,
            "reload" | "reloadBypassingCache" => NavigationCause::Reload,
            "historySameDocument" | "historyDifferentDocument" => NavigationCause::History,
            // `pushState` and fragments of links come without a request; typing a fragment by hand is rare.
            _ if same_document => NavigationCause::Page,
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
        assert_eq!(hints.take(false), NavigationCause::Address);
        hints.requested();
        hints.started("differentDocument");
        assert_eq!(hints.take(false), NavigationCause::Page);
        hints.started("reload");
        assert_eq!(hints.take(false), NavigationCause::Reload);
        hints.requested();
        hints.started("reload");
        assert_eq!(hints.take(false), NavigationCause::Page, "location.reload()");
        hints.started("historyDifferentDocument");
        assert_eq!(hints.take(false), NavigationCause::History);
        assert_eq!(hints.take(true), NavigationCause::Page, "pushState");
        assert_eq!(Hints::popup().take(false), NavigationCause::Page);
    }
}
