// Values that aren't typed as text.

const page = '/values.html';

/** Into the parts of a date or time: from the first on. */
const parts = (name, query, keys, leaves) => ({
  name,
  page,
  async act(hands) {
    await hands.click(query, { at: { x: 18 } });
    for (const key of keys) await (key.length > 1 && key.startsWith('Arrow') ? hands.press(key) : hands.type(key));
  },
  leaves,
});

export default [
  {
    name: 'range-by-drag',
    page,
    act: (hands) => hands.drag('#volume', '#volume', { at: { x: 31 }, onto: { x: 89 } }),
    leaves: { 'value.volume': '7' },
  },
  {
    name: 'range-by-keys',
    page,
    async act(hands) {
      await hands.click('#range-title');
      await hands.tabTo('#zoom');
      await hands.press('End');
      await hands.press('ArrowLeft');
    },
    leaves: { 'value.zoom': '9' },
  },
  parts('date', '#date', ['05212026'], { 'value.date': '2026-05-21' }),
  parts('time', '#time', ['0745AM'], { 'value.time': '07:45' }),
  parts('datetime', '#moment', ['05222026', 'ArrowRight', '0930PM'], { 'value.moment': '2026-05-22T21:30' }),
  parts('month', '#month', ['Sep', 'ArrowRight', '2027'], { 'value.month': '2027-09' }),
  parts('week', '#week', ['31', '2026'], { 'value.week': '2026-W31' }),
  {
    name: 'colour',
    page,
    async act(hands) {
      await hands.click('#colour');
      await hands.waitFor('#colour:open');
      // Nothing tells when the picker listens.
      await hands.pause(800);
      // In it: past the field, the hue and the pipette, into red, green and blue.
      await hands.type('\t\t\t255\t136\t0\n', 20);
    },
    leaves: { 'value.colour': '#ff8800' },
  },
  {
    name: 'number-by-arrows',
    page,
    async act(hands) {
      await hands.click('#spin', { at: { x: -20, y: 12 } });
      await hands.click('#spin', { at: { x: -20, y: 12 } });
    },
    leaves: { 'value.spin': '5' },
  },
  {
    name: 'number-by-keys',
    page,
    async act(hands) {
      await hands.click('#steps', { at: { x: 20 } });
      await hands.press('ArrowUp');
      await hands.press('ArrowUp');
      await hands.press('ArrowUp');
      await hands.press('ArrowDown');
    },
    leaves: { 'value.steps': '3' },
  },
];
