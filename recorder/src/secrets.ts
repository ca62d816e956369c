// What is secret, and keeping it in the page. A secret's text never leaves this file but as a mask: not in values, not
// in stored pages, not where the page itself repeats it.

import { attribute, tagOf } from './nodes';

const MASK = '•••';
/** Shorter secrets are not searched for in texts: they would blot out half a page. */
const SHORTEST_ECHO = 4;
const SECRET_AUTOCOMPLETE = /(^|\s)(current-password|new-password|one-time-code|cc-(number|csc|exp|exp-month|exp-year))(\s|$)/i;

/** Fields that were secret once stay so: "show password" turns a password field into a text field. */
const known = new WeakSet<Element>();
/** What was typed into secret fields, to find the page repeating it. Never sent. */
const typed = new Set<string>();

/** True for a field whose content must not leave the page. */
export function isSecret(element: Element): boolean {
  if (known.has(element)) return true;
  const tag = tagOf(element);
  if (tag !== 'input' && tag !== 'textarea') return false;
  const secret =
    (tag === 'input' && (attribute(element, 'type') ?? '').toLowerCase() === 'password') ||
    SECRET_AUTOCOMPLETE.test(attribute(element, 'autocomplete') ?? '');
  if (secret) known.add(element);
  return secret;
}

/** To be called with a secret field's content before anything else is read from the page. */
export function remember(value: string): void {
  if (value.length >= SHORTEST_ECHO) typed.add(value);
}

/** The text without any secret that was typed in this document. */
export function mask(text: string): string {
  let masked = text;
  for (const secret of typed) {
    for (const form of [secret, encodeURIComponent(secret)]) {
      if (masked.includes(form)) masked = masked.split(form).join(MASK);
    }
  }
  return masked;
}
