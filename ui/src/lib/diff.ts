// A unified difference as lines to show: its file headers are left out, because the file's name stands above.

export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'place';
  text: string;
}

export function diffLines(diff: string): DiffLine[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const start = lines.findIndex((line) => line.startsWith('@@'));
  return lines.slice(Math.max(start, 0)).map(diffLine);
}

function diffLine(line: string): DiffLine {
  if (line.startsWith('@@')) return { kind: 'place', text: line };
  if (line.startsWith('+')) return { kind: 'added', text: line };
  if (line.startsWith('-')) return { kind: 'removed', text: line };
  return { kind: 'same', text: line };
}
