// Opens the stored pages of a recording in Chromium and says which elements a selector or a locator of a plan finds
// there. Judges nothing.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROME ?? '/usr/bin/chromium';
/** What the recorded page hid is hidden again, as Saywright has it. */
const STYLE = `[data-sw-off="d"] { display: none !important } [data-sw-off="v"] { visibility: hidden !important }
[hidden]:not([data-sw-off="d"]), dialog:not([data-sw-off="d"]) { display: block }`;

/** In the page: what is to be known of each element. */
function describe(elements) {
  const fold = (text) => text.replace(/\s+/g, ' ').trim();
  const isOff = (element) => Boolean(element.closest('[data-sw-off]'));
  return elements.map((element) => {
    const around = [];
    for (let up = element.parentElement; up; up = up.parentElement) around.push(up.dataset.sw);
    const { value, checked, disabled } = element;
    const chosen = element.selectedOptions && [...element.selectedOptions].map((option) => fold(option.label));
    const attributes = Object.fromEntries([...element.attributes].map((one) => [one.name, one.value]));
    const text = fold(element.textContent);
    const off = isOff(element);
    return { node: element.dataset.sw, around, text, value, checked, disabled, chosen, attributes, off };
  });
}

export class Pages {
  static async open() {
    const pages = new Pages();
    pages.browser = await chromium.launch({ executablePath: CHROMIUM });
    pages.context = await pages.browser.newContext({ javaScriptEnabled: false });
    await pages.context.route('**/*', (route) => route.abort());
    return pages;
  }

  #opened = new Map();

  /** `folder`: the recording's. */
  async #page(folder, id) {
    const key = join(folder, 'pages', `${id}.html`);
    if (!this.#opened.has(key)) {
      const html = existsSync(key) ? readFileSync(key) : gunzipSync(readFileSync(`${key}.gz`));
      const page = await this.context.newPage();
      // In the text: without scripts a style that is added later never tells that it is there.
      const styled = html.toString('utf8').replace('</head>', () => `<style>${STYLE}</style></head>`);
      await page.setContent(styled, { waitUntil: 'commit' });
      this.#opened.set(key, page);
    }
    return this.#opened.get(key);
  }

  async title(folder, id) {
    return (await this.#page(folder, id)).title();
  }

  /** What a CSS selector finds, seen or not. */
  async select(folder, id, css) {
    return (await this.#page(folder, id)).locator(`css=${css}`).evaluateAll(describe);
  }

  /** What a plan's locator finds. */
  async locate(folder, id, locator) {
    const page = await this.#page(folder, id);
    return follow(page, page, locator).evaluateAll(describe);
  }

  /** Done with a recording. */
  async forget() {
    await Promise.all([...this.#opened.values()].map((page) => page.close()));
    this.#opened.clear();
  }

  close() {
    return this.browser.close();
  }
}

const matcher = ({ text, flags }) => (flags == null ? text : new RegExp(text, flags));

const BY = {
  role: (from, { role, name, more }) => {
    const states = Object.fromEntries((more?.states ?? []).map(({ state, value }) => [state, value]));
    const named = name ? { name: matcher(name), exact: name.exact } : {};
    return from.getByRole(role, { ...named, ...states });
  },
  label: (from, { text }) => from.getByLabel(matcher(text), { exact: text.exact }),
  placeholder: (from, { text }) => from.getByPlaceholder(matcher(text), { exact: text.exact }),
  altText: (from, { text }) => from.getByAltText(matcher(text), { exact: text.exact }),
  title: (from, { text }) => from.getByTitle(matcher(text), { exact: text.exact }),
  text: (from, { text }) => from.getByText(matcher(text), { exact: text.exact }),
  testId: (from, { id }) => from.getByTestId(matcher(id)),
  css: (from, { css }) => from.locator(`css=${css}`),
};

const LINK = {
  by: (page, from, { by }) => BY[by.by](from, by),
  hasText: (page, from, { text }) => from.filter({ hasText: matcher(text) }),
  hasNotText: (page, from, { text }) => from.filter({ hasNotText: matcher(text) }),
  has: (page, from, { locator }) => from.filter({ has: follow(page, page, locator) }),
  hasNot: (page, from, { locator }) => from.filter({ hasNot: follow(page, page, locator) }),
  visible: (page, from, { visible }) => from.filter({ visible }),
  nth: (page, from, { index }) => from.nth(index),
};

/** A locator of a plan, as Playwright's. */
function follow(page, from, locator) {
  const links = locator.links ?? locator;
  return links.reduce((so, link) => {
    const next = LINK[link.link];
    if (!next) throw new Error(`The bench knows no “${link.link}” in a locator`);
    return next(page, so, link);
  }, from);
}
