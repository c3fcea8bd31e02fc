import type { CallOutput } from '#shared/contract/calls.ts';
import type { PlanFilter, PlanRow } from '#shared/contract/plan/plan.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { type FieldChange, ITEM_KINDS, isOpenConflict, isSelectable, type PlanItem, RISKS } from '#shared/domain/sync/plan/item.ts';
import type { Plan } from '#shared/domain/sync/plan/plan.ts';
import { listSheetLines } from '#shared/domain/sync/plan/sheet.ts';
import { buildContentLines } from '#shared/domain/sync/wording/contents.ts';
import { getFieldKind } from '#shared/domain/sync/wording/field-kinds.ts';
import { describeFieldSide, describeItemField } from '#shared/domain/sync/wording/label.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { buildChangeLines, describeItemChange } from '#shared/domain/sync/wording/sentence.ts';
import type { CachedPlan } from '../../company/plan/plan-cache.ts';

type Totals = CallOutput<'plan.state'>['totals'];
type Outline = Pick<CallOutput<'plan.items'>, 'revision' | 'digest' | 'totals'>;
type Detail = CallOutput<'plan.item'>;
type Neighbour = Detail['needs'][number];

const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;

/** Returns the counts of a plan; all zero before the first read of a server. */
export function getPlanOutline(planned: CachedPlan | null, fallback: { readonly revision: number; readonly digest: string }): Outline {
  const totals: Totals = {
    byKind: zeros(ITEM_KINDS),
    bySection: zeros(GATEWAY_SECTIONS),
    byRisk: zeros(RISKS),
    chosen: 0,
    undecided: 0,
    ignored: 0,
  };
  if (planned === null) return { ...fallback, totals };
  const { revision, digest, plan, selection } = planned;
  for (const { kind, section, risk, fields } of plan.items) {
    totals.byKind[kind]++;
    totals.bySection[section]++;
    totals.byRisk[risk]++;
    totals.undecided += fields.filter(isOpenConflict).length;
  }
  for (const { differences } of plan.ignored) totals.ignored += differences.length;
  totals.chosen = selection.size;
  return { revision, digest, totals };
}

/** Maximum number of changes listed in a row of the plan. */
const CHANGES_IN_ROW = 6;

export function toPlanRow(planned: CachedPlan, item: PlanItem, names: PlanNames): PlanRow {
  const { key, section, id, name, kind, risk, risks, fields, ignored, server } = item;
  const lines = kind === 'change' ? listSheetLines(item, names) : [];
  // A single change is already part of the sentence.
  const listed = lines.length < 2 ? [] : lines;
  return {
    key,
    section,
    id,
    name,
    kind,
    risk,
    risks: [...risks],
    newlyStopped: planned.newlyStopped.get(key) ?? 0,
    sentence: describeItemChange(item, names),
    changes: listed.slice(0, CHANGES_IN_ROW).map(({ sentence, values }) => ({ sentence, values })),
    moreChanges: Math.max(0, listed.length - CHANGES_IN_ROW),
    fields: fields.length,
    undecided: fields.filter(isOpenConflict).length,
    chosen: planned.selection.has(key),
    choosable: isSelectable(item),
    ignored: ignored.length,
    server: server === null ? null : { revision: server.revision, updatedAt: server.updatedAt, updatedBy: server.updatedBy },
  };
}

/** Yields conflicts first, then items in execution order, then items that send nothing. */
function* inOrder({ items, order, byKey }: Plan): Generator<PlanItem> {
  for (const item of items) if (item.kind === 'conflict') yield item;
  for (const key of order) {
    const item = byKey.get(key);
    if (item !== undefined) yield item;
  }
  for (const item of items) if (item.kind !== 'conflict' && !isSelectable(item)) yield item;
}

/** Search texts by item key, cached per plan. */
const searchable = new WeakMap<Plan, Map<string, string>>();

function textOf(plan: Plan, item: PlanItem, names: PlanNames): string {
  const texts = searchable.get(plan) ?? new Map<string, string>();
  searchable.set(plan, texts);
  let text = texts.get(item.key);
  if (text === undefined) {
    const words = [item.name, item.id];
    for (const field of item.fields) {
      for (const key of getFieldKind(item.section, field.path).keys)
        words.push(names.user(key) ?? names.organization(key) ?? names.role(key) ?? '');
      for (const value of [field.ours, field.before, field.after])
        if (value !== null) words.push(typeof value === 'string' ? value : JSON.stringify(value));
    }
    text = foldForSearch(words.join('\n'));
    texts.set(item.key, text);
  }
  return text;
}

