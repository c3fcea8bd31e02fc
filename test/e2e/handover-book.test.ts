import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { openMenu, tabTo } from '../support/window-keyboard.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();

test('the support file and the handover book by keyboard', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
  await window.go('settings');
  await tabTo(page, window.button('supportPart.look'));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: say('supportPart.title') });
  const shown = await dialog.getByRole('region', { name: say('supportPart.content') }).innerText();
  expect(JSON.parse(shown)).toMatchObject({ format: 'tsunagi-support', company: { kind: 'demo' } });
  const download = page.waitForEvent('download');
  await tabTo(page, dialog.getByRole('button', { name: say('supportPart.save') }));
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^tsunagi-support \d{4}-\d\d-\d\d\.json$/);
  // What was shown is what is saved.
  expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toEqual(JSON.parse(shown));
  await page.getByText(say('supportPart.saved', { name: saved.suggestedFilename() })).waitFor();

  const book = page.waitForEvent('download');
  await window.button('handoverPart.write').focus();
  await page.keyboard.press('Enter');
  const written = await book;
  expect(written.suggestedFilename()).toMatch(/引き継ぎ書 \d{4}-\d\d-\d\d\.html$/);
  await page.getByText(say('handoverPart.saved', { name: written.suggestedFilename() })).waitFor();
});

test('what has to be known today, by keyboard', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
  const { today } = await window.call('notices.list', {});
  const { revision } = (await window.call('readiness.summary', {})) ?? { revision: 0 };
  // Whatever day it is, something ends on it.
  await window.call('triage.change', { selection: { revision, rows: [0] }, change: { kind: 'accept', reason: '退職予定', until: today } });
  // Windows hear that what is waited for is other.
  await window.call('clocks.changeAccountReview', { startedOn: null });
  const { notices } = await window.call('notices.list', {});
  const bell = page.locator('header').getByRole('button', { name: say('notices.labelUnseen', { count: notices.length }) });
  await openMenu(page, bell);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const seen = page.locator('header').getByRole('button', { name: say('notices.label'), exact: true });
  // The first one leads to where it is looked at.
  await openMenu(page, seen);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await eventually(() => page.getByRole('heading', { level: 1 }).innerText()).not.toBe(say('app.screen.readiness'));
});
