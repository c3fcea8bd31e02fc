import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarSettingsSchema } from '#shared/contract/orders/calendar.ts';
import { CALENDAR_LIMITS, type CalendarChange, type CalendarRules, changeCalendar } from '#shared/domain/checkout/calendar-change.ts';
import { formatDayNumber } from '#shared/domain/checkout/days.ts';

const date = fc.integer({ min: 20_000, max: 20_010 }).map(formatDayNumber);
const closure = fc.record({
  name: fc.constantFrom('夏季休業', '年末年始'),
  from: fc.constantFrom('08-12', '12-29'),
  to: fc.constantFrom('08-14', '01-03'),
});
const change: fc.Arbitrary<CalendarChange> = fc.oneof(
  fc.record({ kind: fc.constant('day-off' as const), date, name: fc.constantFrom('', ' 棚卸 ') }),
  fc.record({ kind: fc.constant('day-worked' as const), date }),
  fc.record({ kind: fc.constant('day-as-usual' as const), date }),
  fc.record({ kind: fc.constant('weekday' as const), weekday: fc.integer({ min: 0, max: 6 }), off: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('add-yearly' as const, 'remove-yearly' as const), closure }),
);
const STANDARD: CalendarRules = { companyDays: [], workingDays: [], yearlyClosures: [], weekend: [0, 6] };
const rulesAfter = (changes: readonly CalendarChange[]): CalendarRules =>
  changes.reduce((rules, each) => changeCalendar(rules, each) ?? rules, STANDARD);
/** Returns the date or rule that a change is about. Changes of different dates or rules do not conflict. */
const about = (each: CalendarChange): string =>
  'date' in each ? each.date : each.kind === 'weekday' ? 'weekend' : `yearly ${JSON.stringify(each.closure)}`;
const unordered = ({ yearlyClosures, ...rest }: CalendarRules) => ({
  ...rest,
  yearlyClosures: yearlyClosures.map((each) => JSON.stringify(each)).sort(),
});

describe('the calendar’s changes', () => {
  it('done twice are done once, and keep the rules storable', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), change, (earlier, last) => {
        const once = rulesAfter([...earlier, last]);
        expect(rulesAfter([...earlier, last, last])).toEqual(once);
        expect(calendarSettingsSchema.parse(once)).toEqual(once);
        const off = once.companyDays.map((day) => day.date);
        expect(new Set([...off, ...once.workingDays]).size).toBe(off.length + once.workingDays.length);
      }),
    );
  });

  it('of two windows are both kept in either order, unless they concern the same day', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), change, change, (earlier, one, other) => {
        fc.pre(about(one) !== about(other));
        expect(unordered(rulesAfter([...earlier, one, other]))).toEqual(unordered(rulesAfter([...earlier, other, one])));
      }),
    );
  });

  it('reject a yearly closure with swapped ends, because nearly the whole year would be off', () => {
    const yearly = (from: string, to: string) =>
      changeCalendar(STANDARD, { kind: 'add-yearly', closure: { name: '夏季休業', from, to } })?.yearlyClosures.length ?? null;
    expect([yearly('08-12', '08-16'), yearly('12-29', '01-03'), yearly('02-29', '02-29'), yearly('12-31', '01-01')]).toEqual([1, 1, 1, 1]);
    expect([yearly('08-16', '08-12'), yearly('01-03', '12-29'), yearly('01-01', '12-31')]).toEqual([null, null, null]);
  });

  it('leave one weekday to work on, and have an end', () => {
    const six = rulesAfter([1, 2, 3, 4].map((weekday) => ({ kind: 'weekday', weekday, off: true })));
    expect(six.weekend).toEqual([0, 1, 2, 3, 4, 6]);
    expect(changeCalendar(six, { kind: 'weekday', weekday: 5, off: true })).toBeNull();
    const full = rulesAfter(
      Array.from({ length: CALENDAR_LIMITS.closures }, (_, at) => ({
        kind: 'add-yearly',
        closure: { name: `休業 ${at}`, from: '08-12', to: '08-14' },
      })),
    );
    expect(changeCalendar(full, { kind: 'add-yearly', closure: { name: 'もう一つ', from: '08-12', to: '08-14' } })).toBeNull();
  });
});
