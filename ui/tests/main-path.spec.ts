// The main job in the window: record, narrate, read, prove, export; and by keyboard alone.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { line, open, openRecording, prove, startRecording } from './steps';

test('from nothing to a written test', async ({ page }) => {
  await open(page, '&empty');
  await page.getByRole('button', { name: 'Try it on the sample shop' }).click();
  await expect(page.getByRole('heading', { name: 'Recording' })).toBeVisible();
  const note = page.getByRole('textbox');
  await expect(note, 'a sentence can be typed at once').toBeFocused();
  await note.fill('Sign in as Ada');
  await note.press('Enter');
  await expect(page.getByText('Sign in as Ada', { exact: true })).toBeVisible();
  await expect(note, 'Enter sends, and the field is ready for the next sentence').toHaveValue('');
  await page.getByRole('button', { name: 'Stop' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'A customer with a coupon orders a mug' })).toBeVisible();
  await expect(page.getByText('You said 18; the total showed €16.00.')).toBeVisible();

  await prove(page);
  await expect(page.getByText('It fails when the app breaks: 15 of 17 breakages.')).toBeVisible();
  await expect(page.getByText('GET /api/recommendations answers 500, and this test would still pass')).toBeVisible();

  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Write 2 files' }).click();
  await expect(page.getByText('Wrote 2 files.')).toBeVisible();
  await expect(page.getByText('npm install -D @playwright/test')).toBeVisible();
});

test('by keyboard alone', async ({ page }) => {
  await open(page);
  await expect(page.getByText('Sign up with an email')).toBeVisible();
  await page.keyboard.press('Control+n');
  await page.keyboard.type('localhost:4080');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Sign in as Ada');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('heading', { name: 'Recording' })).toBeVisible();
  await page.keyboard.press('Control+Shift+R');
  await expect(page.getByText('Step 1 of 18')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('Step 2 of 18')).toBeVisible();
  await page.keyboard.press('F5');
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It fails when the app breaks')).toBeVisible();
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('button', { name: 'Write 2 files' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
});

test('nothing is recorded in standby, and notes begin with Record', async ({ page }) => {
  await open(page);
  await startRecording(page, true);
  await expect(page.getByText('Nothing is recorded yet')).toBeVisible();
  await expect(page.getByRole('textbox')).toBeDisabled();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('textbox')).toBeFocused();
});

test('an address that is none is said so, and nothing starts', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'New recording' }).click();
  await page.getByLabel('Where does it begin?').fill('my shop');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('doesn’t look like an address');
});

test('the tab in front of a running browser needs no address, a profile needs a folder', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'New recording' }).click();
  await page.getByText('More options').click();
  const browser = page.getByLabel('Browser', { exact: true });
  await page.getByLabel('Where does it begin?').fill('shop.example.com');
  await browser.selectOption('A profile that you keep');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('Choose a folder for the profile.');
  await page.getByLabel('Where does it begin?').fill('');
  await browser.selectOption('Your Chrome, as it is open now');
  await expect(page.getByText('Port for another program')).toHaveCount(0);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a browser that can’t be opened leads back, in the words of the error', async ({ page }) => {
  await open(page, '&refuse');
  await startRecording(page, false);
  await expect(page.getByRole('alert')).toContainText('No Chromium, Chrome or Edge was found.');
  await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
});

test('a line of the code and its step point at each other', async ({ page }) => {
  await openRecording(page);
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await line(page, 'Click “Apply coupon”').click();
  const code = page.getByRole('region', { name: 'Code' });
  await expect(code.locator('li.chosen')).toHaveText(/name: 'Apply coupon'/);
  await code.getByText("'cart-count'").click();
  await expect(line(page, 'check The badge reads “1”')).toHaveAttribute('aria-current', 'step');
});

test('a removed step comes back, and an older proof says that it is older', async ({ page }) => {
  await openRecording(page);
  await prove(page);
  await expect(page.getByText('It fails when the app breaks')).toBeVisible();
  await line(page, 'Click “Sign in”').click();
  await page.keyboard.press('Delete');
  await expect(line(page, 'Click “Sign in”')).toHaveCount(0);
  await expect(page.getByText('The test has changed since.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(line(page, 'Click “Sign in”')).toHaveAttribute('aria-current', 'step');
  await expect(page.getByText('It fails when the app breaks')).toBeVisible();
});

test('an element is found in another way, with one click, and as before again', async ({ page }) => {
  await openRecording(page);
  await line(page, 'Click “Apply coupon”').click();
  await page.getByText('3 ways to find it').click();
  const ways = page.getByRole('group', { name: 'Each was tried on copies of the page' });
  const second = ways.getByRole('radio').nth(1);
  await expect(ways.getByRole('radio').first()).toBeChecked();
  await expect(ways).toContainText('finds it on 11 of 13');
  const code = await ways.locator('code').nth(1).textContent();
  await second.check();
  await expect(page.getByText('It is found in another way now.')).toBeVisible();
  await expect(ways.locator('code').first()).toHaveText(code ?? '');
  await expect(ways.getByRole('radio').first()).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(ways.locator('code').nth(1)).toHaveText(code ?? '');
});

test('a proof can be stopped', async ({ page }) => {
  await openRecording(page);
  await prove(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The proof was stopped before its end.')).toBeVisible();
});

test('a title can be changed, and changed back', async ({ page }) => {
  await openRecording(page);
  await page.keyboard.press('F2');
  await page.keyboard.type('Ada buys a mug');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Ada buys a mug' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A customer with a coupon orders a mug' })).toBeVisible();
});

test('the list is searched and sorted into shelves', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('invoices');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('navigation').getByRole('button', { name: /^Proved/ }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
});

test('the window’s own bundle holds nothing of the fake', () => {
  const bundle = readdirSync('dist/assets').map((file) => readFileSync(`dist/assets/${file}`, 'utf8')).join('');
  expect(bundle).toContain('start_recording');
  expect(bundle).not.toContain('/home/ada/Saywright');
});

test('opening a recording tells how far it has come, and can be stopped', async ({ page }) => {
  await open(page, '&opening');
  await page.getByRole('button', { name: 'A customer with a coupon orders a mug' }).click();
  const bar = page.getByRole('progressbar', { name: 'Trying how to find what you acted on' });
  await expect(bar).toHaveAttribute('aria-valuenow', '7');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(bar).toBeHidden();
  // Nobody is told that what they stopped has stopped.
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
