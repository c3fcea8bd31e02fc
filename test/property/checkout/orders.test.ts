import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { getTokyoDay } from '#shared/domain/checkout/days.ts';
import { forecastLockEnds } from '#shared/domain/checkout/forecast.ts';
import { LOCK_INTERPRETATIONS, type LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { groupOrdersByApprover, groupOrdersByRoute } from '#shared/domain/checkout/order-groups.ts';
import { groupHistoryByRoute } from '#shared/domain/checkout/order-history.ts';
import { compareByDanger, computeOrderLock, DANGERS, isInDanger } from '#shared/domain/checkout/order-lock.ts';
import { anyInstant, anyOrders } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar(getNationalHolidays()));
const anyReading = fc.constantFrom<LockInterpretation>(...LOCK_INTERPRETATIONS);

const pendingOf = (orders: readonly ServerOrder[], now: number, reading: LockInterpretation) =>
  orders
    .filter(({ state }) => state === 'pending')
    .map((order) => ({
      ...order,
      lock: computeOrderLock(Date.parse(order.requestedAt), now, CALENDAR, { reading, afterLock: 'refused' }),
    }));

describe('locks, whenever a request was made', () => {
  it('never hold longer by dates than by hours, and differ by less than a day', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyReading, (requested, now, reading) => {
        const lock = computeOrderLock(requested, now, CALENDAR, { reading, afterLock: 'refused' });
        expect(lock.ends.dates).toBeLessThanOrEqual(lock.ends.hours);
        expect(lock.ends.hours - lock.ends.dates).toBeLessThan(86_400_000);
        expect(lock.endsAt).toBe(lock.ends[reading]);
        expect(lock.danger === 'over').toBe(now >= lock.endsAt);
        expect(lock.lastChance === null).toBe(lock.businessDaysLeft === 0);
        if (lock.lastChance !== null) expect(lock.lastChance <= lock.lastDay).toBe(true);
      }),
    );
  });

  it('only grow more urgent while time passes', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(10 * 86_400_000), fc.nat(3 * 86_400_000), anyReading, (requested, later, more, reading) => {
        const seen = (now: number) => computeOrderLock(requested, now, CALENDAR, { reading, afterLock: 'refused' });
        const [before, after] = [seen(requested + later), seen(requested + later + more)];
        expect(after.businessDaysLeft).toBeLessThanOrEqual(before.businessDaysLeft);
        if (before.danger === 'over') expect(after.danger).toBe('over');
      }),
    );
  });
});

describe('lists of requests, for any content', () => {
  it('have one order, with requests that can be saved before those that cannot', () => {
    fc.assert(
      fc.property(anyOrders, anyInstant, anyReading, (orders, now, reading) => {
        const sorted = pendingOf(orders, now, reading).toSorted(compareByDanger);
        for (const [at, one] of sorted.entries()) {
          const next = sorted[at + 1];
          if (next === undefined) continue;
          expect(compareByDanger(one, next)).toBeLessThanOrEqual(0);
          if (one.lock.danger === 'over') expect(next.lock.danger).toBe('over');
          else if (next.lock.danger !== 'over') expect(one.lock.endsAt).toBeLessThanOrEqual(next.lock.endsAt);
        }
      }),
    );
  });

  it('fall out once each: a forecast of eight days holds every lock that still does', () => {
    fc.assert(
      fc.property(anyOrders, anyInstant, anyReading, (orders, now, reading) => {
        const pending = pendingOf(orders, now, reading).filter(({ requestedAt }) => Date.parse(requestedAt) <= now);
        const days = forecastLockEnds(pending, CALENDAR, getTokyoDay(now), 8, now);
        for (const each of LOCK_INTERPRETATIONS)
          expect(days.reduce((sum, { fallsOut }) => sum + fallsOut[each], 0)).toBe(
            pending.filter(({ lock }) => lock.ends[each] > now).length,
          );
        const held = pending.filter(({ lock }) => lock.danger !== 'over');
        expect(days.reduce((sum, { lastChance }) => sum + lastChance, 0)).toBe(held.filter(({ lock }) => lock.lastChance !== null).length);
      }),
    );
  });

  it('are wholly in their groups', () => {
    fc.assert(
      fc.property(anyOrders, anyInstant, anyReading, (orders, now, reading) => {
        const pending = pendingOf(orders, now, reading);
        const routes = groupOrdersByRoute(pending);
        expect(routes.reduce((sum, group) => sum + group.pending, 0)).toBe(pending.length);
        expect(routes.reduce((sum, group) => sum + group.inDanger, 0)).toBe(pending.filter(({ lock }) => isInDanger(lock.danger)).length);
        expect(groupOrdersByApprover(pending).reduce((sum, group) => sum + group.pending, 0)).toBeGreaterThanOrEqual(pending.length);
        expect(routes.reduce((sum, { amounts }) => sum + amounts.yen, 0)).toBe(pending.reduce((sum, { amount }) => sum + (amount ?? 0), 0));
        expect(routes.reduce((sum, { amounts }) => sum + amounts.unknown, 0)).toBe(pending.filter(({ amount }) => amount === null).length);
        for (const { danger } of pending.map(({ lock }) => lock)) expect(DANGERS).toContain(danger);
      }),
    );
  });

  it('use only approved requests as the past of a route, with times that do not run backward', () => {
    fc.assert(
      fc.property(anyOrders, (orders) => {
        for (const { orders: past } of groupHistoryByRoute(orders).values())
          for (const { requestedAt, decidedAt } of past) expect(decidedAt).toBeGreaterThanOrEqual(requestedAt);
      }),
    );
  });
});
