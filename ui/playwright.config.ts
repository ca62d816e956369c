// The interface in Chromium, over the fake backend: `npm test`. The real window is tested in ../tests/tests/window/.
import { defineConfig } from '@playwright/test';

const port = 5187;

export default defineConfig({
  testDir: './tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1180, height: 780 },
    launchOptions: { executablePath: process.env['SAYWRIGHT_BROWSER'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
  projects: [
    { name: 'light', use: { colorScheme: 'light' } },
    { name: 'dark', use: { colorScheme: 'dark' }, testMatch: /views/ },
  ],
  webServer: {
    command: `npx vite preview --outDir dist-fake --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});
