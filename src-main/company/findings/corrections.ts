import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { type Fix, getFormerValue } from '#shared/domain/fixes/fixes.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import { isWritableAddress } from '#shared/domain/readiness/suggestions/which-side.ts';
import type { FindingsView } from './findings-view.ts';

interface CorrectionSources {
  /** Adopted fixes by person. */
  readonly fixes: ReadonlyMap<string, Fix>;
  /** Whether people without an account are invited; otherwise the company's directory creates the accounts. */
  readonly invites: boolean;
}

/** Returns the address that corrects a finding, as adopted or as the bulk adoption would adopt it; `undefined` = none. */
export function getCorrection(view: FindingsView, at: number, { fixes, invites }: CorrectionSources): FindingRow['correction'] {
  const finding = view.audit.findings[at] as Finding;
  const person = view.person(finding);
  if (person === null) return undefined;
  const fix = view.fixOf(at, fixes);
  if (fix !== undefined && fix.account === null && fix.state !== 'arrived')
    return { state: 'adopted', side: fix.side, from: getFormerValue(fix), to: fix.to, ambiguous: false };
  const { suggestion, code, neoIndex } = finding;
  if (suggestion !== null) {
    const { side, address, ambiguous } = suggestion;
    if (side === 'amazon' && !invites) return undefined;
    const from = side === 'neo' ? person.workEmail : (view.account(finding)?.email ?? '');
    return { state: 'suggested', side, from, to: address, ambiguous };
  }
  if (code !== 'amazon-user-missing' || !invites) return undefined;
  if ((view.audit.doubts.get(neoIndex) ?? []).length > 0 || !isWritableAddress(person.workEmail)) return undefined;
  return { state: 'invitation', side: 'amazon', from: '', to: person.workEmail, ambiguous: false };
}
