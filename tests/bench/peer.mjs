// Playwright codegen's recorder as a process of its own that is driven like `saywright record`: JSON lines on standard
// output, `:stop` on standard input. It does what `playwright codegen --target playwright-test --output FILE` does,
// without windows; the two hooks into the recorder only look.

import { createInterface } from 'node:readline';

const { chromium: program, args, url, output, viewport } = JSON.parse(process.argv[2]);
// Codegen's Inspector window, where the code is shown, is a page in a second browser; this keeps it headless.
process.env.PWTEST_CLI_HEADLESS = '1';
const { chromium } = await import('playwright-core');

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

// The same switches as the others; the pipe is how Playwright itself talks to the browser.
const browser = await chromium.launch({
  executablePath: program,
  headless: true,
  ignoreDefaultArgs: true,
  args: [...args, '--remote-debugging-pipe', '--no-startup-window'],
});
const context = await browser.newContext({ viewport });
await context._showRecorder({
  language: 'playwright-test',
  mode: 'recording',
  outputFile: output,
  handleSIGINT: false,
});

// The recorder lives in the server half of the library, in this same process.
const server = context._connection.toImpl(context);
const named = (symbol) => symbol.description === 'recorderSymbol';
const recorder = await server[Object.getOwnPropertySymbols(server).find(named)];
const processor = recorder._signalProcessor;
const addAction = processor.addAction.bind(processor);
processor.addAction = (action) => {
  // A click waits here for half a second: a second one would make it a double click.
  tell({ type: 'received', action: action.action.name });
  addAction(action);
};
recorder.on('actionAdded', ({ action }) => tell({ type: 'added', action: action.name }));

const page = await context.newPage();
await page.goto(url);
tell({ type: 'ready' });

const stop = async () => {
  await context.close();
  await browser.close();
  tell({ type: 'saved' });
  process.exit(0);
};
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => line === ':stop' && stop());
lines.on('close', stop);
