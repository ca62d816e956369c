// Sees what is in the browser: tabs, frames, shadow roots, and where on the page an element is. Looks from an isolated
// world and changes nothing.
//
// A query is a CSS selector, with ` =text` behind it when the whole text matters: `li =Waltz`. Before ` >> ` stands the
// frame or the host of the shadow root that it is in: `#cross >> #home >> button`.

import { setTimeout as sleep } from 'node:timers/promises';
import { DevTools, Gone } from './devtools.mjs';

/** How long a condition may take. Much more than it does: the machine may be busy. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 20;
const WORLD = 'person';

/** In the page: the element, or null. */
function pick(selector, text) {
  const all = [...this.querySelectorAll(selector)];
  return (text === null ? all[0] : all.find((element) => element.textContent.trim() === text)) ?? null;
}

/** In the page: where the element is in its frame, and whether a click `at` that place of it would hit it. */
function look(at) {
  const box = this.getClientRects()[0];
  if (!box || !box.width || getComputedStyle(this).visibility !== 'visible') return null;
  const along = (start, length, offset) => {
    if (offset === undefined) return start + length / 2;
    return offset < 0 ? start + length + offset : start + offset;
  };
  const x = along(box.left, box.width, at.x);
  const y = along(box.top, box.height, at.y);
  const hit = this.getRootNode().elementFromPoint(x, y);
  // An image map's area is hit instead of its image, and may be a select instead of its option.
  const stands = hit?.matches('area') ? this.matches('[usemap]') : hit?.matches('select') && hit.contains(this);
  const hits = stands || this.contains(hit);
  const text = this.matches('input, textarea') ? this.value : this.textContent;
  // A movement may have begun without having moved anything yet.
  const moves = document.getAnimations().some(({ playState, effect }) => {
    return playState === 'running' && effect.target?.contains(this);
  });
  return { x, y, hits, text, moves, enabled: !this.disabled, focused: this.matches(':focus-within') };
}

/** In the page: where its content begins, seen from the frame that it is in. */
function inside() {
  const { left, top } = this.getBoundingClientRect();
  return { x: left + this.clientLeft, y: top + this.clientTop };
}

export class Eyes {
  static async open(address) {
    const eyes = new this(await DevTools.open(address));
    await eyes.begin();
    return eyes;
  }

  /** The tab that the person looks at: `{ id, session, dialog }`. */
  tab;
  tabs = new Map();
  /** The sessions of frames with a process of their own, by frame. */
  #foreign = new Map();

  constructor(devtools) {
    this.devtools = devtools;
  }

  async begin() {
    this.devtools.on((event) => this.#hear(event));
    // Attaching automatically would do for tabs, too, but a window that a page opens then stays empty (Chromium 156).
    await this.devtools.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
    await this.until(() => this.tabs.size > 0, 'there to be a tab');
    [this.tab] = this.tabs.values();
    await this.tab.ready;
  }

  #meet(targetId) {
    const tab = { id: targetId, interrupt: () => {} };
    // What closes at once is gone before it answers.
    tab.ready = this.#attach(tab).catch(() => {});
    this.tabs.set(targetId, tab);
  }

