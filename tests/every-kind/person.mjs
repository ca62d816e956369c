// Does every kind of action in the browser, by DevTools' input.
//   node person.mjs <devtools address> <url of the app> [--only name,name] [--list]
// Ends with an error when the app doesn't come to what it must.

import { Hands } from './hands.mjs';
import { play } from './journey.mjs';

try {
  await play(process.argv.slice(2), { open: (devtools) => Hands.open(devtools), able: ({ x11Only }) => !x11Only });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
