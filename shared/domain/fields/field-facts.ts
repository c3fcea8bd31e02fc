import * as z from 'zod/mini';
import type { Json } from './json.ts';

/** How a value is displayed; `words`: the text of a choice is below this message key. */
export type ValueKind =
  | 'text'
  | 'code'
  | 'number'
  | 'month'
  | 'days'
  | 'level'
  | 'flag'
  | 'user'
  | 'organization'
  | 'organization-choice'
  | 'role'
  | 'principal'
  | 'route'
  | 'serial'
  | 'access'
  | 'approvers'
  | 'resolver'
  | 'branch'
  | 'number-form'
  | 'step'
  | 'other'
  | { readonly words: string };

/** How entries of an array are recognised when two versions are merged. An array without it is one value. */
export interface EntryFacts {
  /** `set`: the order has no meaning. `list`: the order matters. */
  readonly kind: 'set' | 'list';
  /** Names of the fields that identify an entry; none: the entry is its own key. */
  readonly key: readonly string[];
  /** What two entries of one key in a `set` mean together; the first alone where left out. */
  readonly together?: (first: Json, second: Json) => Json;
}

/** What is known of a field beside its schema. A field is described once, where its object's schema is. */
export interface FieldFacts {
  /** Its name is the text `plan.label.<label>`, its part of an object `plan.area.<label>`; a part without one has that of the whole. */
  readonly label?: string;
  /** `other` where left out: the JSON itself. */
  readonly says?: ValueKind;
  readonly entries?: EntryFacts;
  /** Text below `plan.area` that counts what is touched of it: steps, people, entries. */
  readonly counted?: 'countedSteps' | 'countedPeople' | 'countedEntries';
  /** What an edit of it is about, as the text `draft.step.edit` names it; `other` where left out. */
  readonly aspect?: string;
}

/** As a registry of zod, whose types do not end with facts that hold functions of JSON. */
const FACTS = new WeakMap<z.core.$ZodType, FieldFacts>();

/** A copy of the schema with these facts added to its own. */
export function field<S extends z.core.$ZodType>(schema: S, facts: FieldFacts): S {
  // Copied with its definition, so that JSON Schema output does not list the original as a separate part.
  const described = z.clone<z.core.$ZodType>(schema, schema._zod.def) as S;
  FACTS.set(described, { ...factsOf(schema), ...facts });
  return described;
}

/** What is known of a schema; of an optional one also what is known of its value. */
export function factsOf(schema: z.core.$ZodType): FieldFacts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return { ...(def.type === 'optional' && factsOf(def.innerType)), ...FACTS.get(schema) };
}

/** A type whose values are never changed in place, as everything drafted. */
export type Immutable<T> = [Json] extends [T]
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : T extends object
      ? { readonly [Field in keyof T]: Immutable<T[Field]> }
      : T;
