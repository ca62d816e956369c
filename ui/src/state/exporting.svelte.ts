// An export: first what would change, then the writing of exactly that.
import type { Backend } from '../lib/backend';
import type { Exported } from '../lib/bindings';
import type { Attempt } from './saywright.svelte';

export class Exporting {
  open = $state(false);
  busy = $state(false);
  /** As typed, or as chosen. */
  folder = $state('');
  recent = $state.raw<string[]>([]);
  problem = $state<string | null>(null);
  /** What an export into `seenFolder` would change, or changed. */
  seen = $state.raw<Exported | null>(null);
  private seenFolder = $state('');

  /** The difference on the screen is the one that would be written. */
  readonly current = $derived(this.seen && this.seenFolder === this.folder.trim() ? this.seen : null);
  readonly toWrite = $derived(this.current?.files.filter((file) => file.change !== 'same').length ?? 0);

  constructor(
    private readonly backend: Backend,
    private readonly path: string,
    private readonly attempt: Attempt,
  ) {}

  async begin(): Promise<void> {
    Object.assign(this, { open: true, seen: null, problem: null });
    const settings = await this.attempt(this.backend.settings());
    this.recent = settings?.recentRepos ?? [];
    this.folder ||= this.recent[0] ?? '';
    if (this.folder !== '') await this.look();
  }

  async choose(): Promise<void> {
    const folder = await this.attempt(this.backend.choose('folder'));
    if (folder) await this.use(folder);
  }

  async use(folder: string): Promise<void> {
    this.folder = folder;
    await this.look();
  }

  look(): Promise<void> {
    return this.request(true);
  }

  write(): Promise<void> {
    return this.request(false);
  }

  async reveal(): Promise<void> {
    await this.attempt(this.backend.reveal(this.seenFolder));
  }

  private async request(dryRun: boolean): Promise<void> {
    const folder = this.folder.trim();
    if (folder === '' || this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      this.seen = await this.backend.exportTest({ path: this.path, repo: folder, dryRun });
      this.seenFolder = folder;
    } catch (error) {
      // Shown in the dialog: a banner would be behind it.
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
  }
}
