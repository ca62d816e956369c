// The sample shop's pages. Plain modules, no build. Some sins of real shops are here on purpose: ids and classes that
// change with each load, a `div` that acts as a button, an icon without a text, a toast that goes away.

const $ = (id) => document.getElementById(id);
const params = new URLSearchParams(location.search);

async function api(path, method = 'GET', body) {
  const response = await fetch(`/api/${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? 'Something went wrong.');
  return answer;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Frameworks give such ids: connected rightly, different with each load. */
function generatedIds() {
  for (const field of document.querySelectorAll('.field')) {
    const id = `input-${Math.random().toString(16).slice(2, 7)}`;
    field.querySelector('label').htmlFor = id;
    field.querySelector('input, select').id = id;
    field.classList.add(`css-${Math.random().toString(36).slice(2, 8)}`);
  }
}

function toast(text) {
  $('toast').textContent = text;
  setTimeout(() => ($('toast').textContent = ''), 4000);
}

function badge(count) {
  const shown = session.faults.includes('badge-stuck') ? 0 : count;
  document.querySelector('[data-testid="cart-count"]').textContent = shown;
}

function header() {
  const search = element('form', { role: 'search', action: '/' },
    element('input', { type: 'search', name: 'q', 'aria-label': 'Search products', value: params.get('q') ?? '' }),
    element('button', {}, 'Search'));
  const account = session.name
    ? [element('a', { href: '/orders' }, 'Orders'), element('button', { onclick: signOut }, 'Sign out')]
    : [element('a', { href: '/signin' }, 'Sign in')];
  const theme = element('button', { class: 'icon', title: 'Switch colours', onclick: switchColours });
  theme.innerHTML = '<svg width="18" height="18" viewBox="0 0 18 18"><path fill="currentColor" d="M9 1a8 8 0 1 0 8 8A6 6 0 0 1 9 1"/></svg>';
  const cart = element('a', { href: '/cart' }, 'Cart ', element('span', { class: 'badge', 'data-testid': 'cart-count' }, '0'));
  document.querySelector('header').append(
    element('a', { class: 'brand', href: '/' }, 'Kettle & Co.'),
    search,
    element('nav', { 'aria-label': 'Account' }, ...account, cart, theme));
  document.body.append(element('div', { id: 'toast', role: 'status' }));
  badge(session.count);
}

function switchColours() {
  const dark = document.documentElement.style.colorScheme === 'dark';
  document.documentElement.style.colorScheme = dark ? 'light' : 'dark';
}

async function signOut() {
  await api('signout', 'POST');
  location.href = '/';
}

function picture(product) {
  const [back, front] = product.colours;
  return element('div', { class: 'picture', style: `background:${back};color:${front}`, 'aria-hidden': 'true' }, product.name[0]);
}

async function add(id, quantity) {
  const cart = await api('cart', 'POST', { id, quantity });
  badge(cart.count);
}

const card = (product) => element('li', { class: `css-${Math.random().toString(36).slice(2, 8)}` },
  picture(product),
  element('h3', {}, element('a', { href: `/product?id=${product.id}` }, product.name)),
  element('p', {}, product.about),
  element('p', { class: 'price' }, product.price),
  element('button', { onclick: () => add(product.id, 1) }, 'Add to cart'));

function extras(cart) {
  const rows = [];
  if (cart.discount) rows.push([`Coupon ${cart.coupon}`, cart.discount]);
  if (cart.delivery) rows.push(['Express delivery', cart.delivery]);
  $('extras').replaceChildren(...rows.flatMap(([name, amount]) => [element('dt', {}, name), element('dd', {}, amount)]));
  $('total').textContent = cart.total;
}

const pages = {
  async home() {
    const words = params.get('q');
    if (words) $('heading').textContent = `Results for “${words}”`;
    $('products').setAttribute('aria-label', words ? 'Results' : 'Products');
    let found = await api(`products?q=${encodeURIComponent(words ?? '')}`);
    const show = () => $('products').replaceChildren(...found.map(card));
    $('none').hidden = found.length > 0;
    $('sort').addEventListener('click', () => {
      const cents = (product) => Number(product.price.replace(/\D/g, ''));
      found = found.toSorted((one, other) => cents(one) - cents(other));
      show();
    });
    show();
  },

  signin() {
    $('signin').addEventListener('submit', async (event) => {
      event.preventDefault();
      const { email, password } = event.target.elements;
      try {
        const { name } = await api('signin', 'POST', { email: email.value, password: password.value });
        sessionStorage.setItem('toast', `Welcome, ${name}`);
        location.href = '/';
      } catch (error) {
        $('problem').textContent = error.message;
      }
    });
  },

  async product() {
    const product = await api(`products/${params.get('id')}`);
    document.title = `${product.name} · Kettle & Co.`;
    $('name').textContent = product.name;
    $('about').textContent = product.about;
    $('price').textContent = product.price;
    $('picture').textContent = product.name[0];
    $('picture').style.cssText = `background:${product.colours[0]};color:${product.colours[1]}`;
    $('picture').addEventListener('dblclick', () => $('picture').classList.toggle('zoomed'));
    $('add').addEventListener('click', () => add(product.id, Number(document.querySelector('select').value)));
    const others = await api('products');
    $('products').replaceChildren(...others.filter((other) => other.id !== product.id).slice(0, 3).map(card));
  },

  async cart() {
    const show = (cart) => {
      badge(cart.count);
      $('empty').hidden = cart.lines.length > 0;
      $('full').hidden = cart.lines.length === 0;
      $('lines').replaceChildren(...cart.lines.map((line) => element('tr', {},
        element('th', { scope: 'row' }, line.name),
        element('td', {}, line.price),
        element('td', {}, element('input', {
          type: 'number', min: '0', max: '20', value: line.quantity, 'aria-label': `Quantity of ${line.name}`,
          onchange: async (event) => show(await api(`cart/${line.id}`, 'PUT', { quantity: Number(event.target.value) })),
        })),
        element('td', {}, line.amount),
        element('td', {}, element('button', {
          class: 'icon', 'aria-label': `Remove ${line.name}`,
          onclick: async () => show(await api(`cart/${line.id}`, 'PUT', { quantity: 0 })),
        }, '×')))));
      extras(cart);
    };
    show(await api('cart'));
    $('coupon').addEventListener('submit', async (event) => {
      event.preventDefault();
      $('problem').textContent = '';
      try {
        show(await api('coupon', 'POST', { code: event.target.elements.code.value }));
        toast('Coupon applied');
      } catch (error) {
        $('problem').textContent = error.message;
      }
    });
  },

  async checkout() {
    const express = () => $('checkout').elements.delivery.value === 'express';
    const show = async () => {
      const cart = await api(`cart?express=${express()}`);
      $('items').replaceChildren(...cart.lines.map((line) => element('li', {}, `${line.quantity} × ${line.name}`)));
      extras(cart);
    };
    await show();
    for (const radio of $('checkout').elements.delivery) radio.addEventListener('change', show);
    $('checkout').addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        const order = await api('orders', 'POST', { express: express() });
        sessionStorage.setItem('order', JSON.stringify(order));
        location.href = '/done';
      } catch (error) {
        $('problem').textContent = error.message;
      }
    });
  },

  done() {
    const order = JSON.parse(sessionStorage.getItem('order') ?? 'null');
    if (!order || session.faults.includes('confirmation-missing')) return;
    $('number').textContent = `Order #${order.number} confirmed`;
    $('items').textContent = order.items;
    $('confirmation').hidden = false;
  },

  async orders() {
    const orders = await api('orders');
    $('none').hidden = orders.length > 0;
    $('orders').replaceChildren(...orders.map((order) => element('tr', {},
      element('th', { scope: 'row' }, `#${order.number}`),
      element('td', {}, order.date), element('td', {}, order.items), element('td', {}, order.total),
      element('td', {}, order.state))));
  },

  estimate() {
    $('estimate').addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        $('answer').textContent = (await api(`estimate?postcode=${encodeURIComponent(event.target.elements.postcode.value)}`)).text;
      } catch (error) {
        $('answer').textContent = error.message;
      }
    });
  },

  help() {},
};

const session = await api('session');
generatedIds();
if (document.querySelector('header')) {
  header();
  const greeting = sessionStorage.getItem('toast');
  sessionStorage.removeItem('toast');
  if (greeting && !session.faults.includes('greeting-missing')) toast(greeting);
}
await pages[document.body.dataset.page]();
