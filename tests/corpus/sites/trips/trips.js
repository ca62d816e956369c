// Train tickets: a page without a single button or form, whose address and title change by script.
const TRAINS = [
  ['Morning Star', '06:12', '11:40', 89, 0],
  ['Coast Runner', '07:45', '14:02', 54, 1],
  ['Alpine Express', '09:30', '14:55', 72, 0],
  ['Night Owl', '22:10', '06:35', 39, 2],
  ['River Line', '12:20', '18:05', 58, 0],
].map(([name, leaves, arrives, price, changes]) => ({ name, leaves, arrives, price, changes }));
const ORDERS = { Departure: (a, b) => a.leaves.localeCompare(b.leaves), 'Cheapest first': (a, b) => a.price - b.price };
const trip = { from: '', to: '', date: '', order: 'Departure', direct: false, train: undefined, flex: false, email: '' };
const page = document.querySelector('.page');
const $ = (selector) => page.querySelector(selector);
const total = () => trip.train.price + (trip.flex ? 9 : 0);

function go(path, title, html) {
  if (location.pathname + location.search !== path) history.pushState(null, '', path);
  document.title = title;
  page.innerHTML = html;
}

function search() {
  go('/trips/', 'Wander – find a train', `<h1>Where to?</h1>
    <div class="field"><div class="caption">From</div><input class="from"></div>
    <div class="field"><div class="caption">To</div><input class="to"></div>
    <div class="field"><div class="caption">Date</div><input class="date" placeholder="YYYY-MM-DD"></div>
    <div class="btn find">Search</div><div class="problem"></div>`);
}

function results() {
  go(`/trips/results?from=${trip.from}&to=${trip.to}&date=${trip.date}`, `${trip.from} to ${trip.to} – Wander`, `
    <h1>${trip.from} → ${trip.to}</h1><div class="when">Leaving on ${trip.date}</div>
    <div class="bar"><div class="sorter"><span class="current"></span><div class="options gone">
      <div class="option">Departure</div><div class="option">Cheapest first</div></div></div>
      <span><input type="checkbox" id="direct"><label for="direct">Direct trains only</label></span>
      <span class="found"></span></div><div class="list"></div>`);
  list();
}

function list() {
  const found = TRAINS.filter(({ changes }) => !trip.direct || !changes).sort(ORDERS[trip.order]);
  $('.current').textContent = trip.order;
  $('.found').textContent = `${found.length} trains found`;
  $('.list').innerHTML = found
    .map(({ name, leaves, arrives, price, changes }) => `<div class="card"><div class="name">${name}</div>
      <div class="times">${leaves} – ${arrives}</div><div class="changes">${changes ? `${changes} change${changes > 1 ? 's' : ''}` : 'direct'}</div>
      <div class="price">€${price}.00</div><div class="btn pick" data-name="${name}">Select</div></div>`)
    .join('');
}

function checkout() {
  go('/trips/checkout', 'Your booking – Wander', `<h1>Your booking</h1>
    <div class="summary">${trip.train.name}, ${trip.date}, ${trip.train.leaves}</div>
    <p><input type="checkbox" id="flex"><label for="flex">Flexible ticket (+ €9.00)</label></p>
    <div class="field"><div class="caption">Email for the ticket</div><input class="email"></div><div class="problem"></div>
    <p>Total <span class="total"></span></p><div class="btn pay off">Book now</div>`);
  $('.total').textContent = `€${total()}.00`;
}

function booked() {
  go('/trips/booked', 'Booked – Wander', `<h1>Have a good trip!</h1>
    <div class="code">Booking WX-2207</div><div class="sent">We sent the ticket to ${trip.email}</div>
    <div class="summary">${trip.train.name}, ${trip.date}, ${trip.train.leaves}</div>
    <div class="paid">Paid: €${total()}.00</div><p><a class="ticket" href="/trips/ticket-WX-2207.txt" download>Download ticket</a></p>`);
}

page.addEventListener('click', ({ target }) => {
  if (target.matches('.find')) {
    for (const name of ['from', 'to', 'date']) trip[name] = $(`.${name}`).value;
    if (/^\d{4}-\d\d-\d\d$/.test(trip.date)) results();
    else $('.problem').textContent = 'Please enter a date, such as 2027-06-01';
  } else if (target.matches('.option')) {
    trip.order = target.textContent;
    $('.options').classList.add('gone');
    list();
  } else if (target.closest('.sorter')) $('.options').classList.toggle('gone');
  else if (target.matches('.pick')) {
    trip.train = TRAINS.find(({ name }) => name === target.dataset.name);
    checkout();
  } else if (target.matches('.pay') && !target.matches('.off')) booked();
});
page.addEventListener('input', ({ target }) => {
  if (target.matches('#direct')) {
    trip.direct = target.checked;
    list();
  } else if (target.matches('#flex')) {
    trip.flex = target.checked;
    $('.total').textContent = `€${total()}.00`;
  } else if (target.matches('.email')) {
    trip.email = target.value;
    const good = /^\S+@\S+\.\w+$/.test(trip.email);
    $('.pay').classList.toggle('off', !good);
    $('.problem').textContent = good || !trip.email ? '' : 'This is no email address yet';
  }
});
search();
