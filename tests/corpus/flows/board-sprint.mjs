// Adds, moves and completes tasks; one is deleted by mistake and brought back.
export default {
  site: 'board',
  start: '/board/',
  half: 'tuning',
  steps: [
    { says: 'Types a new task', act: (hands) => hands.fill('#new-task', 'Order stickers') },
    { says: 'Adds it', act: (hands) => hands.click('.add') },
    { says: 'Moves “Update the logo” on to Done', act: (hands) => hands.click('[data-id="2"] .on') },
    { says: 'Deletes “Fix the footer”', act: (hands) => hands.click('[data-id="1"] .delete') },
    { says: 'Undoes that', act: (hands) => hands.click('.toast a') },
    { says: 'Marks “Call the printer” as urgent', act: (hands) => hands.click('[data-id="3"] .urgent') },
    { says: 'Moves “Call the printer” on to Doing', act: (hands) => hands.click('[data-id="3"] .on') },
    {
      says: 'Types a title that is too long',
      act: (hands) => hands.fill('#new-task', 'Ask everybody about the summer party'),
    },
    { says: 'Shows only the tasks of Jonas', act: (hands) => hands.choose('#owner', 'Jonas') },
    {
      says: 'Replaces the title by a short one',
      act: (hands) => hands.fill('#new-task', 'Plan the party', { count: 3 }),
    },
    { says: 'Adds it by Enter', act: (hands) => hands.press('Enter') },
  ],
};
