//! The words that [`super::claims`] goes by. Tables only; whole lower-case words unless said otherwise.

/// What a page tells in words: what follows is the text.
pub const SAYING: &[&[&str]] = &[
    &["changes", "to"],
    &["changed", "to"],
    &["turns", "into"],
    &["is", "titled"],
    &["is", "called"],
    &["says"],
    &["say"],
    &["said"],
    &["saying"],
    &["reads"],
    &["read"],
    &["shows"],
    &["show"],
    &["showed"],
    &["showing"],
    &["displays"],
    &["display"],
    &["displayed"],
    &["becomes"],
    &["become"],
    &["became"],
    &["contains"],
    &["contain"],
    &["equals"],
    &["lists"],
];

/// What one can see: what follows is the thing.
pub const SEEING: &[&[&str]] = &[
    &["there", "should", "be"],
    &["there", "must", "be"],
    &["there", "will", "be"],
    &["there", "is"],
    &["there", "are"],
    &["there", "was"],
    &["there", "were"],
    &["there's"],
    &["here", "is"],
    &["here", "are"],
    &["here's"],
    &["wait", "for"],
    &["see"],
    &["sees"],
    &["saw"],
    &["seeing"],
    &["notice"],
    &["get"],
    &["gets"],
    &["got"],
    &["finds"],
    &["returns"],
    &["have"],
    &["has"],
    &["expect"],
    &["expects"],
];

/// What a thing does to be seen: what stands before is the thing.
pub const APPEARING: &[&[&str]] = &[
    &["comes", "up"],
    &["came", "up"],
    &["pops", "up"],
    &["is", "shown"],
    &["are", "shown"],
    &["be", "shown"],
    &["is", "displayed"],
    &["are", "displayed"],
    &["be", "displayed"],
    &["is", "visible"],
    &["are", "visible"],
    &["be", "visible"],
    &["is", "there"],
    &["are", "there"],
    &["be", "there"],
    &["is", "listed"],
    &["be", "listed"],
    &["is", "present"],
    &["be", "present"],
    &["appears"],
    &["appear"],
    &["appeared"],
    &["opens"],
    &["loads"],
];

/// What a thing is, or comes to be.
pub const BEING: &[&[&str]] = &[
    &["goes", "up", "to"],
    &["goes", "down", "to"],
    &["goes", "to"],
    &["went", "to"],
    &["drops", "to"],
    &["drop", "to"],
    &["dropped", "to"],
    &["falls", "to"],
    &["fall", "to"],
    &["fell", "to"],
    &["rises", "to"],
    &["rise", "to"],
    &["rose", "to"],
    &["jumps", "to"],
    &["increases", "to"],
    &["decreases", "to"],
    &["comes", "to"],
    &["adds", "up", "to"],
    &["amounts", "to"],
    &["stays", "at"],
    &["stays"],
    &["stay"],
    &["remains"],
    &["remain"],
    &["is"],
    &["are"],
    &["was"],
    &["were"],
    &["be"],
    &["it's"],
    &["goes"],
    &["drops"],
    &["falls"],
    &["rises"],
    &["costs"],
    &["takes"],
];

/// Coming to a page: what follows is which.
pub const LANDING: &[&[&str]] = &[
    &["land", "on"],
    &["lands", "on"],
    &["landed", "on"],
    &["land", "at"],
    &["lands", "at"],
    &["ends", "up", "on"],
    &["end", "up", "on"],
    &["ends", "up", "at"],
    &["end", "up", "at"],
    &["taken", "to"],
    &["redirected", "to"],
    &["redirects", "to"],
    &["leads", "to"],
    &["brings", "us", "to"],
    &["takes", "us", "to"],
    &["arrive", "at"],
    &["arrives", "at"],
    &["are", "back", "on"],
    &["are", "on"],
    &["we're", "on"],
    &["i'm", "on"],
    &["am", "on"],
    &["is", "on"],
];

