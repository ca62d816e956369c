// What the page's own styles show only while the pointer rests on something: `.menu:hover > ul { display: block }`.
// Read from the style sheets, so that it is known for sure and at once. Sheets of other sites can't be read.

import { composedParent } from './nodes';

/** A style that needs a pointer: for elements that match `selector`, while something matches the selector's `:hover`. */
interface Rule {
  selector: string;
  /** The selector up to what has to be pointed at. */
  pointed: string;
}

/** Properties that decide whether a thing can be acted on at all. */
const REVEALING = /(?:^|;\s*)(?:display|visibility|pointer-events|max-height|clip|clip-path|left|right|top|bottom|inset)\s*:/;

const known = new WeakMap<CSSStyleSheet, { length: number; rules: Rule[] }>();

/** The things that have to be pointed at, outermost first, for this element to be there. Each comes with the element that
 * it reveals. */
export function pointedAtFor(element: Element): { pointed: Element; revealed: Element }[] {
  const rules = rulesFor(element);
  const found: { pointed: Element; revealed: Element }[] = [];
  if (rules.length === 0) return found;
  for (let at: Element | null = element; at; at = composedParent(at)) {
    const revealed = at;
    const rule = rules.find(({ selector }) => matches(revealed, selector));
    const pointed = rule && closest(revealed, rule.pointed);
    if (pointed) found.unshift({ pointed, revealed });
  }
  return found;
}

/** Reads the page's style sheets ahead of time. */
export function readStyles(): void {
  rulesOf(document);
}

/** The element itself, one around it, or one beside those. */
function closest(element: Element, selector: string): Element | undefined {
  for (let at: Element | null = element; at; at = composedParent(at)) {
    if (matches(at, selector)) return at;
    for (let beside = at.previousElementSibling; beside; beside = beside.previousElementSibling) {
      if (matches(beside, selector)) return beside;
    }
  }
  return undefined;
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

function rulesFor(element: Element): Rule[] {
  const found = [...rulesOf(document)];
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    found.push(...rulesOf(root));
  }
  return found;
}

function rulesOf(root: Document | ShadowRoot): Rule[] {
  return [...root.styleSheets, ...root.adoptedStyleSheets].filter((sheet) => !sheet.disabled).flatMap(rulesIn);
}

function rulesIn(sheet: CSSStyleSheet): Rule[] {
  let list: CSSRuleList;
  try {
    list = sheet.cssRules;
  } catch {
    return [];
  }
  const before = known.get(sheet);
  if (before?.length === list.length) return before.rules;
  const rules: Rule[] = [];
  collect(list, '', rules);
  known.set(sheet, { length: list.length, rules });
  return rules;
}

function collect(list: CSSRuleList, parent: string, into: Rule[]): void {
  for (const rule of list) {
    if (rule instanceof CSSImportRule) {
      if (rule.styleSheet) into.push(...rulesIn(rule.styleSheet));
    } else if (rule instanceof CSSStyleRule) {
      const selector = nested(rule.selectorText, parent);
      if (selector.includes(':hover') && REVEALING.test(rule.style.cssText)) {
        for (const one of alternatives(selector)) {
          const pointed = upToHover(one);
          // A style of the very thing that is pointed at changes how it looks, and brings nothing.
          if (pointed !== undefined && pointed !== withoutHover(one).trim()) into.push({ selector: withoutHover(one), pointed });
        }
      }
      if (rule.cssRules.length) collect(rule.cssRules, selector, into);
    } else if ('cssRules' in rule) {
      collect((rule as CSSGroupingRule).cssRules, parent, into);
    }
  }
}

const nested = (selector: string, parent: string): string =>
  !parent ? selector : selector.includes('&') ? selector.replaceAll('&', `:is(${parent})`) : `:is(${parent}) ${selector}`;

/** The parts of a selector list: commas within brackets don't count. */
function alternatives(selector: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of selector) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** A selector up to the last thing in it that is pointed at, whether anybody points at it now or not. */
function upToHover(selector: string): string | undefined {
  const at = selector.lastIndexOf(':hover');
  if (at < 0) return undefined;
  const rest = selector.slice(at);
  const end = rest.search(/[\s>+~]/);
  return withoutHover(end < 0 ? selector : selector.slice(0, at + end)).trim();
}

const withoutHover = (selector: string): string => selector.replaceAll(':hover', ':is(*)');
