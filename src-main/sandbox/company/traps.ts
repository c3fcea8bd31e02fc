import { BUYER_ROLE, type DemoAmazonUser } from './amazon-accounts.ts';
import { type DemoUser, getTitleCode } from './employees.ts';
import {
  changeAccounts,
  createContractorLocalPart,
  type EmployeeAccounts,
  getLocalPart,
  isStaff,
  type MismatchKind,
  type MismatchTools,
  rewriteAmazonEmail,
  toCompanyEmail,
} from './mismatches.ts';

/**
 * A case that a careless audit would judge wrongly: advice for the wrong side, an invitation to the wrong address, a misinterpreted word.
 */
interface Trap {
  readonly variant: string;
  /** All mismatches that this person has. */
  readonly kinds: readonly MismatchKind[];
  readonly count: number;
  readonly suits?: (pair: EmployeeAccounts, company: readonly EmployeeAccounts[]) => boolean;
  /** Whether the account counts as one without an owner, because only its local part indicates the person. */
  readonly leavesAccount?: true;
  readonly make: (pair: EmployeeAccounts, tools: MismatchTools) => void;
}

const CATALOGUE_ROLE = 'カタログ担当';

const neverInvited = (rewrite: (user: DemoUser, tools: MismatchTools) => string) => (pair: EmployeeAccounts, tools: MismatchTools) => {
  pair.user.workEmail = rewrite(pair.user, tools);
  pair.amazon.splice(0);
};
const writeState =
  (stateWord: string, change: Partial<DemoAmazonUser>, invitedDaysAgo?: number) =>
  (pair: EmployeeAccounts, { daysAgo }: MismatchTools) =>
    changeAccounts({ ...change, stateWord, ...(invitedDaysAgo === undefined ? {} : { invitedOn: daysAgo(invitedDaysAgo) }) })(pair);

/** An address such as `k-sato2`: another person has the same initial and family name. */
const isNumbered = ({ user }: EmployeeAccounts): boolean => /^[a-z]-[a-z]+\d+$/.test(getLocalPart(user.workEmail));
const hasNamesake = ({ user }: EmployeeAccounts, company: readonly EmployeeAccounts[]): boolean =>
  company.some((other) => other.user !== user && other.user.name === user.name && other.user.state === 'active');

