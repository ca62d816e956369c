// Runs `saywright record` without a window, in a home of its own, and reads what it recorded. Judges nothing.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';

const run = promisify(execFile);
/** Lists of steps are long. */
const MOST = 1 << 28;

/** The command line: `--saywright PATH`, and numbers with these defaults. */
export function options(numbers) {
  const texts = Object.entries(numbers).map(([name, value]) => [name, { type: 'string', default: String(value) }]);
  const { values } = parseArgs({
    options: { saywright: { type: 'string', default: 'saywright' }, ...Object.fromEntries(texts) },
  });
  for (const name of Object.keys(numbers)) values[name] = Number(values[name]);
  return values;
}

/** Prints the figures as one line. Something in `wrong`: says how it fails, and keeps the recording. */
export function tell(figures, wrong, recording) {
  const folder = wrong.length ? recording.folder : undefined;
  console.log(JSON.stringify({ ...figures, ok: wrong.length === 0, folder }));
  for (const one of wrong.slice(0, 20)) console.error(one);
  if (wrong.length) process.exitCode = 1;
  else recording.forget();
}

export class Recording {
  /** Resolves when it records. */
  static async start(saywright, url) {
    const recording = new Recording();
    recording.home = mkdtempSync(join(tmpdir(), 'saywright-numbers-'));
    recording.folder = join(recording.home, 'recording');
    recording.saywright = saywright;
    const args = ['record', url, '--headless', '--json', '--out', recording.folder];
    recording.child = spawn(saywright, args, { env: recording.#env(), stdio: ['pipe', 'pipe', 'inherit'] });
    recording.ended = once(recording.child, 'exit');
    recording.warnings = [];
    recording.cdp = await new Promise((resolve, reject) => {
      createInterface({ input: recording.child.stdout }).on('line', (line) => {
        const told = JSON.parse(line);
        if (told.type === 'ready') resolve(told.cdp);
        if (told.type === 'warning') recording.warnings.push(told.text);
      });
      recording.ended.then(() => reject(new Error('the recording ended before it began')));
    });
    return recording;
  }

  #env() {
    const { home } = this;
    return {
      ...process.env,
      HOME: home,
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CONFIG_HOME: join(home, 'config'),
    };
  }

  async stop() {
    this.child.stdin.write(':stop\n');
    const [code] = await this.ended;
    if (code !== 0) throw new Error(`saywright record ended with ${code}`);
  }

  /** The steps, each with its `element`: the facts about what it was done to. */
  async steps() {
    const args = ['show', this.folder, 'steps', '--json'];
    const { stdout } = await run(this.saywright, args, { env: this.#env(), maxBuffer: MOST });
    const targets = new Map(this.lines('targets.jsonl').map((target) => [target.id, target]));
    return JSON.parse(stdout).steps.map((step) => ({ ...step, element: targets.get(step.target)?.element }));
  }

  /** Nobody wants to look at it any more. */
  forget() {
    rmSync(this.home, { recursive: true, force: true });
  }

  /** The lines of one of its files. */
  lines(name) {
    return readFileSync(join(this.folder, name), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
}

/** The first place where two lists of texts differ, in words; nothing where they are the same. */
export function difference(expected, actual) {
  const length = Math.max(expected.length, actual.length);
  const at = Array.from({ length }, (_, index) => index).find((index) => expected[index] !== actual[index]);
  if (at === undefined) return [];
  const around = (list) => list.slice(Math.max(0, at - 2), at + 4).join(' | ');
  return [`at ${at}: expected … ${around(expected)} …`, `      recorded … ${around(actual)} …`];
}
