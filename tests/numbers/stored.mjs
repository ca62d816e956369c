// Whether a large page that is stored part by part is what it is when all of it is gone through.
//   node stored.mjs [--seed 1] [--rounds 60] [--chromium PATH]
// In each round a page of some four thousand elements, or five hundred, is changed several times, at random, as pages and persons do, and
// stored after each change; then it is stored anew. Prints one line of figures; ends with an error where they differ.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { Hands } from '../every-kind/hands.mjs';

/** By name: how many rows the page has, and its styles. Of a small page also what moods show is looked at, though not
 * within what is hidden. */
const PAGES = {
  within: [300, '.off, [data-off] .inner { display: none }'],
  beside: [300, '.off { visibility: hidden } .shut + tr, tr:first-child .last { display: none }'],
  page: [300, 'body:has(.shut) .last { display: none } .off { display: none }'],
  small: [40, `.off, [data-off] .inner { display: none } .shut b::after { content: "shut" }
    tr:not(.off):focus-within > .last { visibility: hidden } input:checked + i, tr:has(:checked) b { display: none }`],
};

/** In the page. Gives what differed. */
async function rounds(seed, count, rows, styles) {
  let state = seed;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const one = (list) => list[below(list.length)];
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = styles;
  const body = document.querySelector('tbody');
  const row = (number) => {
    const made = document.createElement('tr');
    made.innerHTML = `<td>${number}</td><td><button>Order <b>${number}</b></button></td>
      <td class="inner"><input value="${number}"><input type="checkbox"><i>i</i></td>
      <td class="last"><span>open</span><select><option>a<option>b</select></td>`;
    return made;
  };
  for (let number = 0; number < rows; number++) body.append(row(number));
  const any = (selector) => one([...document.querySelectorAll(selector)]);
  const extra = new CSSStyleSheet();
  let made = 1000;
  const changes = {
    add: () => body.insertBefore(row(made++), any('tr')),
    remove: () => any('tr').remove(),
    move: () => body.append(any('tr')),
    text: () => (any('b').firstChild.data = `x${made++}`),
    rewrite: () => (any('span').textContent = `y${made++}`),
    hide: () => any('tr, td, span, button').classList.toggle('off'),
    shut: () => any('tr').classList.toggle('shut'),
    around: () => any('tbody, main, body').toggleAttribute('data-off'),
    inline: () => (any('td').style.display = one(['none', ''])),
    inherit: () => (any('tr').style.visibility = one(['hidden', ''])),
    value: () => (any('input:not([type])').value = `z${made++}`),
    focus: () => any('button, input').focus(),
    outermost: () => document.documentElement.toggleAttribute('data-off'),
    away() {
      const gone = any('tr');
      gone.remove();
      setTimeout(() => {
        gone.querySelector('b').firstChild.data = `away ${made++}`;
        body.append(gone);
      });
    },
    tick: () => (any('[type=checkbox]').checked = one([true, false])),
    choose: () => (any('select').selectedIndex = below(2)),
    shadow() {
      const host = any('td').appendChild(document.createElement('div'));
      host.attachShadow({ mode: 'open' }).innerHTML = '<p>deep <i>down</i></p><slot></slot>';
    },
    deep() {
      const host = [...document.querySelectorAll('td > div')].find(({ shadowRoot }) => shadowRoot);
      if (host) host.shadowRoot.firstChild.textContent = `deep ${made++}`;
    },
    upgrade() {
      any('td').appendChild(document.createElement(`late-${made}`)).innerHTML = '<i>slotted</i>';
      const name = `late-${made++}`;
      setTimeout(() => customElements.define(name, class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<b>late</b>'; }
      }));
    },
    sheet: () => (document.adoptedStyleSheets = one([[], [extra]])),
    rule: () => extra.insertRule(one(['tr:nth-child(3) { display: none }', '.inner { visibility: hidden }'])),
    relabel: () => any('td').setAttribute('aria-label', `label ${made++}`),
    secret: () => stored.remember(any('#secret'), one(['Order', 'slotted', 'Correct-horse'])),
    again: () => (style.textContent = one([styles, `${styles} .inner { display: none }`])),
  };
  const names = Object.keys(changes);
  stored.watch();
  const store = (anew) => {
    const { text, off } = stored.serialize(document, anew);
    return { text: stored.textOf(text), pieces: text, off: off.size, elements: text.elements };
  };
  /** Whether what is told of a page completes the one before. */
  const completes = (before, now) => {
    const { head, tail } = stored.common(before.pieces, now.pieces);
    const between = stored.between(now.pieces, head, now.pieces.length - tail);
    return before.text.slice(0, head) + between + before.text.slice(before.text.length - tail) === now.text;
  };
  let kept = store();
  const differences = [];
  const times = { kept: 0, anew: 0 };
  for (let round = 0; round < count; round++) {
    const done = [];
    for (let left = 1 + below(6); left > 0; left--) {
      const name = one(names);
      done.push(name);
      changes[name]();
      await new Promise((resolve) => setTimeout(resolve, 2));
      const begun = performance.now();
      const { text } = stored.serialize(document);
      stored.common(kept.pieces, text);
      times.kept = performance.now() - begun;
      const now = store();
      if (now.pieces.length !== now.text.length) differences.push(`${done}: a length`);
      if (!completes(kept, now)) differences.push(`${done}: what is told`);
      kept = now;
    }
    const begun = performance.now();
    const anew = store(true);
    times.anew = performance.now() - begun;
    const same = stored.common(kept.pieces, anew.pieces).head === anew.text.length;
    const at = [...anew.text].findIndex((letter, index) => letter !== kept.text[index]);
    if (anew.text !== kept.text) {
      differences.push(`${done}: ${anew.text.slice(at - 60, at + 60)} | ${kept.text.slice(at - 60, at + 60)}`);
    } else if (!same) differences.push(`${done}: compared piece by piece`);
    else if (anew.elements !== kept.elements || anew.off !== kept.off) {
      differences.push(`${done}: ${anew.elements} ${kept.elements}, ${anew.off} ${kept.off}`);
    }
  }
  return { differences, elements: document.getElementsByTagName('*').length, times };
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '60' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    // What the other scripts here need.
    saywright: { type: 'string' },
  },
});
const from = (name) => JSON.stringify(fileURLToPath(new URL(`../../recorder/src/${name}`, import.meta.url)));
const entry = `import { serialize } from ${from('serialize')}; import { watch } from ${from('watch')};
  import { remember } from ${from('secrets')}; import { between, common, textOf } from ${from('pieces')};
  globalThis.stored = { serialize, watch, remember, between, common, textOf };`;
