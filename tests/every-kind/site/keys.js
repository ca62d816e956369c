// The page of keys.

import { byId, report } from '/state.js';
import { edit } from '/editor.js';

addEventListener('keydown', (event) => {
  if (event.key === 's' && event.ctrlKey) {
    event.preventDefault();
    report('keys.save', `saved ${byId('draft').value}`);
  }
});

const mail = byId('mail');
const help = byId('help');
function select(option) {
  if (!option) return;
  for (const other of mail.children) other.ariaSelected = String(other === option);
  report('keys.selected', option.textContent);
}
addEventListener('keydown', (event) => {
  if (event.target.matches('input, [contenteditable]') || event.ctrlKey || event.altKey || event.metaKey) return;
  const selected = mail.querySelector('[aria-selected=true]');
  if (event.key === 'j') select(selected?.nextElementSibling);
  else if (event.key === 'k') select(selected?.previousElementSibling);
  else if (event.key === 'Delete' && selected) {
    const next = selected.nextElementSibling ?? selected.previousElementSibling;
    selected.remove();
    select(next);
    report('keys.left', [...mail.children].map((option) => option.textContent).join(', '));
  } else if (event.key === '?') {
    help.hidden = false;
    report('keys.help', 'open');
  } else if (event.key === 'Escape' && !help.hidden) {
    help.hidden = true;
    report('keys.help', 'opened and closed');
  }
});

const tabs = [...byId('tabs').children];
byId('tabs').addEventListener('keydown', ({ key }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const at = tabs.findIndex(({ ariaSelected }) => ariaSelected === 'true');
  show(tabs[(at + step + tabs.length) % tabs.length]);
});
byId('tabs').addEventListener('click', ({ target }) => tabs.includes(target) && show(target));
function show(tab) {
  for (const other of tabs) {
    other.ariaSelected = String(other === tab);
    other.tabIndex = other === tab ? 0 : -1;
  }
  tab.focus();
  report('keys.tab', tab.textContent);
}
byId('space').addEventListener('click', () => report('keys.space', 'played'));

/** From when on Space is held, not pressed. */
const HOLD_MS = 600;
let since;
byId('talk').addEventListener('keydown', ({ key, repeat, timeStamp }) => {
  if (key === ' ' && !repeat) since = timeStamp;
});
byId('talk').addEventListener('keyup', ({ key, timeStamp }) => {
  if (key === ' ') report('keys.talk', timeStamp - since >= HOLD_MS ? 'talked' : 'too short');
});

const note = byId('note');
note.addEventListener('input', () => {
  // The browser keeps a space at the end of a line from collapsing.
  report('keys.note', note.textContent.replaceAll('\u00a0', ' '));
  report('keys.bold', [...note.querySelectorAll('b, strong')].map((bold) => bold.textContent).join(''));
});

edit(byId('rich'), (text) => report('keys.rich', text));

for (const id of ['cut', 'cut-to']) {
  byId(id).addEventListener('input', () => report('keys.cut', `${byId('cut').value} | ${byId('cut-to').value}`));
}
