import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openWindow } from '../support/window.ts';
import { chooseFile, chooseList, commit, createCompany, type FileInputWay } from '../support/window-import.ts';
import { cp932, NEO_ROWS, writeOwnLists } from '../support/window-lists.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('bad');
});

const HEADER = '氏名,ログインID,職場用メールアドレス';
const ROW = '阿部 愛,ai.abe,ai.abe@example.co.jp';
/** The bytes 0x81 0x20 are neither a character of CP932 nor valid UTF-8. */
const UNDECODABLE = Buffer.concat([cp932(`${HEADER}\r\n${ROW}\r\n上野 海,`), Buffer.from([0x81, 0x20]), cp932(',u@example.co.jp\r\n')]);

const FILES: readonly { name: string; bytes: string | Buffer; code: string; params: Record<string, string | number>; by: FileInputWay }[] =
  [
    { name: 'empty.csv', bytes: '', code: 'file-empty', params: {}, by: 'button' },
    {
      name: 'manual.csv',
      bytes: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'latin1'),
      code: 'file-kind-wrong',
      params: {},
      by: 'button',
    },
    {
      name: 'quotes.csv',
      bytes: `${HEADER}\r\n${ROW}\r\n上野 海,"umi.ueno,umi.ueno@example.co.jp\r\n伊藤 修,osamu,o@example.co.jp\r\n`,
      code: 'file-quotes-broken',
      params: { row: 3, column: 'ログインID' },
      by: 'drop',
    },
    { name: 'bytes.csv', bytes: UNDECODABLE, code: 'file-undecodable', params: { row: 3, column: 'ログインID' }, by: 'drop' },
    { name: 'headers.csv', bytes: `${HEADER}\r\n`, code: 'file-no-rows', params: {}, by: 'button' },
  ];

test('a file that cannot be read is reported with its position, and the old list stays', async () => {
  await using window = await openWindow(browser());
  const { page, say } = window;
  const { neo } = await writeOwnLists(folder);
  await createCompany(window, '例示商事');
  await chooseFile(window, neo);
  await commit(window, 'neo-users', NEO_ROWS);
  const before = await window.call('companies.current', {});

  for (const { name, bytes, code, params, by } of FILES) {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    await chooseList(window, 'neo-users');
    await chooseFile(window, path, by);
    const alert = page.getByRole('alert').filter({ visible: true });
    await alert.waitFor();
    const heading = await alert.getByRole('heading').innerText();
    expect(heading, name).toBe(
      say.phrase(`error.${code}.what`, { row: 'none', column: 'none', columnNumber: 'none', ...params, file: name }),
    );
    for (const key of ['row', 'column', 'columnNumber'] as const) if (key in params) expect(heading).toContain(String(params[key]));
    await alert.getByText(say.phrase(`error.${code}.next`, { task: 'none' })).waitFor();
    await page.getByText(say('import.why.error')).waitFor();
    expect(await page.getByRole('button', { name: say('import.commit'), exact: true }).isDisabled(), name).toBe(true);
  }

  // A readable list of another kind, without the required columns.
  const prices = join(folder, 'prices.csv');
  writeFileSync(prices, '品名,価格\r\nコピー用紙,450\r\n');
  await chooseList(window, 'neo-users');
  await chooseFile(window, prices);
  const fields = [say('field.neo-users.name'), say('field.neo-users.workEmail')];
  await page.getByText(say('import.missing', { fields: fields.join('、'), count: 2 })).waitFor();
  await page.getByText(say('import.why.missing')).waitFor();
  expect(await page.getByRole('button', { name: say('import.commitRows', { rows: 1 }) }).isDisabled()).toBe(true);

  expect(await window.call('companies.current', {})).toEqual(before);
});
