import type { GatewaySection } from './item.ts';

/** One object that another administrator changed after the plan was made. */
export interface ChangedSince {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly kind: 'changed' | 'appeared' | 'vanished';
  /** Revisions then and now; 0 = not there. */
  readonly before: number;
  readonly now: number;
  /** '' when the server does not tell. */
  readonly by: string;
  /** ISO 8601; '' for what vanished. */
  readonly at: string;
}

/** What a newer reading says of a plan. */
export interface Staleness {
  /** Time of the newer reading. */
  readonly readAt: string;
  /** About selected items or what they depend on: the plan is refused. */
  readonly touching: readonly ChangedSince[];
  /** Elsewhere: worth knowing. */
  readonly elsewhere: readonly ChangedSince[];
}
