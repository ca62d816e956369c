// What is on a keyboard: which key gives what, on the American one.

const PUNCTUATION = [
  ['-', '_', 'Minus', 189], ['=', '+', 'Equal', 187], ['[', '{', 'BracketLeft', 219], [']', '}', 'BracketRight', 221],
  ['\\', '|', 'Backslash', 220], [';', ':', 'Semicolon', 186], ["'", '"', 'Quote', 222], ['`', '~', 'Backquote', 192],
  [',', '<', 'Comma', 188], ['.', '>', 'Period', 190], ['/', '?', 'Slash', 191],
];
const NAMED = {
  Enter: { code: 'Enter', keyCode: 13, text: '\r' },
  ' ': { code: 'Space', keyCode: 32, text: ' ' },
  Tab: { code: 'Tab', keyCode: 9 },
  Backspace: { code: 'Backspace', keyCode: 8 },
  Delete: { code: 'Delete', keyCode: 46 },
  Escape: { code: 'Escape', keyCode: 27 },
  PageUp: { code: 'PageUp', keyCode: 33 },
  PageDown: { code: 'PageDown', keyCode: 34 },
  End: { code: 'End', keyCode: 35 },
  Home: { code: 'Home', keyCode: 36 },
  ArrowLeft: { code: 'ArrowLeft', keyCode: 37 },
  ArrowUp: { code: 'ArrowUp', keyCode: 38 },
  ArrowRight: { code: 'ArrowRight', keyCode: 39 },
  ArrowDown: { code: 'ArrowDown', keyCode: 40 },
  Shift: { code: 'ShiftLeft', keyCode: 16 },
  Control: { code: 'ControlLeft', keyCode: 17 },
  Alt: { code: 'AltLeft', keyCode: 18 },
  Meta: { code: 'MetaLeft', keyCode: 91 },
};

/** As DevTools has them. */
export const MODIFIERS = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

const KEYS = new Map(Object.entries(NAMED).map(([key, of]) => [key, { key, ...of }]));
function put(plain, shifted, code, keyCode) {
  KEYS.set(plain, { key: plain, code, keyCode, text: plain });
  KEYS.set(shifted, { key: shifted, code, keyCode, text: shifted, shift: true });
}
for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
  const upper = letter.toUpperCase();
  put(letter, upper, `Key${upper}`, upper.charCodeAt(0));
}
for (const [digit, shifted] of [...')!@#$%^&*('].entries()) put(String(digit), shifted, `Digit${digit}`, 48 + digit);
for (const row of PUNCTUATION) put(...row);

/** The key that gives a character or has a name, with `shift` when it must be held; nothing when there is none. */
export const keyFor = (name) => KEYS.get(name === 'Space' ? ' ' : name);
