// Speaking instead of typing: the speech model and how it gets here, and which microphone is used. A recording that
// listens is told in `recorder.svelte.ts`.
import type { Backend } from '../lib/backend';
import type { Downloading, VoiceModel, VoiceStatus } from '../lib/bindings';
import { strings } from '../lib/strings';
import { messageOf } from '../lib/words';
import type { Attempt } from './saywright.svelte';

export class Speech {
  status = $state.raw<VoiceStatus | null>(null);
  /** The microphone to use, until the window closes; nothing: the one that the system prefers. */
  microphone = $state<string | null>(null);
  /** Whether the dialog is open. */
  shown = $state(false);
  /** Whether it offers models, or else shows that all is ready. */
  choosing = $state(false);
  /** The name of the known model that would be downloaded. */
  wanted = $state('');
  downloading = $state.raw<Downloading | null>(null);
  /** Whether a model of the person's own is being taken. */
  taking = $state(false);
  stopping = $state(false);
  problem = $state<string | null>(null);
  /** What there is to say, that is no problem. */
  note = $state('');

  readonly model = $derived(this.status?.model ?? null);
  readonly known = $derived(this.status?.known ?? []);
  readonly microphones = $derived(this.status?.microphones ?? []);
  readonly busy = $derived(this.downloading !== null || this.taking);

  private closed: ((ready: boolean) => void) | undefined;

  constructor(
    readonly backend: Backend,
    private readonly attempt: Attempt,
  ) {}

  async load(): Promise<void> {
    this.status = (await this.attempt(this.backend.voiceStatus())) ?? this.status;
    if (!this.microphones.includes(this.microphone ?? '')) this.microphone = null;
  }

  /** Whether one can speak; where there is no model, the dialog is shown first. */
  async ready(): Promise<boolean> {
    await this.load();
    if (!this.status) return false;
    return this.model !== null || this.open();
  }

  /** Shows the dialog. Resolves when it is closed: whether there is a model then. */
  open(): Promise<boolean> {
    const current = this.known.find(({ name }) => name === this.model?.name) ?? this.known[0];
    Object.assign(this, { shown: true, choosing: true, wanted: current?.name ?? '', problem: null, note: '' });
    return new Promise((closed) => (this.closed = closed));
  }

  close(): void {
    this.shown = false;
    this.cancel();
    this.closed?.(this.model !== null);
    this.closed = undefined;
  }

  async download(): Promise<void> {
    if (this.busy) return;
    this.downloading = { done: 0, of: 0 };
    await this.get(this.backend.installVoice(this.wanted, null, (progress) => (this.downloading &&= progress)));
    this.downloading = null;
    this.stopping = false;
  }

  /** What has come is kept. */
  cancel(): void {
    if (!this.downloading || this.stopping) return;
    this.stopping = true;
    void this.attempt(this.backend.cancelVoice());
  }

  async take(what: 'file' | 'folder'): Promise<void> {
    if (this.busy) return;
    let path: string | null = null;
    try {
      path = await this.backend.choose(what);
    } catch (error) {
      this.problem = messageOf(error);
    }
    if (path === null || this.busy) return;
    this.taking = true;
    await this.get(this.backend.useVoice(path));
    this.taking = false;
  }

  private async get(answer: Promise<VoiceModel>): Promise<void> {
    [this.problem, this.note] = [null, ''];
    try {
      const model = await answer;
      if (this.status) this.status = { ...this.status, model };
      this.choosing = false;
    } catch (error) {
      // Nobody is told as a problem what they stopped themselves.
      if (this.stopping) this.note = strings.voice.stopped;
      else this.problem = messageOf(error);
    }
  }
}
