import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type OpenWindow, openWindow, rowsInTable } from '../support/window.ts';
import { openPeopleList, PERSON_WHO_CANNOT_ORDER } from '../support/window-states-people.ts';
import { eventually, sharedBrowser, sharedDemo } from '../support/window-tests.ts';

const browser = sharedBrowser();
const demo = sharedDemo(browser);
const BY_NAME = { by: 'name', direction: 'ascending' } as const;
const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;
const EVERY_ENTRY: CallInput<'triage.ledger'>['filter'] = { kinds: [], states: [], search: '' };
const ALL_FIXES: CallInput<'fixes.list'>['filter'] = { states: [], sides: [], search: '' };

const copied = ({ page }: OpenWindow): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const nameIn = async (row: Locator): Promise<string> => (await row.getByRole('rowheader').innerText()).trim();

/** Opens the list of all people, which is longer than the visible area. */
async function everybody(window: OpenWindow): Promise<{ readonly row: (place: number) => Locator; readonly total: number; grid: Locator }> {
  await openPeopleList(window);
  const grid = window.page.getByRole('grid', { name: window.say('people.table.label') });
  await grid.and(window.page.locator('[aria-busy="false"]')).waitFor();
  const total = Number(await grid.getAttribute('aria-rowcount')) - 1;
  return { grid, total, row: (place) => grid.locator(`[role="row"][aria-rowindex="${place + 1}"]`) };
}

test('rows are selected by checkbox, range or all at once, with their count shown, and copied as lines', async () => {
  const window = await demo();
  const { page, say } = window;
  const { grid, row, total } = await everybody(window);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const said = page.getByRole('status').filter({ hasText: say('dataTable.select.count', { count: 4 }) });
  const tick = (place: number) => row(place).locator('[data-select]');

  await tick(2).click();
  await tick(4).click();
  // The range keeps the earlier selection.
  await tick(6).click({ modifiers: ['Shift'] });
  await said.waitFor({ state: 'attached' });
  for (const place of [2, 4, 5, 6]) expect(await row(place).getAttribute('aria-selected')).toBe('true');
  expect(await row(3).getAttribute('aria-selected')).toBe('false');
  const names = await Promise.all([2, 4, 5, 6].map((place) => nameIn(row(place))));
  await page.getByRole('button', { name: say('dataTable.select.copy.action') }).click();
  await page
    .getByText(say('dataTable.select.copy.done', { count: 4 }))
    .first()
    .waitFor();
  const lines = (await copied(window)).split('\r\n');
  expect(lines[0]?.split('\t').slice(0, 2)).toEqual([say('people.table.name'), say('people.table.state')]);
  expect(lines.slice(1).map((line) => line.split('\t')[0])).toEqual(names);

  await grid.focus();
  await page.keyboard.press('Control+a');
  await page
    .getByRole('status')
    .filter({ hasText: say('dataTable.select.count', { count: total }) })
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Control+c');
  await eventually(async () => (await copied(window)).split('\r\n').length).toBe(total + 1);
  await page.keyboard.press('Escape');
  await eventually(() => row(2).getAttribute('aria-selected')).toBe('false');
});

test('without a choice the row that the keys are on is copied, and a range by Shift begins there', async () => {
  const window = await demo();
  const { page, say } = window;
  const { grid, row } = await everybody(window);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await grid.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Control+c');
  await page
    .getByText(say('dataTable.select.copy.done', { count: 1 }))
    .first()
    .waitFor();
  expect((await copied(window)).split('\r\n')[1]?.split('\t')[0]).toBe(await nameIn(row(2)));
  await row(5).click({ modifiers: ['Shift'] });
  await page
    .getByRole('status')
    .filter({ hasText: say('dataTable.select.count', { count: 4 }) })
    .waitFor({ state: 'attached' });
});

