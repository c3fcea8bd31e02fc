import { SEVERITIES } from '#shared/contract/readiness/finding-choices.ts';
import { FINDING_CODES, type Finding, getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { getSortGrouping } from '#shared/domain/readiness/finding-groups.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';

const SIDES = ['neo', 'amazon', 'both'] as const;

/** Sort orders in which groups of findings are consecutive. */
export type GroupedOrder = 'severity' | 'code' | 'owner';
export const isGroupedOrder = (by: string): by is GroupedOrder => getSortGrouping(by) !== null;

/**
 * Returns the rank of each finding in an order in which groups of findings are consecutive: by severity and code, by code and severity, or
 * by the party that must act. `codeOf` has the position of each finding's code.
 */
export function computeGroupRanks(findings: readonly Finding[], codeOf: Uint8Array, by: GroupedOrder): Int32Array {
  return Int32Array.from(findings, (finding, at) => {
    const code = codeOf[at] as number;
    const severity = SEVERITIES.indexOf(getFindingSeverity(finding));
    if (by === 'code') return code * SEVERITIES.length + severity;
    const bySeverity = severity * FINDING_CODES.length + code;
    return by === 'severity'
      ? bySeverity
      : SIDES.indexOf(getResponsibleSide(finding)) * SEVERITIES.length * FINDING_CODES.length + bySeverity;
  });
}

/** Returns the selected rows in sorted order. Filtering all sorted rows is cheaper than sorting a selection. */
export function sortSelectedRows(rows: Int32Array, sorted: Int32Array): Int32Array {
  const isAmong = new Uint8Array(sorted.length);
  for (const at of rows) isAmong[at] = 1;
  const ordered = new Int32Array(rows.length);
  let found = 0;
  for (let i = 0; i < sorted.length; i++) {
    const at = sorted[i] as number;
    if (isAmong[at] === 1) ordered[found++] = at;
  }
  return ordered;
}

/** Returns the indexes at which a group of rows begins, by the ranks of `computeGroupRanks`. */
export function listGroupStarts(order: Int32Array, ranks: Int32Array, by: GroupedOrder): number[] {
  const ofOwner = SEVERITIES.length * FINDING_CODES.length;
  const groupAt = (at: number): number => {
    const rank = ranks[order[at] as number] as number;
    return by === 'owner' ? Math.floor(rank / ofOwner) : rank;
  };
  const starts: number[] = [];
  for (let at = 0; at < order.length; at++) if (at === 0 || groupAt(at) !== groupAt(at - 1)) starts.push(at);
  return starts;
}
