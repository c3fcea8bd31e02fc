import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { DEADLINE_KINDS, type Deadline, type FixedDeadline, listDeadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { listNotices, listUpcomingDeadlines, NOTICE_DAYS } from '#shared/domain/checkout/notices.ts';
import type { Clock } from '#shared/domain/checkout/running-clocks.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar(getNationalHolidays()));
const clock = (kind: Clock['kind'], endsOn: string, more: Partial<Clock> = {}): Clock => ({
  kind,
  subject: '',
  count: 1,
  startedOn: null,
  endsOn,
  businessDaysLeft: 0,
  calendarDaysLeft: 0,
  remindOn: null,
  ...more,
});
const within = (today: string, days: number, clocks: readonly Clock[], endings: readonly FixedDeadline[] = []) =>
  listDeadlinesWithin({ today, calendar: CALENDAR, clocks, endings }, days);

describe('deadlines', () => {
  it('are what ends from today to the last day asked for, the earliest first; alike ones are one', () => {
    const found = within(
      '2026-11-24',
      7,
      [
        clock('invitation', '2026-12-01', { count: 3 }),
        clock('order-lock', '2026-12-02'),
        clock('checkout-activation', '2026-11-26', { subject: '本社' }),
      ],
      [
        { kind: 'acceptance', subject: '', day: '2026-11-30' },
        { kind: 'acceptance', subject: '', day: '2026-11-30' },
        { kind: 'acceptance', subject: '', day: '2026-11-23' },
      ],
    );
    expect(found.map(({ kind, count, day, daysLeft, lost }) => [kind, count, day, daysLeft, lost])).toEqual([
      ['checkout-activation', 1, '2026-11-26', 2, false],
      ['acceptance', 2, '2026-11-30', 6, true],
      ['invitation', 3, '2026-12-01', 7, true],
    ]);
  });

  it('name the last business day on which a person can act, across the end of the year', () => {
    const [lock] = within('2026-12-25', 14, [clock('order-lock', '2027-01-02')]);
    expect(lock?.actBy).toBe('2026-12-28');
    const [gone] = within('2026-12-29', 14, [clock('order-lock', '2027-01-02')]);
    expect(gone?.actBy).toBeNull();
  });

  it('name, of several that end on one day, the first day by which action is needed', () => {
    const anyDay = fc.constantFrom(null, '2026-11-24', '2026-11-25', '2026-11-26');
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 1, maxLength: 5 }), (chances) => {
        const [lock] = within(
          '2026-11-24',
          7,
          chances.map((actBy) => clock('order-lock', '2026-11-27', { actBy })),
        );
        expect(lock?.actBy).toBe(chances.filter((chance) => chance !== null).sort()[0] ?? null);
      }),
    );
  });

  it('are due on the last remaining business day, today included, and on the next one if they have passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_400, max: 21_200 }), fc.integer({ min: -20, max: 20 }), (now, away) => {
        const [end] = within(formatDayNumber(now), 20, [], [{ kind: 'certificate', subject: '', day: formatDayNumber(now + away) }]);
        const isBusiness = (day: number): boolean => CALENDAR.dayAt(day).kind === 'business';
        const days = Array.from({ length: 41 }, (_, at) => now + at).filter(isBusiness);
        const expected = away < 0 ? days[0] : days.findLast((day) => day <= now + away);
        expect(end?.actBy).toBe(expected === undefined ? null : formatDayNumber(expected));
      }),
    );
  });

  it('are still reported after their day if the problem remains, and otherwise not', () => {
    const past = within(
      '2026-11-24',
      7,
      [],
      [
        { kind: 'certificate', subject: '社内 CA', day: '2026-11-20' },
        { kind: 'acceptance', subject: '', day: '2026-11-20' },
      ],
    );
    expect(past).toMatchObject([{ kind: 'certificate', daysLeft: -4, actBy: '2026-11-24' }]);
  });

  it('within a shorter period are those of a longer one that end by then', () => {
    const day = fc.integer({ min: 20_700, max: 20_900 }).map(formatDayNumber);
    const ending = fc.record({
      kind: fc.constantFrom('serial', 'certificate', 'acceptance', 'holidays'),
      subject: fc.constantFrom('', 'a', 'b'),
      day,
    });
    fc.assert(
      fc.property(
        fc.array(ending, { maxLength: 20 }),
        day,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (endings, today, a, b) => {
          const [few, many] = [Math.min(a, b), Math.max(a, b)];
          expect(within(today, few, [], endings as FixedDeadline[])).toEqual(
            within(today, many, [], endings as FixedDeadline[]).filter(({ daysLeft }) => daysLeft <= few),
          );
        },
      ),
    );
  });
});

