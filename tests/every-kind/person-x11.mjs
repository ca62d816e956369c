// Does what a screen's mouse and keyboard can, in a Chromium whose window is at the screen's left top:
//   node person-x11.mjs <devtools address> <url of the app> [--only name,name] [--list]
// Needs xdotool, and the DISPLAY that the browser is on. Ends with an error when the app doesn't come to what it must.

import { HandsX11 } from './hands-x11.mjs';
import { play } from './journey.mjs';

try {
  await play(process.argv.slice(2), { open: (devtools) => HandsX11.open(devtools), able: ({ cdpOnly }) => !cdpOnly });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
