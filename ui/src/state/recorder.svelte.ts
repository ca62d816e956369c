// A running recording as the window shows it: its state, its clock, whether it listens, and what was said and done so far. The truth is on
// disk; this only listens.
import type { Backend } from '../lib/backend';
import type { Live, Pick, RecordingState, RecordRequest, Utterance, VoiceState } from '../lib/bindings';
import { strings } from '../lib/strings';
import type { Attempt } from './saywright.svelte';
import type { Speech } from './speech.svelte';

export type Phase = 'starting' | 'stopping' | RecordingState;

export interface Entry {
  kind: 'step' | 'note';
  id: string;
  at: number;
  text: string;
  /** Whether it was heard, not typed. */
  spoken?: boolean;
}

export class Recorder {
  phase = $state<Phase>('stopped');
  entries = $state<Entry[]>([]);
  warnings = $state<string[]>([]);
  /** The last thing recorded, for screen readers. */
  announced = $state('');
  draft = $state('');
  elapsedMs = $state(0);
  url = $state('');
  /** Whether the browser ran before: it may ask its user for leave. */
  attached = $state(false);
  /** What the element that is clicked next is wanted for. */
  picking = $state<Pick | null>(null);

  readonly running = $derived(this.phase === 'recording' || this.phase === 'paused');
  readonly stepCount = $derived(this.entries.filter((entry) => entry.kind === 'step').length);

  voice = $state.raw<VoiceState>({ is: 'off' });
  /** How loud it is: 0 to 1. */
  level = $state(0);
  /** Whether somebody speaks. */
  speaks = $state(false);

  private ticking: ReturnType<typeof setInterval> | undefined;
  private tickedAt = 0;

  constructor(
    private readonly backend: Backend,
    private readonly attempt: Attempt,
    private readonly speech: Speech,
    private readonly saved: (path: string) => void,
  ) {}

  async start(request: RecordRequest): Promise<boolean> {
    const [url, attached] = [request.url ?? '', Boolean(request.attach)];
    this.heard({ is: 'off' });
    Object.assign(this, { phase: 'starting', entries: [], warnings: [], announced: '', draft: '', elapsedMs: 0, url, attached, picking: null });
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
    this.announced = strings.recording.picking[pick];
  }

  /** Listens, or no longer does. Without a speech model, one is offered first. */
  async toggleVoice(): Promise<void> {
    if (this.voice.is === 'opening') return;
    if (this.voice.is === 'listening') return this.ask(this.backend.listen(null));
    // Meanwhile the recording may have ended.
    if ((await this.speech.ready()) && this.phase !== 'stopping' && this.phase !== 'stopped') {
      await this.ask(this.backend.listen({ microphone: this.speech.microphone }));
    }
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
        this.announced = strings.recording.announceStep(live.step.text);
        this.picking = null;
        break;
      case 'stepRemoved':
        this.entries = this.entries.filter((entry) => entry.id !== live.id);
        this.announced = strings.recording.announceUndo;
        break;
      case 'note':
        this.takeNote(live.utterance);
        break;
      case 'voice':
        this.heard(live.voice);
        break;
      case 'level':
        [this.level, this.speaks] = [live.level ?? 0, live.speaks];
        break;
      case 'warning':
        this.warnings = [...this.warnings, live.text];
        break;
      case 'saved':
        this.heard({ is: 'off' });
        this.enter('stopped');
        this.saved(live.path);
        break;
    }
  }

  private takeNote({ id, to, text, source }: Utterance): void {
    const spoken = source === 'spoken';
    this.put({ kind: 'note', id, at: to, text, spoken });
    this.announced = spoken ? strings.recording.announceHeard(text) : strings.recording.announceNote(text);
  }

  private heard(voice: VoiceState): void {
    const was = this.voice.is;
    [this.voice, this.level, this.speaks] = [voice, 0, false];
    if (voice.is === 'listening') this.announced = strings.voice.listeningTo(voice.microphone);
    else if (voice.is === 'off' && was === 'listening') this.announced = strings.voice.listensNoMore;
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
