import type { Audit } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS, type FindingCode, getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { getGateBit } from '#shared/domain/readiness/gates/order-state.ts';
import type { PeopleFact } from '#shared/domain/setup/facts.ts';

type Left = 'address' | 'account' | 'invited' | 'invoice';

/** Returns the number to which a finding code contributes; `null` for codes of other gates. */
function leftBy(code: FindingCode): Left | null {
  const { gate } = FINDING_KINDS[code];
  if (gate === 3 || code === 'person-match' || code.startsWith('email-differs-')) return 'address';
  if (code.startsWith('amazon-invitation-')) return 'invited';
  return gate === 4 ? 'account' : gate === 5 ? 'invoice' : null;
}

/** Counts the open work for people in scope after an audit; each person counts once per number. */
export function countOpenWork({
  findings,
  inScope,
  notChecked,
  summary,
}: Pick<Audit, 'findings' | 'inScope' | 'notChecked' | 'summary'>): PeopleFact {
  const left: Record<Left, Set<number>> = { address: new Set(), account: new Set(), invited: new Set(), invoice: new Set() };
  const withAccount = new Set<number>();
  const stateUnknown = new Set<number>();
  for (const finding of findings) {
    const { code, neoIndex, amazonIndex } = finding;
    if (neoIndex < 0 || inScope[neoIndex] !== 1) continue;
    if (amazonIndex >= 0) withAccount.add(neoIndex);
    if (code === 'amazon-state-unknown') stateUnknown.add(neoIndex);
    const at = getFindingSeverity(finding) === 'block' ? leftBy(code) : null;
    if (at !== null) left[at].add(neoIndex);
  }
  const { address, account, invited, invoice } = left;
  // Without a usable address no account can be found, so these people also count as lacking an account.
  for (const person of address) if (!withAccount.has(person)) account.add(person);
  const notCheckedAt = (gate: 4 | 5): number =>
    inScope.reduce((sum, is, i) => sum + (is === 1 && ((notChecked[i] as number) & getGateBit(gate)) !== 0 ? 1 : 0), 0);
  return {
    inScope: summary.inScope,
    ready: summary.ready,
    notChecked: summary.notChecked,
    address: address.size,
    account: account.size,
    accountUnknown: notCheckedAt(4),
    invited: invited.size,
    stateUnknown: stateUnknown.size,
    invoice: invoice.size,
    invoiceUnknown: notCheckedAt(5),
  };
}
