import fc from 'fast-check';
import { it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { describeRoute } from '#shared/domain/routes/describe.ts';
import { computeLockHealth, computeRouteHealth } from '#shared/domain/routes/health.ts';
import { computeLeadTime } from '#shared/domain/routes/lead-time/lead-time.ts';
import { computeRoutePassage, computeRouteSchedule } from '#shared/domain/routes/lead-time/schedule.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import { computeRouteReach } from '#shared/domain/routes/reach.ts';
import { getReferenceState, listRouteReferences } from '#shared/domain/routes/references.ts';
import { rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import { RouteEvaluation } from '#shared/domain/routes/simulation/evaluation.ts';
import { listNewlyStoppedPeople } from '#shared/domain/routes/simulation/newly-stopped.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { anyAbsence, anyAccess, anyCompany, anyRoute, anyRoutePolicy } from '../../support/companies.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { remediesOf } from '../../support/remedies.ts';

const CALENDAR = new BusinessCalendar(
  createStandardCalendar({ '2026-04-29': '昭和の日', '2026-05-04': 'みどりの日', '2026-05-05': 'こどもの日', '2026-05-06': '振替休日' }),
);
const TODAY = '2026-04-27';
const NAMES = {
  user: (id: string) => (id === '4' ? null : `人${id}`),
  organization: (id: string) => (id === 'o3' ? null : `組織${id}`),
  role: (id: string) => (id === 'r2' ? null : `ロール${id}`),
};

const anyCase = fc.record({
  company: anyCompany,
  later: anyCompany,
  route: anyRoute,
  other: anyRoute,
  setting: fc.record({
    policy: anyRoutePolicy,
    absences: fc.array(anyAbsence, { maxLength: 3 }),
    date: fc.constant(TODAY),
    calendar: fc.constantFrom(null, CALENDAR),
  }),
  rules: fc.record({
    fewestApprovals: fc.nat(3),
    mostSteps: fc.option(fc.nat(4)),
    forbidSelfApproval: fc.boolean(),
    discourageNamedPeople: fc.boolean(),
    amountTiers: fc.constantFrom([], [{ from: 100_000, approvers: '部長', fewestApprovals: 2 }]),
  }),
  orderers: fc.option(anyAccess),
});

it('simulates, lints and mends the drawn routes as it did', async () => {
  await expectSameAnswers('routes', anyCase, 300, ({ company, later, route, other, setting, rules, orderers }) => {
    const index = new CompanyIndex(company, setting.policy);
    const applicants = new Applicants(index);
    const everybody = simulateForEveryone(index, applicants, route, setting);
    const problems = lintRoute(route, { index, otherNames: ['経路', other.name], rules, orderers, policy: setting.policy });
    const lock = computeLockHealth(route, { calendar: CALENDAR, pastOrders: [], today: TODAY });
    const evaluation = (one: typeof route) => new RouteEvaluation(index, one, setting);
    return {
      each: company.neoUsers.map(({ id }) => simulateRouteForApplicant(index, route, id, setting)),
      everybody,
      problems,
      health: computeRouteHealth(problems, everybody, lock),
      days: computeLeadTime(route, CALENDAR, { from: TODAY, days: 14 }),
      schedule: computeRouteSchedule(route, TODAY, CALENDAR),
      passage: computeRoutePassage(route.steps, everybody),
      remedies: route.steps.map(({ id }) => remediesOf(index, applicants, route, setting, everybody, id)),
      stopped: listNewlyStoppedPeople(applicants, evaluation(route), evaluation(other)),
      rehearsed: rehearseReorganization(index, new CompanyIndex(later, setting.policy), [route], setting),
      reach: computeRouteReach(index, [route, other], setting.policy),
      references: listRouteReferences(route).map((reference) => [reference, getReferenceState(index, reference)]),
      described: describeRoute(route, NAMES),
    };
  });
});
