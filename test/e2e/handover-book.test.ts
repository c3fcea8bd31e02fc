import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { comingReview } from '../support/notices.ts';
import { openWindow } from '../support/window.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('the support file and the handover book by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.openSettings('support');
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
  // The saved file equals the displayed content.
  expect(JSON.parse(readFileSync(await saved.path(), 'utf8'))).toEqual(JSON.parse(shown));
  await page.getByText(say('supportPart.saved', { name: saved.suggestedFilename() })).waitFor();

  await window.openSettings('handover');
  const book = page.waitForEvent('download');
  await window.button('handoverPart.write').focus();
  await page.keyboard.press('Enter');
  const written = await book;
  expect(written.suggestedFilename()).toMatch(/引き継ぎ書 \d{4}-\d\d-\d\d\.html$/);
  await page.getByText(say('handoverPart.saved', { name: written.suggestedFilename() })).waitFor();
});

test('the handover book is created by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const { today } = await window.call('notices.list', {});
  const { revision } = (await window.call('readiness.summary', {})) ?? { revision: 0 };
  // Creates a decision that expires today, on any day the test runs.
  await window.call('triage.change', { selection: { revision, rows: [0] }, change: { kind: 'accept', reason: '退職予定', until: today } });
  await comingReview((name, input) => window.call(name, input));
  const { notices } = await window.call('notices.list', {});
  const header = page.locator('header');
  const press = async (button: Locator): Promise<void> => {
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await press(header.getByRole('button', { name: say('notices.labelNew', { count: notices.length }) }));
  const due = page.getByRole('dialog', { name: say('notices.label') });
  await press(due.getByRole('button', { name: say('notices.see') }));
  // An upcoming notice is postponed until its date.
  const later = due.getByText(say('notices.later', { count: 1 }));
  await press(
    due
      .getByRole('region', { name: say('notices.week') })
      .getByTitle(say('notices.putOff'))
      .first(),
  );
  await later.waitFor();
  await page.keyboard.press('Escape');
  const seen = header.getByRole('button', { name: say('notices.label'), exact: true });
  await eventually(() => seen.evaluate((bell) => bell === document.activeElement)).toBe(true);
  // The first notice has focus and opens the related screen.
  await page.keyboard.press('Enter');
  await due.locator('li button:focus').waitFor();
  await page.keyboard.press('Enter');
  await eventually(() => page.getByRole('heading', { level: 1 }).innerText()).not.toBe(say('app.screen.readiness'));
});
