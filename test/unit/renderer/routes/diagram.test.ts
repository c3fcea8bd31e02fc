import { describe, expect, it } from 'vitest';
import { buildBusinessCalendar } from '#renderer/parts/day-track/use-business-calendar.ts';
import { createDayScale, createLaneBar, getStepOutcomes } from '#renderer/screens/routes/trial/diagram.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';
import { createRouteStep } from '#shared/domain/routes/route.ts';

const CALENDAR = buildBusinessCalendar({
  settings: {
    companyDays: [{ date: '2026-12-04', name: '創立記念日' }],
    workingDays: ['2026-11-28'],
    yearlyClosures: [],
    weekend: [0, 6],
  },
  holidays: [{ date: '2026-11-23', name: '勤労感謝の日' }],
});
const MONDAY = '2026-11-30';

it('uses the company days that the host provides', () => {
  const kindOf = (date: string) => CALENDAR.dayAt(parseDayNumber(date) ?? 0).kind;
  expect(['2026-11-23', '2026-11-28', '2026-11-29', '2026-12-04', '2026-12-01'].map(kindOf)).toEqual([
    'holiday',
    'business',
    'weekend',
    'company',
    'business',
  ]);
});

describe('the scale of days', () => {
  it('always shows the end of the lock, and four weeks at most', () => {
    expect(createDayScale({ date: MONDAY, over: 3 }, 'hours', CALENDAR).days).toHaveLength(10);
    expect(createDayScale({ date: MONDAY, over: 12 }, 'hours', CALENDAR).days).toHaveLength(13);
    expect(createDayScale({ date: MONDAY, over: 300 }, 'hours', CALENDAR).days).toHaveLength(28);
  });

  it('ends the lock at the hour of the request, or with the seventh date', () => {
    expect(createDayScale({ date: MONDAY, over: 0 }, 'hours', CALENDAR).lock).toBeCloseTo(0.75);
    expect(createDayScale({ date: MONDAY, over: 0 }, 'dates', CALENDAR).lock).toBeCloseTo(0.7);
  });

  it('writes every day of a few, and the Mondays of many', () => {
    expect(createDayScale({ date: MONDAY, over: 0 }, 'hours', CALENDAR).days.map(({ label }) => label)).toEqual([
      30, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    const written = createDayScale({ date: '2026-12-02', over: 27 }, 'hours', CALENDAR).days.flatMap(({ label }) => label ?? []);
    expect(written).toEqual([2, 7, 14, 21, 28]);
  });
});

describe('the bar of a step', () => {
  const scale = createDayScale({ date: MONDAY, over: 9 }, 'hours', CALENDAR);

  it('lies between the day it is expected and the day it leaves', () => {
    expect(createLaneBar({ arrives: 0, leaves: 2 }, scale)).toEqual({ from: 0.05, to: 0.25, late: 0 });
  });

  it('is late from the end of the lock on', () => {
    expect(createLaneBar({ arrives: 2, leaves: 7 }, scale).late).toBe(0);
    expect(createLaneBar({ arrives: 6, leaves: 8 }, scale).late).toBeCloseTo(0.5);
    expect(createLaneBar({ arrives: 8, leaves: 9 }, scale).late).toBeCloseTo(1);
  });

  it('ends at the edge if it continues beyond it', () => {
    expect(createLaneBar({ arrives: 9, leaves: 40 }, scale)).toMatchObject({ to: 1 });
    expect(createLaneBar({ arrives: 40, leaves: 41 }, scale)).toEqual({ from: 1, to: 1, late: 0 });
  });
});

describe('how far a trial gets', () => {
  const steps = ['a', 'b', 'c', 'd'].map(createRouteStep);
  const stage = (stepId: string, outcome: 'people' | 'auto' | 'vacant' = 'people') => ({ stepId, outcome, problems: [] });

  it('proceeds step by step, up to the one at which no one can act', () => {
    const outcome = getStepOutcomes(steps, { open: true, stages: [stage('a'), stage('c', 'vacant'), stage('d')] });
    expect([...outcome]).toEqual([
      ['a', 'passed'],
      ['b', 'not-asked'],
      ['c', 'stopped'],
      ['d', 'unreached'],
    ]);
  });

  it('stops at a step if one of its levels stops', () => {
    expect(getStepOutcomes(steps, { open: true, stages: [stage('a'), stage('a', 'vacant'), stage('a')] }).get('a')).toBe('stopped');
  });

  it('gets nowhere on a route that is not open to the applicant', () => {
    expect(new Set(getStepOutcomes(steps, { open: false, stages: steps.map(({ id }) => stage(id)) }).values())).toEqual(
      new Set(['unreached']),
    );
  });
});
