import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { exportOf, importIntoNeo, rowsOfExport } from '../support/neo-import.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type OpenWindow, openWindow, rowsInTable, tabLink } from '../support/window.ts';
import { closeFiles, giveFixFile, openFixes } from '../support/window-fix-states.ts';
import { chooseFile } from '../support/window-import.ts';
import { tabTo } from '../support/window-keyboard.ts';
import { delayCalls, eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
let neoExport: string;
beforeAll(async () => {
  folder = temporaryFolder('fixes');
  await writeDemoFiles(folder);
  neoExport = join(folder, 'neo-users.csv');
});

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const countsOf = async (window: OpenWindow, sides: ('neo' | 'amazon')[] = []) =>
  (await window.call('fixes.list', { filter: { states: [], sides, search: '' }, offset: 0, limit: 1 })).counts;

/** Adopts all fixes of the matching table by keyboard, certain ones and those that need a review. Returns their number. */
async function adoptEverything(window: OpenWindow): Promise<number> {
  const { page, say } = window;
  await window.go('matching');
  await rowsInTable(window);
  await page.getByRole('grid').focus();
  // Rows that were adopted before are still selected.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  // The screen initially lists each person once.
  const filter = { ...EMPTY_FINDING_FILTER, perPerson: true };
  const { revision } = await window.call('matching.rows', {
    filter,
    sort: { by: 'severity', direction: 'ascending' },
    offset: 0,
    limit: 1,
  });
  const ask = (ticked: number[]) => window.call('fixes.preview', { selection: { revision, filter, except: [] }, ticked, invite: true });
  const dialog = page.getByRole('dialog', { name: say('fixesScreen.bulk.title') });
  const certain = await ask([]);
  await dialog.getByText(say('fixesScreen.bulk.people', { count: certain.adoptable }), { exact: true }).waitFor();
  // No box is selected by default.
  for (const box of await dialog.getByRole('checkbox').all()) {
    expect(await box.isChecked()).toBe(false);
    await box.check();
  }
  const preview = await ask(certain.toLookAt.first.map(({ row }) => row));
  await dialog.getByText(say('fixesScreen.bulk.people', { count: preview.adoptable }), { exact: true }).waitFor();
  for (const { action, adoptable: count, open } of preview.actions)
    await dialog.getByText(say('fixesScreen.bulk.action', { action: say(`fix.action.${action}`), count, open }), { exact: true }).waitFor();
  await dialog.getByText(say('fix.effect.amazon-address-fixed')).waitFor();
  await dialog.getByText(say('fixesScreen.bulk.leftOut', { count: preview.leftOut.reduce((sum, { rows }) => sum + rows, 0) })).waitFor();
  for (const { why } of preview.leftOut)
    await dialog
      .locator('summary')
      .getByText(say(`fix.leftOut.${why}`))
      .waitFor();
  const adopt = dialog.getByRole('button', { name: say('fixesScreen.bulk.do', { count: preview.adoptable }) });
  // The button stays visible above the other content, whatever its length.
  const isInSight = (button: Element): boolean => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 1024, height: 600 });
  await dialog.locator('summary').first().focus();
  expect(await adopt.evaluate(isInSight)).toBe(true);
  await page.setViewportSize(size);
  await adopt.click();
  await page.getByText(say('fixesScreen.done.adopt', { count: preview.adoptable })).waitFor();
  return preview.adoptable;
}

/** Presses the button that writes a file, and saves the download under this name. */
const savedBy = async ({ page }: OpenWindow, button: Locator, as: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/ \d{4}-\d\d-\d\d\.csv$/);
  const path = join(folder, as);
  await download.saveAs(path);
  return path;
};

/** Goes to the single finding of 福田 さくら by keyboard. */
async function goToFinding(window: OpenWindow): Promise<void> {
  await window.go('matching');
  await rowsInTable(window);
  await window.page.keyboard.press('/');
  await window.page.keyboard.type('福田 さくら');
  await eventually(() => rowsInTable(window)).toBeLessThan(10);
  await window.page.keyboard.press('Enter');
  await window.page.keyboard.press('j');
}

