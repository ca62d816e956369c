// Copies of a stored page, changed as pages change over the years, to see which locators still find their element.
// Each change is the same every time: what is random in it comes of the elements' numbers.

import { attribute, attributesOf, parentOf, tagOf } from './nodes';

/** By name, in the order in which they are tried. */
export const MUTATIONS = {
  classes: (page: Page) => page.elements.forEach(churnClass),
  ids: churnIds,
  wrappers: wrap,
  siblings: insertSiblings,
  order: reorder,
  words: editWords,
  language: translate,
  attributes: dropAttributes,
  lists: growLists,
  roles: driftRoles,
  dialog: copyIntoDialog,
  rewrite(page: Page) {
    for (const element of page.elements) churnClass(element);
    churnIds(page);
    dropAttributes(page);
    wrap(page);
    retag(page);
  },
  compound(page: Page) {
    churnIds(page);
    editWords(page);
    insertSiblings(page);
    wrap(page);
  },
};

export interface Page {
  root: Element;
  /** All elements, also in shadow roots, in document order. */
  elements: Element[];
  /** Those that locators are tried for. */
  targets: Element[];
}

const PRESSED = new Set(['a', 'button', 'summary']);
const FRAMES = new Set(['iframe', 'frame']);
const FIELDS = new Set(['input', 'select', 'textarea']);
/** What may hold any other element. */
const ROOMY = new Set([
  'article', 'aside', 'body', 'dd', 'div', 'fieldset', 'figure', 'footer', 'form', 'header', 'li', 'main', 'nav', 'section', 'td',
]);
const ITEMS = new Set(['li', 'tr', 'article', 'a', 'p']);
/** Of which a page has no more because there is more to show. */
const NO_ITEMS = new Set(['option', 'th', 'td', 'thead', 'tbody', 'col', 'dt', 'dd']);
const PHRASING = new Set(['a', 'b', 'button', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'i', 'label', 'p', 'span', 'strong']);
const UNTOUCHED = new Set(['head', 'html', 'body', 'meta', 'script', 'style', 'template', 'title']);
const ROLES: Record<string, string> = {
  nav: 'navigation', main: 'main', article: 'article', aside: 'complementary', ul: 'list', ol: 'list', li: 'listitem',
  button: 'button',
};
/** A header in one of these is not that of the page. */
const SECTIONING = 'article, aside, main, nav, section';
const REFERENCES = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'list', 'headers', 'form'];
const SHOWN_ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];
const LETTERS = /\p{L}/u;

/** A number that a text always has. */
function hash(text: string): number {
  let found = 7;
  for (let at = 0; at < text.length; at += 1) found = (Math.imul(found, 31) + text.charCodeAt(at)) >>> 0;
  return found;
}

const numberOf = (element: Element): number => Number(attribute(element, 'data-sw') ?? 0);

/** One in so many elements, always the same ones. */
const oneIn = (element: Element, many: number): boolean => hash(`${numberOf(element)}`) % many === 0;

function churnClass(element: Element): void {
  const classes = attribute(element, 'class')?.split(/\s+/).filter(Boolean);
  if (classes?.length) element.setAttribute('class', classes.map((name) => `c${hash(name).toString(36)}`).join(' '));
}

