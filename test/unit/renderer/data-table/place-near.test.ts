import { expect, test } from 'vitest';
import { findRowNear } from '#renderer/parts/data-table/rows/use-active-row.ts';

test('finds a row again near its former position, before or after it, and not elsewhere', () => {
  const keys = ['a', 'b', undefined, 'c', 'd'];
  const rowAt = (index: number) => keys[index];
  const place = (key: string, former: number) => findRowNear(key, former, rowAt, (row) => row);
  expect(place('b', 1)).toBe(1);
  expect(place('a', 3)).toBe(0);
  expect(place('d', 0)).toBe(4);
  expect(place('gone', 2)).toBe(-1);
});
