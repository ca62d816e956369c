// Files a ticket in a dialog and finds it again.
export default {
  site: 'tickets',
  start: '/tickets/',
  half: 'held',
  steps: [
    { says: 'Opens the dialog for a new ticket', act: (hands) => hands.click('#new') },
    { says: 'Enters the title', act: (hands) => hands.fill('[name="title"]', 'Printer prints blank pages') },
    { says: 'Chooses high priority', act: (hands) => hands.choose('[name="priority"]', 'High') },
    { says: 'Ticks Notify the team', act: (hands) => hands.click('[name="notify"]') },
    { says: 'Creates the ticket', act: (hands) => hands.click('.create') },
    { says: 'Sorts by priority', act: (hands) => hands.click('[data-sort="priority"]') },
    { says: 'Searches for “printer”', act: (hands) => hands.fill('[type="search"]', 'printer') },
    { says: 'Opens the ticket', act: (hands) => hands.click('#T-108 a') },
    { says: 'Closes it', act: (hands) => hands.click('.close') },
  ],
};
