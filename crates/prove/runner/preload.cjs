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
