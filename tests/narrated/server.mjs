// Serves a page on which what is said decides what is meant: two parts with the same button, results in an order that is
// data, invoices with numbers.
//   node server.mjs
// Prints {"url":"http://localhost:PORT"}.

import { createServer } from 'node:http';

const PAGE = `<!DOCTYPE html><html lang="en"><title>Office</title><body><main>
<h1>Office</h1>
<section aria-label="Shipping address"><h2>Shipping address</h2><label>Street <input></label><button>Save</button></section>
<section aria-label="Billing address"><h2>Billing address</h2><label>Street <input></label>
  <button>Save</button><button id="remove">Remove</button></section>
<h2>Results</h2><ul id="results"><li><a href="#kettle">Copper kettle</a></li><li><a href="#mug">Blue mug</a></li>
  <li><a href="#pot">Tea pot</a></li></ul>
<h2>Invoices</h2><table><tr><th>Invoice</th><th>Total</th><th></th></tr>
  <tr><td><a id="i1041" href="#1041">Invoice 1041</a></td><td>20.00</td><td><button>Open</button></td></tr>
  <tr><td><a id="i1042" href="#1042">Invoice 1042</a></td><td>20.00</td><td><button>Open</button></td></tr></table>
<output></output></main>
<script>document.addEventListener('click', (event) => { document.querySelector('output').textContent = event.target.textContent; });</script>`;

const server = createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8').end(PAGE);
});
server.listen(0, 'localhost', () => console.log(JSON.stringify({ url: `http://localhost:${server.address().port}/` })));
process.stdin.on('end', () => process.exit()).resume();
