import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { createCompany } from '../support/window-import.ts';
import { openMenu, tabTo } from '../support/window-keyboard.ts';
import {
  openPeopleList,
  openPerson,
  openRequest,
  PERSON_WHO_CAN_ORDER,
  PERSON_WHO_CANNOT_ORDER,
  setReadOnly,
} from '../support/window-states-people.ts';
import { blockCall, eventually, sharedBrowser, sharedDemo } from '../support/window-tests.ts';

const browser = sharedBrowser();
const demo = sharedDemo(browser);

test('everyone is found in the palette, and a person links to the closed gate and back', async () => {
  const window = await demo();
  const { page, say } = window;
  const stops = say('people.verdict.stops', { name: PERSON_WHO_CANNOT_ORDER, gate: 4, move: 'amazon' });
  // Includes a person without any finding.
  for (const [typed, name, sentence] of [
    ['ふくだ さくら', PERSON_WHO_CANNOT_ORDER, stops],
    [PERSON_WHO_CAN_ORDER, PERSON_WHO_CAN_ORDER, `${PERSON_WHO_CAN_ORDER} さん`],
  ] as const) {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: say('palette.title') }).fill(typed);
    await page.getByRole('option', { name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.getByRole('status').getByText(sentence).waitFor();
  }
  await openRequest(window);
  await page.getByText(say('people.answer.accepted')).waitFor();
  await page.getByText(say('people.request.document')).click();
  expect(await page.locator('pre').textContent()).toContain('<SharedSecret>***</SharedSecret>');

  await openPerson(window, PERSON_WHO_CANNOT_ORDER);
  const open = page.getByRole('tabpanel').getByRole('button', { name: say('people.goTo', { screen: say('app.screen.matching') }) });
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('matching.title') }).waitFor();
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  await page.locator('[role="row"][aria-rowindex="2"]').click();
  const back = page.getByRole('button', { name: say('people.open') });
  await tabTo(page, back);
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText(stops).waitFor();
});

test('a suspended person who is still named links to the screen that removes them', async () => {
  const window = await demo();
  const { page, say } = window;
  const { people } = await window.call('leavers.plan', { chosen: [], also: [] });
  const left = people.find(({ state, lines, elsewhere }) => state === 'suspended' && lines.length > 0 && elsewhere.length > 0);
  const [line] = left?.lines ?? [];
  if (left === undefined || line === undefined) throw new Error('nobody of the demo company is suspended and named');
  await openPerson(window, left.name);
  const place = say(`leavers.place.${line.how}`, { name: line.name, step: line.step ?? 0 });
  await page.getByRole('tabpanel').filter({ hasText: place }).waitFor();
  await page
    .getByRole('button', { name: say('people.stillNamed.open') })
    .or(page.getByRole('link', { name: say('people.stillNamed.open') }))
    .click();
  await page.getByRole('heading', { name: say('fixesScreen.people.neo.title') }).waitFor();
});

test('the fix is adopted and dropped on the page of the person', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const adopted = async () =>
    (await window.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 50 })).total;
  const before = await adopted();
  await openPerson(window, PERSON_WHO_CANNOT_ORDER);
  const panel = page.getByRole('tabpanel');
  await tabTo(page, panel.getByRole('button', { name: new RegExp(say('fixesScreen.adoptOf', { address: '.+' })) }).first());
  await page.keyboard.press('Enter');
  const drop = panel.getByRole('button', { name: say('fixesScreen.panel.drop') });
  await drop.waitFor();
  const unwritten = say('people.verdict.stops', { name: PERSON_WHO_CANNOT_ORDER, gate: 4, move: 'write' });
  await page.getByRole('status').getByText(unwritten).waitFor();
  await eventually(adopted).toBe(before + 1);
  await drop.click();
  await drop.waitFor({ state: 'detached' });
  await eventually(adopted).toBe(before);
});

