import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindow } from '../support/window.ts';
import { chooseFile, chooseList, commit, createCompany } from '../support/window-import.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-directory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};

test('imports the directory as a third list, shows the right address and the leavers, and removes it again', async () => {
  await using window = await openWindow(browser());
  const { page, say, button } = window;
  await createCompany(window, '例示商事');
  const take = async (kind: 'neo-users' | 'amazon-users' | 'directory-people', rows: number, path: string): Promise<void> => {
    await chooseList(window, kind);
    await chooseFile(window, path);
    await commit(window, kind, rows);
  };
  await take(
    'neo-users',
    3,
    write(
      'neo.csv',
      '氏名,ログインID,社員番号,職場用メールアドレス',
      '阿部 愛,abe,001,abe@example.co.jp',
      '井上 功,inoue,002,inoue@example.co.jp',
      '上野 海,ueno,003,ueno@exmaple.co.jp',
    ),
  );
  await take(
    'amazon-users',
    3,
    write(
      'amazon.csv',
      '氏名,Eメールアドレス,役割,ステータス',
      '阿部 愛,abe@example.co.jp,パンチアウト,有効',
      '井上 功,inoue@example.co.jp,パンチアウト,有効',
      '上野 海,ueno@example.co.jp,パンチアウト,有効',
    ),
  );
  await take(
    'directory-people',
    3,
    write(
      'ad.csv',
      '#TYPE Microsoft.ActiveDirectory.Management.ADUser',
      '"displayName","mail","EmployeeID","Enabled","UserPrincipalName"',
      '"阿部 愛","abe@example.co.jp","001","True","abe@corp.local"',
      '"井上 功","inoue@example.co.jp","002","False","inoue@corp.local"',
      '"上野 海","ueno@example.co.jp","003","True","ueno@corp.local"',
    ),
  );

  await window.go('matching');
  await page.getByRole('row').filter({ hasText: '上野 海' }).first().click();
  const comparison = page.getByRole('region', { name: say('matching.comparePanel.comparison') });
  await comparison.getByText(say('matching.comparePanel.directory'), { exact: true }).waitFor();
  await comparison.getByText(say('reason.directory.amazon', { address: 'ueno@example.co.jp' })).waitFor();
  await page.getByText(say('fix.evidence.directory-address'), { exact: false }).first().waitFor();
  await page.getByRole('heading', { name: say('matching.directory.title') }).waitFor();

  await page.getByRole('row').filter({ hasText: '井上 功' }).first().click();
  await page.getByRole('heading', { name: say('finding.directory-disabled.name') }).waitFor();
  await page.getByText(say('matching.directory.states.disabled'), { exact: true }).waitFor();

  await window.go('import');
  await chooseList(window, 'directory-people');
  await button('import.directory.remove').click();
  await page.getByText(say('import.directory.removed')).waitFor();
  const sides = async () => (await window.call('companies.current', {})).sources.map(({ side }) => side);
  expect(await sides()).toEqual(['neo', 'amazon']);
  await button('import.directory.back').click();
  await button('import.directory.remove').waitFor();
  expect(await sides()).toEqual(['neo', 'amazon', 'directory']);
});
