import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDay } from '#main/company/business-day.ts';
import { parseMoment } from '#main/files/order-times.ts';
import { BusinessCalendar, standardCalendar } from '#shared/domain/checkout/calendar.ts';
import { dateOfDay, dayNumber, instantText, isInstant, tokyoDay } from '#shared/domain/checkout/days.ts';
import { lastLockDay, lockClock } from '#shared/domain/checkout/lock-clock.ts';
import { invitationEnds, nextReminder, waitEnds } from '#shared/domain/checkout/waits.ts';

const FORM = /^\d{4}-\d{2}-\d{2}$/;
const LAST = '9999-12-31';
const anyDay = fc.integer({ min: 0, max: 4_000_000 });
const calendar = new BusinessCalendar(standardCalendar({}));

describe('far days', () => {
  it('are dates of four digits in the order of their days, whatever is counted', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [one, other] = [dateOfDay(a), dateOfDay(b)];
        expect(one).toMatch(FORM);
        if (a <= b) expect(one <= other).toBe(true);
        if (a <= (dayNumber(LAST) ?? 0)) expect(dayNumber(one)).toBe(a);
        for (const ends of [waitEnds(one, 3, calendar), invitationEnds(one), nextReminder(one, one, calendar)])
          if (ends !== null) expect(ends).toMatch(FORM);
      }),
    );
    for (const day of [-1e9, 1e9, 1e15, Number.MAX_SAFE_INTEGER]) expect(dateOfDay(day)).toMatch(FORM);
  });

  it('end the clocks of the last days of 9999 and not the console', () => {
    expect(invitationEnds(LAST)).toBe(LAST);
    // The last days of a year are closed, and no day comes after these.
    expect(waitEnds(LAST, 3, calendar)).toBeNull();
    const requested = Date.parse('9999-12-31T23:00:00Z');
    expect(dateOfDay(lastLockDay(requested, 'hours'))).toBe(LAST);
    expect(instantText(lockClock(requested, requested).endsAt)).toBe('9999-12-31T23:59:59.999Z');
    expect(businessDay(requested)).toBe(LAST);
    expect(dateOfDay(tokyoDay(requested))).toBe(LAST);
  });

  it('beyond are no moments', () => {
    for (const text of ['+010000-01-01T00:00:00Z', '9999-12-31T23:59:00-05:00', '-000001-01-01T00:00:00Z', 'soon', ''])
      expect(isInstant(text)).toBe(false);
    expect(isInstant('9999-12-31T23:59:59Z')).toBe(true);
    expect(parseMoment('9999-12-31T23:59:00-05:00')).toBeNull();
    expect(parseMoment('9999-12-31T10:00:00+09:00')).toBe('9999-12-31T01:00:00.000Z');
  });
});
