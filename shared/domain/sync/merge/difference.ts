import type { Json } from '../../fields/json.ts';
import type { FieldChange, Origin } from '../plan/item.ts';

/** A value, or `undefined` if the side has none. */
export type Maybe = Json | undefined;

/** One difference between the three sides; fields as in `FieldChange`. */
export interface Difference {
  readonly path: string;
  readonly kind: FieldChange['kind'];
  readonly origin: Origin;
  readonly base: Maybe;
  readonly ours: Maybe;
  readonly theirs: Maybe;
}

/** The side whose value is used, or a new value. */
export type Side = 'base' | 'ours' | 'theirs' | { readonly edit: Json };
/** Decides a difference; called once for each. */
export type Picker = (difference: Difference) => Side;

/** A difference with the chosen side and value. */
export type Found = Difference & { readonly side: Side; after: Maybe };

export const pickedValue = (side: Side, { base, ours, theirs }: Difference): Maybe =>
  side === 'base' ? base : side === 'ours' ? ours : side === 'theirs' ? theirs : side.edit;

/** Entries of one list by side and key; `null` = the side does not have the list. */
export interface EntrySides {
  readonly base: ReadonlyMap<string, Json> | null;
  readonly ours: ReadonlyMap<string, Json>;
  readonly theirs: ReadonlyMap<string, Json>;
}
