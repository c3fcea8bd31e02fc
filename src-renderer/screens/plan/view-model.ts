import type { ScreenParams } from '#renderer/navigation/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { type ItemKind, type Risk, type RiskReason, ROUTE_CONCERNS, type RouteConcern } from '#shared/domain/sync/plan/item.ts';
import { splitPointer } from '#shared/domain/sync/shape.ts';

export type PlanState = CallOutput<'plan.state'>;
export type PlanDetail = CallOutput<'plan.item'>;
export type PlanField = PlanDetail['fields'][number];
export type Guard = CallOutput<'plan.guards'>['guards'][number];

export type PlanFilter = CallInput<'plan.items'>['filter'];

/** Filter of the plan; `null` = any. */
export interface PlanView {
  readonly kind: ItemKind | null;
  readonly section: GatewaySection | null;
  readonly risk: Risk | null;
  readonly show: PlanFilter['show'];
  readonly search: string;
}

export const FIRST_VIEW: PlanView = { kind: null, section: null, risk: null, show: 'all', search: '' };

/** List filter of an address. `item`: the change in the panel. */
export const toPlanView = ({ item, ...view }: ScreenParams['plan']): PlanView => ({ ...FIRST_VIEW, ...view });
export const toPlanParams = ({ kind, section, risk, show, search }: PlanView, item: string | null): ScreenParams['plan'] => ({
  ...(kind === null ? {} : { kind }),
  ...(section === null ? {} : { section }),
  ...(risk === null ? {} : { risk }),
  ...(show === FIRST_VIEW.show ? {} : { show }),
  ...(search === '' ? {} : { search }),
  ...(item === null ? {} : { item }),
});

export const isFiltered = ({ kind, section, risk, show, search }: PlanView): boolean =>
  kind !== null || section !== null || risk !== null || show !== 'all' || search.trim() !== '';

/** A list that fits on the screen needs no filter. */
const MIN_FILTERED_CHANGES = 10;

export const hasFewChanges = ({ byKind }: PlanState['totals'], view: PlanView): boolean =>
  !isFiltered(view) && Object.values(byKind).reduce((sum, count) => sum + count, 0) < MIN_FILTERED_CHANGES;

export const toPlanFilter = ({ kind, section, risk, show, search }: PlanView): PlanFilter => ({
  kinds: kind === null ? [] : [kind],
  sections: section === null ? [] : [section],
  risks: risk === null ? [] : [risk],
  show,
  search,
});

/** Rows of one kind and section have one heading. */
export const getGroupKey = ({ kind, section }: Pick<PlanRow, 'kind' | 'section'>): string => `${kind} ${section}`;

/** Conflicts displayed with all three sides; others open in the panel. */
const DRAWN_CONFLICTS = 10;
export const isExpandedConflict = ({ kind }: Pick<PlanRow, 'kind'>, index: number): boolean =>
  kind === 'conflict' && index < DRAWN_CONFLICTS;

/** Risks of an item that concern its route. */
export const listRouteConcerns = (risks: readonly RiskReason[]): readonly RouteConcern[] =>
  ROUTE_CONCERNS.filter((concern) => risks.includes(concern));

/** Mark of a concern: an unchecked one is not marked as a fault. */
export const getConcernState = (concern: RouteConcern, risk: Risk): 'unknown' | 'risk' | 'block' =>
  concern === 'route-not-tried' ? 'unknown' : risk === 'high' ? 'block' : 'risk';

/** State of a group's checkbox; `none-possible`: nothing selectable. */
export function getCheckboxState(rows: readonly PlanRow[]): 'all' | 'some' | 'none' | 'none-possible' {
  const able = rows.filter(({ choosable }) => choosable);
  if (able.length === 0) return 'none-possible';
  const ticked = able.filter(({ chosen }) => chosen).length;
  return ticked === 0 ? 'none' : ticked === able.length ? 'all' : 'some';
}