  async #attach(tab) {
    const { sessionId } = await this.devtools.send('Target.attachToTarget', { targetId: tab.id, flatten: true });
    tab.session = sessionId;
    await Promise.all([this.#attachFrames(sessionId), this.devtools.send('Page.enable', {}, sessionId)]);
  }

  #attachFrames(session) {
    const params = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{ type: 'iframe' }] };
    return this.devtools.send('Target.setAutoAttach', params, session);
  }

  #hear({ method, params, sessionId }) {
    const tab = [...this.tabs.values()].find(({ session }) => session === sessionId);
    if (method === 'Target.targetCreated') this.#meet(params.targetInfo.targetId);
    else if (method === 'Target.targetDestroyed') this.#lose(params.targetId);
    else if (method === 'Target.attachedToTarget' && params.targetInfo.type === 'iframe') {
      this.#foreign.set(params.targetInfo.targetId, params.sessionId);
      this.#attachFrames(params.sessionId).catch(() => {});
    } else if (method === 'Target.detachedFromTarget') {
      // It may have got another session meanwhile.
      if (this.#foreign.get(params.targetId) === params.sessionId) this.#foreign.delete(params.targetId);
    }
    else if (tab && method === 'Page.javascriptDialogOpening') {
      tab.dialog = params;
      tab.interrupt();
    } else if (tab && method === 'Page.javascriptDialogClosed') tab.dialog = undefined;
    else if (tab && method === 'Page.fileChooserOpened') tab.chooser = params;
  }

  #lose(targetId) {
    this.tabs.get(targetId)?.interrupt();
    this.tabs.delete(targetId);
  }

  /** Waits until `check` gives something, and gives that. Its errors count as nothing yet. */
  async until(check, what, patience = PATIENCE_MS) {
    const deadline = Date.now() + patience;
    let trouble = '';
    for (;;) {
      try {
        const found = await check();
        if (found) return found;
      } catch (error) {
        trouble = ` (${error.message})`;
      }
      if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}${trouble}`);
      await sleep(LOOK_MS);
    }
  }

  /** A command to the tab. */
  send(method, params) {
    return this.devtools.send(method, params, this.tab.session);
  }

  /** The value of an expression in the page. */
  async evaluate(expression, { session, id } = this.tab) {
    const params = { contextId: await this.#world(session, id), expression, returnByValue: true };
    const { result } = await this.devtools.send('Runtime.evaluate', params, session);
    return result.value;
  }

  visibility(tab) {
    return this.evaluate('document.visibilityState', tab);
  }

  async #world(session, frameId) {
    const params = { frameId, worldName: WORLD };
    const { executionContextId } = await this.devtools.send('Page.createIsolatedWorld', params, session);
    return executionContextId;
  }

  async #call(place, objectId, of, args, returnByValue) {
    const { result, exceptionDetails } = await this.devtools.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: of.toString(),
      arguments: args.map((value) => ({ value })),
      returnByValue,
    }, place.session);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return returnByValue ? result.value : result.objectId;
  }

  /** A document to search in, and where on the tab it begins. */
  async #document(session, frameId, x, y) {
    const context = await this.#world(session, frameId);
    const params = { contextId: context, expression: 'document' };
    const { result } = await this.devtools.send('Runtime.evaluate', params, session);
    return { session, context, root: result.objectId, x, y };
  }

  async #enter(place, host) {
    const { node } = await this.devtools.send('DOM.describeNode', { objectId: host }, place.session);
    if (node.frameId) {
      const begins = await this.#call(place, host, inside, [], true);
      const session = this.#foreign.get(node.frameId) ?? place.session;
      return this.#document(session, node.frameId, place.x + begins.x, place.y + begins.y);
    }
    const [{ backendNodeId }] = node.shadowRoots;
    const params = { backendNodeId, executionContextId: place.context };
    const { object } = await this.devtools.send('DOM.resolveNode', params, place.session);
    return { ...place, root: object.objectId };
  }

  /** The element: `{ place, objectId }`; nothing when it isn't there yet. */
  async element(query) {
    const steps = query.split(' >> ');
    let place = await this.#document(this.tab.session, this.tab.id, 0, 0);
    for (;;) {
      const [selector, text = null] = steps.shift().split(' =');
      const objectId = await this.#call(place, place.root, pick, [selector, text], false);
      if (!objectId) return undefined;
      if (!steps.length) return { place, objectId };
      place = await this.#enter(place, objectId);
    }
  }

  /** Where in the tab the element is now: `{ x, y, hits, text, moves, enabled }`; nothing when it can't be seen. */
  async spot(query, at = {}) {
    const found = await this.element(query);
    const seen = found && (await this.#call(found.place, found.objectId, look, [at], true));
    return seen ? { ...seen, x: seen.x + found.place.x, y: seen.y + found.place.y } : undefined;
  }

  /** Waits until the element can be seen, and says `text` when that is given. */
  waitFor(query, text) {
    const what = text === undefined ? query : `${query} to say ${JSON.stringify(text)}`;
    return this.until(async () => {
      const spot = await this.spot(query);
      if (spot && text !== undefined && spot.text.trim() !== text) throw new Error(`it says ${spot.text.trim()}`);
      return spot;
    }, what);
  }

  /** Waits until it can't be seen any more. */
  waitUntilGone(query) {
    return this.until(async () => !(await this.spot(query)), `${query} to go`);
  }

  /** The tab's path with its query, once it is loaded; nothing before. */
  path() {
    return this.evaluate("document.readyState === 'complete' && location.pathname + location.search + location.hash");
  }

  /** Waits until the tab has loaded that path. */
  arrived(path) {
    return this.until(async () => {
      const now = await this.path();
      if (now !== path) throw new Error(now ? `it is at ${now}` : 'it is still loading');
      return true;
    }, `${path} to load`);
  }

  /** Waits for the dialog that the page opens. */
  dialog() {
    return this.until(() => this.tab.dialog, 'a dialog');
  }

  /** Does `act` and gives the tab that it opened. */
  async opened(act) {
    const before = new Set(this.tabs.keys());
    await act();
    const tab = await this.until(() => [...this.tabs.values()].find(({ id }) => !before.has(id)), 'a new tab');
    await tab.ready;
    return tab;
  }

  /** Resolves when `promise` does, or when it can't: a dialog opened, the tab is gone. */
  async uninterrupted(promise) {
    const { tab } = this;
    const interrupted = new Promise((resolve) => (tab.interrupt = resolve));
    await Promise.race([promise, interrupted]).catch((error) => {
      if (!(error instanceof Gone)) throw error;
    });
    promise.catch(() => {});
  }
}
