// A backend with made-up data for `npm run dev` and the UI tests. In the page's address, `?empty` starts without
// recordings, `?refuse` refuses what can be refused, `?opening` never gets a recording opened, `?pace=N` sets the milliseconds
// between scripted events. `fake/voice.ts` says what it knows of the voice.
import type { Backend } from '../lib/backend';
import type { Live, Proof, RecordingState, Settings, Source } from '../lib/bindings';
import { allSteps, breakages, cards, proof, replay, view } from './data';
import { picture } from './scenes';
import * as voice from './voice';

const asked = new URLSearchParams(location.search);
const pace = Number(asked.get('pace') ?? 400);
const wait = () => new Promise<void>((done) => setTimeout(done, pace));

const removed = new Set<string>();
const titles = new Map<string, string>();
const used = new Map<string, string>();
const proofs = new Map<string, Proof>();
let list = asked.has('empty') ? [] : cards();
let settings: Settings = { recordingsDir: null, browser: null, recentRepos: ['/home/ada/shop'] };
let stopProof = false;
let stopView: ((why: Error) => void) | undefined;
let written = false;

// The running recording: a person who clicks through the steps, one by one, while it is recording.
let tell: (live: Live) => void = () => undefined;
let state: RecordingState = 'stopped';
let next = 0;
let notes = 0;
let clicking: ReturnType<typeof setInterval> | undefined;

function enter(entered: RecordingState): void {
  state = entered;
  tell({ type: 'state', state });
}

function clickOn(): void {
  const step = allSteps[next];
  if (state !== 'recording' || !step) return;
  tell({ type: 'step', step: { id: step.id, at: next * 4000, text: step.text } });
  next += 1;
}

function note(text: string, source: Source): void {
  notes += 1;
  const at = Math.max(0, next * 4000 - 1);
  tell({ type: 'note', utterance: { id: `u${notes}`, text, from: at, to: at, source } });
}

/** What the fake's ears tell. What is said while nothing is recorded is not noted. */
function hear(live: Live | { type: 'heard'; text: string }): void {
  if (live.type !== 'heard') tell(live);
  else if (state === 'recording') note(live.text, 'spoken');
}

function refuse(words: string): void {
  if (asked.has('refuse')) throw new Error(words);
}

