// Ways through the interface that more than one test takes.
import { expect, type Page } from '@playwright/test';

/** Milliseconds between the fake's scripted events: fast enough for tests, slow enough to be seen by a person. */
const pace = 30;

export async function open(page: Page, more = ''): Promise<void> {
  await page.goto(`/?pace=${pace}${more}`);
}

export async function openRecording(page: Page, title = 'A customer with a coupon orders a mug'): Promise<void> {
  await open(page);
  await page.getByRole('button', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

export async function startRecording(page: Page, standby: boolean): Promise<void> {
  await page.getByRole('button', { name: 'New recording' }).click();
  await page.getByLabel('Where does it begin?').fill('shop.example.com');
  if (standby) await page.getByLabel('Standby first').check();
  await page.getByRole('button', { name: standby ? 'Open the browser' : 'Record', exact: true }).click();
}

export async function prove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Prove', exact: true }).click();
  await page.getByLabel('The Password field').fill('correct horse');
  await page.getByRole('button', { name: 'Prove it' }).click();
}

export const line = (page: Page, text: string) => page.getByRole('region', { name: 'Story' }).getByRole('button', { name: text, exact: true });
