import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, standardCalendar } from '#shared/domain/checkout/calendar.ts';
import { tokyoDay } from '#shared/domain/checkout/days.ts';
import { forecast } from '#shared/domain/checkout/forecast.ts';
import { LOCK_READINGS, type LockReading } from '#shared/domain/checkout/lock-clock.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { byApprover, byRoute } from '#shared/domain/checkout/order-groups.ts';
import { routeHistories } from '#shared/domain/checkout/order-history.ts';
import { byDanger, DANGERS, isInDanger, orderLock } from '#shared/domain/checkout/order-lock.ts';
import { anyInstant, anyOrders } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(standardCalendar(nationalHolidays()));
const anyReading = fc.constantFrom<LockReading>(...LOCK_READINGS);

const pendingOf = (orders: readonly ServerOrder[], now: number, reading: LockReading) =>
  orders
    .filter(({ state }) => state === 'pending')
    .map((order) => ({
      ...order,
      lock: orderLock(Date.parse(order.requestedAt), now, CALENDAR, { reading, afterLock: 'refused' }),
    }));

describe('locks, whenever a request was made', () => {
  it('never hold longer by dates than by hours, and differ by less than a day', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, anyReading, (requested, now, reading) => {
        const lock = orderLock(requested, now, CALENDAR, { reading, afterLock: 'refused' });
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
        const seen = (now: number) => orderLock(requested, now, CALENDAR, { reading, afterLock: 'refused' });
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
        const sorted = pendingOf(orders, now, reading).toSorted(byDanger);
        for (const [at, one] of sorted.entries()) {
          const next = sorted[at + 1];
          if (next === undefined) continue;
          expect(byDanger(one, next)).toBeLessThanOrEqual(0);
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
        const days = forecast(pending, CALENDAR, tokyoDay(now), 8, now);
        for (const each of LOCK_READINGS)
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
        const routes = byRoute(pending);
        expect(routes.reduce((sum, group) => sum + group.pending, 0)).toBe(pending.length);
        expect(routes.reduce((sum, group) => sum + group.inDanger, 0)).toBe(pending.filter(({ lock }) => isInDanger(lock.danger)).length);
        expect(byApprover(pending).reduce((sum, group) => sum + group.pending, 0)).toBeGreaterThanOrEqual(pending.length);
        expect(routes.reduce((sum, { amounts }) => sum + amounts.yen, 0)).toBe(pending.reduce((sum, { amount }) => sum + (amount ?? 0), 0));
        expect(routes.reduce((sum, { amounts }) => sum + amounts.unknown, 0)).toBe(pending.filter(({ amount }) => amount === null).length);
        for (const { danger } of pending.map(({ lock }) => lock)) expect(DANGERS).toContain(danger);
      }),
    );
  });

  it('use only approved requests as the past of a route, with times that do not run backward', () => {
    fc.assert(
      fc.property(anyOrders, (orders) => {
        for (const { orders: past } of routeHistories(orders).values())
          for (const { requestedAt, decidedAt } of past) expect(decidedAt).toBeGreaterThanOrEqual(requestedAt);
      }),
    );
  });
});
