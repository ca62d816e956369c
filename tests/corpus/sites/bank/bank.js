// The bank's books: accounts, payees and what moved, kept in this browser.
const FIRST = {
  signedIn: false,
  toast: '',
  accounts: [
    { id: 'everyday', name: 'Everyday', balance: 124050 },
    { id: 'savings', name: 'Savings', balance: 800000 },
    { id: 'holiday', name: 'Holiday', balance: 31000 },
  ],
  moves: [
    { account: 'everyday', date: '28 May 2027', text: 'Corner bakery', amount: -640 },
    { account: 'everyday', date: '27 May 2027', text: 'Salary', amount: 210000 },
    { account: 'savings', date: '1 May 2027', text: 'Interest', amount: 1250 },
  ],
  payees: [
    { name: 'City Power', iban: 'DE02 1203 0000 0000 2020 51', limit: 200 },
    { name: 'Green Rent', iban: 'DE02 5001 0517 0137 0750 30', limit: 1500 },
  ],
};
const books = JSON.parse(localStorage.getItem('books')) ?? FIRST;
const keep = () => localStorage.setItem('books', JSON.stringify(books));
const account = (id) => books.accounts.find((one) => one.id === id);

/** Cents as euros: €1,240.50. */
function euros(cents, sign = '') {
  const [whole, rest] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '−' : sign}€${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** What was done on the page before, told once. */
function tellToast() {
  document.querySelector('[role="status"]').textContent = books.toast;
  books.toast = '';
  keep();
}
