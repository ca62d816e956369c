// What is only there once scrolled to.

const page = '/scrolling.html';

export default [
  {
    name: 'virtual-list',
    page,
    async act(hands) {
      await hands.wheelTo('#virtual', '#virtual [role=option] =Row 60', { dy: 120 });
      await hands.click('#virtual [role=option] =Row 60');
    },
    leaves: { 'scroll.row': 'Row 60' },
  },
  {
    name: 'endless-list',
    page,
    async act(hands) {
      await hands.wheelTo('#endless', '#endless button =Letter 47', { dy: 120 });
      await hands.click('#endless button =Letter 47');
    },
    leaves: { 'scroll.letter': 'Letter 47' },
  },
  {
    name: 'sideways',
    page,
    async act(hands) {
      await hands.wheelTo('#strip', '#strip > button =Week 24', { dx: 240 });
      await hands.click('#strip > button =Week 24');
    },
    leaves: { 'scroll.week': 'Week 24' },
  },
  {
    name: 'end-of-page',
    page,
    async act(hands) {
      await hands.wheelTo('body', '#end > button', { dy: 500 });
      await hands.click('#end > button');
    },
    leaves: { 'scroll.end': 'subscribed' },
  },
];