const { outputFiles } = await build({
  stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true, write: false, format: 'iife', target: 'chrome120',
});

const home = mkdtempSync(join(tmpdir(), 'saywright-stored-'));
const page = 'data:text/html,<!doctype html><main><input id=secret type=password><table><tbody></table></main>';
const switches = ['headless=new', 'no-sandbox', 'remote-debugging-port=0', `user-data-dir=${home}`, 'no-first-run'];
const browser = spawn(values.chromium, [...switches.map((one) => `--${one}`), page], { stdio: 'ignore' });
const ended = once(browser, 'exit');
try {
  const [port] = await (async () => {
    for (let tries = 0; ; tries++) {
      try {
        return readFileSync(join(home, 'DevToolsActivePort'), 'utf8').trim().split('\n');
      } catch (error) {
        if (tries > 300) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  })();
  let ok = true;
  for (const [name, [rows, styles]] of Object.entries(PAGES)) {
    const hands = await Hands.open(`http://127.0.0.1:${port}`);
    await hands.send('Page.reload');
    await hands.until(() => hands.evaluate("document.readyState === 'complete' && !document.querySelector('tr')"), 'the page');
    const expression = `${outputFiles[0].text}; (${rounds})(${values.seed}, ${values.rounds}, ${rows}, ${JSON.stringify(styles)})`;
    const { result, exceptionDetails } = await hands.send('Runtime.evaluate', {
      expression, returnByValue: true, awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception.description);
    const { differences, ...figures } = result.value;
    console.log(JSON.stringify({ page: name, rounds: Number(values.rounds), differ: differences.length, ...figures }));
    for (const one of differences.slice(0, 5)) console.error(one);
    ok &&= differences.length === 0;
    hands.devtools.close();
  }
  if (!ok) process.exitCode = 1;
} finally {
  browser.kill();
  await ended;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
