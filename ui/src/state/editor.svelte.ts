// One recording, opened: its story, what is chosen in it, and the changes that can be taken back.
import type { Backend } from '../lib/backend';
import type { RecordingView, Trying } from '../lib/bindings';
import { momentOf, partAt, storyOf } from '../lib/story';
import { strings } from '../lib/strings';
import { Exporting } from './exporting.svelte';
import { Proving } from './proving.svelte';
import type { Attempt } from './saywright.svelte';

interface Change {
  words: string;
  undo: () => Promise<void>;
}

export class Editor {
  view = $state.raw<RecordingView | null>(null);
  chosen = $state<string | null>(null);
  codeShown = $state(false);
  private changes = $state.raw<Change[]>([]);
  /** Hidden by the person, or by the next change. */
  toastShown = $state(false);
  readonly proving: Proving;
  readonly exporting: Exporting;

  readonly story = $derived(this.view && storyOf(this.view));
  readonly moment = $derived(this.view && this.story && this.chosen ? momentOf(this.view, this.story, this.chosen) : null);
  readonly place = $derived(this.story && this.chosen ? this.story.order.indexOf(this.chosen) : -1);
  readonly parts = $derived(new Set(this.story?.order ?? []));
  readonly lastChange = $derived(this.changes.at(-1)?.words ?? null);
  readonly chosenLines = $derived.by(() => {
    const spans = this.view?.file.spans.filter((span) => span.of === this.chosen) ?? [];
    return new Set(spans.flatMap((span) => Array.from({ length: span.toLine - span.fromLine + 1 }, (_, i) => span.fromLine + i)));
  });

  constructor(
    private readonly backend: Backend,
    readonly path: string,
    private readonly attempt: Attempt,
  ) {
    this.proving = new Proving(backend, path, attempt);
    this.exporting = new Exporting(backend, path, attempt);
  }

  /** False when the recording can't be read. */
  async load(tell: (trying: Trying) => void = () => {}): Promise<boolean> {
    const view = await this.attempt(this.backend.view(this.path, tell));
    if (!view) return false;
    this.view = view;
    await this.proving.take(view.proof, view.file.text);
    if (this.place < 0) this.chosen = this.story?.order[0] ?? null;
    return true;
  }

  picture(file: string): string {
    return this.backend.picture(file);
  }

  textOf(id: string): string {
    const line = this.story?.groups.flatMap((group) => group.lines).find((other) => other.id === id);
    return line && 'text' in line ? line.text : id;
  }

  step(by: 1 | -1): void {
    const order = this.story?.order ?? [];
    this.chosen = order[Math.min(Math.max(this.place + by, 0), order.length - 1)] ?? null;
  }

  chooseAt(place: number): void {
    this.chosen = this.story?.order[place] ?? this.chosen;
  }

  chooseLine(line: number): void {
    if (this.view) this.chosen = partAt(this.view.file.spans, line, this.parts) ?? this.chosen;
  }

  isStep(id: string | null): boolean {
    return this.story?.groups.some((group) => group.lines.some((line) => line.kind === 'step' && line.id === id)) ?? false;
  }

  /** Takes the chosen step out of the test. The recording itself keeps it. */
  async remove(): Promise<void> {
    const [step, place] = [this.chosen, this.place];
    if (step === null || !this.isStep(step)) return;
    const words = strings.story.removed(this.textOf(step));
    const undo = async () => {
      await this.backend.restoreStep(this.path, step);
      this.chosen = step;
    };
    if (await this.change(this.backend.removeStep(this.path, step), { words, undo })) {
      this.chosen = this.story?.order[Math.min(place, this.story.order.length - 1)] ?? null;
    }
  }

  /** Finds the element in another way. */
  async useWay(id: string, locator: string): Promise<void> {
    const before = this.view?.ways[id]?.[0]?.locator;
    if (before === undefined || before === locator) return;
    const undo = () => this.backend.useLocator(this.path, id, before);
    await this.change(this.backend.useLocator(this.path, id, locator), { words: strings.ways.used, undo });
  }

  async rename(title: string): Promise<void> {
    const before = this.view?.plan.title ?? '';
    const after = title.trim();
    if (after === '' || after === before) return;
    const undo = () => this.backend.rename(this.path, before);
    await this.change(this.backend.rename(this.path, after), { words: strings.story.renamed, undo });
  }

  async undo(): Promise<void> {
    const change = this.changes.at(-1);
    if (!change || (await this.attempt(change.undo().then(() => true))) === undefined) return;
    this.changes = this.changes.slice(0, -1);
    this.toastShown = false;
    await this.load();
  }

  private async change(request: Promise<void>, change: Change): Promise<boolean> {
    if ((await this.attempt(request.then(() => true))) === undefined) return false;
    this.changes = [...this.changes, change];
    this.toastShown = true;
    return this.load();
  }
}
