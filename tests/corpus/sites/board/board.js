// A task board: divs with classes, messages that stay until they are undone, counts everywhere.
const COLUMNS = ['To do', 'Doing', 'Done'];
let cards = [
  ['Write release notes', 'Mara', 0],
  ['Fix the footer', 'Jonas', 0],
  ['Update the logo', 'Mara', 1],
  ['Call the printer', 'Jonas', 0],
].map(([title, owner, column], id) => ({ id, title, owner, column, urgent: false }));
let before = cards;
let next = cards.length;
const $ = (selector) => document.querySelector(selector);
const LIMIT = 30;

function card({ id, title, owner, column, urgent }) {
  return `<div class="card ${column === 2 ? 'done' : ''}" data-id="${id}"><span class="title">${title}</span><span class="owner">${owner}</span>
    <label><input type="checkbox" class="urgent" ${urgent ? 'checked' : ''}>Urgent</label>
    <button class="on" ${column === 2 ? 'disabled' : ''}>Move on</button> <button class="delete" title="Delete">✕</button></div>`;
}

function render() {
  const owner = $('#owner').value;
  const shown = cards.filter((one) => !owner || one.owner === owner).sort((a, b) => b.urgent - a.urgent || a.id - b.id);
  $('.columns').innerHTML = COLUMNS.map((name, at) => {
    const here = shown.filter(({ column }) => column === at);
    return `<div class="column"><h2><span>${name}</span><span class="count">${here.length}</span></h2>
      ${here.map(card).join('') || '<p class="empty">Nothing here</p>'}</div>`;
  }).join('');
  const done = cards.filter(({ column }) => column === 2).length;
  $('.progress').textContent = `${done} of ${cards.length} done`;
  document.title = `Sprint 12 (${done}/${cards.length} done)`;
}

function change(after, text) {
  before = cards;
  cards = after;
  $('.toast span').textContent = text;
  $('.toast').hidden = false;
  render();
}

function add() {
  const title = $('#new-task').value;
  change([...cards, { id: next++, title, owner: $('#owner').value || 'Mara', column: 0, urgent: false }], `Added “${title}”`);
  $('#new-task').value = '';
  $('.left').textContent = '';
  $('.add').disabled = true;
}

document.addEventListener('click', ({ target }) => {
  const of = cards.find(({ id }) => String(id) === target.closest('.card')?.dataset.id);
  if (target.matches('.add')) add();
  else if (target.matches('.on')) {
    const column = of.column + 1;
    change(cards.map((one) => (one === of ? { ...of, column } : one)), `“${of.title}” is now in ${COLUMNS[column]}`);
  } else if (target.matches('.delete')) change(cards.filter((one) => one !== of), `Deleted “${of.title}”`);
  else if (target.matches('.toast a')) {
    cards = before;
    $('.toast').hidden = true;
    render();
  }
});
document.addEventListener('change', ({ target }) => {
  if (target.matches('#owner')) render();
  if (!target.matches('.urgent')) return;
  const id = target.closest('.card').dataset.id;
  cards = cards.map((one) => (String(one.id) === id ? { ...one, urgent: target.checked } : one));
  render();
});
$('#new-task').addEventListener('input', ({ target }) => {
  const left = LIMIT - target.value.length;
  $('.left').textContent = left < 0 ? 'This title is too long' : `${left} characters left`;
  $('.add').disabled = !target.value || left < 0;
});
$('#new-task').addEventListener('keydown', ({ key }) => {
  if (key === 'Enter' && !$('.add').disabled) add();
});
render();
