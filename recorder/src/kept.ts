// What was stored of each part of a page, so that only what changed is gone through again. A part is what is in one
// element; it is kept until something in it changes, or something around it that may hide or show it.

import { composedParent, shadowOf, tagOf } from './nodes';
import type { Part } from './pieces';
import { learned } from './secrets';
import { type Reach, reachOfStyles, sheetsNow } from './styles';

/** From here on it is as well to go through all. */
const MOST_STALE = 1000;

let parts = new WeakMap<Node, Part>();
/** What changed, and all around it. */
const stale = new Set<Element>();
/** What may look different with all that is in it. */
const within = new Set<Element>();
/** Elements that change without a mutation, and how they were: form controls, and what may get a shadow root. */
let controls = new Map<Element, string>();
/** Shadow roots that were come upon. */
let roots = new Set<ShadowRoot>();
/** What decides over the whole page: another window, other styles, another secret. */
let around: unknown[] = [];
let reach: Reach = 'page';
/** Nothing is kept: what changes is of no interest until the page is gone through. */
let empty = true;

/** The part as it was stored, if it still is so. */
export const keptPart = (node: Node): Part | undefined => parts.get(node);

export function keepPart(element: Element, part: Part): void {
  parts.set(element, part);
}

/** True for an element of which everything has to be gone through. */
export const isStaleWithin = (element: Element): boolean => within.has(element);

/** An element that changes without a mutation is stored as it is now. */
export function keepControl(control: Element): void {
  controls.set(control, stateOf(control));
}

/** A shadow root is stored: its styles count, too. */
export function keepRoot(root: ShadowRoot): void {
  roots.add(root);
}

/** To be called before the page is gone through. `large`: not every element is looked at again. `how`: parts that were
 * kept otherwise are of no use. */
export function findStale(large: boolean, how: unknown): void {
  reach = large ? reachOfStyles() : 'within';
  for (const root of roots) if (!root.isConnected) roots.delete(root);
  const now = [large, how, innerWidth, innerHeight, learned(), ...sheetsNow(document), ...[...roots].flatMap(sheetsNow)];
  if (now.length !== around.length || now.some((one, index) => one !== around[index])) forgetParts();
  around = now;
  for (const [control, state] of controls) {
    if (!control.isConnected) controls.delete(control);
    else if (stateOf(control) !== state) changedIn(control, true);
  }
  empty = false;
}

/** To be called when the page has been gone through. */
export function allKept(): void {
  stale.clear();
  within.clear();
}

export function forgetParts(): void {
  parts = new WeakMap();
  controls = new Map();
  roots = new Set();
  empty = true;
  allKept();
}

/** Something changed in a node. `look`: something that may change how what is in it looks, and what lies beside it. */
export function changedIn(node: Node, look: boolean): void {
  if (empty) return;
  const element = node instanceof Element ? node : node instanceof ShadowRoot ? node.host : node.parentElement;
  // A page that goes on changing while nobody does anything is not to be held together by us.
  if (!element || reach === 'page' || stale.size > MOST_STALE) return forgetParts();
  const parent = composedParent(element);
  // The styles of a shadow root reach as far as they like in it.
  const beside = reach === 'beside' || node instanceof ShadowRoot || element.getRootNode() instanceof ShadowRoot;
  if (beside && parent) within.add(parent);
  if (look || node instanceof ShadowRoot) within.add(element);
  changedAround(element);
}

/** Something changed in an element itself, or how it looks: what it is in has to be gone through. */
export function changedAround(element: Element): void {
  if (empty) return;
  for (let at: Element | null = element; at && !stale.has(at); at = composedParent(at)) {
    stale.add(at);
    parts.delete(at);
  }
}

function stateOf(control: Element): string {
  if (control instanceof HTMLSelectElement) return `${control.selectedIndex} ${control.selectedOptions.length}`;
  if (tagOf(control).includes('-')) return shadowOf(control) ? 'shadow' : '';
  const { checked, value } = control as HTMLInputElement;
  return checked ? `checked ${value}` : value;
}
