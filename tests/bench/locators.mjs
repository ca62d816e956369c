#!/usr/bin/env node
// Whether locators found on one version of an app find the same elements years later: ours, Playwright's generator's,
// @medv/finder's, and absolute XPath, in the same run. Then whether what is lost is found again, and what is gone is not.
//
//   node tests/bench/locators.mjs --pairs FOLDER [--saywright PATH] [--apps APP,…] [--json FILE]
//
// FOLDER has a folder for each app, with NAME.A.mhtml, NAME.B.mhtml and NAME.pairs.json: { pairs: [{ key, a, b }] },
// XPaths of the same element in both. Scores: survive (exactly one match, the right one), wrong (exactly one, another),
// ambiguous (several), missing (none). Healed: not survived, but found again by its fingerprint.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string' },
    saywright: { type: 'string', default: 'saywright' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    apps: { type: 'string' },
    json: { type: 'string' },
  },
});
if (!options.pairs) throw new Error('Name the folder of page pairs with --pairs FOLDER.');

const run = promisify(execFile);
const FINDER = readFileSync(createRequire(import.meta.url).resolve('@medv/finder'), 'utf8').replace(/^export /gm, '');
const folder = mkdtempSync(join(tmpdir(), 'saywright-locators-'));

/** What our program says; it ends badly when something is not found, and says what all the same. */
async function saywright(...args) {
  const { stdout } = await run(options.saywright, [...args, '--json'], { maxBuffer: 2 ** 30 }).catch((error) => error);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`saywright ${args.slice(0, 2).join(' ')} said ${stdout}`);
  }
}

async function open(browser, file) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** The one element at an XPath; nothing where there is none, or several. */
async function at(page, path) {
  const found = await page.locator(`xpath=${path}`).elementHandles();
  return found.length === 1 ? found[0] : undefined;
}

async function judge(page, locator, wanted) {
  if (!locator) return 'missing';
  try {
    const [count, index] = await locator(page).evaluateAll((found, wanted) => [found.length, found.indexOf(wanted)], wanted);
    return count === 0 ? 'missing' : count > 1 ? 'ambiguous' : index === 0 ? 'survive' : 'wrong';
  } catch (error) {
    if (/strict mode|Timeout/.test(error.message)) return 'ambiguous';
    throw error;
  }
}

const code = (text) => new Function('page', `return ${text};`);

/** Each peer's locator for an element, as a function of a page. */
const PEERS = {
  async playwright(page, path) {
    const found = await page.locator(`xpath=${path}`).normalize().catch(() => undefined);
    const selector = found?._selector;
    return selector && ((other) => other.locator(selector));
  },
  async finder(page, path, element) {
    const css = await element.evaluate((element, source) => {
      try {
        return new Function('element', `${source}\nreturn finder(element);`)(element);
      } catch {
        return null;
      }
    }, FINDER);
    return css && ((other) => other.locator(css));
  },
  async xpath(page, path) {
    return (other) => other.locator(`xpath=${path}`);
  },
};

async function state(browser, app, name) {
  const file = (side) => join(options.pairs, app, `${name}.${side}.mhtml`);
  const { pairs } = JSON.parse(readFileSync(join(options.pairs, app, `${name}.pairs.json`), 'utf8'));
  const [a, b] = [await open(browser, file('A')), await open(browser, file('B'))];
  const cases = [];
  for (const pair of pairs) {
    const [before, after] = [await at(a, pair.a), await at(b, pair.b)];
    if (before && after) cases.push({ app, name, ...pair, before, after });
  }
  if (cases.length === 0) return [];
  const targets = cases.flatMap((one) => ['--target', one.a]);
  const ours = await saywright('locate', file('A'), ...targets);
  for (const [index, one] of cases.entries()) {
    const found = ours.targets[index];
    one.code = found.locator ?? null;
    one.fingerprint = found.fingerprint;
    one.ours = await judge(b, found.locator && code(found.locator), one.after);
    one.ways = [];
    for (const { locator, fails, wrong, of } of [found, ...(found.alternatives ?? [])]) {
      if (locator) one.ways.push({ locator, fails, wrong, of, found: await judge(b, code(locator), one.after) });
    }
    for (const [peer, locate] of Object.entries(PEERS)) {
      const locator = await locate(a, one.a, one.before);
      one[peer] = await judge(b, locator, one.after);
      if (peer === 'playwright') one.theirs = locator && String(locator(a));
    }
  }
  await refound(cases, b, file('B'), 'again');
  // Every other element is taken away: none is found in its place, and the others still are.
  const gone = cases.filter((_, index) => index % 2 === 0);
  for (const { after } of gone) await after.evaluate((element) => element.remove());
  const session = await b.context().newCDPSession(b);
  const { data } = await session.send('Page.captureSnapshot', { format: 'mhtml' });
  const without = join(folder, 'without.mhtml');
  writeFileSync(without, data);
  const left = await open(browser, without);
  await refound(cases, left, without, 'left', (one) => !gone.includes(one));
  for (const one of gone) one.gone = one.left === 'missing' ? 'right' : 'wrong';
  for (const page of [a, b, left]) await page.close();
  return cases.map(({ before, after, fingerprint, ...rest }) => rest);
}

