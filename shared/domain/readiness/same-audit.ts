import type { Audit } from './audit.ts';
import { type Finding, type Suggestion, severityOf } from './finding.ts';

/** Whether two audits of one directory say the same of everybody, row by row. */
export function sameAudit(a: Audit, b: Audit): boolean {
  if (a === b) return true;
  if (a.findings.length !== b.findings.length || a.summary.inScope !== b.summary.inScope || a.summary.excluded !== b.summary.excluded)
    return false;
  return (
    a.unseen.join() === b.unseen.join() &&
    sameMarks(a.inScope, b.inScope) &&
    sameEntries(a.withheld, b.withheld) &&
    sameEntries(a.ways, b.ways) &&
    sameEntries(a.doubts, b.doubts) &&
    sameMarks(a.notChecked, b.notChecked) &&
    sameFindings(a.findings, b.findings)
  );
}

export const sameFindings = (a: readonly Finding[], b: readonly Finding[]): boolean =>
  a === b || (a.length === b.length && a.every((finding, at) => sameFinding(finding, b[at] as Finding)));

const sameEntries = (a: ReadonlyMap<number, unknown>, b: ReadonlyMap<number, unknown>): boolean =>
  a === b || (a.size === b.size && [...a].every(([at, value]) => JSON.stringify(value) === JSON.stringify(b.get(at))));

export function sameMarks(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export const sameFinding = (a: Finding, b: Finding): boolean =>
  a === b ||
  (a.code === b.code &&
    a.neoIndex === b.neoIndex &&
    a.amazonIndex === b.amazonIndex &&
    a.subject === b.subject &&
    severityOf(a) === severityOf(b) &&
    a.reason.key === b.reason.key &&
    sameParams(a.reason.params, b.reason.params) &&
    sameSuggestion(a.suggestion, b.suggestion));

/** What a company tells of its domains changes an advice, and may change nothing else. */
const sameSuggestion = (a: Suggestion | null, b: Suggestion | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function sameParams(a: Finding['reason']['params'], b: Finding['reason']['params']): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
