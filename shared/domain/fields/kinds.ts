import * as z from 'zod/mini';
import { type EntryFacts, field } from './field-facts.ts';
import { isJson, type Json } from './json.ts';

/** Value kinds of drafted objects. A schema defines what can be stored; lint reports what is wrong with it. */

export const MOST_ENTRIES = 20_000;

export const text = (longest = 1_000) => field(z.string().check(z.maxLength(longest)), { says: 'text' });
/** A text that must be identical on both sides. */
export const code = (longest = 200) => field(z.string().check(z.maxLength(longest)), { says: 'code' });
export const words = <const Values extends readonly string[]>(values: Values, key: string) =>
  field(z.enum(values), { says: { words: key } });
export const flag = () => field(z.boolean(), { says: 'flag' });
export const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

export const id = () => z.string().check(z.maxLength(200));
export const userId = () => field(id(), { says: 'user' });
export const organizationId = () => field(id(), { says: 'organization' });
export const roleId = () => field(id(), { says: 'role' });

/** An array without order; each entry occurs once by its key. */
export const setOf = <S extends z.core.$ZodType>(entry: S, key: readonly string[] = [], together?: EntryFacts['together']) =>
  field(z.array(entry).check(z.maxLength(MOST_ENTRIES)), { entries: { kind: 'set', key, ...(together && { together }) } });

/** An array with order, whose entries are identified by `id`. */
export const listOf = <S extends z.core.$ZodType>(entry: S, most: number) =>
  field(z.array(entry).check(z.maxLength(most)), { entries: { kind: 'list', key: ['id'] } });

export const json = () => z.custom<Json>((value) => isJson(value));
