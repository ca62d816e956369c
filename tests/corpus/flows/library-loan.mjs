// Borrows two of three books, reads the help in a new tab, downloads a receipt and changes a setting.
export default {
  site: 'library',
  start: '/library/',
  half: 'held',
  steps: [
    { says: 'Types “bread” into the search', act: (hands) => hands.fill('[name="q"]', 'bread') },
    { says: 'Finds', act: (hands) => hands.click('form button') },
    {
      says: 'Puts A Short History of Bread into the basket',
      act: (hands) => hands.click('[data-title="A Short History of Bread"]'),
    },
    {
      says: 'Puts Bread and Circuses into the basket',
      act: (hands) => hands.click('[data-title="Bread and Circuses"]'),
    },
    { says: 'Opens the basket', act: (hands) => hands.click('a[href="#basket"]') },
    { says: 'Takes Bread and Circuses out', act: (hands) => hands.click('.out[data-title="Bread and Circuses"]') },
    {
      says: 'Opens the help in a new tab',
      act: async (hands) => {
        hands.first = hands.tab;
        await hands.toTab(await hands.opened(() => hands.click('.head a[target]')));
        await hands.waitFor('h1', 'How can we help?');
      },
    },
    { says: 'Closes the help', act: (hands) => hands.closeTab(hands.first) },
    { says: 'Borrows the book', act: (hands) => hands.click('.borrow') },
    { says: 'Downloads the receipt', act: (hands) => hands.click('.receipt') },
    { says: 'Opens the settings', act: (hands) => hands.click('a[href="#settings"]') },
    { says: 'Turns text reminders on', act: (hands) => hands.click('[data-of="sms"]') },
    { says: 'Chooses a loan period of four weeks', act: (hands) => hands.choose('#period', '4 weeks') },
  ],
};
