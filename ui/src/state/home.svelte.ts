// The list of recordings: what is shown of it, and the form for a new one.
import type { Backend } from '../lib/backend';
import type { RecordingCard } from '../lib/bindings';
import type { Attempt } from './saywright.svelte';

export type Filter = 'all' | 'proved' | 'open' | 'unproved';

export class Home {
  cards = $state.raw<RecordingCard[] | null>(null);
  query = $state('');
  filter = $state<Filter>('all');
  creating = $state(false);
  openingSample = $state(false);

  readonly counts = $derived({
    all: this.cards?.length ?? 0,
    proved: this.among('proved').length,
    open: this.among('open').length,
    unproved: this.among('unproved').length,
  });

  readonly shown = $derived.by(() => {
    const words = this.query.trim().toLowerCase();
    return this.among(this.filter).filter((card) => searched(card).includes(words));
  });

  constructor(
    private readonly backend: Backend,
    private readonly attempt: Attempt,
  ) {}

  async load(): Promise<void> {
    this.cards = (await this.attempt(this.backend.recordings())) ?? this.cards ?? [];
  }

  async sampleShop(): Promise<string | undefined> {
    this.openingSample = true;
    const url = await this.attempt(this.backend.sampleShop());
    this.openingSample = false;
    return url;
  }

  private among(filter: Filter): RecordingCard[] {
    return (this.cards ?? []).filter((card) => filter === 'all' || shelf(card) === filter);
  }
}

function shelf(card: RecordingCard): Exclude<Filter, 'all'> {
  if (!card.info) return 'open';
  switch (card.verdict) {
    case 'proved':
      return 'proved';
    case 'weak':
    case 'flaky':
    case 'failing':
      return 'open';
    case 'unfinished':
    case null:
      return 'unproved';
  }
}

function searched(card: RecordingCard): string {
  return `${card.info?.title ?? ''} ${card.info?.url ?? ''} ${card.path}`.toLowerCase();
}
