//! Sentences against pages. A page is drawn as text, an element a line, indented under what contains it:
//!
//! ```text
//! list "Results"
//!   listitem
//!     heading "Blue mug"
//! strong #total = €16.00        #: test id, =: text
//! textbox "Email" := ada        :=: value
//! checkbox "Gift" [x]           [x], [ ]: ticked or not
//! ```
//!
//! The answer has a line per claim: the element and what is expected of it, or what contradicts it.

use super::*;
use expect_test::{Expect, expect};
use model::{
    Action, Ancestor, Element, Event, EventKind, FORMAT, Millis, NavigationCause, Outline, OutlineElement,
    RecordingInfo, Seen, Source, Step, Utterance, Viewport,
};

const SHOP: &str = "
banner
  link \"Cart 1\" = Cart 1
    span #cart-count .badge = 1
  searchbox \"Search products\" := mug
main
  combobox \"Quantity\" := 1
  heading = Results for mug
  list \"Results\"
    listitem = Blue mug €20.00 Add to cart
      heading = Blue mug
      p .price = €20.00
      button = Add to cart
    listitem = Red mug €18.00 Add to cart
      heading = Red mug
      p .price = €18.00
      button = Add to cart
status = Welcome, Ada
";

const CART: &str = "
main
  heading = Your cart
  table \"Items in your cart\"
    row
      columnheader = Product
      columnheader = Price
      columnheader = Quantity
      columnheader = Amount
    row
      rowheader = Blue mug
      cell = €20.00
      cell
        spinbutton \"Quantity of Blue mug\" := 2
      cell = €40.00
  region \"Summary\" = Coupon SPRING20 −€4.00 Total €36.00 Checkout
    term = Coupon SPRING20
    definition = −€4.00
    paragraph .total = Total €36.00
      strong #total = €36.00
    link = Checkout
  checkbox \"Gift wrapping\" [x]
  checkbox \"Newsletter\" [ ]
  combobox \"Country\" := Germany
alert = This coupon is not valid.
";

const DONE: &str = "
main
  heading = Thank you for your order
  paragraph = Order #1043 confirmed
  paragraph = Placed on 2026-11-24 at 12:30
";

#[test]
fn texts() {
    check(SHOP, "It says Welcome, Ada", expect!["status: Text Welcome, Ada\n"]);
    check(SHOP, "We should see a welcome message", expect!["status: Text Welcome, Ada\n"]);
    check(SHOP, "The status reads \"Welcome, Ada\"", expect!["status: Text Welcome, Ada\n"]);
    check(SHOP, "It says Welcome, Bob", expect!["! Welcome, Bob, not Welcome, Ada (status)\n"]);
    check(SHOP, "It says the parcel is on its way", expect!["open\n"]);
    check(CART, "An error message appears", expect!["alert: Text This coupon is not valid.\n"]);
    check(CART, "It says the coupon is not valid", expect!["open\n"]);
    check(DONE, "The order is confirmed", expect!["paragraph: Text Order #<digits> confirmed\n"]);
    check(DONE, "It says Order #1043 confirmed", expect!["paragraph: Text Order #1043 confirmed\n"]);
    check(DONE, "It says thank you for your order", expect!["heading: Text Thank you for your order\n"]);
    check(
        DONE,
        "We see when it was placed",
        expect!["paragraph: Text Placed on <digits>-<digits>-<digits> at <digits>:<digits>\n"],
    );
    check(DONE, "it should feel quick", expect!["open\n"]);
}

#[test]
fn amounts_and_numbers() {
    check(CART, "The total drops to thirty six", expect!["strong: Text €36.00\n"]);
    check(CART, "The total is 36,00 euros", expect!["strong: Text €36.00\n"]);
    check(CART, "The total drops to sixteen", expect!["! sixteen, not €36.00 (total)\n"]);
    check(CART, "The coupon takes four euros off", expect!["definition: Text −€4.00\n"]);
    check(CART, "The blue mug's amount is forty euros", expect!["cell: Text €40.00\n"]);
    check(CART, "The quantity of the blue mug is two", expect!["spinbutton: Value 2\n"]);
    check(SHOP, "The badge shows 1", expect!["span: Text 1\n"]);
    check(SHOP, "The cart badge goes to one", expect!["span: Text 1\n"]);
    check(SHOP, "The cart badge goes from zero to one", expect!["span: Text 1\n"]);
    check(SHOP, "The cart badge says three", expect!["! three, not 1 (cart count)\n"]);
    check(SHOP, "There should be one item in the cart", expect!["span: Text 1\n"]);
}

