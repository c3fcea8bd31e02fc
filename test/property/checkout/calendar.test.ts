import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { dayOf } from '../../support/calendar-day.ts';

const anyDate = fc.integer({ min: 19_000, max: 22_000 }).map(formatDayNumber);
const anyCalendar = fc
  .record({
    holidays: fc.dictionary(anyDate, fc.string(), { maxKeys: 60 }),
    companyDays: fc.dictionary(anyDate, fc.string(), { maxKeys: 20 }),
    yearlyClosures: fc.constantFrom([], [{ name: '年末年始', from: '12-29', to: '01-03' }]),
    workingDays: fc.array(anyDate, { maxLength: 20 }),
    weekend: fc.constantFrom([0, 6], [0], []),
  })
  .map((data) => new BusinessCalendar(data));

describe('business days, for any calendar', () => {
  it('are counted one by one', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.nat(40), (calendar, date, count) => {
        const end = addBusinessDays(calendar, date, count) ?? '';
        expect(dayOf(calendar, end)?.kind).toBe('business');
        expect(addBusinessDays(calendar, date, count + 1)).toBe(addBusinessDays(calendar, end, 1));
        expect(calendar.between(parseDayNumber(date) ?? 0, parseDayNumber(end) ?? 0)).toBe(count);
      }),
      { numRuns: 200 },
    );
  });

  it('name each day once: number and text are one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => void expect(parseDayNumber(formatDayNumber(day))).toBe(day)),
    );
  });
});
