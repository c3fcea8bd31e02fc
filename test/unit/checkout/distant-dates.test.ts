import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { parseMoment } from '#main/files/cells/order-times.ts';
import { BusinessCalendar, type CalendarDay, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, formatInstant, getTokyoDay, isInstant, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { computeLockClock, DEFAULT_LOCK_POLICY, getLastLockDay } from '#shared/domain/checkout/lock-clock.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { getInvitationEnd, getNextInvitationReminder, getWaitEnd } from '#shared/domain/checkout/waits.ts';
import { createOrderTimeLine } from '#shared/domain/routes/lead-time/order-time-line.ts';

const FORM = /^\d{4}-\d{2}-\d{2}$/;
const LAST = '9999-12-31';
const anyDay = fc.integer({ min: 0, max: 4_000_000 });
const calendar = new BusinessCalendar(createStandardCalendar({}));

/** All days that the calendar was asked for, in order. */
const looked: number[] = [];
class WatchedCalendar extends BusinessCalendar {
  override dayAt(day: number): CalendarDay {
    looked.push(day);
    return super.dayAt(day);
  }
}
const watched = new WatchedCalendar(createStandardCalendar({}));

describe('far days', () => {
  it('are four-digit dates in chronological order, for any day number', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [one, other] = [formatDayNumber(a), formatDayNumber(b)];
        expect(one).toMatch(FORM);
        if (a <= b) expect(one <= other).toBe(true);
        if (a <= (parseDayNumber(LAST) ?? 0)) expect(parseDayNumber(one)).toBe(a);
        for (const ends of [getWaitEnd(one, 3, calendar), getInvitationEnd(one), getNextInvitationReminder(one, one, calendar)])
          if (ends !== null) expect(ends).toMatch(FORM);
      }),
    );
    for (const day of [-1e9, 1e9, 1e15, Number.MAX_SAFE_INTEGER]) expect(formatDayNumber(day)).toMatch(FORM);
  });

  it('end the clocks of the last days of 9999 and not the console', () => {
    expect(getInvitationEnd(LAST)).toBe(LAST);
    // The last days of a year are closed, and later days do not exist.
    expect(getWaitEnd(LAST, 3, calendar)).toBeNull();
    const requested = Date.parse('9999-12-31T23:00:00Z');
    expect(formatDayNumber(getLastLockDay(requested, 'hours'))).toBe(LAST);
    expect(formatInstant(computeLockClock(requested, requested).endsAt)).toBe('9999-12-31T23:59:59.999Z');
    expect(getBusinessDay(requested)).toBe(LAST);
    expect(formatDayNumber(getTokyoDay(requested))).toBe(LAST);
  });

  it('of a request are not iterated: no lock has more business days than its limit', () => {
    const now = Date.parse('2026-11-30T01:00:00Z');
    const before = looked.length;
    const { businessDaysLeft, danger } = computeOrderLock(Date.parse('9998-06-01T01:00:00Z'), now, watched, DEFAULT_LOCK_POLICY);
    expect([businessDaysLeft, danger]).toEqual([6, 'ok']);
    expect(looked.length - before).toBeLessThan(10);
  });

  it('of a wait are counted only up to a limit', () => {
    const before = looked.length;
    expect(watched.between(parseDayNumber('2026-11-30') ?? 0, parseDayNumber(LAST) ?? 0)).toBe(10_000);
    expect(looked.length - before).toBeLessThan(20_000);
  });

  it('of a decision, which some lists use for an empty value, draw no timeline of thousands of years', () => {
    const [requestedAt, decidedAt] = [Date.parse('2026-11-20T01:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];
    expect(createOrderTimeLine({ requestedAt, decidedAt, step: null }, { steps: null, calendar, now: requestedAt }).days).toBe(731);
  });

  it('beyond are no moments', () => {
    for (const text of ['+010000-01-01T00:00:00Z', '9999-12-31T23:59:00-05:00', '-000001-01-01T00:00:00Z', 'soon', ''])
      expect(isInstant(text)).toBe(false);
    expect(isInstant('9999-12-31T23:59:59Z')).toBe(true);
    expect(parseMoment('9999-12-31T23:59:00-05:00')).toBeNull();
    expect(parseMoment('9999-12-31T10:00:00+09:00')).toBe('9999-12-31T01:00:00.000Z');
  });
});
