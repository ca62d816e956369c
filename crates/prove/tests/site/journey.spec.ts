import { test, expect } from '@playwright/test';

test('A journey through the corner shop', async ({ page }) => {
  await test.step('Open the shop', async () => {
    await page.goto('/');
  });

  await test.step('Search with Enter', async () => {
    await page.getByLabel('Query').fill('mug');
    await page.getByLabel('Query').press('Enter');
    await expect(page.getByRole('status')).toHaveText('Found mug');
  });

  await test.step('Remove the red one', async () => {
    await page.getByRole('listitem').filter({ hasText: 'Red mug' }).getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByTestId('removed')).toHaveText('Red mug removed');
  });

  await test.step('Add one', async () => {
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByTestId('count')).toHaveText('1');
  });

  await test.step('Wrap it', async () => {
    await page.getByText('Gift wrap').click();
    await expect(page.getByTestId('wrapped')).toHaveText('Wrapped');
  });

  await test.step('Reach into the shadow', async () => {
    await page.getByRole('button', { name: 'Deep' }).click();
    await expect(page.getByTestId('shadow')).toHaveText('Reached');
  });

  await test.step('Pay here', async () => {
    await page.getByRole('button', { name: 'Pay' }).click();
    await expect(page.getByTestId('paid')).toHaveText('Paid here');
  });

  await test.step('Pay by card', async () => {
    const card = page.locator('iframe[title="Card"]').contentFrame();
    await card.getByRole('button', { name: 'Pay' }).click();
    await expect(card.getByTestId('card')).toHaveText('Paid by card');
  });

  await test.step('See the total', async () => {
    await page.getByRole('button', { name: 'Show total' }).click();
    await expect(page.getByTestId('total')).toHaveText('€20.00');
  });

  await test.step('Like it', async () => {
    await page.getByRole('button', { name: 'Like' }).click();
  });

  await test.step('Ask for help', async () => {
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Help' }).click();
    const help = await popup;
    await help.getByRole('button', { name: 'Useful' }).click();
    await expect(help.getByTestId('thanks')).toHaveText('Thank you');
    await help.close();
  });

  await test.step('Go on', async () => {
    await page.getByRole('link', { name: 'Onwards' }).click();
    await page.getByRole('button', { name: 'Rewrite' }).click();
    await expect(page.getByRole('heading')).toHaveText('Written');
  });

  await test.step('Finish', async () => {
    await page.getByRole('button', { name: 'Finish' }).click();
    await expect(page.getByTestId('end')).toHaveText('Done');
  });
});
