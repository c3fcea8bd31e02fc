import { FINDING_KINDS } from '../../readiness/finding.ts';
import { buildContentLines } from '../wording/contents.ts';
import { describeFieldSide, describeItem, describeItemField } from '../wording/label.ts';
import { createPhrase, type Phrase, type PlanNames } from '../wording/phrase.ts';
import { buildChangeLines, describeFieldChange, describeItemChange, isWrittenField } from '../wording/sentence.ts';
import { describeFullFormerList, describeFullList } from '../wording/whole-list.ts';
import { countPossibleLosses, type PeopleEffect } from './effect.ts';
import type { FieldChange, ItemKind, PlanItem, Risk } from './item.ts';
import { createPlanHeadline, createRefusedSentence, groupPlanItems } from './overview.ts';
import type { Plan } from './plan.ts';
import { listSelectedKeys } from './select.ts';
import type { Selection } from './selection.ts';

/** One cell: a number, a message, or data. */
export type PlanCell = number | string | Phrase;

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
export function* listPlanSheetRows(plan: Plan, selection: Selection, names: PlanNames): Generator<Readonly<Record<PlanColumn, PlanCell>>> {
  const place = new Map(listSelectedKeys(plan, selection).map((key, at) => [key, at + 1]));
  for (const item of plan.items) {
    const shared = {
      order: place.get(item.key) ?? '',
      selected: createPhrase(selection.has(item.key) ? 'plan.value.yes' : 'plan.value.no'),
      kind: createPhrase(`plan.kind.${item.kind}`),
      risk: createPhrase(`plan.risk.level.${item.risk}`),
      object: describeItem(item),
      id: item.id,
    };
    if (item.fields.length === 0)
      yield { ...shared, field: '', base: '', ours: '', server: '', after: '', sentence: describeItemChange(item, names) };
    for (const field of item.fields) yield { ...shared, ...columnsOf(item, field, names) };
  }
}

const columnsOf = (
  item: PlanItem,
  field: FieldChange,
  names: PlanNames,
): Record<'field' | 'base' | 'ours' | 'server' | 'after' | 'sentence', PlanCell> => ({
  field: describeItemField(item, field.path, names),
  base: describeFieldSide(item, field, 'base', names),
  ours: describeFieldSide(item, field, 'ours', names),
  server: describeFieldSide(item, field, 'before', names),
  after: describeFieldSide(item, field, 'after', names),
  sentence: field.path === '' ? describeItemChange(item, names) : describeFieldChange(item, field, names),
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

export function createPlanSheet(plan: Plan, selection: Selection, effect: PeopleEffect | null, names: PlanNames): PlanSheet {
  const place = new Map(listSelectedKeys(plan, selection).map((key, at) => [key, at + 1]));
  const isApplied = ({ key }: PlanItem): boolean => place.has(key);
  const groups = groupPlanItems(plan.items.filter(isApplied)).map(({ kind, section, items }) => ({
    kind,
    heading: createPhrase('plan.heading', {
      section: createPhrase(`draft.section.${section}`),
      kind: createPhrase(`plan.kind.${kind}`),
      count: items.length,
    }),
    items: items.map(
      (item): SheetItem => ({
        key: item.key,
        kind: item.kind,
        risk: item.risk,
        order: place.get(item.key) ?? 0,
        sentence: describeItemChange(item, names),
        risks: item.risks.map((reason) => createPhrase(`plan.risk.reason.${reason}`)),
        lines: listSheetLines(item, names),
      }),
    ),
  }));
  return {
    headline: createPlanHeadline(plan, selection),
    effect: effect === null ? [] : createEffectPhrases(effect),
    groups,
    left: plan.items.filter((item) => !isApplied(item)).map((item) => describeItemChange(item, names)),
    refused: plan.refused.map(createRefusedSentence),
  };
}

/** The changes of an item, with former and new value if one is written. */
export function listSheetLines(item: PlanItem, names: PlanNames): readonly SheetLine[] {
  if (item.secret !== null) return [];
  const lines = item.fields[0]?.path === '' ? buildContentLines(item, names) : buildChangeLines(item, names);
  return lines.map(({ sentence, fields }) => {
    const [field] = fields;
    const single =
      fields.length === 1 && field !== undefined && field.kind === 'set' && isWrittenField(field) && item.fields.includes(field);
    return {
      sentence,
      whole: describeFullList(item.section, fields, names),
      was: describeFullFormerList(item.section, fields, names),
      values: single
        ? {
            label: describeItemField(item, field.path, names),
            before: describeFieldSide(item, field, 'before', names),
            after: describeFieldSide(item, field, 'after', names),
          }
        : null,
    };
  });
}

/** Effect of applying on people, as sentences: counts first, then losses and gains with reasons. */
export function createEffectPhrases(effect: PeopleEffect): readonly Phrase[] {
  const { readyBefore: before, readyAfter: after, notCheckedBefore, notCheckedAfter, loses, gains } = effect;
  const reason = ({ reason: why, people }: PeopleEffect['lossReasons'][number]): Phrase =>
    createPhrase('plan.effect.reason', {
      reason: createPhrase(why in FINDING_KINDS ? `finding.${why}.name` : `plan.effect.${why}`),
      count: people,
    });
  return [
    createPhrase(before === after ? 'plan.effect.same' : 'plan.effect.ready', { before, after }),
    ...(notCheckedBefore + notCheckedAfter === 0
      ? []
      : [createPhrase('plan.effect.notChecked', { before: notCheckedBefore, after: notCheckedAfter })]),
    ...(loses.length === 0 ? [] : [createPhrase('plan.effect.loses', { count: loses.length }), ...effect.lossReasons.map(reason)]),
    ...(countPossibleLosses(effect) === loses.length ? [] : [createPhrase('plan.effect.mayLose', { count: countPossibleLosses(effect) })]),
    ...(gains.length === 0
      ? []
      : [createPhrase(notCheckedAfter > 0 ? 'plan.effect.gainsOpen' : 'plan.effect.gains', { count: gains.length })]),
  ];
}
