// Clicks of all kinds.

const page = '/index.html';

export default [
  {
    name: 'left-click',
    page,
    act: (hands) => hands.click('#left'),
    leaves: { 'click.left': 'rung' },
  },
  {
    name: 'middle-click',
    page,
    act: (hands) => hands.click('#middle', { button: 'middle' }),
    leaves: { 'click.middle': 'closed' },
  },
  {
    name: 'right-click',
    page,
    async act(hands) {
      await hands.click('#right', { button: 'right' });
      await hands.click('#context [role=menuitem] =Duplicate');
    },
    leaves: { 'click.right': 'Duplicate' },
  },
  {
    name: 'double-click',
    page,
    act: (hands) => hands.click('#double', { count: 2 }),
    leaves: { 'click.double': 'zoomed' },
  },
  {
    name: 'triple-click',
    page,
    act: (hands) => hands.click('#triple', { count: 3 }),
    leaves: { 'click.triple': '3: Three clicks take the whole paragraph, whatever its length.' },
  },
  {
    name: 'several-at-once',
    page,
    async act(hands) {
      await hands.click('#many > * =Banana');
      await hands.click('#many > * =Date', { keys: ['Shift'] });
      await hands.click('#many > * =Fig', { keys: ['Control'] });
      await hands.click('#many > * =Cherry', { keys: ['Control'] });
    },
    leaves: { 'click.many': 'Banana, Date, Fig' },
  },
  ...['Alt', 'Shift', 'Meta'].map((key) => ({
    name: `${key.toLowerCase()}-click`,
    page,
    act: (hands) => hands.click(`#with-${key.toLowerCase()}`, { keys: [key] }),
    leaves: { [`click.${key.toLowerCase()}`]: 'with the key' },
  })),
  {
    name: 'canvas-click',
    page,
    act: (hands) => hands.click('#canvas', { at: { x: 200, y: 290 } }),
    leaves: { 'click.canvas': 'C4' },
  },
  {
    name: 'press-and-hold',
    page,
    async act(hands) {
      await hands.click('#hold', { hold: 900 });
      await hands.click('#tap');
    },
    leaves: { 'hold.long': 'held', 'hold.short': 'tapped' },
  },
  {
    name: 'replaced-button',
    page,
    async act(hands) {
      await hands.click('#replaced > button');
      await hands.waitFor('#replaced > button', 'Unfollow');
    },
    leaves: { 'click.replaced': 'followed' },
  },
  {
    name: 'svg-icon',
    page,
    act: (hands) => hands.click('#icon'),
    leaves: { 'click.icon': 'favourite' },
  },
  {
    name: 'image-map',
    page,
    act: (hands) => hands.click('#plan', { at: { x: 235, y: 50 } }),
    leaves: { 'click.area': 'Study' },
  },
];
