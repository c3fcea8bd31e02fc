import { isSingle } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import { type FieldChange, isOpen, type ObjectItem, type PlanItem } from '../plan/item.ts';
import { sameValue } from '../same.ts';
import { fieldKindOf } from './field-kinds.ts';
import { itemPhrase, labelPhrase, stepPhrase } from './label.ts';
import { listOf, type Phrase, type PhraseList, type PlanNames, phrase } from './phrase.ts';
import { isBlank, valuePhrase } from './value-phrase.ts';

/**
 * Form of a sentence. `will`: effect of applying; `inline`: the same within a sentence; `did`: action of a named person; `done`: action
 * without a person; `plain`: neutral, whether done or not.
 */
export type Tense = 'will' | 'inline' | 'did' | 'done' | 'plain';

/** True if applying the item changes this field on the server. */
export const isWritten = ({ before, after }: FieldChange): boolean => !sameValue(before, after);

/** The sentence about a changed value: 名前を「A」から「B」に変えます。 */
function changePhrase(item: PlanItem, field: FieldChange, from: Json, to: Json, tense: Tense, names: PlanNames): Phrase {
  const { path } = field;
  const { value, label: name, keys, isEntry, isFlag } = fieldKindOf(item.section, path);
  const label = labelPhrase(item, path, names);
  if (field.kind === 'order') return phrase('plan.change.order', { tense });
  if (field.kind === 'moved') {
    const place = typeof to === 'number' ? to + 1 : 0;
    return phrase('plan.change.move', { tense, step: stepPhrase(item, keys[0] ?? '', names), place });
  }
  if (isEntry) {
    if (from !== null && to !== null) return phrase('plan.change.replace', { tense, label });
    if (value === 'step') return phrase(to === null ? 'plan.change.removeStep' : 'plan.change.addStep', { tense, step: label });
    return entriesPhrase(item, field, to !== null, [valuePhrase(value, to ?? from, names)], tense, names);
  }
  if (isFlag) return phrase(`plan.flag.${name}.${to === true ? 'on' : 'off'}`, { tense, label });
  const [was, is] = [valuePhrase(value, from, names), valuePhrase(value, to, names)];
  if (isBlank(from)) return phrase('plan.change.fill', { tense, label, to: is });
  if (typeof value !== 'object' && isBlank(to)) return phrase('plan.change.clear', { tense, label, from: was });
  return phrase('plan.change.set', { tense, label, from: was, to: is });
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
  return phrase(isAdded ? 'plan.change.add' : 'plan.change.remove', {
    tense,
    label: labelPhrase(item, path, names),
    entries: listOf(entries),
  });
}

/** The sentence about an undecided conflict. */
function conflictPhrase(item: PlanItem, field: FieldChange, names: PlanNames): Phrase {
  const { ours, before, path, kind } = field;
  const { value, isEntry } = fieldKindOf(item.section, path);
  const label = labelPhrase(item, path, names);
  if (kind === 'order') return phrase('plan.conflict.order');
  if (path === '' || isEntry) {
    const what = path === '' || value === 'step' ? label : valuePhrase(value, ours ?? before, names);
    return phrase(ours === null ? 'plan.conflict.removedHere' : before === null ? 'plan.conflict.removedThere' : 'plan.conflict.entry', {
      what,
    });
  }
  return phrase('plan.conflict.field', { label, ours: valuePhrase(value, ours, names), theirs: valuePhrase(value, before, names) });
}

const who = ({ server }: PlanItem): Phrase =>
  server === null || server.updatedBy === '' ? phrase('plan.who.somebody') : phrase('plan.who.named', { name: server.updatedBy });

/** The sentence about one field. A field for the whole object is described by `itemSentence`. */
export function fieldSentence(item: PlanItem, field: FieldChange, names: PlanNames): Phrase {
  const change = (from: Json, to: Json, tense: Tense): Phrase => changePhrase(item, field, from, to, tense, names);
  if (isOpen(field)) return conflictPhrase(item, field, names);
  if (item.kind === 'already-there') return phrase('plan.line.already', { change: change(field.base, field.before, 'done') });
  if (isWritten(field)) {
    const sentence = change(field.before, field.after, 'will');
    return field.origin === 'ours' ? sentence : phrase('plan.line.overwrites', { change: sentence });
  }
  if (field.origin === 'theirs') return phrase('plan.line.theirs', { who: who(item), change: change(field.base, field.before, 'did') });
  return phrase('plan.line.kept', { label: labelPhrase(item, field.path, names) });
}

/** One line below an item: a field, or all entries of one list that were added or all that were removed. */
export interface ChangeLine {
  readonly sentence: Phrase;
  /** The fields described by the line, in order. */
  readonly fields: readonly FieldChange[];
}

