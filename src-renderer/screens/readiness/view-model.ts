import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { type AuditCounts, getMeasure } from '../../parts/gates/measure.ts';

/**
 * Change in the number of people who can order since the previous run; `null` if it is unknown for either run, because the number without
 * matching problems is not stored for former runs.
 */
export function getReadyChange({ previous, ...now }: AuditCounts & Pick<Readiness, 'previous'>): number | 'first' | null {
  if (previous === null) return 'first';
  const [was, is] = [getMeasure(previous), getMeasure(now)];
  return was.kind === 'orders' && is.kind === 'orders' ? is.people - was.people : null;
}

/** Number of gates that were not checked for anyone. */
export const countUncheckedGates = ({ gates, inScope }: Pick<Readiness, 'gates' | 'inScope'>): number =>
  inScope === 0 ? 0 : gates.filter(({ notChecked }) => notChecked === inScope).length;

const LIST_OF = {
  'no-neo': 'neo-users',
  'no-amazon': 'amazon-users',
  // Columns that are missing in a list.
  'no-neo-states': 'neo-users',
  'no-roles': 'amazon-users',
  'no-states': 'amazon-users',
  'no-groups': 'amazon-users',
  'no-organizations': 'organizations',
} as const;
export type MissingList = (typeof LIST_OF)[keyof typeof LIST_OF];

/** Lists that contain missing facts, each once. */
export const listMissingLists = (partial: Readiness['partial']): readonly MissingList[] => [
  ...new Set(partial.flatMap((part) => (part in LIST_OF ? LIST_OF[part as keyof typeof LIST_OF] : []))),
];
