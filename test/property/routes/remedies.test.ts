import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRouteCommand } from '#shared/domain/routes/commands.ts';
import { CompanyIndex, type RouteCompanyData } from '#shared/domain/routes/company.ts';
import { type Approver, createRoute, createRouteStep, type Resolver, type Route, type Step } from '#shared/domain/routes/route.ts';
import { RouteEvaluation, type RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, findFirstStop, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { anyAbsence, anyCompany, anyRoute, anyRoutePolicy, mayAct } from '../../support/companies.ts';
import { neoUser } from '../../support/directories.ts';
import { remediesOf } from '../../support/remedies.ts';

/** Levels without an approver are not skipped, so that the order of levels is that of the route definition. */
const anySetting = fc.record({ policy: anyRoutePolicy, absences: fc.array(anyAbsence, { maxLength: 2 }) }).map(
  ({ policy, absences }): RouteSetting => ({
    policy: { ...policy, vacantLevel: 'stop' },
    absences,
    date: '2026-04-28',
    calendar: null,
  }),
);

/** Generates companies with heads for most organizations, some of them for several. Hierarchy routes are designed for these. */
const anyLadderCompany: fc.Arbitrary<RouteCompanyData> = fc
  .record({
    parents: fc.tuple(fc.constant(0), fc.nat(1), fc.nat(2), fc.nat(3)),
    heads: fc.array(fc.option(fc.nat(6), { freq: 3 }), { minLength: 5, maxLength: 5 }),
    homes: fc.array(fc.nat(4), { minLength: 7, maxLength: 7 }),
  })
  .map(({ parents, heads, homes }) => ({
    organizations: [null, ...parents].map((parent, at) => ({
      id: `o${at}`,
      code: `C${at}`,
      name: `組織${at}`,
      parentId: parent === null ? null : `o${parent}`,
    })),
    neoUsers: homes.map((home, at) => neoUser({ id: String(at), name: `社員${at}`, organizations: [`o${home}`] })),
    approvers: heads.flatMap((head, at) => (head === null ? [] : [{ organizationId: `o${at}`, userId: String(head) }])),
    roles: [],
    workflowAdmins: [{ organizationId: 'o1', userId: '6' }],
  }));

const anyResolver = fc.constantFrom<Resolver>({ kind: 'approvers' }, { kind: 'approvers' }, { kind: 'workflow-admins' });
const anyLevel = fc.integer({ min: 1, max: 4 });
const anyLadderStep: fc.Arbitrary<Step> = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('hierarchy' as const), from: anyLevel, to: anyLevel, resolver: anyResolver }) },
    fc.record({ kind: fc.constant('users' as const), users: fc.constantFrom(['0'], ['1', '2']) }),
  )
  .map((approvers: Approver) => ({ ...createRouteStep(''), approvers }));
const anyLadder: fc.Arbitrary<Route> = fc
  .record({
    steps: fc.array(anyLadderStep, { minLength: 1, maxLength: 3 }),
    handling: fc.constantFrom('exclude' as const, 'leave' as const),
  })
  .map(({ steps, handling }) => ({
    ...createRoute('r', '経路'),
    status: 'complete',
    applicantHandling: handling,
    steps: steps.map((step, at) => ({ ...step, id: `s${at + 1}`, finalDecider: at === steps.length - 1 })),
  }));

/** Generates a company, a route and a setting, suited to hierarchies or arbitrary. */
const anyCase = fc.oneof(fc.tuple(anyLadderCompany, anyLadder, anySetting), fc.tuple(anyCompany, anyRoute, anySetting));

/**
 * Returns, for all users of the route, two steps that need the same single person, and two steps of which the later one goes to a lower
 * level.
 */
