// Trees of processes, as Linux tells them in /proc: who belongs to whom, memory, processor time, and their end.

import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

/** A process and all below it. */
export function tree(root) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name in brackets may itself hold brackets and spaces.
    const [, parent] = read(`/proc/${name}/stat`).split(') ').at(-1).split(' ');
    if (parent) parents.set(Number(name), Number(parent));
  }
  const found = [root];
  for (const at of found) {
    for (const [pid, parent] of parents) if (parent === at) found.push(pid);
  }
  return found.filter((pid) => parents.has(pid));
}

/** Resident memory in bytes. */
export const resident = (pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

/** Processor time so far, in ms. */
export function processorTime(pid) {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS) * 1000;
}

export const commandLine = (pid) => read(`/proc/${pid}/cmdline`).split('\0');

/** The processes of a set-up by whose they are: the recorder itself, the browser that it records, and anything else
 * (the window in which Playwright shows its code is a second browser). */
export function roles(root, port, isRecorder) {
  const all = tree(root);
  const main = all.find((pid) => {
    const words = commandLine(pid);
    return words.includes(`--remote-debugging-port=${port}`) && !words.some((word) => word.startsWith('--type='));
  });
  const browser = main === undefined ? [] : tree(main);
  const recorder = isRecorder ? [root] : [];
  const besides = all.filter((pid) => !browser.includes(pid) && !recorder.includes(pid));
  return { recorder, browser, besides };
}

export function kill(root) {
  for (const pid of tree(root)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
