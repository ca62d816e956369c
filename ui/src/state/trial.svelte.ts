// A try of the microphone, without a recording: how loud it is, and what is heard.
import type { VoiceTest } from '../lib/bindings';
import { strings } from '../lib/strings';
import { messageOf } from '../lib/words';
import type { Speech } from './speech.svelte';

const SECONDS = 10;

/** After the last second, what was said is still being recognised: `finishing`. */
type Phase = 'idle' | 'opening' | 'listening' | 'finishing' | 'over';

export class Trial {
  phase = $state<Phase>('idle');
  level = $state(0);
  speaks = $state(false);
  left = $state(SECONDS);
  heard = $state<string[]>([]);
  troubles = $state<string[]>([]);
  problem = $state<string | null>(null);

  readonly running = $derived(this.phase === 'opening' || this.phase === 'listening' || this.phase === 'finishing');
  /** How it went, once it is over. */
  readonly verdict = $derived(
    this.phase !== 'over' || this.problem !== null ? ''
    : this.heard.length > 0 ? strings.voice.worked
    : strings.voice.nothingHeard,
  );

  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly speech: Speech) {}

  async start(): Promise<void> {
    if (this.running) return;
    Object.assign(this, { phase: 'opening', level: 0, speaks: false, left: SECONDS, heard: [], troubles: [], problem: null });
    const ready = await this.speech.ready();
    // Meanwhile it may have been stopped.
    if (!ready || this.phase !== 'opening') return this.enter('idle');
    try {
      await this.speech.backend.testVoice(this.speech.microphone, SECONDS, (told) => this.hear(told));
    } catch (error) {
      this.problem = messageOf(error);
    }
    this.enter('over');
  }

  stop(): void {
    if (this.phase !== 'opening' && this.phase !== 'listening') return;
    this.enter('finishing');
    this.speech.backend.cancelVoice().catch((error: unknown) => (this.problem = messageOf(error)));
  }

  private hear(told: VoiceTest): void {
    switch (told.type) {
      case 'listening':
        if (this.phase === 'opening') this.count();
        break;
      case 'level':
        if (this.phase === 'listening') [this.level, this.speaks] = [told.level ?? 0, told.speaks];
        break;
      case 'heard':
        this.heard = [...this.heard, told.text];
        break;
      case 'trouble':
        this.troubles = [...this.troubles, told.text];
        break;
    }
  }

  private count(): void {
    this.phase = 'listening';
    const began = performance.now();
    this.ticking = setInterval(() => {
      this.left = Math.max(0, Math.ceil(SECONDS - (performance.now() - began) / 1000));
      if (this.left === 0) this.enter('finishing');
    }, 250);
  }

  private enter(phase: Phase): void {
    clearInterval(this.ticking);
    [this.phase, this.level, this.speaks] = [phase, 0, false];
  }
}
