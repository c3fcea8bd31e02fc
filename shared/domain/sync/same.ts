import type { Body, Section } from '../drafts/sections.ts';
import { isJsonObject, type Json, type JsonObject } from '../fields/json.ts';
import { ANY_VALUE, getUnionVariant, indexListEntries, type ListShape, SHAPES, type Shape } from './shape.ts';

/** A body as JSON for transfer. */
export const bodyToJson = (body: Body): Json => body as unknown as Json;

/** True if two JSON values are equal; the order of fields is ignored. Nesting is limited when bodies are read. */
export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isSameValue(a[i] as Json, b[i] as Json)) return false;
    return true;
  }
  // Avoids arrays of names, because the plan compares every field twice.
  let names = 0;
  for (const name in a as JsonObject) {
    names++;
    if (!Object.hasOwn(b, name) || !isSameValue((a as JsonObject)[name], (b as JsonObject)[name])) return false;
  }
  for (const _ in b as JsonObject) names--;
  return names === 0;
}

/** True if two values of one shape are equivalent; the order of sets is ignored. */
export function isSameByShape(shape: Shape, a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  switch (shape.kind) {
    case 'value':
      return isSameValue(a, b);
    case 'set':
    case 'list':
      return Array.isArray(a) && Array.isArray(b) ? sameEntries(shape, a, b) : isSameValue(a, b);
    case 'record':
      return isJsonObject(a) && isJsonObject(b) ? sameFields(shape.fields, a, b) : isSameValue(a, b);
    case 'union': {
      if (!isJsonObject(a) || !isJsonObject(b)) return isSameValue(a, b);
      const variant = getUnionVariant(shape, a);
      if (variant === undefined) return isSameValue(a, b);
      return a[shape.tag] === b[shape.tag] && sameFields(variant.fields, a, b);
    }
  }
}

function sameFields(shapes: Readonly<Record<string, Shape>>, a: JsonObject, b: JsonObject): boolean {
  let names = 0;
  for (const name in a) {
    names++;
    if (!Object.hasOwn(b, name)) return false;
    if (!isSameByShape(Object.hasOwn(shapes, name) ? (shapes[name] as Shape) : ANY_VALUE, a[name], b[name])) return false;
  }
  for (const _ in b) names--;
  return names === 0;
}

function sameEntries(shape: ListShape, a: readonly Json[], b: readonly Json[]): boolean {
  if (shape.kind === 'list') return a.length === b.length && a.every((entry, i) => isSameByShape(shape.entry, entry, b[i]));
  if (a.length === b.length && a.every((entry, i) => isSameValue(entry, b[i]))) return true;
  const [left, right] = [indexListEntries(shape, a), indexListEntries(shape, b)];
  if (left.size !== right.size) return false;
  for (const [key, entry] of left) if (!isSameByShape(shape.entry, entry, right.get(key))) return false;
  return true;
}

/** True if two bodies of a section are equivalent for the server; `null` = does not exist. */
export const isSameBody = (section: Section, a: Body | null, b: Body | null): boolean =>
  a === b || (a !== null && b !== null && isSameByShape(SHAPES[section], bodyToJson(a), bodyToJson(b)));
