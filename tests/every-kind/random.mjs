// Does things at random on a page of many plain widgets, and holds what is recorded to what was done.
//   node random.mjs --saywright PATH [--seed 1] [--sequences 1000] [--from 0]
// Each sequence begins at the page's address and has three to twelve actions; fifty sequences are one recording.
// Prints what differs, by seed and index of the sequence, and after each recording one line of figures so far. Ends
// with an error when anything differed. `--from`: the index of the first sequence; with `--sequences 1` it is done
// alone. Recordings with differences are kept.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Recording, difference, options } from '../numbers/recording.mjs';
import { Hands } from './hands.mjs';
import { ACTIONS } from './random-actions.mjs';
import { Story, recorded } from './random-story.mjs';

/** What a recording begins on. */
const FIRST_PAGE = '/random-popup.html';
/** Actions of a sequence. */
const FEWEST = 3;
const MOST = 12;
const IN_ONE_RECORDING = 50;
/** A hand is no quicker than that from the page to the address bar. */
const TO_ADDRESS_MS = 150;

/** Hands that go straight to where they go: what lies between is another test's matter, and each step takes a frame. */
class StraightHands extends Hands {
  pointAt(place, steps = 2) {
    return super.pointAt(place, steps);
  }
}

/** Chances that are the same for the same seed. */
class Dice {
  #state;

  constructor(seed, index) {
    this.#state = (seed * 1_000_003 + index * 7919 + 1) >>> 0;
  }

  // Mulberry32, by Tommy Ettinger.
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.#next() * limit);
  }

  one(list) {
    return list[this.below(list.length)];
  }
}

/** Does one sequence. Gives what must be recorded of it, and what was done by name. */
async function perform(hands, url, seed, index) {
  const dice = new Dice(seed, index);
  const story = new Story();
  const done = [];
  const address = new URL(`/random.html?sequence=${index}`, url);
  let trouble;
  try {
    await hands.pause(TO_ADDRESS_MS);
    await hands.goTo(address.href);
    await hands.arrived(address.pathname + address.search);
    story.add('goto', address.search);
    for (let left = FEWEST + dice.below(MOST - FEWEST + 1); left > 0; left--) {
      const action = dice.one(ACTIONS);
      done.push(action.name);
      await action(hands, dice, story);
    }
  } catch (error) {
    trouble = error.message;
  }
  return { index, expected: story.lines(), done, trouble };
}

/** Leaves the browser as the next sequence expects it. */
async function tidy(hands, main) {
  if (hands.tab.dialog) await hands.answer(false).catch(() => {});
  for (const tab of hands.tabs.values()) {
    if (tab !== main) await hands.devtools.send('Target.closeTarget', { targetId: tab.id }).catch(() => {});
  }
  await hands.toTab(main);
}

/** One recording of these sequences: each with what was recorded of it. */
async function record(saywright, url, seed, indexes) {
  // A page without frames: one of another site may hang when a second program attaches just as it is loaded.
  const recording = await Recording.start(saywright, new URL(FIRST_PAGE, url).href);
  const hands = await StraightHands.open(recording.cdp);
  await hands.arrived(FIRST_PAGE);
  const main = hands.tab;
  const sequences = [];
  for (const index of indexes) {
    sequences.push(await perform(hands, url, seed, index));
    if (sequences.at(-1).trouble) await tidy(hands, main);
  }
  hands.devtools.close();
  await recording.stop();
  const parts = split(await lines(recording));
  for (const sequence of sequences) sequence.actual = parts.get(`goto ?sequence=${sequence.index}`) ?? [];
  return { sequences, recording };
}

async function lines(recording) {
  const targets = new Map(recording.lines('targets.jsonl').map(({ id, element }) => [id, element]));
  const events = new Map(recording.lines('events.jsonl').map(({ id, what }) => [id, what]));
  const named = (id) => {
    const element = targets.get(id);
    return element && (element.testId ?? `${element.role ?? element.tag} ${element.name}`);
  };
  return (await recording.steps()).map((step) => recorded(step, named, events));
}

/** The lines of each sequence, by its first. */
function split(all) {
  const parts = new Map();
  let part = [];
  for (const line of all) {
    if (/^goto \?sequence=\d+$/.test(line) && !parts.has(line)) parts.set(line, (part = []));
    part.push(line);
  }
  return parts;
}

function judge({ index, expected, actual, done, trouble }, seed, folder) {
  const wrong = difference(expected, actual);
  if (!wrong.length && !trouble) return true;
  console.log([
    `seed ${seed}, sequence ${index}, ${folder}: ${done.join(', ')}`,
    ...(trouble ? [`  the person came to grief: ${trouble}`] : []),
    ...wrong.map((one) => `  ${one}`),
  ].join('\n'));
  return false;
}

const { saywright, seed, sequences: many, from } = options({ seed: 1, sequences: 1000, from: 0 });
const script = fileURLToPath(new URL('server.mjs', import.meta.url));
const server = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { url } = JSON.parse(line);
const all = Array.from({ length: many }, (_, index) => from + index);
const figures = { seed, from, sequences: 0, actions: 0, steps: 0, differ: 0, grief: 0 };
try {
  while (all.length) {
    const { sequences, recording } = await record(saywright, url, seed, all.splice(0, IN_ONE_RECORDING));
    const bad = sequences.filter((sequence) => !judge(sequence, seed, recording.folder));
    figures.sequences += sequences.length;
    figures.actions += sequences.reduce((sum, { done }) => sum + done.length, 0);
    figures.steps += sequences.reduce((sum, { actual }) => sum + actual.length, 0);
    figures.grief += bad.filter(({ trouble }) => trouble).length;
    figures.differ += bad.filter(({ trouble }) => !trouble).length;
    for (const warning of recording.warnings) console.log(`${recording.folder}: ${warning}`);
    if (!bad.length) recording.forget();
    console.log(JSON.stringify(figures));
  }
} finally {
  server.kill();
}
if (figures.differ || figures.grief) process.exitCode = 1;
