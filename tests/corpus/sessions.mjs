// Reads flows, recordings and sessions, and puts a session's sentences on its recording's clock. Judges nothing.

import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './seeded.mjs';

const HERE = import.meta.dirname;

const lines = (file) =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [];
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, all) => writeFileSync(file, all.map((one) => `${JSON.stringify(one)}\n`).join(''));

/** The flows by name: `{ half, folder, steps, events, targets }`; `steps[0]` is the opening of the address. */
export async function flows() {
  const found = new Map();
  for (const file of readdirSync(join(HERE, 'flows'))) {
    const name = file.replace('.mjs', '');
    const folder = join(HERE, 'recordings', name);
    if (!existsSync(join(folder, 'steps.json'))) continue;
    const { default: flow } = await import(`./flows/${file}`);
    const events = lines(join(folder, 'events.jsonl'));
    const opening = events.find(({ what }) => what.kind === 'navigated');
    const steps = [{ step: 0, id: `s-${opening.id}`, from: 0 }, ...json(join(folder, 'steps.json'))];
    found.set(name, { name, half: flow.half, folder, steps, events, targets: lines(join(folder, 'targets.jsonl')) });
  }
  return found;
}

/** All sessions, each with its `name`. */
export function sessions() {
  const folder = join(HERE, 'sessions');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
  return files.map((file) => {
    try {
      return { ...json(join(folder, file)), name: file.replace('.json', '') };
    } catch (error) {
      throw new Error(`sessions/${file}: ${error.message}`);
    }
  });
}

/** The number of the step that a label is about: what it says must hold when that is done. */
export function stepOf({ about }) {
  return about === 'nothing' ? undefined : Array.isArray(about) ? about.at(-1) : about.after;
}

/**
 * The stored pages that show what a step led to, the last one first: those seen until the next step, and the one that
 * the next step was done on.
 */
export function pagesAfter(flow, number) {
  const from = flow.steps[number].from;
  const next = flow.steps[number + 1];
  const until = next?.from ?? Infinity;
  const seen = flow.events.filter(({ at, what }) => what.kind === 'seen' && at >= from && at < until);
  const event = next && flow.events.find(({ id }) => `s-${id}` === next.id);
  const before = event && flow.targets.find(({ id }) => id === event.target)?.page;
  return [...new Set([before, ...seen.map(({ what }) => what.page).reverse()].filter(Boolean))];
}

/** When each sentence begins and ends, in ms, without the pauses that the session makes. */
export function times({ sentences, pauses = [], name }, flow, jitter = 0) {
  const random = seeded(name);
  const shift = shifts(pauses, flow);
  let last = 0;
  return sentences.map(({ at, lasts }) => {
    const moved = (2 * random() - 1) * jitter;
    const begins = shift(flow.steps[at.step].from) + (at.offset + moved) * 1000;
    // Whatever the jitter, sentences come in the order in which they were said.
    const from = Math.round(Math.max(begins, last, 0));
    last = from + 1;
    return { from, to: from + Math.round(lasts * 1000) };
  });
}

/** Where a moment of the recording is when the person stood still before some of the steps. */
function shifts(pauses, flow) {
  return (at) => {
    const passed = pauses.filter(({ before }) => at >= flow.steps[before].from);
    return at + passed.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  };
}

/** Copies the recording into `folder`, with the session's sentences as its narration. */
export function lay(session, flow, folder, jitter) {
  cpSync(flow.folder, folder, { recursive: true });
  const shift = shifts(session.pauses ?? [], flow);
  for (const file of ['events.jsonl', 'network.jsonl']) {
    write(join(folder, file), lines(join(folder, file)).map((line) => ({ ...line, at: shift(line.at) })));
  }
  const when = times(session, flow, jitter);
  const said = session.sentences.map(({ text }, at) => ({ id: `u${at + 1}`, text, ...when[at], source: 'spoken' }));
  write(join(folder, 'narration.jsonl'), said);
}
