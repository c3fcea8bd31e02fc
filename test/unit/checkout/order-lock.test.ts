import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';
import { forecastLockEnds } from '#shared/domain/checkout/forecast.ts';
import { getLockEnd, type LockPolicy } from '#shared/domain/checkout/lock-clock.ts';
import { groupOrdersByApprover, groupOrdersByRoute } from '#shared/domain/checkout/order-groups.ts';
import { groupHistoryByRoute, summarizeHistory } from '#shared/domain/checkout/order-history.ts';
import { compareByDanger, computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { isMostlyLate } from '#shared/domain/checkout/outlook.ts';
import { order } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar(getNationalHolidays()));
const HOURS: LockPolicy = { reading: 'hours', afterLock: 'ordered-at-current-price' };
const DATES: LockPolicy = { ...HOURS, reading: 'dates' };
const at = (text: string): number => Date.parse(`${text}:00+09:00`);
const lockAt = (requested: string, now: string, policy = HOURS) => computeOrderLock(at(requested), at(now), CALENDAR, policy);

describe('the lock of a request in business days', () => {
  it.each([
    ['a request of Friday, looked at on Monday', '2026-06-05T10:00', '2026-06-08T09:00', HOURS, 'ok', 5, '2026-06-12', '2026-06-12'],
    ['on its last day but one', '2026-06-05T10:00', '2026-06-11T09:00', HOURS, 'soon', 2, '2026-06-12', '2026-06-12'],
    ['on its last day', '2026-06-05T10:00', '2026-06-12T09:59', HOURS, 'last-day', 1, '2026-06-12', '2026-06-12'],
    ['at its end', '2026-06-05T10:00', '2026-06-12T10:00', HOURS, 'over', 0, '2026-06-12', null],
    [
      'ends on a Sunday: Friday is the last chance',
      '2026-06-07T10:00',
      '2026-06-12T17:00',
      HOURS,
      'last-day',
      1,
      '2026-06-14',
      '2026-06-12',
    ],
    ['on that Saturday nobody is at work any more', '2026-06-07T10:00', '2026-06-13T08:00', HOURS, 'none-left', 0, '2026-06-14', null],
    [
      'ends on Monday before anybody is at work: Friday is the last chance',
      '2026-06-08T08:30',
      '2026-06-12T17:00',
      HOURS,
      'last-day',
      1,
      '2026-06-15',
      '2026-06-12',
    ],
    ['ends as work begins', '2026-06-08T09:00', '2026-06-12T17:00', HOURS, 'last-day', 1, '2026-06-15', '2026-06-12'],
    ['ends just after work has begun', '2026-06-08T09:01', '2026-06-12T17:00', HOURS, 'soon', 2, '2026-06-15', '2026-06-15'],
    ['at midnight the day before was the last', '2026-06-08T00:00', '2026-06-12T17:00', HOURS, 'last-day', 1, '2026-06-14', '2026-06-12'],
    // 1 to 6 May 2026: Friday, then five days off.
    ['into Golden Week', '2026-04-30T11:00', '2026-05-01T09:00', HOURS, 'soon', 2, '2026-05-07', '2026-05-07'],
    ['into Golden Week by dates', '2026-04-30T11:00', '2026-05-01T09:00', DATES, 'last-day', 1, '2026-05-06', '2026-05-01'],
    ['over year-end', '2026-12-28T11:00', '2026-12-29T09:00', HOURS, 'last-day', 1, '2027-01-04', '2027-01-04'],
    ['over year-end by dates', '2026-12-28T11:00', '2026-12-29T09:00', DATES, 'none-left', 0, '2027-01-03', null],
    ['over the 国民の休日 of 2026', '2026-09-18T10:00', '2026-09-18T18:00', HOURS, 'ok', 3, '2026-09-25', '2026-09-25'],
  ] as const)('%s', (_, requested, now, policy, danger, left, lastDay, chance) => {
    expect(lockAt(requested, now, policy)).toMatchObject({ danger, businessDaysLeft: left, lastDay, lastChance: chance });
  });

  it('reports that the two readings disagree', () => {
    expect(lockAt('2026-06-05T10:00', '2026-06-11T23:59').disputed).toBe(false);
    expect(lockAt('2026-06-05T10:00', '2026-06-12T00:00')).toMatchObject({ disputed: true, danger: 'last-day' });
    expect(lockAt('2026-06-05T10:00', '2026-06-12T00:00', DATES)).toMatchObject({ disputed: true, danger: 'over' });
    expect(lockAt('2026-06-05T10:00', '2026-06-12T10:00').disputed).toBe(false);
  });

  it('sorts orders that can be saved first by their end, then lost orders, the latest first', () => {
    const now = '2026-06-12T09:00';
    const rows = (
      [
        ['long over', '2026-05-20T10:00', 5],
        ['just over', '2026-06-05T08:00', 5],
        ['later', '2026-06-08T10:00', 5],
        ['small', '2026-06-05T10:00', 5],
        ['large', '2026-06-05T10:00', 900],
      ] as const
    ).map(([name, requested, amount]) => ({ name, amount, lock: lockAt(requested, now) }));
    expect(rows.toSorted(compareByDanger).map(({ name }) => name)).toEqual(['large', 'small', 'later', 'just over', 'long over']);
  });
});

