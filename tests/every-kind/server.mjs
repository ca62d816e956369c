// Serves the app with every kind of action, and keeps what came of each action, apart for each browser context.
//   node server.mjs [port]
// Prints one line when it listens: {"url":"http://localhost:PORT","other":"http://127.0.0.1:PORT"}. To Chromium the two
// are different sites, so that a frame of the other one has a process of its own.

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SITE = fileURLToPath(new URL('site', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** For each run, in order of creation: for each key, what was reported and when, as the page's clock says. */
const runs = new Map();

function store({ run, key, value, at = Date.now(), add = false }) {
  if (!runs.has(run)) runs.set(run, new Map());
  const reports = runs.get(run);
  const before = reports.get(key) ?? [];
  // Two reports may overtake each other on their way here: their own times decide.
  const all = [...before, { at, value, add }].sort((one, other) => one.at - other.at);
  reports.set(key, add ? all : all.slice(-1));
}

function state(run) {
  const reports = runs.get(run) ?? new Map();
  return Object.fromEntries(
    [...reports].map(([key, all]) => [key, all[0].add ? all.map(({ value }) => value).join(', ') : all[0].value]),
  );
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const cookie = /(?:^|; )run=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const run = url.searchParams.get('run') ?? cookie;
  const json = (value) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
  response.setHeader('Cache-Control', 'no-cache');

  if (request.method === 'POST' && url.pathname === '/state') {
    store(JSON.parse(await body(request)));
    response.writeHead(204).end();
  } else if (url.pathname === '/state') {
    json(state(run));
  } else if (url.pathname === '/runs') {
    json([...runs.keys()]);
  } else if (url.pathname === '/items') {
    const from = Number(url.searchParams.get('from'));
    json(Array.from({ length: 20 }, (_, index) => `Letter ${from + index + 1}`));
  } else if (url.pathname === '/download/report.csv') {
    store({ run, key: 'download.link', value: 'report.csv' });
    response.writeHead(200, {
      'Content-Type': 'text/csv',
      'Content-Disposition': 'attachment; filename="report.csv"',
    });
    response.end('month,sold\nMay,12\nJune,19\n');
  } else if (url.pathname === '/redirect/1') {
    response.writeHead(302, { Location: '/redirect/2' }).end();
  } else if (url.pathname === '/redirect/2') {
    response.writeHead(302, { Location: '/done.html?by=redirect' }).end();
  } else {
    await file(url.pathname === '/' ? '/index.html' : url.pathname, run, response);
  }
}

async function file(path, run, response) {
  const name = normalize(join(SITE, decodeURIComponent(path)));
  const content = name.startsWith(SITE + sep) ? await readFile(name).catch(() => undefined) : undefined;
  if (!content) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
  // Only a page begins a run: what a page loads has no cookie either when that page is a frame of another site.
  if (extname(name) === '.html' && !run) {
    const created = randomUUID().slice(0, 8);
    runs.set(created, new Map());
    response.setHeader('Set-Cookie', `run=${created}; Path=/; SameSite=Lax`);
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(content);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});

// Without an address: both families, since `localhost` may be either.
server.listen(Number(process.argv[2] ?? 0), () => {
  const { port } = server.address();
  console.log(JSON.stringify({ url: `http://localhost:${port}`, other: `http://127.0.0.1:${port}` }));
});
