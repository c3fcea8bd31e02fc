import { describe, expect, it } from 'vitest';
import {
  changeView,
  createForecastInput,
  createLockBar,
  createStripDays,
  FIRST_VIEW,
  getRemainingTimeMark,
  getRowGroup,
  isFiltered,
  STRIP_DAYS,
  toOrderFilter,
} from '#renderer/screens/orders/view-model.ts';
import type { OrderLockView, OrderRow } from '#shared/contract/orders/orders.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';

const lock = (changes: Partial<OrderLockView> = {}): OrderLockView => ({
  endsAt: '2026-11-27T06:30:00.000Z',
  ends: { hours: '2026-11-27T06:30:00.000Z', dates: '2026-11-26T15:00:00.000Z' },
  lastDay: '2026-11-27',
  lastChance: '2026-11-27',
  businessDaysLeft: 3,
  day: 5,
  danger: 'ok',
  disputed: false,
  ...changes,
});
const row = (id: string, given: Partial<OrderLockView> | null): OrderRow => ({
  id,
  number: `AB-${id}`,
  title: '電池の購入',
  state: given === null ? 'approved' : 'pending',
  requestedAt: '2026-11-20T06:30:00.000Z',
  decidedAt: given === null ? '2026-11-21T06:30:00.000Z' : null,
  applicant: { id: '10', name: '青木 はな', organization: '総務課' },
  route: { key: 'r1', name: '標準' },
  step: null,
  amount: 1_000,
  lock: given === null ? null : lock(given),
  outlook: 'open',
});

describe('the strip of days', () => {
  const TODAY = '2026-11-25';
  const { from, days: count } = createForecastInput(TODAY, FIRST_VIEW);
  const first = parseDayNumber(from ?? '') ?? 0;
  const days = Array.from({ length: count }, (_, at) => {
    const date = formatDayNumber(first + at);
    const fallsOut =
      date === '2026-11-27' ? { hours: 4, dates: 1 } : date === '2026-12-01' ? { hours: 2, dates: 2 } : { hours: 0, dates: 0 };
    return { date, kind: 'business' as const, name: '', fallsOut, amount: 0, lastChance: 0 };
  });

  it('starts today and covers four weeks, regardless of earlier requests', () => {
    const strip = createStripDays(days, TODAY, 'hours');
    expect([strip.length, strip[0]?.date, strip[0]?.today, strip.at(-1)?.date]).toEqual([STRIP_DAYS, TODAY, true, '2026-12-22']);
    expect(strip.filter(({ month }) => month !== null).map(({ date, month }) => [date, month])).toEqual([['2026-12-01', 12]]);
  });

  it('shows the other reading if it differs, both relative to the fullest day', () => {
    const on = (date: string, reading: 'hours' | 'dates') => createStripDays(days, TODAY, reading).find((day) => day.date === date);
    expect(on('2026-11-27', 'hours')).toMatchObject({ count: 4, other: 1, height: 1, otherHeight: 0.25 });
    expect(on('2026-11-27', 'dates')).toMatchObject({ count: 1, other: 4, height: 0.25, otherHeight: 1 });
    expect(on('2026-12-01', 'hours')).toMatchObject({ count: 2, other: null });
  });
});

describe('the bar of a lock', () => {
  const NOW = Date.parse('2026-11-24T15:00:00+09:00');

  it('lays the lock over eight dates in Japan, the request somewhere in the first', () => {
    const bar = createLockBar(row('1', {}) as OrderRow & { lock: OrderLockView }, NOW, 'hours', new Map());
    expect(bar.days.map(({ date }) => date.slice(8))).toEqual(['20', '21', '22', '23', '24', '25', '26', '27']);
    expect(bar.requested).toBeCloseTo(15.5 / 24 / 8);
    expect(bar.end).toBeCloseTo((7 + 15.5 / 24) / 8);
    expect(bar.otherEnd).toBeCloseTo(7 / 8);
    expect(bar.now).toBeCloseTo((4 + 15 / 24) / 8);
  });

  it('uses days off from the calendar, and weekends before the calendar is loaded', () => {
    const kinds = new Map([
      ['2026-11-23', 'holiday' as const],
      ['2026-11-21', 'business' as const],
    ]);
    const off = (given: typeof kinds) =>
      createLockBar({ requestedAt: '2026-11-20T06:30:00Z', lock: lock() }, NOW, 'hours', given)
        .days.filter((day) => day.off)
        .map(({ date }) => date);
    expect(off(new Map())).toEqual(['2026-11-21', '2026-11-22']);
    expect(off(kinds)).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('stays within its bounds, long after the end and before the request', () => {
    for (const now of [0, NOW * 2]) {
      const { now: place } = createLockBar({ requestedAt: '2026-11-20T06:30:00Z', lock: lock() }, now, 'dates', new Map());
      expect(place === 0 || place === 1).toBe(true);
    }
  });
});

it('groups rows by the day on which their lock ends, with expired and decided ones separate', () => {
  const groups = [
    row('1', { lastDay: '2026-11-25' }),
    row('2', { lastDay: '2026-11-25' }),
    row('3', { lastDay: '2026-11-27' }),
    row('4', { danger: 'over', lastDay: '2026-11-24' }),
    row('5', { danger: 'over', lastDay: '2026-11-10' }),
    row('6', null),
  ].map(getRowGroup);
  expect(groups).toEqual([
    { key: '2026-11-25', kind: 'day', date: '2026-11-25' },
    { key: '2026-11-25', kind: 'day', date: '2026-11-25' },
    { key: '2026-11-27', kind: 'day', date: '2026-11-27' },
    { key: 'over', kind: 'over', date: null },
    { key: 'over', kind: 'over', date: null },
    { key: 'done', kind: 'done', date: null },
  ]);
});

describe('what is looked at', () => {
  it('starts with all pending orders, unfiltered', () => {
    expect(isFiltered(FIRST_VIEW)).toBe(false);
    expect(toOrderFilter(FIRST_VIEW)).toEqual({ states: ['pending'], dangers: [], route: null, approver: null, lastDay: null, search: '' });
    expect(toOrderFilter({ ...FIRST_VIEW, kind: 'held' }).dangers).not.toContain('over');
    expect(toOrderFilter({ ...FIRST_VIEW, kind: 'over' }).dangers).toEqual(['over']);
    expect(toOrderFilter({ ...FIRST_VIEW, kind: 'all' }).states).toEqual([]);
  });

  it('drops a day filter that cannot match', () => {
    const ofDay = { ...FIRST_VIEW, lastDay: '2026-11-27' };
    expect(changeView(ofDay, { route: 'r1' })).toMatchObject({ route: 'r1', lastDay: '2026-11-27' });
    expect(changeView(ofDay, { kind: 'over' }).lastDay).toBeNull();
    expect(changeView(ofDay, { kind: 'held' }).lastDay).toBe('2026-11-27');
  });
});

it('marks enough time as good only if an approver can use it', () => {
  expect((['open', 'mostly-late', 'cannot-log-in', 'nobody'] as const).map((outlook) => getRemainingTimeMark('ok', outlook))).toEqual([
    'ready',
    'unknown',
    'risk',
    'risk',
  ]);
  expect([
    getRemainingTimeMark('last-day', 'nobody'),
    getRemainingTimeMark('soon', 'open'),
    getRemainingTimeMark('over', 'nobody'),
  ]).toEqual(['block', 'risk', 'unknown']);
});
