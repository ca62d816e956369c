// The document as HTML that can be opened again offline to try locators on. Not a copy to look at: styles are left
// out; what they hide is marked instead (`data-sw-off`), and each element carries its number (`data-sw`).

import { attribute, attributesOf, documentName, firstChildOf, nextSiblingOf, nodeNumber, shadowOf, tagOf } from './nodes';
import { isSecret, mask, remember } from './secrets';
import { mayGenerate } from './styles';
import {
  allKept,
  changedAround,
  findStale,
  forgetParts,
  isStaleWithin,
  keepControl,
  keepPart,
  keepRoot,
  keptPart,
} from './kept';
import type { Part } from './pieces';

/** Elements whose content is never stored: it is code, or would be parsed differently when opened again. */
const EMPTIED = new Set(['script', 'noscript', 'style', 'template', 'iframe', 'object', 'embed']);
const LEFT_OUT = new Set(['link', 'base']);
const CONTROLS = new Set(['input', 'textarea', 'select']);
const VOID = new Set([
  'area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'meta', 'param', 'source', 'track', 'wbr',
]);
/** Attributes that only load, style or run something. */
const DROPPED = /^(on.*|style|srcset|integrity|nonce|http-equiv|data-sw|data-sw-.*)$/i;
const UNRENDERED = new Set(['head', 'title', 'meta', 'script', 'noscript', 'style', 'template', 'link', 'base']);
/** Above this many elements generated content (`::before`) is not read: it would take over 100 ms. */
const MANY = 5000;

/** What a walk over the page comes upon: shadow roots, and elements that may have a closed one. */
export const upon = { root: (_root: ShadowRoot): void => {}, host: (_host: Element): void => {} };
const foundRoot = (root: ShadowRoot): void => upon.root(root);
const foundHost = (host: Element): void => upon.host(host);

/** Smaller parts are stored anew as quickly as they are found. */
const SMALLEST = 4;

/** Below this many elements each is looked at again, also where nothing changed: a style alone (`:hover`) may show it. */
const FEW = 3000;

/** Fields of the page that was stored last that hold a secret, and elements that it did not show. */
let secretFields = new Set<Element>();
let off = new Set<Element>();
/** Elements that the browser says are not shown. */
let unseen = new WeakSet<Element>();

export const fieldsWithSecrets = (): Element[] => [...secretFields];

export interface StoredPage {
  document: string;
  text: Part;
  /** Elements that are not shown, though what is around them may be. */
  off: Set<Element>;
}

