import { FINDING_KINDS, type Finding, type FindingCode, getFindingSeverity, isAboutCompany } from '../finding.ts';

const CODE_ORDER: ReadonlyMap<FindingCode, number> = new Map(
  (Object.keys(FINDING_KINDS) as FindingCode[]).map((code, order) => [code, order]),
);

/** True if the first finding is displayed before the second: ordered by gate, then by code. */
export function isDisplayedBefore(a: Finding, b: Finding): boolean {
  const gateA = FINDING_KINDS[a.code].gate ?? 9;
  const gateB = FINDING_KINDS[b.code].gate ?? 9;
  if (gateA !== gateB) return gateA < gateB;
  return (CODE_ORDER.get(a.code) ?? 0) < (CODE_ORDER.get(b.code) ?? 0);
}

/** For each NEO user in scope, the index of the decisive finding: the first blocking one of the person or the company; `-1` = none. */
export function findDecisiveFindings(findings: readonly Finding[], inScope: Uint8Array): Int32Array {
  const first = new Int32Array(inScope.length).fill(-1);
  let ofCompany = -1;
  findings.forEach((finding, at) => {
    if (getFindingSeverity(finding) !== 'block') return;
    if (isAboutCompany(finding)) {
      if (ofCompany < 0 || isDisplayedBefore(finding, findings[ofCompany] as Finding)) ofCompany = at;
      return;
    }
    if (finding.neoIndex < 0) return;
    const best = first[finding.neoIndex] as number;
    if (best < 0 || isDisplayedBefore(finding, findings[best] as Finding)) first[finding.neoIndex] = at;
  });
  if (ofCompany < 0) return first;
  const company = findings[ofCompany] as Finding;
  for (let i = 0; i < first.length; i++) {
    const own = first[i] as number;
    if (inScope[i] === 1 && (own < 0 || !isDisplayedBefore(findings[own] as Finding, company))) first[i] = ofCompany;
  }
  return first;
}
