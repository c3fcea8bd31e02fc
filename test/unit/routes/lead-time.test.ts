import holidayJp from '@holiday-jp/holiday_jp';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { computeLeadTime, DEFAULT_LEAD_TIME_ASSUMPTIONS, type PastDecision } from '#shared/domain/routes/lead-time/lead-time.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { route, step } from './company.ts';

const CALENDAR = new BusinessCalendar(
  createStandardCalendar(Object.fromEntries(Object.entries(holidayJp.holidays).map(([date, { name }]) => [date, name]))),
);
const CERTAIN = { ...DEFAULT_LEAD_TIME_ASSUMPTIONS, absenceShare: 0, fewestObservations: 1 };
const of = (...expected: (number | null)[]): Route =>
  route(
    expected.map((expectedDays, i) =>
      step(`s${i}`, { kind: 'users', users: ['1'] }, { expectedDays, role: 'decide', finalDecider: i === expected.length - 1 }),
    ),
  );

/** Returns decisions of a step that took these numbers of days, starting on Monday, 1 June 2026. */
const took = (id: string, ...days: number[]): PastDecision[] =>
  days.map((day) => ({
    step: { kind: 'id', id },
    requestedAt: Date.parse('2026-06-01T10:00:00+09:00'),
    decidedAt: Date.parse(`2026-06-${String(1 + day).padStart(2, '0')}T11:00:00+09:00`),
  }));

