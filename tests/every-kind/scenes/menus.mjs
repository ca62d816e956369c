// What opens, moves and goes by itself.

const page = '/menus.html';

export default [
  {
    name: 'menu-of-style',
    page,
    async act(hands) {
      await hands.hover('.on-hover > button');
      await hands.click('.on-hover li button =Chairs');
    },
    leaves: { 'menu.css': 'Chairs' },
  },
  {
    name: 'menu-made-on-hover',
    page,
    async act(hands) {
      await hands.hover('#account');
      await hands.click('body > .menu > * =Billing');
    },
    leaves: { 'menu.script': 'Billing' },
  },
  {
    name: 'menu-in-menu',
    page,
    async act(hands) {
      await hands.hover('#file > button');
      await hands.hover('#export', { y: 12 });
      // Straight across: a slanting way leads over other items.
      await hands.hover('#export > .menu > * =As PDF', { x: 12 });
      await hands.click('#export > .menu > * =As PNG', { at: { x: 12 } });
    },
    leaves: { 'menu.levels': 'As PNG' },
  },
  {
    name: 'menu-closed-by-click-elsewhere',
    page,
    async act(hands) {
      await hands.click('#more');
      await hands.waitFor('#more-menu');
      await hands.click('#click-menu-title');
    },
    leaves: { 'menu.more': 'opened and closed' },
  },
  {
    name: 'tip-on-hover',
    page,
    async act(hands) {
      await hands.hover('#tipped');
      await hands.waitFor('#tip');
      await hands.hover('#tip-title');
    },
    leaves: { 'hover.tip': 'seen' },
  },
  {
    name: 'moving-panel',
    page,
    async act(hands) {
      await hands.click('#reveal');
      await hands.click('#apply');
    },
    leaves: { 'moment.applied': 'applied' },
  },
  {
    name: 'toast',
    page,
    async act(hands) {
      await hands.click('#archive');
      await hands.click('.toast > button');
    },
    leaves: { 'moment.toast': 'taken back' },
  },
  {
    name: 'late-button',
    page,
    async act(hands) {
      await hands.click('#load');
      await hands.click('#prices > button');
    },
    leaves: { 'moment.late': 'accepted' },
  },
];