function churnIds({ elements }: Page): void {
  const renamed = (id: string): string => `i${hash(id).toString(36)}`;
  for (const element of elements) {
    const id = attribute(element, 'id');
    if (id) element.setAttribute('id', renamed(id));
    for (const name of REFERENCES) {
      const value = attribute(element, name);
      if (value) element.setAttribute(name, value.split(/\s+/).map(renamed).join(' '));
    }
    const href = attribute(element, 'href');
    if (href && /^#./.test(href)) element.setAttribute('href', `#${renamed(href.slice(1))}`);
  }
}

function wrap({ elements, targets }: Page): void {
  const wanted = new Set(targets);
  for (const element of elements) {
    const parent = parentOf(element);
    if (UNTOUCHED.has(tagOf(element)) || !(parent instanceof Element)) continue;
    if (!wanted.has(element) && !oneIn(element, 3)) continue;
    const tag = ROOMY.has(tagOf(parent)) ? 'div' : PHRASING.has(tagOf(parent)) ? 'span' : undefined;
    if (!tag || tagOf(element) === 'legend') continue;
    const wrapper = document.createElement(tag);
    parent.replaceChild(wrapper, element);
    wrapper.append(element);
  }
}

/** Something new of the same kind before each target, and here and there. */
function insertSiblings({ elements, targets }: Page): void {
  const wanted = new Set(targets);
  for (const element of elements) {
    const tag = tagOf(element);
    const parent = parentOf(element);
    if (UNTOUCHED.has(tag) || !(parent instanceof Element) || (!wanted.has(element) && !oneIn(element, 5))) continue;
    let added: Element;
    if (FIELDS.has(tag)) {
      added = element.cloneNode(true) as Element;
      strip(added);
      added.removeAttribute('name');
      added.setAttribute('aria-label', 'Something new');
    } else if (PRESSED.has(tag) || tag === 'li' || tag === 'tr' || element.childElementCount === 0) {
      added = document.createElement(tag);
      const role = attribute(element, 'role');
      if (role) added.setAttribute('role', role);
      if (tag === 'a') added.setAttribute('href', '/something-new');
      if (tag === 'tr') added.appendChild(document.createElement('td')).textContent = 'Something new';
      else added.textContent = 'Something new';
    } else continue;
    parent.insertBefore(added, element);
  }
}

/** Like things the other way round. */
function reorder({ elements, targets }: Page): void {
  const parents = new Set<Element>();
  for (const element of elements) {
    const children = [...element.children];
    const [first] = children;
    if (first && children.length > 1 && !UNTOUCHED.has(tagOf(first)) && children.every((child) => tagOf(child) === tagOf(first))) {
      parents.add(element);
    }
  }
  for (const target of targets) {
    const parent = parentOf(target);
    const next = target.nextElementSibling;
    if (!(parent instanceof Element) || parents.has(parent) || !next || UNTOUCHED.has(tagOf(target))) continue;
    parent.insertBefore(next, target);
  }
  for (const parent of parents) parent.append(...[...parent.children].reverse());
}

const eachText = (root: Node, change: (text: Text) => void): void => {
  for (const child of [...root.childNodes]) {
    if (child instanceof Text) {
      if (LETTERS.test(child.data)) change(child);
    } else if (child instanceof Element && !['script', 'style', 'template'].includes(tagOf(child))) {
      eachText(child, change);
      if (child.shadowRoot) eachText(child.shadowRoot, change);
    }
  }
};

/** Labels are worded a little differently: a word more, or other capitals. */
function editWords({ elements }: Page): void {
  const edited = (text: string): string => {
    if (hash(text.trim()) % 2) return text.replace(/(\S)(\s*)$/, '$1 now$2');
    const lower = text.toLowerCase();
    return lower === text ? text.toUpperCase() : lower.replace(LETTERS, (letter) => letter.toUpperCase());
  };
  for (const element of elements) {
    if (UNTOUCHED.has(tagOf(element))) continue;
    for (const child of element.childNodes) {
      if (child instanceof Text && LETTERS.test(child.data)) child.data = edited(child.data);
    }
    for (const name of SHOWN_ATTRIBUTES) {
      const text = attribute(element, name);
      if (text) element.setAttribute(name, edited(text));
    }
  }
}

/** Another alphabet stands for another language. */
function translate({ root, elements }: Page): void {
  const translated = (text: string): string =>
    text.replace(/[a-z]/gi, (letter) => {
      const place = (letter.toLowerCase().charCodeAt(0) - 97 + 7) % 26;
      const found = String.fromCodePoint(0x430 + place);
      return letter === letter.toLowerCase() ? found : found.toUpperCase();
    });
  eachText(root, (text) => (text.data = translated(text.data)));
  for (const element of elements) {
    const shown = ['submit', 'button', 'reset'].includes(attribute(element, 'type') ?? '');
    for (const name of tagOf(element) === 'input' && shown ? [...SHOWN_ATTRIBUTES, 'value'] : SHOWN_ATTRIBUTES) {
      const text = attribute(element, name);
      if (text) element.setAttribute(name, translated(text));
    }
  }
}

/** What nobody depends on. */
function dropAttributes({ elements }: Page): void {
  for (const element of elements) {
    const named = element.textContent?.trim() !== '';
    // The title of an iframe is its name.
    const tip = !FRAMES.has(tagOf(element));
    for (const { name } of [...attributesOf(element)]) {
      const data = name.startsWith('data-') && !name.startsWith('data-sw') && !/test|qa|cy|e2e/.test(name);
      if (data || (name === 'title' && tip) || name === 'class' || (name === 'aria-label' && named)) {
        element.removeAttribute(name);
      }
    }
  }
}

/** Lists have more items: others, with the same controls. */
function growLists({ elements }: Page): void {
  for (const element of elements) {
    const items = [...element.children].filter((child) => !UNTOUCHED.has(tagOf(child)));
    const [first] = items;
    if (!first || items.length < 2 || items.some((item) => !isLike(item, first))) continue;
    const common = new Map<string, number>();
    for (const item of items) {
      const own = new Set<string>();
      eachText(item, (text) => own.add(text.data.trim()));
      for (const text of own) common.set(text, (common.get(text) ?? 0) + 1);
    }
    let added = 0;
    const another = (): Element => {
      const item = items[added % items.length]!.cloneNode(true) as Element;
      strip(item);
      added += 1;
      eachText(item, (text) => {
        if ((common.get(text.data.trim()) ?? 0) < 2) text.data = `Another ${added}`;
      });
      for (const inner of item.querySelectorAll('[href]')) inner.setAttribute('href', `/another/${added}`);
      if (item.hasAttribute('href')) item.setAttribute('href', `/another/${added}`);
      for (const inner of item.querySelectorAll('[name]')) inner.setAttribute('name', `another_${added}`);
      return item;
    };
    element.prepend(another(), another());
    element.append(another());
  }
}

/** Whether both are items of one list: by their tag, or by a tag and a class that they share. */
function isLike(item: Element, other: Element): boolean {
  if (tagOf(item) !== tagOf(other) || NO_ITEMS.has(tagOf(item))) return false;
  if (ITEMS.has(tagOf(item))) return true;
  const classes = new Set(attribute(other, 'class')?.split(/\s+/).filter(Boolean));
  return attribute(item, 'class')?.split(/\s+/).some((name) => classes.has(name)) ?? false;
}

/** A copy is somebody else. */
function strip(copy: Element): void {
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['data-sw', 'id', 'for', 'data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa', 'data-e2e']) {
      element.removeAttribute(name);
    }
  }
}

