// The page of files, up and down.

import { byId, report, reportValue } from '/state.js';

const told = (files) => [...files].map(({ name, size }) => `${name} (${size})`).join(', ');
for (const name of ['one', 'several', 'behind', 'zone']) {
  reportValue(byId(name), `upload.${name}`, ({ files }) => told(files));
}
byId('behind-button').addEventListener('click', () => byId('behind').click());

byId('drop').addEventListener('dragover', (event) => event.preventDefault());
byId('drop').addEventListener('drop', (event) => {
  event.preventDefault();
  report('upload.drop', told(event.dataTransfer.files));
});

byId('blob').addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['Remember the milk\n'], { type: 'text/plain' }));
  link.download = 'notes.txt';
  link.click();
  report('download.blob', link.download);
});
