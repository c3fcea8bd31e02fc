import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { PlanRow } from '#shared/contract/plan.ts';
import { GATEWAY_SECTIONS, type GatewaySection, ITEM_KINDS, type ItemKind, type Risk } from '#shared/domain/sync/item.ts';

export type PlanState = CallOutput<'plan.state'>;
export type PlanDetail = CallOutput<'plan.item'>;
export type PlanField = PlanDetail['fields'][number];
export type Guard = CallOutput<'plan.guards'>['guards'][number];

export const PAGE = 200;

/** What of the plan is looked at; `null` = any. */
export interface PlanView {
  readonly kind: ItemKind | null;
  readonly section: GatewaySection | null;
  readonly risk: Risk | null;
  readonly show: CallInput<'plan.items'>['filter']['show'];
  readonly search: string;
  readonly page: number;
}

export const FIRST_VIEW: PlanView = { kind: null, section: null, risk: null, show: 'all', search: '', page: 0 };

/** Another condition begins on the first page. */
export const changed = (view: PlanView, change: Partial<PlanView>): PlanView => ({ ...view, page: 0, ...change });

export const isFiltered = ({ kind, section, risk, show, search }: PlanView): boolean =>
  kind !== null || section !== null || risk !== null || show !== 'all' || search.trim() !== '';

export const itemsInput = ({ kind, section, risk, show, search, page }: PlanView): CallInput<'plan.items'> => ({
  filter: {
    kinds: kind === null ? [] : [kind],
    sections: section === null ? [] : [section],
    risks: risk === null ? [] : [risk],
    show,
    search,
  },
  offset: page * PAGE,
  limit: PAGE,
});

/** A stretch of the list under one heading. */
export interface RowGroup {
  readonly key: string;
  readonly kind: ItemKind;
  readonly section: GatewaySection;
  readonly rows: readonly PlanRow[];
}

/** The rows of a page by what they do and in which section: conflicts first, what sends nothing last. Every row is in one group. */
export function groupsOf(rows: readonly PlanRow[]): readonly RowGroup[] {
  const groups = new Map<string, PlanRow[]>();
  for (const row of rows) {
    const key = `${row.kind} ${row.section}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return ITEM_KINDS.flatMap((kind) =>
    GATEWAY_SECTIONS.flatMap((section) => {
      const key = `${kind} ${section}`;
      const found = groups.get(key);
      return found === undefined ? [] : [{ key, kind, section, rows: found }];
    }),
  );
}

/** How the box of a group stands; `none-possible`: nothing in it can be ticked. */
export function tickOf(rows: readonly PlanRow[]): 'all' | 'some' | 'none' | 'none-possible' {
  const able = rows.filter(({ choosable }) => choosable);
  if (able.length === 0) return 'none-possible';
  const ticked = able.filter(({ chosen }) => chosen).length;
  return ticked === 0 ? 'none' : ticked === able.length ? 'all' : 'some';
}

/** Rows in the order in which they are drawn, for the keys that go from one to the next. */
export const inSight = (groups: readonly RowGroup[]): readonly PlanRow[] => groups.flatMap(({ rows }) => rows);

/** The key of the row `step` away from another one; stays at the ends, begins at the first. */
export function neighbourOf(rows: readonly PlanRow[], key: string | null, step: 1 | -1): string | null {
  const at = rows.findIndex((row) => row.key === key);
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  return rows[next]?.key ?? null;
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

/** Guards that keep the plan back, those that nothing can be done about first; those that hold; those that this plan does not concern. */
export const guardsBy = (guards: readonly Guard[]): Readonly<Record<'shut' | 'open' | 'aside', readonly Guard[]>> => ({
  shut: [...guards.filter(({ state }) => state === 'blocked'), ...guards.filter(({ state }) => state === 'needs')],
  open: guards.filter(({ state }) => state === 'ok'),
  aside: guards.filter(({ state }) => state === 'not-applicable'),
});

/** Only what others changed, or what is there already: nothing can be sent, and nothing waits for a decision. */
export const sendsNothing = ({ byKind }: PlanState['totals']): boolean =>
  byKind.create + byKind.change + byKind.delete + byKind.secret + byKind.conflict === 0;

/** Whether the server is one that can be written to, as far as anybody asked. */
export type Standing = 'unread' | 'gateway' | 'by-hand';

/** By hand: the server is a stock NEO, or the company has none. */
export const standingOf = (state: Pick<PlanState, 'server' | 'read'>, hasServer: boolean): Standing =>
  state.server === 'stock-neo' || !hasServer ? 'by-hand' : state.read === null ? 'unread' : 'gateway';
