import { expect, test } from 'vitest';
import { isGroupStart, listGroupRows } from '#renderer/parts/data-table/rows/grouping.ts';

const keyOf = (day: string): string => day.slice(0, 10);
const beginning = (rows: readonly (string | undefined)[]): readonly boolean[] =>
  rows.map((row, index) => row !== undefined && isGroupStart({ keyOf }, { row: (at) => rows[at] }, index, row));

test('a heading is above the first row of each group', () => {
  expect(beginning(['2026-11-25 01', '2026-11-24 19', '2026-11-24 18', '2026-11-23 00'])).toEqual([true, true, false, true]);
});

test('a row whose neighbor is still loading does not start a group', () => {
  expect(beginning([undefined, '2026-11-24 19', '2026-11-23 18'])).toEqual([false, false, true]);
});

test('the rows of a stretch are known once all of them are here', () => {
  const rows = ['2026-11-25 01', '2026-11-24 19', '2026-11-24 18', '2026-11-23 00', undefined];
  const source = { row: (at: number) => rows[at], total: rows.length };
  expect(listGroupRows({ keyOf }, source, 1)).toEqual(['2026-11-24 19', '2026-11-24 18']);
  expect(listGroupRows({ keyOf }, source, 3)).toBeNull();
});
