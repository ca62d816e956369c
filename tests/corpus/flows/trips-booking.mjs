// Books a train: a date, the cheapest direct one, an email address, a ticket to download.
export default {
  site: 'trips',
  start: '/trips/',
  half: 'tuning',
  steps: [
    { says: 'Enters Lisbon as the start', act: (hands) => hands.fill('.from', 'Lisbon') },
    { says: 'Enters Porto as the destination', act: (hands) => hands.fill('.to', 'Porto') },
    { says: 'Enters the date, 14 June 2027', act: (hands) => hands.fill('.date', '2027-06-14') },
    { says: 'Searches', act: (hands) => hands.click('.find') },
    { says: 'Opens the list of orders', act: (hands) => hands.click('.sorter') },
    { says: 'Sorts by price, cheapest first', act: (hands) => hands.click('.option =Cheapest first') },
    { says: 'Ticks Direct trains only', act: (hands) => hands.click('#direct') },
    { says: 'Selects the River Line, under sixty euros', act: (hands) => hands.click('[data-name="River Line"]') },
    { says: 'Ticks the flexible ticket', act: (hands) => hands.click('#flex') },
    { says: 'Enters an email address', act: (hands) => hands.fill('.email', 'ada.winter@example.com') },
    { says: 'Books', act: (hands) => hands.click('.pay') },
    { says: 'Downloads the ticket', act: (hands) => hands.click('.ticket') },
  ],
};
