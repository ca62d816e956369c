#!/usr/bin/env node
// The sample shop some releases later: its pages pass through here, and texts in them are exchanged.
//
//   node tests/changed-shop/server.mjs http://127.0.0.1:PORT 'Checkout=>Continue to payment' …
//
// Prints {"url":…} and serves until standard input ends.

import { createServer, request } from 'node:http';

const [shop, ...exchanges] = process.argv.slice(2);
const pairs = exchanges.map((exchange) => exchange.split('=>'));

const server = createServer((asked, answer) => {
  const headers = { ...asked.headers, host: new URL(shop).host, 'accept-encoding': 'identity' };
  const passed = request(new URL(asked.url, shop), { method: asked.method, headers }, async (got) => {
    const pieces = [];
    for await (const piece of got) pieces.push(piece);
    let body = Buffer.concat(pieces);
    if (/html|javascript/.test(got.headers['content-type'] ?? '')) {
      let text = body.toString();
      for (const [from, to] of pairs) text = text.replaceAll(from, to);
      body = Buffer.from(text);
    }
    const { 'transfer-encoding': _, ...kept } = got.headers;
    answer.writeHead(got.statusCode, { ...kept, 'content-length': body.length });
    answer.end(body);
  });
  passed.on('error', () => answer.writeHead(502).end());
  asked.pipe(passed);
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
process.stdin.on('end', () => process.exit()).resume();
