// What had to be done for an element to be there: a pointer that rests on a menu, a list that was scrolled. Such moves
// are told only when the next action needs them: a pointer goes over everything all day.
//
// The page is surveyed when it has come to rest after an action, and whenever the pointer rests. An element that can
// be reached now, and could not be when the page came to rest, was revealed in between.

import type { EventKind } from './wire.generated';
import { childNodesOf, composedParent, nodeNumber, shadowOf, tagOf } from './nodes';

/** Something that had to be done, to an element or to the page. */
export interface Reveal {
  by: Element | null;
  what: EventKind;
}

/** The pointer rests when it has not entered another element for this long, in ms. */
const DWELL_MS = 80;
/** After an action the page is at rest, for our purpose, when nothing changed for this long, in ms. */
const CALM_MS = 60;
/** A scroll this soon after a wheel, a key or a press is the person's, in ms. */
const SCROLL_MS = 1500;
/** Elements that were entered and are remembered. */
const TRAIL = 40;
/** A survey takes about 1 ms for this many elements; larger pages are not surveyed, and only what was added counts. */
const MOST = 5000;
/** What pointing at something reveals comes within this, in ms. */
const REVEAL_MS = 3000;
/** Parts of a page: the pointer is always in one. */
const PLACES = new Set(['html', 'body', 'main', 'section', 'article', 'header', 'footer', 'nav', 'aside', 'form', 'fieldset']);
const SCROLLING_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' ']);

/** Surveys so far. */
let surveys = 0;
/** By node number: the survey since which the element can be reached, and the last one that could. */
const since: number[] = [];
const last: number[] = [];
/** The survey that saw the page at rest after the last action; none yet. */
let rest: number | undefined;
/** When nodes were added, or attributes of theirs changed, since the page came to rest. */
let touchedAt = new WeakMap<Node, number>();

/** What the pointer came upon since the last action, and when. */
let trail: { element: Element; at: number }[] = [];
let scrolls: { of: Element | Document; left: number; top: number; from: number; at: number; grew: boolean }[] = [];
/** How long what is scrolled was when that began. */
let lengths = new WeakMap<Element | Document, number>();
let lastAction = 0;
/** What was acted on last: what it reveals by itself, sooner or later, nobody pointed for. */
let lastTarget: Element | null = null;
let lastChange = 0;
let lastScrollIntent = 0;
let dwell: number | undefined;

/** The person did something: what appears now is its doing. */
export function acted(on: Element | null): void {
  lastAction = performance.now();
  lastTarget = on;
  rest = undefined;
  trail = trail.slice(-1);
  scrolls = [];
  lengths = new WeakMap();
}

/** Nodes were added to the page, or an attribute of one changed. */
export function changed({ type, target, addedNodes }: MutationRecord): void {
  const now = performance.now();
  lastChange = now;
  if (rest === undefined) return;
  if (type === 'attributes') touchedAt.set(target, now);
  for (const node of addedNodes) touchedAt.set(node, now);
}

/** The page has come to rest. */
export function settled(): void {
  survey();
  if (rest === undefined) {
    rest = surveys;
    touchedAt = new WeakMap();
  }
}

/** The pointer came upon an element. */
export function entered(element: Element): void {
  if (trail.at(-1)?.element === element) return;
  const now = performance.now();
  if (rest === undefined && now - lastAction > CALM_MS && now - lastChange > CALM_MS) settled();
  trail.push({ element, at: now });
  if (trail.length > TRAIL) trail.shift();
  clearTimeout(dwell);
  dwell = setTimeout(survey, DWELL_MS);
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
  const before = lengths.get(of);
  if (before === undefined) lengths.set(of, at.scrollHeight);
  const grew = before !== undefined && at.scrollHeight > before;
  const earlier = scrolls.find((scroll) => scroll.of === of);
  scrolls = scrolls.filter((scroll) => scroll !== earlier);
  const [left, top] = [Math.round(at.scrollLeft), Math.round(at.scrollTop)];
  scrolls.push({ of, left, top, from: earlier?.from ?? now, at: now, grew });
}

