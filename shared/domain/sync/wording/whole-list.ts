import type { Json } from '../../fields/json.ts';
import { type Approver, listNamedUsers, type Principal, type Resolver, type Step } from '../../routes/route.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { FieldChange } from '../plan/item.ts';
import { getFieldKind } from './field-kinds.ts';
import { createPhrase, MAX_LISTED_NAMES, type Phrase, type PlanNames } from './phrase.ts';
import { describeValue } from './value-phrase.ts';

/**
 * A complete list of which the sentence contains only the first names, for printing and manual entry: entries added or removed together,
 * users who may use a route, people named in a step. `null` if the sentence contains all.
 */
export function describeFullList(section: GatewaySection, fields: readonly FieldChange[], names: PlanNames): Phrase | null {
  const [first] = fields;
  const shown = first?.after ?? first?.before ?? null;
  if (first === undefined || shown === null || first.kind === 'moved' || first.kind === 'order') return null;
  const { value } = getFieldKind(section, first.path);
  if (namesPeople(value, shown)) return wholeValue(value, shown, names);
  if (fields.length <= MAX_LISTED_NAMES) return null;
  return listed(fields.map((field) => describeValue(value, field.after ?? field.before, names, 'full')));
}

/** Like `describeFullList`, for a replaced value: users who may no longer use a route, or people no longer asked. */
export function describeFullFormerList(section: GatewaySection, fields: readonly FieldChange[], names: PlanNames): Phrase | null {
  const [first, ...more] = fields;
  if (first === undefined || more.length > 0 || first.kind !== 'set' || first.before === null || first.after === null) return null;
  return wholeValue(getFieldKind(section, first.path).value, first.before, names);
}

type ValueKind = ReturnType<typeof getFieldKind>['value'];

const namesPeople = (value: ValueKind, of: Json): boolean => value === 'access' || parseApprovers(value, of) !== null;

/** All people in one value; `null` if a sentence contains all names or there are none. */
function wholeValue(value: ValueKind, of: Json, names: PlanNames): Phrase | null {
  if (value === 'access') {
    const { principals = [] } = of as { readonly principals?: readonly Principal[] };
    return principals.length > MAX_LISTED_NAMES ? describeValue('access', of, names, 'full') : null;
  }
  const approvers = parseApprovers(value, of);
  const users = approvers === null ? [] : listNamedUsers(approvers);
  // A single person is named in the sentence.
  if (approvers === null || users.length === 0 || (approvers.kind === 'users' && users.length === 1)) return null;
  return listed(users.map((id) => describeValue('user', id, names)));
}

const listed = (entries: readonly Phrase[]): Phrase => createPhrase('plan.value.listed', { people: { list: entries, more: 0 } });

/** The approvers in a value; `null` if it contains none. */
export function parseApprovers(value: ValueKind, of: Json): Approver | null {
  const any = of as unknown;
  if (value === 'step') return (any as Step).approvers;
  if (value === 'approvers') return any as Approver;
  return value === 'resolver' ? { kind: 'organization', organizationId: '', resolver: any as Resolver } : null;
}
