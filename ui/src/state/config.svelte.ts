// Settings, and what Saywright needs on this machine.
import type { Backend } from '../lib/backend';
import type { Diagnosis, Settings } from '../lib/bindings';
import type { Attempt } from './saywright.svelte';

export class Config {
  diagnoses = $state.raw<Diagnosis[] | null>(null);
  looking = $state(false);
  recordingsDir = $state('');
  browser = $state('');
  saved = $state(false);
  private settings = $state.raw<Settings | null>(null);

  readonly changed = $derived(
    this.settings !== null &&
      ((this.settings.recordingsDir ?? '') !== this.recordingsDir.trim() || (this.settings.browser ?? '') !== this.browser.trim()),
  );

  constructor(
    private readonly backend: Backend,
    private readonly attempt: Attempt,
  ) {}

  async load(): Promise<void> {
    this.saved = false;
    await Promise.all([this.look(), this.read()]);
  }

  async look(): Promise<void> {
    this.looking = true;
    this.diagnoses = (await this.attempt(this.backend.doctor())) ?? this.diagnoses;
    this.looking = false;
  }

  async choose(what: 'recordingsDir' | 'browser'): Promise<void> {
    const path = await this.attempt(this.backend.choose(what === 'browser' ? 'file' : 'folder'));
    if (path) this[what] = path;
  }

  async save(): Promise<void> {
    if (!this.settings) return;
    const settings: Settings = {
      ...this.settings,
      recordingsDir: this.recordingsDir.trim() || null,
      browser: this.browser.trim() || null,
    };
    if ((await this.attempt(this.backend.setSettings(settings).then(() => true))) === undefined) return;
    this.settings = settings;
    this.saved = true;
    await this.look();
  }

  private async read(): Promise<void> {
    const settings = await this.attempt(this.backend.settings());
    if (!settings) return;
    this.settings = settings;
    this.recordingsDir = settings.recordingsDir ?? '';
    this.browser = settings.browser ?? '';
  }
}