function oddities(index: CompanyIndex, route: Route, setting: RouteSetting): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, state } of index.users) {
    const { open, stages, repeated } = simulateRouteForApplicant(index, route, id, setting);
    if (!mayAct(state) || !open) continue;
    for (const { userId, steps } of repeated)
      for (const a of steps) for (const b of steps) if (a < b) found.add(`${id}: ${userId} at ${a} and ${b}`);
    const levels = stages.flatMap(({ stepAt, level, organization }) =>
      level === null || organization === null || route.steps[stepAt]?.role === 'verify' ? [] : [{ stepAt, level }],
    );
    for (const a of levels)
      for (const b of levels) if (a.stepAt < b.stepAt && a.level < b.level) found.add(`${id}: ${a.stepAt} above ${b.stepAt}`);
  }
  return found;
}

/** Returns the index of the step that stops each user of the route, by person. People who reach the end are not in the map. */
function stopsOf(index: CompanyIndex, route: Route, setting: RouteSetting): ReadonlyMap<number, number> {
  const stops = new Map<number, number>();
  const evaluation = new RouteEvaluation(index, route, setting);
  index.users.forEach((_, person) => {
    if (!index.isActive(person) || !evaluation.isOpenTo(person)) return;
    const stop = findFirstStop(evaluation.problemsOf(person));
    if (stop !== null)
      stops.set(
        person,
        route.steps.findIndex(({ id }) => id === stop.stepId),
      );
  });
  return stops;
}

describe('remedies, for any company', () => {
  it('help more people than they stop, by exactly the drop in stopped people, and stop no one else', () => {
    let stopping = 0;
    let offered = 0;
    fc.assert(
      fc.property(anyCase, ([company, route, setting]) => {
        const index = new CompanyIndex(company, setting.policy);
        const applicants = new Applicants(index);
        const now = simulateForEveryone(index, applicants, route, setting);
        const before = stopsOf(index, route, setting);
        for (const { stepId } of now.stops) {
          if (stepId === null) continue;
          const stepAt = route.steps.findIndex(({ id }) => id === stepId);
          const past = now.allowed - [...before.values()].filter((at) => at <= stepAt).length;
          for (const { edit, measure, mended, stopped, failing, changed } of remediesOf(index, applicants, route, setting, now, stepId)
            .remedies) {
            offered++;
            stopping += Number(stopped.length > 0);
            const after = stopsOf(index, applyRouteCommand(route, edit).route, setting);
            const stops = (by: ReadonlyMap<number, number>) =>
              new Set([...by].flatMap(([person, at]) => (measure === 'end' || at <= stepAt ? [person] : [])));
            const [was, is] = [stops(before), stops(after)];
            expect(mended - stopped.length).toBe(was.size - is.size);
            if (measure === 'end') expect(was.size - is.size).toBe(now.failing - failing);
            expect(stopped.length).toBeLessThan(mended);
            expect(changed).toBeLessThanOrEqual(past);
            expect(stopped).toEqual([...is].filter((person) => !was.has(person)).sort((a, b) => a - b));
            if (stopped.length === 0) expect([...after.keys()].filter((person) => !before.has(person))).toEqual([]);
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(offered).toBeGreaterThan(50);
    expect(stopping).toBeGreaterThan(0);
  });

  it('let no one decide twice alone, and no higher level before a lower one, unless the route did', () => {
    let offered = 0;
    let withheld = 0;
    fc.assert(
      fc.property(anyCase, ([company, route, setting]) => {
        const index = new CompanyIndex(company, setting.policy);
        const applicants = new Applicants(index);
        const now = simulateForEveryone(index, applicants, route, setting);
        const before = oddities(index, route, setting);
        for (const { stepId } of now.stops) {
          if (stepId === null) continue;
          const found = remediesOf(index, applicants, route, setting, now, stepId);
          withheld += Number(found.withheld);
          for (const { edit } of found.remedies) {
            offered++;
            const more = [...oddities(index, applyRouteCommand(route, edit).route, setting)].filter((one) => !before.has(one));
            expect(more).toEqual([]);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(offered).toBeGreaterThan(100);
    expect(withheld).toBeGreaterThan(20);
  });
});
