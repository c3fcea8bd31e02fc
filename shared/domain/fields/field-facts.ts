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

/** Defines how entries of an array are identified in a merge. An array without it is merged as one value. */
export interface EntryFacts {
  /** `set`: the order has no meaning. `list`: the order matters. */
  readonly kind: 'set' | 'list';
  /** Names of the fields that identify an entry; empty = the entry itself is the key. */
  readonly key: readonly string[];
  /** Combines two entries of a `set` with equal keys; omitted = the first is used. */
  readonly together?: (first: Json, second: Json) => Json;
}

/** Metadata of a field in addition to its schema, defined once beside the schema of its object. */
export interface FieldFacts {
  /**
   * Message keys of the field: name `plan.label.<label>`, area `plan.area.<label>`. A nested field without a label uses that of its parent.
   */
  readonly label?: string;
  /** Omitted = `other`, which shows the JSON. */
  readonly says?: ValueKind;
  readonly entries?: EntryFacts;
  /** Text below `plan.area` that counts the changed steps, people or entries. */
  readonly counted?: 'countedSteps' | 'countedPeople' | 'countedEntries';
  /** Aspect of an edit, an argument of the message `draft.step.edit`; omitted = `other`. */
  readonly aspect?: string;
}

/** Replaces a registry of zod, whose type recursion does not end for metadata with functions of JSON. */
const FACTS = new WeakMap<z.core.$ZodType, FieldFacts>();

/** Returns a copy of the schema with these facts added to its own. */
export function defineField<S extends z.core.$ZodType>(schema: S, facts: FieldFacts): S {
  // Copied with its definition, so that JSON Schema output does not list the original as a separate part.
  const described = z.clone<z.core.$ZodType>(schema, schema._zod.def) as S;
  FACTS.set(described, { ...getFieldFacts(schema), ...facts });
  return described;
}

/** Metadata of a schema; for an optional schema, also that of its value. */
export function getFieldFacts(schema: z.core.$ZodType): FieldFacts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return { ...(def.type === 'optional' && getFieldFacts(def.innerType)), ...FACTS.get(schema) };
}

/** A type whose values are never modified in place, as for all drafts. */
export type Immutable<T> = [Json] extends [T]
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : T extends object
      ? { readonly [Field in keyof T]: Immutable<T[Field]> }
      : T;
