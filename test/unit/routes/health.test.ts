import holidayJp from '@holiday-jp/holiday_jp';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { computeLatePercent, computeLockHealth, computeRouteHealth, getLockState, hasLateRisk } from '#shared/domain/routes/health.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const CALENDAR = new BusinessCalendar(
  createStandardCalendar(Object.fromEntries(Object.entries(holidayJp.holidays).map(([date, { name }]) => [date, name]))),
);
const INDEX = new CompanyIndex(COMPANY);
const everybody = (of: Route) => simulateForEveryone(INDEX, new Applicants(INDEX), of, DEFAULT_ROUTE_SETTING);
const lock = (of: Route) => computeLockHealth(of, { calendar: CALENDAR, pastOrders: [], today: '2026-04-01' });

const deciding = (expectedDays: number | null): Route =>
  route([step('buying', { kind: 'users', users: ['6'] }, { role: 'decide', finalDecider: true, expectedDays })]);

describe('the health of a route', () => {
  it('counts each person once, at the step where the application stops', () => {
    const { allowed, failing, stops } = everybody(LADDER);
    expect(allowed).toBe(7);
    expect(stops).toEqual([{ stepId: 'chiefs', people: failing }]);
    expect(failing).toBeGreaterThan(0);
  });

  it('is broken if no one passes, and stops some if others pass, even if it is written correctly', () => {
    const verdict = (failing: number, problems: Parameters<typeof computeRouteHealth>[0] = []) =>
      computeRouteHealth(problems, { ...everybody(LADDER), failing }, lock(deciding(1))).verdict;
    expect(computeRouteHealth([], everybody(LADDER), lock(deciding(1))).verdict).toBe('some-stopped');
    expect([verdict(7), verdict(6), verdict(1)]).toEqual(['broken', 'some-stopped', 'some-stopped']);
    expect(verdict(1, [{ code: 'no-decider', severity: 'block' }])).toBe('broken');
    expect(verdict(1, [{ code: 'handling-unset', severity: 'risk' }])).toBe('some-stopped');
  });

  it('warns of orders on a branch only if even those without one are late, and promises nothing in between', () => {
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    const withBranch = (before: number, last: number): Route => {
      const [decision] = deciding(last).steps;
      if (decision === undefined) throw new Error();
      return route([step('branched', { kind: 'users', users: ['7'] }, { expectedDays: before, branch }), decision]);
    };
    const [between, sure] = [lock(withBranch(10, 0)), lock(withBranch(1, 10))];
    expect(between).toMatchObject({ ground: 'branches' });
    expect(between?.outlives).toBeGreaterThan(0.2);
    expect(between?.least).toBeLessThan(0.2);
    expect([hasLateRisk(between), getLockState(between), hasLateRisk(sure), getLockState(sure)]).toEqual([false, 'unknown', true, 'risk']);
    expect(getLockState({ ground: 'branches', outlives: 0, least: 0 })).toBe('ready');
    expect(getLockState({ ground: 'branches', outlives: 0.1, least: 0 })).toBe('unknown');
    expect(computeRouteHealth([], null, between).verdict).toBe('unchecked');
    // Decided orders include the branch that they took.
    const past = Array.from({ length: 12 }, () => ({
      requestedAt: Date.parse('2026-03-02T01:00:00Z'),
      decidedAt: Date.parse('2026-03-03T01:00:00Z'),
    }));
    expect(computeLockHealth(withBranch(10, 0), { calendar: CALENDAR, pastOrders: past, today: '2026-04-01' })).toEqual({
      outlives: expect.any(Number),
      ground: 'orders',
    });
  });

  it('is good only if people and lock were both checked', () => {
    const someoneElse = route([
      step('applicant-aside', { kind: 'users', users: ['6', '7'] }, { role: 'decide', finalDecider: true, rule: 'one', expectedDays: 1 }),
    ]);
    const people = everybody({ ...someoneElse, applicantHandling: 'exclude' });
    expect(people.failing).toBe(0);
    expect(computeRouteHealth([], people, { outlives: 0, ground: 'orders' }).verdict).toBe('sound');
    expect(computeRouteHealth([], null, lock(deciding(1))).verdict).toBe('unchecked');
    expect(computeRouteHealth([], people, lock(deciding(null))).verdict).toBe('unchecked');
    expect(computeRouteHealth([], people, null).verdict).toBe('unchecked');
    expect(computeRouteHealth([{ code: 'handling-unset', severity: 'risk' }], people, lock(deciding(1))).verdict).toBe('risk');
    expect(computeRouteHealth([{ code: 'status-incomplete', severity: 'note' }], people, lock(deciding(1))).verdict).toBe('incomplete');
  });

  it('is not sound while any share of orders is late, by one rule everywhere', () => {
    const standing = (outlives: number, ground: 'orders' | 'expected' | 'assumed') => getLockState({ outlives, ground });
    expect([0, 0.003, 0.15, 0.2].map((share) => standing(share, 'orders'))).toEqual(['ready', 'note', 'note', 'risk']);
    expect([0, 0.003, 0.15, 0.2].map((share) => standing(share, 'expected'))).toEqual(['ready', 'ready', 'note', 'risk']);
    expect([standing(0.9, 'assumed'), getLockState(null)]).toEqual(['unknown', 'unknown']);
    const people = { ...everybody(LADDER), failing: 0, risky: 0, stops: [] };
    expect(computeRouteHealth([], people, { outlives: 0.15, ground: 'orders' }).verdict).toBe('some-late');
    expect(computeRouteHealth([], null, { outlives: 0.15, ground: 'orders' }).verdict).toBe('unchecked');
    expect([0, 0.0002, 0.003, 0.15, 0.999, 1].map(computeLatePercent)).toEqual([0, 0.1, 0.3, 15, 99, 100]);
  });

  it('warns of the lock by expected days or past orders, never by assumptions alone', () => {
    expect(lock(deciding(1))).toMatchObject({ ground: 'expected' });
    expect(hasLateRisk(lock(deciding(9)))).toBe(true);
    const assumed = lock(
      route(Array.from({ length: 9 }, (_, i) => step(`s${i}`, { kind: 'users', users: ['6'] }, { finalDecider: i === 8 }))),
    );
    expect(assumed).toMatchObject({ ground: 'assumed' });
    expect(assumed?.outlives).toBeGreaterThan(0.5);
    expect(hasLateRisk(assumed)).toBe(false);
  });
});
