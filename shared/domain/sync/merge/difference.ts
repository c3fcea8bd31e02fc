import type { Json } from '../../fields/json.ts';
import type { FieldChange, Origin } from '../plan/item.ts';

/** A value, or `undefined` if the side has none. */
export type OptionalJson = Json | undefined;

/** One difference between the three sides; fields as in `FieldChange`. */
export interface Difference {
  readonly path: string;
  readonly kind: FieldChange['kind'];
  readonly origin: Origin;
  readonly base: OptionalJson;
  readonly ours: OptionalJson;
  readonly theirs: OptionalJson;
}

/** The side whose value is used, or a new value. */
export type ChosenSide = 'base' | 'ours' | 'theirs' | { readonly edit: Json };
/** Decides a difference; called once for each. */
export type SidePicker = (difference: Difference) => ChosenSide;

/** A difference with the chosen side and value. */
export type PickedDifference = Difference & { readonly side: ChosenSide; after: OptionalJson };

export const getPickedValue = (side: ChosenSide, { base, ours, theirs }: Difference): OptionalJson =>
  side === 'base' ? base : side === 'ours' ? ours : side === 'theirs' ? theirs : side.edit;

/** Entries of one list by side and key; `null` = the side does not have the list. */
export interface EntrySides {
  readonly base: ReadonlyMap<string, Json> | null;
  readonly ours: ReadonlyMap<string, Json>;
  readonly theirs: ReadonlyMap<string, Json>;
}
