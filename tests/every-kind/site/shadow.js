// The page of shadow roots.

import { byId, report } from '/state.js';

class NoteCard extends HTMLElement {
  connectedCallback() {
    const { name, mode, label } = this.dataset;
    const root = this.attachShadow({ mode });
    root.innerHTML = `
      <style>input, button { font: inherit; padding: 6px 12px; }</style>
      <label for="note">${label}</label> <input id="note">
      <button id="keep">Keep ${label.toLowerCase()}</button>
      <output data-key="shadow.${name}"></output>`;
    root.getElementById('keep').addEventListener('click', () => {
      report(`shadow.${name}`, root.getElementById('note').value, root);
    });
  }
}
customElements.define('note-card', NoteCard);

class NoteFrame extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML =
      '<note-card id="inner" data-name="nested" data-mode="open" data-label="Nested note"></note-card>';
  }
}
customElements.define('note-frame', NoteFrame);

class NoteSlot extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = '<div>Between: <slot></slot></div>';
  }
}
customElements.define('note-slot', NoteSlot);

byId('slotted').addEventListener('click', () => report('shadow.slotted', 'pressed'));
