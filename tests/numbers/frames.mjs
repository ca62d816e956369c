// Whether the recorder is in every frame before any script of the page, and records what is done there.
//   node frames.mjs --saywright PATH [--loads 100] [--rest 0]
// A page with seven frames is loaded again and again; after each load all eight documents are asked, and a button is
// clicked in one of them, each in its turn; so many milliseconds later (`--rest`) the page is left. Prints one line of
// figures; ends with an error when the recorder came after a script somewhere, or a click is not one step in its place.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { Hands } from '../every-kind/hands.mjs';
import { Recording, difference, options, tell } from './recording.mjs';

/** Each is a site of its own to Chromium, as `localhost` is. */
const OTHER_SITES = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
/** By name, how a person gets there from the page. */
const FRAMES = {
  page: '',
  srcdoc: '#srcdoc >> ',
  same: '#same >> ',
  written: '#written >> ',
  nested: '#same >> #nested >> ',
  'cross-1': '#cross-1 >> ',
  'cross-2': '#cross-2 >> ',
  'cross-3': '#cross-3 >> ',
};
const NAMES = Object.keys(FRAMES);
/** In the recorder's world of a document. */
const ASKED = `({
  name: document.body?.dataset.name, first: globalThis.saywright?.first, ready: document.readyState,
  reached: document.body?.dataset.reached,
})`;

const content = (name) => `<body data-name="${name}" onmousemove="dataset.reached = true"><script>window.ran = true</script>
  <button data-testid="${name}">${name}</button>`;
const frame = (name, attributes = '') => `<iframe id="${name}" width="150" height="60" ${attributes}></iframe>`;

function pages(port) {
  const crossing = OTHER_SITES.map((host, index) => {
    return frame(`cross-${index + 1}`, `src="http://${host}:${port}/cross-${index + 1}"`);
  });
  const quoted = content('srcdoc').replaceAll('"', '&quot;');
  return {
    page: [
      content('page'), frame('srcdoc', `srcdoc="${quoted}"`), frame('same', 'src="/same" height="140"'), ...crossing,
      `<script>
        const frame = document.createElement('iframe');
        Object.assign(frame, { id: 'written', width: 150, height: 60 });
        document.body.append(frame);
        frame.contentDocument.open();
        frame.contentDocument.write(${JSON.stringify(content('written')).replaceAll('</', '<\\/')});
        frame.contentDocument.close();
      </script>`,
    ].join('\n'),
    same: content('same') + frame('nested', 'src="/nested"'),
    nested: content('nested'),
    'cross-1': content('cross-1'),
    'cross-2': content('cross-2'),
    'cross-3': content('cross-3'),
  };
}

/** The recorder's contexts in all sessions, as they come and go. */
class Contexts {
  #live = new Map();

  constructor(devtools) {
    this.devtools = devtools;
    devtools.on((event) => this.#hear(event));
  }

  #hear({ method, params, sessionId }) {
    const forget = (which) => {
      for (const [key, one] of this.#live) if (which(one)) this.#live.delete(key);
    };
    if (method === 'Runtime.executionContextCreated' && params.context.name === 'saywright') {
      const { uniqueId } = params.context;
      this.#live.set(uniqueId, { sessionId, uniqueId });
    } else if (method === 'Runtime.executionContextDestroyed') {
      this.#live.delete(params.executionContextUniqueId);
    } else if (method === 'Runtime.executionContextsCleared') {
      forget((one) => one.sessionId === sessionId);
    } else if (method === 'Target.detachedFromTarget') {
      forget((one) => one.sessionId === params.sessionId);
    } else if (method === 'Target.attachedToTarget' && params.targetInfo.type === 'iframe') {
      this.devtools.send('Runtime.enable', {}, params.sessionId).catch(() => {});
    }
  }

  /** What each says, by the name of its document. Twice a name: the recorder is there twice. */
  async ask() {
    const answers = await Promise.all([...this.#live.values()].map(async ({ sessionId, uniqueId }) => {
      const params = { uniqueContextId: uniqueId, expression: ASKED, returnByValue: true };
      return this.devtools.send('Runtime.evaluate', params, sessionId).then(({ result }) => result.value, () => ({}));
    }));
    return answers.filter(({ name }) => name);
  }
}

const { saywright, loads, rest } = options({ loads: 100, rest: 0 });
const server = createServer(({ url }, response) => {
  const name = new URL(url, 'http://localhost').pathname.split('/')[1];
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><link rel="icon" href="data:,">${pages(server.address().port)[name] ?? ''}`);
});
server.listen(0);
await once(server, 'listening');
const home = `http://localhost:${server.address().port}/page`;
// A page without frames: one of another site may hang when a second program attaches just as it is loaded.
const recording = await Recording.start(saywright, new URL('/nested', home).href);
const hands = await Hands.open(recording.cdp);
const contexts = new Contexts(hands.devtools);
await hands.send('Runtime.enable');

/** All documents' answers, once all are loaded. */
function all() {
  return hands.until(async () => {
    const answers = await contexts.ask();
    const there = answers.filter(({ ready }) => ready === 'complete').map(({ name }) => name);
    const missing = NAMES.filter((name) => !there.includes(name));
    if (missing.length) throw new Error(`no recorder in ${missing}`);
    return answers;
  }, 'a recorder in all frames');
}

/** Moves over the button until its document knows. Until a frame of another process is drawn, a click meets the element. */
function reach(name) {
  return hands.until(async () => {
    await hands.hover(`${FRAMES[name]}button`);
    await hands.hover(`${FRAMES[name]}button`, { x: 3, y: 3 });
    return (await contexts.ask()).some((answer) => answer.name === name && answer.reached);
  }, `the pointer to be in ${name}`);
}

const begun = Date.now();
const wrong = [];
const expected = ['goto /nested'];
const processes = [];
let first = 0;
for (let load = 0; load < loads; load++) {
  await hands.goTo(`${home}/${load}`);
  await hands.arrived(`/page/${load}`);
  const answers = await all().catch((error) => {
    wrong.push(`load ${load}: ${error.message}`);
    return [];
  });
  first += answers.filter((answer) => answer.first === true).length;
  for (const { name } of answers.filter((answer) => answer.first !== true)) wrong.push(`load ${load}: late in ${name}`);
  if (answers.length > NAMES.length) wrong.push(`load ${load}: ${answers.length} recorders`);
  const name = NAMES[load % NAMES.length];
  await reach(name).catch((error) => wrong.push(`load ${load}: ${error.message}`));
  await hands.click(`${FRAMES[name]}button`);
  await hands.pause(rest);
  expected.push(`goto /page/${load}`, `click ${name}`);
  const { targetInfos } = await hands.devtools.send('Target.getTargets', { filter: [{ type: 'iframe' }] });
  processes.push(targetInfos.length);
}
const seconds = (Date.now() - begun) / 1000;
hands.devtools.close();
await recording.stop();
server.close();
server.closeAllConnections();

const actual = (await recording.steps()).map(({ action, element }) => {
  return `${action.action} ${action.url ? new URL(action.url).pathname : element?.testId}`;
});
const clicked = NAMES.map((name) => {
  const count = (steps) => steps.filter((step) => step === `click ${name}`).length;
  return [name, `${count(actual)} of ${count(expected)}`];
});
wrong.push(...difference(expected, actual), ...recording.warnings);
const clicks = Object.fromEntries(clicked);
const figures = { loads, rest, documents: loads * NAMES.length, first, clicks };
tell({ ...figures, framesOfOtherProcesses: Math.min(...processes), seconds }, wrong, recording);
