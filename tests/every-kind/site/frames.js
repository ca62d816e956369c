// The page of frames.

import { byId, run } from '/state.js';

byId('inline').srcdoc = `<!doctype html>
  <html lang="en">
    <link rel="stylesheet" href="/style.css">
    <body class="bare" data-name="inline"><script type="module" src="/frame.js"></script></body>
  </html>`;

const other = new URL('/frame.html', location.href);
other.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
// Over there this page's cookie isn't known.
other.search = new URLSearchParams({ name: 'foreign', run, home: location.origin });
byId('cross').src = other;
