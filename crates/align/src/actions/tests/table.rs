//! The table in which merging is told: time, tab (when not the first), event, element by node number, value.

use crate::Timeline;
use expect_test::Expect;
use model::{
    Action, Ancestor, Button, DialogKind, Element, Event, EventId, EventKind, Millis, Modifiers, NavigationCause,
    NodeId, PageId, Point, Rect, Seen, Step, TabId, Target, TargetId, Typed,
};

/// The page that all cases play on: node, what it is, whether it is inside another node.
const ELEMENTS: &str = "
    1 input Email
    2 input Password secret
    3 button Sign_in
    4 checkbox Gift inside=9
    5 select Size
    6 number Quantity
    7 file Photo inside=10
    8 button Choose_all
    9 label Gift
    10 div Drop_here
    11 input Coupon value=OLD
    12 radio Express
    13 radio Slow
    14 option Large inside=5
    15 div Row
    16 canvas Map
    17 li One
    18 li Two
";

pub fn check(script: &str, expect: Expect) {
    let (events, targets) = parse(script);
    let steps = crate::actions(&Timeline { events: &events, targets: &targets, utterances: &[] });
    expect.assert_eq(&steps.iter().map(line).collect::<String>());
}

pub fn line(step: &Step) -> String {
    let node = step.target.as_ref().and_then(|target| target.0.split('-').nth(1)).unwrap_or("?");
    let action = match &step.action {
        Action::Goto { url } => format!("Goto {url}"),
        Action::Back => "Back".into(),
        Action::Forward => "Forward".into(),
        Action::Reload => "Reload".into(),
        Action::Click { button, modifiers, clicks, at, held } => {
            let button = if *button == Button::Left { String::new() } else { format!(" {button:?}") };
            let held = if *held > 0 { format!(" held {held}") } else { String::new() };
            let control = if modifiers.control { " control" } else { "" };
            format!("Click #{node} x{clicks}{button}{control}{held}{}", place(*at))
        }
        Action::Hover => format!("Hover #{node}"),
        Action::Scroll { top, .. } => format!("Scroll #{node} {top}"),
        Action::Drag { onto, at, onto_at } => {
            let onto = onto.as_ref().and_then(|target| target.0.split('-').nth(1)).unwrap_or("?");
            format!("Drag #{node}{} onto #{onto}{}", place(*at), place(*onto_at))
        }
        Action::Fill { value: Typed::Text { text } } => format!("Fill #{node} {text}"),
        Action::Fill { value: Typed::Secret } => format!("Fill #{node} SECRET"),
        Action::Type { text } => format!("Type #{node} {text}"),
        Action::TypeAt { value, at } => format!("TypeAt #{node} {value:?}{}", place(Some(*at))),
        Action::Press { keys, .. } => format!("Press #{node} {keys}"),
        Action::Select { labels } => format!("Select #{node} {}", labels.join(",")),
        Action::Check => format!("Check #{node}"),
        Action::Uncheck => format!("Uncheck #{node}"),
        Action::Upload { files, .. } => format!("Upload #{node} {}", files.join(",")),
        Action::OpenTab => "OpenTab".into(),
        Action::Expect { expectation } => format!("Expect #{node} {expectation:?}"),
        Action::CloseTab => "CloseTab".into(),
    };
    let ids = |ids: &[EventId]| ids.iter().map(|id| id.0.clone()).collect::<Vec<_>>();
    let mut line = format!("{} ", step.id);
    if step.tab.0 != "tab1" {
        line += &format!("{} ", step.tab);
    }
    line += &format!("{}-{} {action} {{{}}}", step.from.0, step.to.0, ids(&step.events).join(" "));
    let lists = [
        ("seen", step.seen.iter().map(|page| page.0.clone()).collect::<Vec<_>>()),
        ("shot", step.shot.clone().into_iter().collect()),
        ("opened", step.opened.iter().map(|tab| tab.0.clone()).collect()),
        ("downloads", step.downloads.clone()),
        ("dialogs", ids(&step.dialogs)),
    ];
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        line += &format!(" {name}={}", list.join(","));
    }
    line + "\n"
}

fn place(at: Option<Point>) -> String {
    at.map(|Point { x, y }| format!(" at {x},{y}")).unwrap_or_default()
}

