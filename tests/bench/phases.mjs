// What is done on each page, and what is measured meanwhile. The same hands at the same pace for every set-up.

import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processorTime, resident, roles } from './processes.mjs';
import { quantile } from './figures.mjs';

/** Before and after the actions: whatever a recorder does when a page has come to rest is counted, too. */
const REST_MS = 1000;
const LOST_MS = 10_000;
/** From one action to the next, at the least; the next also waits until the page has handled the last. */
const PACE_MS = { row: 500, key: 30, button: 50 };
/** Todos as fast as a page can be expected to follow, and as a person does it: it comes to rest after each click. */
const FAST_MS = { key: 20, click: 100 };
const HUMAN_MS = { key: 80, click: 1000 };
/** Clicks on a large table end after this long: a recorder may take many seconds for one. */
const MOST_MS = 60_000;
/** Playwright collects clicks for 500 ms and writes its file 250 ms later at the soonest. */
const ALONE_MS = 3000;

const paced = (ms, { done }) => Promise.all([sleep(ms), done]);

async function click(tab, at, pace) {
  await tab.glide(at);
  await paced(pace, tab.press(at));
}

/** 10,000 rows: clicks on buttons far apart; each changes a cell and its row. */
async function table({ tab, setup }, part) {
  const clicks = 60 / part;
  const screen = Math.min(20, clicks);
  return measured({ tab, setup }, 'click', async () => {
    const deadline = performance.now() + MOST_MS;
    let done = 0;
    while (done < clicks) {
      const from = 40 + Math.floor(done / screen) * 3000;
      await tab.evaluate(`document.querySelectorAll('tbody tr')[${from - 2}].scrollIntoView()`);
      await sleep(PACE_MS.row);
      for (const at of await tab.evaluate(`bench.middles('tbody button', ${from}, ${screen})`)) {
        if (performance.now() > deadline) return done;
        await click(tab, at, PACE_MS.row);
        done += 1;
      }
    }
    return done;
  });
}

/** Todos: typed, ticked, deleted. */
async function todo({ tab, setup }, todos, pace) {
  const words = ['milk', 'bread', 'soap', 'post', 'bills', 'call', 'walk', 'seeds'];
  const texts = Array.from({ length: todos }, (_, number) => `${words[number % words.length]} ${number + 1}`);
  const keys = texts.reduce((sum, text) => sum + text.length + 1, 0);
  return measured({ tab, setup }, null, async () => {
    const [field] = await tab.evaluate(`bench.middles('#new')`);
    await click(tab, field, pace.click);
    for (const text of texts) {
      for (const key of [...text, 'Enter']) await paced(pace.key, tab.key(key));
    }
    for (const at of await tab.evaluate(`bench.middles('li input')`)) await click(tab, at, pace.click);
    // The last first, so that the others stay where they are.
    const buttons = await tab.evaluate(`bench.middles('li button')`);
    for (const at of buttons.reverse()) await click(tab, at, pace.click);
    return keys + 2 * todos;
  });
}

/** 500 keys into a field whose page is rendered anew after each. */
async function typing({ tab, setup }, part) {
  const text = 'the quick brown fox jumps over the lazy dog and naps '.repeat(10).slice(0, 500 / part);
  return measured({ tab, setup }, 'key', async () => {
    const [field] = await tab.evaluate(`bench.middles('#message')`);
    await click(tab, field, PACE_MS.key);
    for (const key of text) await paced(PACE_MS.key, tab.key(key));
    return text.length;
  });
}

/** From input to recorded. The next action waits until the last one is recorded. */
async function latency({ tab, setup }, part) {
  if (!setup.isRecorder) return null;
  const clicks = [];
  const keys = [];
  const lost = { clicks: 0, keys: 0 };
  await sleep(REST_MS);
  const buttons = (await tab.evaluate(`bench.middles('main button')`)).slice(0, 500 / part);
  for (const at of buttons) {
    await tab.glide(at, 1);
    const recorded = setup.recorded('click', LOST_MS);
    const { sent, done } = tab.press(at);
    const line = await recorded;
    if (line) clicks.push(line.at - sent);
    else lost.clicks += 1;
    await paced(PACE_MS.button, { done });
  }
  const [field] = await tab.evaluate(`bench.middles('#text')`);
  await click(tab, field, REST_MS);
  for (let typed = 0; typed < 100 / part; typed += 1) {
    const recorded = setup.recorded('key', LOST_MS);
    const { sent, done } = tab.key('abcdefghij'[typed % 10]);
    const line = await recorded;
    if (line) keys.push(line.at - sent);
    else lost.keys += 1;
    await paced(PACE_MS.button, { done });
  }
  const tenth = Math.max(1, Math.floor(clicks.length / 10));
  return {
    actions: buttons.length,
    lost: lost.clicks + lost.keys,
    click50: quantile(clicks, 0.5),
    click99: quantile(clicks, 0.99),
    clickFirst: quantile(clicks.slice(0, tenth), 0.5),
    clickLast: quantile(clicks.slice(-tenth), 0.5),
    key50: quantile(keys, 0.5),
    key99: quantile(keys, 0.99),
    ...(setup.output ? await alone({ tab, setup }, buttons.slice(0, 20 / part)) : {}),
  };
}

