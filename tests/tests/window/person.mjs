// The person in the recorded browser: real Playwright, attached to it.
//   node person.mjs <devtools address>
// Reads one act for each line of standard input, as JSON: { role, name, within, fill }. Answers each with a line.

import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const browser = await chromium.connectOverCDP(process.argv[2]);
const page = browser.contexts()[0].pages()[0];
for await (const line of createInterface({ input: process.stdin })) {
  const { role, name, within, fill } = JSON.parse(line);
  const scope = within ? page.getByRole('listitem').filter({ hasText: within }) : page;
  const target = role === 'label' ? scope.getByLabel(name) : scope.getByRole(role, { name });
  if (fill === undefined) await target.click();
  else await target.pressSequentially(fill, { delay: 20 });
  await page.waitForLoadState();
  console.log('done');
}
