// Text into fields of all kinds.

const page = '/typing.html';

const types = (name, query, text, leaves) => ({ name, page, act: (hands) => hands.fill(query, text), leaves });

export default [
  types('text', '#text', 'Ada, "the" 1st', { 'type.text': 'Ada, "the" 1st' }),
  types('email', '#email', 'ada@example.com', { 'type.email': 'ada@example.com' }),
  types('number', '#number', '12', { 'type.number': '12' }),
  types('textarea', '#area', 'Dear all,\n\nsee you on Monday.\nAda', {
    'type.area': 'Dear all,\n\nsee you on Monday.\nAda',
  }),
  {
    name: 'label-around-field',
    page,
    async act(hands) {
      // On the words, not on the field.
      await hands.click('label:has(#wrapped)', { at: { x: 12 } });
      await hands.type('Graz');
    },
    leaves: { 'type.wrapped': 'Graz' },
  },
  {
    name: 'correcting',
    page,
    async act(hands) {
      await hands.fill('#again', 'Acme Lmt');
      await hands.press('Backspace');
      await hands.press('Backspace');
      await hands.type('td');
      await hands.press('Tab');
    },
    leaves: { 'type.again': 'Acme Ltd' },
  },
  types('search-by-enter', '#query', 'teapots\n', { 'type.search': 'found teapots' }),
  {
    name: 'search-that-navigates',
    page,
    async act(hands) {
      await hands.fill('#elsewhere', 'kettles\n');
      await hands.arrived('/done.html?by=search&what=kettles');
    },
    leaves: { 'arrived.search': 'kettles' },
  },
  {
    name: 'paste',
    page,
    async act(hands) {
      await hands.click('#voucher', { count: 3 });
      await hands.copy();
      await hands.click('#paste');
      await hands.paste();
    },
    // Three clicks take the whole paragraph.
    leaves: { 'type.paste': 'Voucher: SPRING-2026' },
  },
  {
    name: 'select-text-and-copy',
    page,
    async act(hands) {
      await hands.drag('#piece', '#piece', { at: { x: 1 }, onto: { x: -1 } });
      await hands.copy();
      await hands.click('#piece-field');
      await hands.paste();
    },
    leaves: { 'type.piece': 'KX-4921-B' },
  },
  {
    name: 'fast-tabs',
    page,
    async act(hands) {
      await hands.click('#given');
      await hands.type('Grace\tHopper\t1 Harbour Way\t10115', 0);
    },
    leaves: { 'type.tabbed': 'Grace | Hopper | 1 Harbour Way | 10115' },
  },
  {
    name: 'composed-text',
    page,
    cdpOnly: true,
    async act(hands) {
      await hands.click('#ime');
      await hands.compose(['k', 'こ', 'こn', 'こん', 'こんに', 'こんにち', 'こんにちは', '今日は']);
    },
    leaves: { 'type.ime': '今日は' },
  },
  types('masked-phone', '#phone', '4155550132', { 'type.phone': '(415) 555-0132' }),
  types('one-time-code', '#otp > :first-child', '493817', { 'type.otp': '493817' }),
  types('password', '#password', 'Correct-horse 9!', { 'type.password': '16 characters' }),
  {
    name: 'not-before-valid',
    page,
    async act(hands) {
      await hands.fill('#join-email', 'lin@example.com');
      await hands.click('#join-terms');
      await hands.click('#join button');
    },
    leaves: { 'type.joined': 'lin@example.com' },
  },
];
