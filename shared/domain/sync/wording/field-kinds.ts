import type { GatewaySection } from '../gateway-section.ts';
import { segmentsOf } from '../shape.ts';

/** How a value is written in words. */
export type ValueKind =
  | 'text'
  | 'code'
  | 'number'
  | 'month'
  | 'days'
  | 'level'
  | 'flag'
  | 'user'
  | 'organization'
  | 'organization-choice'
  | 'role'
  | 'principal'
  | 'route'
  | 'serial'
  | 'access'
  | 'approvers'
  | 'resolver'
  | 'branch'
  | 'number-form'
  | 'step'
  | 'other'
  /** One of our own words: the text is below this key. */
  | { readonly words: string };

export interface FieldKind {
  /** Its name is the text `plan.label.<label>`, what it is counted under `plan.area.<area>`. */
  readonly label: string;
  readonly area: string;
  readonly value: ValueKind;
  /** The keys at the place of each `*` of the pattern. */
  readonly keys: readonly string[];
  /** Whether it is an entry of a list: added or removed, not set. */
  readonly isEntry: boolean;
}

type Row = readonly [pattern: string, label: string, value: ValueKind, area?: string];
const words = (key: string): ValueKind => ({ words: key });

const STEP: readonly Row[] = [
  ['/steps', 'steps', 'other'],
  ['/steps/*', 'steps', 'step'],
  ['/steps/*/role', 'stepRole', words('route.role'), 'steps'],
  ['/steps/*/finalDecider', 'finalDecider', 'flag', 'steps'],
  ['/steps/*/rule', 'rule', words('route.rule'), 'steps'],
  ['/steps/*/expectedDays', 'expectedDays', 'days', 'steps'],
  ['/steps/*/branch', 'branch', 'branch', 'steps'],
  ['/steps/*/approvers', 'approvers', 'approvers', 'steps'],
  ['/steps/*/approvers/users/*', 'approvers', 'user', 'steps'],
  ['/steps/*/approvers/members/*', 'groupMembers', 'user', 'steps'],
  ['/steps/*/approvers/organizationId', 'approverOrganization', 'organization', 'steps'],
  ['/steps/*/approvers/roleId', 'approverRole', 'role', 'steps'],
  ['/steps/*/approvers/name', 'groupName', 'text', 'steps'],
  ['/steps/*/approvers/rule', 'rule', words('route.rule'), 'steps'],
  ['/steps/*/approvers/from', 'levelFrom', 'level', 'steps'],
  ['/steps/*/approvers/to', 'levelTo', 'level', 'steps'],
  ['/steps/*/approvers/resolver', 'resolver', 'resolver', 'steps'],
  ['/steps/*/approvers/resolver/users/*', 'resolverUsers', 'user', 'steps'],
  ['/steps/*/approvers/resolver/roleId', 'resolverRole', 'role', 'steps'],
];
const PEOPLE: readonly Row[] = [
  ['/users/*', 'users', 'user'],
  ['/organizations/*', 'organizations', 'organization-choice'],
  ['/organizations/*/descendants', 'descendants', 'flag', 'organizations'],
];

const ROWS: Readonly<Record<GatewaySection, readonly Row[]>> = {
  routes: [
    ['/name', 'name', 'text'],
    ['/status', 'status', words('route.status')],
    ['/access', 'access', 'access'],
    ['/access/principals', 'access', 'other'],
    ['/access/principals/*', 'access', 'principal'],
    ['/access/principals/*/descendants', 'descendants', 'flag', 'access'],
    ['/applicantHandling', 'applicantHandling', words('route.handling')],
    ...STEP,
  ],
  serials: [
    ['/name', 'name', 'text'],
    ['/parts', 'numberForm', 'number-form'],
    ['/reset', 'reset', words('serial.reset')],
    ['/fiscalStartMonth', 'fiscalStartMonth', 'month'],
    ['/startValue', 'startValue', 'number'],
  ],
  invoice_groups: [['/code', 'code', 'code'], ['/name', 'name', 'text'], ...PEOPLE],
  integration: [
    ['/systemLogin', 'systemLogin', 'code'],
    ['/poRequestUrl', 'poRequestUrl', 'code'],
    ['/punchoutUrl', 'punchoutUrl', 'code'],
  ],
  common_settings: [
    ['/title', 'title', 'text'],
    ['/routeId', 'defaultRoute', 'route'],
    ['/serialId', 'defaultSerial', 'serial'],
  ],
  allowed_users: [['/everyone', 'everyone', words('plan.value.range')], ...PEOPLE, ['/roles/*', 'roles', 'role']],
};

const KINDS: ReadonlyMap<string, Omit<FieldKind, 'keys'>> = new Map(
  Object.entries(ROWS).flatMap(([section, rows]) =>
    rows.map(([pattern, label, value, area]) => [
      `${section} ${pattern}`,
      { label, area: area ?? label, value, isEntry: pattern.endsWith('/*') },
    ]),
  ),
);

/** Names of lists; what follows one of them in a path is a key. */
const LISTS: ReadonlySet<string> = new Set(['steps', 'users', 'members', 'organizations', 'principals', 'roles']);

/** What a path of a section is about; fields that only the server knows are `other`. */
export function fieldKindOf(section: GatewaySection, path: string): FieldKind {
  const keys: string[] = [];
  let pattern = '';
  let isKey = false;
  for (const segment of segmentsOf(path)) {
    if (isKey) keys.push(segment);
    pattern += isKey ? '/*' : `/${segment}`;
    isKey = !isKey && LISTS.has(segment);
  }
  const known = KINDS.get(`${section} ${pattern}`);
  return known === undefined ? { label: 'other', area: 'other', value: 'other', keys, isEntry: false } : { ...known, keys };
}

/** Every label, area and kind of flag, for a test that each has its text. */
export const FIELD_LABELS: readonly string[] = [...new Set(Array.from(KINDS.values(), ({ label }) => label)), 'other'];
export const FIELD_AREAS: readonly string[] = [...new Set(Array.from(KINDS.values(), ({ area }) => area)), 'other'];