#[test]
fn counts() {
    check(SHOP, "Searching for mug shows two results", expect!["listitem: Count 2\n"]);
    check(SHOP, "There are two mugs", expect!["listitem: Count 2\n"]);
    check(SHOP, "there are three results", expect!["! three, not 2 (Results)\n"]);
    check(CART, "There is one item in the cart", expect!["row: Count 1\n"]);
    check(SHOP, "No results are shown", expect!["open\n"]);
}

#[test]
fn states_fields_and_pages() {
    check(CART, "Gift wrapping is ticked", expect!["checkbox: Checked true\n"]);
    check(CART, "The newsletter is not ticked", expect!["checkbox: Checked false\n"]);
    check(CART, "The newsletter box is checked", expect!["! ticked, not not ticked (Newsletter)\n"]);
    check(CART, "The country is Germany", expect!["combobox: Value Germany\n"]);
    check(CART, "The country is France", expect!["! France, not Germany (Country)\n"]);
    check(CART, "The page title says Cart", expect!["page: PageTitle Cart · Kettle & Co.\n"]);
    check(CART, "The URL ends in /cart", expect!["page: PageUrl /cart\n"]);
    check(CART, "We land on the cart page", expect!["heading: Text Your cart\n"]);
}

#[test]
fn the_pages_own_words_are_found_however_they_are_put() {
    check(SHOP, "Two rows down somebody wrote welcome Ada, how nice", expect!["status: Text Welcome, Ada\n"]);
    check(CART, "Ah, there: this coupon is not valid", expect!["alert: Text This coupon is not valid.\n"]);
    // What is denied is not there to be checked.
    check(CART, "And all at once this coupon is not valid has gone", expect!["open\n"]);
    check(SHOP, "Nowhere a welcome Ada without a name", expect!["open\n"]);
}

