// Serves the corpus's sites, each in its own folder: /bank/, /tickets/ …
//   node server.mjs [--port N]
// Prints {"url":"http://localhost:PORT"}; ends when its input ends. Keeps nothing: the state of a site is in its page.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

const SITES = join(import.meta.dirname, 'sites');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.txt': 'text/plain' };

/** The file of a path: a page's address has no extension, and any address of `trips` is its one page. */
function fileOf(path) {
  if (extname(path)) return path;
  if (path.startsWith('/trips/')) return '/trips/index.html';
  return path.endsWith('/') ? `${path}index.html` : `${path}.html`;
}

async function answer(request, response) {
  const file = fileOf(normalize(new URL(request.url, 'http://localhost').pathname));
  const content = await readFile(join(SITES, file)).catch(() => undefined);
  if (content === undefined) return response.writeHead(404).end('There is no such page');
  response.setHeader('Content-Type', `${TYPES[extname(file)]}; charset=utf-8`);
  response.end(content);
}

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(values.port), 'localhost', () => {
  console.log(JSON.stringify({ url: `http://localhost:${server.address().port}` }));
});
process.stdin.on('end', () => process.exit()).resume();
