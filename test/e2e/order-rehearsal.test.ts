import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { createCompany } from '../support/window-import.ts';
import { openMenu, tabRound, tabTo } from '../support/window-keyboard.ts';
import { lookOnly, ORDER_REHEARSAL_STATES, PASSES, rehearseFor, STOPPED } from '../support/window-states-order-rehearsal.ts';
import { browserOfFile, eventually } from '../support/window-tests.ts';

const browser = browserOfFile();

test('an order is rehearsed from the palette and from a person, and leads to the gate that is closed', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: say('palette.title') }).fill('ちゅうもんしみゅれーしょん');
  await page.getByRole('option', { name: say('app.screen.orderRehearsal') }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('orderRehearsal.title') }).waitFor();

  await rehearseFor(window, STOPPED);
  const stops = say('orderRehearsal.verdict.stops', { name: STOPPED, gate: 4, move: 'both' });
  await page.getByRole('status').getByText(stops).waitFor();
  const open = page.getByRole('listitem').getByRole('button', { name: say('orderRehearsal.goTo', { screen: say('app.screen.matching') }) });
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();

  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  await page.locator('[role="row"][aria-rowindex="2"]').click();
  const back = page.getByRole('button', { name: say('orderRehearsal.open') });
  await tabTo(page, back);
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(stops).waitFor();

  await rehearseFor(window, PASSES);
  await page.getByText(say('orderRehearsal.answer.accepted')).waitFor();
  expect(await page.getByText('<SharedSecret>').count()).toBe(1);
  expect(await page.locator('pre').textContent()).toContain('<SharedSecret>***</SharedSecret>');
});

test('every state of the rehearsal of an order is used by keyboard', async () => {
  await using window = await openWindow(browser());
  await window.openDemo();
  for (const { name, open, leave } of ORDER_REHEARSAL_STATES) {
    await open(window);
    // A dialog keeps the keyboard to itself, as it should.
    if (!(await window.page.locator('[aria-modal="true"]').isVisible()))
      expect((await tabRound(window.page)).length, name).toBeGreaterThan(12);
    await leave?.(window);
  }
});

test('production is locked, let be applied to by its name, and only looked at, all by keyboard', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  const bar = page.getByRole('banner');
  const startAnew = async (): Promise<void> => {
    await window.host.kill();
    await window.restartHost();
    await page.goto(window.host.address);
  };
  // The field takes the keyboard by itself, a moment after the dialog is seen.
  const typeName = async (dialog: Locator): Promise<void> => {
    await eventually(() =>
      dialog.getByLabel(say('ui.typeName', { name: '西商事' })).evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await page.keyboard.type('西商事');
  };
  window.allow(/ERR_|Failed to (load|fetch)/);
  await createCompany(window, '西商事', 'production');
  const locked = bar.getByRole('button', { name: say('app.guard.locked') });
  await locked.waitFor();
  await tabTo(page, locked);
  await page.keyboard.press('Enter');
  await typeName(page.getByRole('dialog', { name: say('planScreen.arm.title') }));
  await page.keyboard.press('Enter');
  const armed = bar.getByRole('button', { name: new RegExp(`^${say('app.guard.armed')}\\s*1[45]:\\d\\d$`) });
  await armed.waitFor();
  // Another start is not armed.
  await page.reload();
  await armed.waitFor();
  await startAnew();
  await locked.waitFor();

  await openMenu(page, bar.getByRole('button', { name: say('app.profile.switch') }));
  await page.getByRole('menuitem', { name: say('app.guard.on') }).focus();
  await page.keyboard.press('Enter');
  const lookedAt = bar.getByRole('button', { name: say('app.guard.readOnly') });
  await lookedAt.waitFor();
  await startAnew();
  await lookedAt.waitFor();
  await eventually(async () => (await window.call('profiles.current', {}))?.profile.readOnly).toBe(true);

  await lookedAt.focus();
  await page.keyboard.press('Enter');
  const ask = page.getByRole('dialog', { name: say('app.guard.writableTitle') });
  await ask.waitFor();
  expect(await ask.getByRole('button', { name: say('app.guard.writableDo') }).isDisabled()).toBe(true);
  await typeName(ask);
  await page.keyboard.press('Enter');
  await locked.waitFor();
});

test('in a company that is only looked at, what would change it is grey, says why, and is still reached by keyboard', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await window.openDemo();
  await window.go('routes');
  const create = window.button('draftList.create.open');
  await create.waitFor();
  expect(await create.getAttribute('aria-disabled')).toBeNull();
  await lookOnly(window, true);
  await create.and(page.locator('[aria-disabled="true"]')).waitFor();
  expect(await create.getAttribute('title')).toBe(say('app.guard.refused'));
  await tabTo(page, create);
  await page.keyboard.press('Enter');
  expect(await page.locator('[aria-modal="true"]').count()).toBe(0);
  // A key that asks for a name asks in vain: the form is not sent.
  const rows = () =>
    window.call('drafts.list', { section: 'routes', search: '', sort: { by: 'name', direction: 'ascending' }, offset: 0, limit: 50 });
  const before = await rows();
  await page.locator('[data-draft-name]').first().focus();
  await page.keyboard.press('F2');
  const rename = page.getByRole('dialog', { name: say('draftList.rename.title') });
  await rename.getByLabel(say('draftList.create.name')).fill('別の名前');
  await page.keyboard.press('Enter');
  expect(await rename.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await rename.waitFor({ state: 'hidden' });
  expect(await rows()).toEqual(before);
  await page.locator('[data-draft-name]').first().click();
  await page.getByRole('status').getByText(say('app.guard.refused')).waitFor();
  expect(await page.getByLabel(say('routesScreen.name'), { exact: true }).isEditable()).toBe(false);
  await window.go('integration');
  await page.locator('[data-refused]').first().waitFor();
  await lookOnly(window, false);
  await window.go('routes');
  await create.click();
  await page.getByRole('dialog', { name: say('draftList.create.title.routes') }).waitFor();
});
