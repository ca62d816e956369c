// Filters, sorts and assigns tickets; one is closed by mistake and reopened.
export default {
  site: 'tickets',
  start: '/tickets/',
  half: 'tuning',
  steps: [
    { says: 'Shows only the open tickets', act: (hands) => hands.click('[data-status="Open"]') },
    { says: 'Sorts by priority', act: (hands) => hands.click('[data-sort="priority"]') },
    { says: 'Opens the ticket about the invoices', act: (hands) => hands.click('#T-103 a') },
    { says: 'Opens the Assign menu', act: (hands) => hands.click('.assign') },
    { says: 'Assigns it to Priya Nair', act: (hands) => hands.click('[role="menuitem"] =Priya Nair') },
    { says: 'Opens the ticket about the export', act: (hands) => hands.click('#T-104 a') },
    { says: 'Closes the ticket', act: (hands) => hands.click('.close') },
    { says: 'Reopens it, closing was a mistake', act: (hands) => hands.click('.close') },
    { says: 'Searches for “login”', act: (hands) => hands.fill('[type="search"]', 'login') },
    { says: 'Shows the closed tickets', act: (hands) => hands.click('[data-status="Closed"]') },
  ],
};
