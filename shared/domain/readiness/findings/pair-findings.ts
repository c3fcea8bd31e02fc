import type { Directory } from '../../directory/directory.ts';
import { describeTypo, differencesOnTheWay, findAddressError, isBlankAddress, isPlaceholder } from '../../email/index.ts';
import type { Finding, FindingCode } from '../finding.ts';
import type { Pair, Pairing } from '../matching/pairing.ts';
import type { AuditPolicy } from '../policy.ts';

/** The finding for a matched person and account with different addresses. */
export function createPairFinding(
  pair: Pair,
  neoIndex: number,
  directory: Directory,
  pairing: Pairing,
  { email: { caseComparison } }: AuditPolicy,
): Finding {
  const neo = pairing.workEmails[neoIndex] as string;
  const amazon = pairing.amazon.emails[pair.amazonIndex] as string;
  const ambiguous = pair.ambiguous || pair.doubt === 'contested' ? 1 : 0;
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
      const problem = findAddressError(neo);
      return finding('work-email-malformed', 'malformed', { ...problem?.params, problem: problem?.code ?? 'several-addresses' });
    }
    case 'typo': {
      // The addresses differ by one typo after the rules that the typo search applied.
      const { matchRules } = pairing;
      const last = matchRules.rules.length - 1;
      const typo = describeTypo(matchRules.key(neo, last), matchRules.key(amazon, last));
      return finding('email-differs-typo', 'typo', { neo, amazon, kind: typo?.kind ?? 'other' });
    }
    case 'person': {
      const match = { by: String(pair.evidence), amazon };
      // Without a plausible address the order stops before Amazon is queried.
      if (isBlankAddress(neo) || isPlaceholder(neo)) return finding('work-email-missing', 'missing-person-match', match);
      const problem = findAddressError(neo);
      if (problem === undefined) return finding('person-match', 'person-match', match);
      return finding('work-email-malformed', 'malformed-person-match', { ...problem.params, problem: problem.code, ...match });
    }
    default: {
      const code = pairing.matchRules.rules[pair.rule - 1]?.code ?? 'email-differs-whitespace';
      const also = differencesOnTheWay(pairing.matchRules, neo, amazon, pair.rule).filter((other) => other !== code);
      const differing = finding(code, ruleName(code), { neo, amazon, also: also.map(ruleName).join(',') });
      // If both servers ignore case, the order passes despite this difference.
      return caseComparison === 'ignore' && neo.toLowerCase() === amazon.toLowerCase() ? { ...differing, severity: 'note' } : differing;
    }
  }
}

const ruleName = (code: string): string => code.replace('email-differs-', '');

function otherAddress(pair: Pair, neoIndex: number, directory: Directory): string {
  const user = directory.neoUsers[neoIndex];
  if (pair.evidence === 'mobile') return user?.mobileEmail ?? '';
  return (pair.evidence === 'home' ? user?.homeEmail : user?.otherEmail) ?? '';
}
