// Runs on stored pages that were opened again, in the background: lists what they show, and tries locators on them.

import type { OutlineElement } from './wire.generated';
import { attribute, numberBy, tagOf } from './nodes';
import { ancestors, facts, options, testIdOf } from './facts';
import { inPage } from './playwright';

declare global {
  var saywrightStored:
    | {
        options: typeof options;
        outline(): OutlineElement[];
        tryAll(trials: { selector: string; node: number }[]): { count: number; index: number | null; error?: string }[];
      }
    | undefined;
}

/** A page with more than this is cut: a sentence speaks of what a person can see at once. */
const MOST_ELEMENTS = 2500;
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

  outline() {
    const found: OutlineElement[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.children) {
        if (found.length >= MOST_ELEMENTS) return;
        if (attribute(element, 'data-sw-off') === 'd') continue;
        if (inPage().utils.isElementVisible(element) && speaks(element)) {
          found.push({
            node: number(element),
            element: facts(element),
            ancestors: ancestors(element),
            children: element.childElementCount,
          });
        }
        if (element.shadowRoot) visit(element.shadowRoot);
        visit(element);
      }
    };
    visit(document.body);
    return found;
  },

  tryAll(trials) {
    return trials.map(({ selector, node }) => {
      try {
        const matches = inPage().querySelectorAll(inPage().parseSelector(selector), document);
        const index = matches.findIndex((match) => number(match) === node);
        return { count: matches.length, index: index < 0 ? null : index };
      } catch (error) {
        return { count: 0, index: null, error: String(error) };
      }
    });
  },
};

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
