//! The words that [`super::classify`] goes by. Tables only; single words are stems unless said otherwise.

/// Verbs of things that people do on a page, as an imperative: "click", "open".
pub const DOING: &[&str] = &[
    "accept", "ad", "adjust", "agre", "answer", "apply", "approv", "assign", "attach", "book", "bring", "brows", "bump",
    "buy", "call", "cancel", "chang", "choos", "clear", "click", "clos", "collaps", "coment", "complet", "confirm",
    "continu", "copy", "creat", "declin", "decreas", "delet", "dismis", "disabl", "doubl", "download", "drag", "drop",
    "edit", "enabl", "enter", "expand", "export", "fil", "filter", "finaliz", "find", "finish", "folow", "get", "giv",
    "go", "grab", "head", "hit", "hover", "import", "increas", "insert", "invit", "join", "leav", "log", "login", "look",
    "logout", "mark", "mov", "navigat", "open", "order", "past", "pay", "pick", "plac", "pop", "post", "pres", "print",
    "proceed", "provid", "publish", "purchas", "push", "put", "rais", "redem", "reduc", "refresh", "register",
    "reject", "reload", "remov", "renam", "reply", "reserv", "reset", "return", "right", "save", "sav", "scan", "scroll",
    "search", "select", "send", "set", "shar", "sign", "skip", "sort", "specify", "start", "begin", "submit",
    "subscrib", "switch", "tak", "tap", "tick", "toggl", "turn", "typ", "untick", "uncheck", "updat", "upload", "use",
    "view", "visit", "writ", "zoom",
];

/// Verbs that only a person can be the subject of: "the user clicks", "Ada signs in".
pub const PERSONAL: &[&str] = &[
    "choos", "click", "enter", "fil", "log", "pick", "pres", "scroll", "search", "select", "sign", "submit", "tap",
    "tick", "typ", "upload",
];

/// Of [`DOING`], those that are as often names of things: "search results", "order number", "filter chips".
pub const ALSO_NOUNS: &[&str] = &[
    "answer", "book", "buy", "call", "cancel", "chang", "comment", "continu", "copy", "coment", "download",
    "drop", "edit", "export", "filter", "import", "login", "logout", "mark", "order", "past", "pay", "post", "print",
    "purchas", "reply", "reset", "return", "sav", "save", "search", "select", "send", "set", "shar", "sign", "sort",
    "start", "submit", "switch", "tap", "tick", "toggl", "updat", "upload", "view", "visit", "apply", "register",
    "remov", "delet", "ad", "open", "clos", "confirm", "refresh", "reload",
];

/// Those who do things.
pub const PERSONS: &[&str] = &[
    "admin", "buyer", "customer", "guest", "he", "i", "member", "people", "person", "she", "shopper", "somebody",
    "someone", "tester", "they", "user", "visitor", "we", "you",
];

/// Words that a sentence may begin with and that change nothing about what it does. Whole words.
pub const OPENERS: &[&str] = &[
    "ah", "alright", "also", "and", "basically", "but", "er", "finally", "first", "firstly", "great", "hmm", "i", "i'd",
    "i'll", "i'm", "im", "just", "last", "lastly", "let", "let's", "lets", "me", "next", "now", "oh", "ok", "okay",
    "please", "quickly", "right", "second", "secondly", "simply", "so", "then", "third", "uh", "uhm", "um", "us", "we",
    "we'll", "we're", "well", "will", "would", "yeah", "yes", "you", "you'll", "can", "could", "again", "afterwards",
    "later", "once", "more", "am", "are", "have", "i've", "we've", "like", "going", "want", "need", "try", "trying",
    "to", "gonna", "go", "ahead", "start", "begin", "by", "with", "carefully", "actually", "step", "here", "there",
    "today", "when", "while", "if",
];

/// Openers that promise something to do even without a verb: "now the coupon".
pub const SEQUENCERS: &[&str] = &["next", "then", "now", "first", "finally", "lastly", "secondly"];

/// Words after which a clause begins.
pub const CONJUNCTIONS: &[&str] = &["and", "then", "so", "but", "which", "until", "because", "before", "after", "once", "where"];

/// What a page does or shows, in all forms that count. Whole words, anywhere but at the start of an imperative.
pub const SHOWING: &[&str] = &[
    "appear", "appears", "appeared", "appearing", "become", "becomes", "became", "contain", "contains", "decreases",
    "decreased", "disappear", "disappears", "disappeared", "displays", "displayed", "drops", "dropped", "equals",
    "falls", "fell", "fails", "gets", "greets", "has", "hides", "includes", "increases", "increased", "jumps", "lands",
    "land", "leads", "lists", "listed", "loads", "matches", "reads", "redirects", "remains", "remain", "rises", "rose",
    "says", "said", "show", "shows", "showed", "shown", "showing", "stays", "stay", "turns", "vanishes", "vanished",
    "welcomes", "works", "brings", "takes", "reappears", "updates", "empties", "closes", "opens",
];

/// After these come the page's words, not the narrator's. Whole words.
pub const QUOTING: &[&str] = &["says", "say", "reads", "shows", "show", "displays"];

/// Words that state what must be. Whole words.
pub const DEMANDING: &[&str] = &[
    "should", "shouldn't", "must", "mustn't", "expect", "expects", "expecting", "expected", "ensure", "ensuring",
    "verify", "verifies", "verifying", "validate", "assert", "asserts", "supposed", "ought",
];

