// Colours for printed tests: words of the language, texts, comments. Reads one line at a time, which is enough for what
// `emit` prints (no text or comment runs over a line's end).

export interface Token {
  kind: 'plain' | 'word' | 'text' | 'remark';
  text: string;
}

const pattern =
  /(?<remark>\/\/.*$)|(?<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)|(?<word>\b(?:import|from|const|let|await|async|return|for|of|new|true|false|if|else)\b)/g;

export function tokens(line: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: 'plain', text: line.slice(end, match.index) });
    const kind = match.groups?.['remark'] !== undefined ? 'remark' : match.groups?.['text'] !== undefined ? 'text' : 'word';
    found.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push({ kind: 'plain', text: line.slice(end) });
  return found;
}
