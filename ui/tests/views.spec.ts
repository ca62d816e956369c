// Every view, light and dark: no accessibility violation that axe can see, and nothing wider than the window.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { line, open, openRecording, prove, startRecording } from './steps';

async function check(page: Page): Promise<void> {
  // Motion changes colours on the way; what counts is where it ends. What is taken off the page meanwhile aborts its own.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider, 'the window never scrolls sideways').toBeLessThanOrEqual(0);
}

async function openVoice(page: Page, more = ''): Promise<void> {
  await open(page, `&voiceless${more}`);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Set up voice…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

const views: Record<string, (page: Page) => Promise<void>> = {
  'the list of recordings': async (page) => {
    await open(page);
    await expect(page.getByText('Sign up with an email')).toBeVisible();
  },
  'no recording yet': async (page) => {
    await open(page, '&empty');
    await expect(page.getByRole('button', { name: 'Try it on the sample shop' })).toBeVisible();
  },
  'a new recording': async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'New recording' }).click();
    await page.getByText('More options').click();
  },
  'a recording that is being opened': async (page) => {
    await open(page, '&opening');
    await page.getByRole('button', { name: 'A customer with a coupon orders a mug' }).click();
    await expect(page.getByRole('progressbar', { name: 'Trying how to find what you acted on' })).toBeVisible();
  },
  standby: async (page) => {
    await open(page);
    await startRecording(page, true);
    await expect(page.getByText('Nothing is recorded yet')).toBeVisible();
  },
  'a running recording': async (page) => {
    await open(page);
    await startRecording(page, false);
    await expect(page.getByRole('listitem').filter({ hasText: 'Click “Sign in”' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Pause' }).click();
  },
  'a recording that listens': async (page) => {
    await open(page);
    await startRecording(page, false);
    await page.getByRole('button', { name: 'Speak' }).click();
    await expect(page.getByTitle('Spoken')).toBeVisible();
    await page.getByRole('button', { name: 'Pause' }).click();
  },
  'the speech models': async (page) => {
    await openVoice(page);
  },
  'a speech model that is being downloaded': async (page) => {
    await openVoice(page, '&slow');
    await page.getByRole('button', { name: 'Download 148 MB' }).click();
    await expect(page.getByText('74 of 148 MB')).toBeVisible();
  },
  'a download that broke off': async (page) => {
    await openVoice(page, '&offline');
    await page.getByRole('button', { name: 'Download 148 MB' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
  'a voice that was tried': async (page) => {
    await openVoice(page);
    await page.getByRole('button', { name: 'Use a folder' }).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.getByText('It hears you.')).toBeVisible();
  },
  'settings without a voice': async (page) => {
    await open(page, '&voiceless&mute');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('button', { name: 'Set up voice…' })).toBeVisible();
  },
  'a story': async (page) => {
    await openRecording(page);
    await line(page, 'Click “Apply coupon”').click();
  },
  'the ways to find an element': async (page) => {
    await openRecording(page);
    await line(page, 'Click “Apply coupon”').click();
    await page.getByText('3 ways to find it').click();
  },
  'a story with its code': async (page) => {
    await openRecording(page);
    await page.getByRole('button', { name: 'Code', exact: true }).click();
    await expect(page.getByText('import', { exact: true })).toBeVisible();
  },
  'what a proof asks': async (page) => {
    await openRecording(page);
    await page.getByRole('button', { name: 'Prove', exact: true }).click();
    await expect(page.getByLabel('The Password field')).toBeFocused();
  },
  'a finished proof': async (page) => {
    await openRecording(page);
    await prove(page);
    await expect(page.getByText('It fails when the app breaks')).toBeVisible();
  },
  'an export': async (page) => {
    await openRecording(page);
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect(page.getByRole('button', { name: 'Write 2 files' })).toBeVisible();
  },
  settings: async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByText('All found.')).toBeVisible();
  },
  'the keys': async (page) => {
    await open(page);
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(page.getByText('Undo the last step')).toBeVisible();
  },
  'a refusal': async (page) => {
    await open(page, '&refuse');
    await page.getByRole('button', { name: 'Sign up with an email' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
};

for (const [name, go] of Object.entries(views)) {
  test(name, async ({ page }) => {
    await go(page);
    await check(page);
  });
}

test('a running recording in a narrow window beside the browser', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 720 });
  await open(page);
  await page.getByRole('button', { name: 'New recording' }).click();
  await page.getByLabel('Where does it begin?').fill('shop.example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Click “Sign in”' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(page.getByTitle('Spoken')).toBeVisible();
  const stop = await page.getByRole('button', { name: 'Stop', exact: true }).boundingBox();
  expect((stop?.x ?? 420) + (stop?.width ?? 0), 'nothing is cut off').toBeLessThanOrEqual(420);
  await page.getByRole('button', { name: 'Pause' }).click();
  await check(page);
});
