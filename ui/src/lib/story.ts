// A recording's view as a story to read: groups of lines, findings where they were said, sentences without a place.
// Pure: the same view gives the same story.
import type { CodeSpan, Finding, Line, Rect, RecordingView } from './bindings';

export type StoryLine =
  | { kind: 'step'; id: string; text: string; weakness: string | null }
  | { kind: 'check'; id: string; text: string; weakness: string | null }
  | { kind: 'remark'; id: string; text: string }
  | { kind: 'finding'; id: string; finding: Finding };

export interface StoryGroup {
  id: string;
  title: string;
  lines: StoryLine[];
}

export interface Story {
  groups: StoryGroup[];
  /** Sentences that found no place, in the order they were said. */
  margin: { id: string; text: string }[];
  /** Ids of steps and checks, in order: what the arrow keys walk through. */
  order: string[];
}

export interface Moment {
  file: string;
  target: Rect | null;
  /** The step before which the page looked like this, when that is not the chosen one. */
  before: string | null;
}

export function storyOf(view: RecordingView): Story {
  const texts = new Map(view.lines.map((line) => [line.id, line.text]));
  const groups: StoryGroup[] = view.plan.groups.map((group) => ({
    id: group.id,
    title: group.title,
    lines: group.lines.map((line) => storyLine(line, texts, view.checks)),
  }));
  for (const finding of view.plan.findings) {
    groups[placeOf(finding, view)]?.lines.push({ kind: 'finding', id: finding.id, finding });
  }
  const placed = new Set(
    view.plan.groups.flatMap((group) => [group.utterance, ...group.lines.map((line) => ('utterance' in line ? line.utterance : null))]),
  );
  const margin = view.aligned.said
    .filter((said) => said.attached.to === 'nothing' && !placed.has(said.utterance))
    .map((said) => ({ id: said.utterance, text: said.text }));
  const order = groups.flatMap((group) => group.lines).filter((line) => line.kind === 'step' || line.kind === 'check').map((line) => line.id);
  return { groups, margin, order };
}

function storyLine(line: Line, texts: Map<string, string>, checks: RecordingView['checks']): StoryLine {
  switch (line.line) {
    case 'step':
      return { kind: 'step', id: line.id, text: texts.get(line.id) ?? line.id, weakness: line.locator?.weakness ?? null };
    case 'check':
      return { kind: 'check', id: line.id, text: checks[line.id] ?? line.sentence, weakness: line.locator?.weakness ?? null };
    case 'remark':
      return { kind: 'remark', id: line.utterance, text: line.text };
  }
}

/** The group in which a finding's sentence was said; the last one when that is not known. */
function placeOf(finding: Finding, view: RecordingView): number {
  const attached = view.aligned.said.find((said) => said.utterance === finding.utterance)?.attached;
  const step = attached?.to === 'steps' ? attached.steps.at(-1) : attached?.to === 'after' ? attached.step : null;
  const index = view.plan.groups.findIndex((group) => group.lines.some((line) => line.line === 'step' && line.id === step));
  return index < 0 ? view.plan.groups.length - 1 : index;
}

/** The screenshot for a step or a check. A check has none of its own: it is seen on the page of the step after it. */
export function momentOf(view: RecordingView, story: Story, id: string): Moment | null {
  const own = view.pictures[id];
  if (own) return { ...own, before: null };
  const after = story.order.slice(story.order.indexOf(id) + 1).find((next) => view.pictures[next]);
  const picture = after === undefined ? undefined : view.pictures[after];
  if (after === undefined || !picture) return null;
  return { file: picture.file, target: null, before: view.lines.find((line) => line.id === after)?.text ?? after };
}

/** Which part of the story a line of the file comes from: the narrowest span around it. */
export function partAt(spans: CodeSpan[], line: number, known: ReadonlySet<string>): string | null {
  const around = spans.filter((span) => span.fromLine <= line && line <= span.toLine && known.has(span.of));
  around.sort((one, other) => one.toLine - one.fromLine - (other.toLine - other.fromLine));
  return around[0]?.of ?? null;
}
