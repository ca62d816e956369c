// The configuration of our own Playwright runs: everything in it comes from job.json, which Rust writes beside it.
// Playwright loads this file in its main process and again in each worker, so it is also where the preload comes in.
// The exported test file never sees any of this.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const job = JSON.parse(fs.readFileSync(path.join(__dirname, 'job.json'), 'utf8'));

if (process.env.TEST_WORKER_INDEX === undefined) {
  // Rust holds the other end of our standard input. When it lets go (cancelled, or killed), we end, and with us
  // the workers, whose channel to us closes.
  process.stdin.on('error', () => {});
  process.stdin.on('close', () => process.exit(130));
  process.stdin.resume();
  process.stdin.unref();
} else {
  process.on('disconnect', () => process.exit(130));
  const signals = path.join(__dirname, 'signals');
  const look = path.join(__dirname, 'look.js');
  const { breakApp, keepPages } = require('./preload.cjs');
  breakApp(signals, path.join(__dirname, 'broken'), job.projects.flatMap((project) => project.broken));
  if (fs.existsSync(look)) keepPages(signals, fs.readFileSync(look, 'utf8'), job);
}

module.exports = {
  testMatch: job.testFile,
  outputDir: path.join(__dirname, 'results'),
  tsconfig: path.join(__dirname, 'tsconfig.json'),
  respectGitIgnore: false,
  reporter: [[path.join(__dirname, 'reporter.cjs')]],
  retries: 0,
  workers: job.workers,
  forbidOnly: false,
  timeout: job.limits.testMs,
  expect: { timeout: job.limits.expectMs },
  use: {
    browserName: 'chromium',
    headless: job.headless,
    testIdAttribute: job.testIdAttribute,
    viewport: job.viewport,
    actionTimeout: job.limits.actionMs,
    navigationTimeout: job.limits.navigationMs,
    trace: 'off',
    video: 'off',
    screenshot: 'off',
  },
  projects: job.projects.map((project) => ({
    name: project.name,
    testDir: path.join(__dirname, project.broken.length ? 'broken' : 'project'),
    repeatEach: project.repeat,
    dependencies: project.dependencies,
    ...(project.teardown ? { teardown: project.teardown } : {}),
    use: {
      baseURL: project.baseUrl,
      launchOptions: { executablePath: job.browser, args: job.browserArgs },
    },
  })),
};
