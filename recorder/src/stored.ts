// Runs on stored pages that were opened again, in the background: lists what they show, and tries locators on them.

import type { Ancestor, OutlineElement } from './wire.generated';
import { attribute, numberBy, tagOf } from './nodes';
import { ancestors, facts, options, testIdOf } from './facts';
import { MUTATIONS } from './mutations';
import { inPage } from './playwright';

interface Trial {
  selector: string;
  node: number;
}

interface Result {
  count: number;
  index: number | null;
  error?: string;
}

declare global {
  var saywrightStored:
    | {
        options: typeof options;
        /** `everything`: also what can't be seen. */
        outline(everything?: boolean): OutlineElement[];
        tryAll(trials: Trial[]): Result[];
        /**
         * The same on copies of the page, each changed in one of the ways in which pages change over the years: from
         * the change of this place on, as many as take a second. None when there are no more.
         */
        tryChanged(trials: Trial[], from: number): { change: string; results: Result[] }[];
      }
    | undefined;
}

/** A page with more than this is cut: a sentence speaks of what a person can see at once. */
const MOST_ELEMENTS = 2500;
/** When all of a page is asked for. */
const MOST_OF_EVERYTHING = 10_000;
/** Changes are tried for so long before there is an answer; a page of 50,000 elements takes more than that for one. */
const AT_ONCE_MS = 1000;
/** How stored pages hide what the recorded page hid, and show what it showed against the browser's defaults. */
const STYLE = `
* { visibility: visible }
[data-sw-off="d"] { display: none !important }
[data-sw-off="v"] { visibility: hidden !important }
[hidden]:not([data-sw-off="d"]), dialog:not([data-sw-off="d"]) { display: block }
[data-sw-before]::before { content: attr(data-sw-before) }
[data-sw-after]::after { content: attr(data-sw-after) }
[data-sw-before-apart]::before, [data-sw-after-apart]::after { display: block }
[data-sw-content] { content: url("data:,") / attr(data-sw-content) }`;

const number = (element: Element): number => Number(attribute(element, 'data-sw') ?? 0);

numberBy(number);

globalThis.saywrightStored = {
  options,

  outline(everything = false) {
    const found: OutlineElement[] = [];
    const known = new Map<Element, Ancestor>();
    const visit = (root: ParentNode): void => {
      for (const element of root.children) {
        if (found.length >= (everything ? MOST_OF_EVERYTHING : MOST_ELEMENTS)) return;
        if (!everything && attribute(element, 'data-sw-off') === 'd') continue;
        const shown = inPage().utils.isElementVisible(element);
        if ((shown || everything) && speaks(element)) {
          found.push({
            node: number(element),
            element: facts(element),
            ancestors: ancestors(element, known),
            children: element.childElementCount,
            shown,
          });
        }
        if (element.shadowRoot) visit(element.shadowRoot);
        visit(element);
      }
    };
    inPage().beginAriaCaches();
    visit(document.body);
    inPage().endAriaCaches();
    return found;
  },

  tryAll: tried,

  tryChanged(trials, from) {
    const begun = performance.now();
    const nodes = new Set(trials.map(({ node }) => node));
    const recorded = document.documentElement;
    const found: { change: string; results: Result[] }[] = [];
    for (const [change, mutate] of Object.entries(MUTATIONS).slice(from)) {
      const root = copied(recorded);
      recorded.replaceWith(root);
      try {
        const elements = allIn(root);
        mutate({ root, elements, targets: elements.filter((element) => nodes.has(number(element))) });
        found.push({ change, results: tried(trials) });
      } finally {
        root.replaceWith(recorded);
      }
      if (performance.now() - begun > AT_ONCE_MS) break;
    }
    return found;
  },
};

function tried(trials: Trial[]): Result[] {
  const found = new Map<string, number[] | string>();
  inPage().beginAriaCaches();
  try {
    return trials.map(({ selector, node }) => {
      let matches = found.get(selector);
      if (matches === undefined) found.set(selector, (matches = matchesOf(selector)));
      if (typeof matches === 'string') return { count: 0, index: null, error: matches };
      const index = matches.indexOf(node);
      return { count: matches.length, index: index < 0 ? null : index };
    });
  } finally {
    inPage().endAriaCaches();
  }
}

/** The numbers of the elements that a locator finds, or why it can't be tried. */
function matchesOf(selector: string): number[] | string {
  try {
    return inPage().querySelectorAll(inPage().parseSelector(selector), document).map(number);
  } catch (error) {
    return String(error);
  }
}

/** With its shadow roots, which `cloneNode` leaves out. */
function copied(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  const [from, to] = [[element, ...element.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  for (const [place, original] of from.entries()) {
    const { shadowRoot } = original;
    if (!shadowRoot) continue;
    const root = to[place]!.attachShadow({ mode: 'open' });
    for (const child of shadowRoot.childNodes) root.append(child instanceof Element ? copied(child) : child.cloneNode(true));
  }
  return copy;
}

function allIn(root: ParentNode & Node): Element[] {
  const found: Element[] = root instanceof Element ? [root] : [];
  for (const child of root.children) found.push(...allIn(child));
  if (root instanceof Element && root.shadowRoot) found.push(...allIn(root.shadowRoot));
  return found;
}

/** Has a role, text of its own, or a value. */
function speaks(element: Element): boolean {
  const tag = tagOf(element);
  if (tag === 'html' || tag === 'body' || tag === 'br') return false;
  const role = inPage().utils.getAriaRole(element);
  if (role && role !== 'generic' && role !== 'none' && role !== 'presentation') return true;
  if (testIdOf(element) !== null) return true;
  return Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ''));
}

const style = document.createElement('style');
style.textContent = STYLE;
document.documentElement.prepend(style);
