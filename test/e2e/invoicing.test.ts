import { expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();

test('an invoice group is dragged onto an organization of its map, undone, and assigned by keyboard', async () => {
  await using window = await openWindow(browser(), { demo: true });
  const { page, say } = window;
  await window.go('invoicing');
  await page.getByRole('tab', { name: say('invoicingScreen.tabs.coverage'), exact: true }).click();
  const map = page.getByRole('table', { name: say('invoicingScreen.coverage.title') });
  await map.waitFor();
  const top = (await window.call('drafts.coverage', { parentId: null })).rows[0];
  const level = async () => window.call('drafts.coverage', { parentId: top?.id ?? '' });
  const { rows, groups } = await level();
  const place = groups.findIndex(({ name }, at) => name !== '' && rows.some(({ cells }) => cells.every(({ group }) => group !== at)));
  const row = rows.find(({ people, cells }) => people > 0 && cells.every(({ group }) => group !== place));
  const group = groups[place];
  if (row === undefined || group === undefined) throw new Error('every group of the demo company is everywhere');
  const asked = { groupId: group.id, organizationId: row.id };
  const { outcome } = await window.call('invoicing.assignment', asked);
  if (outcome.kind !== 'adds') throw new Error(outcome.kind);
  const names = { group: group.name, organization: row.name };
  const { people, several } = outcome;
  const inGroup = async () => (await level()).rows.find(({ id }) => id === row.id)?.cells.find((one) => one.group === place)?.people ?? 0;

  const line = map.locator(`tr[data-drop="${row.id}"]`);
  await line.scrollIntoViewIfNeeded();
  const chip = window.button('invoicingScreen.assign.chip', { group: group.name });
  const hold = async (): Promise<void> => {
    await chip.hover();
    await page.mouse.down();
    const { x, y, height } = (await line.boundingBox()) ?? { x: 0, y: 0, height: 0 };
    await page.mouse.move(x + 60, y + height / 2, { steps: 4 });
    await page.getByText(say('invoicingScreen.assign.adds', { ...names, people, several }), { exact: true }).waitFor();
  };
  await hold();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await inGroup()).toBe(0);
  await hold();
  await page.mouse.up();
  await page.getByText(say('invoicingScreen.assign.done', { ...names, people }), { exact: true }).waitFor();
  expect(await inGroup()).toBe(row.people);
  await page.getByRole('button', { name: say('undo.undo') }).click();
  await eventually(inGroup).toBe(0);
  // Another step follows, so redo is no longer possible and its notice disappears.
  const redo = page.getByRole('button', { name: say('undo.redo') });
  await redo.waitFor();
  await window.call('drafts.rename', { section: 'invoice_groups', id: group.id, name: `${group.name}（新）` });
  await redo.waitFor({ state: 'detached' });
  await window.call('drafts.undo', {});

  await chip.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: say('invoicingScreen.assign.title') });
  const organization = dialog.getByRole('combobox', { name: say('invoicingScreen.assign.organization') });
  await organization.focus();
  await page.keyboard.type(row.name);
  await page.getByRole('option', { name: row.name }).first().waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByText(say('invoicingScreen.assign.adds', { ...names, people, several }), { exact: true }).waitFor();
  await dialog.getByRole('button', { name: say('invoicingScreen.assign.do'), exact: true }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await eventually(inGroup).toBe(row.people);
});
