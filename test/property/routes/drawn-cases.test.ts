import fc from 'fast-check';
import { it } from 'vitest';
import { BusinessCalendar, standardCalendar } from '#shared/domain/checkout/calendar.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { describeRoute } from '#shared/domain/routes/describe.ts';
import { lockHealth, routeHealth } from '#shared/domain/routes/health.ts';
import { leadTime } from '#shared/domain/routes/lead-time/lead-time.ts';
import { routePassage, routeSchedule } from '#shared/domain/routes/lead-time/schedule.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import { routeReach } from '#shared/domain/routes/reach.ts';
import { referenceState, referencesOf } from '#shared/domain/routes/references.ts';
import { rehearse } from '#shared/domain/routes/rehearsal.ts';
import { RouteEvaluation } from '#shared/domain/routes/simulation/evaluation.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/for-everyone.ts';
import { newlyStopped } from '#shared/domain/routes/simulation/newly-stopped.ts';
import { simulate } from '#shared/domain/routes/simulation/simulate.ts';
import { anyAbsence, anyAccess, anyCompany, anyRoute, anyRoutePolicy } from '../../support/companies.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { remediesOf } from '../../support/remedies.ts';

const CALENDAR = new BusinessCalendar(
  standardCalendar({ '2026-04-29': '昭和の日', '2026-05-04': 'みどりの日', '2026-05-05': 'こどもの日', '2026-05-06': '振替休日' }),
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
    const lock = lockHealth(route, { calendar: CALENDAR, pastOrders: [], today: TODAY });
    const evaluation = (one: typeof route) => new RouteEvaluation(index, one, setting);
    return {
      each: company.neoUsers.map(({ id }) => simulate(index, route, id, setting)),
      everybody,
      problems,
      health: routeHealth(problems, everybody, lock),
      days: leadTime(route, CALENDAR, { from: TODAY, days: 14 }),
      schedule: routeSchedule(route, TODAY, CALENDAR),
      passage: routePassage(route.steps, everybody),
      remedies: route.steps.map(({ id }) => remediesOf(index, applicants, route, setting, everybody, id)),
      stopped: newlyStopped(applicants, evaluation(route), evaluation(other)),
      rehearsed: rehearse(index, new CompanyIndex(later, setting.policy), [route], setting),
      reach: routeReach(index, [route, other], setting.policy),
      references: referencesOf(route).map((reference) => [reference, referenceState(index, reference)]),
      described: describeRoute(route, NAMES),
    };
  });
});
