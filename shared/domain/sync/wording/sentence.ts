import { isSingleSection } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import { type FieldChange, isOpenConflict, type ObjectItem, type PlanItem } from '../plan/item.ts';
import { isSameValue } from '../same.ts';
import { getFieldKind } from './field-kinds.ts';
import { describeItem, describeItemField, describeItemStep } from './label.ts';
import { createPhrase, createPhraseList, type Phrase, type PhraseList, type PlanNames } from './phrase.ts';
import { describeValue, isBlank } from './value-phrase.ts';

/**
 * Form of a sentence. `will`: effect of applying; `inline`: the same within a sentence; `did`: action of a named person; `done`: action
 * without a person; `plain`: neutral, whether done or not.
 */
export type Tense = 'will' | 'inline' | 'did' | 'done' | 'plain';

/** True if applying the item changes this field on the server. */
export const isWrittenField = ({ before, after }: FieldChange): boolean => !isSameValue(before, after);

/** The sentence about a changed value: 名前を「A」から「B」に変えます。 */
function changePhrase(item: PlanItem, field: FieldChange, from: Json, to: Json, tense: Tense, names: PlanNames): Phrase {
  const { path } = field;
  const { value, label: name, keys, isEntry, isFlag } = getFieldKind(item.section, path);
  const label = describeItemField(item, path, names);
  if (field.kind === 'order') return createPhrase('plan.change.order', { tense });
  if (field.kind === 'moved') {
    const place = typeof to === 'number' ? to + 1 : 0;
    return createPhrase('plan.change.move', { tense, step: describeItemStep(item, keys[0] ?? '', names), place });
  }
  if (isEntry) {
    if (from !== null && to !== null) return createPhrase('plan.change.replace', { tense, label });
    if (value === 'step') return createPhrase(to === null ? 'plan.change.removeStep' : 'plan.change.addStep', { tense, step: label });
    return entriesPhrase(item, field, to !== null, [describeValue(value, to ?? from, names)], tense, names);
  }
  if (isFlag) return createPhrase(`plan.flag.${name}.${to === true ? 'on' : 'off'}`, { tense, label });
  const [was, is] = [describeValue(value, from, names), describeValue(value, to, names)];
  if (isBlank(from)) return createPhrase('plan.change.fill', { tense, label, to: is });
  if (typeof value !== 'object' && isBlank(to)) return createPhrase('plan.change.clear', { tense, label, from: was });
  return createPhrase('plan.change.set', { tense, label, from: was, to: is });
}

/** The sentence about entries added to or removed from a list: 利用できるユーザーに田中、鈴木 ほか 3 件を加えます。 */
function entriesPhrase(
  item: PlanItem,
  { path }: FieldChange,
  isAdded: boolean,
  entries: readonly Phrase[],
  tense: Tense,
  names: PlanNames,
): Phrase {
  return createPhrase(isAdded ? 'plan.change.add' : 'plan.change.remove', {
    tense,
    label: describeItemField(item, path, names),
    entries: createPhraseList(entries),
  });
}

/** The sentence about an undecided conflict. */
function conflictPhrase(item: PlanItem, field: FieldChange, names: PlanNames): Phrase {
  const { ours, before, path, kind } = field;
  const { value, isEntry } = getFieldKind(item.section, path);
  const label = describeItemField(item, path, names);
  if (kind === 'order') return createPhrase('plan.conflict.order');
  if (path === '' || isEntry) {
    const what = path === '' || value === 'step' ? label : describeValue(value, ours ?? before, names);
    return createPhrase(
      ours === null ? 'plan.conflict.removedHere' : before === null ? 'plan.conflict.removedThere' : 'plan.conflict.entry',
      {
        what,
      },
    );
  }
  return createPhrase('plan.conflict.field', {
    label,
    ours: describeValue(value, ours, names),
    theirs: describeValue(value, before, names),
  });
}

const who = ({ server }: PlanItem): Phrase =>
  server === null || server.updatedBy === ''
    ? createPhrase('plan.who.somebody')
    : createPhrase('plan.who.named', { name: server.updatedBy });

