import type { ScreenParams } from '#renderer/navigation/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { type ItemKind, type Risk, type RiskReason, ROUTE_CONCERNS, type RouteConcern } from '#shared/domain/sync/plan/item.ts';
import { segmentsOf } from '#shared/domain/sync/shape.ts';

export type PlanState = CallOutput<'plan.state'>;
export type PlanDetail = CallOutput<'plan.item'>;
export type PlanField = PlanDetail['fields'][number];
export type Guard = CallOutput<'plan.guards'>['guards'][number];

export type PlanFilter = CallInput<'plan.items'>['filter'];

/** What of the plan is looked at; `null` = any. */
export interface PlanView {
  readonly kind: ItemKind | null;
  readonly section: GatewaySection | null;
  readonly risk: Risk | null;
  readonly show: PlanFilter['show'];
  readonly search: string;
}

export const FIRST_VIEW: PlanView = { kind: null, section: null, risk: null, show: 'all', search: '' };

/** What an address says of the list, and what is said of it in one. `item`: the change in the panel. */
export const viewOf = ({ item, ...view }: ScreenParams['plan']): PlanView => ({ ...FIRST_VIEW, ...view });
export const paramsOf = ({ kind, section, risk, show, search }: PlanView, item: string | null): ScreenParams['plan'] => ({
  ...(kind === null ? {} : { kind }),
  ...(section === null ? {} : { section }),
  ...(risk === null ? {} : { risk }),
  ...(show === FIRST_VIEW.show ? {} : { show }),
  ...(search === '' ? {} : { search }),
  ...(item === null ? {} : { item }),
});

export const isFiltered = ({ kind, section, risk, show, search }: PlanView): boolean =>
  kind !== null || section !== null || risk !== null || show !== 'all' || search.trim() !== '';

export const filterOf = ({ kind, section, risk, show, search }: PlanView): PlanFilter => ({
  kinds: kind === null ? [] : [kind],
  sections: section === null ? [] : [section],
  risks: risk === null ? [] : [risk],
  show,
  search,
});

/** Rows of one kind in one section stand under one head. */
export const groupKeyOf = ({ kind, section }: Pick<PlanRow, 'kind' | 'section'>): string => `${kind} ${section}`;

/** Conflicts of which the three sides are drawn at once; the others open beside. */
const DRAWN_CONFLICTS = 10;
export const isDrawn = ({ kind }: Pick<PlanRow, 'kind'>, index: number): boolean => kind === 'conflict' && index < DRAWN_CONFLICTS;

/** What of an item's risks speaks against its route. */
export const concernsOf = (risks: readonly RiskReason[]): readonly RouteConcern[] =>
  ROUTE_CONCERNS.filter((concern) => risks.includes(concern));

/** How a concern is marked: what nobody looked at is no fault. */
export const stateOfConcern = (concern: RouteConcern, risk: Risk): 'unknown' | 'risk' | 'block' =>
  concern === 'route-not-tried' ? 'unknown' : risk === 'high' ? 'block' : 'risk';

/** How the box of a group stands; `none-possible`: nothing in it can be ticked. */
export function tickOf(rows: readonly PlanRow[]): 'all' | 'some' | 'none' | 'none-possible' {
  const able = rows.filter(({ choosable }) => choosable);
  if (able.length === 0) return 'none-possible';
  const ticked = able.filter(({ chosen }) => chosen).length;
  return ticked === 0 ? 'none' : ticked === able.length ? 'all' : 'some';
}

/** What can be typed in the place of both sides' values; `null` = where it takes more than a field, it is drafted. */
export function editorOf({ kind, words, ours, server }: PlanField): 'text' | 'number' | null {
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

/** Fields in the order in which they need the reader: undecided, decided conflicts, the rest. */
export const byNeed = (fields: readonly PlanField[]): readonly PlanField[] => [...fields].sort((a, b) => needOf(a) - needOf(b));
const needOf = ({ conflict, resolution }: PlanField): number => (!conflict ? 2 : resolution === null ? 0 : 1);

/** The people whom a change made here takes out of a step, by id, each once. */
export const approversLeaving = (fields: readonly PlanField[]): readonly string[] => [
  ...new Set(
    fields.flatMap(({ path, kind, origin }) => {
      const [list, , who, users, id, ...deeper] = segmentsOf(path);
      const isApprover = list === 'steps' && who === 'approvers' && users === 'users' && deeper.length === 0;
      return isApprover && id !== undefined && kind === 'removed' && origin === 'ours' ? [id] : [];
    }),
  ),
];

/** Guards that keep the plan back, those that nothing can be done about first; those that hold; those that this plan does not concern. */
export const guardsBy = (guards: readonly Guard[]): Readonly<Record<'shut' | 'open' | 'aside', readonly Guard[]>> => ({
  shut: [...guards.filter(({ state }) => state === 'blocked'), ...guards.filter(({ state }) => state === 'needs')],
  open: guards.filter(({ state }) => state === 'ok'),
  aside: guards.filter(({ state }) => state === 'not-applicable'),
});

/** The guards that have a line of their own, in the order in which they came to it, for one selection of changes. */
export interface ToldGuards {
  readonly digest: string;
  readonly ids: readonly Guard['id'][];
}

/**
 * What has a line of its own: what keeps the plan back, and what did since the selection was made. A line that went as soon as its guard is met
 * would move the others, and the buttons in them, while somebody presses one.
 */
export function toldGuards(before: ToldGuards, digest: string, guards: readonly Guard[]): ToldGuards {
  const shut = guardsBy(guards).shut.map(({ id }) => id);
  if (before.digest !== digest) return { digest, ids: shut };
  const added = shut.filter((id) => !before.ids.includes(id));
  return added.length === 0 ? before : { digest, ids: [...before.ids, ...added] };
}

/** What keeps the plan back, as it is told to somebody who just wrote the reason: that first, and how many more; `null` = nothing. */
export function missingFirst(guards: readonly Guard[]): { readonly guard: Guard; readonly more: number } | null {
  const { shut } = guardsBy(guards);
  const guard = shut.find(({ id }) => id === 'reason') ?? shut[0];
  return guard === undefined ? null : { guard, more: shut.length - 1 };
}

/** Only what others changed, or what is there already: nothing can be sent, and nothing waits for a decision. */
export const sendsNothing = ({ byKind }: PlanState['totals']): boolean =>
  byKind.create + byKind.change + byKind.delete + byKind.secret + byKind.conflict === 0;

/** Whether the server is one that can be written to, as far as anybody asked. */
export type Standing = 'unread' | 'gateway' | 'by-hand';

/** By hand: the server is a stock NEO, or the company has none. */
export const standingOf = (state: Pick<PlanState, 'server' | 'read'>, hasServer: boolean): Standing =>
  state.server === 'stock-neo' || !hasServer ? 'by-hand' : state.read === null ? 'unread' : 'gateway';
