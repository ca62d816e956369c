#!/usr/bin/env node
// How well Saywright understands narration: lays each session of `sessions/` over its flow's recording, has Saywright
// read it, and compares with the labels. README.md describes the sessions and the figures.
//   node tests/corpus/narration.mjs --saywright PATH [--half tuning|held] [--only FLOW] [--jitter SECONDS]
//                                   [--json FILE] [--verbose] [--lint]
// `--verbose` lists what went wrong, of the tuning half alone: who has seen the held one can't measure by it.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { placed, wants } from './judge.mjs';
import { lint } from './lint.mjs';
import { Pages } from './pages.mjs';
import { flows, lay, sessions } from './sessions.mjs';

const run = promisify(execFile);
const MOST = 1 << 28;

const { values: options } = parseArgs({
  options: {
    saywright: { type: 'string', default: 'saywright' },
    half: { type: 'string' },
    only: { type: 'string' },
    jitter: { type: 'string', default: '0' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    lint: { type: 'boolean', default: false },
  },
});

async function main() {
  if (options.verbose && options.half === 'held') throw new Error('What goes wrong in the held half is not shown.');
  const all = await flows();
  const chosen = sessions().filter(({ flow, name }) => {
    if (!all.has(flow)) throw new Error(`sessions/${name}.json: there is no recording of a flow “${flow}”`);
    return (!options.half || all.get(flow).half === options.half) && (!options.only || flow === options.only);
  });
  const home = mkdtempSync(join(tmpdir(), 'saywright-corpus-'));
  const pages = await Pages.open();
  try {
    if (options.lint) return await lintAll(chosen, all, pages);
    const results = [];
    // By flow, so that a recording's pages are opened once.
    for (const session of chosen.toSorted((a, b) => a.flow.localeCompare(b.flow))) {
      if (results.at(-1) && results.at(-1).flow !== session.flow) await pages.forget();
      results.push(await measure(session, all.get(session.flow), home, pages));
    }
    tell(results);
  } finally {
    await pages.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function lintAll(chosen, all, pages) {
  let many = 0;
  for (const session of chosen) {
    const wrong = await lint(session, all.get(session.flow), pages);
    for (const one of wrong) console.log(`${session.name}: ${one}`);
    many += wrong.length;
  }
  console.log(`${chosen.length} sessions, ${many} faults`);
  if (many) process.exitCode = 1;
}

async function show(folder, what, home) {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folders = { XDG_CACHE_HOME: cache, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') };
  const args = ['show', folder, what, '--json'];
  const env = { ...process.env, HOME: home, ...folders };
  const { stdout } = await run(options.saywright, args, { env, maxBuffer: MOST });
  return JSON.parse(stdout);
}

/** What one session adds to the figures. */
async function measure(session, flow, home, pages) {
  const folder = join(home, session.name);
  mkdirSync(folder);
  lay(session, flow, folder, Number(options.jitter));
  const [{ said }, plan] = await Promise.all([show(folder, 'steps', home), show(folder, 'plan', home)]);
  rmSync(folder, { recursive: true });
  const checks = plan.groups.flatMap(({ lines }) => lines).filter(({ line }) => line === 'check');
  const sums = { sentences: 0, step: 0, exact: 0, class: 0, labels: 0, grounded: 0, checks: checks.length, wrong: 0 };
  const spoken = new Set(session.sentences.flatMap(({ about }) => (Array.isArray(about) ? about : [])));
  const faults = [];
  for (const [at, sentence] of session.sentences.entries()) {
    const id = `u${at + 1}`;
    const { attached, class: kind } = said.find(({ utterance }) => utterance === id);
    const made = checks.filter(({ utterance }) => utterance === id);
    const place = placed(sentence, attached, flow, spoken);
    const { met, unwanted } = await compare(sentence, made, flow, pages);
    const labels = (sentence.checks ?? []).filter(({ optional }) => !optional);
    sums.sentences += 1;
    sums.step += place.right;
    sums.exact += place.exact;
    sums.class += kind === sentence.class ? 1 : 0;
    sums.labels += labels.length;
    sums.grounded += labels.filter((label) => met.has(label)).length;
    sums.wrong += unwanted.length;
    const missed = labels.filter((label) => !met.has(label));
    if (place.right === 1 && kind === sentence.class && !missed.length && !unwanted.length) continue;
    const got = named(attached, flow);
    faults.push({ session: session.name, sentence, place: place.right, attached: got, kind, missed, unwanted });
  }
  return { flow: session.flow, style: session.style, half: flow.half, sums, faults };
}

/** Which labels are met, and which checks nobody wanted. */
async function compare(sentence, made, flow, pages) {
  const met = new Set();
  const unwanted = [];
  for (const check of made) {
    let wanted = false;
    for (const label of sentence.checks ?? []) {
      if (!(await wants(label, check, sentence, flow, pages))) continue;
      met.add(label);
      wanted = true;
    }
    if (!wanted) unwanted.push(check);
  }
  return { met, unwanted };
}

function named(attached, flow) {
  const number = (id) => flow.steps.find((step) => step.id === id)?.step ?? 0;
  if (attached.to === 'nothing') return 'nothing';
  return JSON.stringify(attached.to === 'steps' ? attached.steps.map(number) : { after: number(attached.step) });
}

function figures(results) {
  const sum = (name) => results.reduce((so, { sums }) => so + sums[name], 0);
  const share = (part, whole) => (sum(whole) ? Number(((100 * sum(part)) / sum(whole)).toFixed(1)) : null);
  return {
    sentences: sum('sentences'),
    stepRight: share('step', 'sentences'),
    stepExact: share('exact', 'sentences'),
    classRight: share('class', 'sentences'),
    labels: sum('labels'),
    grounded: share('grounded', 'labels'),
    checks: sum('checks'),
    wrong: share('wrong', 'checks'),
  };
}

/** What is no percentage. */
const NUMBERS = ['sentences', 'labels', 'checks'];
const HEADS = ['sentences', 'step right', 'step exact', 'class right', 'labelled', 'grounded', 'checks made', 'wrong'];

function tell(results) {
  const rows = {};
  for (const half of ['tuning', 'held']) {
    const of = results.filter((one) => one.half === half);
    for (const style of [...new Set(of.map((one) => one.style))].sort()) {
      rows[`${half}, ${style}`] = figures(of.filter((one) => one.style === style));
    }
    if (of.length) rows[`${half}, all`] = figures(of);
  }
  rows.all = figures(results);
  const cell = (value, percent) => `${value === null ? '–' : percent ? `${value.toFixed(1)}%` : value}`.padStart(13);
  console.log(`${''.padEnd(22)}${HEADS.map((head) => head.padStart(13)).join('')}`);
  for (const [name, row] of Object.entries(rows)) {
    const cells = Object.entries(row).map(([key, value]) => cell(value, !NUMBERS.includes(key)));
    console.log(`${name.padEnd(22)}${cells.join('')}`);
  }
  const faults = results.filter(({ half }) => half === 'tuning').flatMap((one) => one.faults);
  if (options.verbose) for (const fault of faults) console.log(inWords(fault));
  const told = { jitter: Number(options.jitter), figures: rows, faults };
  if (options.json) writeFileSync(options.json, `${JSON.stringify(told, null, 2)}\n`);
}

function inWords({ session, sentence, place, attached, kind, missed, unwanted }) {
  const lines = [`\n${session}: “${sentence.text}”`];
  if (place < 1) lines.push(`  step: wanted ${JSON.stringify(sentence.about)}, got ${attached}`);
  if (kind !== sentence.class) lines.push(`  class: wanted ${sentence.class}, got ${kind}`);
  for (const { kind: wanted, on, value } of missed) {
    lines.push(`  not checked: ${wanted} of ${on ?? 'the page'}${value === undefined ? '' : `: ${value}`}`);
  }
  for (const { expectation, locator } of unwanted) {
    lines.push(`  not wanted: ${JSON.stringify(expectation)} of ${JSON.stringify(locator?.locator ?? 'the page')}`);
  }
  return lines.join('\n');
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
