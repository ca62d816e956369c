// Does one thing after the other: node person.mjs <devtools address> <deed>…
// A deed: click:<selector>, fill:<selector>:<text>, pause:<ms>, crash, kill-renderer.

import { Hands } from '../every-kind/hands.mjs';

const [devtools, ...deeds] = process.argv.slice(2);
const hands = await Hands.open(devtools);
for (const deed of deeds) {
  const [name, what, text] = deed.split(':');
  if (name === 'click') await hands.click(what);
  else if (name === 'fill') await hands.fill(what, text);
  else if (name === 'pause') await hands.pause(Number(what));
  else if (name === 'reload') await hands.reload();
  else if (name === 'crash') hands.send('Page.crash').catch(() => {});
  else throw new Error(`Nobody knows how to ${name}`);
  await hands.pause(300);
}
hands.devtools.close();
process.exit(0);
