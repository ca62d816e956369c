// Adds a payee whose IBAN is too short at first, removes another one by mistake and signs on without it.
export default {
  site: 'bank',
  start: '/bank/payees',
  half: 'held',
  steps: [
    { says: 'Enters the payee’s name, Lakeside Gym', act: (hands) => hands.fill('[name="name"]', 'Lakeside Gym') },
    { says: 'Enters an IBAN that is too short', act: (hands) => hands.fill('[name="iban"]', 'DE02 3702') },
    { says: 'Chooses a monthly limit of 500', act: (hands) => hands.choose('[name="limit"]', '500') },
    {
      says: 'Replaces the IBAN by the whole one',
      act: (hands) => hands.fill('[name="iban"]', 'DE02 3702 0500 0001 0299 00', { count: 3 }),
    },
    { says: 'Ticks that the details are checked', act: (hands) => hands.click('[name="terms"]') },
    { says: 'Adds the payee', act: (hands) => hands.click('form button') },
    { says: 'Removes City Power', act: (hands) => hands.click('.payees li:nth-child(1) button') },
    { says: 'Opens the Accounts page', act: (hands) => hands.click('nav a =Accounts') },
    { says: 'Opens the statement of the Holiday account', act: (hands) => hands.click('td a =Holiday') },
  ],
};
