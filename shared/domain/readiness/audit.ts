import type { Directory, NeoUser } from '../directory/directory.ts';
import { accountFindings, amazonOnlyFindings } from './account-findings.ts';
import { addressFindings, duplicateGroups } from './address-findings.ts';
import { type Finding, type FindingCode, severityOf } from './finding.ts';
import { pairFinding } from './pair-findings.ts';
import { pairDirectories } from './pairing.ts';
import type { AuditPolicy } from './policy.ts';
import { firstClosedGates } from './reasons.ts';
import { type Suggestions, suggest, type Withheld } from './suggestions.ts';

/** The answer to 'can this person order today?' for everybody, as far as gates 2 to 4 reach. */
export interface Audit {
  /** By person in the order of the NEO list, each person's findings in the order of gates; then Amazon's own. */
  readonly findings: readonly Finding[];
  /** 1 for each NEO user who is asked about. */
  readonly inScope: Uint8Array;
  /** 1 for each NEO user whom only the exclusion list takes out of the scope. */
  readonly excluded: Uint8Array;
  /** For each NEO user the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  /** Why nothing is proposed to a NEO user for whom something was found. */
  readonly withheld: ReadonlyMap<number, Withheld>;
  readonly summary: AuditSummary;
}

export interface AuditSummary {
  readonly users: number;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  /** People on the exclusion list, neither ready nor blocked; left out where there is no such list. */
  readonly excluded?: number;
  /** Findings per code; codes without findings are left out. */
  readonly byCode: Readonly<Partial<Record<FindingCode, number>>>;
}

/** Audits both lists. Pure, deterministic, linear; never throws on any text. */
export function audit(directory: Directory, policy: AuditPolicy): Audit {
  const { neoUsers } = directory;
  const { inScope, excluded, asked } = scopeOf(neoUsers, policy);
  const pairing = pairDirectories(directory, policy);
  // Whoever is excluded still holds an address: nobody else's order may come from it.
  const duplicates = duplicateGroups(pairing, asked);
  const approving = new Set(directory.approvers.map((approver) => approver.userId));

  const findings: Finding[] = [];
  for (let i = 0; i < neoUsers.length; i++) {
    if (inScope[i] === 0) {
      if (approving.size > 0 && excluded[i] === 0) suspendedFinding(neoUsers[i] as NeoUser, i, approving, findings);
      continue;
    }
    const pair = pairing.pairs[i] ?? null;
    addressFindings(i, pair, directory, pairing, duplicates, policy, findings);
    if (pair !== null && pair.kind !== 'exact') findings.push(pairFinding(pair, i, directory, pairing, policy));
    accountFindings(i, pair, directory, pairing, policy, findings);
  }
  amazonOnlyFindings(directory, pairing, inScope, excluded, findings);

  const suggestions = suggest(directory, pairing, inScope);
  const checked = withSuggestions(findings, suggestions);
  const firstClosed = firstClosedGates(checked, neoUsers.length);
  const summary = summarise(checked, inScope, firstClosed);
  return {
    findings: checked,
    inScope,
    excluded,
    firstClosed,
    withheld: suggestions.withheld,
    summary: policy.excluded === undefined ? summary : { ...summary, excluded: countOnes(excluded) },
  };
}

/** Who is asked about, who is excluded, and both together. */
function scopeOf(neoUsers: readonly NeoUser[], policy: AuditPolicy): { inScope: Uint8Array; excluded: Uint8Array; asked: Uint8Array } {
  const inScope = new Uint8Array(neoUsers.length);
  const excluded = new Uint8Array(neoUsers.length);
  neoUsers.forEach((user, i) => {
    if (!policy.inScope(user)) return;
    if (policy.excluded?.(user)) excluded[i] = 1;
    else inScope[i] = 1;
  });
  return { inScope, excluded, asked: policy.excluded === undefined ? inScope : inScope.map((asked, i) => asked | (excluded[i] as number)) };
}

const countOnes = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);

/** A suspended, deleted or locked-out person who still approves for an organisation (handbook product.md, Findings). */
function suspendedFinding(user: NeoUser, neoIndex: number, approving: ReadonlySet<string>, findings: Finding[]): void {
  if (user.id === '' || !approving.has(user.id)) return;
  findings.push({
    code: 'user-suspended',
    neoIndex,
    amazonIndex: -1,
    reason: { key: 'user-suspended', params: { state: user.state, place: 'approver' } },
    suggestion: null,
  });
}

/** A suggestion stands at the findings that it would mend, once a pair or, without a pair, at what closes gate 3 or 4. */
function withSuggestions(findings: readonly Finding[], { given }: Suggestions): readonly Finding[] {
  if (given.size === 0) return findings;
  return findings.map((finding) => {
    const suggestion = severityOf(finding) === 'block' && isAboutTheAddress(finding) ? given.get(finding.neoIndex) : undefined;
    return suggestion === undefined ? finding : { ...finding, suggestion };
  });
}

const OF_THE_ADDRESS: ReadonlySet<FindingCode> = new Set(['other-email-matches', 'work-email-malformed', 'person-match']);
const WITHOUT_ACCOUNT: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'work-email-malformed', 'amazon-user-missing']);

const isAboutTheAddress = ({ code, amazonIndex }: Finding): boolean =>
  amazonIndex >= 0 ? code.startsWith('email-differs-') || OF_THE_ADDRESS.has(code) : WITHOUT_ACCOUNT.has(code);

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
