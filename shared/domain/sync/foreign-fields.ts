import type { Body } from '../drafts/sections.ts';
import { toStableJson } from '../drafts/stable-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../fields/json.ts';
import type { GatewaySection } from './gateway-section.ts';
import { bodyToJson, isSameValue } from './same.ts';
import { ANY_VALUE, getUnionVariant, SHAPES, type Shape } from './shape.ts';

/** An object from a server: `body` without and `whole` with the fields unknown to this console. */
export interface ReceivedBody {
  readonly body: Body;
  readonly whole: Json;
}

/**
 * The body to write if the server's object has fields unknown to this console. These stay in their positions, also within list entries,
 * which are matched by key; those of removed entries are removed. Known fields equal `target`. Linear; never throws.
 */
export const preserveUnknownFields = (section: GatewaySection, said: ReceivedBody, target: Body): Json =>
  put(SHAPES[section], said.whole, bodyToJson(said.body), bodyToJson(target));

function put(shape: Shape, whole: Json, known: Json, target: Json): Json {
  if (isJsonObject(whole) && isJsonObject(known) && isJsonObject(target)) return putFields(shape, whole, known, target);
  if (Array.isArray(whole) && Array.isArray(known) && Array.isArray(target)) return putEntries(shape, whole, known, target);
  return isSameValue(known, target) ? whole : target;
}

function putFields(shape: Shape, whole: JsonObject, known: JsonObject, target: JsonObject): Json {
  const shapes = fieldsOf(shape, target);
  const own = (name: string): Shape => (Object.hasOwn(shapes, name) ? (shapes[name] as Shape) : ANY_VALUE);
  const fields = Object.entries(target).map(([name, value]): [string, Json] => {
    const isKnown = Object.hasOwn(known, name) && Object.hasOwn(whole, name);
    return [name, isKnown ? put(own(name), whole[name] as Json, known[name] as Json, value) : value];
  });
  const foreign = Object.entries(whole).filter(([name]) => !Object.hasOwn(known, name) && !Object.hasOwn(target, name));
  // `fromEntries` defines fields instead of assigning them, so that a field named `__proto__` stays a field.
  return Object.fromEntries([...fields, ...foreign]);
}

function fieldsOf(shape: Shape, target: JsonObject): Readonly<Record<string, Shape>> {
  if (shape.kind === 'record') return shape.fields;
  if (shape.kind !== 'union') return {};
  return getUnionVariant(shape, target)?.fields ?? {};
}

/** Reading keeps the order of entries, so complete and known entries are matched by position. */
function putEntries(shape: Shape, whole: readonly Json[], known: readonly Json[], target: readonly Json[]): Json {
  const [keyOf, entry] = shape.kind === 'list' || shape.kind === 'set' ? [shape.keyOf, shape.entry] : [toStableJson, ANY_VALUE];
  const places = new Map<string, number[]>();
  for (const [at, one] of known.entries()) {
    const key = keyOf(one);
    const there = places.get(key);
    if (there === undefined) places.set(key, [at]);
    else there.push(at);
  }
  for (const there of places.values()) there.reverse();
  return target.map((one) => {
    const at = places.get(keyOf(one))?.pop();
    return at === undefined || at >= whole.length ? one : put(entry, whole[at] as Json, known[at] as Json, one);
  });
}