describe('the forecast', () => {
  const now = at('2026-05-01T09:00');
  const pending = ['2026-04-20T10:00', '2026-04-28T16:00', '2026-04-30T09:00', '2026-04-30T18:00'].map((requested) => ({
    lock: computeOrderLock(at(requested), now, CALENDAR, HOURS),
  }));
  const days = forecastLockEnds(pending, CALENDAR, parseDayNumber('2026-05-01') ?? 0, 10, now);

  it('shows how many requests expire on each day, days off included, by both readings', () => {
    expect(days.filter(({ fallsOut }) => fallsOut.hours + fallsOut.dates > 0)).toMatchObject([
      { date: '2026-05-04', kind: 'holiday', name: 'みどりの日', fallsOut: { hours: 0, dates: 1 } },
      { date: '2026-05-05', kind: 'holiday', name: 'こどもの日', fallsOut: { hours: 1, dates: 0 } },
      { date: '2026-05-06', kind: 'holiday', fallsOut: { hours: 0, dates: 2 } },
      { date: '2026-05-07', kind: 'business', fallsOut: { hours: 2, dates: 0 } },
    ]);
  });

  it('names the last business day on which a decision is in time', () => {
    expect(days.filter(({ lastChance }) => lastChance > 0).map(({ date, lastChance }) => [date, lastChance])).toEqual([
      // One of the two locks that end on the 7th ends before business hours, so its last chance is 1 May.
      ['2026-05-01', 2],
      ['2026-05-07', 1],
    ]);
  });
});

describe('groups of pending requests', () => {
  const now = at('2026-11-27T09:00');
  const pending = (id: string, requestedAt: string, changes = {}) => {
    const made = order({ id, requestedAt: `${requestedAt}:00+09:00`, ...changes });
    return { ...made, lock: computeOrderLock(Date.parse(made.requestedAt), now, CALENDAR, HOURS) };
  };
  const two = { index: 1, count: 1, name: '', approverIds: ['20', '21'], approverNames: ['土屋 進', '寺田 恵'], since: null };
  const orders = [
    pending('1', '2026-11-20T15:30', { step: two }),
    pending('2', '2026-11-18T15:30'),
    pending('3', '2026-11-26T15:30', { routeId: '', routeName: '名前だけ', amount: null, step: null }),
  ];

  it('are by route, those in danger first; a route without an id is known by its name', () => {
    expect(groupOrdersByRoute(orders)).toEqual([
      { key: 'r1', name: '標準', pending: 2, inDanger: 1, over: 1, amounts: { yen: 2_000, unknown: 0 }, first: '2026-11-27' },
      { key: '名前だけ', name: '名前だけ', pending: 1, inDanger: 0, over: 0, amounts: { yen: 0, unknown: 1 }, first: '2026-12-03' },
    ]);
  });

  it('are by approver, counted once for each approver; requests without one are a separate group', () => {
    expect(groupOrdersByApprover(orders).map(({ key, pending: count }) => [key, count])).toEqual([
      ['20', 2],
      ['21', 1],
      ['', 1],
    ]);
  });

  it('count a request once for two of its approvers whom the source gives one name', () => {
    const namesakes = { ...two, approverIds: [], approverNames: ['佐藤 一', '佐藤 一'] };
    expect(groupOrdersByApprover([pending('1', '2026-11-20T15:30', { step: namesakes })])).toMatchObject([
      { key: '佐藤 一', pending: 1, inDanger: 1, amounts: { yen: 1_000, unknown: 0 } },
    ]);
  });
});

