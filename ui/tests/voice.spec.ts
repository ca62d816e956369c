// Speaking instead of typing: the microphone while recording, the speech model that it needs, and what can go wrong.
import { expect, test, type Page } from '@playwright/test';
import { open, startRecording } from './steps';

const speak = (page: Page) => page.getByRole('button', { name: 'Speak' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Voice' });
const sentence = 'Ada signs in, and the page welcomes her.';

async function openDialog(page: Page, more = ''): Promise<void> {
  await open(page, `&voiceless${more}`);
  await startRecording(page, false);
  await speak(page).click();
  await expect(dialog(page)).toBeVisible();
}

test('what is said appears in the story, with a mark that it was spoken', async ({ page }) => {
  await open(page);
  await startRecording(page, false);
  await expect(speak(page)).toHaveAttribute('aria-pressed', 'false');
  await speak(page).click();
  const stop = page.getByRole('button', { name: 'Stop listening' });
  await expect(stop).toHaveAttribute('aria-pressed', 'true');
  await expect(stop).toHaveAttribute('title', /^Headset Microphone/);
  const spoken = page.getByRole('listitem').filter({ hasText: sentence });
  await expect(spoken.getByTitle('Spoken')).toBeVisible();
  await page.getByRole('textbox').fill('I typed this');
  await page.getByRole('textbox').press('Enter');
  const typed = page.getByRole('listitem').filter({ hasText: 'I typed this' });
  await expect(typed.getByTitle('Spoken'), 'only what was heard is marked').toHaveCount(0);
  await stop.click();
  await expect(speak(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(speak(page), 'the focus stays').toBeFocused();
  await expect(page.getByText('Headset Microphone')).toHaveCount(0);
});

test('the level moves, and words say when somebody is heard', async ({ page }) => {
  await open(page);
  await startRecording(page, false);
  await page.evaluate(() => {
    // The sentence is soon over: what is shown meanwhile is kept.
    const [widths, words] = [new Set<string>(), new Set<string>()];
    Object.assign(window, { shown: { widths, words } });
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLElement>('form [aria-hidden] > span');
      if (!bar) return;
      widths.add(bar.style.width);
      words.add(bar.closest('p')?.textContent ?? '');
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['style'] });
  });
  await expect(speak(page)).toBeEnabled();
  await page.keyboard.press('Control+Shift+M');
  await expect(page.getByRole('listitem').filter({ hasText: sentence })).toBeVisible();
  const [widths, words] = await page.evaluate(() => {
    const { shown } = window as unknown as { shown: { widths: Set<string>; words: Set<string> } };
    return [shown.widths.size, [...shown.words].join(' ')];
  });
  expect(widths, 'the bar followed the voice').toBeGreaterThan(5);
  expect(words).toContain('hearing you…');
});

test('a recording listens from the beginning where that is wanted, and says so when nothing is kept', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'New recording' }).click();
  const box = page.getByLabel('Speak while recording');
  await expect(box, 'nobody is listened to unasked').not.toBeChecked();
  await box.check();
  await page.getByLabel('Standby first').check();
  await page.getByLabel('Where does it begin?').fill('shop.example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
  await expect(page.getByText('nothing is kept until you press Record')).toBeVisible();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('nothing is kept while paused')).toBeVisible();
});

test('not being able to hear is told, and the recording goes on', async ({ page }) => {
  await open(page, '&mute');
  await startRecording(page, false);
  await speak(page).click();
  await expect(page.getByText('Typing works all the same.')).toBeVisible();
  await expect(speak(page)).toBeEnabled();
  await page.getByRole('textbox').fill('Then I type');
  await page.getByRole('textbox').press('Enter');
  await expect(page.getByText('Then I type', { exact: true })).toBeVisible();
});

test('without a speech model one is offered, downloaded and tried, and then it listens', async ({ page }) => {
  await openDialog(page);
  await expect(dialog(page)).toContainText('nothing you say leaves it');
  const usual = dialog(page).getByRole('radio', { name: 'English, for most computers' });
  await expect(usual).toBeChecked();
  await expect(usual, 'the keyboard is where the choice is').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('Ready. Speech is recognised with base.en.')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeFocused();

  await dialog(page).getByRole('button', { name: 'Try it' }).click();
  await expect(dialog(page).getByRole('status', { name: 'What was heard' })).toContainText(sentence);
  await expect(dialog(page).getByText('It hears you.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Stop listening' }), 'that is what was asked for').toBeFocused();
});

