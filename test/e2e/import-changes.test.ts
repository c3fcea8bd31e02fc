import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { chooseFile, chooseList, commit, createCompany } from '../support/window-import.ts';
import { delayCalls, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-changes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = 'ID,ログインID,氏名,職場用メールアドレス,所属組織';
const LINES = Array.from({ length: 60 }, (_, n) => `${100 + n},user${n},名前 ${n},user${n}@example.co.jp,${n < 40 ? '営業部' : '総務部'}`);
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const listOf = (lines: readonly string[]): string => `${[HEADER, ...lines].join('\r\n')}\r\n`;

test('a truncated list shows its counts, needs confirmation, and is undone with one click', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '例示商事');
  await chooseFile(window, write('users.csv', listOf(LINES)));
  await page.getByText(say('import.changes.first', { after: 60 })).waitFor();
  await page.getByText(say('import.changes.lacks.password-column')).waitFor();
  await commit(window, 'neo-users', 60);

  await chooseList(window, 'neo-users');
  await chooseFile(window, write('five.csv', listOf(LINES.slice(55))));
  const numbers = { gone: 55, percent: '91.7', allowed: 12 };
  await page.getByText(say('import.changes.over', numbers)).waitFor();
  await page.getByText(say('import.why.confirm')).waitFor();
  const take = page.getByRole('button', { name: say('import.commitRows', { rows: 5 }), exact: true });
  expect(await take.isDisabled()).toBe(true);
  const losing = page.getByRole('table', { name: say('import.changes.byOrganization') });
  expect(await losing.getByRole('row').nth(1).innerText()).toBe('営業部\t40\t40\t0');
  await page.getByLabel(say('import.changes.confirm', numbers)).check();
  await commit(window, 'neo-users', 5);

  const rows = async () => (await window.call('companies.current', {}))?.sources[0]?.rows;
  expect(await rows()).toBe(5);
  const tellFormer = await delayCalls(window, 'imports.former');
  await button('import.former.back').click();
  await button('import.former.again').waitFor();
  expect(await rows()).toBe(60);
  // The former list is not known yet; the button would restore the list that is already in use, so it is disabled.
  expect(await button('import.former.again').isDisabled()).toBe(true);
  tellFormer();
  await button('import.former.again').click();
  await page
    .getByText(say('import.former.taken2', { lists: say('import.former.takenList', { side: say('import.former.side.neo'), rows: 5 }) }))
    .first()
    .waitFor();
  expect(await rows()).toBe(5);

  // The list of sixty people is among the former lists and can be opened and restored.
  await chooseList(window, 'neo-users');
  const former = page.getByRole('table').filter({ hasText: 'users.csv' });
  await former.getByRole('row').filter({ hasText: 'users.csv' }).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(say('import.changes.added'), { exact: true }).first().waitFor();
  await dialog.getByRole('button', { name: say('import.former.take') }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await rows()).toBe(60);
});

test('a file that ends within a row is reported as cut off', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await createCompany(window, '例示商事');
  await chooseFile(window, write('cut.csv', listOf(LINES).slice(0, -'@example.co.jp,総務部\r\n'.length)));
  await page.getByText(say('import.changes.cut', { row: 61, cells: 4, columns: 5 })).waitFor();
  await page.getByLabel(say('import.changes.confirmCut')).check();
  await commit(window, 'neo-users', 60);
});

test('the company sets how many people may be missing from a new list', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '例示商事');
  await window.openSettings('matching');
  await page.getByLabel(say('settings.listLimit.percent')).fill('5');
  await page.getByLabel(say('settings.listLimit.floor')).fill('2');
  await page.getByText(say('settings.listLimit.example', { allowed: 50 })).waitFor();
  await page
    .locator('form')
    .filter({ hasText: say('settings.listLimit.percent') })
    .getByRole('button', { name: say('settings.listLimit.save') })
    .click();
  await page.getByText(say('settings.listLimit.saved')).waitFor();
  expect((await window.call('imports.limit', {})).limit).toEqual({ count: null, percent: 5, floor: 2 });
  await button('settings.listLimit.standard').click();
  await button('settings.listLimit.standard').waitFor({ state: 'hidden' });
  expect((await window.call('imports.limit', {})).standard).toBe(true);
});
