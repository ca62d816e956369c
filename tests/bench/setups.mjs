// The three set-ups that are compared: the same Chromium with no recorder, with Saywright, with Playwright codegen's
// recorder. Each shows one page and can be attached to at a DevTools port.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Tab } from './cdp.mjs';
import { kill } from './processes.mjs';

export const VIEWPORT = { width: 1280, height: 720 };
const START_MS = 60_000;
const STOP_MS = 60_000;

/** What `crates/browser/src/launch.rs` starts a headless browser with. */
const SWITCHES = [
  'no-first-run',
  'no-default-browser-check',
  'disable-background-networking',
  'disable-component-update',
  'disable-default-apps',
  'disable-sync',
  'disable-breakpad',
  'disable-client-side-phishing-detection',
  'disable-search-engine-choice-screen',
  'metrics-recording-only',
  'use-mock-keychain',
  'disable-background-timer-throttling',
  'disable-backgrounding-occluded-windows',
  'disable-renderer-backgrounding',
  'disable-ipc-flooding-protection',
  'allow-pre-commit-input',
  'disable-dev-shm-usage',
  'password-store=basic',
  'force-color-profile=srgb',
  'disable-features=Translate,HttpsUpgrades,PasswordManagerOnboarding,MediaRouter,OptimizationHints',
  `window-size=${VIEWPORT.width},${VIEWPORT.height}`,
  'no-sandbox',
  'disable-setuid-sandbox',
  'headless=new',
  'hide-scrollbars',
  'mute-audio',
];

const switches = (port, profile) => [
  ...SWITCHES.map((name) => `--${name}`),
  `--remote-debugging-port=${port}`,
  `--user-data-dir=${profile}`,
];

const running = new Set();

/** For the end, also a bad one. */
export function killAll() {
  for (const root of running) kill(root);
  running.clear();
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A child that tells JSON lines. */
class Told {
  #child;
  #waiting = [];
  #last = '';
  #code;
  lines = [];

  constructor(program, args, env) {
    this.#child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.pid = this.#child.pid;
    if (this.pid !== undefined) running.add(this.pid);
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (code, signal) => this.#end(`it ended (${signal ?? code})`));
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (text) => { this.#last = `${this.#last}${text}`.slice(-600); });
    createInterface({ input: this.#child.stdout }).on('line', (text) => {
      const line = { at: performance.now(), ...JSON.parse(text) };
      this.lines.push(line);
      this.#waiting = this.#waiting.filter((waiting) => !waiting.fits(line) || waiting.done(line));
    });
  }

  /** The next line that fits, from now on; nothing when none comes in time. */
  next(fits, patience) {
    if (this.#code !== undefined) return Promise.resolve(undefined);
    return new Promise((told) => {
      const timer = setTimeout(() => told(undefined), patience);
      const done = (line) => {
        clearTimeout(timer);
        told(line);
      };
      this.#waiting.push({ fits, done });
    });
  }

  say(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  async until(type, patience) {
    const fits = (line) => line.type === type;
    const told = this.lines.find(fits) ?? (await this.next(fits, patience));
    if (!told) throw new Error(`no “${type}” came from it; ${this.#code ?? ''} ${this.#last.trim()}`);
    return told;
  }

  async ended(patience) {
    const deadline = Date.now() + patience;
    while (this.#code === undefined && Date.now() < deadline) await new Promise((again) => setTimeout(again, 20));
    kill(this.pid);
    running.delete(this.pid);
  }

  #end(code) {
    this.#code ??= code;
    for (const waiting of this.#waiting.splice(0)) waiting.done(undefined);
  }
}

/** No recorder. */
async function plain({ folder, url, options }) {
  const port = await freePort();
  const args = [...switches(port, join(folder, 'profile')), 'about:blank'];
  const child = new Told(options.chromium, args, { TMPDIR: folder });
  const devtools = `http://127.0.0.1:${port}`;
  await answers(devtools);
  const opened = await Tab.attach(devtools);
  await opened.send('Emulation.setDeviceMetricsOverride', { ...VIEWPORT, deviceScaleFactor: 1, mobile: false });
  await opened.send('Page.navigate', { url });
  return {
    name: 'plain', pid: child.pid, port, devtools, isRecorder: false,
    async stop() {
      await opened.send('Browser.close').catch(() => {});
      opened.close();
      await child.ended(STOP_MS);
      return {};
    },
  };
}

async function answers(devtools) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      return await (await fetch(`${devtools}/json/version`)).json();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

async function saywright({ folder, url, options }) {
  const port = await freePort();
  const recording = join(folder, 'recording');
  const { width, height } = VIEWPORT;
  const args = ['record', url, '--out', recording, '--headless', '--json', '--cdp-port', String(port)];
  args.push('--browser', options.chromium, '--viewport', `${width}x${height}`);
  // A home of its own: nothing of the benchmark shall turn up in anybody's list of recordings.
  const home = join(folder, 'home');
  const env = { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config'), TMPDIR: folder };
  const child = new Told(options.saywright, args, { ...env, XDG_CACHE_HOME: join(home, 'cache') });
  const { cdp } = await child.until('ready', START_MS);
  const is = (kind) => (line) => line.type === 'event' && line.event.what.kind === kind;
  return {
    name: 'saywright', pid: child.pid, port, devtools: cdp, isRecorder: true,
    // An event is announced when it is on disk.
    recorded: (what, patience) => child.next(is({ click: 'click', key: 'input' }[what]), patience),
    async stop() {
      child.say(':stop');
      const saved = await child.until('saved', STOP_MS);
      await child.ended(STOP_MS);
      const warnings = child.lines.filter((line) => line.type === 'warning').map((line) => line.text);
      return { steps: saved.steps, bytes: sizes(recording), warnings };
    },
  };
}

async function peer({ folder, url, options }) {
  const port = await freePort();
  const output = join(folder, 'recorded.spec.ts');
  const args = switches(port, join(folder, 'profile'));
  const orders = { chromium: options.chromium, args, url, output, viewport: VIEWPORT };
  const script = fileURLToPath(new URL('peer.mjs', import.meta.url));
  const child = new Told(process.execPath, [script, JSON.stringify(orders)], { TMPDIR: folder });
  await child.until('ready', START_MS);
  const is = (type, action) => (line) => line.type === type && line.action === action;
  return {
    name: 'peer', pid: child.pid, port, devtools: `http://127.0.0.1:${port}`, isRecorder: true, output,
    // The moment when the recorder's process has it, in memory.
    recorded: (what, patience) => child.next(is('received', { click: 'click', key: 'fill' }[what]), patience),
    added: (patience) => child.next(is('added', 'click'), patience),
    async stop() {
      child.say(':stop');
      await child.until('saved', STOP_MS);
      await child.ended(STOP_MS);
      const code = readFileSync(output, 'utf8');
      const steps = code.match(/^ +await page/gm)?.length ?? 0;
      return { steps, bytes: { all: Buffer.byteLength(code) }, warnings: [] };
    },
  };
}

/** Bytes in a folder: of all, and of each folder in it. */
function sizes(folder) {
  const bytes = { all: 0, lines: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { size } = statSync(join(entry.parentPath, entry.name));
    const part = entry.parentPath === folder ? 'lines' : entry.parentPath.slice(folder.length + 1);
    bytes.all += size;
    bytes[part] = (bytes[part] ?? 0) + size;
  }
  return bytes;
}

export const SETUPS = { plain, saywright, peer };

/** Starts one of them on a page, in a folder of its own. */
export async function start(name, where) {
  mkdirSync(where.folder, { recursive: true });
  return SETUPS[name](where);
}
