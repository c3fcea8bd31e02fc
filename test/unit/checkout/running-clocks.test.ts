import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { listDeadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { listNotices } from '#shared/domain/checkout/notices.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { listRunningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { getInvitationEnd, getNextInvitationReminder, getWaitEnd } from '#shared/domain/checkout/waits.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { amazonUser } from '../../support/directories.ts';
import { order } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar(getNationalHolidays()));
const HOURS = { reading: 'hours', afterLock: 'ordered-at-current-price' } as const;

describe('waits', () => {
  it.each([
    ['2026-11-20', '2026-11-26'],
    ['2026-04-28', '2026-05-07'],
    ['2026-12-25', '2027-01-05'],
    ['2026-09-18', '2026-09-28'],
    ['2026-11-21', '2026-11-27'],
  ])('of three business days from %s end on %s', (from, to) => {
    expect(getWaitEnd(from, 3, CALENDAR)).toBe(to);
  });

  it('give an invitation 90 days, whether or not the last one is a business day', () => {
    expect(getInvitationEnd('2026-11-01')).toBe('2027-01-30');
    expect(getInvitationEnd('nothing')).toBeNull();
  });

  it('remind after three days, then two weeks, one week and a day before the end, on business days before days off', () => {
    const on = (today: string) => getNextInvitationReminder('2026-11-01', today, CALENDAR);
    expect(on('2026-11-01')).toBe('2026-11-04');
    // 14 and 7 days before 30 January 2027 are Saturdays.
    expect(on('2026-11-05')).toBe('2027-01-15');
    expect(on('2027-01-16')).toBe('2027-01-22');
    expect(on('2027-01-23')).toBe('2027-01-29');
    expect(on('2027-01-30')).toBeNull();
  });
});

describe('running clocks', () => {
  const today = '2026-11-25';
  const now = Date.parse('2026-11-25T09:00:00+09:00');
  const pending = (requested: string) => {
    const made = order({ requestedAt: `${requested}:00+09:00` });
    return { ...made, lock: computeOrderLock(Date.parse(made.requestedAt), now, CALENDAR, HOURS) };
  };
  const group = (name: string, state: 'none' | 'test' | 'active', registeredOn: string | null) => ({
    ...createAmazonGroup(name),
    purchasingSystem: { state, registeredOn },
  });

  it('are what ends from today on, the earliest first; alike ones are one', () => {
    const clocks = listRunningClocks({
      today,
      calendar: CALENDAR,
      groups: [
        group('本社', 'active', '2026-11-20'),
        group('工場', 'test', '2026-11-20'),
        group('以前', 'active', '2026-11-01'),
        group('なし', 'none', '2026-11-24'),
        group('不明', 'active', null),
      ],
      recorded: [
        { kind: 'account-review', startedOn: '2026-11-24', endsOn: '2026-11-27' },
        { kind: 'support-answer', startedOn: '2026-11-01', endsOn: null },
      ],
      amazonUsers: [
        amazonUser({ state: 'invited', invitedOn: '2026-09-01' }),
        amazonUser({ state: 'invited', invitedOn: '2026-09-01' }),
        amazonUser({ state: 'invited', invitedOn: '2026-08-01' }),
        amazonUser({ state: 'invited', invitedOn: '2026-09-01', invitation: 'expired' }),
        amazonUser({ state: 'invited', invitedOn: null }),
        amazonUser({ state: 'active', invitedOn: '2026-09-01' }),
      ],
      orders: [pending('2026-11-18T10:00'), pending('2026-11-18T11:00'), pending('2026-11-10T11:00')],
    });
    expect(clocks.map(({ kind, subject, count, endsOn, businessDaysLeft }) => [kind, subject, count, endsOn, businessDaysLeft])).toEqual([
      ['order-lock', '', 2, '2026-11-25', 1],
      ['checkout-activation', '本社', 1, '2026-11-26', 1],
      ['account-review', '', 1, '2026-11-27', 2],
      ['invitation', '', 2, '2026-11-30', 3],
    ]);
    expect(clocks.at(-1)).toMatchObject({ startedOn: '2026-09-01', calendarDaysLeft: 5, remindOn: '2026-11-27' });
  });

  it('report a lock that ends before working hours on its last business day', () => {
    const orders = [pending('2026-11-23T08:00'), pending('2026-11-23T15:00')];
    const nothing = { groups: [], recorded: [], amazonUsers: [] };
    const on = (date: string) => {
      const locked = orders.map((made) => ({
        ...made,
        lock: computeOrderLock(Date.parse(made.requestedAt), Date.parse(`${date}T12:00:00+09:00`), CALENDAR, HOURS),
      }));
      const clocks = listRunningClocks({ ...nothing, today: date, calendar: CALENDAR, orders: locked });
      const deadlines = listDeadlinesWithin({ today: date, calendar: CALENDAR, clocks, endings: [] }, 14);
      return { clocks, deadlines, notices: listNotices(date, deadlines) };
    };
    const friday = on('2026-11-27');
    expect(friday.clocks.map(({ count, endsOn, actBy, businessDaysLeft }) => [count, endsOn, actBy, businessDaysLeft])).toEqual([
      [1, '2026-11-30', '2026-11-27', 1],
      [1, '2026-11-30', '2026-11-30', 2],
    ]);
    expect(friday.deadlines).toMatchObject([{ day: '2026-11-30', count: 2, actBy: '2026-11-27' }]);
    expect(friday.notices).toMatchObject([{ why: 'act' }]);
    expect(on('2026-11-26').notices).toEqual([]);
    expect(on('2026-11-30').clocks.map(({ count, actBy }) => [count, actBy])).toEqual([[1, '2026-11-30']]);
  });

  it('are empty without a day', () => {
    expect(listRunningClocks({ today: '', calendar: CALENDAR, groups: [], recorded: [], amazonUsers: [], orders: [] })).toEqual([]);
  });
});
