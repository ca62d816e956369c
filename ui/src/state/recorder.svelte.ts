// A running recording as the window shows it: its state, its clock, and what was said and done so far. The truth is on
// disk; this only listens.
import type { Backend } from '../lib/backend';
import type { Live, Pick, RecordingState, RecordRequest } from '../lib/bindings';
import { strings } from '../lib/strings';
import type { Attempt } from './saywright.svelte';

export type Phase = 'starting' | 'stopping' | RecordingState;

export interface Entry {
  kind: 'step' | 'note';
  id: string;
  at: number;
  text: string;
}

export class Recorder {
  phase = $state<Phase>('stopped');
  entries = $state<Entry[]>([]);
  warnings = $state<string[]>([]);
  /** The last thing recorded, for screen readers. */
  spoken = $state('');
  draft = $state('');
  elapsedMs = $state(0);
  url = $state('');
  /** Whether the browser ran before: it may ask its user for leave. */
  attached = $state(false);
  /** What the element that is clicked next is wanted for. */
  picking = $state<Pick | null>(null);

  readonly running = $derived(this.phase === 'recording' || this.phase === 'paused');
  readonly stepCount = $derived(this.entries.filter((entry) => entry.kind === 'step').length);

  private ticking: ReturnType<typeof setInterval> | undefined;
  private tickedAt = 0;

  constructor(
    private readonly backend: Backend,
    private readonly attempt: Attempt,
    private readonly saved: (path: string) => void,
  ) {}

  async start(request: RecordRequest): Promise<boolean> {
    const [url, attached] = [request.url ?? '', Boolean(request.attach)];
    Object.assign(this, { phase: 'starting', entries: [], warnings: [], spoken: '', draft: '', elapsedMs: 0, url, attached, picking: null });
    const started = this.backend.startRecording(request, (live) => this.hear(live));
    const opened = await this.attempt(started.then(() => true));
    if (!opened) this.enter('stopped');
    return opened === true;
  }

  record(): Promise<void> {
    return this.ask(this.backend.record());
  }

  togglePause(): Promise<void> {
    return this.phase === 'paused' ? this.record() : this.ask(this.backend.pause());
  }

  undo(): Promise<void> {
    return this.ask(this.backend.undo());
  }

  /** The next click in the browser says what is meant. */
  async pick(pick: Pick): Promise<void> {
    await this.ask(this.backend.pick(pick));
    this.picking = pick;
    this.spoken = strings.recording.picking[pick];
  }

  async stop(): Promise<void> {
    if (this.phase === 'stopping' || this.phase === 'stopped' || this.phase === 'starting') return;
    const before = this.phase;
    this.enter('stopping');
    if ((await this.attempt(this.backend.stop().then(() => true))) === undefined) this.enter(before);
  }

  /** Sends the line that was typed; keeps it in the field when it could not be noted. */
  async send(): Promise<void> {
    const text = this.draft.trim();
    if (text === '' || this.phase !== 'recording') return;
    this.draft = '';
    const noted = await this.attempt(this.backend.note(text).then(() => true));
    if (!noted && this.draft === '') this.draft = text;
  }

  private async ask(request: Promise<void>): Promise<void> {
    await this.attempt(request);
  }

  private hear(live: Live): void {
    switch (live.type) {
      case 'ready':
      case 'state':
        // Stopping is ours to show until all is saved.
        if (this.phase !== 'stopping') this.enter(live.state);
        break;
      case 'event':
        break;
      case 'step':
        this.put({ kind: 'step', id: live.step.id, at: live.step.at, text: live.step.text });
        this.spoken = strings.recording.announceStep(live.step.text);
        this.picking = null;
        break;
      case 'stepRemoved':
        this.entries = this.entries.filter((entry) => entry.id !== live.id);
        this.spoken = strings.recording.announceUndo;
        break;
      case 'note':
        this.put({ kind: 'note', id: live.utterance.id, at: live.utterance.to, text: live.utterance.text });
        this.spoken = strings.recording.announceNote(live.utterance.text);
        break;
      case 'warning':
        this.warnings = [...this.warnings, live.text];
        break;
      case 'saved':
        this.enter('stopped');
        this.saved(live.path);
        break;
    }
  }

  /** A step that grew keeps its place; a new entry goes where its time puts it. */
  private put(entry: Entry): void {
    const known = this.entries.findIndex((other) => other.id === entry.id);
    if (known >= 0) this.entries[known] = entry;
    else this.entries = [...this.entries, entry].sort((one, other) => one.at - other.at);
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    clearInterval(this.ticking);
    if (phase !== 'recording') return;
    this.tickedAt = performance.now();
    this.ticking = setInterval(() => {
      const now = performance.now();
      this.elapsedMs += now - this.tickedAt;
      this.tickedAt = now;
    }, 250);
  }
}
