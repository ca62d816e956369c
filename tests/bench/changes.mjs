#!/usr/bin/env node
// Whether locators still find their elements when a page is changed, one change at a time: ours beside the one that
// Playwright's generator makes. The changes are those of the experiment that ours are chosen by, with other random
// numbers than it uses.
//
//   node tests/bench/changes.mjs --pages FOLDER|--pairs FOLDER [--saywright PATH] [--targets N] [--seed N] [--json FILE]
//
// --pages: the folder is gone through for *.mhtml and *.html; of each page N elements that a person can act on are taken.
// --pairs: a folder as locators.mjs takes it; of each page A as many of the elements that the pairs name.

import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string' },
    pairs: { type: 'string' },
    saywright: { type: 'string', default: 'saywright' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    targets: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const folder = options.pages ?? options.pairs;
if (!folder) throw new Error('Name a folder of saved pages with --pages FOLDER, or of pairs with --pairs FOLDER.');

const run = promisify(execFile);
const source = fileURLToPath(new URL('../../recorder/src/mutations.ts', import.meta.url));
const { outputFiles } = await build({
  stdin: { contents: `export { MUTATIONS } from ${JSON.stringify(source)};`, resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true, write: false, format: 'iife', globalName: 'changes', target: 'chrome120',
});

/** In the page: numbers all elements, and gives XPaths of some: of those named, else of those that a person can act on. */
function choose([many, seed, named]) {
  const all = [...document.querySelectorAll('*')];
  all.forEach((element, index) => element.setAttribute('data-sw', String(index + 1 + seed * 100_000)));
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=menuitem]';
  const at = (path) => document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  const shown = named
    ? named.map(at).filter(Boolean)
    : all.filter((one) => one.matches(can) && one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length);
  const path = (element) => {
    const steps = [];
    for (let at = element; at; at = at.parentElement) {
      const alike = at.parentElement ? [...at.parentElement.children].filter((one) => one.localName === at.localName) : [at];
      steps.unshift(`${at.localName}[${alike.indexOf(at) + 1}]`);
    }
    return `/${steps.join('/')}`;
  };
  const step = Math.max(1, Math.floor(shown.length / many));
  return shown.filter((_, index) => index % step === seed % step).slice(0, many).map((one) => ({
    path: path(one), number: Number(one.getAttribute('data-sw')),
  }));
}

/** In the page: shows a changed copy of it; nothing for none. */
function change([name, numbers, source]) {
  const { MUTATIONS } = new Function(`${source}; return changes;`)();
  globalThis.before ??= document.documentElement;
  document.documentElement.replaceWith(globalThis.before);
  if (!name) return Object.keys(MUTATIONS);
  const root = globalThis.before.cloneNode(true);
  globalThis.before.replaceWith(root);
  const elements = [root, ...root.querySelectorAll('*')];
  const targets = elements.filter((one) => numbers.includes(Number(one.getAttribute('data-sw'))));
  MUTATIONS[name]({ root, elements, targets });
}

async function judge(page, locator, number) {
  if (!locator) return 'missing';
  const found = await locator(page).evaluateAll((found) => found.map((one) => Number(one.getAttribute('data-sw')))).catch(() => [0, 0]);
  return found.length === 0 ? 'missing' : found.length > 1 ? 'ambiguous' : found[0] === number ? 'survive' : 'wrong';
}

async function onPage(browser, file) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const named = options.pairs && JSON.parse(readFileSync(file.replace('.A.mhtml', '.pairs.json'), 'utf8')).pairs.map(({ a }) => a);
  const targets = await page.evaluate(choose, [Number(options.targets), Number(options.seed), named]);
  if (targets.length === 0) return page.close().then(() => []);
  const asked = targets.flatMap(({ path }) => ['--target', path]);
  const { stdout } = await run(options.saywright, ['locate', file, ...asked, '--json'], { maxBuffer: 2 ** 28 }).catch((error) => error);
  const ours = JSON.parse(stdout).targets;
  for (const [index, target] of targets.entries()) {
    const { locator } = ours[index];
    const theirs = await page.locator(`xpath=${target.path}`).normalize().catch(() => undefined);
    target.ours = locator && new Function('page', `return ${locator};`);
    target.code = locator;
    target.playwright = theirs && ((other) => other.locator(theirs._selector));
  }
  const cases = [];
  const numbers = targets.map(({ number }) => number);
  const source = outputFiles[0].text;
  for (const name of await page.evaluate(change, [null, numbers, source])) {
    await page.evaluate(change, [name, numbers, source]);
    for (const { number, code, ...tools } of targets) {
      const one = { file, change: name, code };
      for (const tool of ['ours', 'playwright']) one[tool] = await judge(page, tools[tool], number);
      cases.push(one);
    }
  }
  await page.close();
  return cases;
}

function print(cases) {
  const line = (first, cells) => console.log(first.padEnd(24) + cells.map((cell) => String(cell).padStart(12)).join(''));
  line(`${cases.length} cases, percent`, ['ours', 'wrong', 'Playwright', 'wrong']);
  const share = (own, tool, score) => ((100 * own.filter((one) => one[tool] === score).length) / own.length).toFixed(1);
  const row = (name, own) => line(name, ['ours', 'playwright'].flatMap((tool) => [share(own, tool, 'survive'), share(own, tool, 'wrong')]));
  for (const name of new Set(cases.map((one) => one.change))) row(name, cases.filter((one) => one.change === name));
  row('all', cases);
}

const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
try {
  const all = [];
  const wanted = options.pairs ? /\.A\.mhtml$/ : /\.(mhtml|html)$/;
  const files = readdirSync(folder, { recursive: true }).filter((file) => wanted.test(file));
  for (const file of files.sort()) {
    process.stderr.write(`${file}\n`);
    all.push(...(await onPage(browser, join(folder, file))));
  }
  print(all);
  if (options.json) writeFileSync(options.json, JSON.stringify(all, null, 1));
} finally {
  await browser.close();
}
