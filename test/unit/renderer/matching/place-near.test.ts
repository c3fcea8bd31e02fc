import { expect, test } from 'vitest';
import { placeNear } from '#renderer/screens/matching/use-active-row.ts';
import type { FindingRow } from '#shared/contract/matching.ts';

test('a finding is found again near its former place, before the others of its distance and after them, and nowhere else', () => {
  const keys = ['a', 'b', undefined, 'c', 'd'];
  const rowAt = (index: number): FindingRow | undefined => {
    const key = keys[index];
    return key === undefined ? undefined : ({ key } as FindingRow);
  };
  expect(placeNear('b', 1, rowAt)).toBe(1);
  expect(placeNear('a', 3, rowAt)).toBe(0);
  expect(placeNear('d', 0, rowAt)).toBe(4);
  expect(placeNear('gone', 2, rowAt)).toBe(-1);
});
