// What is secret, and keeping it in the page. A secret's text gets into nothing that is told but as a mask: not into
// values, not into stored pages, not where the page itself repeats it. Saywright is told it once, in `tell: 'secret'`, for
// its memory alone: other documents, addresses and dialogs may repeat it, too.

import { attribute, documentName, nodeNumber, parentOf, tagOf } from './nodes';
import { tell } from './tell';

/** Stands for a secret; `model::MASK`. */
export const MASK = '‹secret›';
/** Shorter secrets are not searched for in texts: they would blot out half a page. */
const SHORTEST_ECHO = 4;
const SHORTEST_NUMBER = 6;
const SECRET_AUTOCOMPLETE = /(^|\s)(current-password|new-password|one-time-code|cc-[a-z-]+)(\s|$)/i;
/** Names that say it, word by word, of fields that don't. */
const SECRET_NAME =
  /\b(pass ?(word|wd|code|phrase)|pwd|pin|t?otp|one ?time ?(code|password)|cvv2?|cvc2?|csc|(card|cc) ?(num|number|no)|security ?code|(api|access|auth|secret|private) ?(key|token))\b/;
const NAMEABLE = new Set(['text', 'tel', 'number', '']);
const FIELDS = new Set(['input', 'textarea', 'select']);
/** JSON web tokens, and what follows "Bearer". */
const TOKENS = /\beyJ[\w-]{6,}(?:\.[\w-]{4,}){1,4}|(?<=\bbearer\s+)[\w.~+/=-]{12,}/gi;

/** Selectors of fields that the user marked; Rust sets them before the first page. */
export const marks = { selectors: [] as string[] };

/** Fields that were secret once stay so: "show password" turns a password field into a text field. */
const known = new WeakSet<Element>();
/** What secret fields hold. */
const held = new WeakMap<Element, string>();
/** What was typed into secret fields, to find the page repeating it. */
const typed = new Set<string>();
/** What was typed into others: a user name that is also the password is no secret any more. */
const plain = new WeakMap<Element, string>();
const plainly = new Set<string>();

/** How often it changed what has to be masked. */
let changes = 0;
export const learned = (): string => `${changes} ${marks.selectors.length}`;

/** True for a field whose content must not leave the page. */
export function isSecret(element: Element): boolean {
  if (known.has(element)) return true;
  const tag = tagOf(element);
  // A text that is edited in place is one only where it was marked.
  const field = FIELDS.has(tag);
  if (!field && !(marks.selectors.length > 0 && (element as HTMLElement).isContentEditable)) return false;
  const secret = isMarked(element) || (field && isSecretField(element, tag));
  if (secret) mark(element);
  return secret;
}

const isSecretField = (element: Element, tag: string): boolean =>
  SECRET_AUTOCOMPLETE.test(attribute(element, 'autocomplete') ?? '') || (tag === 'input' && isSecretInput(element));

function isSecretInput(input: Element): boolean {
  const type = (attribute(input, 'type') ?? '').toLowerCase();
  if (type === 'password') return true;
  if (!NAMEABLE.has(type)) return false;
  if (['name', 'id'].some((name) => SECRET_NAME.test(asWords(attribute(input, name) ?? '')))) return true;
  return isOneOfSeveralBoxes(input) && boxesAround(input).length >= SHORTEST_ECHO;
}

/** `cardNumber` as "card number". */
const asWords = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^A-Za-z0-9]+/g, ' ').toLowerCase();

function isMarked(element: Element): boolean {
  return marks.selectors.some((selector) => {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  });
}

/** From now on what this field holds is secret. */
export function mark(field: Element): void {
  known.add(field);
  changes += 1;
}

const isOneOfSeveralBoxes = (input: Element): boolean => attribute(input, 'maxlength') === '1';

/** The boxes for the digits of one code. */
function boxesAround(box: Element): HTMLInputElement[] {
  const parent = parentOf(box);
  const around = box.closest('fieldset, form, [role="group"]') ?? (parent && parentOf(parent));
  if (!(around instanceof Element)) return [];
  return [...around.querySelectorAll('input')].filter(isOneOfSeveralBoxes);
}

/** To be called with a secret field's content before anything else is read from the page. */
export function remember(field: Element, value: string): void {
  learn(field, value);
  if (value.length !== 1 || !isOneOfSeveralBoxes(field)) return;
  const boxes = boxesAround(field);
  const [first] = boxes;
  if (first && boxes.length >= SHORTEST_ECHO) learn(first.parentElement ?? first, boxes.map((box) => box.value).join(''));
}

function learn(of: Element, value: string): void {
  const before = held.get(of) ?? '';
  if (value === before) return;
  held.set(of, value);
  changes += 1;
  // It is still being typed: what it began with is no secret.
  if (value.startsWith(before)) typed.delete(before);
  if (isWorthMasking(value)) typed.add(value);
  tell({ tell: 'secret', document: documentName(document), field: nodeNumber(of), text: value });
}

/** To be called with what is typed into a field that is no secret. */
export function typedPlainly(field: Element, value: string): void {
  const before = plain.get(field) ?? '';
  if (typed.has(before) || typed.has(value)) changes += 1;
  plainly.delete(before);
  plain.set(field, value);
  plainly.add(value);
}

const isWorthMasking = (value: string): boolean => value.length >= (/^\d+$/.test(value) ? SHORTEST_NUMBER : SHORTEST_ECHO);

/** Nothing but words is masked as a word only. */
const isWord = (secret: string): boolean => secret.length < 8 || /^[a-z]+$/i.test(secret);

/** The text without tokens, and without any secret that was typed in this document. */
export function mask(text: string): string {
  let masked = text;
  if (text.includes('eyJ') || text.includes('earer')) masked = masked.replace(TOKENS, MASK);
  for (const secret of typed) {
    if (plainly.has(secret)) continue;
    for (const form of [secret, encodeURIComponent(secret)]) {
      if (!masked.includes(form)) continue;
      const whole = isWord(secret) ? new RegExp(`(?<![A-Za-z0-9])${escape(form)}(?![A-Za-z0-9])`, 'g') : form;
      masked = masked.replaceAll(whole, MASK);
    }
  }
  return masked;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