/** The sentence about one field. A field for the whole object is described by `describeItemChange`. */
export function describeFieldChange(item: PlanItem, field: FieldChange, names: PlanNames): Phrase {
  const change = (from: Json, to: Json, tense: Tense): Phrase => changePhrase(item, field, from, to, tense, names);
  if (isOpenConflict(field)) return conflictPhrase(item, field, names);
  if (item.kind === 'already-there') return createPhrase('plan.line.already', { change: change(field.base, field.before, 'done') });
  if (isWrittenField(field)) {
    const sentence = change(field.before, field.after, 'will');
    return field.origin === 'ours' ? sentence : createPhrase('plan.line.overwrites', { change: sentence });
  }
  if (field.origin === 'theirs')
    return createPhrase('plan.line.theirs', { who: who(item), change: change(field.base, field.before, 'did') });
  return createPhrase('plan.line.kept', { label: describeItemField(item, field.path, names) });
}

/** One line below an item: a field, or all entries of one list that were added or all that were removed. */
export interface ChangeLine {
  readonly sentence: Phrase;
  /** The fields described by the line, in order. */
  readonly fields: readonly FieldChange[];
}

/** The fields of an item as lines; people of one list are combined. */
export function buildChangeLines(item: PlanItem, names: PlanNames): readonly ChangeLine[] {
  const groups = new Map<string, FieldChange[]>();
  item.fields.forEach((field, at) => {
    const { isEntry, value } = getFieldKind(item.section, field.path);
    const plain = isEntry && value !== 'step' && field.kind !== 'set' && !field.conflict && field.resolution === undefined;
    const list = field.path.slice(0, field.path.lastIndexOf('/'));
    const key = plain ? `${field.origin} ${field.kind} ${list}` : String(at);
    const group = groups.get(key);
    if (group) group.push(field);
    else groups.set(key, [field]);
  });
  return Array.from(groups.values(), (fields) => {
    const [first] = fields as [FieldChange, ...FieldChange[]];
    if (fields.length === 1)
      return { fields, sentence: first.path === '' ? describeItemChange(item, names) : describeFieldChange(item, first, names) };
    const { value } = getFieldKind(item.section, first.path);
    const entries = fields.map((field) => describeValue(value, field.ours ?? field.before ?? field.base, names));
    const changeIn = (tense: Tense): Phrase => entriesPhrase(item, first, first.kind === 'added', entries, tense, names);
    if (item.kind === 'already-there') return { fields, sentence: createPhrase('plan.line.already', { change: changeIn('done') }) };
    return {
      fields,
      sentence:
        first.origin === 'theirs' ? createPhrase('plan.line.theirs', { who: who(item), change: changeIn('did') }) : changeIn('will'),
    };
  });
}

/** Changed parts of an object, each once with a count: 名前、2 個のステップ. */
export function listChangedAreas(item: PlanItem, fields: readonly FieldChange[] = item.fields): PhraseList {
  const areas = new Map<string, { readonly counted: string | null; readonly touched: Set<string> }>();
  for (const { path } of fields) {
    const { area, counted, keys } = getFieldKind(item.section, path);
    const known = areas.get(area) ?? { counted, touched: new Set() };
    // All changes within one step or one entry count once.
    known.touched.add(keys[0] ?? (counted === null ? path : ''));
    areas.set(area, known);
  }
  const list = Array.from(areas, ([area, { counted, touched }]) => {
    if (touched.size > 1) touched.delete('');
    return createPhrase(`plan.area.${counted ?? 'counted'}`, { area: createPhrase(`plan.area.${area}`), count: touched.size });
  });
  return createPhraseList(list, list.length);
}

