import type { Json } from '../routes/route.ts';
import type { GatewaySection } from './gateway-section.ts';

/**
 * What a body is made of, as far as comparing needs to know. `value`: one thing.  `union`: fields by kind; another kind is another thing. `set`: entries by key in no order. `list`: entries by key whose order counts.
 */
export type Shape =
  | { readonly kind: 'value' }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>> }
  | UnionShape
  | ListShape;
export type RecordShape = Extract<Shape, { readonly kind: 'record' }>;
export interface UnionShape {
  readonly kind: 'union';
  readonly tag: string;
  readonly variants: Readonly<Record<string, RecordShape>>;
}
export interface ListShape {
  readonly kind: 'set' | 'list';
  readonly keyOf: (entry: Json) => string;
  /** What two entries of one key in a `set` mean together; the first alone where left out. */
  readonly together?: (first: Json, second: Json) => Json;
  readonly entry: Shape;
}

export type Fields = { readonly [name: string]: Json };
export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const VALUE: Shape = { kind: 'value' };
export const ANY_VALUE: Shape = VALUE;
const record = (fields: Readonly<Record<string, Shape>>): RecordShape => ({ kind: 'record', fields });

/** A field of an entry as text; entries of another shape are told apart by their whole content. */
const textOf = (entry: Json, name: string): string => {
  const value = isFields(entry) ? entry[name] : undefined;
  return typeof value === 'string' ? value : JSON.stringify(entry);
};

const ids: ListShape = { kind: 'set', keyOf: (entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)), entry: VALUE };

/** Somebody who is meant with and without everything below is meant with it. */
const widest = (first: Json, second: Json): Json =>
  isFields(first) && isFields(second) && first['descendants'] !== true && second['descendants'] === true
    ? { ...first, descendants: true }
    : first;
const organizations: ListShape = {
  kind: 'set',
  keyOf: (entry) => textOf(entry, 'id'),
  together: widest,
  entry: record({ id: VALUE, descendants: VALUE }),
};

const principals: ListShape = {
  kind: 'set',
  keyOf: (entry) => `${textOf(entry, 'kind')}:${textOf(entry, 'id')}`,
  together: widest,
  entry: record({ kind: VALUE, id: VALUE, descendants: VALUE }),
};
const access: Shape = {
  kind: 'union',
  tag: 'kind',
  variants: { everyone: record({ kind: VALUE }), listed: record({ kind: VALUE, principals }) },
};

const plain = record({ kind: VALUE });
const resolver: Shape = {
  kind: 'union',
  tag: 'kind',
  variants: {
    selected: record({ kind: VALUE, users: ids }),
    'role-members': record({ kind: VALUE, roleId: VALUE }),
    members: plain,
    'workflow-admins': plain,
    approvers: plain,
    everybody: plain,
  },
};
const approvers: Shape = {
  kind: 'union',
  tag: 'kind',
  variants: {
    users: record({ kind: VALUE, users: ids }),
    organization: record({ kind: VALUE, organizationId: VALUE, resolver }),
    role: record({ kind: VALUE, roleId: VALUE }),
    group: record({ kind: VALUE, name: VALUE, members: ids, rule: VALUE }),
    hierarchy: record({ kind: VALUE, from: VALUE, to: VALUE, resolver }),
    applicant: plain,
  },
};
const step = record({ id: VALUE, role: VALUE, finalDecider: VALUE, approvers, rule: VALUE, expectedDays: VALUE, branch: VALUE });

export const SHAPES: Readonly<Record<GatewaySection, RecordShape>> = {
  routes: record({
    id: VALUE,
    name: VALUE,
    status: VALUE,
    access,
    applicantHandling: VALUE,
    steps: { kind: 'list', keyOf: (entry) => textOf(entry, 'id'), entry: step },
  }),
  // The form of a number is one thing: its parts have no ids, and two halves of two forms would be no form.
  serials: record({
    name: VALUE,
    parts: VALUE,
    reset: VALUE,
    fiscalStartMonth: VALUE,
    startValue: VALUE,
  }),
  invoice_groups: record({ code: VALUE, name: VALUE, users: ids, organizations }),
  integration: record({ systemLogin: VALUE, poRequestUrl: VALUE, punchoutUrl: VALUE }),
  common_settings: record({ title: VALUE, routeId: VALUE, serialId: VALUE }),
  allowed_users: record({ everyone: VALUE, users: ids, organizations, roles: ids }),
};

/** Entries by key. In a `list` an entry whose key was there before gets a number behind it; in a `set` both are taken together. */
export function entriesOf({ kind, keyOf, together }: ListShape, list: readonly Json[]): Map<string, Json> {
  const entries = new Map<string, Json>();
  for (const entry of list) {
    const key = keyOf(entry);
    const known = entries.get(key);
    if (known === undefined) {
      entries.set(key, entry);
    } else if (kind === 'set') {
      if (together !== undefined) entries.set(key, together(known, entry));
    } else {
      let number = 2;
      while (entries.has(`${key}#${number}`)) number++;
      entries.set(`${key}#${number}`, entry);
    }
  }
  return entries;
}

/** Which variant of a union a value is; `undefined` where it is none of them. */
export const variantOf = ({ tag, variants }: UnionShape, value: Readonly<Record<string, unknown>>): RecordShape | undefined => {
  const kind = value[tag];
  return typeof kind === 'string' && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
};

/** One step of a JSON pointer (RFC 6901). */
export const pointer = (path: string, name: string): string => `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
export const segmentsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
