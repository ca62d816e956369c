// A library: views by the address’s hash, a basket with a badge, switches, a page in another tab.
const BOOKS = [
  ['The Salt Road', 'Mira Castell', 'Available'],
  ['Gardens of Iron', 'Paul Renner', 'On loan until 12 June 2027'],
  ['A Short History of Bread', 'Mira Castell', 'Available'],
  ['Night Ferries', 'Ines Duarte', 'Available'],
  ['Bread and Circuses', 'Tom Ashby', 'Available'],
].map(([title, author, state]) => ({ title, author, state }));
const member = { basket: [], loans: [], words: '', emails: true, sms: false, flash: '' };
const body = document.querySelector('.body');

const VIEWS = {
  '#catalogue': () => {
    const words = member.words.toLowerCase();
    const found = BOOKS.filter(({ title, author }) => `${title} ${author}`.toLowerCase().includes(words));
    return `<h1>Catalogue</h1><form role="search"><input name="q" aria-label="Title or author" value="${member.words}">
      <button>Find</button></form><p class="hits">${found.length} books</p><ul class="books">${found.map(book).join('')}</ul>`;
  },
  '#basket': () => `<h1>Basket</h1>${member.basket.length ? '' : '<p class="empty">Your basket is empty</p>'}
    <ol class="chosen">${member.basket.map((title) => `<li>${title} <button class="out" data-title="${title}">Remove</button></li>`).join('')}</ol>
    <button class="borrow" ${member.basket.length ? '' : 'disabled'}>Borrow all</button>`,
  '#loans': () => `<h1>Thank you</h1><p class="due">Due back on 30 June 2027</p>
    <ul class="loans">${member.loans.map((title) => `<li>${title}</li>`).join('')}</ul>
    <a class="receipt" href="/library/receipt.txt" download="receipt-5512.txt">Download receipt</a>`,
  '#settings': () => `<h1>Settings</h1>
    <p><span id="l1">Email reminders</span> <button role="switch" aria-labelledby="l1" aria-checked="${member.emails}" data-of="emails">${member.emails ? 'On' : 'Off'}</button></p>
    <p><span id="l2">Text reminders</span> <button role="switch" aria-labelledby="l2" aria-checked="${member.sms}" data-of="sms">${member.sms ? 'On' : 'Off'}</button></p>
    <p><label>Loan period <select id="period"><option>2 weeks</option><option>4 weeks</option></select></label></p>`,
};

function book({ title, author, state }) {
  const chosen = member.basket.includes(title);
  const can = state === 'Available' && !chosen;
  return `<li><b>${title}</b> by ${author} <i>${state}</i>
    <button class="in" data-title="${title}" ${can ? '' : 'disabled'}>${chosen ? 'In your basket' : 'Add to basket'}</button></li>`;
}

function render() {
  const view = VIEWS[location.hash] ? location.hash : '#catalogue';
  const flash = member.flash ? `<div class="flash" role="alert">${member.flash}</div>` : '';
  body.innerHTML = flash + VIEWS[view]();
  member.flash = '';
  document.querySelector('.pill').textContent = member.basket.length;
  document.title = `${body.querySelector('h1').textContent} · Riverside Library`;
}

body.addEventListener('submit', (event) => {
  event.preventDefault();
  member.words = event.target.elements.q.value;
  render();
});
body.addEventListener('click', ({ target }) => {
  const { title, of } = target.dataset;
  if (target.matches('.in')) {
    member.basket.push(title);
    member.flash = `“${title}” is in your basket`;
  } else if (target.matches('.out')) {
    member.basket.splice(member.basket.indexOf(title), 1);
    member.flash = `“${title}” was taken out`;
  } else if (of) {
    member[of] = !member[of];
    member.flash = 'Settings saved';
  } else if (target.matches('.borrow')) {
    member.loans = member.basket;
    member.basket = [];
    location.hash = '#loans';
    return;
  } else return;
  render();
});
body.addEventListener('change', ({ target }) => {
  if (!target.matches('#period')) return;
  const { value } = target;
  member.flash = 'Settings saved';
  render();
  body.querySelector('#period').value = value;
});
addEventListener('hashchange', render);
render();
