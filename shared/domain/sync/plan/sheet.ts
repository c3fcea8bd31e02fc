import { FINDING_KINDS } from '../../readiness/finding.ts';
import { contentLines } from '../wording/contents.ts';
import { itemPhrase, labelPhrase, sidePhrase } from '../wording/label.ts';
import { type Phrase, type PlanNames, phrase } from '../wording/phrase.ts';
import { changeLines, fieldSentence, isWritten, itemSentence } from '../wording/sentence.ts';
import { fullFormerListPhrase, fullListPhrase } from '../wording/whole-list.ts';
import { countPossibleLosses, type PeopleEffect } from './effect.ts';
import type { FieldChange, ItemKind, PlanItem, Risk } from './item.ts';
import { groupsOf, headline, refusedSentence } from './overview.ts';
import type { Plan } from './plan.ts';
import { selectedOrder } from './select.ts';
import type { Selection } from './selection.ts';

/** One cell: a number, a message, or data. */
export type Cell = number | string | Phrase;

/** Columns of the plan as a table. Texts below `plan.column`. */
export const PLAN_COLUMNS = [
  'order',
  'selected',
  'kind',
  'risk',
  'object',
  'id',
  'field',
  'base',
  'ours',
  'server',
  'after',
  'sentence',
] as const;
export type PlanColumn = (typeof PLAN_COLUMNS)[number];

/** The plan as a table: one row per difference or secret. `order` is the position in the order of work, '' if not applied. */
export function* planRows(plan: Plan, selection: Selection, names: PlanNames): Generator<Readonly<Record<PlanColumn, Cell>>> {
  const place = new Map(selectedOrder(plan, selection).map((key, at) => [key, at + 1]));
  for (const item of plan.items) {
    const shared = {
      order: place.get(item.key) ?? '',
      selected: phrase(selection.has(item.key) ? 'plan.value.yes' : 'plan.value.no'),
      kind: phrase(`plan.kind.${item.kind}`),
      risk: phrase(`plan.risk.level.${item.risk}`),
      object: itemPhrase(item),
      id: item.id,
    };
    if (item.fields.length === 0)
      yield { ...shared, field: '', base: '', ours: '', server: '', after: '', sentence: itemSentence(item, names) };
    for (const field of item.fields) yield { ...shared, ...columnsOf(item, field, names) };
  }
}

const columnsOf = (
  item: PlanItem,
  field: FieldChange,
  names: PlanNames,
): Record<'field' | 'base' | 'ours' | 'server' | 'after' | 'sentence', Cell> => ({
  field: labelPhrase(item, field.path, names),
  base: sidePhrase(item, field, 'base', names),
  ours: sidePhrase(item, field, 'ours', names),
  server: sidePhrase(item, field, 'before', names),
  after: sidePhrase(item, field, 'after', names),
  sentence: field.path === '' ? itemSentence(item, names) : fieldSentence(item, field, names),
});

export interface SheetLine {
  readonly sentence: Phrase;
  /** All people of a list of which the sentence contains only the first; `null` if it contains all. */
  readonly whole: Phrase | null;
  /** All people of a replaced value; `null` if the sentence contains all. */
  readonly was: Phrase | null;
  /** Values before and after a write; `null` if the sentence contains them. */
  readonly values: { readonly label: Phrase; readonly before: Phrase; readonly after: Phrase } | null;
}
export interface SheetItem {
  readonly key: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  /** Position in the order of work, from 1. */
  readonly order: number;
  readonly sentence: Phrase;
  readonly risks: readonly Phrase[];
  readonly lines: readonly SheetLine[];
}

/** A plan for printing as an internal approval request (稟議): planned changes, affected people, and differences that are not sent. */
export interface PlanSheet {
  readonly headline: Phrase;
  readonly effect: readonly Phrase[];
  readonly groups: readonly { readonly kind: ItemKind; readonly heading: Phrase; readonly items: readonly SheetItem[] }[];
  /** Items of the plan that are not applied. */
  readonly left: readonly Phrase[];
  readonly refused: readonly Phrase[];
}

export function planSheet(plan: Plan, selection: Selection, effect: PeopleEffect | null, names: PlanNames): PlanSheet {
  const place = new Map(selectedOrder(plan, selection).map((key, at) => [key, at + 1]));
  const isApplied = ({ key }: PlanItem): boolean => place.has(key);
  const groups = groupsOf(plan.items.filter(isApplied)).map(({ kind, section, items }) => ({
    kind,
    heading: phrase('plan.heading', {
      section: phrase(`draft.section.${section}`),
      kind: phrase(`plan.kind.${kind}`),
      count: items.length,
    }),
    items: items.map(
      (item): SheetItem => ({
        key: item.key,
        kind: item.kind,
        risk: item.risk,
        order: place.get(item.key) ?? 0,
        sentence: itemSentence(item, names),
        risks: item.risks.map((reason) => phrase(`plan.risk.reason.${reason}`)),
        lines: sheetLines(item, names),
      }),
    ),
  }));
  return {
    headline: headline(plan, selection),
    effect: effect === null ? [] : effectPhrases(effect),
    groups,
    left: plan.items.filter((item) => !isApplied(item)).map((item) => itemSentence(item, names)),
    refused: plan.refused.map(refusedSentence),
  };
}

/** The changes of an item, with former and new value if one is written. */
export function sheetLines(item: PlanItem, names: PlanNames): readonly SheetLine[] {
  if (item.secret !== null) return [];
  const lines = item.fields[0]?.path === '' ? contentLines(item, names) : changeLines(item, names);
  return lines.map(({ sentence, fields }) => {
    const [field] = fields;
    const single = fields.length === 1 && field !== undefined && field.kind === 'set' && isWritten(field) && item.fields.includes(field);
    return {
      sentence,
      whole: fullListPhrase(item.section, fields, names),
      was: fullFormerListPhrase(item.section, fields, names),
      values: single
        ? {
            label: labelPhrase(item, field.path, names),
            before: sidePhrase(item, field, 'before', names),
            after: sidePhrase(item, field, 'after', names),
          }
        : null,
    };
  });
}

/** Effect of applying on people, as sentences: counts first, then losses and gains with reasons. */
export function effectPhrases(effect: PeopleEffect): readonly Phrase[] {
  const { readyBefore: before, readyAfter: after, notCheckedBefore, notCheckedAfter, loses, gains } = effect;
  const reason = ({ reason: why, people }: PeopleEffect['lossReasons'][number]): Phrase =>
    phrase('plan.effect.reason', { reason: phrase(why in FINDING_KINDS ? `finding.${why}.name` : `plan.effect.${why}`), count: people });
  return [
    phrase(before === after ? 'plan.effect.same' : 'plan.effect.ready', { before, after }),
    ...(notCheckedBefore + notCheckedAfter === 0
      ? []
      : [phrase('plan.effect.notChecked', { before: notCheckedBefore, after: notCheckedAfter })]),
    ...(loses.length === 0 ? [] : [phrase('plan.effect.loses', { count: loses.length }), ...effect.lossReasons.map(reason)]),
    ...(countPossibleLosses(effect) === loses.length ? [] : [phrase('plan.effect.mayLose', { count: countPossibleLosses(effect) })]),
    ...(gains.length === 0 ? [] : [phrase(notCheckedAfter > 0 ? 'plan.effect.gainsOpen' : 'plan.effect.gains', { count: gains.length })]),
  ];
}