/// Phrases that state what is or must be. Whole words.
pub const STATING: &[&[&str]] = &[
    &["make", "sure"],
    &["making", "sure"],
    &["made", "sure"],
    &["there", "is"],
    &["there", "are"],
    &["there's"],
    &["there", "was"],
    &["there", "were"],
    &["there", "will"],
    &["here", "is"],
    &["here", "are"],
    &["here's"],
    &["is", "now"],
    &["are", "now"],
    &["goes", "to"],
    &["goes", "up"],
    &["goes", "down"],
    &["goes", "from"],
    &["goes", "away"],
    &["went", "up"],
    &["went", "down"],
    &["went", "away"],
    &["changes", "to"],
    &["changed", "to"],
    &["comes", "up"],
    &["comes", "back"],
    &["came", "up"],
    &["pops", "up"],
    &["will", "be"],
    &["will", "show"],
    &["no", "longer"],
    &["ends", "up"],
    &["end", "up"],
    &["wait", "for"],
    &["wait", "until"],
    &["waiting", "for"],
    &["nothing", "happens"],
    &["we", "get"],
    &["i", "get"],
    &["you", "get"],
    &["we", "got"],
    &["i", "got"],
    &["we", "have"],
    &["we", "now", "have"],
    &["now", "have"],
    &["is", "shown"],
    &["still", "have"],
];

/// Verbs of looking: "we see", "I can see". Whole words; not "let's see", and not "see you".
pub const SEEING: &[&str] = &["see", "sees", "seeing", "saw", "notice", "notices"];

/// Copulas. Whole words.
pub const COPULAS: &[&str] = &["is", "isn't", "are", "aren't", "was", "were", "be", "it's", "that's", "we're", "i'm", "looks"];

/// What can be said of a thing on a page, after a copula.
pub const STATES: &[&str] = &[
    "activ", "aded", "availabl", "back", "blank", "blu", "bold", "checkd", "clickabl", "closd", "confirm", "correct", "disabl",
    "display", "don", "editabl", "empty", "enabl", "equal", "expand", "free", "gon", "green", "gray", "grey", "hid",
    "hiden", "highlight", "invalid", "list", "log", "mark", "mising", "open", "paid",
    "plac", "present", "red", "remov", "required", "requir", "right", "sav", "select", "sent", "shown", "sign",
    "sold", "submit", "there", "tick", "unavailabl", "unchang", "unchecked", "uncheck", "unselect", "valid", "visibl",
    "apply", "ad", "creat", "delet", "updat", "complet", "chang", "fil", "focus", "sort", "colaps", "same", "load",
];

/// Things on pages, of which a statement is worth a check.
pub const THINGS: &[&str] = &[
    "addres", "alert", "amount", "badg", "baner", "basket", "balanc", "box", "buton", "cart", "cel", "checkbox",
    "column", "confirmation", "count", "counter", "coupon", "dialog", "discount", "dropdown", "email", "eror", "field",
    "footer", "form", "header", "heading", "icon", "imag", "input", "invoic", "item", "label", "link",
    "list", "logo", "mesag", "menu", "nam", "notification", "number", "option", "order", "password", "placeholder", "popup",
    "pric", "product", "quantity", "result", "row", "shiping", "statu", "stock", "subtotal", "sum", "tab", "tabl", "tax",
    "titl", "toast", "total", "url", "user", "valu", "warning", "warn", "mug",
];

/// Words that make a remark of a statement. Whole words.
pub const REMARKS: &[&[&str]] = &[
    &["always"],
    &["usually"],
    &["often"],
    &["sometimes"],
    &["normally"],
    &["annoying"],
    &["sorry"],
    &["yesterday"],
    &["monday"],
    &["mondays"],
    &["anyway"],
    &["oops"],
    &["never", "mind"],
    &["by", "the", "way"],
    &["last", "week"],
    &["last", "time"],
    &["i", "think"],
    &["i", "wonder"],
    &["i", "hope"],
    &["i", "like"],
    &["i", "love"],
    &["i", "hate"],
    &["used", "to"],
    &["each", "time"],
    &["every", "time"],
    &["each", "run"],
    &["every", "run"],
    &["undo"],
    &["scratch", "that"],
    &["ignore", "that"],
    &["ignore", "this"],
    &["my", "mistake"],
    &["wrong", "one"],
    &["hold", "on"],
    &["wait", "a"],
    &["give", "me"],
    &["one", "moment"],
    &["one", "second"],
    &["thank"],
    &["thanks"],
    &["hello"],
    &["let's", "see"],
    &["lets", "see"],
    &["let", "me", "see"],
];

/// What "check" is about when it means ticking.
pub const TICKABLE: &[&str] = &["box", "checkbox", "option", "term", "condition", "policy", "agrement", "consent"];

/// What begins a thing's name: after "search", it makes the verb one ("search the shop").
pub const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "my", "our", "your", "his", "her", "their", "its", "for",
    "in", "into", "on", "to", "with", "by", "as", "up", "out", "off", "down", "back", "it", "them", "all", "another",
    "both", "each", "every", "some", "any", "one", "two", "three", "four", "five", "six", "from", "at", "through", "over",
];
