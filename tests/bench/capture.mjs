#!/usr/bin/env node
// What recording costs, side by side: the same headless Chromium doing the same real input on the same pages with no
// recorder, with Saywright, and with Playwright codegen's recorder, one after the other in each round so that noise of
// the machine hits all alike. Prints figures; judges none.
//
//   node tests/bench/capture.mjs [--saywright PATH] [--rounds N] [--quick] [--only PHASE[,PHASE]] [--json FILE]

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Tab } from './cdp.mjs';
import { figures, print } from './figures.mjs';
import { PHASES } from './phases.mjs';
import { SETUPS, killAll, start } from './setups.mjs';

const HELP = `What recording costs: page slowdown, latency, memory, disk. Linux only.

  --saywright PATH   the program [default: saywright on the PATH]; a release build, for figures that count
  --chromium PATH    the browser [default: /usr/bin/chromium]
  --rounds N         [default: 5; all phases take some 11 minutes a round]
  --quick            one round, a tenth of the actions: does it work?
  --only PHASES      of ${Object.keys(PHASES).join(', ')}; separated by commas
  --setups SETUPS    of ${Object.keys(SETUPS).join(', ')}; separated by commas
  --json FILE        all figures, of each round as well
`;

const { values: options } = parseArgs({
  options: {
    saywright: { type: 'string', default: 'saywright' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(PHASES).join(',') },
    setups: { type: 'string', default: Object.keys(SETUPS).join(',') },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'saywright-bench-'));
// Whatever happens, no browser stays behind.
process.on('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

async function main() {
  if (options.help) return process.stdout.write(HELP);
  const phases = chosen(options.only, PHASES);
  const setups = chosen(options.setups, SETUPS);
  const rounds = options.quick ? 1 : Number(options.rounds);
  const load = [loadavg()[0].toFixed(1)];
  const about = versions(setups);
  const site = await serve();
  const runs = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const phase of phases) {
      for (const setup of setups) {
        process.stderr.write(`round ${round} of ${rounds}: ${phase}, ${setup}\n`);
        runs.push({ round, phase, setup, figures: await run({ site, phase, setup, round }) });
      }
    }
  }
  load.push(loadavg()[0].toFixed(1));
  Object.assign(about, { rounds, quick: options.quick, load });
  const all = figures(runs);
  process.stdout.write(print(about, runs, all));
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ about, figures: all, runs }, null, 2)}\n`);
}

/** One phase with one set-up, in a browser of its own. */
async function run({ site, phase, setup: name, round }) {
  const url = `${site}/${PHASES[phase].page}`;
  const own = join(folder, `${round}-${phase}-${name}`);
  // Nothing to measure: without a recorder nothing is recorded.
  if (phase === 'latency' && name === 'plain') return null;
  const setup = await start(name, { folder: own, url, options });
  const tab = await Tab.attach(setup.devtools, url);
  await tab.until(`document.readyState === 'complete'`, 'the page loads');
  const found = await PHASES[phase].run({ tab, setup }, options.quick ? 10 : 1);
  tab.close();
  const saved = await setup.stop();
  rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  return { ...found, saved };
}

function chosen(names, all) {
  const list = names.split(',');
  const unknown = list.find((name) => !(name in all));
  if (unknown !== undefined) throw new Error(`“${unknown}” is none of ${Object.keys(all).join(', ')}`);
  return list;
}

function versions(setups) {
  const build = /\/(debug|release)\//.exec(options.saywright)?.[1];
  const saywright = setups.includes('saywright') ? said('saywright', options.saywright) : 'without Saywright';
  return {
    date: new Date().toISOString(),
    chromium: said('chromium', options.chromium),
    saywright: `${saywright}${build ? ` (${build} build)` : ''}`,
    playwright: createRequire(import.meta.url)('playwright-core/package.json').version,
    node: process.version,
    cores: cpus().length,
    cpu: cpus()[0].model,
  };
}

/** What a program says its version is. */
function said(option, program) {
  try {
    return execFileSync(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
  } catch (error) {
    throw new Error(`${program} does not run (${error.code ?? error.status}). Name it with --${option} PATH.`);
  }
}

/** The pages, over HTTP as they would be in life. */
async function serve() {
  const types = { html: 'text/html; charset=utf-8', js: 'text/javascript' };
  const server = createServer((request, response) => {
    const name = /^\/([a-z]+\.(html|js))$/.exec(request.url);
    if (!name) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[name[2]], 'cache-control': 'no-store' });
    response.end(readFileSync(new URL(`pages/${name[1]}`, import.meta.url)));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`capture: ${error.message}\n`);
    process.exit(1);
  },
);
