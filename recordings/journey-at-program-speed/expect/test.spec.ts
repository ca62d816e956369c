import { test, expect } from '@playwright/test';
import { dirname, join } from 'node:path';

// Recorded from narration on 2026-11-25
test('Check out with a gift note', async ({ page }) => {
  const files = join(dirname(test.info().file), 'files');

  await test.step('Ask how long a delivery takes', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Help' }).click();
    const postcode = page.locator('iframe[title="Delivery estimate"]').contentFrame().getByLabel('Postcode');
    await postcode.fill('1010');
    await postcode.press('Enter');
  });

  await test.step('It says Delivery in 3 days for €3.90', async () => {
    await expect(page.locator('iframe[title="Delivery estimate"]').contentFrame().getByRole('status')).toHaveText(
      'Delivery in 3 days for €3.90',
    );
  });

  await test.step('Read the delivery terms', async () => {
    const popupPromise = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Delivery terms' }).click();
    const popup = await popupPromise;
    await popup.waitForLoadState();
    await popup
      .getByRole('button', { name: 'Understood' })
      .click()
      .catch((error) => { if (!popup.isClosed()) throw error; });
    await popup.close();
  });

  await test.step('Zoom into the blue mug', async () => {
    await page.getByRole('link', { name: 'Kettle & Co.' }).click();
    await page.getByRole('link', { name: 'Blue mug' }).click();
    await page.getByTitle('Double-click to zoom').dblclick();
  });

  await test.step('Put two of them into the cart', async () => {
    await page.getByLabel('Quantity').selectOption({ label: '2' });
    await page
      .getByRole('article')
      .filter({ hasText: 'Blue mug' })
      .getByRole('button', { name: 'Add to cart' })
      .click();
  });

  await test.step('The badge shows 2', async () => {
    await expect(page.getByTestId('cart-count')).toHaveText('2');
  });

  await test.step('Sign in', async () => {
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill(process.env.PASSWORD!);
    await page.getByLabel('Password').press('Enter');
    await page.waitForURL('/');
  });

  await test.step('Check out with a gift note', async () => {
    await page.getByRole('link', { name: 'Cart' }).click();
    await page.getByRole('link', { name: 'Checkout' }).click();
    await page.getByLabel('Full name').fill('Ada Lovelace');
    await page.getByLabel('Street').fill("12 St James's Square");
    await page.getByLabel('City').fill('London');
    await page.getByLabel('Country').selectOption('France');
    await page.getByLabel('Express').check();
    await page.getByLabel('Gift note (a file, if you like)').setInputFiles(join(files, 'note.txt'));
    await page.getByLabel('I accept the terms').check();
    await page.getByRole('button', { name: 'Place order' }).click();
  });

  await test.step('It says Thank you for your order', async () => {
    await expect(page.getByRole('heading', { name: 'Thank you for your order' })).toBeVisible();
  });
});