/** Stores the document. Takes about 1 ms for a thousand elements. `anew`: goes through all of it. */
export function serialize(root: Document, anew = false): StoredPage {
  let pieces: Part['pieces'] = [];
  /** What follows the pieces. A string that grows is quicker than a list that is joined. */
  let html = '<!DOCTYPE html>\n';
  let elements = 0;
  let generating = mayGenerate(root);
  const size = root.getElementsByTagName('*').length;
  const withGenerated = size < MANY;
  const large = size >= FEW;
  let fresh = false;
  /** Whether looking tells that a part is as it was: no text of a style is in it, no tree of its own. */
  let plain = true;

  for (const tag of ['input', 'textarea'] as const) {
    for (const field of root.getElementsByTagName(tag)) if (isSecret(field)) remember(field, field.value);
  }
  if (anew) {
    forgetParts();
    [secretFields, off, unseen] = [new Set(), new Set(), new WeakSet()];
  }
  findStale(large, withGenerated);
  if (!large) {
    for (const node of root.getElementsByTagName('*')) if (isShown(node) === unseen.has(node)) changedAround(node);
  }

  const children = (node: Node): void => {
    for (let child = firstChildOf(node); child; child = nextSiblingOf(child)) visit(child);
  };

  const visit = (node: Node): void => {
    const kept = fresh ? undefined : keptPart(node);
    if (kept) add(kept);
    else if (node.nodeType === Node.TEXT_NODE) html += escapeText(mask((node as Text).data));
    else if (node instanceof Element) (node.firstElementChild || shadowOf(node) ? part : element)(node);
  };

  const add = (part: Part): void => {
    if (html) pieces.push(html);
    pieces.push(part);
    html = '';
    elements += part.elements;
  };

  const finished = (count: number): Part => {
    if (html) pieces.push(html);
    return { pieces, length: pieces.reduce((sum, { length }) => sum + length, 0), elements: count };
  };

  /** An element with others in it, stored so that it can be kept. */
  const part = (node: Element): void => {
    const [outside, begun, before, wasFresh, wasPlain] = [pieces, html, elements, fresh, plain];
    fresh ||= isStaleWithin(node);
    [pieces, html, plain] = [[], '', true];
    element(node);
    const count = elements - before;
    if (count < SMALLEST && pieces.length === 0) [pieces, html] = [outside, begun + html];
    else {
      const made = finished(count);
      [pieces, html, elements] = [outside, begun, before];
      add(made);
      if (large || plain) keepPart(node, made);
    }
    fresh = wasFresh;
    plain &&= wasPlain;
  };

  const element = (node: Element): void => {
    const tag = tagOf(node);
    if (UNRENDERED.has(tag)) unseen.add(node);
    if (LEFT_OUT.has(tag)) return;
    elements += 1;
    html += `<${tag} data-sw="${nodeNumber(node)}"`;
    for (const { name, value } of attributesOf(node)) {
      if (!DROPPED.test(name) && !isFormState(tag, name)) html += ` ${name}="${escapeValue(mask(value))}"`;
    }
    formState(node, tag);
    if (!UNRENDERED.has(tag)) rendering(node);
    html += '>';
    if (VOID.has(tag)) return;
    const shadow = shadowOf(node);
    if (shadow) {
      foundRoot(shadow);
      keepRoot(shadow);
    }
    if (!shadow && tag.includes('-')) foundHost(node);
    if (shadow) {
      plain = false;
      html += `<template shadowrootmode="${shadow.mode}">`;
      const outside = generating;
      generating = mayGenerate(shadow);
      children(shadow);
      generating = outside;
      html += '</template>';
    }
    if (tag === 'textarea') html += `\n${escapeText(fieldValue(node as HTMLTextAreaElement))}`;
    else if (!EMPTIED.has(tag)) {
      if (tag === 'pre' || tag === 'listing') html += '\n';
      children(node);
    }
    html += `</${tag}>`;
  };

  /** What a person changed is in properties, not attributes. */
  const formState = (node: Element, tag: string): void => {
    if (CONTROLS.has(tag) || tag.includes('-')) keepControl(node);
    if (tag === 'input') {
      const input = node as HTMLInputElement;
      if (input.type === 'checkbox' || input.type === 'radio') {
        html += ` value="${escapeValue(attribute(node, 'value') ?? 'on')}"`;
        if (input.checked) html += ' checked';
      } else if (input.type !== 'file') {
        html += ` value="${escapeValue(fieldValue(input))}"`;
      }
    } else if (tag === 'option' && (node as HTMLOptionElement).selected) {
      const select = node.closest('select');
      if (select && isSecret(select)) secretFields.add(select);
      else html += ' selected';
    }
  };

  /** The value as it may leave the page. */
  const fieldValue = (field: HTMLInputElement | HTMLTextAreaElement): string => {
    if (!isSecret(field)) return mask(field.value);
    secretFields.add(field);
    return '';
  };

  const rendering = (node: Element): void => {
    off.delete(node);
    const generates = withGenerated && generating(node);
    const shown = isShown(node);
    if (shown) unseen.delete(node);
    else unseen.add(node);
    if (generates) plain = false;
    else if (shown) return;
    const style = getComputedStyle(node);
    const hides = style.display === 'none' ? 'd' : style.visibility !== 'visible' ? 'v' : undefined;
    if (hides) {
      off.add(node);
      html += ` data-sw-off="${hides}"`;
    }
    if (!generates) return;
    const replaced = style.content === 'normal' ? null : alternative(style.content);
    if (replaced !== null) html += ` data-sw-content="${escapeValue(mask(contentText(replaced, node)))}"`;
    for (const side of ['before', 'after'] as const) {
      const generated = getComputedStyle(node, `::${side}`);
      if (generated.content === 'none' || generated.content === 'normal') continue;
      if (generated.display === 'none' || generated.visibility !== 'visible') continue;
      const text = contentText(alternative(generated.content) ?? generated.content, node);
      if (!text) continue;
      html += ` data-sw-${side}="${escapeValue(mask(text))}"`;
      if (generated.display !== 'inline') html += ` data-sw-${side}-apart=""`;
    }
  };

  children(root);
  allKept();
  for (const kept of [off, secretFields]) for (const one of kept) if (!one.isConnected) kept.delete(one);
  return { document: documentName(root), text: finished(elements), off: new Set(off) };
}

/** The browser's own answer, for a fraction of what computed styles cost; false where it takes a second look. */
const isShown = (node: Element): boolean =>
  Element.prototype.checkVisibility.call(node, { checkVisibilityCSS: true, visibilityProperty: true });

/** What stands for an image in CSS `content`: the part behind a slash that no quotes surround. */
const alternative = (content: string): string | null =>
  /^(?:"(?:[^"\\]|\\.)*"|[^"/])*\/(.*)$/.exec(content)?.[1] ?? null;

/** The words of CSS `content`: its strings and attributes; images and counters say nothing. What a field holds is not
 * read here: only `formState` knows what of it may leave the page. */
function contentText(content: string, node: Element): string {
  let text = '';
  for (const [, quoted, named] of content.matchAll(/"((?:[^"\\]|\\.)*)"|\battr\(\s*([\w-]+)/g)) {
    if (named === undefined) text += (quoted ?? '').replace(/\\(.)/g, '$1');
    else if (!isFormState(tagOf(node), named.toLowerCase())) text += attribute(node, named) ?? '';
  }
  return text;
}

const isFormState = (tag: string, name: string): boolean =>
  (tag === 'input' && (name === 'value' || name === 'checked')) || (tag === 'option' && name === 'selected');

const escapeText = (text: string): string =>
  text.replace(/[&<>\u00a0]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&nbsp;'));

const escapeValue = (text: string): string =>
  text.replace(/[&"\u00a0]/g, (c) => (c === '&' ? '&amp;' : c === '"' ? '&quot;' : '&nbsp;'));
