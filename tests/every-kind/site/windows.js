// The page of windows and tabs.

import { add, byId, report } from '/state.js';

byId('memo').addEventListener('click', () => open('/memo.html', 'memo', 'width=460,height=360'));
byId('pick').addEventListener('click', () => open('/picker.html', 'picker', 'width=460,height=360'));
addEventListener('message', ({ data, origin }) => {
  if (origin === location.origin && data.picked) report('window.picked', data.picked);
});
byId('ping').addEventListener('click', () => add('window.turns', 'ping'));
