import { expect, test } from 'vitest';
import { placeNear } from '#renderer/parts/data-table/use-active-row.ts';

test('a row is found again near its former place, before the others of its distance and after them, and nowhere else', () => {
  const keys = ['a', 'b', undefined, 'c', 'd'];
  const rowAt = (index: number) => keys[index];
  const place = (key: string, former: number) => placeNear(key, former, rowAt, (row) => row);
  expect(place('b', 1)).toBe(1);
  expect(place('a', 3)).toBe(0);
  expect(place('d', 0)).toBe(4);
  expect(place('gone', 2)).toBe(-1);
});
