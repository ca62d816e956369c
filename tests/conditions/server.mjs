// Serves a page that tells what the browser is like: language, time zone, colours, place, size, touch, cookies, storage.
//   node server.mjs [--user NAME --password TEXT] [--cert FILE --key FILE]
// Prints {"url":"http://localhost:PORT"}; /left gives what the last page told.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { user: { type: 'string' }, password: { type: 'string' }, cert: { type: 'string' }, key: { type: 'string' } },
});
const expected = options.user && `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
let left = {};

const PAGE = `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>What are you like?</title><body>
<h1>What are you like?</h1><button id="tell">Tell</button> <a href="/?signed-in">Sign in</a> <output></output>
<script>
  if (location.search === '?signed-in') {
    document.cookie = 'session=abc; max-age=3600; samesite=lax';
    localStorage.setItem('cart', 'two mugs');
  }
  // Chromium 156 sometimes leaves the first question for its pretended place without an answer.
  const where = (tries) => new Promise((resolve) => navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve(coords.latitude + ', ' + coords.longitude),
    (error) => resolve(error.code === error.TIMEOUT && tries > 1 ? where(tries - 1) : error.message), { timeout: 1500 }));
  tell.onclick = async () => {
    const place = await where(3);
    const all = {
      agent: navigator.userAgent.replace(/[\\d.]+/g, 'n'), language: navigator.language,
      number: (1234.5).toLocaleString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      dark: matchMedia('(prefers-color-scheme: dark)').matches, place, size: innerWidth + 'x' + innerHeight,
      scale: devicePixelRatio, touch: navigator.maxTouchPoints > 0, cookie: document.cookie, cart: localStorage.getItem('cart'),
    };
    await fetch('/left', { method: 'POST', body: JSON.stringify(all) });
    document.querySelector('output').textContent = 'Told';
  };
</script>`;

async function answer(request, response) {
  if (request.url === '/left' && request.method === 'GET') {
    response.end(JSON.stringify(left));
    left = {};
    return;
  }
  if (expected && request.headers.authorization !== expected) {
    return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="staging"' }).end('Who are you?');
  }
  if (request.method === 'POST') {
    let text = '';
    for await (const chunk of request) text += chunk;
    left = { ...JSON.parse(text), language: request.headers['accept-language'].split(/[,;]/)[0] };
    return response.end();
  }
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(PAGE);
}

const handle = (request, response) => void answer(request, response);
const secure = options.cert && { cert: readFileSync(options.cert), key: readFileSync(options.key) };
const server = secure ? createSecureServer(secure, handle) : createServer(handle);
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `${secure ? 'https' : 'http'}://localhost:${server.address().port}` }));
});
