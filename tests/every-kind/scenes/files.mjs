// Files up and down.

import { fileURLToPath } from 'node:url';

const page = '/files.html';
const path = (name) => fileURLToPath(new URL(`../files/${name}`, import.meta.url));

// Nobody presses keys in the system's own file dialog.
const uploads = (name, query, files, leaves) => ({
  name,
  page,
  cdpOnly: true,
  act: (hands) => hands.upload(query, files.map(path)),
  leaves,
});

export default [
  uploads('upload', '#one', ['mug.svg'], { 'upload.one': 'mug.svg (209)' }),
  uploads('upload-several', '#several', ['mug.svg', 'note.txt'], { 'upload.several': 'mug.svg (209), note.txt (18)' }),
  uploads('upload-behind-button', '#behind-button', ['contacts.csv'], { 'upload.behind': 'contacts.csv (37)' }),
  uploads('upload-by-click-on-zone', '#zone', ['note.txt'], { 'upload.zone': 'note.txt (18)' }),
  {
    name: 'upload-by-drop',
    page,
    cdpOnly: true,
    act: (hands) => hands.dropFiles('#drop', [path('note.txt')]),
    leaves: { 'upload.drop': 'note.txt (18)' },
  },
  {
    name: 'download-by-link',
    page,
    act: (hands) => hands.click('a[download]'),
    leaves: { 'download.link': 'report.csv' },
  },
  {
    name: 'download-by-script',
    page,
    act: (hands) => hands.click('#blob'),
    leaves: { 'download.blob': 'notes.txt' },
  },
];