/** What had to be done, in order, for this element to be there. */
export function revealedBy(element: Element): Reveal[] {
  const found: Reveal[] = [];
  for (let at = element; isNew(at) && found.length < 4; ) {
    // What was there before it was scrolled to only had to be seen.
    const revealedAt = touchedSince(at) ?? Infinity;
    const before = scrolls.filter((scroll) => scroll.from < revealedAt);
    const inside = before.findLast(({ of }) => of instanceof Element && of.contains(at));
    const hovered = inside ? undefined : hoverFor(at);
    // Whatever was done last did it.
    const page = before.findLast((scroll) => scroll.of === document && scroll.at > (hovered?.at ?? 0));
    const scroll = inside ?? page;
    if (scroll) {
      const { of, left, top, grew } = scroll;
      found.unshift({ by: of instanceof Element ? of : null, what: { kind: 'scroll', left, top, grew } });
      break;
    }
    if (!hovered) break;
    found.unshift({ by: hovered.element, what: { kind: 'hover' } });
    at = hovered.element;
  }
  return found;
}

/** The last element that the pointer came upon before this one was there, and that has to do with it. */
function hoverFor(element: Element): { element: Element; at: number } | undefined {
  const revealedAt = touchedSince(element);
  const revealed = outermostNew(element);
  return trail.findLast(({ element: entry, at }) => {
    if (element.contains(entry) || entry === lastTarget || PLACES.has(tagOf(entry))) return false;
    const related = isAround(entry, revealed) || opensLayer(entry, element);
    // A style alone (`:hover`) leaves no trace in the document.
    if (revealedAt === undefined) return related;
    return at < revealedAt && revealedAt - at < REVEAL_MS && (related || isControl(entry));
  });
}

/** All that came with the element. */
function outermostNew(element: Element): Element {
  let outermost = element;
  for (let at = composedParent(element); at && isNew(at); at = composedParent(at)) outermost = at;
  return outermost;
}

/** Around what was revealed, or beside it within the same thing. */
function isAround(entry: Element, revealed: Element): boolean {
  if (entry.contains(revealed)) return entry !== revealed;
  return composedParent(entry)?.contains(revealed) === true && !revealed.contains(entry);
}

/** Whether a layer, as menus are, lies between the entry, or what is around it, and the element. */
function opensLayer(entry: Element, element: Element): boolean {
  const around = entry.contains(element) ? entry : composedParent(entry);
  if (!around?.contains(element)) return false;
  for (let at: Element | null = element; at && at !== around; at = composedParent(at)) {
    const { position } = getComputedStyle(at);
    if (position === 'absolute' || position === 'fixed') return !at.contains(entry);
  }
  return false;
}

const isControl = (element: Element): boolean =>
  element.matches('a, button, summary, input, [role], [tabindex], [aria-haspopup], [aria-expanded], [aria-describedby]') ||
  getComputedStyle(element).cursor === 'pointer';

/** True when it could not be reached when the page came to rest after the last action. */
function isNew(element: Element): boolean {
  return rest !== undefined && sinceOf(element) > rest;
}

function sinceOf(element: Element): number {
  if (!surveyed()) return touchedSince(element) === undefined ? 0 : surveys + 1;
  const number = nodeNumber(element);
  if (last[number] !== surveys) survey();
  // What no survey reaches, such as the area of an image map, is always there.
  return last[number] === surveys ? (since[number] ?? 0) : 0;
}

/** When it, or something around it, was added or changed since the page came to rest. */
function touchedSince(element: Element): number | undefined {
  let latest: number | undefined;
  for (let at: Element | null = element; at; at = composedParent(at)) {
    const touched = touchedAt.get(at);
    if (touched !== undefined && (latest === undefined || touched > latest)) latest = touched;
  }
  return latest;
}

const surveyed = (): boolean => document.getElementsByTagName('*').length < MOST;

function survey(): void {
  surveys += 1;
  if (document.body && surveyed()) visit(document.body);
}

function visit(element: Element): void {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.opacity === '0' || isClosed(element, style)) return;
  if (style.visibility === 'visible' && style.pointerEvents !== 'none') {
    const number = nodeNumber(element);
    if (last[number] !== surveys - 1) since[number] = surveys;
    last[number] = surveys;
  }
  const shadow = shadowOf(element);
  if (shadow) for (const child of childNodesOf(shadow)) if (child instanceof Element) visit(child);
  for (const child of childNodesOf(element)) if (child instanceof Element) visit(child);
}

/** Folded up: `max-height: 0`, and nothing may hang out. */
const isClosed = (element: Element, style: CSSStyleDeclaration): boolean =>
  style.overflowY !== 'visible' && style.display !== 'inline' && element.clientHeight === 0;
