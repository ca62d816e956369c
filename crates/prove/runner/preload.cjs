// Breaks the app under test, on purpose, in the workers of the project `broken`, where the test file lies in a copy for
// each breakage: the running test's path says which. Works on each context that the test opens, by init scripts and
// routes: neither the test file nor Playwright's actions are changed.
//
// It leaves signals for Rust, as files: `browser` (its version), `launch-failed` (why), `lost` (the browser ended by
// itself), and `reached-<name>` once a breakage has taken effect.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { deadControl } = require('./dead-control.cjs');

exports.breakApp = (signals, copies, broken) => {
  const signal = (name, text = '') => fs.writeFileSync(path.join(signals, name), text);
  const browserType = Object.getPrototypeOf(require('playwright-core').chromium);
  const launch = browserType.launch;

  browserType.launch = async function (options) {
    const browser = await launch.call(this, options).catch((error) => {
      signal('launch-failed', String(error && error.message));
      throw error;
    });
    signal('browser', browser.version());

    let closing = false;
    const close = browser.close;
    browser.close = (...closeArguments) => {
      closing = true;
      return close.apply(browser, closeArguments);
    };
    browser.on('disconnected', () => closing || signal('lost'));

    const newContext = browser.newContext;
    browser.newContext = async (options, ...others) => {
      const info = require('@playwright/test').test.info();
      const name = path.relative(copies, info.file).split(path.sep)[0];
      const app = broken.find((app) => app.name === name);
      if (!app) return newContext.call(browser, options, ...others);
      // A red run is what is hoped for: Playwright then keeps the worker, and its browser, for the next one.
      if (info.expectedStatus === 'passed') info.expectedStatus = 'failed';
      const context = await newContext.call(browser, { ...options, baseURL: app.baseUrl }, ...others);
      await breakContext(context, app.breakage, () => signal(`reached-${app.name}`));
      return context;
    };
    return browser;
  };
};

// Keeps what a red test has open, as files `page-<number>.json`, before its context is closed. In a world of our own, for
// the page's scripts may be broken or hostile.
exports.keepPages = (signals, look, job) => {
  const browserType = Object.getPrototypeOf(require('playwright-core').chromium);
  const launch = browserType.launch;
  let kept = 0;
  browserType.launch = async function (options) {
    const browser = await launch.call(this, options);
    const newContext = browser.newContext;
    browser.newContext = async (...contextArguments) => {
      const { test } = require('@playwright/test');
      const context = await newContext.apply(browser, contextArguments);
      const close = context.close;
      context.close = async (...closeArguments) => {
        if (test.info().errors.length) {
          for (const { url, html } of await storedPages(context, look, job.testIdAttribute)) {
            const found = { url: withoutSecrets(url, job.secrets), html: withoutSecrets(html, job.secrets) };
            fs.writeFileSync(path.join(signals, `page-${kept++}.json`), JSON.stringify(found));
          }
        }
        return close.apply(context, closeArguments);
      };
      return context;
    };
    return browser;
  };
};

// What the test typed may be shown in a page, also where nothing in the page says that it is secret. The longest first:
// one may be a part of another. As HTML and addresses write it, too.
function withoutSecrets(text, names) {
  const values = names.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value);
  const inHtml = (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  let left = text;
  for (const [name, value] of values.sort(([, one], [, other]) => other.length - one.length)) {
    const forms = [value, inHtml(value), inHtml(value).replaceAll('"', '&quot;'), encodeURIComponent(value)];
    for (const form of forms) left = left.replaceAll(form, `‹${name}›`);
  }
  return left;
}

// Each page with its frames, those of other sites, too. What can't be looked at any more is left out.
async function storedPages(context, look, testIdAttribute) {
  const found = [];
  for (const page of context.pages()) {
    const others = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const of of [page, ...others]) {
      // A frame of the page's own site has no session of its own, and is in the page's.
      const devtools = await context.newCDPSession(of).catch(() => undefined);
      if (!devtools) continue;
      const { frameTree } = await devtools.send('Page.getFrameTree').catch(() => ({}));
      for (const frameId of frameTree ? idsOf(frameTree) : []) {
        const stored = await storedFrame(devtools, frameId, look, testIdAttribute).catch(() => undefined);
        if (stored) found.push(stored);
      }
      await devtools.detach().catch(() => {});
    }
  }
  return found;
}

function idsOf({ frame, childFrames }) {
  return [frame.id, ...(childFrames ?? []).flatMap(idsOf)];
}

async function storedFrame(devtools, frameId, look, testIdAttribute) {
  const { executionContextId: contextId } = await devtools.send('Page.createIsolatedWorld', { frameId, worldName: 'saywright' });
  const set = `saywrightLook.options.testIdAttribute = ${JSON.stringify(testIdAttribute)};`;
  const expression = `${look}\n${set}\nsaywrightLook.store()`;
  const { result } = await devtools.send('Runtime.evaluate', { expression, contextId, returnByValue: true });
  return result.value;
}

async function breakContext(context, breakage, reached) {
  switch (breakage.kind) {
    case 'deadControl': {
      const tell = '__saywrightReached';
      await context.exposeBinding(tell, reached);
      await context.addInitScript({ content: deadControl(breakage.selectors, tell) });
      return;
    }
    case 'apiError':
      await context.route(
        (url) => samePath(url.pathname, breakage.path),
        (route, request) => {
          const asked = request.method() === breakage.method && ['xhr', 'fetch'].includes(request.resourceType());
          if (!asked) return route.fallback();
          reached();
          return route.fulfill({ status: 500, json: { error: 'Internal Server Error', status: 500 } });
        },
      );
      return;
    case 'served':
      reached();
      return;
    default:
      throw new Error(`unknown breakage ${breakage.kind}`);
  }
}

// A segment `*` stands for any one segment: an id that differs from run to run.
function samePath(actual, wanted) {
  const [have, want] = [actual.split('/'), wanted.split('/')];
  return have.length === want.length && want.every((segment, index) => segment === '*' || segment === have[index]);
}
