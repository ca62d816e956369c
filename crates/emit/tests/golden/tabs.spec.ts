import { test, expect, type Page } from '@playwright/test';
import { dirname, join } from 'node:path';

// Recorded from narration on 2026-11-22
test('Tabs & signals', async ({ page }) => {
  const files = join(dirname(test.info().file), 'files');
  let popup: Page;

  await test.step('Read the terms', async () => {
    await page.goto('/terms');
    const popupPromise = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Terms' }).click();
    popup = await popupPromise;
    await popup.waitForLoadState();
    await expect(popup).toHaveTitle('Terms');
    const popupPromise2 = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Help' }).click();
    const popup2 = await popupPromise2;
    await popup2.waitForLoadState();
    await popup2.getByRole('button', { name: 'Understood' }).click();
    const popupPromise3 = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Advertisement' }).click();
    await popupPromise3;
  });

  await test.step('Accept them', async () => {
    await popup.getByRole('button', { name: 'Accept' }).click();
    await popup.close();
    await page.reload();
    await page.goBack();
    await page.goForward();
    await page.keyboard.press('Escape');
  });

  await test.step('Delete and download', async () => {
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Delete' }).click();
    page.once('dialog', (dialog) => dialog.accept("it's"));
    await page.getByRole('button', { name: 'Rename' }).click();
    page.once('dialog', (dialog) => {
      page.once('dialog', (dialog) => {
        page.once('dialog', (dialog) => dialog.accept());
        return dialog.dismiss();
      });
      return dialog.accept();
    });
    const downloadPromise = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Everything' }).click();
    await downloadPromise; // report 2026.csv
    const framePromise = page.waitForEvent('framenavigated', (frame) => frame.url().endsWith('/next'));
    await page.getByText('Short').click();
    await framePromise;
    const framePromise2 = page.waitForEvent('framenavigated', (frame) =>
      frame.url().endsWith('/notes/of-the-day?folder=everything&page=next'),
    );
    await page.getByText('Long').click();
    await framePromise2;
    const framePromise3 = page.waitForEvent('framenavigated');
    await page.getByText('Same').click();
    await framePromise3;
    await page.getByLabel('Picture').setInputFiles(join(files, 'photo.png'));
    await page.getByLabel('Files').drop({ files: [join(files, 'a.txt'), join(files, 'b.txt')] });
    await page.getByText('Blue mug').click({ button: 'right', modifiers: ['ControlOrMeta', 'Shift'] });
    await page.getByText('Blue mug').dblclick();
    await page.locator('canvas').click({ delay: 900, position: { x: 40, y: 7 } });
    await page.getByText('Products').hover();
    await page.getByLabel('Messages').evaluate((element) => element.scrollTo(0, 1200));
    await page.evaluate(() => window.scrollTo(0, 900));
    await page.getByText('Blue mug').dragTo(page.getByLabel('Wishes'));
    await page.getByText('Thumb').dragTo(page.getByLabel('Volume'), { targetPosition: { x: 120, y: 4 } });
    // not replayed: a click, for its target was not recorded
  });

  await test.step('Compare in another tab', async () => {
    const otherPage = await page.context().newPage();
    await otherPage.goto('https://example.com/other');
    await otherPage.getByRole('link', { name: 'More' }).click();
  });
});
