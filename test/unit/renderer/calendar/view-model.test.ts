import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCalendarDays,
  createGridInput,
  createYearlyClosure,
  getWaitSpan,
  parseMonthDay,
} from '#renderer/screens/calendar/view-model.ts';
import type { ClockView } from '#shared/contract/orders/clocks.ts';
import { formatDayNumber, getWeekday, parseDayNumber } from '#shared/domain/checkout/days.ts';

const clock = (changes: Partial<ClockView>): ClockView => ({
  kind: 'invitation',
  subject: '',
  count: 1,
  startedOn: null,
  endsOn: '2026-11-27',
  businessDaysLeft: 2,
  calendarDaysLeft: 2,
  lock: null,
  remindOn: null,
  ...changes,
});

describe('the grid', () => {
  it('starts on a Monday and contains the four weeks from any day on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 22_000 }), (day) => {
        const { from, days } = createGridInput(formatDayNumber(day));
        const first = parseDayNumber(from ?? '') ?? Number.NaN;
        expect(getWeekday(first)).toBe(1);
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
    const [one, two] = createCalendarDays([day('2026-11-26', 0, 4), day('2026-11-27', 9, 9)], clocks, '2026-11-26', 'hours');
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
  expect(getWaitSpan({ startedOn: '2026-11-01', endsOn: '2026-11-25' }, '2026-11-25')).toEqual({ from: 0, to: 1 / 28 });
  expect(getWaitSpan({ startedOn: '2026-11-27', endsOn: '2026-12-22' }, '2026-11-25')).toEqual({ from: 2 / 28, to: 1 });
  expect(getWaitSpan({ startedOn: null, endsOn: '2026-12-23' }, '2026-11-25')).toBeNull();
});

describe('a closure of every year', () => {
  it.each([
    ['12-29', '12-29'],
    ['1/3', '01-03'],
    ['１２－２９', '12-29'],
    ['02-29', '02-29'],
    ['02-30', null],
    ['13-01', null],
    ['年末', null],
  ])('reads %s as %s', (text, expected) => {
    expect(parseMonthDay(text)).toBe(expected);
  });

  it('is made of two days of a year', () => {
    expect(createYearlyClosure(' 夏季休業 ', '8/12', '8-14')).toEqual({
      kind: 'add-yearly',
      closure: { name: '夏季休業', from: '08-12', to: '08-14' },
    });
    expect(createYearlyClosure('夏季休業', '8/12', 'いつか')).toBeNull();
  });
});
