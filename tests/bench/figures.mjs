// From runs to figures: medians over rounds, slowdowns, and the table that is printed. Measures nothing.

export function quantile(values, part) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}

export function median(values) {
  const there = values.filter((value) => typeof value === 'number' && !Number.isNaN(value));
  if (there.length === 0) return null;
  const sorted = there.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const MB = 1024 * 1024;
const KB = 1024;
const inMb = (bytes) => (bytes === null ? null : bytes / MB);
const NAMES = { plain: 'no recorder', saywright: 'Saywright', peer: 'Playwright codegen' };

/** Rows of the page phases. `slow`: a slowdown in % against no recorder is told beside it. */
const page = (phase, what) => [
  { phase, key: 'main', label: `main thread busy, ms a ${what}`, of: (run) => run.mainMs, slow: true },
  { phase, key: 'script', label: '  scripts of it', of: (run) => run.scriptMs },
  { phase, key: 'browser', label: `browser's processes, CPU ms a ${what}`, of: (run) => run.browserMs, slow: true },
  { phase, key: 'recorder', label: `recorder's process, CPU ms a ${what}`, of: (run) => run.recorderMs },
  { phase, key: 'besides', label: `its own window (Inspector), CPU ms a ${what}`, of: (run) => run.besidesMs },
  { phase, key: 'frame50', label: 'input to frame, median ms', of: (run) => run.frame50, slow: true },
  { phase, key: 'frame95', label: 'input to frame, p95 ms', of: (run) => run.frame95, slow: true },
];

const memory = (phase) => [
  { phase, key: 'heap', label: "page's JS heap at the end, MB", of: (run) => run.memory.heap / MB },
  { phase, key: 'rssRecorder', label: "recorder's process, RSS MB", of: (run) => inMb(run.memory.recorder) },
  { phase, key: 'rssBrowser', label: "browser's processes, RSS MB", of: (run) => inMb(run.memory.browser) },
  { phase, key: 'rssBesides', label: 'its own window (Inspector), RSS MB', of: (run) => inMb(run.memory.besides) },
];

const disk = (phase) => [
  { phase, key: 'steps', label: 'recorded steps', of: (run) => run.saved.steps, whole: true },
  { phase, key: 'disk', label: 'on disk, kB a step', of: (run) => run.saved.bytes.all / KB / run.saved.steps },
  { phase, key: 'pages', label: '  stored pages of it', of: (run) => run.saved.bytes.pages / KB / run.saved.steps },
  { phase, key: 'shots', label: '  screenshots of it', of: (run) => run.saved.bytes.shots / KB / run.saved.steps },
];

const sums = (kind, label) => ({ phase: 'todo', key: `sum-${kind}`, label, of: (run) => run.sums[kind], slow: true });

export const ROWS = [
  ...page('table', 'click'),
  ...memory('table'),
  ...disk('table'),
  ...page('todo', 'action'),
  { phase: 'todo', key: 'total', label: 'input to frame, sum of all actions, ms', of: (run) => run.total, slow: true },
  sums('type', '  letters'),
  sums('add', '  Enter'),
  sums('toggle', '  ticking'),
  sums('delete', '  deleting'),
  ...memory('todo'),
  ...disk('todo'),
  ...page('human', 'action'),
  ...disk('human'),
  ...page('typing', 'key'),
  { phase: 'latency', key: 'click50', label: 'click to recorded, p50 ms', of: (run) => run.click50 },
  { phase: 'latency', key: 'click99', label: 'click to recorded, p99 ms', of: (run) => run.click99 },
  { phase: 'latency', key: 'clickFirst', label: '  p50 of the first tenth', of: (run) => run.clickFirst },
  { phase: 'latency', key: 'clickLast', label: '  p50 of the last tenth', of: (run) => run.clickLast },
  { phase: 'latency', key: 'key50', label: 'key to recorded, p50 ms', of: (run) => run.key50 },
  { phase: 'latency', key: 'key99', label: 'key to recorded, p99 ms', of: (run) => run.key99 },
  { phase: 'latency', key: 'shown50', label: 'a click alone, to shown in its code, p50 ms', of: (run) => run.shown50 },
  { phase: 'latency', key: 'file50', label: 'a click alone, to its file, p50 ms', of: (run) => run.file50 },
  { phase: 'latency', key: 'file99', label: 'a click alone, to its file, p99 ms', of: (run) => run.file99 },
];

const TITLES = {
  table: (actions) => `Table of 10,000 rows, ${actions} clicks, in at most a minute`,
  todo: (actions) => `Todos typed, ticked, deleted, fast: ${actions} actions`,
  human: (actions) => `The same at a person's pace: ${actions} actions`,
  typing: (actions) => `Typing: ${actions} keys into a controlled field`,
  latency: (actions) => `Latency: ${actions} clicks on as many buttons, then keys into a field`,
};

/** What the figures mean, for whoever reads only the output. */
const LEGEND = `
main thread busy: processor time of the page's main thread (Performance.getMetrics, TaskDuration in thread ticks) from
  1 s before the first action to 1 s after the last, so with all that a recorder does when the page has come to rest.
input to frame: from the time stamp of pointerdown or keydown to a message posted in the next frame's callback.
click, key to recorded: from just before mouseReleased or keyDown is sent (driver's clock) to the line on standard
  output that says so. Press and release are sent at once, so work done at pressing is in it, as are the pipes between
  the programs. Saywright says so when the event is on disk; Playwright's recorder when its process has the action in
  memory: before it waits whether a click becomes a double click, and before it writes.
a click alone: nothing else comes that would hurry Playwright's recorder.
on disk: Saywright's folder holds the pages and screenshots that its checks and repairs need. Playwright keeps no
  evidence: its file is the code alone. It depends on the pace how many pages come to rest and are stored.`;

/** Medians over rounds: figures[phase][key][setup]. */
export function figures(runs) {
  const found = {};
  for (const { phase, key, of, slow } of ROWS) {
    const here = runs.filter((run) => run.phase === phase && run.figures);
    if (here.length === 0) continue;
    const row = {};
    for (const setup of Object.keys(NAMES)) {
      const value = median(here.filter((run) => run.setup === setup).map((run) => safely(of, run.figures)));
      if (value !== null) row[setup] = value;
    }
    if (slow && row.plain) {
      row.slowdown = {};
      for (const setup of ['saywright', 'peer']) {
        if (row[setup] !== undefined) row.slowdown[setup] = (row[setup] / row.plain - 1) * 100;
      }
    }
    (found[phase] ??= {})[key] = row;
  }
  return found;
}

/** A run without a recorder has no recording, and so on. */
function safely(of, run) {
  try {
    return of(run);
  } catch {
    return null;
  }
}

export function print(about, runs, all) {
  const lines = [`Saywright capture benchmark, ${about.date}`];
  lines.push(`${about.chromium} · ${about.saywright} · Playwright ${about.playwright}`);
  const rounds = `${about.rounds} round${about.rounds === 1 ? '' : 's'}`;
  lines.push(`${about.cores} cores (${about.cpu}), load ${about.load.join(' → ')}, ${rounds}; medians over rounds`);
  for (const [phase, rows] of Object.entries(all)) {
    const { actions } = runs.find((run) => run.phase === phase && run.figures).figures;
    lines.push('', TITLES[phase](actions), `${''.padEnd(46)}${columns((name) => name)}`);
    for (const { key, label, whole } of ROWS.filter((row) => row.phase === phase)) {
      const row = rows[key];
      if (!Object.keys(NAMES).some((setup) => row[setup])) continue;
      lines.push(`  ${label.padEnd(44)}${columns((_, setup) => shown(row, setup, whole))}`);
    }
  }
  for (const run of runs) {
    const where = `${run.phase}, round ${run.round}, ${NAMES[run.setup]}`;
    const same = runs.filter((other) => other.phase === run.phase);
    const most = Math.max(...same.map((other) => other.figures?.actions ?? 0));
    if (run.figures?.actions < most) lines.push('', `! ${where}: only ${run.figures.actions} of ${most} in time`);
    if (run.figures?.lost) lines.push('', `! ${where}: ${run.figures.lost} actions did not arrive`);
    for (const warning of run.figures?.saved.warnings ?? []) lines.push('', `! ${where}: ${warning}`);
  }
  return `${lines.join('\n')}\n${LEGEND}\n`;
}

const columns = (cell) =>
  Object.entries(NAMES).map(([setup, name]) => cell(name, setup).padStart(22)).join('');

function shown(row, setup, whole) {
  const value = row[setup];
  if (value === undefined) return '–';
  const text = whole ? String(value) : value.toFixed(value >= 1000 ? 0 : value >= 100 ? 1 : 2);
  const slower = row.slowdown?.[setup];
  if (slower === undefined) return text;
  // From ten times on, a factor is easier to read.
  if (slower >= 900) return `${text} (× ${(slower / 100 + 1).toFixed(0)})`;
  return `${text} (${slower < 0 ? '' : '+'}${slower.toFixed(slower >= 100 ? 0 : 1)} %)`;
}