test('the list of all people is searched, filtered by state and resumed after a person, by keyboard', async () => {
  const window = await demo();
  const { page, say } = window;
  await openPeopleList(window);
  const summary = await window.call('readiness.summary', {});
  const grid = page.getByRole('grid', { name: say('people.table.label') });
  const rows = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount')) - 1;
  const everybody = await rows();
  expect(everybody).toBe(summary?.users);
  const states = page.getByRole('radiogroup', { name: say('people.table.state') });
  await states.getByText(new RegExp(`^${say('people.orderState.blocked')} `)).click();
  await eventually(rows).toBe(summary?.blocked);
  await page.keyboard.press('/');
  await page.keyboard.type(PERSON_WHO_CANNOT_ORDER);
  await eventually(rows).toBe(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: PERSON_WHO_CANNOT_ORDER, exact: true }).waitFor();

  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await tabTo(page, page.getByRole('button', { name: say('people.copy') }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: say('people.copied') }).waitFor();
  const ticket = await page.evaluate(() => navigator.clipboard.readText());
  expect(ticket.split('\n')[0]).toBe(say('people.verdict.stops', { name: PERSON_WHO_CANNOT_ORDER, gate: 4, move: 'amazon' }));
  expect(ticket).not.toMatch(/people\.|finding\.|SharedSecret|[{}]/);

  await tabTo(page, page.getByRole('button', { name: say('people.back') }));
  await page.keyboard.press('Enter');
  await eventually(rows).toBe(1);
});

test('letters that are typed as slowly as a pause is long are all there, on a slow machine too', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await openPeopleList(window);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const field = page.getByLabel(say('people.search'), { exact: true });
  const typed = 'abcdefghijklmnopqrstuvwxyz';
  await field.pressSequentially(typed, { delay: 130 });
  await page.getByText(say('people.table.nobody')).waitFor();
  await eventually(() => field.inputValue()).toBe(typed);
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
  // The field receives focus shortly after the dialog appears.
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
  // The user believes that nothing can be applied any more; if this is wrong, the window reports it.
  const letThrough = await blockCall(window, 'plan.disarm');
  await armed.click();
  const told = page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .filter({ hasText: say('error.closing.what') });
  await told.first().waitFor();
  letThrough();
  // After a restart, applying is locked.
  await page.reload();
  await armed.waitFor();
  await startAnew();
  await locked.waitFor();

  await openMenu(page, bar.getByRole('button', { name: say('app.company.switch') }));
  await page.getByRole('menuitem', { name: say('app.guard.on') }).focus();
  await page.keyboard.press('Enter');
  const lookedAt = bar.getByRole('button', { name: say('app.guard.readOnly') });
  await lookedAt.waitFor();
  await startAnew();
  await lookedAt.waitFor();
  await eventually(async () => (await window.call('companies.current', {}))?.company.readOnly).toBe(true);

  await lookedAt.focus();
  await page.keyboard.press('Enter');
  const ask = page.getByRole('dialog', { name: say('app.guard.writableTitle') });
  await ask.waitFor();
  expect(await ask.getByRole('button', { name: say('app.guard.writableDo') }).isDisabled()).toBe(true);
  await typeName(ask);
  await page.keyboard.press('Enter');
  await locked.waitFor();
});

test('controls that change a view-only company are disabled, say why, and stay reachable by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('routes');
  const create = window.button('draftList.create.open');
  await create.waitFor();
  expect(await create.getAttribute('aria-disabled')).toBeNull();
  await setReadOnly(window, true);
  await create.and(page.locator('[aria-disabled="true"]')).waitFor();
  expect(await create.getAttribute('title')).toBe(say('app.guard.refused'));
  await tabTo(page, create);
  await page.keyboard.press('Enter');
  expect(await page.locator('[aria-modal="true"]').count()).toBe(0);
  // The rename key opens no form in a view-only company.
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
  await setReadOnly(window, false);
  await window.go('routes');
  await create.click();
  await page.getByRole('dialog', { name: say('draftList.create.title.routes') }).waitFor();
});
