import type { ValueKind } from '../../fields/field-facts.ts';
import type { Json } from '../../fields/json.ts';
import { describeStep } from '../../routes/describe.ts';
import type { Access, Approver, Principal, Resolver, Step } from '../../routes/route.ts';
import { createRouteStep } from '../../routes/route.ts';
import type { SerialPart } from '../../serials/serial.ts';
import { createPhrase, createPhraseList, type Phrase, type PlanNames } from './phrase.ts';

const MAX_TEXT_LENGTH = 80;
const shortened = (text: string): string => (text.length <= MAX_TEXT_LENGTH ? text : `${[...text].slice(0, MAX_TEXT_LENGTH).join('')}…`);

/** `short`: long texts and lists are shortened for a sentence. `full`: complete. */
export type TextLength = 'short' | 'full';
const cut = (text: string, extent: TextLength): string => (extent === 'full' ? text : shortened(text));

export const NO_VALUE_PHRASE: Phrase = createPhrase('plan.value.none');
const quoted = (text: string, extent: TextLength): Phrase => createPhrase('plan.value.text', { text: cut(text, extent) });
const named = (name: string | null, id: string): Phrase =>
  name === null ? createPhrase('plan.value.unknown', { id: shortened(id) }) : createPhrase('plan.value.name', { name });
const inRoute = ({ key, params }: Phrase): Phrase => createPhrase(`route.${key}`, params);

/** True if a value is an empty text or nothing is selected. */
export const isBlank = (value: Json): boolean => value === null || value === '';

/** Fields for which `null`, the system's default, is a choice with its own text. */
const FIELDS_WITH_UNSET_TEXT: ReadonlySet<string> = new Set(['route.handling']);

/** A value as a phrase; values that cannot be described are shown as JSON. Never throws. */
export function describeValue(kind: ValueKind, value: Json, names: PlanNames, extent: TextLength = 'short'): Phrase {
  if (value === null && !(typeof kind === 'object' && FIELDS_WITH_UNSET_TEXT.has(kind.words))) return NO_VALUE_PHRASE;
  if (typeof kind === 'object' && (value === null || typeof value !== 'object'))
    return createPhrase('plan.value.word', { word: createPhrase(`${kind.words}.${value === null ? 'unset' : String(value)}`) });
  if (typeof kind === 'object') return json(value, extent);
  switch (kind) {
    case 'text':
    case 'code':
      return value === '' ? NO_VALUE_PHRASE : typeof value === 'string' ? quoted(value, extent) : json(value, extent);
    case 'number':
    case 'month':
    case 'days':
    case 'level':
      return typeof value === 'number' ? createPhrase(`plan.value.${kind}`, { value }) : json(value, extent);
    case 'flag':
      return createPhrase(value === true ? 'plan.value.yes' : 'plan.value.no');
    case 'user':
    case 'organization':
    case 'role':
      return typeof value !== 'string' ? json(value, extent) : value === '' ? NO_VALUE_PHRASE : named(names[kind](value), value);
    case 'route':
    case 'serial': {
      const name = typeof value === 'string' ? names[kind](value) : null;
      return typeof value !== 'string' ? json(value, extent) : name === null ? named(null, value) : quoted(name, extent);
    }
    default:
      try {
        return composite(kind, value, names, extent);
      } catch {
        // The server sent a value of another shape.
        return json(value, extent);
      }
  }
}

const json = (value: Json, extent: TextLength): Phrase => createPhrase('plan.value.text', { text: cut(JSON.stringify(value), extent) });

type Composite = 'organization-choice' | 'principal' | 'access' | 'approvers' | 'resolver' | 'branch' | 'number-form' | 'step' | 'other';

function composite(kind: Composite, value: Json, names: PlanNames, extent: TextLength): Phrase {
  const any = value as unknown;
  switch (kind) {
    case 'organization-choice':
      return withBelow(any as { id: string; descendants: boolean }, names);
    case 'principal':
      return principal(any as Principal, names);
    case 'access': {
      const access = any as Access;
      if (access.kind !== 'listed') return createPhrase('route.access.everyone');
      const people = access.principals.map((one) => principal(one, names));
      return people.length === 0
        ? createPhrase('plan.value.nobody')
        : createPhrase('plan.value.listed', {
            people: createPhraseList(people, extent === 'full' ? people.length : undefined),
          });
    }
    case 'approvers':
      return approvers(any as Approver, names);
    case 'resolver':
      return approvers({ kind: 'organization', organizationId: '', resolver: any as Resolver }, names, 'how');
    case 'step':
      return describeStepApprovers(any as Step, names);
    case 'branch': {
      const { summary } = any as { summary: string };
      if (extent === 'full') return json(value, extent);
      return summary === '' ? createPhrase('plan.value.condition') : quoted(summary, extent);
    }
    case 'number-form': {
      const parts = any as readonly SerialPart[];
      return parts.length === 0
        ? NO_VALUE_PHRASE
        : createPhrase('plan.value.form', { parts: { list: parts.map(part), more: 0, separator: 'plus' } });
    }
    case 'other':
      return json(value, extent);
  }
}

function withBelow({ id, descendants }: { readonly id: string; readonly descendants: boolean }, names: PlanNames): Phrase {
  return createPhrase(descendants ? 'plan.value.withBelow' : 'plan.value.withoutBelow', { name: named(names.organization(id), id) });
}

const principal = (one: Principal, names: PlanNames): Phrase =>
  one.kind === 'organization' ? withBelow(one, names) : named(names[one.kind === 'role' ? 'role' : 'user'](one.id), one.id);

function approvers(value: Approver, names: PlanNames, part: 'all' | 'how' = 'all'): Phrase {
  const { who, how } = describeStep({ ...createRouteStep(''), approvers: value }, names);
  const resolver = value.kind === 'organization' || value.kind === 'hierarchy' ? how[0] : undefined;
  if (part === 'how') return resolver === undefined ? NO_VALUE_PHRASE : inRoute(resolver);
  return resolver === undefined ? inRoute(who) : createPhrase('plan.value.whoHow', { who: inRoute(who), how: inRoute(resolver) });
}

/** The approvers of a step. They serve as its name, because steps have none. */
export const describeStepApprovers = (step: Step, names: PlanNames): Phrase => approvers(step.approvers, names);

function part(one: SerialPart): Phrase {
  if (one.kind === 'text') return createPhrase('plan.value.part', { part: one.text });
  if (one.kind === 'counter') return createPhrase(one.zeroPad ? 'plan.value.counterPadded' : 'plan.value.counter', { digits: one.digits });
  return createPhrase(`serial.part.${one.kind}`);
}