test('the print contains every row, also those that are not on screen', async () => {
  const window = await demo();
  const { page } = window;
  const { grid, total } = await everybody(window);
  const inPage = await grid.getByRole('row').count();
  expect(inPage).toBeLessThan(total);
  // The browser's own print preview is skipped; the rows are in the page while it prints.
  await page.evaluate(() => {
    globalThis.print = () =>
      document.documentElement.setAttribute('data-printed', String(document.querySelectorAll('table[aria-hidden] tbody tr').length));
  });
  await grid.focus();
  await page.keyboard.press('Control+p');
  await eventually(() => page.evaluate(() => document.documentElement.getAttribute('data-printed'))).toBe(String(total));
  await page.emulateMedia({ media: 'print' });
  expect(await grid.isVisible()).toBe(false);
  expect(await page.locator('table[aria-hidden]').isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await eventually(() => page.locator('table[aria-hidden]').count()).toBe(0);
});

test('after something was decided about a row the keys are on the next one', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('matching');
  await rowsInTable(window);
  const grid = page.getByRole('grid', { name: say('matching.table.label') });
  const active = async (): Promise<string> => nameIn(grid.locator('[role="row"][data-active]'));
  const filter = { ...EMPTY_FINDING_FILTER, perPerson: true };
  const { rows } = await window.call('matching.rows', { filter, sort: BY_SEVERITY, offset: 0, limit: 100 });
  const at = rows.findIndex(({ name }) => name === PERSON_WHO_CANNOT_ORDER);
  await grid.focus();
  for (let row = 0; row <= at; row++) await page.keyboard.press('j');
  expect(await active()).toBe(PERSON_WHO_CANNOT_ORDER);
  const next = await nameIn(grid.locator(`[role="row"][aria-rowindex="${at + 3}"]`));
  await page.keyboard.press('a');
  await page.getByText(say('fixesScreen.done.adopt', { count: 1 })).waitFor();
  await grid.getByText(say('fix.state.adopted'), { exact: true }).waitFor();
  await eventually(active).toBe(next);
});

test('a closed select keeps no options in the page, and the first key announces the selected one', async () => {
  const window = await demo();
  const { page } = window;
  await window.go('matching');
  const choice = page.getByRole('main').getByRole('combobox').first();
  await choice.waitFor();
  expect(await page.getByRole('option', { includeHidden: true }).count()).toBe(0);
  await choice.focus();
  await page.keyboard.press('ArrowDown');
  await eventually(() => choice.getAttribute('aria-activedescendant')).not.toBeNull();
  const option = page.locator(`[id="${await choice.getAttribute('aria-activedescendant')}"]`);
  expect(await option.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await eventually(() => page.getByRole('option', { includeHidden: true }).count()).toBe(0);
});

test('Delete acts on the selected rows wherever the focus is: drafts need a confirmation, fixes and ledger entries return with one undo', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('routes');
  await page.locator('[data-draft-name]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Control+a');
  const { total } = await window.call('drafts.list', { section: 'routes', search: '', sort: BY_NAME, offset: 0, limit: 1 });
  await page.keyboard.press('Delete');
  await window.button('draftList.delete.do', { count: total }).waitFor();
  await page.keyboard.press('Escape');

  const { revision, rows } = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: BY_SEVERITY, offset: 0, limit: 200 });
  const [accepted, assigned] = rows;
  if (accepted === undefined || assigned === undefined) throw new Error('nothing to decide about');
  const change = (row: number, what: CallInput<'triage.change'>['change']) =>
    window.call('triage.change', { selection: { revision, rows: [row] }, change: what });
  await change(accepted.row, { kind: 'accept', reason: '入社前', until: null });
  await change(assigned.row, { kind: 'assign', side: 'neo', person: '総務' });
  const ledger = async () => (await window.call('triage.ledger', { filter: EVERY_ENTRY, offset: 0, limit: 10 })).total;
  await window.go('triage');
  const entry = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: assigned.name }) });
  await entry.waitFor();
  await entry.locator('[data-select]').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await eventually(ledger).toBe(0);
  await page.keyboard.press('Control+z');
  await eventually(ledger).toBe(2);

  await window.call('fixes.adoptMany', { selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] }, ticked: [], invite: false });
  const fixes = async () => (await window.call('fixes.list', { filter: ALL_FIXES, offset: 0, limit: 1 })).total;
  const adopted = await fixes();
  expect(adopted).toBeGreaterThan(2);
  await window.go('fixes');
  const list = page.getByRole('grid', { name: say('fixesScreen.list.label') });
  const box = (place: number) => list.locator(`[role="row"][aria-rowindex="${place + 1}"] [data-select]`);
  await box(1).click();
  await box(2).click();
  await page.keyboard.press('Delete');
  await eventually(fixes).toBe(adopted - 2);
  await page.keyboard.press('Control+z');
  await eventually(fixes).toBe(adopted);
  // "All" covers the displayed rows; rows that return later are not selected.
  await eventually(() => list.getAttribute('aria-rowcount')).toBe(String(adopted + 1));
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  // Also if all rows were selected with the checkbox in the header, which then has focus.
  await list.getByRole('checkbox', { name: say('dataTable.select.all') }).click();
  await page.keyboard.press('Delete');
  await eventually(fixes).toBe(0);
  await page.keyboard.press('Control+z');
  await eventually(fixes).toBe(adopted);
});

