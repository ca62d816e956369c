import { test, expect } from '@playwright/test';

// Recorded from narration on 2026-11-25
test('A customer with a coupon orders a mug', async ({ page }) => {
  await test.step('Sign in as Ada', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill(process.env.PASSWORD!);
    await page.getByRole('button', { name: 'Sign in' }).click();
  });

  await test.step('It says Welcome, Ada', async () => {
    await expect(page.getByRole('status')).toHaveText('Welcome, Ada');
  });

  await test.step('Searching for mug shows two results', async () => {
    await page.getByLabel('Search products').fill('mug');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(2);
  });

  await test.step('Put the blue mug into the cart', async () => {
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Blue mug' })
      .getByRole('button', { name: 'Add to cart' })
      .click();
  });

  await test.step('The cart badge goes to one', async () => {
    await expect(page.getByTestId('cart-count')).toHaveText('1');
  });

  await test.step('Open the cart', async () => {
    await page.getByRole('link', { name: 'Cart' }).click();
  });

  await test.step('The total is twenty euros', async () => {
    await expect(page.getByTestId('total')).toHaveText('€20.00');
  });

  await test.step('Apply the coupon SPRING20', async () => {
    await page.getByLabel('Coupon code').fill('SPRING20');
    await page.getByRole('button', { name: 'Apply coupon' }).click();
  });

  await test.step('The total drops to sixteen', async () => {
    await expect(page.getByTestId('total')).toHaveText('€16.00');
  });

  await test.step('Check out with express delivery', async () => {
    await page.getByRole('link', { name: 'Checkout' }).click();
    await page.getByLabel('Full name').fill('Ada Lovelace');
    await page.getByLabel('Street').fill("12 St James's Square");
    await page.getByLabel('City').fill('London');
    await page.getByLabel('Country').selectOption('United Kingdom');
    await page.getByLabel('Express').check();
    await page.getByLabel('I accept the terms').check();
    await page.getByRole('button', { name: 'Place order' }).click();
  });

  await test.step('It says Thank you for your order', async () => {
    await expect(page.getByRole('heading', { name: 'Thank you for your order' })).toBeVisible();
  });

  await test.step('Open the order history', async () => {
    await page.getByRole('link', { name: 'Orders' }).click();
  });

  await test.step('There are three orders', async () => {
    await expect(
      page.getByRole('table', { name: 'Orders' }).getByRole('row').filter({ has: page.getByRole('cell') }),
    ).toHaveCount(3);
  });
});
