import { test, expect } from '@playwright/test';

// Recorded from narration on 2026-11-22
test('A customer orders a mug', async ({ page }) => {
  await test.step('Sign in as Ada', async () => {
    await page.goto('/');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill(process.env.SHOP_PASSWORD!);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('status')).toHaveText('Welcome, Ada');
  });

  await test.step('Searching for mug shows two results', async () => {
    await page.getByRole('search').getByRole('searchbox').fill('mug');
    await page.getByRole('search').getByRole('searchbox').press('Enter');
    await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(2);
  });

  await test.step('The blue mug goes into the cart twice, the total is forty euros', async () => {
    const addToCart = page
      .getByRole('listitem')
      .filter({ hasText: 'Blue mug' })
      .getByRole('button', { name: 'Add to cart' });
    await addToCart.click();
    await addToCart.click();
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: 'Blue mug' })
        .filter({ has: page.getByText('In the cart') })
        .getByRole('img', { name: 'Yes' }),
    ).toBeVisible();
    await expect(page.getByTestId('total')).toHaveText('€40.00');
    await expect(page).toHaveURL('/cart?step=1');
  });

  // said, not checked: "it should feel "quick""

  await test.step('Order', async () => {
    await page.getByLabel('Country').selectOption('Germany');
    await page.getByLabel('Quantity').selectOption({ label: '2' });
    await page.getByLabel('Colours').selectOption(['Red', 'Blue']);
    await page.getByRole('checkbox', { name: 'I agree' }).check();
    await page.getByRole('checkbox', { name: 'Newsletter' }).uncheck();
    await expect(page.getByRole('checkbox', { name: 'I agree' })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'Newsletter' })).not.toBeChecked();
    await expect(page.getByLabel('Country')).toHaveValue('Germany');
    // positional: the rows have no names
    await page.getByRole('button', { name: 'Order' }).nth(1).click();
    await expect(page.getByRole('heading')).toHaveText(/^\s*Order\s+#\d+\s+confirmed\s*$/);
    await expect(page.getByRole('main')).toContainText(/in\s+\d+\s+days/);
    await expect(page).toHaveTitle(/^Order \d+ \(new\)$/);
    await expect(page).toHaveURL(/\/orders\/\d+$/);
    // said, not checked: "the font should be nicer"
  });
});
