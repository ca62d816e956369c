// Values of the model in words: states, times, addresses. Knows nothing of components.
import type { BreakageOutcome, Proof, RecordingCard, Verdict } from './bindings';
import { strings } from './strings';

export type Tone = 'good' | 'weak' | 'bad' | 'plain';
export type StateIcon = Verdict | 'recorded' | 'unreadable';

export interface StateWords {
  icon: StateIcon;
  word: string;
  tone: Tone;
  detail: string;
}

const tones: Record<Verdict, Tone> = { proved: 'good', weak: 'weak', flaky: 'weak', failing: 'bad', unfinished: 'plain' };

export function stateOf(verdict: Verdict | null, caught: readonly [number, number] | null): StateWords {
  if (!verdict) return { icon: 'recorded', word: strings.proof.recorded, tone: 'plain', detail: '' };
  const detail = caught && (verdict === 'proved' || verdict === 'weak') ? strings.proof.card(caught[0], caught[1]) : '';
  return { icon: verdict, word: strings.proof.verdicts[verdict], tone: tones[verdict], detail };
}

/** A proof's state; one of an older text of the test says so, and promises nothing. */
export function stateOfProof(proof: Proof | null, stale: boolean): StateWords {
  const state = stateOf(proof?.verdict ?? null, proof ? caughtOf(proof) : null);
  return stale ? { ...state, tone: 'plain', detail: strings.proof.stale } : state;
}

export function stateOfCard(card: RecordingCard): StateWords {
  if (!card.info) return { icon: 'unreadable', word: strings.home.unreadable, tone: 'bad', detail: '' };
  return stateOf(card.verdict, card.caught);
}

export function caughtOf(proof: Proof): [number, number] {
  const counted = proof.breakages.filter(counts);
  return [counted.filter((outcome) => outcome.caught).length, counted.length];
}

/** A call that the app did not make again says nothing about the test, and is not counted. */
export function counts(outcome: BreakageOutcome): boolean {
  switch (outcome.breakage.kind.kind) {
    case 'deadControl':
    case 'served':
      return true;
    case 'apiError':
      return outcome.reached;
  }
}

/** What a verdict means, with its numbers. */
export function meaningOf(proof: Proof): string {
  const [caught, tried] = caughtOf(proof);
  const passed = proof.replays.filter((replay) => replay.passed).length;
  const { meaning } = strings.proof;
  switch (proof.verdict) {
    case 'proved':
      return meaning.proved(caught, tried);
    case 'weak':
      return meaning.weak(caught, tried);
    case 'flaky':
      return meaning.flaky(passed, proof.replays.length);
    case 'failing':
      return meaning.failing(proof.replays.length);
    case 'unfinished':
      return meaning.unfinished;
  }
}

/** "02:14", "1:02:14" */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** "just now", "2 hours ago", "14 March" */
export function when(startedAt: string, now: Date): string {
  const then = new Date(startedAt);
  const minutes = (now.getTime() - then.getTime()) / 60_000;
  if (Number.isNaN(minutes)) return '';
  if (minutes < 2) return 'just now';
  if (minutes < 60) return `${Math.round(minutes)} minutes ago`;
  if (minutes < 60 * 24) return `${Math.round(minutes / 60)} ${Math.round(minutes / 60) === 1 ? 'hour' : 'hours'} ago`;
  if (minutes < 60 * 24 * 7) return `${Math.round(minutes / 1440)} ${Math.round(minutes / 1440) === 1 ? 'day' : 'days'} ago`;
  const year = then.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year });
}

/** "shop.example.com" from an address; the address itself when it is not one. */
export function site(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}

/** A typed address made whole: a missing scheme is added. Nothing when it can't be one. */
export function address(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const local = /^(localhost|127\.|\[::1\])/.test(text);
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, hostname } = new URL(whole);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? whole : null;
}

/** An error's message, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return error instanceof Error ? error.message : String(error);
}
