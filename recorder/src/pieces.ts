// The text of a page in pieces, so that two pages are compared without putting either together: a part that was kept is
// the same object in both.

export interface Part {
  pieces: Piece[];
  /** Of its text, in UTF-16 units. */
  length: number;
  elements: number;
}

type Piece = string | Part;

export function textOf(part: Part): string {
  let text = '';
  for (const piece of part.pieces) text += typeof piece === 'string' ? piece : textOf(piece);
  return text;
}

/** The text between two places. */
export function between(part: Part, from: number, to: number): string {
  let text = '';
  let at = 0;
  for (const piece of part.pieces) {
    const start = at;
    at += piece.length;
    if (at <= from) continue;
    if (start >= to) break;
    const within = [Math.max(0, from - start), Math.min(piece.length, to - start)] as const;
    text += typeof piece === 'string' ? piece.slice(...within) : between(piece, ...within);
  }
  return text;
}

/** How much of two texts is the same at the beginning, and at the end. */
export function common(one: Part, other: Part): { head: number; tail: number } {
  const head = shared(one, other, false);
  const tail = shared(one, other, true);
  return { head, tail: Math.min(tail, Math.min(one.length, other.length) - head) };
}

/** How much is the same from one end on. */
function shared(one: Part, other: Part, back: boolean): number {
  const [left, right]: [Piece[], Piece[]] = [[one], [other]];
  let length = 0;
  for (;;) {
    const [a, b] = [left.pop(), right.pop()];
    if (a === undefined || b === undefined) return length;
    if (a === b) length += a.length;
    else if (typeof a === 'string' && typeof b === 'string') {
      const same = sharedLetters(a, b, back);
      length += same;
      if (same < Math.min(a.length, b.length)) return length;
      for (const [rest, text] of [[left, a], [right, b]] as const) {
        if (same < text.length) rest.push(back ? text.slice(0, text.length - same) : text.slice(same));
      }
    } else {
      open(a, left, back);
      open(b, right, back);
    }
  }
}

/** Puts what is in a piece where the piece was; what comes next is on top. */
function open(piece: Piece, onto: Piece[], back: boolean): void {
  if (typeof piece === 'string') onto.push(piece);
  else for (const one of back ? piece.pieces : piece.pieces.toReversed()) onto.push(one);
}

/** By halves: slices are compared as fast as memory is read. */
function sharedLetters(one: string, other: string, back: boolean): number {
  const part = (text: string, from: number, to: number): string =>
    back ? text.slice(text.length - to, text.length - from) : text.slice(from, to);
  let [low, high] = [0, Math.min(one.length, other.length)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (part(one, low, middle) === part(other, low, middle)) low = middle;
    else high = middle - 1;
  }
  const last = back ? one.length - low - 1 : low - 1;
  return low > 0 && isFirstHalf(one, last) ? low - 1 : low;
}

/** Whether a letter of two units would be cut behind this one. */
const isFirstHalf = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
