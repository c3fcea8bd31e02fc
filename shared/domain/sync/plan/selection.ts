import type { DependencyReason } from './item.ts';

/** Keys of the ticked items. */
export type Selection = ReadonlySet<string>;

/** An item selected or unselected in addition: `for` is the item that needs it, or that it needs. */
export interface SelectionEffect {
  readonly key: string;
  readonly for: string;
  readonly because: DependencyReason;
}

export interface Selected {
  readonly selection: Selection;
  readonly along: readonly SelectionEffect[];
}
