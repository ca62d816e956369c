import { test, expect } from '@playwright/test';

// Recorded from narration on 2026-11-22
test('Long chains', async ({ page }) => {
  await test.step('A frame', async () => {
    const frame = page.locator('iframe[title="Payment"]').contentFrame();
    await frame.getByLabel('Card number').fill('4242');
    await frame.getByLabel('Expiry').fill('12/30');
    await frame.getByRole('button', { name: 'Pay' }).click();
  });

  await test.step('Rows', async () => {
    const deleteButton = page
      .getByRole('region', { name: 'Users' })
      .getByRole('listitem')
      .filter({ hasText: 'Ada' })
      .getByRole('button', { name: 'Delete' });
    await deleteButton.click();
    await deleteButton.click();
    const delete2 = page
      .getByRole('region', { name: 'Users' })
      .getByRole('listitem')
      .filter({ hasText: '日本' })
      .getByRole('button', { name: 'Delete' });
    await delete2.click();
    await delete2.click();
    const card = page.getByRole('dialog', { name: 'Payment' }).contentFrame().getByRole('group', { name: 'Card' });
    await card.getByRole('textbox', { name: 'Number' }).fill('1');
    await card.getByRole('textbox', { name: 'Owner' }).fill('Ada');
    const ada = page.getByRole('listitem').filter({ hasText: 'Ada' });
    await expect(ada.getByRole('heading')).toHaveText('Ada');
    await expect(ada.getByRole('status')).toHaveText('Gone');
  });

  await test.step('Long ones', async () => {
    const blueMugWith = page
      .getByRole('region', { name: 'A region with quite a long name that somebody thought of' })
      .getByRole('listitem')
      .filter({ hasText: 'Blue mug with a handle' });
    await blueMugWith.getByRole('button', { name: 'Add this very thing to the cart', exact: true }).click();
    await page
      .getByLabel('A comment')
      .fill(
        'words and words and words and words and words and words and words and words and words and words and words and words and words and words and ',
      );
    await expect(page.getByRole('status')).toHaveText(
      'words and words and words and words and words and words and words and words and words and words and words and ',
    );
    await expect(blueMugWith).toHaveText('In the cart, and more');
    await expect(blueMugWith.getByRole('status', { name: 'Add this very thing to the cart', exact: true })).toHaveText(
      'In the cart',
    );
    await expect(
      page.getByRole('region', {
        name: 'A region with quite a long name that somebody thought of, and then somebody else went on',
      }),
    ).toBeVisible();
    await page
      .getByRole('button', {
        name: "A name that is so long that the line can't hold it together with its role and the page, no",
      })
      .click();
  });
});
