// A person over the DevTools protocol: real input, on real time. Knows nothing of recorders; what it does to the page
// besides input (a few evaluations, never while something is measured) is the same for all.

import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** Node 20 has none of its own; Playwright brings one. */
const WebSocket = globalThis.WebSocket ?? createRequire(import.meta.url)('playwright-core/lib/utilsBundle').ws;

const PATIENCE_MS = 20_000;
/** Stops of the pointer on its way, and the time between them. */
const GLIDE_STOPS = 3;
const GLIDE_MS = 16;

export class Connection {
  static async open(devtools) {
    const version = await (await fetch(`${devtools}/json/version`)).json();
    const socket = new WebSocket(version.webSocketDebuggerUrl);
    await new Promise((opened, failed) => {
      socket.onopen = opened;
      socket.onerror = () => failed(new Error(`${devtools} did not answer`));
    });
    return new Connection(socket);
  }

  #socket;
  #lastId = 0;
  #waiting = new Map();

  constructor(socket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      const waiting = this.#waiting.get(message.id);
      if (!waiting) return;
      this.#waiting.delete(message.id);
      if (message.error) waiting.failed(new Error(`${waiting.method}: ${message.error.message}`));
      else waiting.done(message.result);
    };
    socket.onclose = () => {
      for (const { method, failed } of this.#waiting.values()) failed(new Error(`${method}: the browser is gone`));
      this.#waiting.clear();
    };
  }

  send(method, params = {}, sessionId = undefined) {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise((done, failed) => this.#waiting.set(id, { method, done, failed }));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    return answer;
  }

  close() {
    this.#socket.close();
  }
}

/** One tab, with hands on it. */
export class Tab {
  /** Attaches to the first tab, or to the one that shows `url`. */
  static async attach(devtools, url = '') {
    const connection = await Connection.open(devtools);
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { targetInfos } = await connection.send('Target.getTargets');
      const target = targetInfos.find((info) => info.type === 'page' && info.url.startsWith(url));
      if (target) {
        const params = { targetId: target.targetId, flatten: true };
        const { sessionId } = await connection.send('Target.attachToTarget', params);
        return new Tab(connection, sessionId);
      }
      if (Date.now() > deadline) throw new Error(`no tab shows ${url}`);
      await sleep(50);
    }
  }

  #connection;
  #session;
  #at = { x: 640, y: 5 };

  constructor(connection, session) {
    this.#connection = connection;
    this.#session = session;
  }

  send(method, params) {
    return this.#connection.send(method, params, this.#session);
  }

  async evaluate(expression) {
    const answer = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails) {
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    }
    return answer.result.value;
  }

  /** Waits until the page says so. */
  async until(expression, what, patience = PATIENCE_MS) {
    const deadline = Date.now() + patience;
    while (!(await this.evaluate(expression))) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${patience / 1000} s`);
      await sleep(50);
    }
  }

  #mouse(type, { x, y }, clickCount = 0) {
    const button = clickCount ? 'left' : 'none';
    const buttons = type === 'mousePressed' ? 1 : 0;
    return this.send('Input.dispatchMouseEvent', { type, x, y, button, buttons, clickCount });
  }

  async glide(to, stops = GLIDE_STOPS) {
    const from = this.#at;
    for (let stop = 1; stop <= stops; stop += 1) {
      const part = stop / stops;
      const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await Promise.all([this.#mouse('mouseMoved', at), sleep(GLIDE_MS)]);
    }
    this.#at = to;
  }

  /** Presses and lets go at once: a hand that waits in between would hide work done at pressing. `at` is when letting
   * go was sent; `done` when the page has handled it. */
  press(at) {
    const pressed = this.#mouse('mousePressed', at, 1);
    const sent = performance.now();
    return { sent, done: Promise.all([pressed, this.#mouse('mouseReleased', at, 1)]) };
  }

  /** Types one key: a letter, a space, a digit, or Enter. */
  key(key) {
    const enter = key === 'Enter';
    const text = enter ? '\r' : key;
    const windowsVirtualKeyCode = enter ? 13 : key.toUpperCase().charCodeAt(0);
    const code = enter ? 'Enter' : key === ' ' ? 'Space' : /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`;
    const same = { key, code, windowsVirtualKeyCode };
    const sent = performance.now();
    const down = this.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...same });
    return { sent, done: Promise.all([down, this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...same })]) };
  }

  close() {
    this.#connection.close();
  }
}
