// A proof: the values it needs, how far it is, and how it ended. Values of variables stay in this object, in memory.
import { SvelteMap } from 'svelte/reactivity';
import type { Backend } from '../lib/backend';
import type { Breakage, BreakageOutcome, Plan, Proof, ProofProgress, Replay } from '../lib/bindings';
import type { Attempt } from './saywright.svelte';

const USUAL_RUNS = 3;

// Kept as long as the window, so that a second proof of the same day asks no more; by address and name, so that one
// app's password is never offered to another.
const remembered = new SvelteMap<string, string>();

export class Proving {
  proof = $state.raw<Proof | null>(null);
  /** The proof is of another text than the test has now. */
  stale = $state(false);
  running = $state(false);
  stopping = $state(false);
  /** The panel is open. */
  shown = $state(false);
  asking = $state(false);
  preparing = $state<string | null>(null);
  planned = $state.raw<{ replays: number; breakages: Breakage[] } | null>(null);
  /** The step that a replay has come to. */
  at = $state.raw<{ run: number; title: string } | null>(null);
  replays = $state.raw<Replay[]>([]);
  outcomes = $state.raw<BreakageOutcome[]>([]);
  secondsLeft = $state<number | null>(null);
  runs = $state(USUAL_RUNS);
  baseUrl = $state('');

  private breakingSince = 0;

  constructor(
    private readonly backend: Backend,
    private readonly path: string,
    private readonly attempt: Attempt,
  ) {}

  /** Takes the recording's last proof, and sees whether it is of this text. */
  async take(proof: Proof | null, text: string): Promise<void> {
    const stale = proof !== null && proof.testHash !== (await sha256(text));
    Object.assign(this, { proof, stale });
  }

  value(plan: Plan, name: string): string {
    return remembered.get(`${plan.baseUrl} ${name}`) ?? '';
  }

  setValue(plan: Plan, name: string, value: string): void {
    remembered.set(`${plan.baseUrl} ${name}`, value);
  }

  /** Begins, or asks first when a value is missing. */
  begin(plan: Plan): void {
    if (this.running) return;
    if (plan.variables.some((variable) => this.value(plan, variable.name) === '')) this.asking = true;
    else void this.run(plan);
  }

  async run(plan: Plan): Promise<void> {
    Object.assign(this, { asking: false, running: true, stopping: false, shown: true });
    Object.assign(this, { preparing: null, planned: null, at: null, replays: [], outcomes: [], secondsLeft: null });
    const given = plan.variables.map((variable) => [variable.name, this.value(plan, variable.name)] as const);
    const proof = await this.attempt(
      this.backend.prove(
        {
          path: this.path,
          runs: this.runs,
          baseUrl: this.baseUrl.trim() || null,
          values: Object.fromEntries(given.filter(([, value]) => value !== '')),
        },
        (progress) => this.hear(progress),
      ),
    );
    this.running = false;
    if (proof) Object.assign(this, { proof, stale: false });
    else this.shown = this.proof !== null;
  }

  /** The sample shop has another address each time it starts. */
  async useSample(): Promise<void> {
    this.baseUrl = (await this.attempt(this.backend.sampleShop())) ?? this.baseUrl;
  }

  async cancel(): Promise<void> {
    this.stopping = true;
    if ((await this.attempt(this.backend.cancelProof().then(() => true))) === undefined) this.stopping = false;
  }

  private hear(progress: ProofProgress): void {
    switch (progress.type) {
      case 'preparing':
        this.preparing = progress.text;
        break;
      case 'planned':
        this.planned = { replays: progress.replays, breakages: progress.breakages };
        this.preparing = null;
        break;
      case 'step':
        this.at = { run: progress.run, title: progress.title };
        break;
      case 'replayed':
        this.replays = [...this.replays, progress.replay];
        this.breakingSince = performance.now();
        break;
      case 'broken':
        this.outcomes = [...this.outcomes, progress.outcome];
        this.secondsLeft = this.estimate();
        break;
    }
  }

  /** From the breakages tried so far. Nothing until three are known: before, it would only jump about. */
  private estimate(): number | null {
    const [done, all] = [this.outcomes.length, this.planned?.breakages.length ?? 0];
    if (done < 3) return null;
    return Math.round(((performance.now() - this.breakingSince) / done / 1000) * (all - done));
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
