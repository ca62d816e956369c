// The page of what lies over the page, and of tables.

import { byId, report, reportValue } from '/state.js';

const modal = byId('modal');
byId('invite').addEventListener('click', () => modal.showModal());
modal.addEventListener('close', () => {
  report('panel.invited', modal.returnValue === 'sent' ? byId('guest').value : 'nobody');
});
const about = byId('about-modal');
byId('about').addEventListener('click', () => about.showModal());
about.addEventListener('close', () => report('panel.about', 'closed'));

byId('stock').addEventListener('change', ({ target }) => report('panel.stock', target.checked ? 'on' : 'off'));
byId('filters').addEventListener('toggle', ({ newState }) => report('panel.filters', newState));

const teas = byId('teas');
function tell() {
  report('panel.teas', [...teas.rows].map(({ cells }) => `${cells[0].textContent} ${cells[1].textContent}`).join(', '));
}
teas.addEventListener('click', ({ target }) => {
  if (target.tagName !== 'BUTTON') return;
  target.closest('tr').remove();
  tell();
});
teas.addEventListener('dblclick', ({ target }) => {
  if (target.cellIndex !== 1) return;
  const field = document.createElement('input');
  field.ariaLabel = 'New price';
  field.size = 4;
  field.value = target.textContent;
  target.replaceChildren(field);
  field.select();
  field.addEventListener('keydown', ({ key }) => key === 'Enter' && field.blur());
  field.addEventListener('blur', () => {
    target.textContent = field.value;
    tell();
  });
});
byId('sort').addEventListener('click', ({ target }) => {
  target.parentElement.ariaSort = 'ascending';
  teas.append(...[...teas.rows].sort((one, other) => one.cells[1].textContent - other.cells[1].textContent));
  tell();
});

const which = byId('which');
byId('kind').addEventListener('change', async ({ target }) => {
  which.disabled = true;
  const response = await fetch(`/items?from=${target.selectedIndex * 20}`);
  which.replaceChildren(...(await response.json()).map((name) => new Option(name)));
  which.disabled = false;
});
which.addEventListener('change', () => report('panel.which', which.value));

reportValue(byId('flower'), 'panel.flower');

byId('copy').addEventListener('click', () => navigator.clipboard.writeText('https://example.com/tea'));
reportValue(byId('copied'), 'panel.copied');
