// The DevTools protocol of one browser: commands, answers and events, all sessions over one connection.

import { connect } from './socket.mjs';

/** The answer will never come: what it was asked of is gone. */
export class Gone extends Error {}

export class DevTools {
  /** `address`: `http://127.0.0.1:PORT`. */
  static async open(address) {
    const version = await fetch(new URL('/json/version', address));
    const { webSocketDebuggerUrl } = await version.json();
    const devtools = new DevTools();
    devtools.socket = await connect(webSocketDebuggerUrl, {
      heard: (text) => devtools.#hear(JSON.parse(text)),
      closed: () => {
        devtools.#closed = true;
        devtools.#giveUp(() => true);
      },
    });
    return devtools;
  }

  #closed = false;
  #last = 0;
  #pending = new Map();
  #listeners = [];

  /** Answers with the result. Throws `Gone` when the session ends first. */
  async send(method, params = {}, sessionId) {
    if (this.#closed) throw new Gone(`${method}: the browser is gone`);
    const id = ++this.#last;
    this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject, method, sessionId }));
  }

  /** Hears every event, as `{ method, params, sessionId }`. */
  on(listener) {
    this.#listeners.push(listener);
  }

  close() {
    this.socket.close();
  }

  #hear({ id, result, error, ...event }) {
    if (id === undefined) {
      if (event.method === 'Target.detachedFromTarget') this.#giveUp((one) => one.sessionId === event.params.sessionId);
      for (const listener of this.#listeners) listener(event);
      return;
    }
    const { resolve, reject, method } = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) reject(new Error(`${method}: ${error.message}`));
    else resolve(result);
  }

  #giveUp(whether) {
    for (const [id, one] of this.#pending) {
      if (!whether(one)) continue;
      this.#pending.delete(id);
      one.reject(new Gone(`${one.method}: its tab is gone`));
    }
  }
}
