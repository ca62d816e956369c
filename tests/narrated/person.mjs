// Clicks one element: node person.mjs <devtools address> <selector>

import { Hands } from '../every-kind/hands.mjs';

const [devtools, selector] = process.argv.slice(2);
const hands = await Hands.open(devtools);
for (const tab of hands.tabs.values()) {
  await tab.ready;
  if (await hands.evaluate(`!!document.querySelector('${selector}')`, tab)) hands.tab = tab;
}
await hands.click(selector);
await hands.pause(300);
hands.devtools.close();
