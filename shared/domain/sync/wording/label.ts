import { type Body, isSingleSection, type Section } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import type { Route, Step } from '../../routes/route.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { FieldChange, PlanItem } from '../plan/item.ts';
import { getFieldKind } from './field-kinds.ts';
import { createPhrase, type Phrase, type PlanNames } from './phrase.ts';
import { describeStepApprovers, describeValue, NO_VALUE_PHRASE } from './value-phrase.ts';

/** The kind and name of an object: 申請経路「A」. */
export function describeObject({ section, name }: { readonly section: GatewaySection; readonly name: string }): Phrase {
  if (isSingleSection(section)) return createPhrase(`plan.object.${section}`);
  return name === '' ? createPhrase(`plan.object.unnamed.${section}`) : createPhrase(`plan.object.${section}`, { name });
}

export const describeItem = (item: PlanItem): Phrase =>
  item.secret === null ? describeObject(item) : createPhrase(`plan.secret.${item.secret}`);

/** A step and its position, from 1, in the first body that contains it. */
function stepOf(bodies: readonly (Body | null | undefined)[], id: string): { readonly step: Step | null; readonly place: number } {
  for (const body of bodies) {
    const { steps } = (body ?? { steps: [] }) as Pick<Route, 'steps'>;
    const at = steps.findIndex((step) => step.id === id);
    if (at >= 0) return { step: steps[at] as Step, place: at + 1 };
  }
  return { step: null, place: 0 };
}

const bodiesOf = (item: PlanItem): readonly (Body | null | undefined)[] => [item.server?.body, item.draft, item.base];

export const describeItemStep = (item: PlanItem, id: string, names: PlanNames): Phrase => stepIn(bodiesOf(item), id, names);

function stepIn(bodies: readonly (Body | null | undefined)[], id: string, names: PlanNames): Phrase {
  const { step, place } = stepOf(bodies, id);
  return step === null
    ? createPhrase('plan.step.unknown')
    : createPhrase('plan.step.named', { place, who: describeStepApprovers(step, names) });
}

/** The name of a list entry with this key, such as a person or an organization. */
function entryName(path: string, key: string, names: PlanNames): Phrase {
  const [, list] = path.split('/');
  const id = list === 'access' ? key.slice(key.indexOf(':') + 1) : key;
  const name = list === 'access' && key.startsWith('role:') ? names.role(id) : names.organization(id);
  return name === null ? createPhrase('plan.value.unknown', { id }) : createPhrase('plan.value.name', { name });
}

/** The name of a field: ステップ 2「購買部」の承認条件. The path is that of one of the item's fields. */
export function describeItemField(item: PlanItem, path: string, names: PlanNames): Phrase {
  return path === '' ? describeItem(item) : describeField(item.section, path, bodiesOf(item), names);
}

/** The name of a field within an object; the position of a step is taken from the first body that contains it. */
export function describeField(section: Section, path: string, bodies: readonly (Body | null | undefined)[], names: PlanNames): Phrase {
  const { label, keys } = getFieldKind(section, path);
  const [key] = keys;
  if (key !== undefined && path.startsWith('/steps/')) {
    const step = stepIn(bodies, key, names);
    return label === 'steps' ? step : createPhrase('plan.label.ofStep', { step, field: createPhrase(`plan.label.${label}`) });
  }
  if (label === 'descendants' && key !== undefined) return createPhrase('plan.label.descendantsOf', { entry: entryName(path, key, names) });
  return label === 'other'
    ? createPhrase('plan.label.other', { path: path.slice(1).replace(/\//g, '.') })
    : createPhrase(`plan.label.${label}`);
}

/** One side's value of a field as text, for the columns base, ours and server. */
export function describeFieldSide(
  item: PlanItem,
  field: FieldChange,
  side: 'base' | 'ours' | 'before' | 'after',
  names: PlanNames,
): Phrase {
  const value = field[side];
  if (field.path === '') return createPhrase(value === null ? 'plan.value.absent' : 'plan.value.present');
  if (field.kind === 'moved') return placePhrase(value);
  if (field.kind === 'order')
    return value === null
      ? NO_VALUE_PHRASE
      : createPhrase('plan.value.order', { steps: { list: stepsOf(item, value, names), more: 0, separator: 'arrow' } });
  const { value: kind, isEntry } = getFieldKind(item.section, field.path);
  return value === null && isEntry ? createPhrase('plan.value.absent') : describeValue(kind, value, names);
}

const placePhrase = (place: Json): Phrase =>
  typeof place === 'number' && place >= 0 ? createPhrase('plan.value.place', { place: place + 1 }) : NO_VALUE_PHRASE;

const stepsOf = (item: PlanItem, keys: Json, names: PlanNames): readonly Phrase[] =>
  Array.isArray(keys) ? keys.map((id) => describeItemStep(item, String(id), names)) : [];
