import { describe, expect, it } from 'vitest';
import {
  type CompletedTrial,
  getLateStatement,
  getLockStatement,
  getRouteExpectation,
  getTrialEnding,
} from '#renderer/screens/routes/trial/ending.ts';
import type { TrialAnswer } from '#renderer/screens/routes/trial/use-trial.ts';
import type { RoutePassage, RouteSchedule } from '#shared/domain/routes/lead-time/schedule.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';

const ROUTE: Route = { ...createRoute('r', '購買'), status: 'complete', steps: [createRouteStep('a')] };
const INCOMPLETE: Route = { ...ROUTE, status: 'incomplete' };
const schedule = (days: number | null, assumed = false): RouteSchedule => ({
  date: '2026-11-30',
  steps: [],
  days,
  least: days,
  assumed,
  over: days ?? 0,
});
const passage = (allowed: number, through: number): RoutePassage => ({
  ...{ allowed, isOpenUnknown: false, turnedAway: 0, steps: [], through, unchecked: 0 },
});
const drawn = (days: number | null, of: RoutePassage | null) => ({ schedule: schedule(days), reading: 'hours' as const, passage: of });
const blocking = { severity: 'block' as const };

describe('the end of a line without a trial applicant', () => {
  it('promises to be in time only if everyone is known to pass', () => {
    expect(getRouteExpectation(drawn(3, passage(20, 20)), ROUTE, [], null)).toEqual({
      kind: 'day',
      days: 3,
      least: 3,
      lock: 'within',
      promised: true,
      late: null,
      reserve: null,
    });
    const reserveOf = (...[of, route, problems]: [RoutePassage | null, Route, Parameters<typeof getRouteExpectation>[2]]) => {
      const expected = getRouteExpectation(drawn(3, of), route, problems, null);
      return expected.kind === 'day' ? [expected.promised, expected.reserve] : expected.kind;
    };
    expect(reserveOf(passage(20, 0), ROUTE, [])).toBe('none');
    expect(reserveOf(passage(0, 0), ROUTE, [])).toBe('none');
    expect(reserveOf(passage(20, 15), ROUTE, [])).toEqual([false, 'some']);
    expect(reserveOf(null, ROUTE, [])).toEqual([false, 'unknown']);
    expect(reserveOf(passage(20, 20), ROUTE, [blocking])).toEqual([false, 'problems']);
    expect(reserveOf(passage(20, 20), INCOMPLETE, [])).toEqual([false, 'incomplete']);
  });

  it('gives the earliest day if only a branch takes some steps, and judges by what holds for every way', () => {
    const branched = { ...drawn(9, passage(20, 20)), schedule: { ...schedule(9), least: 3 } };
    expect(getRouteExpectation(branched, ROUTE, [], null)).toMatchObject({ days: 9, least: 3, lock: 'by-branch', promised: false });
    const late = { ...branched, schedule: { ...schedule(12), least: 9 } };
    expect(getRouteExpectation(late, ROUTE, [], null)).toMatchObject({ lock: 'over', promised: false });
    expect(getLateStatement({ ground: 'branches', outlives: 0.6, least: 0.3 })).toEqual({ ground: 'branches', percent: 30, state: 'risk' });
    expect(getLateStatement({ ground: 'branches', outlives: 0.6, least: 0.1 })).toBeNull();
    expect(getLateStatement({ ground: 'branches', outlives: 0, least: 0 })).toBeNull();
  });

  it('does not compare assumed days with the lock, and gives no day if no one decides', () => {
    const assumed = { ...drawn(3, passage(20, 20)), schedule: schedule(3, true) };
    expect(getRouteExpectation(assumed, ROUTE, [], null)).toMatchObject({ lock: null, promised: false, reserve: null });
    expect(getRouteExpectation(drawn(null, passage(20, 20)), ROUTE, [], null)).toEqual({ kind: 'undecided' });
  });
});

describe('what orders took', () => {
  const ORDERS = { ground: 'orders', outlives: 0.46 } as const;

  it('replaces the days, and warns from a fifth of the orders', () => {
    expect(getLateStatement(ORDERS)).toEqual({ ground: 'orders', percent: 46, state: 'risk' });
    expect(getLateStatement({ ...ORDERS, outlives: 0.05 })).toMatchObject({ percent: 5, state: 'note' });
    expect(getLateStatement({ ...ORDERS, outlives: 0.003 })).toMatchObject({ percent: 0.3, state: 'note' });
    expect(getLateStatement({ ...ORDERS, outlives: 0 })).toMatchObject({ percent: 0, state: 'ready' });
  });

  it('is not derived from assumptions, and from expected days only if some orders are late', () => {
    expect(getLateStatement(null)).toBeNull();
    expect(getLateStatement({ ground: 'assumed', outlives: 0.9 })).toBeNull();
    expect(getLateStatement({ ground: 'expected', outlives: 0.1 })).toEqual({ ground: 'expected', percent: 10, state: 'note' });
    expect(getLateStatement({ ground: 'expected', outlives: 0 })).toBeNull();
    expect(getLateStatement({ ground: 'expected', outlives: 0.3 })).toEqual({ ground: 'expected', percent: 30, state: 'risk' });
  });

  it('is not good if some orders are late, and promises if none is, whatever the days are', () => {
    const promisedOf = (days: number, outlives: number): boolean => {
      const expected = getRouteExpectation(drawn(days, passage(20, 20)), ROUTE, [], getLateStatement({ ground: 'orders', outlives }));
      return expected.kind === 'day' && expected.promised;
    };
    expect([promisedOf(3, 0.46), promisedOf(3, 0.05), promisedOf(3, 0), promisedOf(30, 0)]).toEqual([false, false, true, true]);
  });
});

