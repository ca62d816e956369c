// Where a picture of the page would show secrets.

import { firstChildOf, nextSiblingOf, nodeNumber, shadowOf } from './nodes';
import { fieldsWithSecrets } from './serialize';

type Box = [x: number, y: number, width: number, height: number];

/** The boxes of fields that hold secrets, and of what Rust found repeating one in the page that was stored last: the
 * elements with these numbers, as a whole or only the text that comes first in them or after them. Also the width of the
 * viewport in the same pixels. */
export function secretBoxes(found: [node: number, whole: boolean][]): { boxes: Box[]; width: number } {
  const rects = fieldsWithSecrets().map((field) => field.getBoundingClientRect());
  if (found.length > 0) {
    const whole = new Map(found);
    each(document, (element) => {
      const all = whole.get(nodeNumber(element));
      if (all === true || (all === false && shadowOf(element))) rects.push(element.getBoundingClientRect());
      else if (all === false) rects.push(...textAfter(element));
    });
  }
  const seen = rects.filter(({ width, height }) => width > 0 && height > 0);
  return { boxes: seen.map(({ x, y, width, height }) => [x, y, width, height]), width: innerWidth };
}

function each(node: Node, visit: (element: Element) => void): void {
  if (node instanceof Element) {
    visit(node);
    const shadow = shadowOf(node);
    if (shadow) each(shadow, visit);
  }
  for (let child = firstChildOf(node); child; child = nextSiblingOf(child)) each(child, visit);
}

/** The text between the beginning of an element and that of the next. */
function textAfter(element: Element): DOMRect[] {
  const walker = document.createTreeWalker(element.getRootNode(), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  walker.currentNode = element;
  const rects: DOMRect[] = [];
  for (let node = walker.nextNode(); node && !(node instanceof Element); node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    rects.push(...range.getClientRects());
  }
  return rects;
}
