import type { z } from 'zod/mini';
import { BODY_SCHEMAS, type Section } from '../drafts/sections.ts';
import { toStableJson } from '../drafts/stable-json.ts';
import { type EntryFacts, type FieldFacts, getFieldFacts } from '../fields/field-facts.ts';
import { isJsonObject, type Json } from '../fields/json.ts';

/**
 * The schema of a drafted object for comparison and wording. `value`: compared as a whole. `union`: fields depend on the kind; values of
 * different kinds are compared as a whole. `set`: entries by key without order. `list`: entries by key with order.
 */
export type Shape = ValueShape | RecordShape | UnionShape | ListShape;
type ShapeFacts = Omit<FieldFacts, 'entries'>;
interface ValueShape extends ShapeFacts {
  readonly kind: 'value';
  /** True for a boolean whose change has its own sentence. */
  readonly isFlag?: boolean;
}
export interface RecordShape extends ShapeFacts {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, Shape>>;
}
export interface UnionShape extends ShapeFacts {
  readonly kind: 'union';
  readonly tag: string;
  readonly variants: Readonly<Record<string, RecordShape>>;
}
export interface ListShape extends ShapeFacts {
  readonly kind: EntryFacts['kind'];
  readonly keyOf: (entry: Json) => string;
  readonly together?: EntryFacts['together'];
  readonly entry: Shape;
}

export const ANY_VALUE: Shape = { kind: 'value' };

type Schema = z.core.$ZodTypes;

function shapeOf(schema: z.core.$ZodType): Shape {
  const { entries, ...facts } = getFieldFacts(schema);
  const { def } = (schema as Schema)._zod;
  switch (def.type) {
    case 'object':
      return { ...facts, kind: 'record', fields: fieldsOf(def.shape) };
    case 'union':
      return { ...facts, kind: 'union', ...variantsOf(def as z.core.$ZodDiscriminatedUnionDef) };
    case 'array':
      return entries === undefined ? { ...facts, kind: 'value' } : { ...facts, ...listShape(entries), entry: shapeOf(def.element) };
    case 'optional':
      return { ...shapeOf(def.innerType), ...facts };
    default:
      return { ...facts, kind: 'value', isFlag: def.type === 'boolean' };
  }
}

const fieldsOf = (shape: z.core.$ZodShape): RecordShape['fields'] =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, shapeOf(schema)]));

function variantsOf({ discriminator: tag, options }: z.core.$ZodDiscriminatedUnionDef): Pick<UnionShape, 'tag' | 'variants'> {
  const variants = options.flatMap((option) => {
    const record = shapeOf(option as z.core.$ZodType) as RecordShape;
    return Array.from((option as z.core.$ZodType)._zod.propValues?.[tag] ?? [], (kind) => [String(kind), record] as const);
  });
  return { tag, variants: Object.fromEntries(variants) };
}

function listShape({ kind, key, together }: EntryFacts): Omit<ListShape, 'entry'> {
  const keyOf = (entry: Json): string => (key.length === 0 ? ownKey(entry) : key.map((name) => textOf(entry, name)).join(':'));
  return { kind, keyOf, ...(together && { together }) };
}

// The order of fields makes no difference to a key.
const ownKey = (entry: Json): string => (typeof entry === 'string' ? entry : toStableJson(entry));

/** A field of an entry as text; an entry that is not an object is identified by its whole content. */
function textOf(entry: Json, name: string): string {
  const value = isJsonObject(entry) ? entry[name] : undefined;
  return typeof value === 'string' ? value : toStableJson(entry);
}

export const SHAPES = fieldsOf(BODY_SCHEMAS) as Readonly<Record<Section, RecordShape>>;

/** Entries by key. In a `list`, a repeated key gets a number; in a `set`, entries with equal keys are merged. */
export function indexListEntries({ kind, keyOf, together }: ListShape, list: readonly Json[]): Map<string, Json> {
  const entries = new Map<string, Json>();
  for (const entry of list) {
    const key = keyOf(entry);
    const known = entries.get(key);
    if (known === undefined) {
      entries.set(key, entry);
    } else if (kind === 'set') {
      if (together !== undefined) entries.set(key, together(known, entry));
    } else {
      let number = 2;
      while (entries.has(`${key}#${number}`)) number++;
      entries.set(`${key}#${number}`, entry);
    }
  }
  return entries;
}

export const isListShape = (shape: Shape): shape is ListShape => shape.kind === 'set' || shape.kind === 'list';

/**
 * The shape of a field, or of an entry with a key; `undefined` if unknown. A field shared by several variants of a union has the same
 * meaning in all.
 */
export function getFieldShape(shape: Shape, name: string): Shape | undefined {
  if (shape.kind === 'value') return undefined;
  if (shape.kind === 'record') return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  if (shape.kind === 'union') return Object.values(shape.variants).find(({ fields }) => Object.hasOwn(fields, name))?.fields[name];
  return shape.entry;
}

/** The variant of a union for a value; `undefined` if there is none. */
export const getUnionVariant = ({ tag, variants }: UnionShape, value: Readonly<Record<string, unknown>>): RecordShape | undefined => {
  const kind = value[tag];
  return typeof kind === 'string' && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
};

/** Appends a name to a JSON pointer (RFC 6901). */
export const appendToPointer = (path: string, name: string): string => `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
export const splitPointer = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
