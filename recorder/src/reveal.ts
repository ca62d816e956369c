// What had to be done for an element to be there: a pointer that rested on a menu, a list that was scrolled. Such moves
// are told only when the next action needs them: a pointer goes over everything all day.
//
// Two ways lead there. Styles say themselves what they show while something is pointed at. Scripts leave a trace: what
// they added or changed since the last action, and when.

import type { EventKind } from './wire.generated';
import { pointedAtFor, readStyles } from './styles';
import { composedParent, tagOf } from './nodes';

/** Something that had to be done, to an element or to the page. */
export interface Reveal {
  by: Element | null;
  what: EventKind;
}

/** A scroll this soon after a wheel, a key or a press is the person's, in ms. */
const SCROLL_MS = 1500;
/** Elements that were entered and are remembered. */
const TRAIL = 40;
/** What pointing at something reveals comes within this, in ms. */
const REVEAL_MS = 3000;
/** The same while the last action may still have consequences: sooner, and with the pointer still there. */
const SOON_MS = 600;
const SCROLLING_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' ']);
const ROOTS = new Set(['html', 'body']);
const LYING = new Set(['absolute', 'fixed']);
/** Parts of a page: the pointer is always in one. */
const PLACES = new Set(['html', 'body', 'main', 'section', 'article', 'header', 'footer', 'nav', 'aside', 'form', 'fieldset']);

/** Of how many changes of a node is remembered when they came. */
const TOUCHES = 100;
/** How many times what was not shown is remembered. */
const WALKS = 10;

/** When nodes were added, and when attributes of theirs changed, since the last action. */
let touches = new WeakMap<Node, { added: number[]; altered: number[] }>();
/** What was not shown each time that the page was gone through, since just before the last action. */
let off: Set<Element>[] = [];
/** Something that the pointer came upon, and when. */
interface Entry {
  element: Element;
  at: number;
}

/** What the pointer came upon since the last action. */
let trail: Entry[] = [];
let scrolls: { of: Element | Document; left: number; top: number; from: number; at: number; grew: boolean }[] = [];
/** How long what is scrolled was when that began. */
let lengths = new WeakMap<Element | Document, number>();
/** What was acted on last: what it reveals by itself, sooner or later, nobody pointed for. */
let lastTarget: Element | null = null;
/** When the page had come to rest after the last action. */
let restedAt: number | undefined;
let lastScrollIntent = 0;

/** The person did something: what appears now is its doing. */
export function acted(on: Element | null): void {
  lastTarget = on;
  restedAt = undefined;
  touches = new WeakMap();
  off = off.slice(-1);
  trail = trail.slice(-1);
  scrolls = [];
  lengths = new WeakMap();
}

/** Nodes were added to the page, or an attribute of one changed. */
export function changed({ type, target, addedNodes }: MutationRecord): void {
  const now = performance.now();
  const altered = type === 'attributes';
  for (const node of altered ? [target] : addedNodes) {
    const touched = touches.get(node) ?? { added: [], altered: [] };
    touches.set(node, touched);
    const times = altered ? touched.altered : touched.added;
    if (times.at(-1) !== now) times.push(now);
    if (times.length > TOUCHES) times.shift();
  }
}

/** The page was gone through: these elements are not shown. */
export function walked(hidden: Set<Element>): void {
  off.push(hidden);
  if (off.length > WALKS) off.shift();
}

/** The page has come to rest. */
export function settled(): void {
  restedAt ??= performance.now();
  readStyles();
}

/** The pointer came upon an element. */
export function entered(element: Element): void {
  if (trail.at(-1)?.element === element) return;
  trail.push({ element, at: performance.now() });
  if (trail.length > TRAIL) trail.shift();
}

/** The person is about to scroll, perhaps: a wheel, a key, a press on a scroll bar. */
export function meansToScroll(key?: string): void {
  if (key === undefined || SCROLLING_KEYS.has(key)) lastScrollIntent = performance.now();
}

/** Something was scrolled. */
export function scrolled(of: EventTarget | null): void {
  const now = performance.now();
  if (now - lastScrollIntent > SCROLL_MS) return;
  if (!(of instanceof Element || of instanceof Document)) return;
  const at = of instanceof Document ? of.scrollingElement : of;
  if (!at) return;
  const length = lengths.get(of);
  if (length === undefined) lengths.set(of, at.scrollHeight);
  const grew = length !== undefined && at.scrollHeight > length;
  const earlier = scrolls.find((scroll) => scroll.of === of);
  scrolls = scrolls.filter((scroll) => scroll !== earlier);
  const [left, top] = [Math.round(at.scrollLeft), Math.round(at.scrollTop)];
  scrolls.push({ of, left, top, from: earlier?.from ?? now, at: now, grew });
}

