import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { groupClockLines } from '#renderer/parts/clocks/clock-lines.ts';
import type { ClockView } from '#shared/contract/orders/clocks.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay } from '#shared/domain/checkout/days.ts';
import { listDeadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { LOCK_INTERPRETATIONS, type LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import { computeRemainingLockTime } from '#shared/domain/checkout/lock-left.ts';
import { listNotices } from '#shared/domain/checkout/notices.ts';
import type { PendingOrder } from '#shared/domain/checkout/order-groups.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { type Clock, listRunningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { formatDeadline } from '#shared/messages/digest-words.ts';
import { formatLockLeft } from '#shared/messages/lock-words.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { order } from '../../support/orders.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LANGUAGES = [createTexts('ja'), createTexts('en')];
const NOW = Date.parse('2026-11-24T03:00:00Z');

/** Generates calendars with company holidays and the usual weekends and public holidays. */
const anyCalendar = fc.uniqueArray(fc.integer({ min: -8, max: 12 }), { maxLength: 6 }).map(
  (days) =>
    new BusinessCalendar({
      ...createStandardCalendar(getNationalHolidays()),
      companyDays: Object.fromEntries(days.map((day) => [formatDayNumber(getTokyoDay(NOW) + day), '休業'])),
    }),
);
const anyNow = fc.integer({ min: -6 * DAY, max: 6 * DAY }).map((after) => NOW + after);
const anyAges = fc.array(fc.integer({ min: 0, max: 8 * DAY }), { minLength: 1, maxLength: 12 });
const anyReading = fc.constantFrom<LockInterpretation>(...LOCK_INTERPRETATIONS);

const view = ({ actBy: _, lock, ...clock }: Clock): ClockView => ({ ...clock, lock: lock ?? null });

describe('what is left of a lock', () => {
  it('is the same for a request, the calendar, readiness, the bell and the digest', () => {
    fc.assert(
      fc.property(anyCalendar, anyNow, anyAges, anyReading, (calendar, now, ages, reading) => {
        const orders: PendingOrder[] = ages.map((age, at) => {
          const made = order({ id: String(at), requestedAt: new Date(now - age).toISOString() });
          return { ...made, lock: computeOrderLock(now - age, now, calendar, { reading, afterLock: 'refused' }) };
        });
        const today = formatDayNumber(getTokyoDay(now));
        const clocks = listRunningClocks({ today, calendar, groups: [], recorded: [], amazonUsers: [], orders });
        const deadlines = listDeadlinesWithin({ today, calendar, clocks, endings: [] }, 14);
        const notices = listNotices(today, deadlines);
        const held = orders.filter(({ lock }) => lock.danger !== 'over');
        /** Of several requests in one line, the one that ends first is shown. */
        const firstOf = (those: readonly PendingOrder[]) => those.reduce((a, b) => (b.lock.endsAt < a.lock.endsAt ? b : a)).lock;
        for (const translate of LANGUAGES) {
          const ofOrder = (lock: PendingOrder['lock']): string => formatLockLeft(lock, now, translate);
          const ofClock = ({ lock }: Pick<ClockView, 'lock'>): string => (lock === null ? '' : formatLockLeft(lock, now, translate));
          for (const { lock } of held) {
            const alike = held.filter((one) => one.lock.lastDay === lock.lastDay);
            const clock = clocks.find(({ endsOn, actBy }) => endsOn === lock.lastDay && actBy === lock.lastChance);
            const sameChance = alike.filter((one) => one.lock.lastChance === lock.lastChance);
            expect(ofClock(view(clock as Clock))).toBe(ofOrder(firstOf(sameChance)));
            const told = ofOrder(firstOf(alike));
            const deadline = deadlines.find(({ day }) => day === lock.lastDay);
            expect(deadline && formatDeadline(deadline, now, translate).left).toBe(told);
            for (const notice of notices.filter((one) => one.deadline.day === lock.lastDay))
              expect(formatDeadline(notice.deadline, now, translate).left).toBe(told);
          }
          if (held.length > 0) {
            const [line] = groupClockLines(clocks.map(view));
            expect(ofClock(line as { lock: ClockView['lock'] })).toBe(ofOrder(firstOf(held)));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is shown in hours below 24, with whether there is working time before, and in business days above', () => {
    fc.assert(
      fc.property(anyCalendar, anyNow, fc.integer({ min: 0, max: 8 * DAY }), anyReading, (calendar, now, age, reading) => {
        const lock = computeOrderLock(now - age, now, calendar, { reading, afterLock: 'refused' });
        const left = computeRemainingLockTime(lock, now);
        const ms = lock.endsAt - now;
        expect(left.kind === 'over').toBe(ms <= 0);
        expect(left.kind === 'hours').toBe(ms > 0 && ms < DAY);
        if (left.kind === 'hours') {
          expect(left.hours).toBe(Math.floor(ms / HOUR));
          expect(left.worked).toBe(lock.lastChance !== null);
        }
        if (left.kind === 'days') expect(left.days).toBe(lock.businessDaysLeft);
        expect(left.kind === 'none').toBe(ms >= DAY && lock.lastChance === null);
        expect(left.kind === 'last-day').toBe(ms >= DAY && lock.lastChance !== null && lock.businessDaysLeft === 1);
      }),
    );
  });
});
