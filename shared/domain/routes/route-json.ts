import { DEEPEST_JSON, join, Reading, type ReadingProblem } from './reading.ts';
import {
  type Access,
  APPLICANT_HANDLINGS,
  APPROVAL_RULES,
  APPROVER_KINDS,
  type Approver,
  type BranchCondition,
  type Principal,
  RESOLVER_KINDS,
  type Resolver,
  ROUTE_STATUSES,
  type Route,
  STEP_ROLES,
  type Step,
} from './route.ts';

export type RouteReading =
  | { readonly ok: true; readonly route: Route }
  | { readonly ok: false; readonly problems: readonly ReadingProblem[] };

/** Levels of an organisation tree anybody keeps; a hierarchy may not ask for more. */
export const DEEPEST_LEVEL = 30;
/** A step expected to take more than a year of business days is a slip of the keyboard. */
export const LONGEST_STEP_DAYS = 250;

const ROUTE_FIELDS = ['id', 'name', 'status', 'access', 'applicantHandling', 'steps'];
const STEP_FIELDS = ['id', 'role', 'finalDecider', 'approvers', 'rule', 'expectedDays', 'branch'];

/** The route a parsed JSON value holds, or everything that is wrong with it. Unknown fields are problems: nothing is lost silently. */
export function readRoute(value: unknown): RouteReading {
  const reading = new Reading();
  const fields = reading.object(value, '', ROUTE_FIELDS);
  if (fields === null) return { ok: false, problems: reading.problems };
  const route: Route = {
    id: reading.text(fields, 'id', ''),
    name: reading.text(fields, 'name', ''),
    status: reading.oneOf(fields, 'status', '', ROUTE_STATUSES),
    access: readAccess(reading, fields['access']),
    applicantHandling: fields['applicantHandling'] === null ? null : reading.oneOf(fields, 'applicantHandling', '', APPLICANT_HANDLINGS),
    steps: reading.list(fields, 'steps', '', (step, path) => readStep(reading, step, path)),
  };
  const ids = new Set<string>();
  route.steps.forEach(({ id }, i) => {
    if (ids.has(id)) reading.note(`steps[${i}].id`, 'duplicate-id', id);
    ids.add(id);
  });
  return reading.problems.length === 0 ? { ok: true, route } : { ok: false, problems: reading.problems };
}

/** As `readRoute`, from text. `parseRoute(printRoute(route))` is the same route. */
export function parseRoute(text: string): RouteReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problems: [{ path: '', code: 'not-json', expected: 'JSON' }] };
  }
  return readRoute(value);
}

/** Stable text: fields in alphabetical order, two spaces, a line break at the end; equal routes give equal bytes. */
export const printRoute = (route: Route): string => `${printJson(route, 0)}\n`;

/** Nesting of a route's own fields around a branch condition's data. */
const OWN_DEPTH = 8;

function printJson(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || depth > DEEPEST_JSON + OWN_DEPTH) return printScalar(value);
  const inner = '  '.repeat(depth + 1);
  const close = `\n${'  '.repeat(depth)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((one) => inner + printJson(one, depth + 1)).join(',\n')}${close}]`;
  }
  const names = Object.keys(value).sort();
  if (names.length === 0) return '{}';
  return `{\n${names.map((name) => `${inner}${JSON.stringify(name)}: ${printJson((value as Record<string, unknown>)[name], depth + 1)}`).join(',\n')}${close}}`;
}

const printScalar = (value: unknown): string => (typeof value === 'object' ? 'null' : (JSON.stringify(value) ?? 'null'));

function readAccess(reading: Reading, value: unknown): Access {
  if (value === undefined) return { kind: 'everyone' };
  const listed = typeof value === 'object' && value !== null && 'principals' in value;
  const fields = reading.object(value, 'access', listed ? ['kind', 'principals'] : ['kind']);
  if (fields === null) return { kind: 'everyone' };
  const kind = reading.oneOf(fields, 'kind', 'access', ['everyone', 'listed']);
  if (kind === 'everyone') {
    if (listed) reading.note('access.principals', 'unknown-field', 'kind');
    return { kind };
  }
  if (!listed) reading.note('access.principals', 'missing', 'principals');
  return { kind, principals: reading.list(fields, 'principals', 'access', (one, path) => readPrincipal(reading, one, path)) };
}