/** What had to be done, in order, for this element to be there. Two that both changed would each account for the other:
 * what accounts for a hover lies `before` it. */
export function revealedBy(element: Element, before = trail): Reveal[] {
  const shown = pointedAtFor(element);
  const byStyle = shown.map(({ pointed, revealed }) => hover(pointerOn(pointed, revealed)));
  // What a script did comes first: a menu that it made may have menus of style in it.
  return [...byScript(shown[0]?.pointed ?? element, before), ...byStyle];
}

const hover = (by: Element): Reveal => ({ by, what: { kind: 'hover' } });

/** What the pointer really was on, of all that counts as pointed at: the button, rather than the item around it. */
function pointerOn(pointed: Element, revealed: Element): Element {
  const inside = trail.findLast(({ element }) => pointed.contains(element) && !revealed.contains(element));
  const outside = trail.findLast(({ element }) => !revealed.contains(element) && !PLACES.has(tagOf(element)));
  return inside?.element ?? (pointed === revealed ? outside?.element : undefined) ?? pointed;
}

function byScript(element: Element, entries: Entry[]): Reveal[] {
  const shownAt = shownSince(element);
  const hovered = shownAt === undefined ? undefined : hoverFor(element, shownAt, entries);
  const scroll = scrolls.findLast(({ of, from, at }) => {
    // What was there before it was scrolled to only had to be seen.
    const broughtAt = of.contains(element) ? broughtInto(of, element) : undefined;
    if (broughtAt === undefined || broughtAt < from) return false;
    return of instanceof Element || at > (hovered?.at ?? 0);
  });
  if (scroll) {
    const { of, left, top, grew } = scroll;
    return [{ by: of instanceof Element ? of : null, what: { kind: 'scroll', left, top, grew } }];
  }
  if (!hovered) return [];
  return [...revealedBy(hovered.element, entries.slice(0, entries.indexOf(hovered))), hover(hovered.element)];
}

/** The last element that the pointer came upon before this one was there, and that has to do with it. */
function hoverFor(element: Element, revealedAt: number, entries: Entry[]): Entry | undefined {
  const rested = restedAt !== undefined && restedAt < revealedAt;
  // The clock is coarse: what came at once has the same time.
  const before = entries.filter(({ at }) => at <= revealedAt);
  const candidates = rested ? before : before.slice(-1);
  return candidates.findLast(
    ({ element: entry, at }) =>
      !element.contains(entry) &&
      entry !== lastTarget &&
      !PLACES.has(tagOf(entry)) &&
      revealedAt - at < (rested ? REVEAL_MS : SOON_MS) &&
      (isBeside(entry, element) || isControl(entry)),
  );
}

/** Around the element, or beside something around it. */
const isBeside = (entry: Element, element: Element): boolean =>
  entry.contains(element) || composedParent(entry)?.contains(element) === true;

const isControl = (element: Element): boolean =>
  element.matches('a, button, summary, input, [role], [tabindex], [aria-haspopup], [aria-expanded], [aria-describedby]') ||
  getComputedStyle(element).cursor === 'pointer';

/** When the element came to be shown since the last action: it was added, or something showed what had not been. */
function shownSince(element: Element): number | undefined {
  const cameUpon = whenUpon(element);
  let latest: number | undefined;
  let hid = false;
  let lies = false;
  for (let at: Element | null = element; at; at = composedParent(at)) {
    const node = at;
    hid ||= off.some((hidden) => hidden.has(node));
    // One that lies over the page may have been shrunk, or moved out of sight.
    lies ||= LYING.has(getComputedStyle(node).position);
    const touched = touches.get(node);
    const may = hid || (lies && !ROOTS.has(tagOf(node)));
    latest = later(latest, touched?.added, cameUpon);
    if (may) latest = later(latest, touched?.altered, cameUpon);
  }
  return latest;
}

/** When something that scrolls came by the element, or by what is in it now: lists use their rows again. */
function broughtInto(scroller: Element | Document, element: Element): number | undefined {
  const cameUpon = whenUpon(element);
  let latest: number | undefined;
  for (let at: Element | null = element; at && at !== scroller && !ROOTS.has(tagOf(at)); at = composedParent(at)) {
    const touched = touches.get(at);
    latest = later(later(latest, touched?.added, cameUpon), touched?.altered, cameUpon);
  }
  return latest;
}

/** When the pointer came upon the element. What changes under it was there already, and only shows that it is pointed at. */
function whenUpon(element: Element): number {
  const before = trail.findLastIndex((entry) => !element.contains(entry.element));
  return trail[before + 1]?.at ?? Infinity;
}

/** The latest of the times that lie before `end`. */
function later(known: number | undefined, times: number[] | undefined, end: number): number | undefined {
  const found = times?.findLast((time) => time < end);
  return found !== undefined && (known === undefined || found > known) ? found : known;
}
