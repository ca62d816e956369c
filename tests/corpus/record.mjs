// Records the flows with real input, into recordings/<flow>/, with recordings/<flow>/steps.json beside what Saywright
// writes. Run it again only after a site or a flow has changed: the labels of the sessions speak of these recordings.
//   node record.mjs --saywright PATH [--only FLOW] [--scale X] [--out DIR]
// `--scale 0.1`: a tenth of the pauses, while a flow is being made.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Hands } from '../every-kind/hands.mjs';
import { Recording } from '../numbers/recording.mjs';
import { seeded } from './seeded.mjs';

const HERE = import.meta.dirname;
/** Addresses stand in the recordings: always the same one. */
const PORT = '47613';
/** For what a page does after an action, before the recording ends. */
const REST_MS = 1500;
/** From key to key, as people type. */
const KEY_MS = 90;
const NOT_NEEDED = ['shots', '.lock'];

async function serve() {
  const child = spawn('node', [join(HERE, 'server.mjs'), '--port', PORT], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) return { child, url: JSON.parse(line).url };
  throw new Error('the server did not start');
}

async function record(name, url, { saywright, scale, out }) {
  const { default: flow } = await import(`./flows/${name}.mjs`);
  const recording = await Recording.start(saywright, url + flow.start);
  const hands = await Hands.open(recording.cdp);
  hands.type = (text) => Hands.prototype.type.call(hands, text, KEY_MS * scale);
  const random = seeded(name);
  for (const { says, act } of flow.steps) {
    await sleep((2000 + 2000 * random()) * scale);
    await act(hands).catch((error) => {
      throw new Error(`${name}, “${says}”: ${error.message}`);
    });
  }
  await sleep(REST_MS);
  hands.devtools.close();
  await recording.stop();
  const [, ...steps] = await recording.steps();
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(recording.folder, folder, { recursive: true });
  for (const file of NOT_NEEDED) rmSync(join(folder, file), { recursive: true, force: true });
  recording.forget();
  if (steps.length !== flow.steps.length) {
    const found = steps.map(({ from, action, element }) => `${from} ${JSON.stringify(action)} ${element?.name ?? ''}`);
    throw new Error(`${name}: ${flow.steps.length} steps were made, ${steps.length} recorded:\n${found.join('\n')}`);
  }
  const rows = steps.map(({ id, from, to }, at) => ({ step: at + 1, says: flow.steps[at].says, id, from, to }));
  writeFileSync(join(folder, 'steps.json'), `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
  console.log(`${name}: ${rows.length} steps, ${(rows.at(-1).to / 1000).toFixed(0)} s`);
}

const { values } = parseArgs({
  options: {
    saywright: { type: 'string', default: 'saywright' },
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    out: { type: 'string', default: join(HERE, 'recordings') },
  },
});
const names = readdirSync(join(HERE, 'flows')).map((file) => file.replace('.mjs', ''));
const { child, url } = await serve();
try {
  for (const name of values.only ? [values.only] : names) {
    await record(name, url, { ...values, scale: Number(values.scale) }).catch((error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
  }
} finally {
  child.stdin.end();
}
