import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHolidayList } from '#main/files/lists/holiday-list.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('holiday-list');
const read = async (header: string, ...rows: readonly string[]): Promise<unknown> => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, [header, ...rows].join('\n'));
  try {
    return await readHolidayList(path, 'list.csv');
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
};
/** Returns this many days of a year. */
const days = (
  year: number,
  count: number,
  order: (day: string, name: string) => string = (day, name) => `${day},${name}`,
): readonly string[] => Array.from({ length: count }, (_, at) => order(`${year}/1/${at + 1}`, ` 祝${at + 1} `));
const named = (year: number, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${year}-01-${String(at + 1).padStart(2, '0')}`, `祝${at + 1}`]));

test.each(['月日,名称', '国民の祝日・休日月日,国民の祝日・休日名称', '日付,名称', 'Date,NAME'])(
  'a list of holidays may call its columns %s, in either order',
  async (header) => {
    const told = { holidays: named(2026, 16), firstYear: 2026, lastYear: 2026 };
    expect(await read(header, ...days(2026, 16))).toEqual(told);
    const [day, name] = header.split(',');
    expect(await read(`${name},x,${day}`, ...days(2026, 16, (date, text) => `${text},,${date}`))).toEqual(told);
  },
);

test.each(['月日,x', 'x,名称', '月日名称,x', 'update,name', 'date,names'])('a list with the columns %s is another one', async (header) => {
  expect(await read(header, ...days(2026, 16))).toEqual({ code: 'file-holidays-other', params: { file: 'list.csv' } });
});

test('a list holds whole years, from its first to its last', async () => {
  expect(await read('月日,名称', ...days(2027, 16), ...days(2026, 17))).toMatchObject({ firstYear: 2026, lastYear: 2027 });
  const short = (await read('月日,名称', ...days(2026, 16), ...days(2027, 3))) as { code: string; params: object };
  expect(short).toEqual({ code: 'file-holidays-incomplete', params: { file: 'list.csv', value: '2027', found: 3 } });
});

test('reports an invalid day with its position, cut to one line', async () => {
  expect(await read('月日,名称', ...days(2026, 3), `${'x'.repeat(80)},休日`)).toEqual({
    code: 'file-value-invalid',
    params: { file: 'list.csv', row: 5, column: '月日', value: 'x'.repeat(60) },
  });
  expect(await read('月日,名称', '3/4/2026,休日')).toMatchObject({ code: 'file-value-invalid', params: { row: 2, value: '3/4/2026' } });
});
