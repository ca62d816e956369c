// Tries a person on the app in a plain Chromium, without Saywright:
//   node try.mjs [--only name,name]
//   xvfb-run -a -s '-screen 0 1400x1000x24' node try.mjs --x11 [--only name,name]
// CHROME: the browser to use.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const args = process.argv.slice(2);
const x11 = args[0] === '--x11';
if (x11) args.shift();

const profile = mkdtempSync(join(tmpdir(), 'every-kind-'));
mkdirSync(join(profile, 'Default'));
const download = { default_directory: join(profile, 'downloads'), prompt_for_download: false };
writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ download }));

const server = spawn(process.execPath, [beside('server.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const browser = spawn(process.env.CHROME ?? 'chromium', [
  ...(x11 ? ['--window-position=0,0', '--window-size=1400,1000'] : ['--headless', '--window-size=1280,900']),
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--no-default-browser-check', '--password-store=basic',
  '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank',
], { stdio: 'ignore', detached: true });

try {
  const person = spawn(process.execPath, [
    beside(x11 ? 'person-x11.mjs' : 'person.mjs'), await address(), JSON.parse(line).url, ...args,
  ], { stdio: 'inherit' });
  [process.exitCode] = await once(person, 'exit');
} finally {
  server.kill();
  await end(browser);
  rmSync(profile, { recursive: true, force: true });
}

/** Ends the browser with all its processes: the last of them still writes into the profile. */
async function end({ pid }) {
  try {
    for (let tries = 0; ; tries++) {
      process.kill(-pid, tries < 100 ? 'SIGTERM' : 'SIGKILL');
      await sleep(50);
    }
  } catch {
    // None is left.
  }
}

/** Where the browser's DevTools are, as soon as it says so. */
async function address() {
  for (let tries = 0; tries < 300; tries++) {
    const [port, path] = read(join(profile, 'DevToolsActivePort')).split('\n');
    if (path) return `http://127.0.0.1:${port}`;
    await sleep(100);
  }
  throw new Error('The browser did not come up');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
