// Numbers for elements and documents, so that the same element can be named in every stored page of its document.
// Also the few accessors that a page can't shadow: `<input name="attributes">` in a form would hide `form.attributes`.

const getter = <T, R>(prototype: T, name: keyof T & string): ((self: T) => R) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new Error(`${name} is not an accessor`);
  return (self) => get.call(self) as R;
};

/** Ten times as fast as going through `childNodes`. */
export const firstChildOf = getter<Node, ChildNode | null>(Node.prototype, 'firstChild');
export const nextSiblingOf = getter<Node, ChildNode | null>(Node.prototype, 'nextSibling');
export const parentOf = getter<Node, ParentNode | null>(Node.prototype, 'parentNode');
export const attributesOf = getter<Element, NamedNodeMap>(Element.prototype, 'attributes');
export const tagOf = getter<Element, string>(Element.prototype, 'localName');
const openRootOf = getter<Element, ShadowRoot | null>(Element.prototype, 'shadowRoot');
export const attribute = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);

/** Closed shadow roots that the browser gave us, by their hosts. */
const closedRoots = new WeakMap<Element, ShadowRoot>();

export function knowClosedRoot(root: ShadowRoot): void {
  closedRoots.set(root.host, root);
}

export const isClosedHost = (element: Element): boolean => closedRoots.has(element);

/** The element's shadow root, open or closed. */
export const shadowOf = (element: Element): ShadowRoot | null => openRootOf(element) ?? closedRoots.get(element) ?? null;

/** The outermost host whose closed root holds the element: no locator gets past it. */
export function closedHostOf(element: Element): Element | null {
  let host: Element | null = null;
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    if (root.mode === 'closed') host = root.host;
  }
  return host;
}

const numbers = new WeakMap<Element, number>();
let lastNumber = 0;

function countUp(element: Element): number {
  let number = numbers.get(element);
  if (number === undefined) numbers.set(element, (number = ++lastNumber));
  return number;
}

let numbering: (element: Element) => number = countUp;

/** The element's number, for ever the same in this document. */
export const nodeNumber = (element: Element): number => numbering(element);

/** Stored pages carry their numbers with them; a live page's attributes are never trusted. */
export function numberBy(read: (element: Element) => number): void {
  numbering = read;
}

const documents = new WeakMap<Document, string>();

/** The document's name: random, so that two loads of one address differ. */
export function documentName(of: Document): string {
  let name = documents.get(of);
  if (name === undefined) documents.set(of, (name = Math.random().toString(36).slice(2, 12)));
  return name;
}

/** The parent in the composed tree: out of a shadow root to its host. */
export function composedParent(element: Element): Element | null {
  const parent = parentOf(element);
  if (parent instanceof Element) return parent;
  return parent instanceof ShadowRoot ? parent.host : null;
}
