import { expect, test } from 'vitest';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { computePastVolume } from '#shared/domain/checkout/order-history.ts';
import { order } from '../../support/orders.ts';

const TODAY = '2026-11-24';
/** Returns one request for each number of days ago. */
const asked = (...ago: readonly number[]) =>
  ago.map((days) => order({ requestedAt: `${formatDayNumber((parseDayNumber(TODAY) ?? 0) - days)}T10:00:00+09:00` }));
const every = (step: number, count: number): readonly number[] => Array.from({ length: count }, (_, at) => at * step);

test('one request a day for a year gives a monthly volume of a month’s days', () => {
  expect(computePastVolume(asked(...every(1, 365)), TODAY)).toEqual({ perMonth: 31, orders: 365, days: 365, until: TODAY });
});

test('requests older than a year or in the future are not counted', () => {
  expect(computePastVolume(asked(...every(10, 6), 366, 500, -1), TODAY)).toEqual({ perMonth: 4, orders: 6, days: 51, until: TODAY });
});

test('a past of less than four weeks gives no volume', () => {
  expect(computePastVolume(asked(0, 3, 26), TODAY)).toBeNull();
  expect(computePastVolume(asked(0, 3, 27), TODAY)).toEqual({ perMonth: 4, orders: 3, days: 28, until: TODAY });
  expect(computePastVolume([], TODAY)).toBeNull();
});

test('days after the reading are not days without requests', () => {
  const orders = asked(...every(1, 365)).filter(({ requestedAt }) => requestedAt < '2026-06-01');
  expect(computePastVolume(orders, '2026-05-31')?.perMonth).toBe(31);
});