describe('lead time', () => {
  it('lays certain days over the calendar: four business days from a Monday are four days, from a Friday six', () => {
    const history = took('s0', 4);
    const from = (date: string) => computeLeadTime(of(1), CALENDAR, { from: date, days: 1 }, history, CERTAIN);
    expect(from('2026-06-01')?.calendarDays[4]).toBe(1);
    expect(from('2026-06-05')?.calendarDays[6]).toBe(1);
    expect(from('2026-06-05')?.outlives).toEqual({ hours: 0, dates: 0 });
    // Five business days from a Monday end on the next Monday, the seventh day: late by dates, and half of them late by hours.
    expect(computeLeadTime(of(1), CALENDAR, { from: '2026-06-01', days: 1 }, took('s0', 7), CERTAIN)?.outlives).toEqual({
      hours: 0.5,
      dates: 1,
    });
  });

  it('shows what Golden Week, the long September weekend and year-end do', () => {
    const result = computeLeadTime(of(1), CALENDAR, { from: '2026-04-01', days: 365 }, took('s0', 3), CERTAIN);
    const late = result?.byStart.filter(({ outlives }) => outlives.dates === 1).map(({ date }) => date);
    expect(late).toEqual([
      '2026-04-28',
      '2026-04-30',
      '2026-05-01',
      '2026-09-16',
      '2026-09-17',
      '2026-09-18',
      '2026-12-24',
      '2026-12-25',
      '2026-12-28',
    ]);
  });

  it('explains each step: its source, its mean and what it adds', () => {
    const result = computeLeadTime(of(1, 4, null), CALENDAR, { from: '2026-06-01', days: 28 }, took('s0', 0, 1, 1, 2), {
      ...CERTAIN,
      fewestObservations: 4,
    });
    expect(result?.steps.map(({ stepId, source, observations }) => [stepId, source, observations])).toEqual([
      ['s0', 'history', 4],
      ['s1', 'expected', 0],
      ['s2', 'unestimated', 0],
    ]);
    const [first, second, third] = result?.steps ?? [];
    expect(first?.meanDays).toBeCloseTo(1);
    expect(second?.meanDays).toBeCloseTo(4, 3);
    expect(second?.adds.hours).toBeGreaterThan(third?.adds.hours ?? 1);
    expect(second?.meanDaysWithDeputy).toBeLessThan(2);
  });

  it('uses history by position as well, and ignores invalid, reversed and forgotten entries', () => {
    const [good] = took('s0', 3) as [PastDecision];
    const history: PastDecision[] = [
      { ...good, step: { kind: 'place', at: 0 } },
      { ...good, decidedAt: good.requestedAt - 1 },
      { ...good, decidedAt: Number.NaN },
      { ...good, decidedAt: Date.parse('2031-01-01T00:00:00Z') },
      { ...good, step: { kind: 'place', at: 1 } },
    ];
    expect(computeLeadTime(of(1), CALENDAR, { from: '2026-06-01', days: 7 }, history, CERTAIN)?.steps).toMatchObject([
      { source: 'history', observations: 1, meanDays: 3 },
    ]);
  });

  it('omits steps after the last decision', () => {
    const short = of(2);
    const long: Route = {
      ...short,
      steps: [...short.steps, step('after', { kind: 'users', users: ['1'] }, { role: 'verify', expectedDays: 30 })],
    };
    expect(computeLeadTime(long, CALENDAR, { from: '2026-06-01', days: 28 })).toEqual(
      computeLeadTime(short, CALENDAR, { from: '2026-06-01', days: 28 }),
    );
  });

  it('returns null if there is no data', () => {
    expect(computeLeadTime(route([]), CALENDAR, { from: '2026-06-01', days: 7 })).toBeNull();
    expect(computeLeadTime(of(1), CALENDAR, { from: 'soon', days: 7 })).toBeNull();
    expect(computeLeadTime(of(1), CALENDAR, { from: '2026-06-06', days: 2 })).toBeNull();
    expect(computeLeadTime(of(1), CALENDAR, { from: '2026-06-01', days: Number.NaN })).toBeNull();
  });

  it('uses the order history of the route if there is enough of it, and reports it', () => {
    const past = (days: number) => ({
      requestedAt: Date.parse('2026-06-01T10:00:00+09:00'),
      decidedAt: Date.parse(`2026-06-${String(1 + days).padStart(2, '0')}T11:00:00+09:00`),
    });
    const period = { from: '2026-06-01', days: 1 };
    const assumptions = { ...CERTAIN, fewestObservations: 3, deputyAfterDays: 1 };
    const few = computeLeadTime(of(1, 1), CALENDAR, period, [], assumptions, [past(7), past(7)]);
    expect(few?.basis).toEqual({ kind: 'steps', orders: 2 });
    // From Monday to Monday and to Tuesday: five and six business days.
    const enough = computeLeadTime(of(1, 1), CALENDAR, period, [], assumptions, [past(7), past(7), past(8)]);
    expect(enough?.basis).toEqual({ kind: 'orders', orders: 3 });
    expect(enough?.meanBusinessDays).toBeCloseTo(16 / 3);
    expect(enough?.outlives.dates).toBeCloseTo(1);
    expect(enough?.outlives.hours).toBeCloseTo(2 / 3);
    // Two steps, each decided by a deputy after one day, end within two business days.
    expect(enough?.outlivesWithDeputy).toEqual({ hours: 0, dates: 0 });
    expect(enough?.steps.map(({ source }) => source)).toEqual(['expected', 'expected']);
    // The estimate from the steps alone is also returned.
    const bySteps = computeLeadTime(of(1, 1), CALENDAR, period, [], assumptions);
    expect(enough?.bySteps).toEqual({ outlives: bySteps?.outlives, outlivesWithDeputy: bySteps?.outlivesWithDeputy });
  });

  it('separates applicants without a branch from those with all, and does not add up both for everyone', () => {
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    const [first, second, last] = of(3, 3, 1).steps;
    if (first === undefined || second === undefined || last === undefined) throw new Error();
    const twoWays = { ...of(1), steps: [{ ...first, branch }, { ...second, branch }, last] };
    const period = { from: '2026-06-01', days: 28 };
    const certain = { ...CERTAIN, fewestObservations: 10 };
    const result = computeLeadTime(twoWays, CALENDAR, period, [], certain);
    const alone = computeLeadTime({ ...twoWays, steps: [last] }, CALENDAR, period, [], certain);
    expect(result?.least).toEqual({
      meanBusinessDays: alone?.meanBusinessDays,
      outlives: alone?.outlives,
      outlivesWithDeputy: alone?.outlivesWithDeputy,
    });
    expect(result?.outlives.hours).toBeGreaterThan((result?.least?.outlives.hours ?? 1) + 0.2);
    expect(alone?.least).toBeNull();
    // A branch after the last decision does not delay an order.
    expect(
      computeLeadTime({ ...twoWays, steps: [last, { ...first, role: 'verify', branch }] }, CALENDAR, period, [], certain)?.least,
    ).toBeNull();
    expect(computeLeadTime({ ...twoWays, steps: [{ ...last, branch }] }, CALENDAR, period, [], certain)?.least?.outlives).toEqual({
      hours: 0,
      dates: 0,
    });
  });
});
