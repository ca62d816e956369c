// Looks at any page, once, without recording it: stores it, finds and describes elements in it.

import type { Ancestor, Element as Facts } from './wire.generated';
import { ancestors, facts, options } from './facts';
import { nodeNumber, parentOf, tagOf } from './nodes';
import { inPage } from './playwright';
import { meant } from './meant';
import { mask } from './secrets';
import { textOf } from './pieces';
import { serialize } from './serialize';

interface Found {
  /** How many elements the target matches; only the one that is the only one is described. */
  count: number;
  error?: string;
  node?: number;
  element?: Facts;
  ancestors?: Ancestor[];
}

declare global {
  var saywrightLook:
    | {
        options: typeof options;
        /** Since it was asked last. A saved page runs no timers: it has to be asked. */
        changes(): { loaded: boolean; changes: number };
        store(): { url: string; title: string; html: string };
        /** `pointed`: as a person points at it: the button around an icon is meant. */
        find(targets: string[], pointed: boolean): Found[];
        /** The one iframe that is meant, or how many there are. */
        frame(selector: string): Element | number;
        /** Absolute XPaths of elements by their numbers; nothing for what is in a shadow root. */
        paths(nodes: number[]): (string | null)[];
      }
    | undefined;
}

const observer = new MutationObserver(() => {});
observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

globalThis.saywrightLook = {
  options,

  changes: () => ({ loaded: document.readyState === 'complete', changes: observer.takeRecords().length }),

  store() {
    // First: secrets are known by going through the page.
    const html = textOf(serialize(document, true).text);
    return { url: mask(location.href), title: mask(document.title), html };
  },

  find: (targets, pointed) =>
    targets.map((target) => {
      try {
        const matches = inPage().querySelectorAll(inPage().parseSelector(selectorOf(target)), document);
        const [match] = matches;
        if (!match || matches.length > 1) return { count: matches.length };
        const element = pointed ? meant(match) : match;
        return {
          count: 1,
          node: nodeNumber(element),
          element: facts(element),
          ancestors: ancestors(element),
        };
      } catch (error) {
        return { count: 0, error: error instanceof Error ? error.message : String(error) };
      }
    }),

  frame(selector) {
    const matches = inPage().querySelectorAll(inPage().parseSelector(selectorOf(selector)), document);
    const frames = matches.filter((match) => ['iframe', 'frame'].includes(tagOf(match)));
    return frames.length === 1 ? frames[0]! : frames.length;
  },

  paths(nodes) {
    const wanted = new Set(nodes);
    const paths = new Map<number, string>();
    for (const element of document.getElementsByTagName('*')) {
      const number = nodeNumber(element);
      if (wanted.has(number)) paths.set(number, pathTo(element));
    }
    return nodes.map((node) => paths.get(node) ?? null);
  },
};

/** CSS or XPath, as Playwright's `locator()` takes it; also an absolute XPath, which begins with one stroke. */
const selectorOf = (target: string): string => (/^\/[^/]/.test(target) ? `xpath=${target}` : target);

function pathTo(element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at; ) {
    const tag = tagOf(at);
    let place = 1;
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
      if (tagOf(before) === tag) place += 1;
    }
    // In a document of another kind of names only the local one is sure to be found.
    const name = at.namespaceURI === 'http://www.w3.org/1999/xhtml' ? tag : `*[local-name()="${tag}"]`;
    steps.push(`${name}[${place}]`);
    const parent: Node | null = parentOf(at);
    at = parent instanceof Element ? parent : null;
  }
  return `/${steps.reverse().join('/')}`;
}
