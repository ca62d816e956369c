// For a scripted person: where on the page is the thing that a locator names? Only looks; the input is real.

import { inPage } from './playwright';

declare global {
  var saywrightFind: ((selector: string) => { x: number; y: number } | null) | undefined;
  var saywrightElement: ((selector: string) => Element | undefined) | undefined;
}

const visible = (selector: string): Element[] =>
  inPage()
    .querySelectorAll(inPage().parseSelector(selector), document)
    .filter((match) => inPage().utils.isElementVisible(match));

globalThis.saywrightElement = (selector) => visible(selector)[0];

/** The middle of the one visible match, in CSS pixels of this frame's viewport, scrolled into view; nothing when there
 * is no such match yet, or when something else would get the click. */
globalThis.saywrightFind = (selector) => {
  const [element, another] = visible(selector);
  if (!element || another) return null;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: x + width / 2, y: y + height / 2 };
  const hit = document.elementFromPoint(middle.x, middle.y);
  return hit && (element.contains(hit) || hit.contains(element) || hit.closest('label')) ? middle : null;
};
