import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { blockCall, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('a day off that could not be saved stays for a retry, and the standard calendar returns only after a confirmation', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say, call } = window;
  await window.go('calendar');
  const days = async () =>
    (await call('calendar.get', { from: '2026-12-25', to: '2026-12-25' })).settings.companyDays.map(({ date }) => date);
  const before = await days();
  const [dateLabel, nameLabel] = [say('calendarScreen.settings.date'), say('calendarScreen.settings.name')];
  const form = page
    .locator('form')
    .filter({ has: page.getByLabel(dateLabel, { exact: true }) })
    .filter({ has: page.getByLabel(nameLabel, { exact: true }) });
  const date = form.getByLabel(dateLabel, { exact: true });
  const add = form.getByRole('button', { name: say('calendarScreen.settings.add') });
  const letThrough = await blockCall(window, 'calendar.change');
  await date.fill('2026-12-25');
  await add.click();
  await page.getByRole('alert').first().waitFor();
  expect(await date.inputValue()).toBe('2026-12-25');
  letThrough();
  await add.click();
  await eventually(() => date.inputValue()).toBe('');
  expect(await days()).toEqual([...before, '2026-12-25']);

  await window.button('calendarScreen.settings.reset').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('calendarScreen.settings.resetCancel') }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await days()).toEqual([...before, '2026-12-25']);
  await window.button('calendarScreen.settings.reset').click();
  await dialog.getByRole('button', { name: say('calendarScreen.settings.reset') }).click();
  await eventually(days).toEqual([]);
});
