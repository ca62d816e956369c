// Serves pages that make it hard for a recorder: a flood of events, a great many elements, builtins that throw, a policy
// against scripts. Prints {"url":"http://localhost:PORT"}; /left gives what the last page reported.

import { createServer } from 'node:http';

let left = null;

const page = (title, body) => `<!DOCTYPE html><html lang="en"><title>${title}</title><body><h1>${title}</h1>${body}`;

/** Everything that a recorder could lean on, broken before it can say a word. */
const BREAK = `
  const broken = () => { throw new Error('broken by the page'); };
  for (const owner of [Array, Object, String, JSON, Map, Set, WeakMap, WeakSet, Promise, Element, Node, Event, EventTarget,
    Document, HTMLElement, HTMLInputElement, MutationObserver, Range, CSSStyleDeclaration, NodeList, NamedNodeMap]) {
    for (const target of [owner, owner.prototype]) {
      for (const name of Object.getOwnPropertyNames(target ?? {})) {
        if (['constructor', 'prototype', 'length', 'name'].includes(name) || (owner === Object && target === Object)) continue;
        try { Reflect.defineProperty(target, name, { get: () => broken, set() {}, configurable: false }); } catch {}
      }
    }
  }
  for (const name of ['setTimeout', 'clearTimeout', 'getComputedStyle', 'requestAnimationFrame', 'Math', 'Date', 'Symbol',
    'crypto', 'performance', 'console', 'saywrightTell', 'saywright']) {
    try { Reflect.defineProperty(window, name, { get: broken, configurable: false }); } catch {}
  }`;

const clobbered = ['attributes', 'getAttribute', 'childNodes', 'firstChild', 'nextSibling', 'parentNode', 'localName',
  'tagName', 'children', 'closest', 'matches', 'ownerDocument', 'getBoundingClientRect', 'isConnected', 'nodeType'];

const PAGES = {
  '/builtins': page('Builtins', `
    <script>${BREAK}</script>
    <form>${clobbered.map((name) => `<input type="hidden" name="${name}">`).join('')}
    <p><label>Your name <input name="who"></label> <label><input type="checkbox" name="agree"> I agree</label></form>
    <a href="/done">Go on</a>`),
  '/policy': page('Policy', `
    <label>Your name <input name="who"></label> <label><input type="checkbox"> I agree</label>
    <a href="/done">Go on</a>`),
  '/flood': page('Flood', `
    <p><button id="one">One</button> <button id="two">Two</button> <output></output></p><ul></ul>
    <script>
      const [one, two, list, said] = ['#one', '#two', 'ul', 'output'].map((name) => document.querySelector(name));
      const clicks = [];
      for (const button of [one, two]) {
        button.onclick = (event) => {
          if (!event.isTrusted) return;
          clicks.push(button.id);
          said.textContent = clicks.join(', ');
          fetch('/left', { method: 'POST', body: said.textContent });
        };
      }
      let dispatched = 0;
      const began = Date.now();
      setInterval(() => {
        const due = (Date.now() - began) * 10;
        for (; dispatched < due; dispatched++) {
          const name = ['click', 'input', 'keydown', 'pointerdown', 'change'][dispatched % 5];
          (dispatched % 2 ? one : two).dispatchEvent(new Event(name, { bubbles: true, composed: true }));
          list.firstChild ? list.firstChild.remove() : list.append(document.createElement('li'));
        }
      }, 4);
    </script>`),
  '/many': page('Many', `
    <p><button id="add">Add one more</button></p><div id="all"></div>
    <script>
      all.innerHTML = Array.from({ length: 12500 }, (_, n) =>
        '<div class="row"><span>Row ' + n + '</span><b>' + n * 7 + '</b><i>kept</i></div>').join('');
      add.onclick = () => { all.insertAdjacentHTML('beforeend', '<p>More</p>'); };
    </script><a href="/done">Go on</a>`),
  '/done': page('Done', '<p>That was it.</p>'),
};

async function answer(request, response) {
  if (request.url === '/left' && request.method === 'POST') {
    left = '';
    for await (const chunk of request) left += chunk;
    return response.end();
  }
  if (request.url === '/left') return response.end(JSON.stringify(left));
  if (request.url === '/policy') response.setHeader('Content-Security-Policy', "script-src 'none'; object-src 'none'");
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(PAGES[request.url] ?? PAGES['/done']);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://localhost:${server.address().port}` })));
