import { isSameJson, toStableJson } from './stable-json.ts';

/** Names of the fields that are lists. */
type ListField<Body> = { [F in keyof Body]-?: Body[F] extends readonly unknown[] ? F : never }[keyof Body] & string;
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** Sets fields. `was`: the replaced values as the author of the edit saw them (`expectation.ts`). */
interface FieldsEdit<Body> {
  readonly kind: 'set';
  readonly fields: Partial<Body>;
  readonly was?: Partial<Body>;
}

/** One edit of a plain record: sets fields, or replaces a range of a list. Serializable, so that it can be stored and repeated. */
export type RecordEdit<Body> =
  | FieldsEdit<Body>
  | {
      [F in ListField<Body>]: {
        readonly kind: 'splice';
        readonly field: F;
        readonly at: number;
        readonly remove: number;
        readonly insert: readonly ItemOf<Body[F]>[];
        /**
         * The removed items, as the author saw them or as they were removed. If the order of the list has changed, these items are
         * searched.
         */
        readonly removed?: readonly ItemOf<Body[F]>[];
        /**
         * Inserts names even if they are in the list, because they were listed twice before. By default, no name is added a second time.
         */
        readonly twice?: boolean;
      };
    }[ListField<Body>];

export interface RecordEditResult<Body> {
  readonly body: Body;
  readonly inverse: RecordEdit<Body>;
  /** The edit as stored for redo; it removes the same items even if their position has changed. */
  readonly done: RecordEdit<Body>;
}

/** A splice without type information about the items. */
interface Splice {
  readonly kind: 'splice';
  readonly field: string;
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly unknown[];
  readonly removed?: readonly unknown[];
  readonly twice?: boolean;
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(value) || 0));

/**
 * Applies an edit. Positions beyond the list are clamped, unknown fields are ignored. If the items in `removed` are no longer together,
 * each is removed where it is now; if none is left, nothing changes. Names are not added twice. Never throws.
 */
export function applyRecordEdit<Body extends object>(body: Body, edit: RecordEdit<Body>): RecordEditResult<Body> {
  if (edit.kind === 'set') return setFields(body, edit);
  const splice = edit as unknown as Splice;
  const list = body[splice.field as keyof Body];
  if (!Array.isArray(list)) return { body, inverse: { kind: 'set', fields: {} }, done: edit };
  const spliced = spliceList(list, splice);
  if (spliced === null)
    return { ...setFields(body, { kind: 'set', fields: { [splice.field]: withoutItems(list, splice) } as Partial<Body> }), done: edit };
  const { at, removed } = spliced;
  const { field } = splice;
  const rest = list.toSpliced(at, removed.length);
  const insert = newTo(rest, splice);
  const twice = removed.some(isName) && removed.some(standingOn(rest));
  const back: Splice = { kind: 'splice', field, at, remove: insert.length, insert: removed, removed: insert, ...(twice ? { twice } : {}) };
  return {
    body: { ...body, [field]: list.toSpliced(at, removed.length, ...insert) },
    inverse: back as unknown as RecordEdit<Body>,
    done: { ...splice, insert, removed } as unknown as RecordEdit<Body>,
  };
}

function setFields<Body extends object>(body: Body, edit: FieldsEdit<Body>): RecordEditResult<Body> {
  const names = (Object.keys(edit.fields) as (keyof Body)[]).filter((name) => Object.hasOwn(body, name) && edit.fields[name] !== undefined);
  const pick = (from: Partial<Body>): Partial<Body> => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Body>;
  const [fields, was] = [pick(edit.fields), pick(body)];
  return { body: { ...body, ...fields }, inverse: { kind: 'set', fields: was, was: fields }, done: { kind: 'set', fields, was } };
}

/** True for an item that names a directory entry and must not occur twice. Other items, such as parts of a number, may be equal. */
const isName = (item: unknown): boolean => typeof item === 'string' || (typeof item === 'object' && item !== null && 'id' in item);
/** Returns a function that tells whether the list contains an item. */
function standingOn(list: readonly unknown[]): (item: unknown) => boolean {
  const keys = new Set(list.map((item) => toStableJson(item)));
  return (item) => keys.has(toStableJson(item));
}

function newTo(rest: readonly unknown[], { insert, twice }: Splice): readonly unknown[] {
  if (twice === true || !insert.some(isName)) return insert;
  const there = standingOn(rest);
  return insert.filter((item) => !isName(item) || !there(item));
}

/** Position and removed items of a splice; `null` if these items are not found together. */
function spliceList(list: readonly unknown[], splice: Splice): { readonly at: number; readonly removed: readonly unknown[] } | null {
  const at = within(splice.at, list.length);
  const removed = list.slice(at, at + within(splice.remove, list.length - at));
  if (splice.removed === undefined || isSameJson(removed, splice.removed)) return { at, removed };
  const place = splice.removed.length === 0 ? null : findItemsPosition(list, splice.removed, at);
  return place === null ? null : { at: place, removed: splice.removed };
}

/**
 * Position of consecutive items: `at` if they are there, otherwise their only position; `null` if they are missing or occur several times.
 */
export function findItemsPosition(list: readonly unknown[], items: readonly unknown[], at: number): number | null {
  const standAt = (place: number): boolean => isSameJson(list.slice(place, place + items.length), items);
  if (standAt(at)) return at;
  const places = list.flatMap((_, place) => (standAt(place) ? [place] : []));
  return places.length === 1 ? (places[0] as number) : null;
}

/** Removes each of the items once, at its present position, and inserts the replacements at the first of these positions. */
function withoutItems(list: readonly unknown[], splice: Splice): readonly unknown[] {
  const { removed = [] } = splice;
  const places = new Set<number>();
  for (const item of removed) {
    const place = list.findIndex((one, index) => !places.has(index) && isSameJson(one, item));
    if (place >= 0) places.add(place);
  }
  if (places.size === 0) return list;
  const first = Math.min(...places);
  const rest = list.filter((_, index) => !places.has(index));
  const insert = newTo(rest, splice);
  return list.flatMap((item, index) => [...(index === first ? insert : []), ...(places.has(index) ? [] : [item])]);
}
