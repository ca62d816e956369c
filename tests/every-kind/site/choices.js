// The page of choices.

import { byId, report } from '/state.js';

const chosen = (select) => [...select.selectedOptions].map(({ label }) => label).join(', ');
for (const name of ['country', 'size', 'toppings']) {
  byId(name).addEventListener('change', () => report(`choose.${name}`, chosen(byId(name))));
}

for (const name of ['news', 'gift', 'night']) {
  byId(name).addEventListener('change', ({ target }) => report(`choose.${name}`, target.checked ? 'on' : 'off'));
}

const own = byId('own');
function toggle() {
  own.ariaChecked = String(own.ariaChecked !== 'true');
  report('choose.own', own.ariaChecked === 'true' ? 'on' : 'off');
}
own.addEventListener('click', toggle);
own.addEventListener('keydown', (event) => {
  if (event.key !== ' ') return;
  event.preventDefault();
  toggle();
});

byId('delivery').addEventListener('change', ({ target }) => report('choose.delivery', target.value));

const all = byId('all');
const days = [...byId('some').querySelectorAll('input')];
function tellDays() {
  const checked = days.filter((day) => day.checked);
  all.checked = checked.length === days.length;
  all.indeterminate = checked.length > 0 && !all.checked;
  report('choose.days', checked.map((day) => day.parentElement.textContent.trim()).join(', '));
  report('choose.all', all.indeterminate ? 'some' : all.checked ? 'all' : 'none');
}
all.addEventListener('change', () => {
  for (const day of days) day.checked = all.checked;
  tellDays();
});
for (const day of days) day.addEventListener('change', tellDays);

byId('details').addEventListener('toggle', ({ target }) => report('choose.details', target.open ? 'open' : 'closed'));

const CITIES = ['Bergen', 'Berlin', 'Bern', 'Brno', 'Graz', 'Linz'];
const city = byId('city');
const cities = byId('cities');
function offer() {
  const found = CITIES.filter((name) => name.toLowerCase().startsWith(city.value.toLowerCase()));
  cities.replaceChildren(...found.map((name) => {
    const option = document.createElement('div');
    option.role = 'option';
    option.textContent = name;
    return option;
  }));
  open(city, cities, found.length > 0);
}
function take(option) {
  city.value = option.textContent;
  open(city, cities, false);
  report('choose.city', city.value);
}
function open(control, list, is) {
  list.hidden = !is;
  control.ariaExpanded = String(is);
}
city.addEventListener('input', offer);
city.addEventListener('focus', offer);
city.addEventListener('blur', () => open(city, cities, false));
// The field keeps the focus, or its list would be gone before the click.
cities.addEventListener('mousedown', (event) => event.preventDefault());
cities.addEventListener('click', ({ target }) => target.role === 'option' && take(target));
city.addEventListener('keydown', (event) => {
  const options = [...cities.children];
  const at = options.findIndex(({ ariaSelected }) => ariaSelected === 'true');
  if (event.key === 'Enter' && at >= 0) return take(options[at]);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (next === undefined || !options[next]) return;
  event.preventDefault();
  for (const [index, option] of options.entries()) option.ariaSelected = String(index === next);
});

const paint = byId('colour');
const paints = byId('colours');
paint.addEventListener('click', () => open(paint, paints, paints.hidden));
paints.addEventListener('mousedown', (event) => event.preventDefault());
paints.addEventListener('click', ({ target }) => {
  if (target.role !== 'option') return;
  paint.textContent = target.textContent;
  open(paint, paints, false);
  report('choose.paint', target.textContent);
});
