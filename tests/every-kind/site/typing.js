// The page of fields.

import { byId, report, reportValue } from '/state.js';

for (const name of ['text', 'email', 'number', 'area', 'wrapped', 'paste', 'ime']) {
  reportValue(byId(name), `type.${name}`);
}
reportValue(byId('piece-field'), 'type.piece');

byId('search').addEventListener('submit', async (event) => {
  event.preventDefault();
  const query = byId('query').value;
  await fetch(`/items?from=0&query=${encodeURIComponent(query)}`);
  report('type.search', `found ${query}`);
});

const address = byId('address');
const fields = [...address.querySelectorAll('input')];
address.addEventListener('submit', (event) => event.preventDefault());
address.addEventListener('input', () => report('type.tabbed', fields.map(({ value }) => value).join(' | ')));

const phone = byId('phone');
phone.addEventListener('input', () => {
  const digits = phone.value.replace(/\D/g, '').slice(0, 10);
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  phone.value = [area && `(${area}`, exchange && `) ${exchange}`, line && `-${line}`].join('');
  report('type.phone', phone.value);
});

const again = byId('again');
// As some libraries do for their own listeners: the browser has told of the change already.
again.addEventListener('blur', () => again.dispatchEvent(new Event('change', { bubbles: true })));
again.addEventListener('change', () => report('type.again', again.value));

const digits = [...byId('otp').children];
for (const [index, digit] of digits.entries()) {
  digit.addEventListener('focus', () => digit.select());
  digit.addEventListener('input', () => {
    if (digit.value) digits[index + 1]?.focus();
    report('type.otp', digits.map(({ value }) => value || '_').join(''));
  });
  digit.addEventListener('keydown', ({ key }) => {
    if (key === 'Backspace' && !digit.value) digits[index - 1]?.focus();
  });
}

byId('vault').addEventListener('submit', (event) => event.preventDefault());
reportValue(byId('password'), 'type.password', ({ value }) => `${value.length} characters`);

const join = byId('join');
join.addEventListener('input', () => (join.querySelector('button').disabled = !join.checkValidity()));
join.addEventListener('submit', (event) => {
  event.preventDefault();
  report('type.joined', byId('join-email').value);
});
