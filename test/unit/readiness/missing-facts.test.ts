import { describe, expect, it } from 'vitest';
import type { ListFact } from '#shared/domain/directory/missing-facts.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { evaluateOrderGates } from '#shared/domain/readiness/gates/order-gates.ts';
import { GATES, getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { type Approver, createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { configurationFor, EMPTY_SETUP, type SetUp } from '../../support/configurations.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';
import { withoutFacts } from '../../support/missing-facts.ts';

const person = (id: string, organization: string) =>
  neoUser({ id, name: `社員${id}`, workEmail: `p${id}@example.co.jp`, organizations: [organization] });
const COMPANY: RouteCompanyData = {
  neoUsers: [person('1', 'o1'), person('2', 'o2'), person('3', 'o2')],
  organizations: [
    { id: 'o1', code: '1', name: '会社', parentId: null },
    { id: 'o2', code: '2', name: '総務部', parentId: 'o1' },
  ],
  approvers: [{ organizationId: 'o1', userId: '3' }],
  roles: [{ id: 'heads', name: '部長', members: ['1'] }],
  workflowAdmins: [],
};
const routeOf = (approvers: Approver, changes: Partial<Route> = {}): Route => ({
  ...createRoute('r', '購入'),
  status: 'complete',
  steps: [{ ...createRouteStep('s'), role: 'decide', finalDecider: true, approvers, rule: 'one', expectedDays: 1 }],
  ...changes,
});
const EVERYBODY = { everyone: true, users: [], organizations: [], roles: [] };
const named = routeOf({ kind: 'users', users: ['1', '2'] });
const GOOD: SetUp = {
  ...EMPTY_SETUP,
  passwordSet: true,
  allowed: EVERYBODY,
  integration: {
    systemLogin: 'LOGIN',
    poRequestUrl: 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41',
    punchoutUrl: '',
  },
  amazonGroups: [
    { ...createAmazonGroup('本社'), integrationOption: 'HONSHA01', purchasingSystem: { state: 'active', registeredOn: '2026-01-05' } },
  ],
  commonSettings: { title: '購入', routeId: 'r', serialId: 'n' },
  routes: [named],
  serials: [{ id: 'n', serial: createSerial('番号'), last: { value: 1, day: '2026-11-24', source: 'entered' } }],
  invoiceGroups: [{ code: 'HONSHA01', name: '本社', users: [], organizations: [{ id: 'o1', descendants: true }] }],
};
const inTeam = (id: string) => [{ id, descendants: true }];
/** All people are listed individually, so that nothing depends on an organization. */
const BY_NAME = [{ code: 'HONSHA01', name: '本社', users: ['1', '2', '3'], organizations: [] }];

function audited(facts: readonly ListFact[], changes: Partial<SetUp>, of = COMPANY) {
  const company = withoutFacts(of, facts);
  const directory = { ...company, amazonUsers: company.neoUsers.map(({ workEmail }) => amazonUser({ email: workEmail })) };
  const policy = {
    email: { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' as const },
    today: '2026-11-24',
  };
  return auditDirectory(directory, policy, configurationFor({ ...GOOD, ...changes }, company));
}

function found(facts: readonly ListFact[], changes: Partial<SetUp>, of = COMPANY) {
  const result = audited(facts, changes, of);
  return {
    states: COMPANY.neoUsers.map((_, at) => getPersonOrderState(result, at)),
    unseen: result.unseen,
    findings: result.findings.map(({ code }) => code),
  };
}
const all = (state: string) => [state, state, state];

describe('an approver whose state is unknown', () => {
  const neoUsers = COMPANY.neoUsers.map((user) => (user.id === '3' ? { ...user, state: 'unknown' as const } : user));
  const company = { ...COMPANY, neoUsers };
  const by = (users: readonly string[], rule: 'one' | 'all' = 'one') => {
    const route = routeOf({ kind: 'users', users: [...users] });
    const routes = [{ ...route, steps: route.steps.map((step) => ({ ...step, rule })) }];
    return found([], { routes, invoiceGroups: BY_NAME }, company);
  };

  it('leaves the route not checked if no one else can approve the step', () => {
    expect(by(['3'])).toMatchObject({ states: ['not-checked', 'not-checked', 'blocked'], unseen: ['gate-6-lists'] });
  });

  it('leaves it not checked if everyone has to approve', () => {
    expect(by(['1', '3'], 'all').states.slice(0, 2)).not.toContain('ready');
  });

  it('leaves it open if another person can approve the step, except for that approver', () => {
    // A person with an unknown state is not checked as an applicant either.
    expect(by(['1', '2', '3']).states).toEqual(['ready', 'ready', 'not-checked']);
    expect(by(['1', '3']).states.slice(0, 2)).toEqual(['not-checked', 'ready']);
  });

  it('counts for nothing among members, of whom those who cannot log in are not asked', () => {
    const members = routeOf({ kind: 'organization', organizationId: 'o2', resolver: { kind: 'members' } });
    const routes = [{ ...members, steps: members.steps.map((step) => ({ ...step, rule: 'all' as const })) }];
    expect(found([], { routes, invoiceGroups: BY_NAME }, company).states[0]).toBe('ready');
  });
});

describe('a fact that no list contains', () => {
  it('affects no one if the setup does not depend on it', () => {
    const facts: ListFact[] = ['organizations', 'approvers', 'roles', 'workflow-admins'];
    expect(found(facts, { invoiceGroups: BY_NAME })).toEqual({ states: all('ready'), unseen: [], findings: [] });
  });

  it('leaves the route not checked if it asks approvers, a role, or workflow administrators', () => {
    const approvers = routeOf({ kind: 'hierarchy', from: 1, to: 1, resolver: { kind: 'approvers' } });
    const role = routeOf({ kind: 'role', roleId: 'heads' });
    const admins = routeOf({ kind: 'organization', organizationId: 'o1', resolver: { kind: 'workflow-admins' } });
    for (const [fact, route] of [
      ['approvers', approvers],
      ['roles', role],
      ['workflow-admins', admins],
      ['organizations', approvers],
    ] as const) {
      const changes = { routes: [route], invoiceGroups: BY_NAME };
      expect(found([fact], changes), fact).toEqual({ states: all('not-checked'), unseen: ['gate-6-lists'], findings: [] });
    }
    // With all facts known, every application goes to the approver of 会社, who cannot decide on their own order.
    expect(found([], { routes: [approvers] })).toMatchObject({ states: ['ready', 'ready', 'blocked'], unseen: [] });
  });

  it('is not checked of whom a list of access rights may mean, and known of whom it names', () => {
    const access = {
      kind: 'listed' as const,
      principals: [
        { kind: 'user' as const, id: '2' },
        { kind: 'role' as const, id: 'heads' },
      ],
    };
    const routes = [{ ...named, access }];
    expect(found(['roles'], { routes })).toEqual({
      states: ['not-checked', 'ready', 'not-checked'],
      unseen: ['gate-6-lists'],
      findings: [],
    });
    expect(found([], { routes }).findings).toEqual(['route-not-open-to-user']);
  });

  it('leaves the invoice not checked but for whom a group names', () => {
    const group = { code: 'HONSHA01', name: '本社', users: ['3'], organizations: inTeam('o1') };
    expect(found(['organizations'], { invoiceGroups: [group] })).toEqual({
      states: ['not-checked', 'not-checked', 'ready'],
      unseen: ['gate-5-lists'],
      findings: [],
    });
  });

  it('closes the invoice gate if no group is usable, for members and others', () => {
    const group = { code: 'ＨONSHA', name: '本社', users: [], organizations: inTeam('o1') };
    const { states, unseen, findings } = found(['organizations'], { invoiceGroups: [group] });
    expect({ states, unseen }).toEqual({ states: all('blocked'), unseen: [] });
    expect(new Set(findings)).toEqual(new Set(['invoice-code-malformed']));
  });

  it('leaves everyone not checked whom the list of allowed users may include', () => {
    const allowed = { everyone: false, users: ['2'], organizations: [], roles: ['heads'] };
    expect(found(['roles'], { allowed })).toEqual({
      states: ['not-checked', 'ready', 'not-checked'],
      unseen: ['gate-2-lists'],
      findings: [],
    });
    expect(found([], { allowed }).states).toEqual(['ready', 'ready', 'outside']);
    expect(
      found(['organizations'], { allowed: { ...EVERYBODY, everyone: false, organizations: inTeam('o2') }, invoiceGroups: BY_NAME }),
    ).toEqual({
      states: all('not-checked'),
      unseen: ['gate-2-lists'],
      findings: [],
    });
  });

  it('blocks no one named by an ID if the list has no IDs', () => {
    const { states, findings } = found(['ids'], { allowed: { ...EVERYBODY, everyone: false, users: ['1'] }, invoiceGroups: BY_NAME });
    expect({ states, findings }).toEqual({ states: all('not-checked'), findings: [] });
  });

  it('does not hide a gate that is known to be closed', () => {
    const routes = [routeOf({ kind: 'role', roleId: 'heads' }, { status: 'incomplete' })];
    expect(found(['roles'], { routes })).toMatchObject({ states: all('blocked'), unseen: [], findings: ['route-incomplete'] });
  });

  it('is reported at its gate for the people concerned, and for no one else', () => {
    const group = { code: 'HONSHA01', name: '本社', users: ['3'], organizations: inTeam('o1') };
    const result = audited(['organizations'], { invoiceGroups: [group] });
    const gateOf = (person: number) =>
      evaluateOrderGates(result, person, { state: 'active', allowed: true, excluded: false }).find(({ gate }) => gate === 5);
    expect(gateOf(0)).toMatchObject({ state: 'unseen', unseen: ['gate-5-lists'] });
    expect(gateOf(2)).toMatchObject({ state: 'open', unseen: [] });
    const { gates, inScope } = result.summary;
    for (const gate of GATES.slice(0, 7)) {
      const { passed, blocked, notChecked } = gates[gate - 1] as (typeof gates)[number];
      expect(passed + blocked + notChecked).toBe(inScope);
    }
    expect(gates[4]).toMatchObject({ passed: 1, notChecked: 2, blocked: 0 });
  });
});

describe('an organization given by a name that two have', () => {
  const BRANCHES: RouteCompanyData = {
    ...COMPANY,
    neoUsers: [person('1', 'o1'), person('2', '総務課'), person('3', '@E'), person('4', '総務課')],
    organizations: [
      ...COMPANY.organizations,
      { id: 'o3', code: 'E', name: '総務課', parentId: 'o1' },
      { id: 'o4', code: 'W', name: '総務課', parentId: 'o2' },
    ],
    approvers: [
      { organizationId: 'o1', userId: '1' },
      { organizationId: 'o3', userId: '3' },
    ],
  };
  const states = (changes: Partial<SetUp>) => {
    const directory = { ...BRANCHES, amazonUsers: BRANCHES.neoUsers.map(({ workEmail }) => amazonUser({ email: workEmail })) };
    const email = { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' as const };
    const by = configurationFor({ ...GOOD, routes: [routeOf({ kind: 'users', users: ['1', '2', '3', '4'] })], ...changes }, BRANCHES);
    const result = auditDirectory(directory, { email, today: '2026-11-24' }, by);
    return { states: BRANCHES.neoUsers.map((_, at) => getPersonOrderState(result, at)), unseen: result.unseen };
  };
  const EVERYBODY_INVOICED = [{ code: 'HONSHA01', name: '本社', users: ['1', '2', '3', '4'], organizations: [] }];
  const LEFT_OPEN = ['ready', 'not-checked', 'ready', 'not-checked'];

  it('is neither of the two: no one is assigned the invoice group of the first', () => {
    const group = (organizations: { id: string; descendants: boolean }[], users: string[] = []) => ({
      invoiceGroups: [{ code: 'HONSHA01', name: '本社', users, organizations }],
    });
    expect(states(group([{ id: 'o3', descendants: false }]))).toEqual({
      states: ['blocked', 'not-checked', 'ready', 'not-checked'],
      unseen: ['gate-5-lists'],
    });
    expect(states(group([{ id: 'o4', descendants: false }], ['1', '2'])).states).toEqual(['ready', 'ready', 'blocked', 'not-checked']);
  });

  it('neither permits nor blocks an order through the allowed users or the users of a route', () => {
    const o3 = { id: 'o3', descendants: false };
    const allowed = { everyone: false, users: ['1', '4'], organizations: [o3], roles: [] };
    expect(states({ allowed, invoiceGroups: EVERYBODY_INVOICED })).toEqual({
      states: ['ready', 'not-checked', 'ready', 'ready'],
      unseen: ['gate-2-lists'],
    });
    const access = {
      kind: 'listed' as const,
      principals: [
        { kind: 'user' as const, id: '1' },
        { kind: 'organization' as const, ...o3 },
      ],
    };
    const routes = [{ ...routeOf({ kind: 'users', users: ['1', '2', '3', '4'] }), access }];
    expect(states({ routes, invoiceGroups: EVERYBODY_INVOICED })).toEqual({ states: LEFT_OPEN, unseen: ['gate-6-lists'] });
  });

  it('leaves open who approves above a person, and who is asked as a member', () => {
    const upward = routeOf({ kind: 'hierarchy', from: 2, to: 1, resolver: { kind: 'approvers' } });
    expect(states({ routes: [upward], invoiceGroups: EVERYBODY_INVOICED }).states.filter((_, at) => at % 2 === 1)).toEqual([
      'not-checked',
      'not-checked',
    ]);
    const members = (organizationId: string) => routeOf({ kind: 'organization', organizationId, resolver: { kind: 'members' } });
    expect(states({ routes: [members('o4')], invoiceGroups: EVERYBODY_INVOICED }).states).toEqual(Array(4).fill('not-checked'));
    expect(states({ routes: [members('o2')], invoiceGroups: EVERYBODY_INVOICED }).states).toEqual(Array(4).fill('blocked'));
  });
});
