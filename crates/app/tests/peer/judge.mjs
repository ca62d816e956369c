// What real Playwright finds by the locators of any_page.rs.
//
//   node judge.mjs CHROMIUM LOCATED.json

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, selectors } from 'playwright-core';

const [program, list] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
const rows = [];
for (const { id, page: file, targets, frame, codes, attribute } of JSON.parse(readFileSync(list, 'utf8'))) {
  selectors.setTestIdAttribute(attribute ?? 'data-testid');
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  for (const [index, target] of targets.entries()) {
    const code = codes[index];
    const within = frame ? page.frameLocator(frame) : page;
    const wanted = await within.locator(target).elementHandle();
    rows.push([id, target, String(code), await verdict(page, code, wanted)]);
  }
  await page.close();
}
await browser.close();
console.log(JSON.stringify(rows));

async function verdict(page, code, wanted) {
  if (typeof code !== 'string') return 'no locator';
  try {
    const found = await new Function('page', `return ${code};`)(page).elementHandles();
    if (found.length !== 1) return `${found.length} elements`;
    return (await found[0].evaluate((one, other) => one === other, wanted)) ? 'found' : 'another element';
  } catch (error) {
    return String(error).split('\n')[0];
  }
}
