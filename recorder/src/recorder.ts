// Observes what a person does on a page and tells it, with facts about the element from before the action changed it.
// Runs in an isolated world of every frame. Swallows nothing, delays nothing, performs nothing; decides nothing that
// Rust could decide later.

import type { EventKind, Expectation, Modifiers, Pattern, Pick, Point } from './wire.generated';
import { ancestors, facts, fold, options, rect, textOf } from './facts';
import {
  attribute,
  closedHostOf,
  composedParent,
  documentName,
  isClosedHost,
  knowClosedRoot,
  nodeNumber,
  tagOf,
} from './nodes';
import { INTERACTIVE_TAGS, meant } from './meant';
import { acted, entered, meansToScroll, revealedBy, scrolled } from './reveal';
import { inPage } from './playwright';
import { MASK, isSecret, mark, marks, mask, remember, typedPlainly } from './secrets';
import { changedIn } from './kept';
import { secretBoxes } from './boxes';
import { upon } from './serialize';
import { tell } from './tell';
import { changesSeen, expectChange, forgetStored, stopWatching, storedPage, tellWhole, touched, watch, watchRoot } from './watch';

declare global {
  var saywright:
    | {
        options: typeof options;
        /** Selectors of fields that the user marked as secret. */
        marks: typeof marks;
        /** True when it was here before any script of the page. */
        first: boolean;
        /** Listens, if it does not already. */
        ensure(): void;
        /** Stores the page as it is. */
        look(): void;
        /** Tells everything anew from now on: what was told before was not kept. */
        begin(): void;
        /** Leaves the page alone from now on. */
        end(): void;
        /** Describes an element (an iframe, for its content's sake); gives its key. */
        describe(element: Element): { document: string; key: number };
        /** Does with an element what the person, in our own interface, pointed at it for. */
        pick(element: Element, pick: Pick): void;
        /** An element that may have a closed shadow root. */
        host(node: number): Element | undefined;
        /** The browser found its closed shadow root: watches what is in it, too. */
        open(root: ShadowRoot): void;
        /** Where the page shows secrets. */
        secrets: typeof secretBoxes;
        /** The files chosen in a file input. */
        files(node: number): File[];
      }
    | undefined;
}

