// Clicks what is asked for, one after the other, in the tab that has it: node person.mjs <devtools address> <selector>…

import { Hands } from '../every-kind/hands.mjs';

const [devtools, ...selectors] = process.argv.slice(2);
const hands = await Hands.open(devtools);
for (const tab of hands.tabs.values()) {
  await tab.ready;
  if (await hands.evaluate(`!!document.querySelector('${selectors[0]}')`, tab)) hands.tab = tab;
}
// A page for a phone is laid out for a wide screen first, and then again.
await hands.until(() => hands.evaluate("document.readyState === 'complete'"), 'the page');
await hands.pause(600);
for (const selector of selectors) {
  await hands.click(selector);
  if (selector === '#tell') await hands.waitFor('output =Told');
  else await hands.pause(600);
}
hands.devtools.close();
