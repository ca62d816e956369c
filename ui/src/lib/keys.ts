// Every shortcut, once: what the views listen for, what tooltips say and what `?` lists come from this table.
// `mod` is Control, or Command on a Mac.

type Place = 'everywhere' | 'home' | 'recording' | 'editor';

interface Key {
  place: Place;
  keys: string;
  words: string;
  /** Works while the cursor is in a text field too. */
  typing?: boolean;
}

export const keys = {
  list: { place: 'everywhere', keys: '?', words: 'Show this list' },
  settings: { place: 'everywhere', keys: 'mod+,', words: 'Settings', typing: true },
  panes: { place: 'everywhere', keys: 'F6', words: 'Go to the next pane', typing: true },
  create: { place: 'home', keys: 'mod+n', words: 'New recording', typing: true },
  search: { place: 'home', keys: 'mod+k', words: 'Search', typing: true },
  record: { place: 'recording', keys: 'mod+shift+r', words: 'Record, or stop', typing: true },
  pause: { place: 'recording', keys: 'mod+shift+p', words: 'Pause, or resume', typing: true },
  note: { place: 'recording', keys: 'mod+shift+n', words: 'Write a sentence', typing: true },
  speak: { place: 'recording', keys: 'mod+shift+m', words: 'Speak, or stop listening', typing: true },
  takeBack: { place: 'recording', keys: 'mod+shift+backspace', words: 'Undo the last step', typing: true },
  back: { place: 'editor', keys: 'Escape', words: 'Back to the recordings' },
  previous: { place: 'editor', keys: 'ArrowUp', words: 'Previous step' },
  following: { place: 'editor', keys: 'ArrowDown', words: 'Next step' },
  remove: { place: 'editor', keys: 'Delete', words: 'Remove the step from the test' },
  undo: { place: 'editor', keys: 'mod+z', words: 'Undo' },
  rename: { place: 'editor', keys: 'F2', words: 'Rename' },
  prove: { place: 'editor', keys: 'F5', words: 'Prove', typing: true },
  exportTest: { place: 'editor', keys: 'mod+e', words: 'Export', typing: true },
  code: { place: 'editor', keys: 'mod+j', words: 'Show or hide the code', typing: true },
} as const satisfies Record<string, Key>;

export type KeyName = keyof typeof keys;
type Actions = Partial<Record<KeyName, () => void>>;

const mac = navigator.platform.startsWith('Mac');

/** Runs the action whose keys these are; true when one was. */
export function pressed(event: KeyboardEvent, actions: Actions): boolean {
  for (const [name, action] of Object.entries(actions)) {
    const key: Key = keys[name as KeyName];
    if (matches(event, key.keys) && (key.typing || !isTyping(event.target))) {
      event.preventDefault();
      action();
      return true;
    }
  }
  return false;
}

/** "Ctrl+Shift+R" */
export function shown(name: KeyName): string {
  return keys[name].keys
    .split('+')
    .map((part) => (part === 'mod' ? (mac ? '⌘' : 'Ctrl') : part.length === 1 ? part.toUpperCase() : words[part] ?? part))
    .join('+');
}

const words: Record<string, string> = { shift: 'Shift', backspace: 'Backspace', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' };

function matches(event: KeyboardEvent, combination: string): boolean {
  const parts = combination.split('+');
  const last = parts.at(-1) ?? '';
  const modifier = mac ? event.metaKey : event.ctrlKey;
  // `?` needs Shift on most keyboards and not on others: only its character counts.
  const shift = last === '?' || event.shiftKey === parts.includes('shift');
  return modifier === parts.includes('mod') && shift && !event.altKey && event.key.toLowerCase() === last.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=range], [type=checkbox], [type=radio])');
}