describe('notices', () => {
  const deadline = (more: Partial<Deadline>): Deadline => ({
    kind: 'order-lock',
    subject: '',
    count: 1,
    day: '2026-11-27',
    daysLeft: 3,
    actBy: '2026-11-27',
    lock: null,
    monthly: null,
    lost: true,
    ...more,
  });

  it('are shown on the last business day to act, not before', () => {
    expect(listNotices('2026-11-26', [deadline({})])).toEqual([]);
    expect(listNotices('2026-11-27', [deadline({ daysLeft: 0 })])).toMatchObject([{ why: 'act' }]);
  });

  it('are shown before a closure for deadlines within it', () => {
    const lock = clock('order-lock', '2027-01-03');
    const on = (today: string) => listNotices(today, within(today, NOTICE_DAYS, [lock])).map(({ why }) => why);
    expect([on('2026-12-25'), on('2026-12-28')]).toEqual([[], ['act']]);
  });

  it('announce on its day what becomes available by itself, and announce overdue items every day', () => {
    const ready = deadline({ kind: 'checkout-activation', lost: false });
    expect(listNotices('2026-11-26', [ready])).toEqual([]);
    expect(listNotices('2026-11-27', [ready])).toMatchObject([{ why: 'ready' }]);
    const past = deadline({ kind: 'certificate', day: '2026-11-20', daysLeft: -4 });
    const keys = ['2026-11-24', '2026-11-25'].map((day) => listNotices(day, [past])[0]?.key);
    expect(new Set(keys).size).toBe(1);
  });

  it('and upcoming deadlines together contain everything that ends within the week, once', () => {
    const made = fc.record({
      kind: fc.constantFrom(...DEADLINE_KINDS),
      subject: fc.constantFrom('', 'a'),
      daysLeft: fc.integer({ min: -3, max: 14 }),
      actIn: fc.option(fc.integer({ min: 0, max: 14 })),
      lost: fc.boolean(),
    });
    const today = '2026-11-24';
    const later = (days: number) => formatDayNumber((parseDayNumber(today) ?? 0) + days);
    fc.assert(
      fc.property(fc.uniqueArray(made, { selector: ({ kind, subject, daysLeft }) => `${kind} ${subject} ${daysLeft}` }), (facts) => {
        const all = facts.map(({ actIn, ...fact }) =>
          deadline({ ...fact, day: later(fact.daysLeft), actBy: actIn === null ? null : later(Math.min(actIn, fact.daysLeft)) }),
        );
        const due = listNotices(today, all);
        const told = due.map((notice) => notice.deadline);
        const coming = listUpcomingDeadlines(due, all).map((notice) => notice.deadline);
        expect(coming.filter((one) => told.includes(one))).toEqual([]);
        expect(all.filter(({ daysLeft }) => daysLeft <= 7).filter((one) => !told.includes(one))).toEqual(coming);
      }),
    );
  });

  it('have a unique key for every event', () => {
    const all = DEADLINE_KINDS.flatMap((kind) => ['a', 'b'].map((subject) => deadline({ kind, subject, actBy: null, lost: true })));
    expect(new Set(listNotices('2026-11-27', all).map(({ key }) => key)).size).toBe(all.length);
  });
});