/** Clicks with nothing after them that would hurry the recorder: until it shows them, and until its file has them. */
async function alone({ tab, setup }, buttons) {
  const shown = [];
  const filed = [];
  for (const at of buttons) {
    await sleep(REST_MS);
    await tab.glide(at, 1);
    const before = modified(setup.output);
    const added = setup.added(ALONE_MS);
    const { sent } = tab.press(at);
    const line = await added;
    if (line) shown.push(line.at - sent);
    while (modified(setup.output) === before && performance.now() - sent < ALONE_MS) await sleep(1);
    filed.push(performance.now() - sent);
  }
  return { shown50: quantile(shown, 0.5), file50: quantile(filed, 0.5), file99: quantile(filed, 0.99) };
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

/** Does the work, which says how many actions it was, and tells what it cost the page and the machine. `kind` picks
 * the actions whose latency counts; with none, all count, and each kind has a sum of its own. */
async function measured({ tab, setup }, kind, work) {
  // In processor time of the main thread: that other programs have the processor meanwhile is not counted.
  await tab.send('Performance.enable', { timeDomain: 'threadTicks' });
  await sleep(REST_MS);
  const before = await costs(tab, setup);
  const began = performance.now();
  const actions = await work();
  const seconds = (performance.now() - began) / 1000;
  await tab.until(`bench.takes.length >= ${actions}`, 'the page handles all input', LOST_MS).catch(() => {});
  await sleep(REST_MS);
  const after = await costs(tab, setup);
  const each = (name) => (after[name] === null ? null : (after[name] - before[name]) / actions);
  const takes = await tab.evaluate('bench.takes');
  const counted = takes.filter((take) => kind === null || take.kind === kind).map((take) => take.ms);
  const { recorder, browser, besides } = roles(setup.pid, setup.port, setup.isRecorder);
  const memory = {
    recorder: sum(recorder, resident),
    browser: sum(browser, resident),
    besides: sum(besides, resident),
  };
  await tab.send('HeapProfiler.collectGarbage');
  const sums = {};
  for (const take of takes) sums[take.kind] = (sums[take.kind] ?? 0) + take.ms;
  return {
    actions,
    seconds,
    lost: actions - counted.length,
    mainMs: each('main'),
    scriptMs: each('script'),
    layoutMs: each('layout'),
    browserMs: each('browser'),
    recorderMs: each('recorder'),
    besidesMs: each('besides'),
    frame50: quantile(counted, 0.5),
    frame95: quantile(counted, 0.95),
    total: counted.reduce((total, ms) => total + ms, 0),
    sums,
    memory: { ...memory, heap: (await metrics(tab)).JSHeapUsedSize },
  };
}

async function metrics(tab) {
  const { metrics: list } = await tab.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

async function costs(tab, setup) {
  const page = await metrics(tab);
  const { recorder, browser, besides } = roles(setup.pid, setup.port, setup.isRecorder);
  return {
    main: page.TaskDuration * 1000,
    script: page.ScriptDuration * 1000,
    layout: (page.LayoutDuration + page.RecalcStyleDuration) * 1000,
    browser: sum(browser, processorTime),
    recorder: sum(recorder, processorTime),
    besides: sum(besides, processorTime),
  };
}

/** Nothing where there is no such process. */
const sum = (pids, of) => (pids.length === 0 ? null : pids.reduce((total, pid) => total + of(pid), 0));

/** By name: the page, and what is done on it; `part` is 10 when a tenth will do. */
export const PHASES = {
  table: { page: 'table.html', run: table },
  todo: { page: 'todo.html', run: (on, part) => todo(on, 100 / part, FAST_MS) },
  human: { page: 'todo.html', run: (on, part) => todo(on, 10 / part, HUMAN_MS) },
  typing: { page: 'typing.html', run: typing },
  latency: { page: 'buttons.html', run: latency },
};
