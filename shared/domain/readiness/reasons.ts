import { FINDING_KINDS, type Finding, type FindingCode, severityOf } from './finding.ts';

const CODE_ORDER: ReadonlyMap<FindingCode, number> = new Map(
  (Object.keys(FINDING_KINDS) as FindingCode[]).map((code, order) => [code, order]),
);

/** True when the first finding is told before the second: earlier gate first, then the order of the codes. */
export function comesBefore(a: Finding, b: Finding): boolean {
  const gateA = FINDING_KINDS[a.code].gate ?? 9;
  const gateB = FINDING_KINDS[b.code].gate ?? 9;
  if (gateA !== gateB) return gateA < gateB;
  return (CODE_ORDER.get(a.code) ?? 0) < (CODE_ORDER.get(b.code) ?? 0);
}

/** For each NEO user the index of the finding under which the person counts: the first that blocks; `-1` = nothing blocks. */
export function firstClosedGates(findings: readonly Finding[], people: number): Int32Array {
  const first = new Int32Array(people).fill(-1);
  findings.forEach((finding, at) => {
    if (finding.neoIndex < 0 || severityOf(finding) !== 'block') return;
    const best = first[finding.neoIndex] as number;
    if (best < 0 || comesBefore(finding, findings[best] as Finding)) first[finding.neoIndex] = at;
  });
  return first;
}
