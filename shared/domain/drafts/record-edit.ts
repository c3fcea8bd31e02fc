import { sameJson } from './stable-json.ts';

/** The fields of a body that are lists. */
type ListField<Body> = { [F in keyof Body]-?: Body[F] extends readonly unknown[] ? F : never }[keyof Body] & string;
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** One edit of a plain record: fields set at once, or a stretch of a list replaced. Serialisable, so that it can be kept and replayed. */
export type RecordEdit<Body> =
  /** `was`: what its maker saw in the place of lists and the like. */
  | { readonly kind: 'set'; readonly fields: Partial<Body>; readonly was?: Partial<Body> }
  | {
      [F in ListField<Body>]: {
        readonly kind: 'splice';
        readonly field: F;
        readonly at: number;
        readonly remove: number;
        readonly insert: readonly ItemOf<Body[F]>[];
        /** What it takes out, as its maker saw it or as it was done: the same is looked for where the list has another order since. */
        readonly removed?: readonly ItemOf<Body[F]>[];
      };
    }[ListField<Body>];

export interface EditedRecord<Body> {
  readonly body: Body;
  readonly inverse: RecordEdit<Body>;
  /** The edit as it is kept: it takes out the same again, wherever that stands by then. */
  readonly done: RecordEdit<Body>;
}

/** A splice of any list, whatever its items are. */
interface Splice {
  readonly kind: 'splice';
  readonly field: string;
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly unknown[];
  readonly removed?: readonly unknown[];
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(value) || 0));

/**
 * Applies an edit; places beyond the ends mean the ends, fields the record does not have are passed over. A splice that knows what it took out
 * takes out that and nothing else; where it would put something in its place and none of it is left, it changes nothing. Never throws.
 */
export function applyRecordEdit<Body extends object>(body: Body, edit: RecordEdit<Body>): EditedRecord<Body> {
  if (edit.kind === 'set') {
    const names = (Object.keys(edit.fields) as (keyof Body)[]).filter(
      (name) => Object.hasOwn(body, name) && edit.fields[name] !== undefined,
    );
    const pick = (from: Partial<Body>): Partial<Body> => Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Body>;
    return { body: { ...body, ...pick(edit.fields) }, inverse: { kind: 'set', fields: pick(body) }, done: edit };
  }
  const splice = edit as unknown as Splice;
  const list = body[splice.field as keyof Body];
  if (!Array.isArray(list)) return { body, inverse: { kind: 'set', fields: {} }, done: edit };
  const spliced = spliceList(list, splice);
  if (spliced === null)
    return { body: { ...body, [splice.field]: withoutItems(list, splice) }, inverse: setOf(body, splice.field), done: edit };
  const { at, removed } = spliced;
  const { field, insert } = splice;
  const back: Splice = { kind: 'splice', field, at, remove: insert.length, insert: removed, removed: insert };
  return {
    body: { ...body, [field]: list.toSpliced(at, removed.length, ...insert) },
    inverse: back as unknown as RecordEdit<Body>,
    done: { ...splice, removed } as unknown as RecordEdit<Body>,
  };
}

const setOf = <Body extends object>(body: Body, field: string): RecordEdit<Body> =>
  ({ kind: 'set', fields: { [field]: body[field as keyof Body] } }) as unknown as RecordEdit<Body>;

/** Where a splice applies and what it takes out; `null` where what it took out stands elsewhere by now. */
function spliceList(list: readonly unknown[], splice: Splice): { readonly at: number; readonly removed: readonly unknown[] } | null {
  const at = within(splice.at, list.length);
  const removed = list.slice(at, at + within(splice.remove, list.length - at));
  if (splice.removed === undefined || sameJson(removed, splice.removed)) return { at, removed };
  const place = splice.removed.length === 0 ? null : placeOfItems(list, splice.removed, at);
  return place === null ? null : { at: place, removed: splice.removed };
}

/** Where items stand one after the other: at their place, or at the only other one; `null` where they are gone or cannot be told from their likes. */
export function placeOfItems(list: readonly unknown[], items: readonly unknown[], at: number): number | null {
  const standAt = (place: number): boolean => sameJson(list.slice(place, place + items.length), items);
  if (standAt(at)) return at;
  const places = list.flatMap((_, place) => (standAt(place) ? [place] : []));
  return places.length === 1 ? (places[0] as number) : null;
}

/** The list without what a splice took out, each once, wherever it stands; what is put in its place comes where the first of it was. */
function withoutItems(list: readonly unknown[], { insert, removed = [] }: Splice): readonly unknown[] {
  const places = new Set<number>();
  for (const item of removed) {
    const place = list.findIndex((one, index) => !places.has(index) && sameJson(one, item));
    if (place >= 0) places.add(place);
  }
  if (places.size === 0) return list;
  const first = Math.min(...places);
  return list.flatMap((item, index) => [...(index === first ? insert : []), ...(places.has(index) ? [] : [item])]);
}
