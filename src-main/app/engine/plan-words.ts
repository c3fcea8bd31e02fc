import type { Json } from '#shared/domain/routes/route.ts';
import type { FieldChange, GatewaySection, PlanItem } from '#shared/domain/sync/item.ts';
import { segmentsOf } from '#shared/domain/sync/shape.ts';
import type { Company } from './draft-desk.ts';

/** Full key of a text with its arguments. An argument that is not there is `none`, as a `select` needs a word. */
export interface Sentence {
  readonly text: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const orNone = (text: string): string => (text === '' ? 'none' : text);

type Told = Pick<PlanItem, 'section' | 'name' | 'kind' | 'fields'>;

/** One sentence that says what an item does: how much is added, taken away, moved and set. */
export function sentenceOf({ section, name, kind, fields }: Told): Sentence {
  const counts = { added: 0, removed: 0, moved: 0, set: 0, undecided: 0 };
  for (const field of fields) {
    counts[field.kind === 'order' ? 'moved' : field.kind]++;
    if (field.conflict && field.resolution === undefined) counts.undecided++;
  }
  return { text: `plan.sentence.${kind}`, params: { section, name: orNone(name), ...counts } };
}

/** Lists whose entries go by a key: what an entry is called. */
const ENTRIES: Readonly<Record<string, string>> = {
  steps: 'step',
  parts: 'part',
  users: 'user',
  members: 'user',
  organizations: 'organization',
  roles: 'role-holder',
  principals: 'principal',
};

/** Fields that mean something else where they stand: by the one they stand in. */
const INSIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  access: { kind: 'access' },
  approvers: { kind: 'approvers', name: 'group-name', rule: 'group-rule', roleId: 'approver-role' },
  resolver: { kind: 'resolver', roleId: 'approver-role' },
};

/** What a place in a body is called, with the person, organisation or role it names. */
export function labelOf(section: GatewaySection, { path, base, ours, before }: Places, names: Names): Sentence {
  const segments = segmentsOf(path);
  let field = 'whole';
  let entry = '';
  let inside = '';
  let step = 0;
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] as string;
    const of = ENTRIES[segment];
    const key = segments[at + 1];
    if (of === undefined) {
      field = INSIDE[inside]?.[segment] ?? segment;
      inside = segment;
    } else if (key === undefined) field = `${of}s`;
    else {
      field = of;
      entry = key;
      if (of === 'step') step = names.stepOf(key);
      at++;
    }
  }
  const who = entry === '' ? '' : names.nameOf(field === 'descendants' ? 'organization' : field, entry, [ours, before, base]);
  return { text: `plan.field.${field}`, params: { section, step, name: orNone(who) } };
}

type Places = Pick<FieldChange, 'path' | 'base' | 'ours' | 'before'>;

/** How keys of entries are called. */
export interface Names {
  /** Counted from 1; 0 = unknown. */
  stepOf(id: string): number;
  nameOf(entry: string, key: string, values: readonly Json[]): string;
}

/** Names from the list of people, and the numbers of steps from the body in which they stand. */
export function namesFrom(company: Company | null, bodies: readonly unknown[]): Names {
  const find = (kind: 'user' | 'organization' | 'role', id: string): string => company?.picker.find(kind, id)?.name ?? id;
  return {
    stepOf(id) {
      for (const body of bodies) {
        const steps = (body as { readonly steps?: readonly { readonly id: string }[] } | null)?.steps;
        const at = steps?.findIndex((step) => step.id === id) ?? -1;
        if (at >= 0) return at + 1;
      }
      return 0;
    },
    nameOf(entry, key) {
      if (entry === 'user') return find('user', key);
      if (entry === 'organization') return find('organization', key);
      if (entry === 'role-holder') return find('role', key);
      if (entry === 'principal') {
        const [kind = '', ...id] = key.split(':');
        return kind === 'user' || kind === 'organization' || kind === 'role' ? find(kind, id.join(':')) : key;
      }
      return '';
    },
  };
}