test('a download can be cancelled, and what has come is kept', async ({ page }) => {
  await openDialog(page, '&slow');
  await dialog(page).getByRole('button', { name: 'Download 148 MB' }).click();
  const halfway = dialog(page).getByText('74 of 148 MB');
  await expect(halfway).toBeVisible();
  const bar = dialog(page).getByRole('progressbar', { name: 'Downloading base.en' });
  await expect(bar).toHaveAttribute('aria-valuetext', '74 of 148 MB');
  const cancel = dialog(page).getByRole('button', { name: 'Cancel' });
  await expect(cancel, 'the focus is not lost with the button that was pressed').toBeFocused();
  await cancel.click();
  await expect(dialog(page).getByRole('status')).toContainText('Stopped. What has come is kept');
  await expect(dialog(page).getByRole('alert'), 'nobody is told as an error what they did themselves').toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Download 148 MB' }).click();
  await expect(halfway, 'it goes on from there').toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(bar, 'closing the dialog ends the download, too').toHaveCount(0);
});

test('a download that breaks off says so in the dialog, and the next goes on', async ({ page }) => {
  await openDialog(page, '&offline');
  await dialog(page).getByRole('button', { name: 'Download 148 MB' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('could not be downloaded: Network is unreachable');
  await dialog(page).getByRole('button', { name: 'Download 148 MB' }).click();
  await expect(dialog(page).getByText('Ready.')).toBeVisible();
  await expect(dialog(page).getByRole('alert')).toHaveCount(0);
});

test('a model of one’s own is taken; what is none is said so', async ({ page }) => {
  await openDialog(page);
  await dialog(page).getByRole('button', { name: 'Use a file I have…' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('is no speech model that can be used');
  await dialog(page).getByRole('button', { name: 'Use a folder I have…' }).click();
  await expect(dialog(page).getByText('Ready. Speech is recognised with distil-small.en.')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeFocused();
});

test('who closes the dialog without a model goes on typing', async ({ page }) => {
  await openDialog(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(speak(page)).toHaveAttribute('aria-pressed', 'false');
  await expect(speak(page)).toBeFocused();
});

test('a new recording that is to listen asks for the model first', async ({ page }) => {
  await open(page, '&voiceless');
  await page.getByRole('button', { name: 'New recording' }).click();
  const box = page.getByLabel('Speak while recording');
  await box.click();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(box, 'there is nothing to speak with').not.toBeChecked();
  await box.click();
  await dialog(page).getByRole('button', { name: 'Download 148 MB' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(box).toBeChecked();
  await page.getByLabel('Where does it begin?').fill('shop.example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
});

test('the microphone that was chosen in the settings is tried and used', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  const voice = page.getByRole('region', { name: 'Voice' });
  await expect(voice).toContainText('base.en');
  const microphone = voice.getByLabel('Microphone');
  await expect(microphone).toHaveValue('');
  await microphone.selectOption('Built-in Audio Analog Stereo');
  await voice.getByRole('button', { name: 'Try the microphone' }).click();
  await expect(voice).toContainText(sentence);
  await page.keyboard.press('Escape');
  await startRecording(page, false);
  await speak(page).click();
  await expect(page.getByRole('button', { name: 'Stop listening' })).toHaveAttribute('title', /^Built-in Audio Analog Stereo/);
});

test('the settings set the voice up, and change its model', async ({ page }) => {
  await open(page, '&voiceless&mute');
  await page.getByRole('button', { name: 'Settings' }).click();
  const voice = page.getByRole('region', { name: 'Voice' });
  await expect(voice).toContainText('None yet');
  await expect(voice).toContainText('Plug one in');
  await voice.getByRole('button', { name: 'Set up voice…' }).click();
  await dialog(page).getByRole('radio', { name: 'English, for slow computers' }).check();
  await dialog(page).getByRole('button', { name: 'Download 78 MB' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(voice).toContainText('tiny.en');
  await expect(page.getByText('tiny.en at')).toBeVisible();
  await voice.getByRole('button', { name: 'Change…' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Download 78 MB' }), 'it is in use').toBeDisabled();
});
