// The page of many plain widgets, which a person uses at random. Nothing is reported: only the recording counts.

const template = document.querySelector('template');
template.replaceWith(template.content);

const of = (name) => document.querySelector(`[data-testid="${name}"]`);

const here = new URL(location.href);
here.searchParams.set('page', String(Number(here.searchParams.get('page') ?? 1) + 1));
of('next').href = here.href;
const { port } = location;
of('far').src = `http://127.0.0.1:${port}/random-frame.html?name=far`;

of('memo').addEventListener('click', () => window.open('/random-popup.html', '', 'width=400,height=300'));
of('alert').addEventListener('click', () => alert('Dinner is ready.'));
of('confirm').addEventListener('click', () => confirm('Delete the draft?'));
of('prompt').addEventListener('click', () => prompt('What shall it be called?', 'Untitled'));
of('form').addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('contextmenu', (event) => event.preventDefault());
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey && event.key === 's') || event.altKey) event.preventDefault();
});

// As component libraries do: what is pointed at says so in an attribute, and so does the page, for whatever follows.
for (const control of document.querySelectorAll('a, button, input, select')) {
  control.addEventListener('pointerenter', () => control.setAttribute('data-hovered', ''));
  control.addEventListener('pointerleave', () => control.removeAttribute('data-hovered'));
}
addEventListener('pointermove', ({ x, y }) => document.body.setAttribute('data-pointer', `${x} ${y}`));

let card;
for (const column of [of('todo'), of('done')]) {
  column.addEventListener('dragstart', ({ target, dataTransfer }) => {
    card = target;
    dataTransfer.setData('text/plain', target.textContent);
  });
  column.addEventListener('dragover', (event) => card && event.preventDefault());
  column.addEventListener('drop', (event) => {
    event.preventDefault();
    column.append(card);
    card = undefined;
  });
}
for (const type of ['dragover', 'drop']) of('zone').addEventListener(type, (event) => event.preventDefault());

function row(index) {
  const made = document.createElement('div');
  made.dataset.testid = `row-${index}`;
  made.textContent = `Row ${index}`;
  return made;
}
of('rows').append(...Array.from({ length: 40 }, (_, index) => row(index + 1)));

const ROW = 32;
const virtual = of('virtual');
virtual.firstElementChild.style.height = `${ROW * 500}px`;
function draw() {
  const first = Math.floor(virtual.scrollTop / ROW);
  virtual.firstElementChild.replaceChildren(...Array.from({ length: 5 }, (_, index) => {
    const made = row(first + index + 101);
    made.role = 'option';
    made.style.top = `${(first + index) * ROW}px`;
    return made;
  }));
}
virtual.addEventListener('scroll', draw);
draw();

customElements.define('note-card', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = `
      <input data-testid="open-note" aria-label="Open note" size="10"> <button data-testid="open-keep">Keep</button>`;
  }
});
