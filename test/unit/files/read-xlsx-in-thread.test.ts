import { expect, test } from 'vitest';
import { readXlsxInThread } from '#main/files/read-xlsx-in-thread.ts';
import { generateXlsxChunks, type WorkbookSheet } from '#main/files/reports/xlsx-report.ts';
import { failureOfAsync } from '../../support/failure-of.ts';

const sheet = (name: string, ...rows: readonly (readonly string[])[]): WorkbookSheet => ({
  name,
  widths: [10, 10],
  headerRows: 0,
  rowCount: rows.length,
  rows: rows.map((cells) => cells.map((value) => ({ value, style: 'text' }) as const)),
});
const bookOf = (...sheets: readonly WorkbookSheet[]): Buffer => Buffer.concat([...generateXlsxChunks(sheets)]);
const LIST = sheet('A', ['氏名', 'メールアドレス'], ['山田', 'a@example.com']);
test('a book that is read apart is the one that was given, with how many others it has', async () => {
  const table = await readXlsxInThread(bookOf(LIST, { ...LIST, name: 'B' }), 'a.xlsx', 'amazon-users');
  expect([table.header, table.rowCount, table.cell(0, 1), table.otherSheets]).toEqual([['氏名', 'メールアドレス'], 1, 'a@example.com', 1]);
  const told = await readXlsxInThread(bookOf(sheet('A', ['x', 'y'], ['1', '2'], ['3', '4'])), 'a.xlsx', 'amazon-users', { headerRow: 2 });
  expect([told.header, told.rowCount]).toEqual([['1', '2'], 1]);
});

test('reports errors as if the file had been read in the same process', async () => {
  expect(await failureOfAsync(readXlsxInThread(bookOf(sheet('A', ['氏名', 'メール'])), 'a.xlsx', 'amazon-users'))).toEqual({
    code: 'file-no-rows',
    params: { file: 'a.xlsx' },
  });
});

test('stops at its time limit and when it is canceled', async () => {
  const late = readXlsxInThread(bookOf(LIST), 'a.xlsx', 'amazon-users', {}, { heapMegabytes: 512, seconds: 0 });
  expect(await failureOfAsync(late)).toEqual({ code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'time', most: 0 } });
  const cancelled = { code: 'cancelled', params: {} };
  expect(await failureOfAsync(readXlsxInThread(bookOf(LIST), 'a.xlsx', 'amazon-users', { signal: AbortSignal.abort() }))).toEqual(
    cancelled,
  );
  const stop = new AbortController();
  const reading = readXlsxInThread(bookOf(LIST), 'a.xlsx', 'amazon-users', { signal: stop.signal });
  stop.abort();
  expect(await failureOfAsync(reading)).toEqual(cancelled);
});
