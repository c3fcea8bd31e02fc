import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import {
  addDistributions,
  computeMeanDays,
  createFixedDistribution,
  createGeometricDistribution,
  createObservedDistribution,
  createUniformDistribution,
  type DaysDistribution,
  limitDays,
  MAX_COUNTED_DAYS,
  mixDistributions,
} from '#shared/domain/routes/lead-time/days-distribution.ts';
import { computeLeadTime, DEFAULT_LEAD_TIME_ASSUMPTIONS, type PastDecision } from '#shared/domain/routes/lead-time/lead-time.ts';
import { createRouteStep } from '#shared/domain/routes/route.ts';
import { anyRoute } from '../../support/companies.ts';

const CALENDAR = new BusinessCalendar(
  createStandardCalendar({ '2026-04-29': '昭和の日', '2026-05-04': 'みどりの日', '2026-05-05': 'こどもの日', '2026-05-06': '振替休日' }),
);
const FROM = '2026-04-20';
const PERIOD = { from: FROM, days: 21 };

const anyDistribution: fc.Arbitrary<DaysDistribution> = fc.oneof(
  fc.nat(80).map(createFixedDistribution),
  fc.double({ min: 0, max: 20, noNaN: true }).map(createGeometricDistribution),
  fc.nat(80).map(createUniformDistribution),
  fc.array(fc.nat(80), { minLength: 1, maxLength: 9 }).map((days) => createObservedDistribution(days) ?? createFixedDistribution(0)),
);
const total = (shares: readonly number[]): number => shares.reduce((a, b) => a + b, 0);

describe('distributions of days', () => {
  it('remain distributions after any operation', () => {
    fc.assert(
      fc.property(anyDistribution, anyDistribution, fc.double(), fc.integer({ min: -3, max: 80 }), (a, b, share, days) => {
        for (const made of [a, addDistributions(a, b), mixDistributions(share, a, b), limitDays(a, days)]) {
          expect(total(made)).toBeCloseTo(1, 9);
          expect(made.length).toBeLessThanOrEqual(MAX_COUNTED_DAYS + 1);
          expect(Math.min(...made)).toBeGreaterThanOrEqual(0);
        }
        expect(computeMeanDays(limitDays(a, days))).toBeLessThanOrEqual(computeMeanDays(a) + 1e-9);
      }),
    );
  });

  it('are summed like single days, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), (a, b) => {
        const pairs = createObservedDistribution(a.flatMap((x) => b.map((y) => x + y))) ?? [];
        const added = addDistributions(createObservedDistribution(a) ?? [], createObservedDistribution(b) ?? []);
        expect(added.map((share) => share.toFixed(9))).toEqual(pairs.map((share) => share.toFixed(9)));
        expect(
          addDistributions(createObservedDistribution(b) ?? [], createObservedDistribution(a) ?? []).map((share) => share.toFixed(9)),
        ).toEqual(added.map((share) => share.toFixed(9)));
      }),
    );
  });
});

describe('lead time, for any route', () => {
  it('agrees with walking through every combination of past days from every start', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }), (pasts) => {
        const steps = pasts.map((_, i) => ({ ...createRouteStep(`s${i}`), role: 'decide' as const }));
        const start = parseDayNumber('2026-06-01') ?? 0;
        const instant = (day: number): number => Date.parse(`${formatDayNumber(day)}T12:00:00+09:00`);
        const history = pasts.flatMap((days, i) =>
          days.map(
            (count): PastDecision => ({
              step: { kind: 'id', id: `s${i}` },
              requestedAt: instant(start),
              decidedAt: instant(CALENDAR.after(start, count) ?? 0),
            }),
          ),
        );
        const route = {
          id: 'r',
          name: '',
          status: 'complete' as const,
          access: { kind: 'everyone' as const },
          applicantHandling: null,
          steps,
        };
        const fast = computeLeadTime(route, CALENDAR, PERIOD, history, { ...DEFAULT_LEAD_TIME_ASSUMPTIONS, fewestObservations: 1 });

        let combinations: number[][] = [[]];
        for (const days of pasts) combinations = combinations.flatMap((chosen) => days.map((day) => [...chosen, day]));
        let late = 0;
        let onTheDay = 0;
        let cases = 0;
        for (let day = parseDayNumber(FROM) ?? 0; day < (parseDayNumber(FROM) ?? 0) + PERIOD.days; day++) {
          if (CALENDAR.dayAt(day).kind !== 'business') continue;
          for (const chosen of combinations) {
            let end = day;
            for (const days of chosen) end = CALENDAR.after(end, days) ?? end;
            cases++;
            if (end - day > 7) late++;
            if (end - day === 7) onTheDay++;
          }
        }
        expect(fast?.outlives.hours).toBeCloseTo((late + onTheDay / 2) / cases, 9);
        expect(fast?.outlives.dates).toBeCloseTo((late + onTheDay) / cases, 9);
        expect(fast?.meanBusinessDays).toBeCloseTo(total(pasts.map((days) => total(days) / days.length)), 9);
      }),
      { numRuns: 150 },
    );
  });

  it('is a distribution, the same every time, better with a deputy, and no step makes it faster', () => {
    fc.assert(
      fc.property(anyRoute, (route) => {
        const result = computeLeadTime(route, CALENDAR, PERIOD);
        expect(computeLeadTime(route, CALENDAR, PERIOD)).toEqual(result);
        if (result === null) return;
        expect(total(result.calendarDays)).toBeCloseTo(1, 9);
        for (const reading of ['hours', 'dates'] as const) {
          expect(result.outlivesWithDeputy[reading]).toBeLessThanOrEqual(result.outlives[reading] + 1e-9);
          for (const { adds } of result.steps) expect(adds[reading]).toBeLessThanOrEqual(result.outlives[reading] + 1e-9);
          expect(total(result.byStart.map(({ outlives }) => outlives[reading])) / result.byStart.length).toBeCloseTo(
            result.outlives[reading],
            9,
          );
        }
        expect(result.outlives.hours).toBeLessThanOrEqual(result.outlives.dates);
        const longer = computeLeadTime(
          { ...route, steps: [{ ...createRouteStep('first'), expectedDays: 1 }, ...route.steps] },
          CALENDAR,
          PERIOD,
        );
        expect(longer?.outlives.hours ?? 0).toBeGreaterThanOrEqual(result.outlives.hours - 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