describe('what is wrong is put right', () => {
  test('adopted, written, imported on both sides, and seen to arrive', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    await window.go('fixes');
    await page.getByText(say('fixesScreen.empty.title')).waitFor();
    const adopted = await adoptEverything(window);

    // The navigation counts the waiting fixes; undo and redo restore the same number.
    await button('undo.undo')
      .or(page.getByRole('button', { name: say('undo.undo') }))
      .first()
      .click();
    await page.getByText(say('fixesScreen.undone.adopt', { count: adopted })).waitFor();
    expect(await countsOf(window)).toMatchObject({ adopted: 0 });
    expect(await adoptEverything(window)).toBe(adopted);
    await window.go('fixes');
    await tabLink(page, say, 'fixes')
      .getByText(say('fixesScreen.needs', { count: adopted }))
      .waitFor({ state: 'attached' });
    const grid = page.getByRole('grid', { name: say('fixesScreen.list.label') });
    await eventually(async () => Number(await grid.getAttribute('aria-rowcount')) - 1).toBe(adopted);
    const neo = (await countsOf(window, ['neo'])).adopted;
    const amazon = (await countsOf(window, ['amazon'])).adopted;
    expect([neo > 30, amazon > 10, neo + amazon]).toEqual([true, true, adopted]);

    // NEO: the fix file contains only the changed rows of the administrator's export.
    const ofNeo = await giveFixFile(window, 'neo', neoExport, 'drop');
    await ofNeo
      .locator('summary')
      .filter({ hasText: say('fixesScreen.make.reading') })
      .click();
    await ofNeo.getByText(say('fixesScreen.columns.neo.password')).waitFor();
    const neoFile = await savedBy(window, button('fixesScreen.make.neo', { count: neo }), 'for-neo.csv');
    await page.getByText(say('job.done.fix-neo', { people: neo })).waitFor();
    await page.getByText(say('fixesScreen.handOver.neo.open')).waitFor();
    await page.getByText(say('fixesScreen.files.saved')).waitFor();
    const changed = rowsOfExport(readFileSync(neoFile), 'cp932');
    expect(changed).toHaveLength(neo + 1);
    const before = rowsOfExport(readFileSync(neoExport), 'cp932');
    const after = importIntoNeo(before, changed);
    const email = (before[0] ?? []).indexOf('職場用メールアドレス');
    expect(after.flatMap((row, at) => row.filter((cell, column) => column !== email && cell !== before[at]?.[column]))).toEqual([]);

    // Amazon: the template is filled, and its example row is removed.
    const template = write('template.csv', '"Email","Group","Role"\r\n"example@example.com","購買","PunchOut User"\r\n');
    await giveFixFile(window, 'amazon', template);
    await page.getByRole('combobox', { name: say('fix.field.group'), exact: true }).fill('NEO 購買');
    const sheet = await savedBy(window, button('fixesScreen.make.amazon', { count: amazon }), 'for-amazon.csv');
    await page.getByText(say('job.done.fix-amazon', { people: amazon, files: 1 })).waitFor();
    const invited = rowsOfExport(readFileSync(sheet), 'utf8').slice(1);
    expect(invited).toHaveLength(amazon);
    expect(new Set(invited.map(([, group, role]) => `${group} ${role}`))).toEqual(new Set(['NEO 購買 PunchOut User']));

    // Imports both lists again: one address was changed by another person, and all other fixes were applied.
    const { fixes } = await window.call('fixes.list', {
      filter: { states: ['written'], sides: ['neo'], search: '' },
      offset: 0,
      limit: 1,
    });
    const overtaken = fixes[0]?.neoUserId;
    const id = (before[0] ?? []).indexOf('ID');
    const list = after.map((row) =>
      row[id] === overtaken ? row.map((cell, column) => (column === email ? 'elsewhere@demo-shoji.example' : cell)) : row,
    );
    const exported = join(folder, 'neo-after.csv');
    writeFileSync(exported, exportOf(list, 'cp932'));
    await closeFiles(window);
    await window.go('import');
    await chooseFile(window, exported);
    await page.getByRole('button', { name: say('import.commitRows', { rows: list.length - 1 }), exact: true }).click();
    await page.getByText(say('import.done.neo-users', { rows: list.length - 1 })).waitFor();
    await openFixes(window, 'list');
    await button('fixesScreen.arrivals.arrived', { count: neo - 1 }).waitFor();
    await button('fixesScreen.arrivals.written', { count: amazon }).waitFor();
    await button('fixesScreen.arrivals.overtaken', { count: 1 }).click();
    await eventually(async () => Number(await grid.getAttribute('aria-rowcount')) - 1).toBe(1);
    await page.locator('[role="row"][aria-rowindex="2"]').click();
    await page.getByText(say('fixesScreen.panel.next-overtaken')).waitFor();
    await openFixes(window, 'writings');
    await page.getByRole('heading', { name: say('fixesScreen.writings.title.neo', { count: neo }) }).waitFor();
    await page.getByRole('heading', { name: say('fixesScreen.writings.title.amazon', { count: amazon }) }).waitFor();
  });

  test('unsuitable files are rejected on the spot, with the next step', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    await adoptEverything(window);
    const exported = write('no-password.csv', 'ID,氏名,ログインID,職場用メールアドレス\r\n1,阿部,abe,a@example.co.jp\r\n');
    const ofNeo = await giveFixFile(window, 'neo', exported);
    await ofNeo.getByRole('alert').getByText(say('error.fix-no-password-column.next')).waitFor();
    await expect(button('fixesScreen.write.do').isDisabled()).resolves.toBe(true);

    const ofAmazon = await giveFixFile(window, 'amazon', write('no-email.csv', 'Who,Group,Role\r\n'));
    await ofAmazon.getByRole('alert').getByText(say('error.fix-template-no-email.next')).waitFor();
    // The administrator has to select the column to continue.
    await page.getByRole('combobox', { name: say('import.columnFor', { field: say('fix.field.email') }) }).click();
    await page.getByRole('option', { name: 'Who', exact: true }).click();
    await button('fixesScreen.make.amazon', { count: (await countsOf(window, ['amazon'])).adopted }).waitFor();
    await giveFixFile(window, 'amazon', write('prices.pdf.csv', '%PDF-1.7 nothing to read here\0\0'));
    await ofAmazon.getByRole('alert').filter({ visible: true }).waitFor();
    await expect(button('fixesScreen.write.do').isDisabled()).resolves.toBe(true);
  });

  test('a fix is adopted, dropped and restored by keyboard alone', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    await goToFinding(window);
    await page.keyboard.press('a');
    await page.getByText(say('fixesScreen.done.adopt', { count: 1 })).waitFor();
    const adopted = await window.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 10 });
    expect(adopted.fixes.map(({ name, choice, state }) => [name, choice, state])).toEqual([['福田 さくら', 'suggestion', 'adopted']]);

    await window.go('fixes');
    const grid = page.getByRole('grid', { name: say('fixesScreen.list.label') });
    await grid.waitFor();
    await tabTo(page, grid);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: say('fixesScreen.panel.change') }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => grid.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Delete');
    await page.getByText(say('fixesScreen.empty.title')).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(say('fixesScreen.undone.drop', { count: 1 })).waitFor();
    await eventually(async () => (await countsOf(window)).adopted).toBe(1);
    await page.keyboard.press('Control+y');
    await page.getByText(say('fixesScreen.redone.drop', { count: 1 })).waitFor();
    await eventually(async () => (await countsOf(window)).adopted).toBe(0);
  });

  test('typed text stays while answers are refreshed, and dropping all fixes waits until all are shown', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say, button } = window;
    await goToFinding(window);
    await page.keyboard.press('Enter');
    await button('fixesScreen.type.open').click();
    const field = page.getByRole('textbox', {
      name: new RegExp(`^(${say('fixesScreen.type.label.neo')}|${say('fixesScreen.type.label.amazon')})`),
    });
    await field.fill('sakura.fukuda@');
    // Another user decides on another finding while the server responds late.
    const answer = await delayCalls(window, 'fixes.options');
    const { revision, rows } = await window.call('matching.rows', {
      filter: EMPTY_FINDING_FILTER,
      sort: { by: 'severity', direction: 'ascending' },
      offset: 0,
      limit: 100,
    });
    const other = rows.find(({ name }) => !name.startsWith('福田'));
    const asked = page.waitForRequest((request) => request.postDataJSON()?.name === 'fixes.options');
    await window.call('triage.change', { selection: { revision, rows: [other?.row ?? 0] }, change: { kind: 'note', text: '確認中' } });
    await asked;
    await page.locator('[aria-busy="false"][role="grid"]').waitFor();
    // Longer than the delay after which a response counts as late.
    await page.waitForTimeout(400);
    expect(await field.inputValue()).toBe('sakura.fukuda@');
    answer();

    await window.call('fixes.adoptMany', { selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] }, ticked: [], invite: false });
    const { fixes, total } = await window.call('fixes.list', { filter: { states: [], sides: [], search: '' }, offset: 0, limit: 1 });
    await openFixes(window, 'list');
    await button('fixesScreen.dropShown', { count: total }).waitFor();
    const tell = await delayCalls(window, 'fixes.list');
    await page.getByRole('textbox', { name: say('fixesScreen.filter.search') }).fill(fixes[0]?.loginId ?? '');
    await eventually(() => button('fixesScreen.dropShown', { count: total }).isDisabled()).toBe(true);
    tell();
    await eventually(() => button('fixesScreen.dropShown', { count: 1 }).isEnabled()).toBe(true);
  });

  test('a sheet form keeps its fields and the focus while it is recomputed', async () => {
    await using window = await openWindow(browser(), { demo: true });
    const { page, say } = window;
    const { revision } = await window.call('matching.rows', {
      filter: EMPTY_FINDING_FILTER,
      sort: { by: 'severity', direction: 'ascending' },
      offset: 0,
      limit: 1,
    });
    await window.call('fixes.adoptMany', { selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] }, ticked: [], invite: true });
    await giveFixFile(
      window,
      'amazon',
      write('sheet-kept.csv', '"Email","Group","Role"\r\n"example@example.com","購買","PunchOut User"\r\n'),
    );
    const role = page.getByRole('region', { name: say('fixesScreen.values.title') }).getByLabel(new RegExp(`^${say('fix.field.role')}`));
    await role.fill('購買担当');
    const answer = await delayCalls(window, 'fixes.previewTemplate');
    const asked = page.waitForRequest((request) => request.postDataJSON()?.name === 'fixes.previewTemplate');
    await window.call('triage.change', { selection: { revision, rows: [0] }, change: { kind: 'note', text: '確認中' } });
    await asked;
    const isReading = page.getByText(say('fixesScreen.why.reading'));
    await isReading.waitFor();
    expect(await role.evaluate((field) => field === document.activeElement)).toBe(true);
    answer();
    await isReading.waitFor({ state: 'detached' });
    expect(await role.inputValue()).toBe('購買担当');
  });
});
