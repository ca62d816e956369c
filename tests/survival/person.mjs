// Does one thing after the other: node person.mjs <devtools address> <deed>…
// A deed: click:<selector>, fill:<selector>:<text>, pause:<ms>, crash. Before all others: revive, which reloads the tab that
// crashed.

import { DevTools } from '../every-kind/devtools.mjs';
import { Hands } from '../every-kind/hands.mjs';

const [devtools, ...deeds] = process.argv.slice(2);
if (deeds[0] === 'revive') await revive();
const hands = await Hands.open(devtools);
for (const deed of deeds) {
  const [name, what, text] = deed.split(':');
  if (name === 'click') await hands.click(what);
  else if (name === 'fill') await hands.fill(what, text);
  else if (name === 'pause') await hands.pause(Number(what));
  else if (name === 'revive') continue;
  else if (name === 'crash') hands.send('Page.crash').catch(() => {});
  else throw new Error(`Nobody knows how to ${name}`);
  await hands.pause(300);
}
hands.devtools.close();
process.exit(0);

async function revive() {
  const browser = await DevTools.open(devtools);
  const { targetInfos } = await browser.send('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }) => type === 'page');
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  await browser.send('Page.reload', {}, sessionId);
  browser.close();
}
