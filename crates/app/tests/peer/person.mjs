// Plays the person of one of Playwright's own recorder cases: real Playwright, attached to the browser that records.
//   node person.mjs
// Reads one JSON line a case: { cdp, steps, html, url }. Writes `recorder <json>` for a step that is done in the
// recorder's own interface, and goes on at the next line of input; writes `done`, or `failed <reason>`, at the end.

import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
/** The recorder takes a step for finished when the page has come to rest. */
const SETTLE_MS = 700;
const KEY_DELAY_MS = 5;

async function play({ cdp, steps, html, url }) {
  const browser = await chromium.connectOverCDP(cdp);
  const [context] = browser.contexts();
  const pages = new Map([['page', context.pages()[0]]]);
  const mouse = new Map();
  let chooser;
  let opened = [];
  context.on('page', (page) => opened.push(page));
  const pageOf = (step) => pages.get(step.page ?? 'page');
  pageOf({}).on('filechooser', (shown) => (chooser = shown));
  if (html) await pageOf({}).setContent(html.replaceAll('\\`', '`'));
  for (const step of withoutTheirMenu(steps)) await act(step);
  await wait(SETTLE_MS);
  await browser.close();

  async function act(step) {
    const page = pageOf(step);
    if (step.recorder) {
      console.log(`recorder ${JSON.stringify(step)}`);
      await lines.next();
      return;
    }
    const modifiers = step.modifiers ?? [];
    switch (step.do) {
      case 'move': {
        const point = await middle(page, step);
        mouse.set(page, point);
        await page.mouse.move(point.x, point.y);
        break;
      }
      case 'move-to':
        await page.mouse.move(step.x, step.y);
        break;
      case 'down':
        for (const key of modifiers) await page.keyboard.down(key);
        await page.mouse.down({ button: step.button ?? 'left', clickCount: step.clickCount ?? 1 });
        break;
      case 'up':
        await page.mouse.up({ button: step.button ?? 'left', clickCount: step.clickCount ?? 1 });
        for (const key of modifiers) await page.keyboard.up(key);
        break;
      case 'focus':
        await found(page, step).focus();
        break;
      case 'select-all':
        await page.keyboard.press('ControlOrMeta+a');
        break;
      case 'insert-text':
        await page.keyboard.insertText(step.text);
        break;
      case 'type':
        await page.keyboard.type(step.text, { delay: KEY_DELAY_MS });
        break;
      case 'key':
        await page.keyboard.press(step.key);
        break;
      case 'settle':
        await wait(SETTLE_MS);
        break;
      case 'wait':
        await wait(step.ms);
        break;
      case 'eval':
        await page.evaluate(asExpression(step.fn));
        break;
      case 'evalOn':
        await found(page, step).evaluate(new Function('element', `return (${step.fn})(element)`));
        break;
      case 'set-content':
        await frameOf(page, step.frame).setContent(step.html);
        break;
      case 'set-files':
        await setFiles(page, step.target.css, step.files);
        break;
      case 'choose-files':
        await setFiles(page, 'input[type=file]', step.files);
        break;
      case 'select-option':
        // The peer's own test does this by script; a person does it with a key.
        await page.keyboard.press('Escape');
        await found(page, step).focus();
        await page.keyboard.press('ArrowDown');
        break;
      case 'synthetic-event':
        await found(page, step).dispatchEvent(step.type, step.init);
        break;
      case 'goto':
        await page.goto(step.url);
        break;
      case 'new-page':
        pages.set(step.page, await context.newPage());
        break;
      case 'close-page':
        await page.close();
        break;
      case 'await-popup':
        for (let tries = 0; opened.length === 0 && tries < 100; tries += 1) await wait(50);
        pages.set(step.page, opened.shift());
        await pages.get(step.page).waitForLoadState();
        break;
      case 'dismiss-next-dialog':
        page.once('dialog', (dialog) => dialog.dismiss());
        break;
      default:
        throw new Error(`no such step: ${JSON.stringify(step)}`);
    }
  }
}

/** The peer opens a menu of its own at a right click; with us one does at once what that menu offers. */
function withoutTheirMenu(steps) {
  if (steps[0]?.recorder === 'auto-expect') {
    // The peer guesses at a check after each action; with us one points at what is to be checked.
    const [, ...rest] = steps;
    const settle = rest.findIndex((step) => step.do === 'settle') + 1;
    const check = [{ recorder: 'mode', mode: 'assert-visible' }, { do: 'move', target: { css: 'h2' } }, { do: 'down' }, { do: 'up' }];
    return [...rest.slice(0, settle), ...check, { do: 'settle' }, ...rest.slice(settle)];
  }
  const menu = steps.find((step) => step.recorder === 'context-menu');
  if (!menu) return steps;
  const click = [{ do: 'down' }, { do: 'up' }];
  const again = [{ do: 'down', clickCount: 2 }, { do: 'up', clickCount: 2 }];
  const right = [{ do: 'down', button: 'right' }, { do: 'up', button: 'right' }];
  const acts = {
    Click: click,
    'Double click': [...click, ...again],
    'Right click': right,
    Hover: [{ recorder: 'mode', mode: 'hover' }, steps.find((step) => step.do === 'move'), ...click],
  };
  const without = steps.filter((step) => step !== menu && step.button !== 'right');
  const settle = without.findLastIndex((step) => step.do === 'settle');
  return [...without.slice(0, settle), ...acts[menu.item], ...without.slice(settle)];
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const asExpression = (fn) => (/^\s*(\(|async|function)/.test(fn) ? `(${fn})()` : fn);

function frameOf(page, frame) {
  if (frame === undefined) return page;
  if (Array.isArray(frame)) return frame.reduce((at, index) => at.childFrames()[index], page.mainFrame());
  if (frame.name) return page.frames().find((candidate) => candidate.name() === frame.name);
  throw new Error(`no such frame: ${JSON.stringify(frame)}`);
}

function found(page, { target }) {
  const scope = target.frame?.css ? page.frameLocator(target.frame.css) : frameOf(page, target.frame);
  if (target.role) return scope.getByRole(target.role, { name: target.name }).first();
  if (target.text) return scope.getByText(target.text).first();
  const all = scope.locator(target.css);
  return target.nth === undefined ? all.first() : all.nth(target.nth);
}

async function middle(page, step) {
  const element = await anywhere(page, step);
  await element.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await element.boundingBox();
  const at = step.position;
  if (at?.fromRight !== undefined) return { x: x + width - at.fromRight, y: y + height / 2 };
  if (at) return { x: x + at.x, y: y + at.y };
  return { x: x + width / 2, y: y + height / 2 };
}

/** A case that names no frame may still mean what is in one. */
async function anywhere(page, step) {
  const here = found(page, step);
  if (step.target.frame || (await here.count()) > 0) return here;
  for (const frame of page.frames()) {
    const inside = frame.locator(step.target.css);
    if ((await inside.count()) > 0) return inside.first();
  }
  return here;
}

/** As the browser's own file dialog does. Playwright's `setInputFiles` makes its events in the page here, too. */
async function setFiles(page, selector, files) {
  const devtools = await page.context().newCDPSession(page);
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  await devtools.send('DOM.setFileInputFiles', { nodeId, files: files.map((name) => `${process.cwd()}/${name}`) });
  await devtools.detach();
}

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  const wanted = JSON.parse(line.value);
  try {
    await play(wanted);
    console.log('done');
  } catch (error) {
    console.log(`failed ${String(error).split('\n')[0]}`);
  }
}
