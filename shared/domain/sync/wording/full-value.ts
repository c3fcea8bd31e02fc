import type { Section } from '../../drafts/sections.ts';
import { isFields, type Json } from '../../fields/json.ts';
import type { FieldChange, PlanItem } from '../plan/item.ts';
import { ANY_VALUE, entriesOf, fieldAt, isList, pointer, SHAPES, type Shape, segmentsOf, variantOf } from '../shape.ts';
import { fieldKindOf } from './field-kinds.ts';
import { sidePhrase } from './label.ts';
import { type Phrase, type PlanNames, phrase } from './phrase.ts';
import { NO_VALUE_PHRASE, valuePhrase } from './value-phrase.ts';

/** Kinds of values that their own phrase describes completely. */
const SAID_WHOLE: ReadonlySet<unknown> = new Set(['principal', 'organization-choice']);
/** Fields that the phrase of their parent describes. */
const SAID_ABOVE: ReadonlySet<string> = new Set(['id', 'kind']);

/**
 * A complete value for a permanent record: nothing is shortened; steps, approvers and lists of people are described field by field. Never
 * throws.
 */
export function fullPhrase(section: Section, path: string, value: Json, names: PlanNames): Phrase {
  return phraseOf(shapeAt(SHAPES[section], segmentsOf(path)), section, path, value, names);
}

/** The complete value of one side of a change. */
export function fullSide(item: PlanItem, field: FieldChange, side: 'before' | 'after', names: PlanNames): Phrase {
  const value = field[side];
  if (field.kind === 'moved' || field.kind === 'order' || value === null) return sidePhrase(item, field, side, names);
  return fullPhrase(item.section, field.path, value, names);
}

function phraseOf(shape: Shape, section: Section, path: string, value: Json, names: PlanNames): Phrase {
  const kind = fieldKindOf(section, path).value;
  const itself = valuePhrase(kind, value, names, 'full');
  if (value === null || shape.kind === 'value' || SAID_WHOLE.has(kind)) return itself;
  if (isList(shape)) {
    if (!Array.isArray(value)) return itself;
    const entries = Array.from(entriesOf(shape, value), ([key, entry]) => phraseOf(shape.entry, section, pointer(path, key), entry, names));
    return entries.length === 0 ? NO_VALUE_PHRASE : phrase('plan.value.listed', { people: { list: entries, more: 0 } });
  }
  if (!isFields(value)) return itself;
  const fields = shape.kind === 'union' ? variantOf(shape, value)?.fields : shape.fields;
  if (fields === undefined) return valuePhrase('other', value, names, 'full');
  const parts = Object.keys(value)
    .filter((name) => !SAID_ABOVE.has(name))
    .map((name) => {
      const at = pointer(path, name);
      const field = phraseOf(fields[name] ?? { kind: 'value' }, section, at, value[name] as Json, names);
      const { label } = fieldKindOf(section, at);
      const called = label === 'other' ? phrase('plan.label.other', { path: name }) : phrase(`plan.label.${label}`);
      return phrase('plan.value.labelled', { label: called, value: field });
    });
  return parts.length === 0 ? itself : phrase('plan.value.details', { whole: itself, parts: { list: parts, more: 0 } });
}

/** The shape at a path. */
const shapeAt = (shape: Shape, path: readonly string[]): Shape =>
  path.reduce<Shape>((inner, name) => fieldAt(inner, name) ?? ANY_VALUE, shape);
