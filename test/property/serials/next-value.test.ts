import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDaysInMonth, type Day, formatCalendarDay, getNextDay } from '#shared/domain/serials/day.ts';
import { getNextValue, isLastNumberUnknown, type LastIssued, pickLaterIssued } from '#shared/domain/serials/last-issued.ts';
import { getNextReset, getPeriodStart } from '#shared/domain/serials/numbering.ts';
import { anySerial } from '../../support/drafts.ts';

const anyDay: fc.Arbitrary<Day> = fc
  .record({ year: fc.integer({ min: 2024, max: 2027 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) })
  .map(({ year, month, day }) => ({ year, month, day: Math.min(day, countDaysInMonth(year, month)) }));
const anyValue = fc.integer({ min: 1, max: 9_999 });
const issuedOn = (day: Day, value: number): LastIssued => ({ value, day: formatCalendarDay(day), source: 'orders' });

describe('the next value of a counter', () => {
  it('continues after a number that is dated later than today, also beyond a reset', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anyDay, anyValue, (serial, a, b, value) => {
        const [today, later] = formatCalendarDay(a) <= formatCalendarDay(b) ? [a, b] : [b, a];
        expect(getNextValue(serial, issuedOn(later, value), today)).toBe(value + 1);
        expect(isLastNumberUnknown(serial, issuedOn(later, value), today)).toBe(false);
      }),
    );
  });

  it('is the start value exactly where a reset lies between the last number and today', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anyDay, anyValue, (serial, a, b, value) => {
        const [before, today] = formatCalendarDay(a) <= formatCalendarDay(b) ? [a, b] : [b, a];
        const reset = getNextReset(serial, before);
        const isReset = reset !== null && formatCalendarDay(reset) <= formatCalendarDay(today);
        expect(getNextValue(serial, issuedOn(before, value), today)).toBe(isReset ? serial.startValue : value + 1);
      }),
    );
  });

  it('starts again on the day of a reset and not on the day before it', () => {
    const serial = { parts: [], reset: 'month', fiscalStartMonth: 4, startValue: 1 } as unknown as Parameters<typeof getNextValue>[0];
    const last = issuedOn({ year: 2026, month: 1, day: 30 }, 41);
    const eve: Day = { year: 2026, month: 1, day: 31 };
    expect([getNextValue(serial, last, eve), getNextValue(serial, last, getNextDay(eve))]).toEqual([42, 1]);
  });
});

describe('the later of two issued numbers', () => {
  const anyIssued = fc.tuple(anyDay, anyValue).map(([day, value]) => issuedOn(day, value));

  it('is never of an earlier period, and of one period never the smaller value', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anyDay, anyValue, anyValue, (serial, a, b, first, second) => {
        const later = pickLaterIssued(serial, issuedOn(a, first), issuedOn(b, second));
        const periods = [getPeriodStart(serial, a), getPeriodStart(serial, b)] as const;
        const greatest = periods[0] === periods[1] ? Math.max(first, second) : periods[0] > periods[1] ? first : second;
        expect(later?.value).toBe(greatest);
      }),
    );
  });

  it('is the same in either order of the two', () => {
    fc.assert(
      fc.property(anySerial, anyIssued, anyIssued, (serial, a, b) => {
        expect(pickLaterIssued(serial, a, b)?.value).toBe(pickLaterIssued(serial, b, a)?.value);
      }),
    );
  });
});