async function hash(): Promise<string> {
  const { text } = view('', removed, undefined, null).file;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const backend: Backend = {
  async notes() {
    return asked.has('refuse') ? ['The index was damaged and has been made anew. No recording was lost.'] : [];
  },
  async recordings() {
    return list;
  },
  async startRecording(request, listener) {
    await wait();
    refuse('No Chromium, Chrome or Edge was found. Install one, or choose its program in Settings.');
    [tell, next, notes] = [listener, 0, 0];
    state = request.standby ? 'standby' : 'recording';
    tell({ type: 'ready', cdp: 'http://127.0.0.1:9222', path: '/home/ada/Saywright/new', state });
    clicking = setInterval(clickOn, pace * 4);
    if (request.voice) voice.listen(request.voice, hear);
  },
  async note(text) {
    note(text, 'typed');
  },
  async record() {
    enter('recording');
  },
  async pause() {
    enter('paused');
  },
  async undo() {
    next -= 1;
    tell({ type: 'stepRemoved', id: allSteps[next]?.id ?? '' });
  },
  async pick() {},
  async listen(asked) {
    voice.listen(asked, hear);
  },
  async stop() {
    clearInterval(clicking);
    voice.listen(null, hear);
    list = cards();
    tell({ type: 'saved', path: '/home/ada/Saywright/0', events: next * 3, steps: next, utterances: notes });
  },
  async cancelView() {
    stopView?.(new Error('It was stopped. Nothing was changed.'));
  },
  async view(path, listener) {
    if (asked.has('opening')) {
      listener({ what: 'steps', done: 7, of: 25 });
      await new Promise((_, refused) => (stopView = refused));
    }
    if (path === '/home/ada/Saywright/2' && !proofs.has(path)) {
      proofs.set(path, proof('weak', breakages.map((outcome, index) => ({ ...outcome, caught: index % 2 === 0 })), 3, await hash()));
    }
    refuse('recording.json is not there any more. The other files are untouched; put it back, or open another recording.');
    return view(path, removed, titles.get(path), proofs.get(path) ?? null, used);
  },
  async prove(request, listener) {
    stopProof = false;
    listener({ type: 'preparing', text: 'Installing Playwright 1.65.1 into Saywright’s own folder…' });
    await wait();
    refuse('Node was not found, and proving needs it. Install Node 20 or newer; everything recorded is kept.');
    listener({ type: 'planned', replays: request.runs, breakages: breakages.map((outcome) => outcome.breakage) });
    for (let run = 1; run <= request.runs && !stopProof; run += 1) {
      listener({ type: 'step', run, title: replay.steps[0]?.title ?? '' });
      await wait();
      listener({ type: 'replayed', run, replay });
    }
    let tried = 0;
    for (const outcome of breakages) {
      await wait();
      if (stopProof) break;
      tried += 1;
      listener({ type: 'broken', outcome });
    }
    const made = proof(stopProof ? 'unfinished' : 'proved', breakages.slice(0, tried), request.runs, await hash());
    proofs.set(request.path, made);
    return made;
  },
  async cancelProof() {
    stopProof = true;
  },
  async exportTest(request) {
    if (!request.repo.startsWith('/')) throw new Error(`There is no folder at ${request.repo}. Choose one that is there.`);
    written ||= !request.dryRun;
    const { file } = view(request.path, removed, undefined, null);
    const added = (path: string, text: string) => `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${text.split('\n').length - 1} @@\n${text.replace(/\n$/, '').replace(/^/gm, '+')}\n`;
    const config = `import { defineConfig } from '@playwright/test';\n\nexport default defineConfig({\n  testDir: './e2e',\n  use: { baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:4080' },\n});\n`;
    const already = written && request.dryRun;
    return {
      files: [
        { path: `${request.repo}/${file.path}`, change: already ? 'same' : 'create', text: file.text, diff: already ? '' : added(file.path, file.text) },
        { path: `${request.repo}/playwright.config.ts`, change: already ? 'same' : 'create', text: config, diff: already ? '' : added('playwright.config.ts', config) },
        { path: `${request.repo}/package.json`, change: 'same', text: '', diff: '' },
      ],
      written: !request.dryRun,
      next: ['npm install -D @playwright/test', `PASSWORD=… npx playwright test ${file.path}`],
    };
  },
  async narrateSound() {
    throw new Error('Nobody speaks in it.');
  },
  voiceStatus: voice.status,
  installVoice: voice.install,
  useVoice: voice.use,
  testVoice: voice.test,
  cancelVoice: voice.cancel,
  async rename(path, title) {
    titles.set(path, title);
  },
  async removeStep(_path, step) {
    removed.add(step);
  },
  async restoreStep(_path, step) {
    removed.delete(step);
  },
  async useLocator(_path, of, locator) {
    used.set(of, locator);
  },
  async doctor() {
    return [
      { part: 'Browser', ok: true, found: 'Chromium 156 at /usr/bin/chromium', fix: null },
      { part: 'Node', ok: !asked.has('refuse'), found: asked.has('refuse') ? 'not found' : 'v20.20.2 at /usr/bin/node', fix: asked.has('refuse') ? 'apt install nodejs npm' : null },
      { part: 'Playwright', ok: true, found: '1.65.1 in ~/.cache/saywright/prove', fix: null },
      { part: 'Speech', ok: true, found: await voice.diagnosis(), fix: null },
      { part: 'Recordings', ok: true, found: '~/Saywright, 7 recordings, 41 GB free', fix: null },
    ];
  },
  async settings() {
    return settings;
  },
  async setSettings(changed) {
    settings = changed;
  },
  async devices() {
    return ['Desktop Chrome', 'iPad Mini', 'iPhone 15', 'Pixel 7'];
  },

  async sampleShop() {
    await wait();
    return 'http://127.0.0.1:4080/';
  },
  async choose(what) {
    return what === 'folder' ? '/home/ada/chosen' : '/usr/bin/chromium';
  },
  async reveal() {},
  picture,
};