const TRAPS: readonly Trap[] = [
  // NEO's value is correct in both cases, so copying Amazon's value would be wrong.
  {
    variant: 'cyrillic-a-on-amazon',
    kinds: ['email-differs-lookalike'],
    count: 1,
    suits: ({ user }) => getLocalPart(user.workEmail).includes('a'),
    make: rewriteAmazonEmail((address) => address.replace('a', '\u0430')),
  },
  {
    variant: 'domain-transposed-on-amazon',
    kinds: ['email-differs-typo'],
    count: 1,
    make: rewriteAmazonEmail((address) => address.replace('@demo-shoji.', '@demo-sohji.')),
  },
  // People without an account who must not be invited before a check.
  {
    variant: 'never-invited-gmail',
    kinds: ['private-domain', 'amazon-user-missing'],
    count: 1,
    make: (pair, tools) => {
      Object.assign(pair.user, { title: '業務委託', titleCode: getTitleCode('業務委託') });
      neverInvited((user) => `${createContractorLocalPart(user, '')}@gmail.com`)(pair, tools);
    },
  },
  {
    variant: 'never-invited-shared-mailbox',
    kinds: ['shared-mailbox', 'amazon-user-missing'],
    count: 1,
    make: neverInvited(
      (user, { claim }) => ['keiri', 'uketsuke', 'jinji', 'eigyo'].map(toCompanyEmail).find((address) => claim(address)) ?? user.workEmail,
    ),
  },
  {
    variant: 'account-under-another-domain',
    kinds: ['amazon-user-missing'],
    count: 1,
    suits: ({ user }) => /^[a-z]-[a-z]+$/.test(getLocalPart(user.workEmail)),
    leavesAccount: true,
    make: ({ user, amazon }) => {
      const initial = user.given.latin.charAt(0).toUpperCase();
      const name = `${initial}. ${user.family.latin.charAt(0).toUpperCase()}${user.family.latin.slice(1)}`;
      for (const account of amazon)
        Object.assign(account, { name, employeeCode: '', email: `${getLocalPart(account.email)}@demo-logistics.example` });
    },
  },
  {
    variant: 'second-namesake',
    kinds: ['amazon-user-missing'],
    count: 1,
    suits: (pair, company) => isNumbered(pair) && hasNamesake(pair, company),
    make: neverInvited((user, { claim }) => {
      const locals = [2, 3, 4].map((letters) => `${user.given.latin.slice(0, letters)}-${user.family.latin}`);
      return locals.map(toCompanyEmail).find((address) => claim(address)) ?? user.workEmail;
    }),
  },
  // Unknown words, and unusual known ones.
  {
    variant: 'role-in-own-words',
    kinds: ['punchout-role-unknown'],
    count: 2,
    make: changeAccounts({ roles: [BUYER_ROLE, CATALOGUE_ROLE], punchout: null, unclear: { role: CATALOGUE_ROLE } }),
  },
  { variant: 'triangle', kinds: ['amazon-state-unknown'], count: 1, make: writeState('△', { state: 'unknown', unclear: { state: '△' } }) },
  {
    variant: 'word-of-the-english-screen',
    kinds: ['amazon-invitation-expiring'],
    count: 1,
    make: writeState('Expiring soon', { state: 'invited', invitation: 'expiring' }, 86),
  },
  {
    variant: 'word-for-unaccepted',
    kinds: ['amazon-invitation-pending'],
    count: 1,
    make: writeState('招待承認待ち', { state: 'invited' }, 21),
  },
];

/**
 * Creates the traps among people without a title, who approve nothing. Draws no random number, so that the rest of the company does not
 * change. Returns accounts without an owner.
 */
export function createTrapCases(
  take: (suits: (pair: EmployeeAccounts) => boolean) => EmployeeAccounts,
  company: readonly EmployeeAccounts[],
  tools: MismatchTools,
  plant: (kind: MismatchKind, variant: string, pair: EmployeeAccounts) => void,
): readonly DemoAmazonUser[] {
  const strays: DemoAmazonUser[] = [];
  for (const { variant, kinds, count, suits, leavesAccount, make } of TRAPS) {
    for (let made = 0; made < count; made++) {
      const pair = take((candidate) => isStaff(candidate) && (suits?.(candidate, company) ?? true));
      make(pair, tools);
      if (leavesAccount) strays.push(...pair.amazon.splice(0));
      for (const kind of kinds) plant(kind, variant, pair);
    }
  }
  return strays;
}

/** Swaps the addresses of two people in NEO. Their Amazon accounts have only names, no employee codes. */
export function swapWorkEmails(
  take: (suits: (pair: EmployeeAccounts) => boolean) => EmployeeAccounts,
  plant: (kind: MismatchKind, variant: string, pair: EmployeeAccounts) => void,
): void {
  // A Shift_JIS export contains `?` for unsupported characters, and a name with `?` would match no other name.
  const isWhole = (pair: EmployeeAccounts): boolean => isStaff(pair) && /^[\u3000-\u9fff\s]+$/.test(pair.user.name);
  const one = take(isWhole);
  const { given, family } = one.user;
  const other = take((pair) => isWhole(pair) && pair.user.given.latin !== given.latin && pair.user.family.latin !== family.latin);
  [one.user.workEmail, other.user.workEmail] = [other.user.workEmail, one.user.workEmail];
  // Each account is found by its address, which is now the other person's.
  [one.amazon, other.amazon].forEach((accounts) => {
    for (const account of accounts) account.employeeCode = '';
  });
  for (const pair of [one, other]) plant('work-email-swapped', 'swapped-in-neo', pair);
}
