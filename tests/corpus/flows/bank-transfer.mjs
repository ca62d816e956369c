// Signs in and moves money; the first amount is more than there is. The fees open in a tab of their own.
export default {
  site: 'bank',
  start: '/bank/',
  half: 'tuning',
  steps: [
    { says: 'Enters the customer number 40017', act: (hands) => hands.fill('[name="customer"]', '40017') },
    { says: 'Enters the password', act: (hands) => hands.fill('[name="password"]', 'winter-morning') },
    { says: 'Signs in', act: (hands) => hands.click('form button') },
    { says: 'Opens the Transfer page', act: (hands) => hands.click('nav a =Transfer') },
    { says: 'Chooses Savings to send from', act: (hands) => hands.choose('[name="from"]', 'Savings (€8,000.00)') },
    { says: 'Chooses Everyday to send to', act: (hands) => hands.choose('[name="to"]', 'Everyday (€1,240.50)') },
    { says: 'Enters an amount of 9000, too much', act: (hands) => hands.fill('[name="amount"]', '9000') },
    { says: 'Enters a note, June rent', act: (hands) => hands.fill('[name="note"]', 'June rent') },
    { says: 'Replaces the amount by 250', act: (hands) => hands.fill('[name="amount"]', '250', { count: 3 }) },
    { says: 'Sends the money', act: (hands) => hands.click('#send') },
    { says: 'Opens the statement of the Everyday account', act: (hands) => hands.click('td a =Everyday') },
    { says: 'Goes back to the Transfer page', act: (hands) => hands.click('nav a =Transfer') },
    {
      says: 'Opens the fees in a new tab',
      act: async (hands) => hands.toTab(await hands.opened(() => hands.click('a =Fees and limits'))),
    },
  ],
};
