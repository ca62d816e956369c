// Facts about an element: what Rust needs to find it again and to talk about it. No judgement about locators here.

import type { Ancestor, Element as Facts, Rect } from './wire.generated';
import { attribute, attributesOf, composedParent, isClosedHost, nodeNumber, tagOf } from './nodes';
import { inPage } from './playwright';
import { isSecret, mask } from './secrets';

const LONGEST_TEXT = 300;
const LONGEST_ATTRIBUTE = 200;
const MOST_ANCESTORS = 40;
/** `textContent` of a page of 80,000 elements takes 9 ms; of one with fewer descendants than this, under 0.2 ms. */
const MOST_DESCENDANTS = 1500;
const KEPT_ATTRIBUTES = /^(id|name|type|class|href|src|action|placeholder|alt|title|role|for|value|aria-.*|data-.*|contenteditable|autocomplete|inputmode|usemap)$/;
/** Roles whose name tells which one it is; other ancestors' names are long and never asked for. */
const NAMED_SCOPES = new Set([
  'alertdialog', 'article', 'banner', 'complementary', 'contentinfo', 'dialog', 'form', 'grid', 'group', 'list',
  'listbox', 'main', 'menu', 'menubar', 'navigation', 'radiogroup', 'region', 'search', 'table', 'tablist', 'tabpanel',
  'toolbar', 'tree',
]);
const ITEMS = new Set(['listitem', 'row', 'article', 'option', 'treeitem']);

/** The test id attribute, or several with commas between; Rust sets it before the first page. */
export const options = { testIdAttribute: 'data-testid' };

const testIdAttributes = (): string[] => options.testIdAttribute.split(',').map((name) => name.trim());

/** The element's test id. */
export function testIdOf(element: Element): string | null {
  for (const name of testIdAttributes()) {
    const id = attribute(element, name);
    if (id !== null) return id;
  }
  return null;
}

/** Everything about the element itself. */
export function facts(element: Element): Facts {
  const secret = isSecret(element);
  const role = roleOf(element);
  return {
    ...bare(element, role),
    name: clip(mask(accessibleName(element))),
    labels: labelsOf(element),
    text: textOf(element),
    value: secret ? null : valueOf(element),
    checked: checkedOf(element),
    secret,
    closed: isClosedHost(element),
  };
}

/** The element's ancestors in the composed tree, nearest first, up to and with `body`. `known`: those of others, while
 * nothing changes. */
export function ancestors(element: Element, known?: Map<Element, Ancestor>): Ancestor[] {
  const found: Ancestor[] = [];
  for (let at = composedParent(element); at && found.length < MOST_ANCESTORS; at = composedParent(at)) {
    if (tagOf(at) === 'html') break;
    const ancestor = known?.get(at) ?? ancestorOf(at);
    known?.set(at, ancestor);
    found.push(ancestor);
  }
  return found;
}

function ancestorOf(at: Element): Ancestor {
  const role = roleOf(at);
  return {
    node: nodeNumber(at),
    element: {
      ...bare(at, role),
      name: role && NAMED_SCOPES.has(role) ? clip(mask(accessibleName(at))) : '',
      labels: [],
      text: '',
      value: null,
      checked: null,
      secret: false,
      closed: false,
    },
    heading: headingOf(at, role),
  };
}

export function rect(element: Element): Rect {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

type Bare = Pick<Facts, 'tag' | 'role' | 'testId' | 'attributes' | 'nthOfType'>;

function bare(element: Element, role: string | null): Bare {
  const kept: Record<string, string> = {};
  const secret = isSecret(element);
  const testId = testIdOf(element);
  const testIds = testIdAttributes();
  for (const { name, value } of attributesOf(element)) {
    if (testIds.includes(name) || name.startsWith('data-sw') || (name === 'value' && secret)) continue;
    if (KEPT_ATTRIBUTES.test(name) && value.length <= LONGEST_ATTRIBUTE) kept[name] = mask(value);
  }
  // What a program compares, where `value` has what a person reads.
  if (element instanceof HTMLSelectElement && !secret) kept['value'] = mask(element.value).slice(0, LONGEST_ATTRIBUTE);
  return {
    tag: tagOf(element),
    role: role === 'none' || role === 'presentation' ? null : role,
    testId: testId === null ? null : mask(testId),
    attributes: kept,
    nthOfType: nthOfType(element),
  };
}

/** Playwright's script trips over pages that hide what it reads (`<input name="getAttribute">` in a form): they get less
 * said about them. */
function orElse<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}

const roleOf = (element: Element): string | null => orElse(() => inPage().utils.getAriaRole(element), null);

function accessibleName(element: Element): string {
  return fold(orElse(() => inPage().utils.getElementAccessibleNameText(element, false), ''));
}

/** The text that Playwright's text matching sees, white space folded. */
export function textOf(element: Element): string {
  const tag = tagOf(element);
  if (tag === 'input' || tag === 'textarea' || tag === 'select') return '';
  if (element.getElementsByTagName('*').length > MOST_DESCENDANTS) return '';
  return clip(mask(fold(orElse(() => inPage().utils.elementText(new Map(), element).full, ''))));
}

function labelsOf(element: Element): string[] {
  const labels = (element as HTMLInputElement).labels;
  if (!(labels instanceof NodeList)) return [];
  return Array.from(labels, (label) => textOf(label)).filter((text) => text !== '');
}

function valueOf(element: Element): string | null {
  if (element instanceof HTMLInputElement) return element.type === 'file' ? null : clip(mask(element.value));
  if (element instanceof HTMLTextAreaElement) return clip(mask(element.value));
  if (element instanceof HTMLSelectElement) {
    return clip(Array.from(element.selectedOptions, (option) => fold(option.label)).join(', '));
  }
  return null;
}

function checkedOf(element: Element): boolean | null {
  if (element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio')) {
    return element.checked;
  }
  const state = attribute(element, 'aria-checked');
  return state === 'true' ? true : state === 'false' ? false : null;
}

/** What tells one item of a list from the others: its heading, else its first cell or short piece of text. */
function headingOf(element: Element, role: string | null): string | null {
  if (element.getElementsByTagName('*').length > MOST_DESCENDANTS) return null;
  const heading = element.querySelector('h1, h2, h3, h4, h5, h6, [role="heading"], legend, caption');
  if (heading) return textOf(heading) || null;
  if (!role || !ITEMS.has(role)) return null;
  const piece = element.querySelector('th, td, [role="rowheader"], [role="cell"], [role="gridcell"], strong, a, label');
  return (piece && textOf(piece)) || null;
}

/** Sibling counting is capped: the 5,000th row of a table would cost 1 ms. */
function nthOfType(element: Element): number {
  const tag = tagOf(element);
  let count = 1;
  for (let at = element.previousElementSibling; at && count < 1000; at = at.previousElementSibling) {
    if (tagOf(at) === tag) count += 1;
  }
  return count;
}

export const fold = (text: string): string => text.replace(/[\u200b\u00ad]/g, '').replace(/\s+/g, ' ').trim();
const clip = (text: string): string => (text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text);
const round = (value: number): number => Math.round(value * 10) / 10;
