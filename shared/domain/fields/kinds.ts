import * as z from 'zod/mini';
import { defineField, type EntryFacts } from './field-facts.ts';
import { isJson, type Json } from './json.ts';

/** Value kinds of drafted objects. A schema defines what can be stored; lint reports what is wrong with it. */

export const MAX_ENTRIES = 20_000;

export const textField = (longest = 1_000) => defineField(z.string().check(z.maxLength(longest)), { says: 'text' });
/** A text that must be identical on both sides. */
export const codeField = (longest = 200) => defineField(z.string().check(z.maxLength(longest)), { says: 'code' });
export const choiceField = <const Values extends readonly string[]>(values: Values, key: string) =>
  defineField(z.enum(values), { says: { words: key } });
export const flagField = () => defineField(z.boolean(), { says: 'flag' });
export const integerBetween = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

export const idText = () => z.string().check(z.maxLength(200));
export const userIdField = () => defineField(idText(), { says: 'user' });
export const organizationIdField = () => defineField(idText(), { says: 'organization' });
export const roleIdField = () => defineField(idText(), { says: 'role' });

/** An array without order; each entry occurs once by its key. */
export const unorderedListField = <S extends z.core.$ZodType>(entry: S, key: readonly string[] = [], together?: EntryFacts['together']) =>
  defineField(z.array(entry).check(z.maxLength(MAX_ENTRIES)), { entries: { kind: 'set', key, ...(together && { together }) } });

/** An array with order, whose entries are identified by `id`. */
export const orderedListField = <S extends z.core.$ZodType>(entry: S, most: number) =>
  defineField(z.array(entry).check(z.maxLength(most)), { entries: { kind: 'list', key: ['id'] } });

export const jsonField = () => z.custom<Json>((value) => isJson(value));
