// Storing pages: before an action, and whenever the page has come to rest after something happened.

import { documentName, shadowOf } from './nodes';
import { isMoody } from './styles';
import { changed, settled, walked } from './reveal';
import { mask } from './secrets';
import { changedIn } from './kept';
import { between, common, textOf } from './pieces';
import { serialize, type StoredPage } from './serialize';
import { tell } from './tell';

/** A page is at rest after this long without a change, in ms. */
const QUIET_MS = 250;
/** A page that never rests is stored anyway after this long, in ms. */
const LONGEST_WAIT_MS = 1500;
/** How long after the last thing a person did changes are still of interest, in ms: a clock that ticks is not. */
const INTEREST_MS = 12_000;
let sequence = 0;
let last: (StoredPage & { of: Document; sequence: number; settled: boolean }) | undefined;
let dirty = true;
/** Who listens knows no page of ours. */
let whole = true;
let seen = 0;
let interestUntil = 0;
let restTimer: number | undefined;
let restDeadline = 0;
let observer: MutationObserver | undefined;

/** Stores the page as it is now, if it is not stored already; gives its number in this document. */
export function storedPage(settled: boolean): number {
  heed(observer?.takeRecords() ?? []);
  const known = last && last.of === document ? last : undefined;
  // Only a style (`:hover`) may have changed what is shown.
  const same = known && !dirty && !isMoody() ? known : undefined;
  if (same && (same.settled || !settled)) return same.sequence;
  const stored = same ?? serialize(document);
  const { text } = stored;
  if (!same) walked(stored.off);
  dirty = false;
  const shared = known && common(known.text, text);
  if (shared && shared.head === known.text.length && shared.head === text.length && (known.settled || !settled)) return known.sequence;
  const since = shared && !whole ? { sequence: known.sequence, ...shared } : null;
  whole = false;
  sequence += 1;
  last = { ...stored, of: document, sequence, settled };
  tell({
    tell: 'page',
    document: documentName(document),
    sequence,
    url: mask(location.href),
    title: mask(document.title),
    html: since ? between(text, since.head, text.length - since.tail) : textOf(text),
    since,
    settled,
  });
  return sequence;
}

/** Something happened: store the page when it has come to rest. `goesOn`: it is not at its end yet, as a person who
 * types. */
export function expectChange(goesOn = false): void {
  const now = Date.now();
  interestUntil = now + INTEREST_MS;
  if (goesOn) restDeadline = now + LONGEST_WAIT_MS;
  schedule();
}

export function watch(): void {
  observer ??= new MutationObserver(heed);
  observe(document);
}

function heed(changes: MutationRecord[]): void {
  if (changes.length === 0) return;
  dirty = true;
  seen += changes.length;
  for (const change of changes) {
    const { addedNodes, target, type } = change;
    changed(change);
    changedIn(target, type === 'attributes');
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      // It may have been elsewhere meanwhile, or nowhere, where nobody sees what changes.
      changedIn(node, true);
      observeShadow(node);
    }
  }
  if (Date.now() < interestUntil) schedule();
}

/** Looks at nothing any more. */
export function stopWatching(): void {
  observer?.disconnect();
  clearTimeout(restTimer);
}

/** How many changes of the page have been seen so far. */
export function changesSeen(): number {
  return seen;
}

/** An element changed as no mutation tells: a field's value, a style at the end of its transition, what is open. */
export function touched({ target }: { target: EventTarget | null }): void {
  dirty = true;
  if (target instanceof Node) changedIn(target, true);
}

function observe(root: Node): void {
  observer?.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Sees what changes in a shadow root, too. */
export function watchRoot(root: ShadowRoot): void {
  observe(root);
}

function observeShadow(element: Element): void {
  const shadow = shadowOf(element);
  if (shadow) observe(shadow);
}

function schedule(): void {
  const now = Date.now();
  if (restTimer === undefined) restDeadline = now + LONGEST_WAIT_MS;
  else clearTimeout(restTimer);
  restTimer = setTimeout(
    () => {
      restTimer = undefined;
      if (document.readyState !== 'loading') {
        storedPage(true);
        settled();
      } else schedule();
    },
    Math.max(0, Math.min(QUIET_MS, restDeadline - now)),
  );
}

/** Somebody new listens: the next page is told as a whole. */
export function tellWhole(): void {
  whole = true;
}

/** Forgets what was stored, so that all of it is told again: Record was pressed. */
export function forgetStored(): void {
  last = undefined;
}
