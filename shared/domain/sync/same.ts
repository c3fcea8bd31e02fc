import type { Body, Section } from '../drafts/sections.ts';
import { type Fields, isFields, type Json } from '../fields/json.ts';
import { ANY_VALUE, entriesOf, type ListShape, SHAPES, type Shape, variantOf } from './shape.ts';

/** A body as JSON for transfer. */
export const jsonOf = (body: Body): Json => body as unknown as Json;

/** True if two JSON values are equal; the order of fields is ignored. Nesting is limited when bodies are read. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!sameValue(a[i] as Json, b[i] as Json)) return false;
    return true;
  }
  // Avoids arrays of names, because the plan compares every field twice.
  let names = 0;
  for (const name in a as Fields) {
    names++;
    if (!Object.hasOwn(b, name) || !sameValue((a as Fields)[name], (b as Fields)[name])) return false;
  }
  for (const _ in b as Fields) names--;
  return names === 0;
}

/** True if two values of one shape are equivalent; the order of sets is ignored. */
export function sameBy(shape: Shape, a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  switch (shape.kind) {
    case 'value':
      return sameValue(a, b);
    case 'set':
    case 'list':
      return Array.isArray(a) && Array.isArray(b) ? sameEntries(shape, a, b) : sameValue(a, b);
    case 'record':
      return isFields(a) && isFields(b) ? sameFields(shape.fields, a, b) : sameValue(a, b);
    case 'union': {
      if (!isFields(a) || !isFields(b)) return sameValue(a, b);
      const variant = variantOf(shape, a);
      if (variant === undefined) return sameValue(a, b);
      return a[shape.tag] === b[shape.tag] && sameFields(variant.fields, a, b);
    }
  }
}

function sameFields(shapes: Readonly<Record<string, Shape>>, a: Fields, b: Fields): boolean {
  let names = 0;
  for (const name in a) {
    names++;
    if (!Object.hasOwn(b, name)) return false;
    if (!sameBy(Object.hasOwn(shapes, name) ? (shapes[name] as Shape) : ANY_VALUE, a[name], b[name])) return false;
  }
  for (const _ in b) names--;
  return names === 0;
}

function sameEntries(shape: ListShape, a: readonly Json[], b: readonly Json[]): boolean {
  if (shape.kind === 'list') return a.length === b.length && a.every((entry, i) => sameBy(shape.entry, entry, b[i]));
  if (a.length === b.length && a.every((entry, i) => sameValue(entry, b[i]))) return true;
  const [left, right] = [entriesOf(shape, a), entriesOf(shape, b)];
  if (left.size !== right.size) return false;
  for (const [key, entry] of left) if (!sameBy(shape.entry, entry, right.get(key))) return false;
  return true;
}

/** True if two bodies of a section are equivalent for the server; `null` = does not exist. */
export const sameBody = (section: Section, a: Body | null, b: Body | null): boolean =>
  a === b || (a !== null && b !== null && sameBy(SHAPES[section], jsonOf(a), jsonOf(b)));
