// The page of what is only there once scrolled to.

import { byId, report } from '/state.js';

const ROW = 32;
const ROWS = 1000;
const virtual = byId('virtual');
const [sheet] = virtual.children;
sheet.style.height = `${ROW * ROWS}px`;
let chosen;
function draw() {
  const first = Math.floor(virtual.scrollTop / ROW);
  const shown = Math.ceil(virtual.clientHeight / ROW) + 1;
  const rows = Array.from({ length: Math.min(shown, ROWS - first) }, (_, index) => {
    const row = document.createElement('div');
    row.role = 'option';
    row.textContent = `Row ${first + index + 1}`;
    row.ariaPosInSet = String(first + index + 1);
    row.ariaSetSize = String(ROWS);
    row.ariaSelected = String(row.textContent === chosen);
    row.style.top = `${(first + index) * ROW}px`;
    return row;
  });
  sheet.replaceChildren(...rows);
}
virtual.addEventListener('scroll', draw);
virtual.addEventListener('click', ({ target }) => {
  if (target.role !== 'option') return;
  chosen = target.textContent;
  report('scroll.row', chosen);
  draw();
});
draw();

const endless = byId('endless');
let loading = false;
async function more() {
  if (loading) return;
  loading = true;
  const response = await fetch(`/items?from=${endless.children.length}`);
  for (const name of await response.json()) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.textContent = name;
    button.addEventListener('click', () => report('scroll.letter', name));
    item.append(button);
    endless.append(item);
  }
  loading = false;
}
endless.addEventListener('scroll', () => {
  if (endless.scrollTop + endless.clientHeight > endless.scrollHeight - 20) more();
});
more();

for (let week = 1; week <= 30; week++) {
  const button = document.createElement('button');
  button.textContent = `Week ${week}`;
  button.addEventListener('click', () => report('scroll.week', button.textContent));
  byId('strip').append(button);
}

new IntersectionObserver(([{ isIntersecting }], observer) => {
  if (!isIntersecting) return;
  observer.disconnect();
  const button = document.createElement('button');
  button.textContent = 'Subscribe at the end';
  button.addEventListener('click', () => report('scroll.end', 'subscribed'));
  byId('end').append(button);
}).observe(byId('end'));
