// The page of what opens, moves and goes by itself.

import { byId, report } from '/state.js';

const onHover = document.querySelector('.on-hover > ul');
onHover.addEventListener('click', ({ target }) => {
  if (target.tagName === 'BUTTON') report('menu.css', target.textContent);
});

/** How long the pointer rests until a menu is made, and how long it may be away until that goes. */
const REST_MS = 150;
const AWAY_MS = 300;
const account = byId('account');
let menu, coming, going;
function show() {
  menu = document.createElement('div');
  menu.className = 'menu';
  menu.role = 'menu';
  menu.ariaLabel = 'Account';
  for (const name of ['Profile', 'Billing', 'Sign out']) {
    const item = document.createElement('div');
    item.role = 'menuitem';
    item.textContent = name;
    item.addEventListener('click', () => {
      report('menu.script', name);
      hide();
    });
    menu.append(item);
  }
  const { left, bottom } = account.getBoundingClientRect();
  Object.assign(menu.style, { left: `${left + scrollX}px`, top: `${bottom + scrollY}px` });
  menu.addEventListener('mouseenter', () => clearTimeout(going));
  menu.addEventListener('mouseleave', () => (going = setTimeout(hide, AWAY_MS)));
  document.body.append(menu);
}
function hide() {
  menu?.remove();
  menu = undefined;
}
account.addEventListener('mouseenter', () => {
  clearTimeout(going);
  if (!menu) coming = setTimeout(show, REST_MS);
});
account.addEventListener('mouseleave', () => {
  clearTimeout(coming);
  going = setTimeout(hide, AWAY_MS);
});

for (const level of document.querySelectorAll('.levels')) {
  const below = level.querySelector('.menu');
  level.addEventListener('mouseenter', () => (below.hidden = false));
  level.addEventListener('mouseleave', () => (below.hidden = true));
}
byId('export').querySelector('.menu').addEventListener('click', ({ target }) => {
  if (target.role !== 'menuitem') return;
  report('menu.levels', target.textContent);
  for (const level of document.querySelectorAll('.levels > .menu')) level.hidden = true;
});

const more = byId('more');
const moreMenu = byId('more-menu');
function openMore(is) {
  moreMenu.hidden = !is;
  more.ariaExpanded = String(is);
  report('menu.more', is ? 'open' : 'opened and closed');
}
more.addEventListener('click', () => openMore(moreMenu.hidden));
document.addEventListener('mousedown', ({ target }) => {
  if (!moreMenu.hidden && target !== more && !moreMenu.contains(target)) openMore(false);
});

let resting;
byId('tipped').addEventListener('mouseenter', () => {
  resting = setTimeout(() => {
    byId('tip').hidden = false;
    report('hover.tip', 'seen');
  }, 300);
});
byId('tipped').addEventListener('mouseleave', () => {
  clearTimeout(resting);
  byId('tip').hidden = true;
});

byId('reveal').addEventListener('click', () => (byId('panel').hidden = false));
byId('apply').addEventListener('click', () => report('moment.applied', 'applied'));

/** How long a toast stays. */
const TOAST_MS = 2000;
byId('archive').addEventListener('click', () => {
  const toast = document.createElement('div');
  const undo = document.createElement('button');
  undo.textContent = 'Undo';
  undo.addEventListener('click', () => {
    report('moment.toast', 'taken back');
    toast.remove();
  });
  toast.className = 'toast';
  toast.append('Archived ', undo);
  byId('toasts').append(toast);
  report('moment.toast', 'archived');
  setTimeout(() => toast.remove(), TOAST_MS);
});

byId('load').addEventListener('click', async () => {
  await fetch('/items?from=0');
  // As a slow server would.
  setTimeout(() => {
    const accept = document.createElement('button');
    accept.textContent = 'Accept price';
    accept.addEventListener('click', () => report('moment.late', 'accepted'));
    byId('prices').replaceChildren(accept);
  }, 600);
});