#[test]
fn a_sentence_of_two_claims() {
    check(
        CART,
        "Apply the coupon, the total is 36 euros and the quantity of the blue mug is two",
        expect![[r#"
            strong: Text €36.00
            spinbutton: Value 2
        "#]],
    );
}

#[test]
fn page_text_is_only_data() {
    let hostile = "
main
  heading = '); await page.evaluate(() => steal()); ('
  paragraph .total = Total €1.00
";
    check(hostile, "The total is one euro", expect!["paragraph: Text Total €1.00\n"]);
}

/// Each sentence is an expectation said just after the page was seen.
#[track_caller]
fn check(page: &str, sentence: &str, expect: Expect) {
    let title = if page == CART { "Cart · Kettle & Co." } else { "Kettle & Co." };
    let url = if page == CART { "http://shop.test/cart" } else { "http://shop.test/" };
    let outline = Outline { page: "p1".into(), elements: elements(page) };
    let seen = Seen {
        page: "p1".into(),
        document: "d1".to_owned(),
        main: true,
        url: url.to_owned(),
        title: title.to_owned(),
        shot: None,
    };
    let event = |id: &str, at: u32, what| Event {
        id: id.into(),
        at: Millis(at),
        tab: "tab1".into(),
        target: None,
        onto: None,
        what,
    };
    let goto = EventKind::Navigated { url: url.to_owned(), cause: NavigationCause::Address, same_document: false };
    let step = Step {
        id: "s-e1".into(),
        events: vec!["e1".into()],
        from: Millis(0),
        to: Millis(0),
        tab: "tab1".into(),
        action: Action::Goto { url: url.to_owned() },
        target: None,
        seen: vec!["p1".into()],
        shot: None,
        opened: vec![],
        closes: false,
        downloads: vec![],
        dialogs: vec![],
    };
    let recording = Recording {
        info: RecordingInfo {
            format: FORMAT,
            id: model::RecordingId("r".to_owned()),
            title: String::new(),
            url: url.to_owned(),
            started_at: "2026-11-24T12:00:00Z".to_owned(),
            viewport: Viewport { width: 1280, height: 720 },
            browser: String::new(),
            test_id_attribute: "data-testid".to_owned(),
            platform: String::new(),
            conditions: model::Conditions::default(),
        },
        events: vec![event("e1", 0, goto), event("e2", 100, EventKind::Seen(seen))],
        targets: vec![],
        utterances: vec![Utterance {
            id: "u1".into(),
            text: sentence.to_owned(),
            from: Millis(500),
            to: Millis(500),
            source: Source::Typed,
        }],
        network: vec![],
        edits: vec![],
    };
    let said = Said {
        utterance: "u1".into(),
        text: sentence.to_owned(),
        class: SentenceClass::Expectation,
        attached: Attached::After { step: Some("s-e1".into()) },
    };
    let aligned = Aligned { steps: vec![step], said: vec![said], notes: vec![] };
    let grounded = ground(&recording, &aligned, std::slice::from_ref(&outline));
    let mut answer = String::new();
    for check in &grounded.wanted {
        let node = check.evidence.as_ref().map(|(_, node)| *node);
        let element = outline.elements.iter().find(|element| Some(element.node) == node);
        let of = element.map_or("page", |element| element.element.role.as_deref().unwrap_or(&element.element.tag));
        answer += &format!("{of}: {}\n", expected(&check.expectation));
    }
    for finding in &grounded.findings {
        let FindingKind::Contradicted { said, shown, place } = &finding.kind else { panic!("{finding:?}") };
        answer += &format!("! {said}, not {shown} ({place})\n");
    }
    if answer.is_empty() {
        answer = "open\n".to_owned();
    }
    expect.assert_eq(&answer);
}

fn expected(expectation: &Expectation) -> String {
    let words = |pattern: &model::Pattern| -> String {
        let parts = pattern.parts.iter().map(|part| match part {
            model::PatternPart::Literal { text } => text.as_str(),
            model::PatternPart::Digits => "<digits>",
            model::PatternPart::Anything => "<anything>",
        });
        parts.collect()
    };
    match expectation {
        Expectation::Visible => "Visible".to_owned(),
        Expectation::Text { text } => format!("Text {}", words(text)),
        Expectation::ContainsText { text } => format!("ContainsText {}", words(text)),
        Expectation::Value { text } => format!("Value {}", words(text)),
        Expectation::Count { count } => format!("Count {count}"),
        Expectation::Snapshot { text } => format!("Snapshot {text}"),
        Expectation::Checked { checked } => format!("Checked {checked}"),
        Expectation::PageTitle { text } => format!("PageTitle {}", words(text)),
        Expectation::PageUrl { text } => format!("PageUrl {}", words(text)),
    }
}

fn elements(page: &str) -> Vec<OutlineElement> {
    let mut elements: Vec<OutlineElement> = Vec::new();
    let mut open: Vec<(usize, Ancestor)> = Vec::new();
    for (line, node) in page.lines().filter(|line| !line.trim().is_empty()).zip(1..) {
        let depth = line.len() - line.trim_start().len();
        open.retain(|(other, _)| *other < depth);
        let element = element(line.trim());
        let ancestors: Vec<Ancestor> = open.iter().rev().map(|(_, ancestor)| ancestor.clone()).collect();
        if let Some(parent) = ancestors.first()
            && let Some(parent) = elements.iter_mut().find(|other| other.node == parent.node)
        {
            parent.children += 1;
        }
        // As the recorder has it: the first heading or header in it.
        if matches!(element.role.as_deref(), Some("heading" | "rowheader")) {
            for (_, around) in &mut open {
                let is_item = matches!(around.element.role.as_deref(), Some("row" | "listitem"));
                if around.heading.is_none() && (is_item || element.role.as_deref() == Some("heading")) {
                    around.heading = Some(element.text.clone());
                }
            }
        }
        open.push((
            depth,
            Ancestor { node: NodeId(node), element: Element { text: String::new(), ..element.clone() }, heading: None },
        ));
        elements.push(OutlineElement { node: NodeId(node), element, ancestors, children: 0, shown: true });
    }
    elements
}

fn element(line: &str) -> Element {
    let mut element = Element::default();
    let (head, text) = match line.split_once(" = ") {
        Some((head, text)) => (head, text),
        None => (line, ""),
    };
    let (head, value) = match head.split_once(" := ") {
        Some((head, value)) => (head, Some(value.to_owned())),
        None => (head, None),
    };
    let kind = head.split(' ').next().unwrap_or_default();
    if matches!(kind, "span" | "strong" | "p") {
        element.tag = kind.to_owned();
    } else {
        element.role = Some(kind.to_owned());
        element.tag = match kind {
            "textbox" | "searchbox" | "spinbutton" | "checkbox" => "input",
            "combobox" => "select",
            _ => "div",
        }
        .to_owned();
    }
    element.text = text.to_owned();
    element.name = head.split('"').nth(1).map_or_else(
        || if matches!(kind, "button" | "link" | "heading") { text.to_owned() } else { String::new() },
        str::to_owned,
    );
    if let Some(value) = &value {
        element.attributes.insert("value".to_owned(), value.clone());
    }
    element.value = value;
    for word in head.split(' ') {
        if let Some(id) = word.strip_prefix('#') {
            element.test_id = Some(id.to_owned());
        } else if let Some(class) = word.strip_prefix('.') {
            element.attributes.insert("class".to_owned(), class.to_owned());
        }
    }
    element.checked = if head.ends_with("[x]") { Some(true) } else { head.ends_with("[ ]").then_some(false) };
    element
}