describe('the past of a route', () => {
  const past = (id: string, requested: string, decided: string | null, state: 'approved' | 'rejected' | 'pending' = 'approved') =>
    order({ id, state, requestedAt: `${requested}:00+09:00`, decidedAt: decided === null ? null : `${decided}:00+09:00` });
  const histories = groupHistoryByRoute([
    past('1', '2026-06-01T10:00', '2026-06-02T10:00'),
    past('2', '2026-06-01T10:00', '2026-06-08T10:00'),
    past('3', '2026-06-01T10:00', '2026-06-01T12:00', 'rejected'),
    past('4', '2026-06-02T10:00', '2026-06-01T12:00'),
    past('5', '2026-06-01T10:00', null, 'pending'),
    past('6', '2020-06-01T10:00', '2026-06-01T12:00'),
  ]);

  it('is made of approved requests that can be dated', () => {
    expect([...histories.values()].map(({ key, orders }) => [key, orders.length])).toEqual([['r1', 2]]);
  });

  it('belongs to no route if the source contains no routes', () => {
    const untold = past('7', '2026-06-01T10:00', '2026-06-10T10:00');
    expect(groupHistoryByRoute([{ ...untold, routeId: '', routeName: '' }]).size).toBe(0);
    expect([...groupHistoryByRoute([{ ...untold, routeId: '' }]).keys()]).toEqual(['標準']);
  });

  it('is given in business days, with the number of late requests by either reading', () => {
    expect(summarizeHistory(histories.get('r1')?.orders ?? [], CALENDAR)).toEqual({
      observations: 2,
      since: '2026-06-01',
      meanDays: 3,
      ninetiethDays: 5,
      late: { hours: 1, dates: 1 },
      unsure: { hours: 0, dates: 0 },
    });
    expect(summarizeHistory([], CALENDAR)).toEqual({
      observations: 0,
      since: null,
      meanDays: null,
      ninetiethDays: null,
      late: { hours: 0, dates: 0 },
      unsure: { hours: 0, dates: 0 },
    });
  });

  it.each([
    ['days alone, on the seventh', '2026-11-02T00:00', '2026-11-09T00:00', 'unsure'],
    ['days alone, on the sixth', '2026-11-02T00:00', '2026-11-08T00:00', 'in time'],
    ['days alone, on the eighth', '2026-11-02T00:00', '2026-11-10T00:00', 'late'],
    ['a clock on the request alone, on the seventh', '2026-11-02T09:00', '2026-11-09T00:00', 'unsure'],
    ['a clock on the request alone, on the eighth', '2026-11-02T23:59', '2026-11-10T00:00', 'late'],
    ['a clock on the decision alone, on the seventh', '2026-11-02T00:00', '2026-11-09T09:00', 'unsure'],
    ['both clocks, within', '2026-11-02T09:00', '2026-11-09T08:59', 'in time'],
    ['both clocks, at the end', '2026-11-02T09:00', '2026-11-09T09:00', 'late'],
  ])('is judged to the hour only if both times are known: %s', (_, requested, decided, expected) => {
    const { late, unsure } = summarizeHistory([{ requestedAt: at(requested), decidedAt: at(decided) }], CALENDAR);
    expect(late.hours === 1 ? 'late' : unsure.hours === 1 ? 'unsure' : 'in time').toBe(expected);
    // Counting by dates needs no time of day.
    expect([late.dates, unsure.dates]).toEqual([Number(!requested.includes('-02') || !decided.includes('-08')), 0]);
  });

  it('is not mostly late for decisions of a day alone that may all have been in time', () => {
    const orders = Array.from({ length: 10 }, () => ({ requestedAt: at('2026-11-02T00:00'), decidedAt: at('2026-11-09T00:00') }));
    const summary = summarizeHistory(orders, CALENDAR);
    expect([isMostlyLate(summary, 'hours'), isMostlyLate(summary, 'dates')]).toEqual([false, true]);
  });

  it('ends a lock exactly at its end', () => {
    const requested = at('2026-06-01T10:00');
    const late = (decidedAt: number) => summarizeHistory([{ requestedAt: requested, decidedAt }], CALENDAR).late;
    expect(late(getLockEnd(requested, 'hours') - 1)).toEqual({ hours: 0, dates: 1 });
    expect(late(getLockEnd(requested, 'dates') - 1)).toEqual({ hours: 0, dates: 0 });
  });
});
