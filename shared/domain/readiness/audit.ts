import type { Directory, NeoUser } from '../directory/directory.ts';
import { accountFindings, amazonOnlyFindings } from './account-findings.ts';
import { addressFindings, duplicateGroups } from './address-findings.ts';
import { FINDING_KINDS, type Finding, type FindingCode } from './finding.ts';
import { pairFinding } from './pair-findings.ts';
import { pairDirectories, type Pairing } from './pairing.ts';
import type { AuditPolicy } from './policy.ts';
import { firstClosedGates } from './reasons.ts';
import { type Proposal, proposeFor, withoutCollisions } from './suggestions.ts';

/** The answer to 'can this person order today?' for everybody, as far as gates 2 to 4 reach. */
export interface Audit {
  /** By person in the order of the NEO list, each person's findings in the order of gates; then Amazon's own. */
  readonly findings: readonly Finding[];
  /** 1 for each NEO user who is asked about. */
  readonly inScope: Uint8Array;
  /** For each NEO user the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  readonly summary: AuditSummary;
}

export interface AuditSummary {
  readonly users: number;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  /** Findings per code; codes without findings are left out. */
  readonly byCode: Readonly<Partial<Record<FindingCode, number>>>;
}

/** Audits both lists. Pure, deterministic, linear; never throws on any text. */
export function audit(directory: Directory, policy: AuditPolicy): Audit {
  const { neoUsers } = directory;
  const inScope = new Uint8Array(neoUsers.length);
  for (let i = 0; i < neoUsers.length; i++) if (policy.inScope(neoUsers[i] as NeoUser)) inScope[i] = 1;
  const pairing = pairDirectories(directory, policy);
  const duplicates = duplicateGroups(pairing, inScope);
  const approving = new Set(directory.approvers.map((approver) => approver.userId));

  const findings: Finding[] = [];
  for (let i = 0; i < neoUsers.length; i++) {
    if (inScope[i] === 0) {
      if (approving.size > 0) suspendedFinding(neoUsers[i] as NeoUser, i, approving, findings);
      continue;
    }
    const pair = pairing.pairs[i] ?? null;
    addressFindings(i, pair, directory, pairing, duplicates, policy, findings);
    if (pair !== null && pair.kind !== 'exact') findings.push(pairFinding(pair, i, directory, pairing));
    accountFindings(i, pair, directory, pairing, policy, findings);
  }
  amazonOnlyFindings(directory, pairing, inScope, findings);

  const checked = withSuggestions(findings, directory, pairing);
  const firstClosed = firstClosedGates(checked, neoUsers.length);
  return { findings: checked, inScope, firstClosed, summary: summarise(checked, inScope, firstClosed) };
}

/** A suspended, deleted or locked-out person who still approves for an organisation (handbook product.md, Findings). */
function suspendedFinding(user: NeoUser, neoIndex: number, approving: ReadonlySet<string>, findings: Finding[]): void {
  if (user.id === '' || !approving.has(user.id)) return;
  findings.push({ code: 'user-suspended', neoIndex, amazonIndex: -1, reason: { key: 'user-suspended', params: { state: user.state, place: 'approver' } }, suggestion: null });
}

function withSuggestions(findings: readonly Finding[], directory: Directory, pairing: Pairing): readonly Finding[] {
  const proposals: Proposal[] = [];
  pairing.pairs.forEach((pair, neoIndex) => {
    const suggestion = pair === null ? null : proposeFor(pair, neoIndex, pairing);
    if (suggestion !== null) proposals.push({ neoIndex, suggestion });
  });
  if (proposals.length === 0) return findings;
  const free = withoutCollisions(proposals, directory, pairing);
  return findings.map((finding) => {
    const suggestion = FINDING_KINDS[finding.code].severity === 'block' && finding.amazonIndex >= 0 ? free.get(finding.neoIndex) : undefined;
    return suggestion !== undefined && isAboutTheAddress(finding.code) ? { ...finding, suggestion } : finding;
  });
}

const isAboutTheAddress = (code: FindingCode): boolean => code.startsWith('email-differs-') || code === 'other-email-matches' || code === 'work-email-malformed';

function summarise(findings: readonly Finding[], inScope: Uint8Array, firstClosed: Int32Array): AuditSummary {
  const byCode: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) byCode[code] = (byCode[code] ?? 0) + 1;
  let asked = 0;
  let blocked = 0;
  for (let i = 0; i < inScope.length; i++) {
    if (inScope[i] === 0) continue;
    asked++;
    if ((firstClosed[i] as number) >= 0) blocked++;
  }
  return { users: inScope.length, inScope: asked, ready: asked - blocked, blocked, byCode };
}
