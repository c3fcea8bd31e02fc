import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type Finding, getFindingSeverity, isAboutCompany } from '#shared/domain/readiness/finding.ts';
import { checkRouteGate } from '#shared/domain/readiness/gates/route-gate.ts';
import { CompanyIndex, type RouteCompanyData } from '#shared/domain/routes/company.ts';
import { rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { RoutePolicy } from '#shared/domain/routes/route-policy.ts';
import { DEFAULT_ROUTE_SETTING, RouteEvaluation, type RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import type { RouteProblem } from '#shared/domain/routes/simulation/outcome.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { anyAbsence, anyCompany, anyRoute, anyRoutePolicy, mayAct } from '../../support/companies.ts';
import { slowOpen, slowProblems } from './reference.ts';

const DATE = '2026-04-28';
const key = ({ severity, code, reason, stepId }: RouteProblem): string => `${severity} ${code} ${reason} ${stepId}`;
const keys = (problems: readonly RouteProblem[]): string[] => problems.map(key).sort();
const anySetting = fc
  .record({ policy: anyRoutePolicy, absences: fc.array(anyAbsence, { maxLength: 4 }) })
  .map((fields): RouteSetting => ({ ...fields, date: DATE, calendar: null }));

/** Returns the reasons that prevent a person from using a route, by the slow reference algorithm. */
function slowGate(company: RouteCompanyData, route: Route, user: NeoUser, policy: RoutePolicy): string[] {
  if (route.steps.length === 0) return ['block route-incomplete no-steps'];
  if (route.status === 'incomplete') return ['block route-incomplete status-incomplete'];
  if (!slowOpen(company, route.access, user, policy)) return ['block route-not-open-to-user not-listed'];
  return slowProblems(company, route, user.id, policy, [], '')
    .filter((line) => !line.startsWith('note'))
    .map((line) => line.split(' ').slice(0, 3).join(' '));
}

describe('a simulated route, for any company', () => {
  it('agrees with asking for each person the slow way', () => {
    fc.assert(
      fc.property(anyCompany, anyRoute, anySetting, (company, route, setting) => {
        const index = new CompanyIndex(company, setting.policy);
        const evaluation = new RouteEvaluation(index, route, setting);
        company.neoUsers.forEach((user, at) => {
          const slow = slowProblems(company, route, user.id, setting.policy, setting.absences, DATE);
          expect(keys(evaluation.problemsOf(at))).toEqual(slow);
          expect(evaluation.isOpenTo(at)).toBe(slowOpen(company, route.access, user, setting.policy));
          const one = simulateRouteForApplicant(index, route, user.id, setting);
          expect(
            keys(one.problems.filter(({ code, reason }) => reason !== 'status-incomplete' && code !== 'route-not-open-to-user')),
          ).toEqual(slow);
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('counts for everyone together what it reports for each person', () => {
    fc.assert(
      fc.property(anyCompany, anyRoute, anySetting, (company, route, setting) => {
        const index = new CompanyIndex(company, setting.policy);
        const table = simulateForEveryone(index, new Applicants(index), route, setting);
        const counts: Record<string, number> = {};
        let allowed = 0;
        let failing = 0;
        /** Number of people blocked at each step, even if they are also blocked elsewhere. */
        const stopsSlow = new Map<string, number>();
        for (const user of company.neoUsers) {
          if (!mayAct(user.state) || !slowOpen(company, route.access, user, setting.policy)) continue;
          allowed++;
          const slow = slowProblems(company, route, user.id, setting.policy, setting.absences, DATE);
          if (slow.some((line) => line.startsWith('block'))) failing++;
          for (const step of new Set(slow.filter((line) => line.startsWith('block')).map((line) => line.split(' ')[3] ?? '')))
            stopsSlow.set(step, (stopsSlow.get(step) ?? 0) + 1);
          for (const line of slow) counts[line] = (counts[line] ?? 0) + 1;
        }
        const fast: Record<string, number> = {};
        for (const { problem, people, organizations, examples } of table.groups) {
          fast[key(problem)] = (fast[key(problem)] ?? 0) + people;
          expect(organizations.reduce((sum, one) => sum + one.people, 0)).toBe(people);
          expect(examples).toHaveLength(Math.min(5, people));
        }
        // Groups are sorted by number of people, then by severity.
        const rank = ({ people, problem }: (typeof table.groups)[number]) =>
          people * 3 - ['block', 'risk', 'note'].indexOf(problem.severity);
        expect(table.groups.map(rank)).toEqual(table.groups.map(rank).toSorted((a, b) => b - a));
        expect(table).toMatchObject({ allowed, failing });
        expect(table.stops.reduce((sum, stop) => sum + stop.people, 0)).toBe(failing);
        for (const { stepId, people } of table.stops) expect(stepId === null || people <= (stopsSlow.get(stepId) ?? 0)).toBe(true);
        expect(fast).toEqual(counts);
        // A blocked applicant is counted in one line only, at the step where the route stops.
        const stopped: Record<string, number> = {};
        for (const { problem, people, organizations, examples } of table.stopGroups) {
          stopped[String(problem.stepId)] = (stopped[String(problem.stepId)] ?? 0) + people;
          expect(problem.severity).toBe('block');
          expect(organizations.reduce((sum, one) => sum + one.people, 0)).toBe(people);
          expect(examples).toHaveLength(Math.min(5, people));
        }
        expect(stopped).toEqual(Object.fromEntries(table.stops.map(({ stepId, people }) => [String(stepId), people])));
      }),
      { numRuns: 1000 },
    );
  });

  it('closes gate 6 for exactly the people it fails, and reports a problem of everyone once', () => {
    fc.assert(
      fc.property(anyCompany, anyRoute, anyRoutePolicy, (company, route, policy) => {
        const gate = checkRouteGate(new CompanyIndex(company, policy), route, policy);
        const lines = (findings: readonly Finding[]): string[] =>
          findings.map((finding) => `${getFindingSeverity(finding)} ${finding.code} ${finding.reason.key.replace('route.reason.', '')}`);
        const shared = lines(gate.everybody);
        expect(gate.everybody.every(isAboutCompany)).toBe(true);
        company.neoUsers.forEach((user, at) => {
          if (!mayAct(user.state)) return;
          const own = lines(gate.of(at));
          const slow = slowGate(company, route, user, policy);
          for (const line of own) expect(slow).toContain(line);
          for (const line of slow) expect([...own, ...shared]).toContain(line);
          const blocks = (all: readonly string[]): boolean => all.some((line) => line.startsWith('block'));
          expect(blocks([...own, ...shared])).toBe(blocks(slow));
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('depends on no order of the lists', () => {
    fc.assert(
      fc.property(anyCompany, anyRoute, anySetting, (company, route, setting) => {
        const backwards = {
          ...company,
          neoUsers: company.neoUsers.toReversed(),
          organizations: company.organizations.toReversed(),
          approvers: company.approvers.toReversed(),
          workflowAdmins: company.workflowAdmins.toReversed(),
          roles: company.roles.toReversed(),
        };
        const table = (of: typeof company): unknown => {
          const index = new CompanyIndex(of, setting.policy);
          const { allowed, failing } = simulateForEveryone(index, new Applicants(index), route, setting);
          return {
            allowed,
            failing,
            each: company.neoUsers.map(({ id }) => keys(simulateRouteForApplicant(index, route, id, setting).problems)),
          };
        };
        expect(table(backwards)).toEqual(table(company));
      }),
      { numRuns: 400 },
    );
  });

  it('never throws for an unknown applicant, and never lets a request leave a step before it arrives', () => {
    const calendar = new BusinessCalendar(createStandardCalendar({}));
    fc.assert(
      fc.property(anyCompany, anyRoute, fc.oneof(fc.constant(DATE), fc.string()), fc.string(), (company, route, date, applicant) => {
        const result = simulateRouteForApplicant(new CompanyIndex(company), route, applicant, { ...DEFAULT_ROUTE_SETTING, date, calendar });
        for (const { arrives, leaves } of result.stages) expect(arrives <= leaves).toBe(true);
        if (result.days !== null) expect(result.days).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the rehearsal of a change, for any two companies', () => {
  it('finds no change between equal companies', () => {
    fc.assert(
      fc.property(anyCompany, anyRoute, (company, route) => {
        const result = rehearseReorganization(
          new CompanyIndex(company),
          new CompanyIndex(structuredClone(company)),
          [route],
          DEFAULT_ROUTE_SETTING,
        );
        expect(result).toEqual({ joining: 0, leaving: 0, moving: 0, routes: [{ routeId: route.id, lost: [], changes: [] }] });
      }),
      { numRuns: 300 },
    );
  });

  it('counts what asking for each person before and after gives', () => {
    fc.assert(
      fc.property(anyCompany, anyCompany, anyRoute, (today, later, route) => {
        const { policy } = DEFAULT_ROUTE_SETTING;
        const told = (company: typeof today, id: string): string[] | null => {
          const user = company.neoUsers.find((one) => one.id === id);
          if (user === undefined || !mayAct(user.state)) return null;
          const lines = slowOpen(company, route.access, user, policy)
            ? slowProblems(company, route, id, policy, [], '')
            : ['block route-not-open-to-user not-listed null'];
          return [...new Set(lines.filter((line) => !line.startsWith('note')))];
        };
        const counts: Record<string, number> = {};
        const count = (name: string): void => {
          counts[name] = (counts[name] ?? 0) + 1;
        };
        for (const { id } of later.neoUsers) {
          const is = told(later, id);
          if (is === null) continue;
          const closed = is[0]?.includes('not-listed') === true;
          // A new user without access to the route loses nothing.
          const was = told(today, id) ?? (closed ? is : []);
          for (const line of is) if (!was.includes(line)) count(`breaks ${line}`);
          // A resolved problem does not help a person who is blocked by another one.
          if (is.some((line) => line.startsWith('block'))) continue;
          for (const line of was) if (!is.includes(line)) count(`mends ${line}`);
        }
        const fast: Record<string, number> = {};
        for (const { change, problem, people } of rehearseReorganization(
          new CompanyIndex(today),
          new CompanyIndex(later),
          [route],
          DEFAULT_ROUTE_SETTING,
        ).routes[0]?.changes ?? [])
          fast[`${change} ${key(problem)}`] = people;
        expect(fast).toEqual(counts);
      }),
      { numRuns: 600 },
    );
  });
});
