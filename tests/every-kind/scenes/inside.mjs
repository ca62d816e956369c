// In frames and in shadow roots.

const notes = (name, page, inside, text, leaves) => ({
  name,
  page,
  async act(hands) {
    await hands.fill(`${inside} >> #note`, text);
    await hands.click(`${inside} >> #keep`);
  },
  leaves,
});

export default [
  notes('frame', '/frames.html', '#plain', 'from the plain one', { 'frame.plain': 'from the plain one' }),
  notes('srcdoc-frame', '/frames.html', '#inline', 'from the inline one', { 'frame.inline': 'from the inline one' }),
  notes('foreign-frame', '/frames.html', '#cross', 'from abroad', { 'frame.foreign': 'from abroad' }),
  notes('frame-in-foreign-frame', '/frames.html', '#cross >> #sibling', 'from further', {
    'frame.sibling': 'from further',
  }),
  notes('frame-from-home-in-foreign-frame', '/frames.html', '#cross >> #home', 'back home', {
    'frame.home': 'back home',
  }),
  {
    name: 'link-in-frame',
    page: '/frames.html',
    async act(hands) {
      await hands.click('#plain >> a');
      await hands.fill('#plain >> [data-name=moved] #note', 'on the next page');
      await hands.click('#plain >> #keep');
    },
    leaves: { 'frame.moved': 'on the next page' },
  },
  notes('open-shadow', '/shadow.html', '#open', 'in the open', { 'shadow.open': 'in the open' }),
  notes('closed-shadow', '/shadow.html', '#closed', 'behind doors', { 'shadow.closed': 'behind doors' }),
  notes('nested-shadow', '/shadow.html', '#nested >> #inner', 'deep down', { 'shadow.nested': 'deep down' }),
  {
    name: 'slotted',
    page: '/shadow.html',
    act: (hands) => hands.click('#slotted'),
    leaves: { 'shadow.slotted': 'pressed' },
  },
];
