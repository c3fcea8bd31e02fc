import type { Section } from '../../drafts/sections.ts';
import { isJsonObject, type Json } from '../../fields/json.ts';
import type { FieldChange, PlanItem } from '../plan/item.ts';
import {
  ANY_VALUE,
  appendToPointer,
  getFieldShape,
  getUnionVariant,
  indexListEntries,
  isListShape,
  SHAPES,
  type Shape,
  splitPointer,
} from '../shape.ts';
import { getFieldKind } from './field-kinds.ts';
import { describeFieldSide } from './label.ts';
import { createPhrase, type Phrase, type PlanNames } from './phrase.ts';
import { describeValue, NO_VALUE_PHRASE } from './value-phrase.ts';

/** Kinds of values that their own phrase describes completely. */
const COMPLETE_PHRASE_KINDS: ReadonlySet<unknown> = new Set(['principal', 'organization-choice']);
/** Fields that the phrase of their parent describes. */
const HEADING_FIELDS: ReadonlySet<string> = new Set(['id', 'kind']);

/**
 * A complete value for a permanent record: nothing is shortened; steps, approvers and lists of people are described field by field. Never
 * throws.
 */
export function describeFullValue(section: Section, path: string, value: Json, names: PlanNames): Phrase {
  return phraseOf(shapeAt(SHAPES[section], splitPointer(path)), section, path, value, names);
}

/** The complete value of one side of a change. */
export function describeFullSide(item: PlanItem, field: FieldChange, side: 'before' | 'after', names: PlanNames): Phrase {
  const value = field[side];
  if (field.kind === 'moved' || field.kind === 'order' || value === null) return describeFieldSide(item, field, side, names);
  return describeFullValue(item.section, field.path, value, names);
}

function phraseOf(shape: Shape, section: Section, path: string, value: Json, names: PlanNames): Phrase {
  const kind = getFieldKind(section, path).value;
  const itself = describeValue(kind, value, names, 'full');
  if (value === null || shape.kind === 'value' || COMPLETE_PHRASE_KINDS.has(kind)) return itself;
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return itself;
    const entries = Array.from(indexListEntries(shape, value), ([key, entry]) =>
      phraseOf(shape.entry, section, appendToPointer(path, key), entry, names),
    );
    return entries.length === 0 ? NO_VALUE_PHRASE : createPhrase('plan.value.listed', { people: { list: entries, more: 0 } });
  }
  if (!isJsonObject(value)) return itself;
  const fields = shape.kind === 'union' ? getUnionVariant(shape, value)?.fields : shape.fields;
  if (fields === undefined) return describeValue('other', value, names, 'full');
  const parts = Object.keys(value)
    .filter((name) => !HEADING_FIELDS.has(name))
    .map((name) => {
      const at = appendToPointer(path, name);
      const field = phraseOf(fields[name] ?? { kind: 'value' }, section, at, value[name] as Json, names);
      const { label } = getFieldKind(section, at);
      const called = label === 'other' ? createPhrase('plan.label.other', { path: name }) : createPhrase(`plan.label.${label}`);
      return createPhrase('plan.value.labelled', { label: called, value: field });
    });
  return parts.length === 0 ? itself : createPhrase('plan.value.details', { whole: itself, parts: { list: parts, more: 0 } });
}

/** The shape at a path. */
const shapeAt = (shape: Shape, path: readonly string[]): Shape =>
  path.reduce<Shape>((inner, name) => getFieldShape(inner, name) ?? ANY_VALUE, shape);
