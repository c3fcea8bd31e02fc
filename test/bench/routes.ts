import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { NeoUser, Organization, OrganizationApprover } from '#shared/domain/directory/directory.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { ConfigurationAuditor } from '#shared/domain/readiness/findings/configuration-findings.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import { applyRouteCommand } from '#shared/domain/routes/commands.ts';
import { CompanyIndex, type RouteCompanyData } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { computeLeadTime } from '#shared/domain/routes/lead-time/lead-time.ts';
import { lintRoute } from '#shared/domain/routes/lint/lint.ts';
import { rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import { type Approver, createRoute, createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { createSlotCache, DEFAULT_ROUTE_SETTING } from '#shared/domain/routes/simulation/evaluation.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { Applicants, simulateForEveryone } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { remediesOf } from '../support/remedies.ts';
import { type Measurement, timed } from './measure.ts';

const PEOPLE_PER_ORGANIZATION = 12;
const CHILDREN = 6;

/** A company of so many people: organisations six to a parent, two approvers each, one person in fifty suspended. The same on every run. */
function companyOf(people: number): RouteCompanyData {
  const organizations: Organization[] = [];
  for (let i = 0; i < people / PEOPLE_PER_ORGANIZATION; i++)
    organizations.push({ id: `o${i}`, code: String(i), name: `組織${i}`, parentId: i === 0 ? null : `o${Math.floor((i - 1) / CHILDREN)}` });
  const neoUsers: NeoUser[] = [];
  for (let i = 0; i < people; i++) {
    const blank = { kana: '', title: '', mobileEmail: '', homeEmail: '', otherEmail: '' };
    const home = `o${i % organizations.length}`;
    const state = i % 50 === 7 ? 'suspended' : 'active';
    neoUsers.push({
      ...blank,
      id: String(i),
      loginId: `u${i}`,
      name: `社員${i}`,
      employeeCode: String(i),
      workEmail: `u${i}@example.co.jp`,
      state,
      organizations: [home],
    });
  }
  const approvers: OrganizationApprover[] = organizations.flatMap((organization, i) =>
    // One organization in forty has no marked approver.
    i % 40 === 3 ? [] : [i, i + organizations.length].map((user) => ({ organizationId: organization.id, userId: String(user) })),
  );
  const roles = [{ id: 'chiefs', name: '部長', members: Array.from({ length: 200 }, (_, i) => String(i * 31)) }];
  return { neoUsers, organizations, approvers, roles, workflowAdmins: approvers.filter((_, i) => i % 5 === 0) };
}

const step = (id: string, approvers: Approver, changes: Partial<Step> = {}): Step => ({ ...createRouteStep(id), approvers, ...changes });

/** A route as companies have them: up the hierarchy, a role, a committee, purchasing. */
function routeOf(number: number, organizations: number): Route {
  const route = createRoute(`route${number}`, `経路 ${number}`);
  return {
    ...route,
    status: 'complete',
    access:
      number % 4 === 0
        ? { kind: 'listed', principals: [{ kind: 'organization', id: `o${number % organizations}`, descendants: true }] }
        : route.access,
    applicantHandling: number % 2 === 0 ? 'exclude' : 'leave',
    steps: [
      step('s1', { kind: 'hierarchy', from: 6, to: 2, resolver: { kind: 'approvers' } }),
      step('s2', { kind: 'role', roleId: 'chiefs' }),
      step('s3', { kind: 'group', name: '委員会', members: ['1', '2', '3', String(number)], rule: 'over-half' }),
      step('s4', { kind: 'organization', organizationId: `o${(number * 7) % organizations}`, resolver: { kind: 'everybody' } }),
      step('s5', { kind: 'users', users: [String(number * 3)] }, { role: 'decide', finalDecider: true }),
    ],
  };
}

/** Routes: typing, one applicant, all applicants, the audit's gates, a change of organization, the lock. */
export function measureRoutes(): Measurement[] {
  const measurements: Measurement[] = [];
  const measure = (name: string, budget: number | null, runs: number, work: () => void): void => {
    measurements.push({ name, value: timed(runs, work), unit: 'ms', budget, peer: null });
  };
  const company = companyOf(30_000);
  const index = new CompanyIndex(company);
  const organizations = company.organizations.length;
  const few = routeOf(1, organizations);
  const long: Route = {
    ...few,
    steps: Array.from({ length: 10 }, (_, i) => few.steps.map((one) => ({ ...one, id: `${one.id}-${i}`, finalDecider: false }))).flat(),
  };
  const context = {
    index,
    otherNames: [],
    rules: DEFAULT_COMPANY_RULES,
    orderers: { kind: 'everyone' as const },
    policy: DEFAULT_ROUTE_POLICY,
  };
  measure('lint a route of 50 steps, one key', 16, 30, () =>
    lintRoute(applyRouteCommand(long, { kind: 'set-name', name: '経路' }).route, context),
  );
  measure('simulate one applicant, 50 steps', 16, 30, () => simulateRouteForApplicant(index, long, '123', DEFAULT_ROUTE_SETTING));

  const applicants = new Applicants(index);
  const routes = Array.from({ length: 200 }, (_, i) => routeOf(i, organizations));
  measure('all applicants: 30,000 people x 200 routes', 2000, 3, () => {
    const slots = createSlotCache(index, DEFAULT_ROUTE_SETTING);
    for (const route of routes) simulateForEveryone(index, applicants, route, DEFAULT_ROUTE_SETTING, slots);
  });

  const big = companyOf(100_000);
  const everybody = Uint8Array.from(big.neoUsers, ({ state }) => (state === 'active' ? 1 : 0));
  const bigIndex = new CompanyIndex(big);
  measure('index of 100,000 people', null, 5, () => new CompanyIndex(big));
  const applicantsOfBig = new Applicants(bigIndex);
  const ladder: Route = { ...routeOf(1, big.organizations.length), applicantHandling: 'exclude' };
  measure('all applicants: 100,000 people x 1 route', null, 5, () =>
    simulateForEveryone(bigIndex, applicantsOfBig, ladder, DEFAULT_ROUTE_SETTING),
  );
  const stopped = simulateForEveryone(bigIndex, applicantsOfBig, ladder, DEFAULT_ROUTE_SETTING);
  measure('changes that let people pass a step, tried on 100,000 people', null, 3, () =>
    remediesOf(bigIndex, applicantsOfBig, ladder, DEFAULT_ROUTE_SETTING, stopped, 's1'),
  );
  const people = new PeopleIndex(big);
  measure('gates 1 and 5 to 8 for 100,000 people', 150, 5, () => {
    const gates = new ConfigurationAuditor().look(setUp(big, people, bigIndex, routes[1] as Route), null, everybody, '2026-04-01');
    let found = 0;
    for (let i = 0; i < everybody.length; i++) if (everybody[i] === 1) found += (gates.invoice(i) === null ? 0 : 1) + gates.route(i).length;
    return found;
  });

  const moved = {
    ...company,
    neoUsers: company.neoUsers.map((user, i) => (i % 20 === 0 ? { ...user, organizations: [`o${(i * 13) % organizations}`] } : user)),
  };
  const later = new CompanyIndex(moved);
  measure('rehearse a reorganisation: 30,000 people x 20 routes', null, 3, () =>
    rehearseReorganization(index, later, routes.slice(0, 20), DEFAULT_ROUTE_SETTING),
  );
  measure('lead time over a year, 50 steps', null, 5, () =>
    computeLeadTime(long, new BusinessCalendar(createStandardCalendar({})), { from: '2026-04-01', days: 365 }),
  );
  return measurements;
}

/** Everything begun, one organisation of the second level in no invoice group, one code that Amazon does not have. */
function setUp(company: RouteCompanyData, people: PeopleIndex, index: CompanyIndex, route: Route): Configuration {
  const groups = company.organizations.slice(1, 1 + CHILDREN).map(({ id, name }, i) => ({
    code: `GROUP${i}`,
    name,
    users: [],
    organizations: [{ id, descendants: true }],
  }));
  return {
    integration: {
      systemLogin: 'EXAMPLE',
      poRequestUrl: 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41',
      punchoutUrl: '',
    },
    passwordSet: null,
    amazonGroups: groups.slice(1).map(({ code, name }) => ({
      ...createAmazonGroup(name),
      integrationOption: code,
      purchasingSystem: { state: 'active', registeredOn: '2026-01-05' },
    })),
    allowed: null,
    commonSettings: { title: '購入', routeId: route.id, serialId: 'serial' },
    routes: [{ ...route, status: 'complete' }],
    serials: [{ id: 'serial', serial: createSerial('番号') }],
    invoiceGroups: groups.slice(0, -1),
    people,
    company: index,
    calendar: new BusinessCalendar(createStandardCalendar({})),
  };
}