describe('the end of a trial', () => {
  const problem = (severity: 'block' | 'risk', text: string) => ({
    code: '',
    severity,
    stepId: null,
    text,
    params: {},
    organizationId: null,
  });
  it('names the first problem that keeps the applicant from it', () => {
    const problems = [problem('risk', 'risk'), problem('block', 'first'), problem('block', 'second')];
    expect(getTrialEnding({ ends: null, days: null, least: null, lock: null, reading: 'hours', problems }, ROUTE, null)).toMatchObject({
      kind: 'never',
      because: { text: 'first' },
    });
  });
  it('gives the day of an incomplete route without offering it', () => {
    const answer = {
      ends: '2026-12-03',
      days: 3,
      least: 3,
      lock: { hours: 'within', dates: 'within' },
      reading: 'hours',
      problems: [],
    } as const;
    expect(getTrialEnding({ ...answer, problems: [] }, INCOMPLETE, null)).toMatchObject({ kind: 'ends', reserve: 'incomplete' });
    expect(getTrialEnding({ ...answer, problems: [] }, ROUTE, null)).toMatchObject({ kind: 'ends', reserve: null });
  });
  it('promises no day if no list contains who decides or may use the route, without calling it incomplete', () => {
    const answer = { ends: '2026-12-03', days: 3, least: 3, lock: { hours: 'within', dates: 'within' }, reading: 'hours' } as const;
    const unknown = { stepAt: 0, outcome: 'unknown' } as TrialAnswer['stages'][number];
    const reserveOf = (more: Partial<TrialAnswer>) => {
      const ending = getTrialEnding({ ...answer, problems: [], ...more }, ROUTE, null);
      return ending.kind === 'ends' ? ending.reserve : ending.kind;
    };
    expect([reserveOf({ stages: [unknown] }), reserveOf({ isOpenUnknown: true }), reserveOf({})]).toEqual(['unknown', 'unknown', null]);
  });
  it('reports days that no one estimated, and does not judge by them', () => {
    const answer = { ends: '2026-12-03', days: 3, least: 3, lock: { hours: 'within', dates: 'within' }, reading: 'hours' } as const;
    const assumed = (...days: readonly (number | null)[]) => {
      const steps = days.map((expectedDays, at) => ({
        ...createRouteStep(String(at)),
        role: 'decide' as const,
        finalDecider: at === 1,
        expectedDays,
      }));
      const ending = getTrialEnding({ ...answer, problems: [] }, { ...ROUTE, steps }, null);
      return ending.kind === 'ends' ? ending.assumed : ending.kind;
    };
    // Steps after the last decision do not delay an order.
    expect([assumed(1, 2), assumed(1, 2, null), assumed(null, 2)]).toEqual([false, false, true]);
  });
  it('reports if branches decide whether the applicant is in time', () => {
    const answer = {
      ends: '2026-12-09',
      days: 9,
      least: 2,
      lock: { hours: 'over', dates: 'over' },
      reading: 'hours',
    } as const;
    expect(getTrialEnding({ ...answer, problems: [] }, ROUTE, null)).toMatchObject({
      days: 9,
      least: 2,
      standing: { state: 'unknown', verdict: 'by-branch', other: null },
    });
    expect(getTrialEnding({ ...answer, least: 9, problems: [] }, ROUTE, null)).toMatchObject({
      standing: { state: 'risk', verdict: 'over' },
    });
  });
});

describe('a trial compared with the lock', () => {
  const ends: CompletedTrial = {
    kind: 'ends',
    day: '2026-12-03',
    days: 3,
    least: 3,
    standing: { state: 'ready', verdict: 'within', other: null },
    assumed: false,
    reserve: null,
    late: null,
  };
  const late = { ground: 'orders', percent: 46, state: 'risk' } as const;

  it('prefers past orders, ignores assumed days, and promises only without a reservation', () => {
    expect(getLockStatement(ends)).toEqual({ kind: 'verdict' });
    expect(getLockStatement({ ...ends, reserve: 'incomplete' })).toEqual({ kind: 'fits' });
    expect(getLockStatement({ ...ends, reserve: 'unknown', standing: { ...ends.standing, state: 'risk', verdict: 'over' } })).toEqual({
      kind: 'verdict',
    });
    expect(getLockStatement({ ...ends, assumed: true, reserve: 'incomplete' })).toEqual({ kind: 'assumed' });
    expect(getLockStatement({ ...ends, assumed: true, late })).toEqual({ kind: 'orders', late });
  });
});