/** Keys that only edit or move within a text: the field's value tells what came of them. */
const EDITING_KEYS = new Set(['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Insert']);
/** The same, in a text of several lines. */
const MULTILINE_KEYS = new Set(['Enter', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']);
/** Chords that edit: their outcome is in the field's value. */
const EDITING_CHORDS = new Set(['a', 'c', 'v', 'x', 'z', 'y', 'backspace', 'delete', 'arrowleft', 'arrowright', 'home', 'end']);
const MODIFIER_KEYS = new Set(['Alt', 'AltGraph', 'CapsLock', 'Control', 'Meta', 'Shift', 'Fn', 'NumLock', 'Dead', 'Process', 'Unidentified']);
const TEXTLESS_INPUTS = new Set(['checkbox', 'radio', 'file', 'button', 'submit', 'reset', 'image']);
const TICKED = new Set(['checkbox', 'radio']);
/** What was told of iframes: they are asked for again whenever something is done in them. */
let frames = new WeakMap<Element, { told: string; key: number }>();

/** Targets are described once per gesture: at pointer down or focus, so before the page changes. */
let described = new WeakMap<Element, number>();
let lastTarget = 0;

function describe(inner: Element, around = false): number {
  const element = named(inner);
  if (isSecret(element) && !(element instanceof HTMLSelectElement)) valueOf(element);
  const page = storedPage(false);
  lastTarget += 1;
  described.set(element, lastTarget);
  tell({
    tell: 'target',
    document: documentName(document),
    key: lastTarget,
    page,
    node: nodeNumber(element),
    element: facts(element),
    ancestors: ancestors(element),
    rect: rect(element),
    around,
  });
  return lastTarget;
}

const known = (element: Element): number => described.get(named(element)) ?? describe(element);

/** What a locator can name of an element: itself, or the host of the closed shadow root around it. */
const named = (element: Element): Element => closedHostOf(element) ?? element;

function did(element: Element | null, what: EventKind, onto: Element | null = null): void {
  tell({
    tell: 'did',
    document: documentName(document),
    target: element ? known(element) : null,
    onto: onto ? known(onto) : null,
    what,
  });
  acted(element);
  expectChange(what.kind === 'input');
}

/** Describes what is about to be acted on, after what had to be done for it to be there. */
function about(element: Element): void {
  changedIn(element, false);
  for (const { by, what } of revealedBy(element)) {
    tell({ tell: 'did', document: documentName(document), target: by ? describe(by) : null, onto: null, what });
  }
  describe(element);
}

const modifiers = (event: MouseEvent | KeyboardEvent): Modifiers => ({
  alt: event.altKey,
  control: event.ctrlKey,
  meta: event.metaKey,
  shift: event.shiftKey,
});

const origin = (event: Event): Element | null => {
  const first = event.composedPath()[0];
  const element = first instanceof Element ? first : first instanceof Node ? first.parentElement : null;
  // An area of an image map has no place of its own on the page: it is the picture that is pointed at.
  if (element instanceof HTMLAreaElement && event instanceof MouseEvent) {
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    return under.find((candidate) => candidate instanceof HTMLImageElement && candidate.useMap) ?? element;
  }
  return element;
};

const isField = (element: Element): boolean =>
  (tagOf(element) === 'input' && !TEXTLESS_INPUTS.has((element as HTMLInputElement).type)) ||
  tagOf(element) === 'textarea' ||
  (element as HTMLElement).isContentEditable;

const isMultiline = (element: Element): boolean =>
  tagOf(element) === 'textarea' || (element as HTMLElement).isContentEditable;

/** A pointer button that is down, or was a moment ago. */
interface Press {
  target: Element;
  /** Where in the target. */
  at: Point;
  /** Where in the window. */
  x: number;
  y: number;
  since: number;
  changes: number;
  /** Told already: as a drag, not as a click. */
  told: boolean;
}

/** A pointer that wanders less than this far while a button is down still clicks, in CSS pixels. */
const STEADY = 6;
/** What the browser itself moves or opens under a held pointer. */
const HELD_BY_BROWSER = new Set(['input', 'select', 'option', 'textarea']);

let pressed: Press | undefined;
let captured = false;
let carried: Press | undefined;

const pointIn = (inner: Element, x: number, y: number): Point => {
  const element = named(inner);
  const box = element.getBoundingClientRect();
  return { x: Math.round(x - box.left - element.clientLeft), y: Math.round(y - box.top - element.clientTop) };
};

const listeners: { [Name in keyof WindowEventMap]?: (event: WindowEventMap[Name]) => void } = {
  pointerdown(event) {
    const at = origin(event);
    if (!at) return;
    const target = meant(at);
    about(target);
    const { clientX: x, clientY: y, timeStamp: since } = event;
    pressed = { target, at: pointIn(target, x, y), x, y, since, changes: changesSeen(), told: false };
    tell({
      tell: 'pressing',
      document: documentName(document),
      target: known(target),
      click: {
        kind: 'click',
        button: event.button === 2 ? 'right' : event.button === 1 ? 'middle' : 'left',
        modifiers: modifiers(event),
        clicks: 1,
        synthesized: false,
        at: pressed.at,
        held: 0,
      },
    });
    meansToScroll();
    captured = false;
    carried = undefined;
  },
  gotpointercapture() {
    captured = true;
  },
  pointerup(event) {
    const press = pressed;
    if (!press || event.button !== 0 || Math.hypot(event.clientX - press.x, event.clientY - press.y) < STEADY) return;
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    if (dragged(press, under[0])) {
      press.told = true;
      dropped(press, ground(press, event), event, false);
    } else if (!document.getSelection()?.isCollapsed) {
      // Text was selected; the browser makes a click of it all the same, on what is around both ends.
      press.told = true;
    }
  },
  wheel() {
    meansToScroll();
  },
  dragstart() {
    carried = pressed;
  },
  drop(event) {
    const at = origin(event);
    if (!at) return;
    const files = event.dataTransfer?.files;
    // A list that makes room meanwhile has moved what is dragged under the pointer.
    if (carried) dropped(carried, carried.target.contains(at) ? ground(carried, event) : at, event, true);
    else if (files?.length) {
      const zone = meant(at);
      uploads.set(nodeNumber(zone), Array.from(files));
      did(zone, { kind: 'upload', files: Array.from(files, (file) => file.name), dropped: true });
    }
    carried = undefined;
  },
  pointerover(event) {
    const at = origin(event);
    if (at) entered(meant(at));
  },
  transitionend: touched,
  animationend: touched,
  toggle: touched,
  scroll(event) {
    scrolled(event.target);
  },
  focusin(event) {
    const at = origin(event);
    if (at && isField(at) && at !== pressed?.target) about(at);
  },
  click(event) {
    // A click made by a key, a label or a form has no pointer.
    clicked(event, 'left', !pressed || event.detail === 0 || (event as PointerEvent).pointerId === -1);
  },
  auxclick(event) {
    clicked(event, event.button === 1 ? 'middle' : 'right', false);
  },
  contextmenu(event) {
    // The browser's own menu takes the rest of the gesture: no `auxclick` may come.
    if (event.button === 2 && pressed && !pressed.told) {
      const press = pressed;
      clicked(event, 'right', false);
      pressed = { ...press, told: true };
    }
  },
  input(event) {
    const field = origin(event);
    touched(event);
    if (!field || !isField(field)) return;
    // A middle click may paste, into whatever has the focus, what is there already.
    if (pasting && (event as InputEvent).inputType === 'insertFromPaste' && (field as HTMLInputElement).value === pasting.value) return;
    wrote(meant(field), false);
  },
  beforeinput(event) {
    const field = origin(event);
    pasting = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? { value: field.value } : undefined;
    if (!field || !(field as HTMLElement).isContentEditable) return;
    const host = meant(field);
    // An editor that writes by itself lets no `input` event happen.
    setTimeout(() => {
      if (event.defaultPrevented) wrote(host, true);
      requestAnimationFrame(() => event.defaultPrevented && wrote(host, true));
    }, 0);
  },
  change(event) {
    const control = origin(event);
    touched(event);
    if (control && closedHostOf(control)) {
      // The click on a box tells all; the rest no test can do.
      if (control instanceof HTMLSelectElement || (control as HTMLInputElement).type === 'file') {
        tell({ tell: 'trouble', text: 'what was chosen lies in a closed shadow root, where no test can choose it.' });
      }
    } else if (control instanceof HTMLSelectElement) {
      const chosen = Array.from(control.selectedOptions);
      did(control, {
        kind: 'select',
        labels: chosen.map((option) => (isSecret(control) ? MASK : mask(fold(option.label)))),
        values: isSecret(control) ? [] : chosen.map((option) => mask(option.value)),
      });
    } else if (control instanceof HTMLInputElement) {
      if (control.type === 'checkbox' || control.type === 'radio') {
        did(control, { kind: 'toggle', checked: control.checked });
      } else if (control.type === 'file') {
        const files = Array.from(control.files ?? []);
        uploads.set(nodeNumber(control), files);
        did(control, { kind: 'upload', files: files.map((file) => file.name), dropped: false });
      }
    }
  },
  keydown(event) {
    // An entry that is taken from a field's list of suggestions comes as a key without a name.
    if (!event.key) return;
    const at = origin(event);
    meansToScroll(event.key);
    if (MODIFIER_KEYS.has(event.key) || event.isComposing) return;
    const field = at && isField(at) ? meant(at) : null;
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    if (field) {
      const key = event.key;
      // AltGr is Control and Alt on Windows, and Option types letters on a Mac: what looks like a chord may be the secret.
      if (key.length === 1 && isSecret(field)) return;
      if (chord ? EDITING_CHORDS.has(key.toLowerCase()) : key.length === 1 || EDITING_KEYS.has(key)) return;
      if (isMultiline(field) && MULTILINE_KEYS.has(key) && !chord) return;
    } else if (event.repeat) {
      return;
    }
    if (!field) downSince.set(event.key, event.timeStamp);
    const target = field ?? (at && at !== document.body && at !== document.documentElement ? meant(at) : null);
    const reachable = target && !closedHostOf(target) ? target : null;
    did(reachable, { kind: 'key', key: event.key, modifiers: modifiers(event), editing: field !== null });
  },
  keyup(event) {
    const since = downSince.get(event.key);
    downSince.delete(event.key);
    const held = since === undefined ? 0 : Math.round(event.timeStamp - since);
    if (held >= HELD_MS) did(null, { kind: 'keyHeld', key: event.key, held });
  },
};

/** A key that is down for longer is held on purpose, in ms. */
const HELD_MS = 600;
/** Keys that are down, and since when. */
const downSince = new Map<string, number>();

/** Chosen files by the node number of what took them, so that Rust can ask the browser where they are. */
const uploads = new Map<number, File[]>();

/** The text as it was typed: between paragraphs `innerText` leaves an empty line that nobody made. */
const editedText = (host: HTMLElement): string =>
  host.querySelector(':scope > p') ? host.innerText.replace(/\n\n/g, '\n') : host.innerText;

/** What was told last of texts that are edited in place. */
const written = new WeakMap<Element, string>();

/** What a field held before what is typed or pasted now. */
let pasting: { value: string } | undefined;

/** Tells what a field holds now. `managed`: the page wrote it there, not the browser. */
function wrote(host: Element, managed: boolean): void {
  const value = valueOf(host);
  const told = JSON.stringify(value);
  if (managed && written.get(host) === told) return;
  written.set(host, told);
  // Where it is costs a layout.
  did(host, { kind: 'input', value, managed, at: closedHostOf(host) ? middleOf(host) : null });
}

function middleOf(element: Element): Point {
  const { x, y, width, height } = element.getBoundingClientRect();
  return pointIn(element, x + width / 2, y + height / 2);
}

/** Whether a press that moved away did something of its own: the page changed under it, or took hold of the pointer.
 * Selecting text and slipping on a button are none. */
function dragged(press: Press, under: Element | undefined): boolean {
  const tag = tagOf(press.target);
  if (HELD_BY_BROWSER.has(tag)) return false;
  if (tag === 'canvas' || captured) return true;
  const slipped = under !== undefined && press.target.contains(under) && INTERACTIVE_TAGS.has(tag);
  return !slipped && changesSeen() !== press.changes;
}

/** The ground that something was dragged over: what lies around it and under both ends, for what lies beside it moves
 * out of its way meanwhile. */
function ground(press: Press, event: MouseEvent): Element {
  const holds = ({ left, top, right, bottom }: DOMRect): boolean =>
    [press, { x: event.clientX, y: event.clientY }].every(
      ({ x, y }) => left <= x && x <= right && top <= y && y <= bottom,
    );
  for (let at: Element | null = press.target; at; at = composedParent(at)) {
    if ((at !== press.target || tagOf(at) === 'canvas') && holds(at.getBoundingClientRect())) return at;
  }
  return document.body;
}

function dropped(press: Press, onto: Element, event: MouseEvent, native: boolean): void {
  describe(onto);
  const ontoAt = pointIn(onto, event.clientX, event.clientY);
  did(press.target, { kind: 'drag', at: press.at, ontoAt, native }, onto);
}

function clicked(event: MouseEvent, button: 'left' | 'middle' | 'right', synthesized: boolean): void {
  const at = origin(event);
  if (!at) return;
  const target = meant(at);
  const press = pressed?.target === target ? pressed : undefined;
  if (!synthesized) {
    const told = pressed?.told;
    pressed = undefined;
    if (told) return;
  }
  if (!press) describe(target);
  did(target, {
    kind: 'click',
    button,
    modifiers: modifiers(event),
    clicks: Math.max(1, event.detail),
    synthesized,
    at: synthesized ? null : pointIn(target, event.clientX, event.clientY),
    held: press && !synthesized ? Math.round(event.timeStamp - press.since) : 0,
  });
}

function valueOf(field: Element): { is: 'secret' } | { is: 'text'; text: string } {
  const content =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
      ? field.value
      : editedText(field as HTMLElement);
  if (isSecret(field)) {
    remember(field, content);
    return { is: 'secret' };
  }
  typedPlainly(field, content);
  return { is: 'text', text: mask(content) };
}

/** What an element is like now, as a check of it. */
function expected(element: Element, pick: Exclude<Pick, 'hover' | 'secret'>): Expectation {
  const literal = (text: string): Pattern => [{ part: 'literal', text }];
  if (pick === 'snapshot') return { expect: 'snapshot', text: mask(inPage().ariaSnapshot(element, { mode: 'codegen' })) };
  if (pick === 'text') return { expect: 'text', text: literal(textOf(element)) };
  if (pick === 'value' && element instanceof HTMLInputElement && TICKED.has(element.type)) {
    return { expect: 'checked', checked: element.checked };
  }
  if (pick === 'value' && element instanceof HTMLSelectElement) {
    return { expect: 'value', text: literal(mask(element.value)) };
  }
  if (pick === 'value' && isField(element) && !isSecret(element)) {
    const value = valueOf(element);
    if (value.is === 'text') return { expect: 'value', text: literal(value.text) };
  }
  return { expect: 'visible' };
}

/** Hides from now on what a field holds, in every page that has it. */
function markSecret(field: Element): void {
  if (!isField(field) && !(field instanceof HTMLSelectElement)) {
    return tell({ tell: 'trouble', text: 'only what a field holds can be hidden: point at the field itself.' });
  }
  const late = written.has(field);
  mark(field);
  // It is remembered with it.
  if (isField(field)) valueOf(field);
  touched({ target: field });
  storedPage(false);
  const named = ['id', 'name', 'data-testid', 'aria-label', 'placeholder'].find((name) => attribute(field, name));
  const selector = named ? `${tagOf(field)}[${named}=${JSON.stringify(attribute(field, named))}]` : null;
  tell({ tell: 'marked', field: inPage().utils.getElementAccessibleNameText(field, false), selector, late });
}

/** The recording is over, and the page runs on. */
const over = new AbortController();

/** Each listener with the one check that no page can pass: only real input counts. */
const guarded = Object.entries(listeners).map(([name, listener]) => {
  const guard = (event: Event): void => {
    if (!event.isTrusted) return;
    // What happens in a closed shadow root is told by the listeners there, which see on what.
    const first = event.composedPath()[0];
    if (first instanceof Element && isClosedHost(first)) return;
    // Those in an open one are only for what doesn't leave it.
    if (event.currentTarget instanceof ShadowRoot && event.currentTarget.mode === 'open' && event.composed) return;
    try {
      (listener as (event: Event) => void)(event);
    } catch (error) {
      tell({ tell: 'trouble', text: `${name}: ${String(error)}` });
    }
  };
  return [name, guard] as const;
});

/** Adding the same listener twice does nothing, so this may be called at any time: after `document.open()`, which
 * removes listeners, and when a window is used again for another document. */
function listen(): void {
  for (const [name, guard] of guarded) window.addEventListener(name, guard, { capture: true, passive: true, signal: over.signal });
  watch();
}

/** Listens in a shadow root: in a closed one for all that happens, in an open one for what doesn't leave it. */
function listenIn(root: ShadowRoot): void {
  for (const [name, guard] of guarded) root.addEventListener(name, guard, { capture: true, passive: true, signal: over.signal });
  watchRoot(root);
}

/** Elements that may have a closed shadow root, and were asked for it. */
const asked = new WeakSet<Element>();

upon.root = listenIn;
upon.host = (host) => {
  if (asked.has(host)) return;
  asked.add(host);
  tell({ tell: 'host', document: documentName(document), node: nodeNumber(host) });
  hosts.set(nodeNumber(host), host);
};
const hosts = new Map<number, Element>();

let heard: Element | null = null;

if (!globalThis.saywright) {
  globalThis.saywright = {
    options,
    marks,
    first: document.scripts.length === 0,
    ensure() {
      listen();
      tellWhole();
      expectChange();
    },
    look() {
      storedPage(true);
    },
    begin() {
      forgetStored();
      described = new WeakMap();
      frames = new WeakMap();
      storedPage(true);
    },
    end() {
      over.abort();
      stopWatching();
      // Who comes next begins anew.
      globalThis.saywright = undefined;
    },
    describe(element) {
      const told = JSON.stringify([storedPage(false), facts(element)]);
      const before = frames.get(element);
      const key = before?.told === told ? before.key : describe(element, true);
      frames.set(element, { told, key });
      return { document: documentName(document), key };
    },
    pick(element, pick) {
      const target = meant(element);
      if (pick === 'secret') return markSecret(target);
      about(target);
      did(target, pick === 'hover' ? { kind: 'hover' } : { kind: 'expected', expectation: expected(target, pick) });
    },
    host(node) {
      return hosts.get(node);
    },
    open(root) {
      knowClosedRoot(root);
      listenIn(root);
      touched({ target: root.host });
    },
    secrets: secretBoxes,
    files(node) {
      return uploads.get(node) ?? [];
    },
  };
  // `document.open()` replaces the root element and takes the listeners with it.
  new MutationObserver(() => {
    if (document.documentElement !== heard) {
      heard = document.documentElement;
      listen();
    }
  }).observe(document, { childList: true });
}
globalThis.saywright.ensure();
