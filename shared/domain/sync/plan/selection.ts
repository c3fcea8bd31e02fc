import type { DependencyReason } from './item.ts';

/** Keys of the selected items. */
export type Selection = ReadonlySet<string>;

/** An item that is selected or unselected in addition. `for`: the item that depends on it, or on which it depends. */
export interface SelectionEffect {
  readonly key: string;
  readonly for: string;
  readonly because: DependencyReason;
}

export interface SelectionResult {
  readonly selection: Selection;
  readonly along: readonly SelectionEffect[];
}
