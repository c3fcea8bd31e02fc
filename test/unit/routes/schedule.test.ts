import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { computeRoutePassage, computeRouteSchedule } from '#shared/domain/routes/lead-time/schedule.ts';
import { DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { COMPANY, LADDER, route, step } from './company.ts';

const CALENDAR = new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日' }));
const asked = { kind: 'users', users: ['1'] } as const;

describe('the days of a route', () => {
  it('follow each other over weekends and holidays, up to the last decision', () => {
    const of = route([
      step('a', asked, { expectedDays: 1 }),
      step('b', asked, { expectedDays: 2, finalDecider: true }),
      step('c', asked, { role: 'verify', expectedDays: 1 }),
    ]);
    // A Thursday; the following Monday is a holiday.
    expect(computeRouteSchedule(of, '2026-11-19', CALENDAR)).toEqual({
      date: '2026-11-19',
      steps: [
        { stepId: 'a', arrives: 0, leaves: 1, assumed: false },
        { stepId: 'b', arrives: 1, leaves: 6, assumed: false },
        { stepId: 'c', arrives: 6, leaves: 7, assumed: false },
      ],
      days: 6,
      least: 6,
      assumed: false,
      over: 7,
    });
  });

  it('give the earliest decision for an application without a branch, and do not add up both ways', () => {
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    const twoWays = [step('a', asked, { expectedDays: 1, branch }), step('b', asked, { expectedDays: 3, branch })];
    const last = step('c', asked, { expectedDays: 1, finalDecider: true });
    const daysOf = (...steps: (typeof last)[]) => {
      const schedule = computeRouteSchedule(route(steps), '2026-11-30', CALENDAR);
      return [schedule?.least, schedule?.days];
    };
    expect(daysOf(...twoWays, last)).toEqual([1, 7]);
    expect(daysOf(last)).toEqual([1, 1]);
    expect(daysOf(twoWays[0] as typeof last, { ...last, branch })).toEqual([0, 2]);
    expect(daysOf({ ...last, role: 'verify', finalDecider: false })).toEqual([null, null]);
  });

  it('report which of them no one estimated, and judge by those until the decision only', () => {
    const decided = step('a', asked, { expectedDays: 0, finalDecider: true });
    const behind = computeRouteSchedule(route([decided, step('b', asked)]), '2026-11-19', CALENDAR);
    expect(behind).toMatchObject({ days: 0, assumed: false, over: 1 });
    expect(behind?.steps.map(({ assumed }) => assumed)).toEqual([false, true]);
    expect(computeRouteSchedule(route([step('a', asked)]), '2026-11-19', CALENDAR)).toMatchObject({ days: 1, assumed: true });
  });

  it('have no end if no one decides, and no start on an invalid day', () => {
    expect(computeRouteSchedule(route([step('a', asked, { role: 'verify' })]), '2026-11-19', CALENDAR)?.days).toBeNull();
    expect(computeRouteSchedule(route([]), '2026-11-19', CALENDAR)).toMatchObject({ steps: [], days: null, over: 0 });
    expect(computeRouteSchedule(LADDER, '2026-02-30', CALENDAR)).toBeNull();
  });
});

describe('who gets how far', () => {
  it('counts those who get to a step, and those who stop there', () => {
    const people = {
      allowed: 100,
      stops: [
        { stepId: null, people: 10 },
        { stepId: 'b', people: 25 },
      ],
    };
    expect(computeRoutePassage([step('a', asked), step('b', asked), step('c', asked)], people)).toEqual({
      allowed: 100,
      isOpenUnknown: false,
      turnedAway: 10,
      steps: [
        { stepId: 'a', arriving: 90, stopping: 0, goingOn: 90 },
        { stepId: 'b', arriving: 90, stopping: 25, goingOn: 65 },
        { stepId: 'c', arriving: 65, stopping: 0, goingOn: 65 },
      ],
      through: 65,
      unchecked: 0,
    });
  });

  it('counts no one from the step on at which no list shows who continues', () => {
    const steps = [step('a', asked), step('b', asked), step('c', asked)];
    const unknownAt = (...places: (string | null)[]) =>
      computeRoutePassage(steps, { allowed: 100, unchecked: 75, stops: [{ stepId: 'c', people: 25 }], unknownAt: places });
    expect(unknownAt('b')).toMatchObject({
      isOpenUnknown: false,
      steps: [
        { arriving: 100, goingOn: 100 },
        { arriving: 100, stopping: 0, goingOn: null },
        { arriving: null, stopping: 25, goingOn: null },
      ],
    });
    expect(unknownAt(null)).toMatchObject({ isOpenUnknown: true, steps: steps.map(() => ({ arriving: null, goingOn: null })) });
  });

  it('agrees with the simulation on who completes the route', () => {
    const index = new CompanyIndex(COMPANY);
    const everybody = simulateForEveryone(index, new Applicants(index), LADDER, DEFAULT_ROUTE_SETTING);
    const passage = computeRoutePassage(LADDER.steps, everybody);
    expect(everybody.failing).toBeGreaterThan(0);
    expect(passage.through).toBe(everybody.allowed - everybody.failing);
    expect(passage.turnedAway + passage.steps.reduce((sum, { stopping }) => sum + stopping, 0)).toBe(everybody.failing);
  });
});