/** Where the fingerprints are found on a page: right, wrong or missing. */
async function refound(cases, page, file, as, isThere = () => true) {
  const fingerprints = join(folder, 'fingerprints.json');
  writeFileSync(fingerprints, JSON.stringify(cases.map((one) => one.fingerprint)));
  const { targets } = await saywright('refind', file, '--fingerprint', fingerprints);
  for (const [index, one] of cases.entries()) {
    const { xpath, why, likeness } = targets[index];
    const wanted = as === 'again' ? one.after : undefined;
    const found = xpath ? await at(page, xpath) : undefined;
    one[as] = !xpath ? 'missing' : wanted ? (await found?.evaluate((one, other) => one === other, wanted)) ? 'right' : 'wrong' : 'found';
    one[`${as}Why`] = `${likeness} ${why ?? ''} ${xpath ?? ''}`;
    if (!isThere(one) && xpath) one[as] = 'wrong';
  }
}

const percent = (part, all) => (all === 0 ? '–' : ((100 * part) / all).toFixed(1));

function print(cases) {
  const apps = [...new Set(cases.map(({ app }) => app))];
  const columns = ['survive', 'wrong', 'ambiguous', 'missing'];
  const tools = ['ours', ...Object.keys(PEERS)];
  const line = (first, cells) => console.log(first.padEnd(26) + cells.map((cell) => String(cell).padStart(10)).join(''));
  line('percent', ['pairs', ...columns, 'healed', 'misheal', 'heal|live', 'gone ok']);
  const macro = {};
  for (const app of apps) {
    const own = cases.filter((one) => one.app === app);
    for (const tool of tools) {
      const share = columns.map((column) => (100 * own.filter((one) => one[tool] === column).length) / own.length);
      (macro[tool] ??= []).push(share);
      const cells = share.map((value) => value.toFixed(1));
      if (tool === 'ours') {
        const lost = own.filter((one) => one.ours !== 'survive');
        const gone = own.filter((one) => one.gone);
        const healing = [
          lost.filter((one) => one.again === 'right').length, lost.filter((one) => one.again === 'wrong').length,
        ];
        const live = own.filter((one) => one.again === 'right').length;
        cells.push(...healing.map((count) => percent(count, own.length)), percent(live, own.length));
        cells.push(percent(gone.filter((one) => one.gone === 'right').length, gone.length));
        const better = [share[0] + (100 * healing[0]) / own.length, (100 * healing[1]) / own.length];
        (macro.healed ??= []).push([...better, (100 * gone.filter((one) => one.gone !== 'right').length) / gone.length]);
      }
      line(`${app} ${tool}`, [own.length, ...cells]);
    }
  }
  const mean = (list) => list[0].map((_, at) => list.reduce((sum, one) => sum + one[at], 0) / list.length);
  for (const tool of tools) line(`macro ${tool}`, ['', ...mean(macro[tool]).map((value) => value.toFixed(1))]);
  const [healed, misheal, gone] = mean(macro.healed);
  console.log(`macro: survive or healed ${healed.toFixed(1)}, wrongly healed ${misheal.toFixed(1)}, found though gone ${gone.toFixed(1)}`);
}

const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
try {
  const all = [];
  const wanted = options.apps?.split(',');
  for (const app of readdirSync(options.pairs, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name)) {
    if (wanted && !wanted.includes(app)) continue;
    const names = readdirSync(resolve(options.pairs, app)).filter((file) => file.endsWith('.pairs.json'));
    for (const name of names.map((file) => file.replace('.pairs.json', ''))) {
      process.stderr.write(`${app} ${name}\n`);
      all.push(...(await state(browser, app, name).catch((error) => (console.error(`${app} ${name}: ${error.message}`), []))));
      if (options.json) writeFileSync(options.json, JSON.stringify(all, null, 1));
    }
  }
  print(all);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