/** The sentence about a whole item: 申請経路「A」のステップ 2「部長」を 3 番目に移します。 */
export function describeItemChange(item: PlanItem, names: PlanNames): Phrase {
  if (item.secret !== null) return createPhrase('plan.item.secret', { object: describeItem(item) });
  const object = describeItem(item);
  const [first] = item.fields;
  const isWhole = first?.path === '';
  switch (item.kind) {
    case 'create':
      return createPhrase(
        item.base !== null && isWhole ? 'plan.item.recreate' : isSingleSection(item.section) ? 'plan.item.begin' : 'plan.item.create',
        { object },
      );
    case 'delete':
      return createPhrase('plan.item.delete', { object });
    case 'conflict':
      return isWhole && first !== undefined
        ? conflictPhrase(item, first, names)
        : createPhrase('plan.item.conflict', { object, areas: listChangedAreas(item, item.fields.filter(isOpenConflict)) });
    case 'already-there':
      return createPhrase(item.server === null ? 'plan.item.alreadyGone' : isWhole ? 'plan.item.alreadyThere' : 'plan.item.alreadySame', {
        object,
      });
    case 'drift':
      return driftSentence(item, object, isWhole);
    case 'change':
      return changeSentence(item, object, names);
    default:
      return createPhrase('plan.item.change', { object, areas: listChangedAreas(item) });
  }
}

/** Converts an `describeItemChange` to the form after the write: 申請経路「A」を作りました。 Other phrases stay unchanged. */
export const toDonePhrase = (sentence: Phrase): Phrase => retold(sentence, 'done', 'did');

/** Converts an `describeItemChange` to the neutral form, for changes that were not written or whose outcome is unknown: 申請経路「A」を作る. */
export const toNeutralPhrase = (sentence: Phrase): Phrase => retold(sentence, 'plain', 'plain');

function retold({ key, params }: Phrase, as: 'done' | 'plain', tense: Tense): Phrase {
  const name = /^plan\.item\.(create|begin|recreate|delete|one|add|remove|change|secret)$/.exec(key)?.[1];
  if (name === undefined) return { key, params };
  const { change } = params;
  if (typeof change !== 'object' || !('key' in change)) return createPhrase(`plan.${as}.${name}`, params);
  return createPhrase(`plan.${as}.${name}`, { ...params, change: createPhrase(change.key, { ...change.params, tense }) });
}

/**
 * The sentence about changes: the complete change if there is only one value, names if people are all added or all removed, otherwise the
 * changed parts.
 */
function changeSentence(item: ObjectItem, object: Phrase, names: PlanNames): Phrase {
  const written = item.fields.filter(isWrittenField);
  const [first] = written;
  if (first === undefined) return createPhrase('plan.item.kept', { object });
  const { value, isEntry } = getFieldKind(item.section, first.path);
  const list = first.path.slice(0, first.path.lastIndexOf('/'));
  const isOneList =
    isEntry &&
    value !== 'step' &&
    written.every(({ path, after }) => (after === null) === (first.after === null) && path.startsWith(`${list}/`));
  // For people of the object itself, the name of the list is left out.
  if (
    isOneList &&
    list.lastIndexOf('/') === 0 &&
    first.kind !== 'set' &&
    written.every(({ path }) => path.lastIndexOf('/') === list.length)
  ) {
    const entries = written.map(({ before, after }) => describeValue(value, after ?? before, names));
    return createPhrase(first.after !== null ? 'plan.item.add' : 'plan.item.remove', { object, entries: createPhraseList(entries) });
  }
  if (written.length > 1) return createPhrase('plan.item.change', { object, areas: listChangedAreas(item, written) });
  return createPhrase('plan.item.one', { object, change: changePhrase(item, first, first.before, first.after, 'inline', names) });
}

function driftSentence(item: PlanItem, object: Phrase, isWhole: boolean): Phrase {
  if (item.fields.some(({ origin }) => origin !== 'theirs')) return createPhrase('plan.item.kept', { object });
  if (!isWhole) return createPhrase('plan.item.drift', { object, who: who(item), areas: listChangedAreas(item) });
  return item.server === null
    ? createPhrase('plan.item.vanished', { object })
    : createPhrase('plan.item.appeared', { object, who: who(item) });
}
