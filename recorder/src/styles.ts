// What the page's style sheets say, read from them so that it is known for sure and at once: what is shown only while the
// pointer rests on something (`.menu:hover > ul { display: block }`), and where text comes from a style. Sheets of other
// sites can't be read.

import { composedParent } from './nodes';

/** A style that needs a pointer: for elements that match `selector`, while something matches the selector's `:hover`. */
interface Rule {
  selector: string;
  /** The selector up to what has to be pointed at. */
  pointed: string;
}

/** Properties that decide whether a thing can be acted on at all. */
const REVEALING = /(?:^|;\s*)(?:display|visibility|pointer-events|max-height|clip|clip-path|left|right|top|bottom|inset)\s*:/;

/** Selectors by which an element decides over those beside it. */
const BESIDE = /[+~]|:(?:nth|first|last|only|empty)/;

/** Where the pointer or the focus is, and what is ticked, changes no node. */
const MOODS = /:(?:hover|focus|active|checked|target|valid|invalid|placeholder-shown)/;

export type Reach = 'within' | 'beside' | 'page';

interface Sheet {
  length: number;
  rules: Rule[];
  /** Something in it shows or hides by a mood of the page. */
  moody: boolean;
  /** How far from a change it may show or hide something: what is in it, beside it, anywhere. */
  reach: Reach;
  /** Selectors of elements that get text before or after them, or in their place. */
  generating: string[];
  readable: boolean;
}

const known = new WeakMap<CSSStyleSheet, Sheet>();

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

/** Whether styles may show or hide something without any change of the page's nodes. */
export function isMoody(): boolean {
  return sheetsOf(document).some((sheet) => read(sheet).moody);
}

/** How far from what changes styles may show or hide something. */
export function reachOfStyles(): Reach {
  return sheetsOf(document).map((sheet) => read(sheet).reach).reduce(farther, 'within');
}

const farther = (one: Reach, other: Reach): Reach => (REACHES.indexOf(one) < REACHES.indexOf(other) ? other : one);
const REACHES: Reach[] = ['within', 'beside', 'page'];

/** The page's styles, to be compared with what they were. */
export const sheetsNow = (root: Document | ShadowRoot): unknown[] =>
  sheetsOf(root).flatMap((sheet) => [sheet, read(sheet).length]);

/** Whether an element of this tree may have text from a style, before it, after it or in its place. */
export function mayGenerate(root: Document | ShadowRoot): (element: Element) => boolean {
  const sheets = sheetsOf(root).map(read);
  const selector = sheets.flatMap(({ generating }) => generating).join(', ');
  if (sheets.some(({ readable }) => !readable)) return () => true;
  return selector ? (element) => matches(element, selector) : () => false;
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
  return sheetsOf(root).flatMap((sheet) => read(sheet).rules);
}

const sheetsOf = (root: Document | ShadowRoot): CSSStyleSheet[] =>
  [...root.styleSheets, ...root.adoptedStyleSheets].filter((sheet) => !sheet.disabled);

function read(sheet: CSSStyleSheet): Sheet {
  let list: CSSRuleList;
  try {
    list = sheet.cssRules;
  } catch {
    return { length: 0, rules: [], moody: true, reach: 'beside', generating: [], readable: false };
  }
  const before = known.get(sheet);
  if (before?.length === list.length) return before;
  const found: Sheet = { length: list.length, rules: [], moody: false, reach: 'within', generating: [], readable: true };
  collect(list, '', found);
  known.set(sheet, found);
  return found;
}

function collect(list: CSSRuleList, parent: string, sheet: Sheet): void {
  const into = sheet.rules;
  for (const rule of list) {
    if (rule instanceof CSSImportRule) {
      const imported = rule.styleSheet && read(rule.styleSheet);
      if (imported) into.push(...imported.rules);
      sheet.moody ||= imported?.moody ?? true;
      sheet.reach = farther(sheet.reach, imported?.reach ?? 'beside');
      sheet.readable &&= imported?.readable ?? false;
      sheet.generating.push(...(imported?.generating ?? []));
    } else if (rule instanceof CSSStyleRule) {
      const selector = nested(rule.selectorText, parent);
      const reveals = REVEALING.test(rule.style.cssText);
      if (MOODS.test(selector) && reveals) sheet.moody = true;
      if (reveals || rule.style.content) {
        sheet.reach = farther(sheet.reach, selector.includes(':has(') ? 'page' : BESIDE.test(selector) ? 'beside' : 'within');
      }
      if (rule.style.content) sheet.generating.push(...alternatives(selector).map(withoutPseudo));
      if (selector.includes(':hover') && reveals) {
        for (const one of alternatives(selector)) {
          const pointed = upToHover(one);
          // A style of the very thing that is pointed at changes how it looks, and brings nothing.
          if (pointed !== undefined && pointed !== withoutHover(one).trim()) into.push({ selector: withoutHover(one), pointed });
        }
      }
      if (rule.cssRules.length) collect(rule.cssRules, selector, sheet);
    } else if ('cssRules' in rule) {
      if (rule instanceof CSSContainerRule) sheet.reach = 'page';
      collect((rule as CSSGroupingRule).cssRules, parent, sheet);
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

const withoutPseudo = (selector: string): string => selector.replace(/::?(?:before|after)\b/g, '').trim() || '*';

const withoutHover = (selector: string): string => selector.replaceAll(':hover', ':is(*)');
