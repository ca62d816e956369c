// Whether the recorder is in every popup before any script of its page, and records what is done there.
//   node popups.mjs --saywright PATH [--each 60]
// For each kind of popup, so many times: it is opened, a button in it is clicked, it is closed by hand. Prints one line
// of figures; ends with an error when the recorder came after a script though it could have come before, or the steps
// are not just those three.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { Hands } from '../every-kind/hands.mjs';
import { Recording, difference, options, tell } from './recording.mjs';

const WORLD = 'saywright';
/** A hand is no quicker than that from a button to the tab's cross. What closes sooner was closed by the button. */
const TO_CLOSE_MS = 250;

/** What opens it, by kind; and the keys that are held. `free`: Chromium 156 says that it waits for us, and runs it. */
const KINDS = {
  opened: { html: '<button data-testid="opened" onclick="window.open(\'/popup\')">opened</button>' },
  target: { html: '<a data-testid="target" href="/popup" target="_blank" rel="opener">target</a>' },
  noopener: { html: '<a data-testid="noopener" href="/popup" target="_blank" rel="noopener">noopener</a>' },
  control: { html: '<a data-testid="control" href="/popup">control</a>', keys: ['Control'], free: true },
  form: { html: '<form action="/popup" target="_blank"><button data-testid="form">form</button></form>' },
  written: {
    html: `<button data-testid="written" onclick="
      const popup = window.open('about:blank');
      popup.document.write(document.querySelector('template').innerHTML);
      popup.document.close();
    ">written</button>`,
  },
  shift: { html: '<a data-testid="shift" href="/popup">shift</a>', keys: ['Shift'], free: true },
};
const NAMES = Object.keys(KINDS);

const POPUP = '<script>window.ran = true</script><p><button data-testid="inside">inside</button></p>';
const PAGE = `<template>${POPUP}</template>${NAMES.map((name) => `<p>${KINDS[name].html}</p>`).join('\n')}`;

/** Whether the recorder came first, once it is there. */
function first(hands, tab, contexts) {
  return hands.until(async () => {
    const context = contexts.get(tab.session);
    const params = { uniqueContextId: context, expression: '({ first: saywright.first })', returnByValue: true };
    const { result } = await hands.devtools.send('Runtime.evaluate', params, tab.session);
    return result.value;
  }, 'the recorder');
}

/** The recorder's context in each session's main frame; kept up to date. */
function watchContexts(devtools) {
  const contexts = new Map();
  devtools.on(({ method, params, sessionId }) => {
    if (method === 'Runtime.executionContextCreated' && params.context.name === WORLD) {
      contexts.set(sessionId, params.context.uniqueId);
    }
  });
  return contexts;
}

const { saywright, each } = options({ each: 60 });
const server = createServer(({ url }, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const content = url.startsWith('/popup') ? POPUP : PAGE;
  response.end(`<!doctype html><title>Popups</title><link rel="icon" href="data:,"><body>${content}`);
});
server.listen(0);
await once(server, 'listening');
const recording = await Recording.start(saywright, `http://localhost:${server.address().port}/`);
const hands = await Hands.open(recording.cdp);
const contexts = watchContexts(hands.devtools);
await hands.waitFor('form button');
const main = hands.tab;

const begun = Date.now();
const wrong = [];
const expected = ['goto'];
const firsts = Object.fromEntries(NAMES.map((name) => [name, 0]));
for (let turn = 0; turn < each * NAMES.length; turn++) {
  const name = NAMES[turn % NAMES.length];
  const popup = await hands.opened(() => hands.click(`[data-testid=${name}]`, { keys: KINDS[name].keys }));
  await hands.devtools.send('Runtime.enable', {}, popup.session);
  await hands.toTab(popup);
  await hands.waitFor('[data-testid=inside]');
  const asked = await first(hands, popup, contexts).catch((error) => ({ first: error.message }));
  if (asked.first === true) firsts[name] += 1;
  else if (!KINDS[name].free) wrong.push(`turn ${turn}: in ${name} the recorder was not first (${asked.first})`);
  await hands.click('[data-testid=inside]');
  await hands.pause(TO_CLOSE_MS);
  await hands.closeTab(main);
  expected.push(`click ${name} opens 1`, 'click inside', 'closeTab');
}
const seconds = (Date.now() - begun) / 1000;
hands.devtools.close();
await recording.stop();
server.close();
server.closeAllConnections();

const actual = (await recording.steps()).map(({ action, element, opened, closes }) => {
  const effects = [opened.length ? `opens ${opened.length}` : '', closes ? 'closes' : ''];
  return [action.action, element?.testId, ...effects].filter(Boolean).join(' ');
});
const count = (step) => actual.filter((one) => one === step).length;
const opened = Object.fromEntries(NAMES.map((name) => [name, count(`click ${name} opens 1`)]));
wrong.unshift(...difference(expected, actual), ...recording.warnings);
const figures = { each, first: firsts, opened, clickedInside: count('click inside'), closed: count('closeTab') };
tell({ ...figures, steps: actual.length, expectedSteps: expected.length, seconds }, wrong, recording);
