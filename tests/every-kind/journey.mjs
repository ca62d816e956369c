// Plays scenes one after the other, and holds the app to what each must leave.

import { scenes } from './scenes.mjs';

const USAGE = 'usage: <devtools address> <url of the app> [--only name,name] [--list]';

/** `open`: gives the hands for a DevTools address. `able`: whether they can do a scene. */
export async function play(args, { open, able }) {
  const possible = scenes.filter(able);
  if (args.includes('--list')) {
    for (const { name, page, leaves } of possible) console.log(JSON.stringify({ name, page, leaves }));
    return;
  }
  const [devtools, url] = args;
  if (!devtools || !url) throw new Error(USAGE);
  const chosen = choose(possible, args);
  const hands = await open(devtools);
  try {
    const home = new URL('/', url);
    // Whoever records may have opened it already.
    if ((await hands.evaluate('location.href')) !== home.href) await hands.goTo(home.href);
    await hands.arrived('/');
    await perform(hands, chosen, home);
  } finally {
    hands.devtools.close();
  }
}

function choose(possible, args) {
  if (!args.includes('--only')) return possible;
  const names = args[args.indexOf('--only') + 1].split(',');
  const unknown = names.filter((name) => !possible.some((scene) => scene.name === name));
  if (unknown.length) throw new Error(`There is no scene ${unknown.join(', ')} here`);
  return possible.filter(({ name }) => names.includes(name));
}

async function perform(hands, chosen, url) {
  const run = await hands.evaluate('/(?:^|; )run=([^;]+)/.exec(document.cookie)[1]');
  const state = async () => (await fetch(new URL(`/state?run=${run}`, url))).json();
  const expected = {};
  for (const { name, page, act, leaves } of chosen) {
    const begun = Date.now();
    await begin(hands, page);
    await act(hands).catch((error) => fail(name, error.message));
    Object.assign(expected, leaves);
    await hands.until(async () => differences(await state(), leaves).length === 0, 'the outcome').catch(async () => {
      fail(name, differences(await state(), leaves).join('; '));
    });
    console.log(`${name}: ${Date.now() - begun} ms`);
  }
  // What a later scene spoiled, and what nobody meant to do.
  const final = await state();
  const wrong = differences(final, expected);
  const more = Object.keys(final).filter((key) => !(key in expected)).map((key) => `${key} is there, too`);
  if (wrong.length || more.length) fail('In the end', [...wrong, ...more].join('; '));
}

/** Goes to the page that a scene begins on, by its link. */
async function begin(hands, page) {
  const path = await hands.until(() => hands.path(), 'the page to load');
  if (path === page || (path === '/' && page === '/index.html')) return;
  await hands.click(`nav a[href="${page}"]`);
  await hands.arrived(page);
}

function differences(state, leaves) {
  return Object.entries(leaves)
    .filter(([key, value]) => state[key] !== value)
    .map(([key, value]) => `${key} is ${JSON.stringify(state[key])}, not ${JSON.stringify(value)}`);
}

function fail(name, why) {
  throw new Error(`${name}: ${why}`);
}
