import type { FindingCode, Severity, Side } from './finding.ts';

/** Groups of findings in the worklist: by cause, or by the party that must act. */
export const FINDING_GROUPS = ['cause', 'owner'] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

interface Grouped {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The party that must act, as returned by `getResponsibleSide`. */
  readonly side: Side;
}

/** Key of the group to which a finding belongs. A code whose findings differ in severity has one group for each severity. */
export const getFindingGroupKey = ({ code, severity, side }: Grouped, by: FindingGroup): string =>
  by === 'owner' ? side : `${severity} ${code}`;

/** How the rows of a sort order are grouped; `null` = not at all. */
export function getSortGrouping(by: string): FindingGroup | null {
  if (by === 'severity' || by === 'code') return 'cause';
  return by === 'owner' ? 'owner' : null;
}