/** Returns one page of the rows that match the filter. */
export function listPlanRows(
  planned: CachedPlan,
  { kinds, sections, risks, search, show }: PlanFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  names: PlanNames,
): { readonly total: number; readonly items: PlanRow[] } {
  const words = foldForSearch(search)
    .split(' ')
    .filter((word) => word !== '');
  const { plan, selection } = planned;
  const found: PlanItem[] = [];
  for (const item of inOrder(plan)) {
    if (kinds.length > 0 && !kinds.includes(item.kind)) continue;
    if (sections.length > 0 && !sections.includes(item.section)) continue;
    if (risks.length > 0 && !risks.includes(item.risk)) continue;
    if (show === 'chosen' && !selection.has(item.key)) continue;
    if (show === 'unchosen' && (selection.has(item.key) || !isSelectable(item))) continue;
    if (words.length > 0) {
      const text = textOf(plan, item, names);
      if (!words.every((word) => text.includes(word))) continue;
    }
    found.push(item);
  }
  found.sort((a, b) => groupOf(a) - groupOf(b));
  return { total: found.length, items: found.slice(offset, offset + limit).map((item) => toPlanRow(planned, item, names)) };
}

/** Returns the sort key of an item: by kind (conflicts first), then by section. */
const groupOf = ({ kind, section }: PlanItem): number =>
  ITEM_KINDS.indexOf(kind) * GATEWAY_SECTIONS.length + GATEWAY_SECTIONS.indexOf(section);

/** Returns the base, draft and server content of one item for display. */
export function toPlanItemDetail(planned: CachedPlan, item: PlanItem, names: PlanNames): Detail {
  const { base, draft, server, key } = item;
  const users = planned.plan.items.flatMap((other) =>
    other.dependsOn.filter((needed) => needed.key === key).map(({ because }) => ({ key: other.key, because })),
  );
  return {
    revision: planned.revision,
    item: toPlanRow(planned, item, names),
    fields: item.fields.map((field) => fieldOf(item, field, names)),
    lines: linesOf(item, names).map(({ sentence, fields }) => ({ sentence, paths: fields.map(({ path }) => path) })),
    base: base as unknown as Detail['base'],
    ours: draft as unknown as Detail['ours'],
    theirs: (server?.body ?? null) as unknown as Detail['theirs'],
    needs: toNeighbours(planned.plan, item.dependsOn),
    neededBy: toNeighbours(planned.plan, users),
  };
}

/** Returns the changes of an item; for a new object, its content. */
const linesOf = (item: PlanItem, names: PlanNames) => {
  const contents = item.secret === null ? buildContentLines(item, names) : [];
  return contents.length > 0 ? contents : buildChangeLines(item, names);
};

const fieldOf = (item: PlanItem, field: FieldChange, names: PlanNames): Detail['fields'][number] => {
  const { path, kind, origin, base, ours, before, after, conflict, resolution } = field;
  return {
    path,
    label: describeItemField(item, path, names),
    kind,
    origin,
    base: base as Detail['base'],
    ours: ours as Detail['base'],
    server: before as Detail['base'],
    after: after as Detail['base'],
    words: {
      base: describeFieldSide(item, field, 'base', names),
      ours: describeFieldSide(item, field, 'ours', names),
      server: describeFieldSide(item, field, 'before', names),
      after: describeFieldSide(item, field, 'after', names),
    },
    conflict,
    resolution:
      resolution === undefined
        ? null
        : typeof resolution === 'string'
          ? { kind: resolution }
          : { kind: 'edit', value: resolution.edit as Detail['base'] },
  };
};

/** Returns items in the form of links to related items. */
export const toNeighbours = (plan: Plan, of: readonly { readonly key: string; readonly because: Neighbour['because'] }[]): Neighbour[] =>
  of.flatMap(({ key, because }) => {
    const item = plan.byKey.get(key);
    return item === undefined ? [] : [{ key, section: item.section, name: item.name, because }];
  });
