// The page of clicks.

import { byId, report } from '/state.js';

byId('left').addEventListener('click', () => report('click.left', 'rung'));

byId('middle').addEventListener('auxclick', (event) => {
  if (event.button !== 1) return;
  event.preventDefault();
  report('click.middle', 'closed');
});

const context = byId('context');
byId('right').addEventListener('contextmenu', (event) => {
  event.preventDefault();
  context.hidden = false;
  Object.assign(context.style, { left: `${event.pageX}px`, top: `${event.pageY}px` });
});
context.addEventListener('click', ({ target }) => {
  const item = target.closest('[role=menuitem]');
  if (!item) return;
  context.hidden = true;
  report('click.right', item.textContent);
});

byId('double').addEventListener('dblclick', () => report('click.double', 'zoomed'));

byId('triple').addEventListener('click', ({ detail }) => {
  if (detail === 3) report('click.triple', `${detail}: ${getSelection().toString().trim()}`);
});

const fruit = [...byId('many').children];
let anchor = 0;
byId('many').addEventListener('click', ({ target, shiftKey, ctrlKey, metaKey }) => {
  const index = fruit.indexOf(target);
  if (index < 0) return;
  const [first, last] = [Math.min(anchor, index), Math.max(anchor, index)];
  for (const [at, option] of fruit.entries()) {
    const was = option.ariaSelected === 'true';
    const only = shiftKey ? at >= first && at <= last : at === index;
    option.ariaSelected = String(ctrlKey || metaKey ? was !== (at === index) : only);
  }
  if (!shiftKey) anchor = index;
  const selected = fruit.filter(({ ariaSelected }) => ariaSelected === 'true');
  report('click.many', selected.map((option) => option.textContent).join(', '));
});

for (const name of ['alt', 'shift', 'meta']) {
  byId(`with-${name}`).addEventListener('click', (event) => {
    report(`click.${name}`, event[`${name}Key`] ? 'with the key' : 'without the key');
  });
}

const canvas = byId('canvas');
const SIDE = canvas.width / 4;
const cell = (column, row) => `${'ABCD'[column]}${row + 1}`;
const ink = canvas.getContext('2d');
ink.font = '16px sans-serif';
for (let row = 0; row < 4; row++) {
  for (let column = 0; column < 4; column++) {
    ink.fillStyle = (row + column) % 2 ? '#cfe3f7' : '#f7e8cf';
    ink.fillRect(column * SIDE, row * SIDE, SIDE, SIDE);
    ink.fillStyle = '#22262b';
    ink.fillText(cell(column, row), column * SIDE + 8, row * SIDE + 22);
  }
}
canvas.addEventListener('click', ({ offsetX, offsetY }) => {
  report('click.canvas', cell(Math.floor(offsetX / SIDE), Math.floor(offsetY / SIDE)));
});

/** From when on a press is a hold. */
const HOLD_MS = 700;
for (const [id, key] of [['hold', 'hold.long'], ['tap', 'hold.short']]) {
  let since;
  byId(id).addEventListener('pointerdown', ({ timeStamp }) => (since = timeStamp));
  byId(id).addEventListener('pointerup', ({ timeStamp }) => {
    report(key, timeStamp - since >= HOLD_MS ? 'held' : 'tapped');
  });
}

byId('replaced').addEventListener('click', ({ target }) => {
  if (target.tagName !== 'BUTTON') return;
  const next = document.createElement('button');
  next.textContent = target.textContent === 'Follow' ? 'Unfollow' : 'Follow';
  target.replaceWith(next);
  report('click.replaced', next.textContent === 'Unfollow' ? 'followed' : 'not followed');
});

byId('icon').addEventListener('click', () => report('click.icon', 'favourite'));

document.querySelector('map').addEventListener('click', (event) => {
  event.preventDefault();
  report('click.area', event.target.alt);
});
