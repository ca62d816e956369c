// A page that changes its address without being loaded anew.

import { byId, report } from '/state.js';

function show() {
  const view = new URLSearchParams(location.search).get('view');
  byId('view').textContent = view;
  report('history.view', view);
}
byId('views').addEventListener('click', (event) => {
  if (event.target.tagName !== 'A') return;
  event.preventDefault();
  history.pushState(null, '', event.target.href);
  show();
});
addEventListener('popstate', show);
show();
