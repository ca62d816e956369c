// Serves pages that know secrets, and repeat them wherever a page can: texts, attributes, addresses, titles, dialogs,
// frames, requests, downloads. Prints {"url":"http://localhost:PORT"}; /left tells what the last person left.

import { createServer } from 'node:http';
import * as secret from './values.mjs';

let left = {};

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title, body) => `<!DOCTYPE html><html lang="en"><title>${escaped(title)}</title><body>${body}`;

const FORM = page(
  'Sign in',
  `<h1>Sign in</h1><form action="/welcome">
  <p><label>User name <input name="user"></label>
  <p><label>Password <input type="password" name="password"></label>
    <button type="button" onclick="form.password.type = 'text'">Show it</button>
  <p><label>Card number <input name="card" autocomplete="cc-number"></label>
  <p><label>Expiry month <select name="month" autocomplete="cc-exp-month"><option>01<option>02<option>11</select></label>
  <p><label>Code from the text message <input name="otp" autocomplete="one-time-code"></label>
  <p><fieldset><legend>Code from the letter</legend>${[1, 2, 3, 4, 5, 6]
    .map((n) => `<input aria-label="Digit ${n}" name="digit${n}" maxlength="1" size="1"
      oninput="this.nextElementSibling?.focus()">`)
    .join('')}</fieldset>
  <p><label>National id <input name="national"></label>
  <p><label>Secret wish <textarea name="wish"></textarea></label>
  <div contenteditable role="textbox" aria-label="Memo" oninput="document.forms[0].memo.value = textContent">A memo</div>
    <input type="hidden" name="memo">
  <p><label><input type="checkbox" name="agree"> I agree</label>
  <p><button>Sign in</button></form>
  <script>
    const { password, user } = document.forms[0];
    password.oninput = () => fetch('/strength?p=' + encodeURIComponent(password.value));
    user.oninput = () => { document.title = 'Sign in ' + user.value; };
  </script>`,
);

function welcome(query) {
  const told = Object.fromEntries(query);
  const code = [1, 2, 3, 4, 5, 6].map((n) => told[`digit${n}`]).join('');
  const all = [told.password, told.card, told.otp, code, told.national, told.wish, told.memo, secret.JWT];
  return page(
    `Welcome, ${told.user}, ${told.password}`,
    `<h1>Welcome, ${escaped(told.user)}</h1>
    <p id="password">Your password is ${escaped(told.password)}.</p>
    <ul>${all.map((text) => `<li title="${escaped(text)}">${escaped(text)}</li>`).join('')}</ul>
    <pre>Authorization: Bearer ${secret.JWT}</pre>
    <a id="next" href="/account?access_token=${secret.TOKEN}&tab=orders">My account</a>
    <button id="ask">Unlock</button> <output></output>
    <iframe title="Card" src="/frame?card=${told.card}" width="500" height="80"></iframe>
    <script>
      localStorage.setItem('token', '${secret.JWT}');
      fetch('/api?jwt=${secret.JWT}', { headers: { Authorization: 'Bearer ${secret.JWT}' } });
      ask.onclick = () => {
        const pin = prompt('What is your PIN?');
        fetch('/pin', { method: 'POST', body: pin });
        setTimeout(() => done(pin), 600);
      };
      const done = (pin) => {
        alert('Your PIN is ' + pin + ', your password ' + ${JSON.stringify(told.password).replaceAll('<', '\\u003c')});
        history.pushState(null, '', '/unlocked?pin=' + pin + '&session=${secret.TOKEN}');
        document.querySelector('output').textContent = 'Unlocked with ' + pin;
      };
    </script>`,
  );
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const html = (text) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);
  if (url.pathname === '/left') return response.end(JSON.stringify(left));
  if (url.pathname === '/invitation') {
    left = { invitation: url.searchParams.get('token') };
    return html(FORM);
  }
  if (url.pathname === '/welcome') {
    Object.assign(left, Object.fromEntries(url.searchParams));
    return html(welcome(url.searchParams));
  }
  if (url.pathname === '/pin') {
    left.pin = '';
    for await (const chunk of request) left.pin += chunk;
    return response.end();
  }
  if (url.pathname === '/frame') return html(page('Card', `<p>Card ${url.searchParams.get('card')} is on file.`));
  if (url.pathname === '/account') {
    left.account = url.searchParams.get('access_token');
    return html(page('Account', `<h1>Account</h1><p>${secret.TOKEN}</p>`));
  }
  return response.end('{}');
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://localhost:${server.address().port}` })));
