// What is in a frame: a field, a button, a way on, and in the foreign one two frames more.

import { report, run } from '/state.js';

const asked = new URLSearchParams(location.search);
const name = asked.get('name') ?? document.body.dataset.name;
document.body.dataset.name = name;

document.body.insertAdjacentHTML('beforeend', `
  <label for="note">Note</label><input id="note" size="12">
  <button id="keep">Keep the note</button>
  <output data-key="frame.${name}"></output>`);
document.getElementById('keep').addEventListener('click', () => {
  report(`frame.${name}`, document.getElementById('note').value);
});

if (name === 'plain') {
  const next = document.createElement('a');
  next.href = '/frame.html?name=moved';
  next.textContent = 'Turn the page';
  document.body.append(next);
}

if (name === 'foreign') {
  const frames = [['sibling', 'Inner frame', location.origin], ['home', 'Frame from home', asked.get('home')]];
  for (const [inner, title, origin] of frames) {
    const frame = document.createElement('iframe');
    frame.id = inner;
    frame.title = title;
    frame.src = `${origin}/frame.html?${new URLSearchParams({ name: inner, run })}`;
    document.body.append(frame);
  }
}
