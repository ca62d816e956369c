// Books an appointment: an error in the date of birth, a wrong time, then the right one; cancels another one.
export default {
  site: 'clinic',
  start: '/clinic/',
  half: 'held',
  steps: [
    { says: 'Enters the patient’s name', act: (hands) => hands.fill('#patient', 'Rosa Blum') },
    { says: 'Enters a date of birth that is no date', act: (hands) => hands.fill('#born', '3 May 90') },
    { says: 'Chooses Dr. Okafor', act: (hands) => hands.choose('#doctor', 'Dr. Okafor') },
    { says: 'Replaces the date of birth', act: (hands) => hands.fill('#born', '03/05/1990', { count: 3 }) },
    { says: 'Chooses nine o’clock, by mistake', act: (hands) => hands.click('[value="09:00"]') },
    { says: 'Chooses half past ten', act: (hands) => hands.click('[value="10:30"]') },
    { says: 'Ticks the reminder', act: (hands) => hands.click('[name="remind"]') },
    { says: 'Enters the mobile number', act: (hands) => hands.fill('#phone', '0170 5550199') },
    { says: 'Confirms', act: (hands) => hands.click('#confirm') },
    { says: 'Cancels the appointment with Dr. Lindqvist', act: (hands) => hands.click('.mine [data-at="0"]') },
  ],
};
