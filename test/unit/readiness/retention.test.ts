import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getRetentionStart, RETENTION_MONTHS } from '#shared/domain/triage/retention.ts';

test.each([
  ['2026-11-28', 13, '2025-10-28'],
  ['2026-03-31', 13, '2025-02-28'],
  ['2025-03-31', 13, '2024-02-29'],
  ['2026-01-15', 25, '2023-12-15'],
  ['2026-12-31', 61, '2021-11-30'],
] as const)('on %s, %i months reach back to %s', (today, months, from) => {
  expect(getRetentionStart(today, months)).toBe(from);
});

test('a later day never reaches further back, and more months always do', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, fc.constantFrom(...RETENTION_MONTHS), (one, other, months) => {
      const [first, last] = [one, other].sort() as [string, string];
      expect(getRetentionStart(first, months) <= getRetentionStart(last, months)).toBe(true);
      const each = RETENTION_MONTHS.map((of) => getRetentionStart(one, of));
      expect(each).toEqual(each.toSorted().reverse());
    }),
  );
});
