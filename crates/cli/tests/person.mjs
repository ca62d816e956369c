// Another program that acts as the person: real Playwright, attached to the port that `record --cdp-port` opened.
//   node person.mjs <devtools address> <the shop's address> <a file to upload>
// It prints `say <sentence>` for each sentence of narration and waits for a line of standard input before it goes on, so
// that sentences and clicks come in an order that a test can rely on.

import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [devtools, shop, file] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function say(sentence) {
  console.log(`say ${sentence}`);
  await answers.next();
}

/** As a person does with keys. Playwright's own `selectOption` makes events that the browser doesn't vouch for. */
async function choose(select, label) {
  await select.focus();
  await page.keyboard.type(label);
}

/** As the browser's own file dialog does. Playwright's `setInputFiles` makes its events in the page here, too. */
async function upload(page, selector, path) {
  const devtools = await page.context().newCDPSession(page);
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  await devtools.send('DOM.setFileInputFiles', { nodeId, files: [path] });
  await devtools.detach();
}

const browser = await chromium.connectOverCDP(devtools);
const [context] = browser.contexts();
const [page] = context.pages();

await say('Ask how long a delivery takes');
await page.getByRole('link', { name: 'Help' }).click();
const estimate = page.frameLocator('iframe');
await estimate.getByLabel('Postcode').pressSequentially('1010', { delay: 30 });
await estimate.getByLabel('Postcode').press('Enter');
await estimate.getByRole('status').getByText('days').waitFor();
await say(`It says ${await estimate.getByRole('status').textContent()}`);

await say('Read the delivery terms');
const popup = page.waitForEvent('popup');
await page.getByRole('link', { name: 'Delivery terms' }).click();
const terms = await popup;
await terms.getByRole('button', { name: 'Understood' }).click();
await terms.getByRole('button', { name: 'Noted' }).waitFor();
await terms.close();

await say('Zoom into the blue mug');
await page.getByRole('link', { name: /Kettle/ }).click();
await page.getByRole('link', { name: 'Blue mug' }).click();
await page.getByTitle('Double-click to zoom').dblclick({ delay: 20 });
await say('Put two of them into the cart');
await choose(page.getByLabel('Quantity'), '2');
await page.getByRole('article').getByRole('button', { name: 'Add to cart' }).click();
await page.getByTestId('cart-count').getByText('2').waitFor();
await say('The badge shows 2');

await say('Sign in');
await page.getByRole('link', { name: 'Sign in' }).click();
await page.getByLabel('Email').fill('ada@example.com');
await page.getByLabel('Password').press('Control+Alt+q'); // AltGr and Q, as Windows tells it.
await page.getByLabel('Password').pressSequentially('correct-horse', { delay: 20 });
await page.getByLabel('Password').press('Enter');
await page.getByText('Welcome, Ada').waitFor();

await say('Check out with a gift note');
await page.getByRole('link', { name: 'Cart' }).click();
await page.getByRole('link', { name: 'Checkout' }).click();
await page.getByLabel('Full name').fill('Ada Lovelace');
await page.getByLabel('Street').fill("12 St James's Square");
await page.getByLabel('City').fill('London');
await choose(page.getByLabel('Country'), 'France');
await page.getByLabel('Express').check();
await upload(page, 'input[type=file]', file);
await page.getByLabel('I accept the terms').check();
await page.getByRole('button', { name: 'Place order' }).click();
await page.getByRole('heading', { name: 'Thank you' }).waitFor();
await say('It says Thank you for your order');
await browser.close();
process.exit(0); // Standard input would keep it waiting.
