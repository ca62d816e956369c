// The page of dialogs.

import { byId, report } from '/state.js';

byId('alert').addEventListener('click', () => {
  alert('Dinner is ready.');
  report('dialog.alert', 'told');
});
for (const [name, question] of [['delete', 'Delete the draft?'], ['format', 'Format the disk?']]) {
  byId(name).addEventListener('click', () => report(`dialog.${name}`, confirm(question) ? 'yes' : 'no'));
}
byId('rename').addEventListener('click', () => {
  report('dialog.rename', prompt('What shall the album be called?', 'Untitled') ?? 'no answer');
});
byId('tag').addEventListener('click', () => report('dialog.tag', prompt('Which tag?') ?? 'no answer'));
