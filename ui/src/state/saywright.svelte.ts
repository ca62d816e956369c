// The window as a whole: which view is shown, and what went wrong last. Each view's own state is in its own class.
import type { Backend } from '../lib/backend';
import type { RecordRequest, Trying } from '../lib/bindings';
import { messageOf } from '../lib/words';
import { Editor } from './editor.svelte';
import { Home } from './home.svelte';
import { Recorder } from './recorder.svelte';
import { Config } from './config.svelte';
import { Speech } from './speech.svelte';

export type Screen = 'home' | 'recording' | 'editor' | 'config';

/** Runs a request; where it is refused, shows why and gives nothing. */
export type Attempt = <T>(work: Promise<T>) => Promise<T | undefined>;

export class Saywright {
  screen = $state<Screen>('home');
  problem = $state<string | null>(null);
  /** What was odd when the program started. */
  notes = $state<string[]>([]);
  keysShown = $state(false);
  /** How far the opening of a recording has come. */
  opening = $state.raw<Trying | null>(null);
  readonly home: Home;
  readonly recorder: Recorder;
  readonly config: Config;
  readonly speech: Speech;
  editor = $state.raw<Editor | null>(null);

  constructor(readonly backend: Backend) {
    const attempt: Attempt = (work) => this.attempt(work);
    this.home = new Home(backend, attempt);
    this.speech = new Speech(backend, attempt);
    this.recorder = new Recorder(backend, attempt, this.speech, (path) => void this.open(path));
    this.config = new Config(backend, attempt);
  }

  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      this.problem = messageOf(error);
      return undefined;
    }
  }

  async start(): Promise<void> {
    this.notes = (await this.attempt(this.backend.notes())) ?? [];
    await this.home.load();
  }

  async goHome(): Promise<void> {
    this.editor = null;
    this.screen = 'home';
    await this.home.load();
  }

  goConfig(): void {
    this.screen = 'config';
    void Promise.all([this.config.load(), this.speech.load()]);
  }

  /** Opens a recording; stays where it is when that can't be read. */
  async open(path: string): Promise<void> {
    const editor = new Editor(this.backend, path, (work) => this.attempt(work));
    this.opening = { what: 'steps', done: 0, of: 0 };
    const opened = await editor.load((trying) => (this.opening &&= trying));
    // Nobody has to be told that what was stopped has stopped.
    if (!this.opening) this.problem = null;
    this.opening = null;
    if (opened) {
      this.problem = null;
      this.editor = editor;
      this.screen = 'editor';
    } else if (this.screen === 'recording') {
      await this.goHome();
    }
  }

  stopOpening(): void {
    this.opening = null;
    void this.attempt(this.backend.cancelView());
  }

  /** Starts a recording; the view changes at once, and comes back when the browser can't be opened. */
  async record(request: RecordRequest): Promise<void> {
    this.problem = null;
    this.screen = 'recording';
    if (!(await this.recorder.start(request))) await this.goHome();
  }

  async recordSample(): Promise<void> {
    const url = await this.home.sampleShop();
    if (url !== undefined) await this.record({ url });
  }
}
