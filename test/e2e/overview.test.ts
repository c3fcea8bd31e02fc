import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow } from '../support/window.ts';
import { chooseFile, chooseList, commit, createCompany } from '../support/window-import.ts';
import { eventually, sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('overview');
});

const write = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};

test('all companies are listed together, from the switcher and by Ctrl+K, and each opens its company', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  await createCompany(window, '例示商事');
  const switcher = page.getByRole('button', { name: say('app.company.switch') });
  await switcher.click();
  await page.getByRole('menuitem', { name: say('app.company.add') }).waitFor();
  expect(await page.getByRole('menuitem', { name: say('app.company.overview') }).count()).toBe(0);
  await page.keyboard.press('Escape');

  await chooseFile(window, write('neo.csv', '氏名,ログインID,職場用メールアドレス', '阿部 愛,abe,abe@example.co.jp', '井上 功,inoue,'));
  await commit(window, 'neo-users', 2);
  await chooseList(window, 'amazon-users');
  await chooseFile(window, write('amazon.csv', '氏名,Eメールアドレス,役割,ステータス', '阿部 愛,abe@example.co.jp,パンチアウト,有効'));
  await commit(window, 'amazon-users', 1);
  await window.go('readiness');
  await page.getByRole('heading', { level: 1, name: say('app.screen.readiness') }).waitFor();
  const first = await window.company();
  const { id: second } = await window.call('companies.create', { name: '見本工業', kind: 'production' });
  await window.show(second);

  await switcher.click();
  await page.getByRole('menuitem', { name: say('app.company.overview') }).click();
  const dialog = page.getByRole('dialog', { name: say('overview.title') });
  const known = dialog.getByRole('row').filter({ hasText: '例示商事' });
  await known.getByText(say('overview.waits.neo', { people: 1 })).waitFor();
  await known.getByText(say('overview.people', { ready: 0, inScope: 2, notChecked: 1 })).waitFor();
  await dialog.getByRole('row').filter({ hasText: '見本工業' }).getByText(say('overview.notAudited')).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.keyboard.press('Control+K');
  const field = page.getByRole('combobox', { name: say('palette.title'), exact: true });
  await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type(say('palette.overview'));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: say('overview.openOf', { name: '例示商事' }) }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { level: 1, name: say('app.screen.readiness') }).waitFor();
  expect(await window.company()).toBe(first);
});
