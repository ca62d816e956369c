// An issue tracker: a table that is filtered and sorted, a menu, a dialog, messages that go away by themselves.
const RANKS = ['High', 'Medium', 'Low'];
const tickets = [
  [101, 'Login button does nothing', 'Medium', 'Open', 'Tom Baker'],
  [102, 'Typo on the imprint page', 'Low', 'Closed', 'Priya Nair'],
  [103, 'Invoices show the wrong year', 'High', 'Open', 'Nobody'],
  [104, 'Export takes minutes', 'Low', 'Open', 'Nobody'],
  [105, 'Dark mode flickers', 'Medium', 'Closed', 'Tom Baker'],
  [106, 'Login loops on Safari', 'High', 'Open', 'Tom Baker'],
  [107, 'Avatar upload fails', 'Medium', 'Closed', 'Tom Baker'],
].map(([id, title, priority, status, assignee]) => ({ id, title, priority, status, assignee }));
const view = { status: '', sort: 'id', search: '', shown: undefined };
const $ = (selector) => document.querySelector(selector);

function render() {
  const words = view.search.toLowerCase();
  const rows = tickets.filter(({ status, title }) => (!view.status || status === view.status) && title.toLowerCase().includes(words));
  if (view.sort === 'priority') rows.sort((a, b) => RANKS.indexOf(a.priority) - RANKS.indexOf(b.priority) || a.id - b.id);
  $('tbody').innerHTML = rows
    .map(({ id, title, priority, status, assignee }) => `<tr id="T-${id}"><td>T-${id}</td><td><a href="#T-${id}">${title}</a></td>
      <td>${priority}</td><td class="status">${status}</td><td class="assignee">${assignee}</td></tr>`)
    .join('');
  const open = tickets.filter(({ status }) => status === 'Open');
  $('[data-testid="open-count"]').textContent = open.length;
  $('[data-testid="mine-count"]').textContent = open.filter(({ assignee }) => assignee === 'Priya Nair').length;
  $('[data-testid="shown"]').textContent = `${rows.length} of ${tickets.length} tickets`;
  $('.nothing').hidden = rows.length > 0;
  document.title = `Tickets (${open.length} open)`;
  for (const button of document.querySelectorAll('[data-status]')) button.ariaPressed = String(button.dataset.status === view.status);
  for (const button of document.querySelectorAll('[data-sort]')) {
    button.closest('th').ariaSort = button.dataset.sort === view.sort ? 'ascending' : 'none';
  }
  const { shown } = view;
  $('aside').hidden = !shown;
  if (!shown) return;
  $('aside h2').textContent = `T-${shown.id} ${shown.title}`;
  $('.who').textContent = `Assigned to ${shown.assignee}`;
  $('.close').textContent = shown.status === 'Open' ? 'Close ticket' : 'Reopen ticket';
}

function snack(text) {
  $('.snack').textContent = text;
  $('.snack').hidden = false;
  clearTimeout(snack.timer);
  snack.timer = setTimeout(() => ($('.snack').hidden = true), 6000);
}

function menu(open) {
  $('[role="menu"]').hidden = !open;
  $('.assign').ariaExpanded = String(open);
}

document.addEventListener('click', (event) => {
  const { target } = event;
  if (target.dataset.status !== undefined) view.status = target.dataset.status;
  else if (target.dataset.sort) view.sort = target.dataset.sort;
  else if (target.matches('td a')) {
    event.preventDefault();
    view.shown = tickets.find(({ id }) => `#T-${id}` === target.getAttribute('href'));
    menu(false);
  } else if (target.matches('.assign')) menu($('[role="menu"]').hidden);
  else if (target.matches('[role="menuitem"]')) {
    view.shown.assignee = target.textContent;
    menu(false);
    snack(`T-${view.shown.id} is now assigned to ${target.textContent}`);
  } else if (target.matches('.close')) {
    view.shown.status = view.shown.status === 'Open' ? 'Closed' : 'Open';
    snack(`T-${view.shown.id} was ${view.shown.status === 'Open' ? 'reopened' : 'closed'}`);
  } else if (target.matches('#new')) $('[role="dialog"]').hidden = false;
  else if (target.matches('.cancel')) $('[role="dialog"]').hidden = true;
  else if (target.matches('.create')) {
    const id = 101 + tickets.length;
    const [title, priority, notify] = ['title', 'priority', 'notify'].map((name) => $(`[name="${name}"]`));
    tickets.push({ id, title: title.value, priority: priority.value, status: 'Open', assignee: 'Priya Nair' });
    $('[role="dialog"]').hidden = true;
    snack(notify.checked ? `T-${id} created, the team was notified` : `T-${id} created`);
  } else return;
  render();
});
document.addEventListener('input', ({ target }) => {
  if (target.type === 'search') {
    view.search = target.value;
    render();
  }
  $('.create').disabled = !$('[name="title"]').value;
  $('.hint').hidden = !$('.create').disabled;
});
render();
