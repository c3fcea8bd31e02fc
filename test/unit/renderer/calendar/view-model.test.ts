import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addYearly,
  calendarDays,
  forgetDay,
  gridInput,
  makeOff,
  makeWorking,
  monthDay,
  spanOf,
  toggleWeekday,
} from '#renderer/screens/calendar/view-model.ts';
import { type CalendarSettings, calendarSettingsSchema } from '#shared/contract/analysis.ts';
import type { ClockView } from '#shared/contract/clocks.ts';
import { dateOfDay, dayNumber, weekdayOf } from '#shared/domain/checkout/days.ts';

const SETTINGS: CalendarSettings = {
  companyDays: [{ date: '2026-06-15', name: '創立記念日' }],
  workingDays: ['2026-06-20'],
  yearlyClosures: [],
  weekend: [0, 6],
};
const clock = (changes: Partial<ClockView>): ClockView => ({
  kind: 'invitation',
  subject: '',
  count: 1,
  startedOn: null,
  endsOn: '2026-11-27',
  businessDaysLeft: 2,
  calendarDaysLeft: 2,
  remindOn: null,
  ...changes,
});

describe('the grid', () => {
  it('begins on a Monday and holds the four weeks from any day on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 22_000 }), (day) => {
        const { from, days } = gridInput(dateOfDay(day));
        const first = dayNumber(from ?? '') ?? Number.NaN;
        expect(weekdayOf(first)).toBe(1);
        expect(first <= day && day + 28 <= first + days).toBe(true);
      }),
    );
  });

  it('puts on each day what ends there and whom to remind; locks by the company’s reading', () => {
    const day = (date: string, hours: number, dates: number) => ({
      date,
      kind: 'business' as const,
      name: '',
      fallsOut: { hours, dates },
      amount: 0,
      lastChance: 1,
    });
    const clocks = [
      clock({ count: 2, remindOn: '2026-11-26' }),
      clock({ count: 3 }),
      clock({ kind: 'checkout-activation', subject: '本社', endsOn: '2026-11-26' }),
      clock({ kind: 'order-lock', count: 9 }),
    ];
    const [one, two] = calendarDays([day('2026-11-26', 0, 4), day('2026-11-27', 9, 9)], clocks, '2026-11-26', 'hours');
    expect(one).toMatchObject({
      today: true,
      otherReading: 4,
      entries: [
        { kind: 'checkout-activation', count: 1, subject: '本社' },
        { kind: 'reminder', count: 2 },
      ],
    });
    expect(two).toMatchObject({
      otherReading: null,
      entries: [
        { kind: 'order-lock', count: 9 },
        { kind: 'invitation', count: 5 },
      ],
    });
  });
});

it('places a wait within the four weeks, or nowhere when it ends later', () => {
  expect(spanOf({ startedOn: '2026-11-01', endsOn: '2026-11-25' }, '2026-11-25')).toEqual({ from: 0, to: 1 / 28 });
  expect(spanOf({ startedOn: '2026-11-27', endsOn: '2026-12-22' }, '2026-11-25')).toEqual({ from: 2 / 28, to: 1 });
  expect(spanOf({ startedOn: null, endsOn: '2026-12-23' }, '2026-11-25')).toBeNull();
});

describe('the company’s own days', () => {
  it('are off or worked, never both, and can be forgotten', () => {
    const off = makeOff(SETTINGS, '2026-06-20', ' 棚卸 ');
    expect(off).toMatchObject({ workingDays: [], companyDays: [{ date: '2026-06-15' }, { date: '2026-06-20', name: '棚卸' }] });
    expect(makeWorking(off, '2026-06-15')).toMatchObject({ workingDays: ['2026-06-15'], companyDays: [{ date: '2026-06-20' }] });
    expect(forgetDay(makeOff(SETTINGS, '2026-07-01', ''), '2026-07-01')).toEqual(SETTINGS);
    for (const settings of [off, makeWorking(off, '2026-06-15')]) expect(calendarSettingsSchema.parse(settings)).toEqual(settings);
  });

  it('leave one weekday to work on', () => {
    expect(toggleWeekday(SETTINGS, 6)?.weekend).toEqual([0]);
    const five = [1, 2, 3, 4].reduce<CalendarSettings>((settings, weekday) => toggleWeekday(settings, weekday) ?? settings, SETTINGS);
    expect(five.weekend).toEqual([0, 1, 2, 3, 4, 6]);
    expect(toggleWeekday(five, 5)).toBeNull();
  });

  it.each([
    ['12-29', '12-29'],
    ['1/3', '01-03'],
    ['１２－２９', '12-29'],
    ['02-29', '02-29'],
    ['02-30', null],
    ['13-01', null],
    ['年末', null],
  ])('reads %s as %s', (text, expected) => {
    expect(monthDay(text)).toBe(expected);
  });

  it('return every year', () => {
    expect(addYearly(SETTINGS, '夏季休業', '8/12', '8-14')?.yearlyClosures).toEqual([{ name: '夏季休業', from: '08-12', to: '08-14' }]);
    expect(addYearly(SETTINGS, '夏季休業', '8/12', 'いつか')).toBeNull();
  });
});
