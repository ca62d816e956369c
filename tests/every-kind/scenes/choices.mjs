// Choices of all kinds.

const page = '/choices.html';

const clicks = (name, query, leaves, options) => ({ name, page, act: (hands) => hands.click(query, options), leaves });

export default [
  {
    name: 'select',
    page,
    act: (hands) => hands.choose('#country', 'France'),
    leaves: { 'choose.country': 'France' },
  },
  clicks('select-with-size', '#size > option =Large', { 'choose.size': 'Large' }),
  {
    name: 'select-multiple',
    page,
    async act(hands) {
      await hands.click('#toppings > option =Capers');
      await hands.click('#toppings > option =Onions', { keys: ['Control'] });
    },
    leaves: { 'choose.toppings': 'Capers, Onions' },
  },
  clicks('checkbox', '#news', { 'choose.news': 'on' }),
  clicks('checkbox-by-label', 'label[for=gift]', { 'choose.gift': 'off' }),
  clicks('own-checkbox', '#own', { 'choose.own': 'on' }),
  clicks('toggle-switch', 'label.switch', { 'choose.night': 'on' }, { at: { x: 20 } }),
  {
    name: 'radio',
    page,
    async act(hands) {
      await hands.click('#delivery [value=post]');
      await hands.press('ArrowDown');
    },
    leaves: { 'choose.delivery': 'bike' },
  },
  {
    name: 'select-all-but-one',
    page,
    async act(hands) {
      await hands.click('#all');
      await hands.click('#some label =Tuesday');
    },
    leaves: { 'choose.days': 'Monday, Wednesday', 'choose.all': 'some' },
  },
  clicks('details', '#details > summary', { 'choose.details': 'open' }),
  {
    name: 'combobox',
    page,
    async act(hands) {
      await hands.fill('#city', 'ber');
      await hands.click('#cities > * =Bern');
    },
    leaves: { 'choose.city': 'Bern' },
  },
  {
    name: 'listbox',
    page,
    async act(hands) {
      await hands.click('#colour');
      await hands.click('#colours > * =Sienna');
    },
    leaves: { 'choose.paint': 'Sienna' },
  },
];
