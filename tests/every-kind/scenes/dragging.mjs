// What is dragged: as HTML has it, and by the pointer alone.

const page = '/dragging.html';

const drags = (name, from, to, leaves, places) => ({
  name,
  page,
  act: (hands) => hands.drag(from, to, places),
  leaves,
});

export default [
  drags('card-to-column', '#todo > li =Bake bread', '#done', {
    'drag.board': 'Buy flour, Wash up | Find recipe, Bake bread',
  }),
  drags('sort-by-html-drag', '#songs > li =Prelude', '#songs > li =March', {
    'drag.songs': 'Waltz, March, Prelude, Finale',
  }),
  drags('sort-by-pointer', '#books > li =Diary', '#books > li =Bible', {
    'drag.books': 'Atlas, Diary, Bible, Cookbook',
  }),
  drags('own-slider', '#thumb', '#track', { 'drag.slider': '70' }, { onto: { x: 280 } }),
  drags('split-pane', '#bar', '#split', { 'drag.split': 'wide left' }, { onto: { x: 380 } }),
  {
    name: 'drag-text',
    page,
    async act(hands) {
      await hands.click('#word', { count: 2 });
      // A third press at once would take the paragraph.
      await hands.pause(700);
      await hands.drag('#word', '#words');
    },
    leaves: { 'drag.word': 'serendipity' },
  },
  drags('drawing', '#draw', '#draw', { 'drag.drawn': 'A1 to D4' }, { at: { x: 30, y: 20 }, onto: { x: 280, y: 140 } }),
];
