import fc from 'fast-check';
import type { NeoUserState, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { Absence } from '#shared/domain/routes/absences.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import {
  type Access,
  APPLICANT_HANDLINGS,
  APPROVAL_RULES,
  type Approver,
  type Principal,
  type Resolver,
  ROUTE_STATUSES,
  type Route,
  STEP_ROLES,
  type Step,
} from '#shared/domain/routes/route.ts';
import type { RoutePolicy } from '#shared/domain/routes/route-policy.ts';
import { neoUser } from './directories.ts';

/** IDs of which most exist in the small companies below. */
const anyUserId = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '99', '');
const anyOrganizationId = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o9', '@C2', '');
const anyRoleId = fc.constantFrom('r1', 'r2', 'r9', '');
const anyState = fc.constantFrom<NeoUserState>('active', 'active', 'active', 'active', 'unknown', 'suspended', 'login-denied', 'deleted');

/** Returns whether a person can act. An unknown state does not exclude a person. */
export const mayAct = (state: NeoUserState | undefined): boolean => state === 'active' || state === 'unknown';

const anyMark: fc.Arbitrary<OrganizationApprover> = fc.record({ organizationId: anyOrganizationId, userId: anyUserId });
const anyOrganizations: fc.Arbitrary<readonly Organization[]> = fc
  .array(fc.constantFrom(null, 'o1', 'o2', 'o3', 'o4', 'o5'), { minLength: 1, maxLength: 5 })
  // The parent may be any organization of the list, so circles and forests occur as well as trees.
  .map((parents) => parents.map((parentId, i) => ({ id: `o${i + 1}`, code: `C${i + 1}`, name: `組織${i + 1}`, parentId })));

const anyRoles: fc.Arbitrary<readonly Role[]> = fc
  .tuple(fc.array(anyUserId, { maxLength: 3 }), fc.array(anyUserId, { maxLength: 3 }))
  .map(([a, b]) => [
    { id: 'r1', name: '課長', members: a },
    { id: 'r2', name: '部長', members: b },
  ]);

/** Generates small companies full of faults: circles of organizations, suspended people, approver marks for people who do not exist. */
export const anyCompany: fc.Arbitrary<RouteCompanyData> = fc
  .record({
    neoUsers: fc.array(fc.record({ state: anyState, organizations: fc.array(anyOrganizationId, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    organizations: anyOrganizations,
    approvers: fc.array(anyMark, { maxLength: 8 }),
    roles: anyRoles,
    workflowAdmins: fc.array(anyMark, { maxLength: 4 }),
  })
  .map((company) => ({
    ...company,
    neoUsers: company.neoUsers.map((user, i) => neoUser({ ...user, id: String(i + 1), name: `社員${i + 1}` })),
  }));

const anyResolver: fc.Arbitrary<Resolver> = fc.oneof(
  fc.record({ kind: fc.constant('selected' as const), users: fc.array(anyUserId, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constantFrom('members' as const, 'workflow-admins' as const, 'approvers' as const, 'approvers' as const, 'everybody' as const),
  }),
  fc.record({ kind: fc.constant('role-members' as const), roleId: anyRoleId }),
);
const anyRule = fc.constantFrom(...APPROVAL_RULES);
const anyPeople = fc.array(anyUserId, { maxLength: 4 });

const anyApprover: fc.Arbitrary<Approver> = fc.oneof(
  fc.record({ kind: fc.constant('users' as const), users: anyPeople }),
  fc.record({ kind: fc.constant('organization' as const), organizationId: anyOrganizationId, resolver: anyResolver }),
  fc.record({ kind: fc.constant('role' as const), roleId: anyRoleId }),
  fc.record({ kind: fc.constant('group' as const), name: fc.string(), members: anyPeople, rule: anyRule }),
  fc.record({
    kind: fc.constant('hierarchy' as const),
    from: fc.integer({ min: 1, max: 5 }),
    to: fc.integer({ min: 1, max: 5 }),
    resolver: anyResolver,
  }),
  fc.record({ kind: fc.constant('applicant' as const) }),
);

const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

export const anyStep: fc.Arbitrary<Omit<Step, 'id'>> = fc.record({
  role: fc.constantFrom(...STEP_ROLES),
  finalDecider: fc.boolean(),
  approvers: anyApprover,
  rule: anyRule,
  expectedDays: fc.option(fc.integer({ min: 0, max: 9 })),
  branch: fc.option(fc.record({ summary: fc.string(), raw: anyJson }), { freq: 6 }),
});

const anyPrincipal: fc.Arbitrary<Principal> = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), id: anyUserId }),
  fc.record({ kind: fc.constant('organization' as const), id: anyOrganizationId, descendants: fc.boolean() }),
  fc.record({ kind: fc.constant('role' as const), id: anyRoleId }),
);
export const anyAccess: fc.Arbitrary<Access> = fc.oneof(
  fc.constant<Access>({ kind: 'everyone' }),
  fc.array(anyPrincipal, { maxLength: 4 }).map((principals): Access => ({ kind: 'listed', principals })),
);

/** Generates routes with steps `s1`, `s2`, … whose approvers the small companies can partly resolve. */
export const anyRoute: fc.Arbitrary<Route> = fc
  .record({
    id: fc.string(),
    name: fc.string({ unit: 'binary' }),
    status: fc.constantFrom(...ROUTE_STATUSES),
    access: anyAccess,
    applicantHandling: fc.option(fc.constantFrom(...APPLICANT_HANDLINGS)),
    steps: fc.array(anyStep, { maxLength: 5 }),
  })
  .map((route) => ({ ...route, steps: route.steps.map((step, i) => ({ ...step, id: `s${i + 1}` })) }));

const anyDay = fc.constantFrom('2026-04-24', '2026-04-28', '2026-05-01', '2026-05-07');
export const anyAbsence: fc.Arbitrary<Absence> = fc.record({
  userId: anyUserId,
  from: anyDay,
  to: anyDay,
  action: fc.oneof(
    fc.record({ kind: fc.constant('delegate' as const), to: anyUserId }),
    fc.record({ kind: fc.constant('auto-approve' as const) }),
  ),
});

export const anyRoutePolicy: fc.Arbitrary<RoutePolicy> = fc.record({
  emptyAccess: fc.constantFrom('everyone', 'nobody'),
  applicantHandling: fc.constantFrom(...APPLICANT_HANDLINGS),
  vacantLevel: fc.constantFrom('stop', 'skip'),
  missingLevel: fc.constantFrom('skip', 'stop'),
  membership: fc.constantFrom('any', 'default'),
  selectedMustBelong: fc.boolean(),
  inactiveInRule: fc.constantFrom('counted', 'ignored'),
});