pub fn parse(script: &str) -> (Vec<Event>, Vec<Target>) {
    let mut targets = Vec::new();
    let mut events = Vec::new();
    for (index, line) in script.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut words: Vec<&str> = line.split(' ').collect();
        let at = Millis(words.remove(0).parse().unwrap());
        let tab = if words[0].starts_with("tab") { words.remove(0) } else { "tab1" };
        let kind = words.remove(0);
        let rest = words.get(1..).unwrap_or_default().join(" ");
        let mut target = None;
        let mut onto = None;
        if kind == "drag" || kind == "carry" {
            onto = Some(TargetId(format!("t{index}o-{}", words[1])));
            targets.push(element(onto.clone().unwrap(), words[1]));
        }
        let takes_target = ["click", "input", "key", "select", "toggle", "upload", "hover", "scroll", "drag", "carry"];
        if takes_target.contains(&kind) && words[0] != "page" {
            // Described anew for each event, as after each gesture.
            let id = TargetId(format!("t{index}-{}", words[0]));
            targets.push(element(id.clone(), words[0]));
            target = Some(id);
        }
        let first = words.first().copied().unwrap_or_default();
        let what = match kind {
            "click" => EventKind::Click {
                button: if rest == "right" { Button::Right } else { Button::Left },
                modifiers: Modifiers { control: rest == "control", ..Modifiers::default() },
                clicks: rest.parse().unwrap_or(1),
                synthesized: rest == "synthesized",
                at: Some(Point { x: 3, y: 4 }),
                held: rest.strip_prefix("held ").and_then(|ms| ms.parse().ok()).unwrap_or(90),
            },
            "hover" => EventKind::Hover,
            "scroll" => EventKind::Scroll { left: 0, top: rest.parse().unwrap(), grew: false },
            "drag" | "carry" => {
                EventKind::Drag { at: Point { x: 1, y: 2 }, onto_at: Point { x: 5, y: 6 }, native: kind == "carry" }
            }
            "input" if rest == "SECRET" => EventKind::Input { value: Typed::Secret, managed: false, at: None },
            "input" => EventKind::Input { value: Typed::Text { text: rest }, managed: false, at: None },
            "key" => EventKind::Key {
                key: if rest == "Space" { " ".into() } else { rest },
                modifiers: Modifiers::default(),
                editing: ["1", "2", "11"].contains(&first),
            },
            "select" => EventKind::Select { labels: vec![rest.clone()], values: vec![rest] },
            "toggle" => EventKind::Toggle { checked: rest == "on" },
            "upload" => EventKind::Upload { files: vec![rest], dropped: false },
            "nav" => EventKind::Navigated {
                url: (*words.last().unwrap()).into(),
                cause: match first {
                    "address" => NavigationCause::Address,
                    "page" => NavigationCause::Page,
                    "history" => NavigationCause::History,
                    _ => NavigationCause::Reload,
                },
                same_document: rest.starts_with("same "),
            },
            "seen" => EventKind::Seen(Seen {
                page: PageId::from(first),
                document: "d".into(),
                main: true,
                url: String::new(),
                title: String::new(),
                shot: words.get(1).map(|shot| (*shot).to_owned()),
            }),
            "opened" => EventKind::TabOpened { opener: Some(TabId::from(first)), url: String::new() },
            "closed" => EventKind::TabClosed,
            "dialog" => {
                EventKind::Dialog { dialog: DialogKind::Confirm, message: first.into(), accepted: true, answer: None }
            }
            "download" => EventKind::Download { file: first.into() },
            _ => EventKind::Crashed,
        };
        events.push(Event { id: EventId(format!("e{}", index + 1)), at, tab: tab.into(), target, onto, what });
    }
    (events, targets)
}

fn element(id: TargetId, node: &str) -> Target {
    let line = ELEMENTS.lines().map(str::trim).find(|line| line.split(' ').next() == Some(node)).unwrap();
    let words: Vec<&str> = line.split(' ').collect();
    let option = |name: &str| words.iter().find_map(|word| word.strip_prefix(name));
    let tag = match words[1] {
        "checkbox" | "radio" | "number" | "file" => "input",
        tag => tag,
    };
    let inside = option("inside=").map(|around| Ancestor {
        node: NodeId(around.parse().unwrap()),
        element: Element { tag: if around == "5" { "select" } else { "div" }.into(), ..Element::default() },
        heading: None,
    });
    Target {
        id,
        page: None,
        node: NodeId(node.parse().unwrap()),
        frames: Vec::new(),
        element: Element {
            tag: tag.into(),
            name: words[2].replace('_', " "),
            attributes: [("type".to_owned(), words[1].to_owned())].into(),
            value: option("value=").map(str::to_owned),
            secret: words.contains(&"secret"),
            ..Element::default()
        },
        ancestors: inside.into_iter().collect(),
        rect: Rect::default(),
    }
}
