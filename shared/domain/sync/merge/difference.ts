import type { Json } from '../../fields/json.ts';
import type { FieldChange, Origin } from '../plan/item.ts';

/** A value or, where a side has nothing, `undefined`. */
export type Maybe = Json | undefined;

/** One difference between the three sides, as `FieldChange` tells it. */
export interface Difference {
  readonly path: string;
  readonly kind: FieldChange['kind'];
  readonly origin: Origin;
  readonly base: Maybe;
  readonly ours: Maybe;
  readonly theirs: Maybe;
}

/** Whose value stands afterwards, or a fourth one. */
export type Side = 'base' | 'ours' | 'theirs' | { readonly edit: Json };
/** Asked once for every difference. */
export type Picker = (difference: Difference) => Side;

/** A difference, whose value was picked, and that value. */
export type Found = Difference & { readonly side: Side; after: Maybe };

export const pickedValue = (side: Side, { base, ours, theirs }: Difference): Maybe =>
  side === 'base' ? base : side === 'ours' ? ours : side === 'theirs' ? theirs : side.edit;

/** The entries of one list on each side, by key; `null` = the list was not there. */
export interface EntrySides {
  readonly base: ReadonlyMap<string, Json> | null;
  readonly ours: ReadonlyMap<string, Json>;
  readonly theirs: ReadonlyMap<string, Json>;
}
