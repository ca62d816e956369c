// The page of ways from page to page.

import { byId, report } from '/state.js';
import { whenBack } from '/back.js';

whenBack(() => report('history.back', 'came back'));

byId('hasty').addEventListener('mousedown', ({ button, currentTarget }) => {
  if (button === 0) location.assign(currentTarget.href);
});

addEventListener('hashchange', () => report('history.hash', location.hash));