/** Editor for a third value; `null` = needs the draft editor. */
export function getFieldEditor({ kind, words, ours, server }: PlanField): 'text' | 'number' | null {
  if (kind !== 'set') return null;
  const keys = new Set([words.ours.key, words.server.key]);
  keys.delete('plan.value.none');
  const [only, ...others] = keys;
  if (only === undefined || others.length > 0) return null;
  if (only === 'plan.value.text') return typeof ours === 'string' && typeof server === 'string' ? 'text' : null;
  if (['plan.value.number', 'plan.value.days', 'plan.value.month', 'plan.value.level'].includes(only))
    return [ours, server].some((value) => typeof value === 'number') ? 'number' : null;
  return null;
}

/** Fields by need: undecided, decided conflicts, others. */
export const sortByNeed = (fields: readonly PlanField[]): readonly PlanField[] => [...fields].sort((a, b) => needOf(a) - needOf(b));
const needOf = ({ conflict, resolution }: PlanField): number => (!conflict ? 2 : resolution === null ? 0 : 1);

/** Ids of people that a local change removes from a step, each once. */
export const listLeavingApprovers = (fields: readonly PlanField[]): readonly string[] => [
  ...new Set(
    fields.flatMap(({ path, kind, origin }) => {
      const [list, , who, users, id, ...deeper] = splitPointer(path);
      const isApprover = list === 'steps' && who === 'approvers' && users === 'users' && deeper.length === 0;
      return isApprover && id !== undefined && kind === 'removed' && origin === 'ours' ? [id] : [];
    }),
  ),
];

/** Guards: blocking ones (unresolvable first), satisfied ones, and those not applicable. */
export const groupGuards = (guards: readonly Guard[]): Readonly<Record<'shut' | 'open' | 'aside', readonly Guard[]>> => ({
  shut: [...guards.filter(({ state }) => state === 'blocked'), ...guards.filter(({ state }) => state === 'needs')],
  open: guards.filter(({ state }) => state === 'ok'),
  aside: guards.filter(({ state }) => state === 'not-applicable'),
});

/** Guards with their own line, in order of appearance, for one selection. */
export interface ShownGuards {
  readonly digest: string;
  readonly ids: readonly Guard['id'][];
}

/**
 * Guards with their own line: blocking ones, and those that blocked since the selection was made. Removing a line immediately would move
 * buttons under the pointer.
 */
export function getShownGuards(before: ShownGuards, digest: string, guards: readonly Guard[]): ShownGuards {
  const shut = groupGuards(guards).shut.map(({ id }) => id);
  if (before.digest !== digest) return { digest, ids: shut };
  const added = shut.filter((id) => !before.ids.includes(id));
  return added.length === 0 ? before : { digest, ids: [...before.ids, ...added] };
}

/** Blocking guards for a user who just entered the reason: that one first, and the number of others; `null` = none. */
export function getFirstMissingGuard(guards: readonly Guard[]): { readonly guard: Guard; readonly more: number } | null {
  const { shut } = groupGuards(guards);
  const guard = shut.find(({ id }) => id === 'reason') ?? shut[0];
  return guard === undefined ? null : { guard, more: shut.length - 1 };
}

/** Only changes by others, or equal values: nothing to send or decide. */
export const hasNothingToSend = ({ byKind }: PlanState['totals']): boolean =>
  byKind.create + byKind.change + byKind.delete + byKind.secret + byKind.conflict === 0;

/** Access to the server, as far as known. */
export type PlanServerAccess = 'unread' | 'gateway' | 'by-hand';

/** `by-hand`: the server is a standard NEO, or the company has none. */
export const getPlanServerAccess = (state: Pick<PlanState, 'server' | 'read'>, hasServer: boolean): PlanServerAccess =>
  state.server === 'stock-neo' || !hasServer ? 'by-hand' : state.read === null ? 'unread' : 'gateway';
