import type { Directory } from '../directory/directory.ts';
import { checkAddress, describeTypo, differencesOnTheWay } from '../email/index.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Pair, Pairing } from './pairing.ts';
import type { AuditPolicy } from './policy.ts';

/** The finding of a person and an account that belong together but whose addresses are not equal. */
export function pairFinding(
  pair: Pair,
  neoIndex: number,
  directory: Directory,
  pairing: Pairing,
  { email: { caseComparison } }: AuditPolicy,
): Finding {
  const neo = pairing.workEmails[neoIndex] as string;
  const amazon = pairing.amazon.emails[pair.amazonIndex] as string;
  const ambiguous = pair.ambiguous ? 1 : 0;
  const finding = (code: FindingCode, key: string, params: Finding['reason']['params']): Finding => ({
    code,
    neoIndex,
    amazonIndex: pair.amazonIndex,
    reason: { key, params: { ...params, ambiguous } },
    suggestion: null,
  });
  switch (pair.kind) {
    case 'other-email':
      return finding('other-email-matches', 'other-email-matches', {
        field: String(pair.evidence),
        address: otherAddress(pair, neoIndex, directory),
      });
    case 'part-of-cell': {
      const problem = checkAddress(neo).find(({ severity }) => severity === 'error');
      return finding('work-email-malformed', 'malformed', { ...problem?.params, problem: problem?.code ?? 'several-addresses' });
    }
    case 'typo': {
      // Where they are one slip apart: after the rungs that the search for slips had taken, too.
      const { ladder } = pairing;
      const last = ladder.rungs.length - 1;
      const typo = describeTypo(ladder.key(neo, last), ladder.key(amazon, last));
      return finding('email-differs-typo', 'typo', { neo, amazon, kind: typo?.kind ?? 'other' });
    }
    case 'person':
      return finding('person-match', 'person-match', { by: String(pair.evidence), amazon });
    default: {
      const code = pairing.ladder.rungs[pair.rung - 1]?.code ?? 'email-differs-whitespace';
      const also = differencesOnTheWay(pairing.ladder, neo, amazon, pair.rung).filter((other) => other !== code);
      const told = finding(code, rungName(code), { neo, amazon, also: also.map(rungName).join(',') });
      // Where both servers take upper and lower case for the same, such a pair lets an order through.
      return caseComparison === 'ignore' && neo.toLowerCase() === amazon.toLowerCase() ? { ...told, severity: 'note' } : told;
    }
  }
}

const rungName = (code: string): string => code.replace('email-differs-', '');

function otherAddress(pair: Pair, neoIndex: number, directory: Directory): string {
  const user = directory.neoUsers[neoIndex];
  if (pair.evidence === 'mobile') return user?.mobileEmail ?? '';
  return (pair.evidence === 'home' ? user?.homeEmail : user?.otherEmail) ?? '';
}
