// What had to be done for an element to be there: a pointer that rests on a menu, a list that was scrolled. Such moves
// are told only when the next action needs them: a pointer goes over everything all day.
//
// The page is surveyed when it has come to rest after an action, and whenever the pointer rests. An element that can
// be reached now, and could not be when the page came to rest, was revealed in between.

import type { EventKind } from './wire.generated';
import { childNodesOf, composedParent, nodeNumber, shadowOf } from './nodes';

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
const SCROLLING_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' ']);

/** Surveys so far. */
let surveys = 0;
/** By node number: the survey since which the element can be reached, and the last one that could. */
const since: number[] = [];
const last: number[] = [];
/** The survey that saw the page at rest after the last action; none yet. */
let rest: number | undefined;
/** Added since the page came to rest. */
let added = new WeakSet<Node>();

let trail: Element[] = [];
let scrolls: { of: Element | Document; left: number; top: number }[] = [];
let lastAction = 0;
let lastChange = 0;
let lastScrollIntent = 0;
let dwell: number | undefined;

/** The person did something: what appears now is its doing. */
export function acted(): void {
  lastAction = performance.now();
  rest = undefined;
  trail = trail.slice(-1);
  scrolls = [];
}

/** Nodes were added to the page, or something in it changed. */
export function changed(nodes: NodeList): void {
  lastChange = performance.now();
  if (rest !== undefined) nodes.forEach((node) => added.add(node));
}

/** The page has come to rest. */
export function settled(): void {
  survey();
  if (rest === undefined) {
    rest = surveys;
    added = new WeakSet();
  }
}

/** The pointer came upon an element. */
export function entered(element: Element): void {
  if (trail.at(-1) === element) return;
  const now = performance.now();
  if (rest === undefined && now - lastAction > CALM_MS && now - lastChange > CALM_MS) settled();
  trail.push(element);
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
  if (performance.now() - lastScrollIntent > SCROLL_MS) return;
  if (!(of instanceof Element || of instanceof Document)) return;
  const at = of instanceof Document ? of.scrollingElement : of;
  if (!at) return;
  scrolls = scrolls.filter((earlier) => earlier.of !== of);
  scrolls.push({ of, left: Math.round(at.scrollLeft), top: Math.round(at.scrollTop) });
}

/** What had to be done, in order, for this element to be there. */
export function revealedBy(element: Element): Reveal[] {
  const found: Reveal[] = [];
  for (let at = element; isNew(at) && found.length < 4; ) {
    const inside = scrolls.findLast(({ of }) => of instanceof Element && of.contains(at));
    const hovered = inside ? undefined : hoverFor(at);
    const scroll = inside ?? (hovered ? undefined : scrolls.findLast(({ of }) => of === document));
    if (scroll) {
      const by = scroll.of instanceof Element ? scroll.of : null;
      found.unshift({ by, what: { kind: 'scroll', left: scroll.left, top: scroll.top } });
      break;
    }
    if (!hovered) break;
    found.unshift({ by: hovered, what: { kind: 'hover' } });
    at = hovered;
  }
  return found;
}

/** The last element that the pointer was on, was there earlier, and has to do with this one. */
function hoverFor(element: Element): Element | undefined {
  const reachableSince = sinceOf(element);
  const earlier = trail.findLast((entry) => !element.contains(entry) && sinceOf(entry) < reachableSince);
  if (!earlier) return undefined;
  // Beside it, around it, or a control: a menu may be drawn anywhere in the document.
  const around = composedParent(earlier);
  const related = earlier.contains(element) || around?.contains(element) || isControl(earlier);
  return related ? earlier : undefined;
}

const isControl = (element: Element): boolean =>
  element.matches('a, button, summary, input, [role], [tabindex], [aria-haspopup], [aria-expanded], [aria-describedby]') ||
  getComputedStyle(element).cursor === 'pointer';

/** True when it could not be reached when the page came to rest after the last action. */
function isNew(element: Element): boolean {
  return rest !== undefined && sinceOf(element) > rest;
}

function sinceOf(element: Element): number {
  if (!surveyed()) return wasAdded(element) ? surveys + 1 : 0;
  const number = nodeNumber(element);
  return last[number] === surveys ? (since[number] ?? 0) : surveys + 1;
}

function wasAdded(element: Element): boolean {
  for (let at: Element | null = element; at; at = composedParent(at)) if (added.has(at)) return true;
  return false;
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
