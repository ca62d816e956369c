// A page that asks to stay while something isn't sent.

import { byId, report } from '/state.js';

const letter = byId('letter');
let unsent = false;
letter.addEventListener('input', () => (unsent = true));
byId('send').addEventListener('click', () => {
  unsent = false;
  report('leave.sent', letter.value);
});
addEventListener('beforeunload', (event) => unsent && event.preventDefault());
addEventListener('pagehide', () => unsent && report('leave.lost', letter.value));
