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
/** Parts of a page: the pointer is always in one. */
const PLACES = new Set(['html', 'body', 'main', 'section', 'article', 'header', 'footer', 'nav', 'aside', 'form', 'fieldset']);

/** When nodes were added, or attributes of theirs changed, since the last action. */
let touchedAt = new WeakMap<Node, number>();
/** What the pointer came upon since the last action, and when. */
let trail: { element: Element; at: number }[] = [];
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
  touchedAt = new WeakMap();
  trail = trail.slice(-1);
  scrolls = [];
  lengths = new WeakMap();
}

/** Nodes were added to the page, or an attribute of one changed. */
export function changed({ type, target, addedNodes }: MutationRecord): void {
  const now = performance.now();
  if (type === 'attributes') touchedAt.set(target, now);
  for (const node of addedNodes) touchedAt.set(node, now);
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

/** What had to be done, in order, for this element to be there. */
export function revealedBy(element: Element): Reveal[] {
  const shown = pointedAtFor(element);
  const byStyle = shown.map(({ pointed, revealed }) => hover(pointerOn(pointed, revealed)));
  // What a script did comes first: a menu that it made may have menus of style in it.
  return [...byScript(shown[0]?.pointed ?? element), ...byStyle];
}

const hover = (by: Element): Reveal => ({ by, what: { kind: 'hover' } });

/** What the pointer really was on, of all that counts as pointed at: the button, rather than the item around it. */
function pointerOn(pointed: Element, revealed: Element): Element {
  const inside = trail.findLast(({ element }) => pointed.contains(element) && !revealed.contains(element));
  const outside = trail.findLast(({ element }) => !revealed.contains(element) && !PLACES.has(tagOf(element)));
  return inside?.element ?? (pointed === revealed ? outside?.element : undefined) ?? pointed;
}

function byScript(element: Element): Reveal[] {
  const revealedAt = touchedSince(element);
  if (revealedAt === undefined) return [];
  const hovered = hoverFor(element, revealedAt);
  // What was there before it was scrolled to only had to be seen.
  const scroll = scrolls.findLast(
    ({ of, from, at }) =>
      from < revealedAt && (of instanceof Element ? of.contains(element) : at > (hovered?.at ?? 0)),
  );
  if (scroll) {
    const { of, left, top, grew } = scroll;
    return [{ by: of instanceof Element ? of : null, what: { kind: 'scroll', left, top, grew } }];
  }
  if (!hovered) return [];
  return [...revealedBy(hovered.element), hover(hovered.element)];
}

/** The last element that the pointer came upon before this one was there, and that has to do with it. */
function hoverFor(element: Element, revealedAt: number): { element: Element; at: number } | undefined {
  const rested = restedAt !== undefined && restedAt < revealedAt;
  // The clock is coarse: what came at once has the same time.
  const before = trail.filter(({ at }) => at <= revealedAt);
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

/** When it, or something around it, was added or changed since the last action. */
function touchedSince(element: Element): number | undefined {
  let latest: number | undefined;
  for (let at: Element | null = element; at; at = composedParent(at)) {
    const touched = touchedAt.get(at);
    if (touched !== undefined && (latest === undefined || touched > latest)) latest = touched;
  }
  return latest;
}