function readPrincipal(reading: Reading, value: unknown, path: string): Principal {
  const isOrganization = typeof value === 'object' && value !== null && 'descendants' in value;
  const fields = reading.object(value, path, isOrganization ? ['kind', 'id', 'descendants'] : ['kind', 'id']) ?? {};
  const kind = reading.oneOf(fields, 'kind', path, ['user', 'organization', 'role']);
  const id = reading.text(fields, 'id', path);
  if (kind !== 'organization') {
    if (isOrganization) reading.note(join(path, 'descendants'), 'unknown-field', 'kind | id');
    return { kind, id };
  }
  if (!isOrganization) reading.note(join(path, 'descendants'), 'missing', 'descendants');
  return { kind, id, descendants: reading.flag(fields, 'descendants', path) };
}

function readStep(reading: Reading, value: unknown, path: string): Step {
  const fields = reading.object(value, path, STEP_FIELDS) ?? {};
  return {
    id: reading.text(fields, 'id', path),
    role: reading.oneOf(fields, 'role', path, STEP_ROLES),
    finalDecider: reading.flag(fields, 'finalDecider', path),
    approvers: readApprover(reading, fields['approvers'], join(path, 'approvers')),
    rule: reading.oneOf(fields, 'rule', path, APPROVAL_RULES),
    expectedDays: fields['expectedDays'] === null ? null : reading.whole(fields, 'expectedDays', path, 0, LONGEST_STEP_DAYS),
    branch: readBranch(reading, fields['branch'], join(path, 'branch')),
  };
}

const APPROVER_FIELDS: Readonly<Record<Approver['kind'], readonly string[]>> = {
  users: ['kind', 'users'],
  organization: ['kind', 'organizationId', 'resolver'],
  role: ['kind', 'roleId'],
  group: ['kind', 'name', 'members', 'rule'],
  hierarchy: ['kind', 'from', 'to', 'resolver'],
  applicant: ['kind'],
};

/** The fields a `kind` asks for; the kind alone when it is none of ours, so that only that is told. */
function fieldsByKind(value: unknown, byKind: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const kind = typeof value === 'object' && value !== null ? (value as { kind?: unknown }).kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(byKind, kind) ? (byKind[kind] ?? ['kind']) : ['kind'];
}

function readApprover(reading: Reading, value: unknown, path: string): Approver {
  if (value === undefined) return { kind: 'applicant' };
  const fields = reading.object(value, path, fieldsByKind(value, APPROVER_FIELDS)) ?? {};
  const kind = reading.oneOf(fields, 'kind', path, APPROVER_KINDS);
  switch (kind) {
    case 'users':
      return { kind, users: reading.texts(fields, 'users', path) };
    case 'organization':
      return {
        kind,
        organizationId: reading.text(fields, 'organizationId', path),
        resolver: readResolver(reading, fields['resolver'], join(path, 'resolver')),
      };
    case 'role':
      return { kind, roleId: reading.text(fields, 'roleId', path) };
    case 'group':
      return {
        kind,
        name: reading.text(fields, 'name', path),
        members: reading.texts(fields, 'members', path),
        rule: reading.oneOf(fields, 'rule', path, APPROVAL_RULES),
      };
    case 'hierarchy':
      return {
        kind,
        from: reading.whole(fields, 'from', path, 1, DEEPEST_LEVEL),
        to: reading.whole(fields, 'to', path, 1, DEEPEST_LEVEL),
        resolver: readResolver(reading, fields['resolver'], join(path, 'resolver')),
      };
    case 'applicant':
      return { kind };
  }
}

const RESOLVER_FIELDS: Readonly<Record<Resolver['kind'], readonly string[]>> = {
  selected: ['kind', 'users'],
  members: ['kind'],
  'role-members': ['kind', 'roleId'],
  'workflow-admins': ['kind'],
  approvers: ['kind'],
  everybody: ['kind'],
};

function readResolver(reading: Reading, value: unknown, path: string): Resolver {
  if (value === undefined) return { kind: 'approvers' };
  const fields = reading.object(value, path, fieldsByKind(value, RESOLVER_FIELDS)) ?? {};
  const kind = reading.oneOf(fields, 'kind', path, RESOLVER_KINDS);
  if (kind === 'selected') return { kind, users: reading.texts(fields, 'users', path) };
  if (kind === 'role-members') return { kind, roleId: reading.text(fields, 'roleId', path) };
  return { kind };
}

function readBranch(reading: Reading, value: unknown, path: string): BranchCondition | null {
  if (value === null || value === undefined) return null;
  const fields = reading.object(value, path, ['summary', 'raw']);
  if (fields === null) return null;
  return { summary: reading.text(fields, 'summary', path), raw: reading.json(fields['raw'] ?? null, join(path, 'raw')) };
}
