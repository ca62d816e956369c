//! What the in-page recorder tells, message by message. The TypeScript side is generated from these types.

use model::{Ancestor, Element, EventKind, NodeId, Rect};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a page has in common with one that was told before, in UTF-16 units.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Since {
    /// The earlier page's sequence.
    pub sequence: u32,
    /// How much is the same at the beginning.
    pub head: u32,
    /// How much is the same at the end.
    pub tail: u32,
}

/// One message of the recorder, as JSON through the binding.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "tell", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Told {
    /// The document as it is now.
    Page {
        /// Which document; a new load is a new one.
        document: String,
        /// Counts up within the document.
        sequence: u32,
        /// Address, masked.
        url: String,
        /// Title, masked.
        title: String,
        /// To be stored. With `since`, only what differs.
        html: String,
        /// The page that was told before, of which the rest is the same.
        since: Option<Since>,
        /// True when the page had come to rest.
        settled: bool,
    },
    /// An element, as it is before it is acted on.
    Target {
        /// Which document.
        document: String,
        /// Counts up within the document.
        key: u32,
        /// The sequence of the page that shows it.
        page: u32,
        /// Its number in that page.
        node: NodeId,
        /// Its facts.
        element: Element,
        /// Its ancestors, nearest first.
        ancestors: Vec<Ancestor>,
        /// Its box.
        rect: Rect,
        /// True for an iframe that is described for the sake of what is in it.
        around: bool,
    },
    /// A pointer button went down on an element. A page that leaves at once lets no click be told.
    Pressing {
        /// Which document.
        document: String,
        /// The element's key.
        target: u32,
        /// The click that it is the beginning of.
        click: EventKind,
    },
    /// A person did something.
    Did {
        /// Which document.
        document: String,
        /// The element's key.
        target: Option<u32>,
        /// For a drag: the key of the element on which it ended.
        onto: Option<u32>,
        /// What.
        what: EventKind,
    },
    /// An element that may have a closed shadow root, which only the browser can open.
    Host {
        /// Which document.
        document: String,
        /// Its number.
        node: NodeId,
    },
    /// What a secret field holds, for our memory alone: others may repeat it, and it is to be known there.
    Secret {
        /// Which document.
        document: String,
        /// The field's number.
        field: NodeId,
        /// What it holds.
        text: String,
    },
    /// The person pointed at a field whose content is to be hidden.
    Marked {
        /// What it is called.
        field: String,
        /// Finds it in other documents; nothing when it has no name of its own.
        selector: Option<String>,
        /// True when something was typed into it before, and told.
        late: bool,
    },
    /// The recorder itself failed at something.
    Trouble {
        /// What was thrown.
        text: String,
    },
}
