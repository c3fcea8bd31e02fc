import type { Body, Section } from '../../drafts/sections.ts';
import { isJsonObject, type Json, type JsonObject } from '../../fields/json.ts';
import type { Origin } from '../plan/item.ts';
import { bodyToJson, isSameByShape } from '../same.ts';
import { ANY_VALUE, appendToPointer, getUnionVariant, indexListEntries, type ListShape, SHAPES, type Shape } from '../shape.ts';
import {
  type Difference,
  type EntrySides,
  getPickedValue,
  type OptionalJson,
  type PickedDifference,
  type SidePicker,
} from './difference.ts';
import { mergeOrder } from './merge-order.ts';

export interface MergeResult {
  /** The merged body, identical to the server's object if nothing else was chosen; `null` = does not exist. */
  readonly body: Body | null;
  readonly found: readonly PickedDifference[];
}

/**
 * Merges three versions of an object field by field. `pick` decides each field in which ours and theirs differ. `null` = the side does not
 * have the object. Linear; never throws.
 */
export function mergeBodies(section: Section, base: Body | null, ours: Body | null, theirs: Body | null, pick: SidePicker): MergeResult {
  const merge = new Merge(pick);
  const side = (body: Body | null): OptionalJson => (body === null ? undefined : bodyToJson(body));
  const merged = merge.value(SHAPES[section], side(base), side(ours), side(theirs), '');
  return { body: merged === undefined ? null : (merged as unknown as Body), found: merge.found };
}

class Merge {
  readonly found: PickedDifference[] = [];
  readonly #pick: SidePicker;

  constructor(pick: SidePicker) {
    this.#pick = pick;
  }

  value(shape: Shape, base: OptionalJson, ours: OptionalJson, theirs: OptionalJson, path: string): OptionalJson {
    if (isSameByShape(shape, ours, theirs)) return theirs;
    if (ours === undefined || theirs === undefined) return this.#whole(shape, base, ours, theirs, path);
    switch (shape.kind) {
      case 'record':
        if (isJsonObject(ours) && isJsonObject(theirs))
          return this.#fields(shape.fields, isJsonObject(base) ? base : undefined, ours, theirs, path);
        break;
      case 'union':
        if (isJsonObject(ours) && isJsonObject(theirs) && ours[shape.tag] === theirs[shape.tag]) {
          const variant = getUnionVariant(shape, ours);
          // If both sides changed the value to this variant, the former value has other fields and cannot be the base.
          const before = isJsonObject(base) && base[shape.tag] === ours[shape.tag] ? base : undefined;
          if (variant !== undefined) return this.#fields(variant.fields, before, ours, theirs, path);
        }
        break;
      case 'set':
      case 'list':
        if (Array.isArray(ours) && Array.isArray(theirs))
          return this.#entries(shape, Array.isArray(base) ? base : undefined, ours, theirs, path);
    }
    return this.#whole(shape, base, ours, theirs, path);
  }

  /** Takes the complete value of one side. */
  #whole(shape: Shape, base: OptionalJson, ours: OptionalJson, theirs: OptionalJson, path: string): OptionalJson {
    const origin: Origin = isSameByShape(shape, ours, base) ? 'theirs' : isSameByShape(shape, theirs, base) ? 'ours' : 'both';
    const [before, after] = origin === 'theirs' ? [base, theirs] : [theirs, ours];
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'set';
    const difference: Difference = { path, kind, origin, base, ours, theirs };
    const side = this.#pick(difference);
    const value = getPickedValue(side, difference);
    this.found.push({ ...difference, side, after: value });
    return value;
  }

  #fields(
    shapes: Readonly<Record<string, Shape>>,
    base: JsonObject | undefined,
    ours: JsonObject,
    theirs: JsonObject,
    path: string,
  ): JsonObject {
    const names = new Set([...Object.keys(shapes), ...Object.keys(theirs), ...Object.keys(ours)]);
    const own = (fields: JsonObject | undefined, name: string): OptionalJson =>
      fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    const merged: [string, Json][] = [];
    let changed = false;
    for (const name of names) {
      const before = own(theirs, name);
      const shape = Object.hasOwn(shapes, name) ? (shapes[name] as Shape) : ANY_VALUE;
      if (before === undefined && own(ours, name) === undefined) continue;
      const picked = this.value(shape, own(base, name), own(ours, name), before, appendToPointer(path, name));
      // If both sides have the field but the base does not, the base cannot remove it.
      const value = picked === undefined && own(ours, name) !== undefined ? before : picked;
      if (value !== undefined) merged.push([name, value]);
      if (value !== before) changed = true;
    }
    // `fromEntries` defines fields instead of assigning them, so that a field named `__proto__` stays a field.
    return changed ? Object.fromEntries(merged) : theirs;
  }

  #entries(shape: ListShape, base: readonly Json[] | undefined, ours: readonly Json[], theirs: readonly Json[], path: string): Json {
    const [before, own, server] = [indexListEntries(shape, base ?? []), indexListEntries(shape, ours), indexListEntries(shape, theirs)];
    const values = new Map<string, Json>();
    const first = shape.kind === 'list' ? own : server;
    for (const key of new Set([...first.keys(), ...own.keys(), ...server.keys()])) {
      const [was, our, their] = [before.get(key), own.get(key), server.get(key)];
      const value = this.value(shape.entry, was, our, their, appendToPointer(path, key));
      if (value !== undefined) values.set(key, value);
    }
    const sides = { base: base === undefined ? null : before, ours: own, theirs: server };
    const order = shape.kind === 'list' ? mergeOrder(sides, values, path, this.#pick, this.found) : orderOfSet(sides, values);
    const unchanged =
      order.length === server.size && [...server].every(([key, entry], at) => order[at] === key && values.get(key) === entry);
    return unchanged ? theirs : order.map((key) => values.get(key) as Json);
  }
}

/** The keys of a set: the server's in their order, then the others. */
const orderOfSet = ({ ours, theirs }: EntrySides, values: ReadonlyMap<string, Json>): string[] =>
  [...new Set([...theirs.keys(), ...ours.keys(), ...values.keys()])].filter((key) => values.has(key));
