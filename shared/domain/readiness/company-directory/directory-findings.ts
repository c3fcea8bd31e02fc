import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { getPairedAccount, type Pairing } from '../matching/pairing.ts';
import { getAddressAgreement } from './directory-agreement.ts';
import { type DirectoryJoin, getDirectoryAddress, NOT_IN_DIRECTORY } from './directory-join.ts';

/** Findings about an address, to which the directory's information is added. */
const WITHOUT_ACCOUNT: ReadonlySet<FindingCode> = new Set([
  'amazon-user-missing',
  'work-email-missing',
  'work-email-malformed',
  'work-email-duplicate',
]);
const OF_A_PAIR: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'other-email-matches', 'person-match', 'work-email-malformed']);

/** The findings with the directory's information about a doubtful address; others stay the same. */
export function addDirectoryInformation(
  findings: readonly Finding[],
  join: DirectoryJoin,
  { neoUsers, amazonUsers }: Directory,
): readonly Finding[] {
  return findings.map((finding) => {
    const { code, neoIndex, amazonIndex } = finding;
    if (neoIndex < 0) return finding;
    const isOfPair = amazonIndex >= 0 && (code.startsWith('email-differs-') || OF_A_PAIR.has(code));
    if (!isOfPair && !WITHOUT_ACCOUNT.has(code)) return finding;
    const inDirectory = getDirectoryAddress(join, neoIndex);
    if (inDirectory === null) return finding;
    const { workEmail } = neoUsers[neoIndex] as NeoUser;
    const other = isOfPair ? (amazonUsers[amazonIndex] as AmazonUser).email : workEmail;
    const agreement = getAddressAgreement(inDirectory, workEmail, other);
    if (agreement === 'both') return finding;
    const says = isOfPair ? agreement : 'other';
    return {
      ...finding,
      reason: { ...finding.reason, params: { ...finding.reason.params, directory: says, directoryAddress: inDirectory } },
    };
  });
}

/** People who left according to the directory (disabled or missing there) while NEO or Amazon still permits login. */
export interface DirectoryLeaverCheck {
  /** Checks one NEO user and the account. */
  add(neoIndex: number, findings: Finding[]): void;
  /** Checks accounts without a NEO user. */
  addAccounts(findings: Finding[]): void;
}

export function createDirectoryLeaverCheck(
  { people, neo, amazon }: DirectoryJoin,
  { amazonUsers }: Directory,
  pairing: Pairing,
): DirectoryLeaverCheck {
  const isIn = (account: number): boolean => account >= 0 && amazonUsers[account]?.state !== 'inactive';
  const codeOf = (place: number): FindingCode | null =>
    place === NOT_IN_DIRECTORY ? 'directory-missing' : people[place]?.state === 'disabled' ? 'directory-disabled' : null;
  const finding = (code: FindingCode, neoIndex: number, amazonIndex: number, where: string): Finding => ({
    code,
    neoIndex,
    amazonIndex,
    reason: { key: code, params: { where } },
    suggestion: null,
  });
  return {
    add(i, findings) {
      const code = codeOf(neo[i] as number);
      if (code === null) return;
      const account = getPairedAccount(i, pairing);
      findings.push(isIn(account) ? finding(code, i, account, 'both') : finding(code, i, -1, 'neo'));
    },
    addAccounts(findings) {
      for (let j = 0; j < amazonUsers.length; j++) {
        const code = pairing.claimed[j] === 0 && isIn(j) ? codeOf(amazon[j] as number) : null;
        if (code !== null) findings.push(finding(code, -1, j, 'amazon'));
      }
    },
  };
}
