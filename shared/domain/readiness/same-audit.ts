import type { Audit } from './audit.ts';
import { areSameFindings, areSameMarks } from './findings/same-findings.ts';

/** True if two audits of one directory have equal results, row by row. */
export function isSameAudit(a: Audit, b: Audit): boolean {
  if (a === b) return true;
  if (a.findings.length !== b.findings.length || a.summary.inScope !== b.summary.inScope || a.summary.excluded !== b.summary.excluded)
    return false;
  return (
    a.unseen.join() === b.unseen.join() &&
    areSameMarks(a.inScope, b.inScope) &&
    sameEntries(a.withheld, b.withheld) &&
    sameEntries(a.ways, b.ways) &&
    sameEntries(a.doubts, b.doubts) &&
    areSameMarks(a.notChecked, b.notChecked) &&
    areSameFindings(a.findings, b.findings)
  );
}

const sameEntries = (a: ReadonlyMap<number, unknown>, b: ReadonlyMap<number, unknown>): boolean =>
  a === b || (a.size === b.size && [...a].every(([at, value]) => JSON.stringify(value) === JSON.stringify(b.get(at))));