function renamed(element: Element, tag: string, dropped: string[] = []): Element {
  const other = document.createElement(tag);
  for (const { name, value } of attributesOf(element)) if (!dropped.includes(name)) other.setAttribute(name, value);
  other.append(...element.childNodes);
  parentOf(element)?.replaceChild(other, element);
  return other;
}

/** Links become buttons and buttons links; headings another level. */
function driftRoles({ targets }: Page): void {
  for (const target of targets) {
    const tag = tagOf(target);
    const role = attribute(target, 'role');
    if (/^h[1-6]$/.test(tag)) renamed(target, tag === 'h2' ? 'h3' : 'h2');
    else if (tag === 'a' && !role) renamed(target, 'button', ['href']);
    else if (tag === 'button' && !role) renamed(target, 'a', ['type', 'disabled']).setAttribute('href', '#');
    else if (role === 'button') target.setAttribute('role', 'link');
    else if (['link', 'tab', 'menuitem'].includes(role ?? '')) target.setAttribute('role', 'button');
    else if (tag === 'input' && ['submit', 'button', 'reset'].includes(attribute(target, 'type') ?? '')) {
      const link = renamed(target, 'a', ['type', 'value']);
      link.setAttribute('href', '#');
      link.textContent = attribute(target, 'value') ?? 'Submit';
    }
  }
}

/** A dialog that is new has the same names in it. */
function copyIntoDialog({ root, targets }: Page): void {
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-label', 'Something new');
  for (const target of targets) {
    if (UNTOUCHED.has(tagOf(target))) continue;
    const copy = target.cloneNode(true) as Element;
    strip(copy);
    copy.removeAttribute('name');
    copy.removeAttribute('href');
    if (tagOf(target) === 'a') copy.setAttribute('href', '#');
    const label = (target as HTMLInputElement).labels?.[0]?.textContent?.trim();
    if (label) copy.setAttribute('aria-label', label);
    dialog.append(copy);
  }
  (root.querySelector('body') ?? root).append(dialog);
}

/** The same roles from other tags. */
function retag({ elements }: Page): void {
  const given = elements.filter(({ isConnected }) => isConnected).map((element) => [element, roleOf(element)] as const);
  for (const [element, role] of given) {
    if (role === undefined) continue;
    const other = renamed(element, 'div', ['type']);
    const own = attribute(element, 'role') ?? role;
    if (own) other.setAttribute('role', own);
  }
}

/** The role that HTML gives to tags that may be others: none of some, by where they are and whether they have a name. */
function roleOf(element: Element): string | undefined {
  const tag = tagOf(element);
  const named = attribute(element, 'aria-label') !== null || attribute(element, 'aria-labelledby') !== null;
  if (tag === 'header') return element.closest(SECTIONING) ? '' : 'banner';
  if (tag === 'footer') return element.closest(SECTIONING) ? '' : 'contentinfo';
  if (tag === 'section') return named ? 'region' : '';
  return ROLES[tag];
}