/** The fields of an item as lines; people of one list are combined. */
export function changeLines(item: PlanItem, names: PlanNames): readonly ChangeLine[] {
  const groups = new Map<string, FieldChange[]>();
  item.fields.forEach((field, at) => {
    const { isEntry, value } = fieldKindOf(item.section, field.path);
    const plain = isEntry && value !== 'step' && field.kind !== 'set' && !field.conflict && field.resolution === undefined;
    const list = field.path.slice(0, field.path.lastIndexOf('/'));
    const key = plain ? `${field.origin} ${field.kind} ${list}` : String(at);
    const group = groups.get(key);
    if (group) group.push(field);
    else groups.set(key, [field]);
  });
  return Array.from(groups.values(), (fields) => {
    const [first] = fields as [FieldChange, ...FieldChange[]];
    if (fields.length === 1) return { fields, sentence: first.path === '' ? itemSentence(item, names) : fieldSentence(item, first, names) };
    const { value } = fieldKindOf(item.section, first.path);
    const entries = fields.map((field) => valuePhrase(value, field.ours ?? field.before ?? field.base, names));
    const changeIn = (tense: Tense): Phrase => entriesPhrase(item, first, first.kind === 'added', entries, tense, names);
    if (item.kind === 'already-there') return { fields, sentence: phrase('plan.line.already', { change: changeIn('done') }) };
    return {
      fields,
      sentence: first.origin === 'theirs' ? phrase('plan.line.theirs', { who: who(item), change: changeIn('did') }) : changeIn('will'),
    };
  });
}

/** Changed parts of an object, each once with a count: 名前、2 個のステップ. */
export function areasOf(item: PlanItem, fields: readonly FieldChange[] = item.fields): PhraseList {
  const areas = new Map<string, { readonly counted: string | null; readonly touched: Set<string> }>();
  for (const { path } of fields) {
    const { area, counted, keys } = fieldKindOf(item.section, path);
    const known = areas.get(area) ?? { counted, touched: new Set() };
    // All changes within one step or one entry count once.
    known.touched.add(keys[0] ?? (counted === null ? path : ''));
    areas.set(area, known);
  }
  const list = Array.from(areas, ([area, { counted, touched }]) => {
    if (touched.size > 1) touched.delete('');
    return phrase(`plan.area.${counted ?? 'counted'}`, { area: phrase(`plan.area.${area}`), count: touched.size });
  });
  return listOf(list, list.length);
}

/** The sentence about a whole item: 申請経路「A」のステップ 2「部長」を 3 番目に移します。 */
export function itemSentence(item: PlanItem, names: PlanNames): Phrase {
  if (item.secret !== null) return phrase('plan.item.secret', { object: itemPhrase(item) });
  const object = itemPhrase(item);
  const [first] = item.fields;
  const isWhole = first?.path === '';
  switch (item.kind) {
    case 'create':
      return phrase(
        item.base !== null && isWhole ? 'plan.item.recreate' : isSingle(item.section) ? 'plan.item.begin' : 'plan.item.create',
        { object },
      );
    case 'delete':
      return phrase('plan.item.delete', { object });
    case 'conflict':
      return isWhole && first !== undefined
        ? conflictPhrase(item, first, names)
        : phrase('plan.item.conflict', { object, areas: areasOf(item, item.fields.filter(isOpen)) });
    case 'already-there':
      return phrase(item.server === null ? 'plan.item.alreadyGone' : isWhole ? 'plan.item.alreadyThere' : 'plan.item.alreadySame', {
        object,
      });
    case 'drift':
      return driftSentence(item, object, isWhole);
    case 'change':
      return changeSentence(item, object, names);
    default:
      return phrase('plan.item.change', { object, areas: areasOf(item) });
  }
}

/** Converts an `itemSentence` to the form after the write: 申請経路「A」を作りました。 Other phrases stay unchanged. */
export const donePhrase = (sentence: Phrase): Phrase => retold(sentence, 'done', 'did');

/** Converts an `itemSentence` to the neutral form, for changes that were not written or whose outcome is unknown: 申請経路「A」を作る. */
export const plainPhrase = (sentence: Phrase): Phrase => retold(sentence, 'plain', 'plain');

function retold({ key, params }: Phrase, as: 'done' | 'plain', tense: Tense): Phrase {
  const name = /^plan\.item\.(create|begin|recreate|delete|one|add|remove|change|secret)$/.exec(key)?.[1];
  if (name === undefined) return { key, params };
  const { change } = params;
  if (typeof change !== 'object' || !('key' in change)) return phrase(`plan.${as}.${name}`, params);
  return phrase(`plan.${as}.${name}`, { ...params, change: phrase(change.key, { ...change.params, tense }) });
}

/**
 * The sentence about changes: the complete change if there is only one value, names if people are all added or all removed, otherwise the
 * changed parts.
 */
function changeSentence(item: ObjectItem, object: Phrase, names: PlanNames): Phrase {
  const written = item.fields.filter(isWritten);
  const [first] = written;
  if (first === undefined) return phrase('plan.item.kept', { object });
  const { value, isEntry } = fieldKindOf(item.section, first.path);
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
    const entries = written.map(({ before, after }) => valuePhrase(value, after ?? before, names));
    return phrase(first.after !== null ? 'plan.item.add' : 'plan.item.remove', { object, entries: listOf(entries) });
  }
  if (written.length > 1) return phrase('plan.item.change', { object, areas: areasOf(item, written) });
  return phrase('plan.item.one', { object, change: changePhrase(item, first, first.before, first.after, 'inline', names) });
}

function driftSentence(item: PlanItem, object: Phrase, isWhole: boolean): Phrase {
  if (item.fields.some(({ origin }) => origin !== 'theirs')) return phrase('plan.item.kept', { object });
  if (!isWhole) return phrase('plan.item.drift', { object, who: who(item), areas: areasOf(item) });
  return item.server === null ? phrase('plan.item.vanished', { object }) : phrase('plan.item.appeared', { object, who: who(item) });
}
