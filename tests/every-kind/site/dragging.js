// The page of what is dragged.

import { byId, report, reportValue } from '/state.js';

const texts = (list) => [...list.children].map((item) => item.textContent).join(', ');

/** Puts `item` where `over` is, from whichever side it comes. */
function take(item, over) {
  const follows = item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (follows) over.after(item);
  else over.before(item);
}

// From column to column: as HTML has it.
let card;
for (const column of [byId('todo'), byId('done')]) {
  column.addEventListener('dragstart', (event) => {
    card = event.target;
    event.dataTransfer.setData('text/plain', card.textContent);
    event.dataTransfer.effectAllowed = 'move';
  });
  for (const type of ['dragenter', 'dragover']) {
    column.addEventListener(type, (event) => card && event.preventDefault());
  }
  column.addEventListener('drop', (event) => {
    event.preventDefault();
    column.append(card);
    report('drag.board', `${texts(byId('todo'))} | ${texts(byId('done'))}`);
  });
  column.addEventListener('dragend', () => (card = undefined));
}

const songs = byId('songs');
let song;
songs.addEventListener('dragstart', ({ target, dataTransfer }) => {
  song = target;
  dataTransfer.effectAllowed = 'move';
  dataTransfer.setData('text/plain', song.textContent);
});
songs.addEventListener('dragenter', (event) => song && event.preventDefault());
songs.addEventListener('dragover', (event) => {
  if (!song) return;
  event.preventDefault();
  const over = event.target.closest('#songs > li');
  if (over && over !== song) take(song, over);
});
songs.addEventListener('drop', (event) => {
  event.preventDefault();
  report('drag.songs', texts(songs));
});
songs.addEventListener('dragend', () => (song = undefined));

/** Follows the pointer from a press on `element` to its release. */
function follow(element, { moved, released }) {
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const { target } = event;
    // Not the target: whatever changes its place in the document loses the pointer.
    element.setPointerCapture(event.pointerId);
    const move = (event) => moved(event, target);
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', () => {
      element.removeEventListener('pointermove', move);
      released();
    }, { once: true });
  });
}

const books = byId('books');
follow(books, {
  moved({ clientX, clientY }, book) {
    const over = document.elementFromPoint(clientX, clientY)?.closest('#books > li');
    if (over && over !== book) take(book, over);
  },
  released: () => report('drag.books', texts(books)),
});

/** Where in `element` the pointer is, from 0 at its left to 1 at its right. */
function share(element, { clientX }) {
  const { left, width } = element.getBoundingClientRect();
  return Math.min(1, Math.max(0, (clientX - left) / width));
}

const thumb = byId('thumb');
follow(thumb, {
  moved(event) {
    const value = Math.round(share(byId('track'), event) * 10) * 10;
    thumb.style.left = `${value}%`;
    thumb.ariaValueNow = String(value);
  },
  released: () => report('drag.slider', thumb.ariaValueNow),
});

const split = byId('split');
const parts = [...split.children];
follow(byId('bar'), {
  moved: (event) => (parts[0].style.flexBasis = `${share(split, event) * 100}%`),
  released() {
    const left = parts[0].offsetWidth / split.offsetWidth;
    report('drag.split', left < 1 / 3 ? 'narrow left' : left < 2 / 3 ? 'even' : 'wide left');
  },
});

reportValue(byId('words'), 'drag.word', ({ value }) => value.trim());

const draw = byId('draw');
const ink = draw.getContext('2d');
const cell = ({ offsetX, offsetY }) =>
  'ABCD'[Math.min(3, Math.floor(offsetX / 80))] + (Math.min(3, Math.floor(offsetY / 40)) + 1);
let from, to;
draw.addEventListener('pointerdown', (event) => {
  from = to = cell(event);
  ink.beginPath();
  ink.moveTo(event.offsetX, event.offsetY);
});
draw.addEventListener('pointermove', (event) => {
  if (!from || !event.buttons) return;
  to = cell(event);
  ink.lineTo(event.offsetX, event.offsetY);
  ink.stroke();
});
draw.addEventListener('pointerup', () => {
  report('drag.drawn', `${from} to ${to}`);
  from = undefined;
});
