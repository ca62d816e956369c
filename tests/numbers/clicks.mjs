// How many of many clicks are recorded when each takes the page away at once.
//   node clicks.mjs --saywright PATH [--count 500]
// Each click is pressed and let go at once, and the next one comes as soon as the next page is there. Prints one line
// of figures; ends with an error unless each click is one step, on what was pressed, and there is no other step.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevTools } from '../every-kind/devtools.mjs';
import { Recording, difference, options, tell } from './recording.mjs';

const PATIENCE_MS = 15_000;
const SLOW_MS = 100;
/** Where on each page its one control is. */
const PLACE = { x: 60, y: 40 };

/** How a control with this id leads to the address, by kind. */
const KINDS = {
  link: (id, to) => `<a ${id} href="${to}">on</a>`,
  mousedown: (id, to) => `<a ${id} href="#" onmousedown="location.href='${to}'">on</a>`,
  press: (id, to) => `<button ${id} onpointerdown="location.href='${to}'">on</button>`,
  assign: (id, to) => `<button ${id} onclick="location.assign('${to}')">on</button>`,
  submit: (id, to) => `<form action="${to}"><button ${id}>on</button></form>`,
  slow: (id, to) => `<a ${id} href="${to}?slow">on</a>`,
  late: (id, to) => `<a ${id} href="${to}?late">on</a>`,
  pushState: (id, to) => `<button ${id} onclick="push('${to}')">on</button>`,
};
const NAMES = Object.keys(KINDS);
const kindOf = (index) => NAMES[index % NAMES.length];
const control = (index) => KINDS[kindOf(index)](`data-testid="${kindOf(index)}-${index}"`, `/${index + 1}`);

const head = () => `<!doctype html><title>Clicks</title><link rel="icon" href="data:,">
<style>body > *, form > * { position: fixed; left: 10px; top: 10px; width: 200px; height: 60px; }</style>
<script>
  async function push(to) {
    history.pushState(null, '', to);
    document.body.innerHTML = await (await fetch('/control' + to)).text();
    at = Number(to.slice(1));
  }
</script>`;
const body = (index) => `<body>${control(index)}<script>at = ${index}</script>`;

async function answer({ url }, response) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const index = Number(pathname.split('/').at(-1));
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  if (pathname.startsWith('/control/')) return response.end(control(index));
  if (searchParams.has('slow')) await sleep(SLOW_MS);
  response.write(head());
  if (searchParams.has('late')) await sleep(SLOW_MS);
  response.end(body(index));
}

async function click(devtools, session) {
  const press = { ...PLACE, button: 'left', clickCount: 1 };
  const sent = ['mousePressed', 'mouseReleased'].map((type) => {
    return devtools.send('Input.dispatchMouseEvent', { ...press, type }, session);
  });
  await Promise.all(sent);
}

async function arrived(devtools, session, index) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const asked = devtools.send('Runtime.evaluate', { expression: 'at', returnByValue: true }, session);
    if ((await asked.catch(() => undefined))?.result.value === index) return;
    if (Date.now() > deadline) throw new Error(`page ${index} never came`);
  }
}

const { saywright, count } = options({ count: 500 });
const server = createServer((request, response) => void answer(request, response)).listen(0);
await once(server, 'listening');
const recording = await Recording.start(saywright, `http://localhost:${server.address().port}/0`);
const devtools = await DevTools.open(recording.cdp);
const { targetInfos } = await devtools.send('Target.getTargets');
const { targetId } = targetInfos.find(({ type }) => type === 'page');
const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true });

const begun = Date.now();
for (let index = 0; index < count; index++) {
  await arrived(devtools, sessionId, index);
  await click(devtools, sessionId);
}
await arrived(devtools, sessionId, count);
const seconds = (Date.now() - begun) / 1000;
devtools.close();
await recording.stop();
server.close();
server.closeAllConnections();

const expected = ['goto', ...Array.from({ length: count }, (_, index) => `click ${kindOf(index)}-${index}`)];
const actual = (await recording.steps()).map(({ action, element }) => {
  return [action.action, element?.testId].filter(Boolean).join(' ');
});
const recorded = actual.filter((step) => step.startsWith('click')).length;
const lost = expected.filter((step) => !actual.includes(step));
const wrong = [...difference(expected, actual), ...lost.map((step) => `lost: ${step}`), ...recording.warnings];
const figures = { clicks: count, recorded, otherSteps: actual.length - 1 - recorded, lost: lost.length };
tell({ ...figures, seconds, perSecond: Number((count / seconds).toFixed(1)) }, wrong, recording);
