import { expect, test } from 'vitest';
import { compareNaturally, compareText } from '#shared/domain/text-order/compare-text.ts';

test('numbers within names are ordered as numbers, full-width digits too', () => {
  const names = ['経路 10', '経路 ２', '経路 1', '経路', 'A10', 'A9', 'A009'];
  expect(names.toSorted(compareNaturally)).toEqual(['A009', 'A9', 'A10', '経路', '経路 1', '経路 ２', '経路 10']);
});

test('names that differ by the form of their digits alone still have one order', () => {
  expect(compareNaturally('１', '1')).toBe(-compareNaturally('1', '１'));
  expect(compareNaturally('１', '1')).not.toBe(0);
  expect(compareText('b', 'a')).toBe(1);
});