test('focus stays on its row if an undo restores another row before it', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('matching');
  await rowsInTable(window);
  // Heads of groups are row headers, too, but not those of numbered rows.
  const names = page.locator('[role="row"][aria-rowindex] > [role="rowheader"]');
  const third = await names.nth(2).innerText();
  await page.locator('[role="row"][aria-rowindex="2"]').click();
  await page.keyboard.press('i');
  await page.keyboard.type('入社前のため');
  await page.keyboard.press('Control+Enter');
  await page.getByText(say('triage.done.accept', { count: 1 })).waitFor();
  await eventually(() => names.nth(1).innerText()).toBe(third);
  await page.keyboard.press('j');
  const panel = page.getByRole('region', { name: third.split('\n')[0] as string, exact: true });
  await panel.waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText(say('triage.undone', { count: 1 })).waitFor();
  await page.locator('[role="grid"][aria-busy="false"]').waitFor();
  await panel.waitFor();
  expect(await page.locator('[role="row"][aria-current="true"], [role="row"][data-active]').first().innerText()).toContain(
    third.split('\n')[0],
  );

  const { revision } = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: BY_SEVERITY, offset: 0, limit: 1 });
  await window.call('fixes.adoptMany', { selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] }, ticked: [], invite: false });
  await window.go('fixes');
  const list = page.getByRole('grid', { name: say('fixesScreen.list.label') });
  await list.waitFor();
  await eventually(() => list.getByRole('rowheader').count()).toBeGreaterThan(3);
  const [first, , follower] = await list.getByRole('rowheader').allInnerTexts();
  const nameOf = (text: string | undefined): string => (text ?? '').split('\n')[0] as string;
  await page.keyboard.press('j');
  await page.keyboard.press('Delete');
  await list.getByRole('rowheader', { name: nameOf(first), exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const region = page.getByRole('region', { name: nameOf(follower), exact: true });
  await region.waitFor();
  await page.keyboard.press('Control+z');
  await list.getByRole('rowheader', { name: nameOf(first), exact: true }).waitFor();
  await region.waitFor();
});

test('a restored row clears the selection of all rows, and the ledger keeps its focused entry', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  const { revision, rows } = await window.call('matching.rows', { filter: EMPTY_FINDING_FILTER, sort: BY_SEVERITY, offset: 0, limit: 200 });
  const apart = rows
    .filter(({ loginId }) => loginId !== null && rows.filter((other) => other.loginId === loginId).length === 1)
    .slice(0, 3);
  const change = (row: number, what: CallInput<'triage.change'>['change']) =>
    window.call('triage.change', { selection: { revision, rows: [row] }, change: what });
  for (const { row } of apart) await change(row, { kind: 'accept', reason: '入社前', until: null });
  await window.go('matching');
  const before = await rowsInTable(window);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  const chosen = page.getByRole('region', { name: say('dataTable.select.actions') });
  await chosen.getByText(say('dataTable.select.count', { count: before })).waitFor();
  // Another window reopens an accepted finding; its row is not selected.
  await change(apart[0]?.row ?? -1, { kind: 'reopen' });
  await eventually(() => rowsInTable(window)).toBe(before + 1);
  await chosen.waitFor({ state: 'detached' });
  await change(apart[0]?.row ?? -1, { kind: 'accept', reason: '入社前', until: null });

  await window.go('triage');
  const ledger = page.getByRole('grid');
  await eventually(() => ledger.getByRole('rowheader').count()).toBe(3);
  const nameAt = async (place: number): Promise<string> =>
    ((await ledger.getByRole('rowheader').nth(place).innerText()).split('\n')[0] as string).trim();
  const [first, second, third] = [await nameAt(0), await nameAt(1), await nameAt(2)];
  await ledger.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const rowOf = (name: string): number => apart.find((one) => one.name === name)?.row ?? -1;
  await change(rowOf(first), { kind: 'reopen' });
  await ledger.getByRole('rowheader', { name: first }).waitFor({ state: 'detached' });
  await ledger.focus();
  await page.keyboard.press('Delete');
  await ledger.getByRole('rowheader', { name: second }).waitFor({ state: 'detached' });
  await ledger.getByRole('rowheader', { name: third }).waitFor();
});