/// A sentence that has one says what is not there: nothing that a text could bear out.
pub const DENYING: &[&str] = &[
    "not", "no", "never", "isn't", "aren't", "wasn't", "doesn't", "don't", "shouldn't", "mustn't", "won't", "can't",
    "cannot", "without", "disappears", "disappear", "disappeared", "gone", "vanishes", "vanished", "hidden", "hides",
    "nothing", "none", "nobody", "longer", "away", "stops", "unable",
];

/// States of a box to tick.
pub const CHECKED: &[&str] = &["checked", "ticked", "selected", "chosen", "on"];
/// The contrary.
pub const UNCHECKED: &[&str] = &["unchecked", "unticked", "unselected", "off"];

/// Words after a number that make it no count of things.
pub const NO_THINGS: &[&str] = &[
    "percent", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "time", "times", "o'clock", "am", "pm", "more", "less", "of", "or", "in", "on", "at",
    "for", "to", "from", "with", "now", "and", "as", "is", "are", "after", "before", "when", "total", "altogether",
    "again", "instead", "too", "off",
];

/// Words that end a noun and its adjectives.
pub const AFTER_NOUN: &[&str] = &[
    "in", "on", "at", "for", "to", "from", "with", "now", "and", "is", "are", "of", "after", "before", "when", "that",
    "which", "are", "shown", "listed", "appear", "appears", "left", "altogether", "again", "below", "above", "there",
    "by", "under", "inside", "per",
];

/// Stems that say nothing about which thing is meant, besides those that `words` leaves out itself.
pub const NOISE: &[&str] = &[
    "mak", "sur", "verify", "ensur", "expect", "assert", "stil", "only", "exactly", "just", "already", "al", "new",
    "correct", "correctly", "right", "back", "up", "down", "goe", "go", "get", "see", "show", "shown", "appear",
    "display", "visibl", "ther", "cal", "nam", "should", "must", "user", "custom", "say", "becom", "immediately",
    "page", "screen", "view", "site", "thing", "text", "word", "if", "that", "whether", "have", "than", "more", "les",
];

/// Nouns for kinds of elements, as stems, with the roles that they can have.
pub const KINDS: &[(&str, &[&str])] = &[
    ("heading", &["heading"]),
    ("headlin", &["heading"]),
    ("titl", &["heading"]),
    ("buton", &["button"]),
    ("link", &["link"]),
    ("mesag", &["status", "alert", "log", "dialog", "alertdialog"]),
    ("notification", &["status", "alert", "log"]),
    ("notic", &["status", "alert", "log", "note"]),
    ("toast", &["status", "alert"]),
    ("statu", &["status"]),
    ("greeting", &["status", "alert", "heading"]),
    ("eror", &["alert", "status"]),
    ("warning", &["alert", "status"]),
    ("warn", &["alert", "status"]),
    ("alert", &["alert", "alertdialog"]),
    ("dialog", &["dialog", "alertdialog"]),
    ("popup", &["dialog", "alertdialog"]),
    ("modal", &["dialog", "alertdialog"]),
    ("tabl", &["table", "grid"]),
    ("list", &["list", "listbox"]),
    ("imag", &["img", "image"]),
    ("icon", &["img", "image", "button"]),
    ("logo", &["img", "image", "link"]),
    ("menu", &["menu", "menubar", "navigation"]),
    ("tab", &["tab"]),
    ("field", &["textbox", "searchbox", "combobox", "spinbutton"]),
    ("box", &["textbox", "searchbox", "combobox", "checkbox"]),
    ("input", &["textbox", "searchbox", "combobox", "spinbutton"]),
    ("checkbox", &["checkbox", "switch"]),
    ("dropdown", &["combobox", "listbox"]),
    ("row", &["row"]),
    ("form", &["form"]),
];

/// Nouns for items in general, as stems: any list may be meant.
pub const ITEMS: &[&str] = &[
    "result", "item", "entry", "entri", "row", "record", "line", "hit", "match", "card", "product", "option", "element",
];

/// Stems that are one on a page: a badge is a count.
pub const ALIKE: &[&[&str]] = &[
    &["badg", "count", "counter", "number", "quantity"],
    &["amount", "sum", "total", "pric", "cost"],
    &["statu", "stat"],
];
