import { BUYER_ROLE, type DemoAmazonUser, OTHER_GROUP, type Writable } from './amazon-accounts.ts';
import { COMPANY_DOMAIN, type DemoUser, getTitleCode, OLD_DOMAIN } from './employees.ts';
import { FAMILY_NAMES } from './names.ts';
import type { SeededRandom } from './random.ts';

/** Kinds of mismatches, named like the codes of the findings they should cause. */
export type MismatchKind =
  | 'work-email-missing'
  | 'other-email-matches'
  | 'work-email-malformed'
  | 'work-email-duplicate'
  | 'work-email-swapped'
  | 'private-domain'
  | 'foreign-domain'
  | 'shared-mailbox'
  | 'email-differs-whitespace'
  | 'email-differs-invisible'
  | 'email-differs-domain-form'
  | 'email-differs-case'
  | 'email-differs-width'
  | 'email-differs-dash'
  | 'email-differs-composition'
  | 'email-differs-alias-domain'
  | 'email-differs-plus-tag'
  | 'email-differs-provider-rule'
  | 'email-differs-lookalike'
  | 'email-differs-typo'
  | 'person-match'
  | 'amazon-user-missing'
  | 'amazon-email-duplicate'
  | 'amazon-user-inactive'
  | 'amazon-invitation-pending'
  | 'amazon-invitation-expiring'
  | 'amazon-invitation-expired'
  | 'punchout-role-missing'
  | 'amazon-state-unknown'
  | 'punchout-role-unknown'
  | 'purchasing-group-missing'
  | 'amazon-orphan'
  | 'amazon-user-of-suspended'
  | 'user-suspended';

/** One employee in NEO and Amazon while mismatches are created. */
export interface EmployeeAccounts {
  user: Writable<DemoUser>;
  /** Accounts; empty = not in Amazon, two = listed twice. */
  amazon: Writable<DemoAmazonUser>[];
}

export interface MismatchTools {
  readonly random: SeededRandom;
  /** Returns the day `days` before the company's today as `YYYY-MM-DD`. */
  daysAgo(days: number): string;
  /** Reserves an unused address and returns true; false if it is in use or was reserved before. */
  claim(address: string): boolean;
}

interface Recipe {
  readonly kind: MismatchKind;
  readonly variant: string;
  readonly count: number;
  readonly suits?: (pair: EmployeeAccounts) => boolean;
  readonly make: (pair: EmployeeAccounts, tools: MismatchTools) => void;
}

export const toCompanyEmail = (local: string): string => `${local}@${COMPANY_DOMAIN}`;
export const getLocalPart = (address: string): string => address.slice(0, address.lastIndexOf('@'));
const fullWidth = (text: string): string => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
export const changeAccounts = (change: Partial<DemoAmazonUser>) => (pair: EmployeeAccounts) => {
  for (const account of pair.amazon) Object.assign(account, change);
};
const invitedBefore =
  (shortest: number, longest: number) =>
  (pair: EmployeeAccounts, { random, daysAgo }: MismatchTools) =>
    changeAccounts({ state: 'invited', invitedOn: daysAgo(random.between(shortest, longest)) })(pair);
const rewriteWork = (rewrite: (address: string) => string) => (pair: EmployeeAccounts) => {
  pair.user.workEmail = rewrite(pair.user.workEmail);
};
export const rewriteAmazonEmail = (rewrite: (address: string) => string) => (pair: EmployeeAccounts) => {
  for (const account of pair.amazon) account.email = rewrite(account.email);
};
const setBoth = (pair: EmployeeAccounts, workEmail: string, amazonEmail: string): void => {
  pair.user.workEmail = workEmail;
  for (const account of pair.amazon) account.email = amazonEmail;
};
/** Introduces a typing error into the work e-mail that does not produce another person's address. */
const slip = (pair: EmployeeAccounts, tools: MismatchTools, variants: (local: string) => string[]): void => {
  const [local, domain] = [getLocalPart(pair.user.workEmail), COMPANY_DOMAIN];
  const free = tools.random.shuffled(variants(local)).find((variant) => variant !== local && tools.claim(`${variant}@${domain}`));
  if (free !== undefined) pair.user.workEmail = `${free}@${domain}`;
};
const hasHyphen = ({ user }: EmployeeAccounts): boolean => getLocalPart(user.workEmail).includes('-');
const letterPositions = (local: string): number[] =>
  Array.from(local, (_, at) => at).filter((at) => at > 2 && /[a-z]/.test(local.charAt(at)));
export const isStaff = ({ user }: EmployeeAccounts): boolean => user.title === '';

const GUESTS = [
  { name: 'デュボワ ルネ', local: 'ren\u00e9.dubois' },
  { name: 'ガルシア ホセ', local: 'jos\u00e9.garcia' },
];

/** Returns a local part longer than free mail providers permit, so that it is not a real address. Used for contractors and partners. */
export const createContractorLocalPart = (user: DemoUser, separator: string): string =>
  ['demoshoji', 'gyoumuitaku', user.family.latin, user.given.latin, user.id].join(separator);

/** Mismatches that occur in real companies. The order only decides which employee gets which mismatch. */
export const MISMATCH_RECIPES: readonly Recipe[] = [
  {
    kind: 'work-email-missing',
    variant: 'blank-and-never-invited',
    count: 5,
    make: (pair) => {
      pair.user.workEmail = '';
      pair.amazon.splice(0);
    },
  },
  {
    kind: 'other-email-matches',
    variant: 'mobile',
    count: 3,
    make: ({ user }) => Object.assign(user, { mobileEmail: user.workEmail, workEmail: '' }),
  },
  {
    kind: 'other-email-matches',
    variant: 'other',
    count: 2,
    make: ({ user }) => Object.assign(user, { otherEmail: user.workEmail, workEmail: '' }),
  },
  {
    kind: 'work-email-malformed',
    variant: 'words',
    count: 1,
    make: (pair) => {
      pair.user.workEmail = '確認中';
      pair.amazon.splice(0);
    },
  },
  {
    kind: 'work-email-malformed',
    variant: 'two-addresses',
    count: 1,
    make: rewriteWork((address) => `${address}; kyoyu@${COMPANY_DOMAIN}`),
  },
  {
    kind: 'work-email-malformed',
    variant: 'display-name',
    count: 1,
    make: (pair) => setBoth(pair, `${pair.user.name} <${pair.user.workEmail}>`, pair.user.workEmail),
  },
  { kind: 'email-differs-whitespace', variant: 'trailing-space', count: 2, make: rewriteWork((address) => `${address} `) },
  { kind: 'email-differs-whitespace', variant: 'ideographic-space', count: 2, make: rewriteWork((address) => `${address}\u3000`) },
  { kind: 'email-differs-whitespace', variant: 'leading-tab', count: 1, make: rewriteWork((address) => `\t${address}`) },
  {
    kind: 'email-differs-invisible',
    variant: 'zero-width-space',
    count: 2,
    make: rewriteWork((address) => address.replace('@', '\u200b@')),
  },
  { kind: 'email-differs-invisible', variant: 'byte-order-mark', count: 1, make: rewriteWork((address) => `\ufeff${address}`) },
  {
    kind: 'email-differs-domain-form',
    variant: 'upper-case',
    count: 3,
    make: rewriteWork((address) => `${getLocalPart(address)}@Demo-Shoji.Example`),
  },
  {
    kind: 'email-differs-domain-form',
    variant: 'full-width-dot',
    count: 1,
    make: rewriteWork((address) => address.replace('.example', '．example')),
  },
  {
    kind: 'email-differs-domain-form',
    variant: 'ideographic-dot',
    count: 1,
    make: rewriteWork((address) => address.replace('.example', '。example')),
  },
  {
    kind: 'email-differs-case',
    variant: 'capital-initial',
    count: 4,
    make: rewriteAmazonEmail((address) => address.charAt(0).toUpperCase() + address.slice(1)),
  },
  { kind: 'email-differs-width', variant: 'full-width-at', count: 2, make: rewriteWork((address) => address.replace('@', '＠')) },
  {
    kind: 'email-differs-width',
    variant: 'full-width-letters',
    count: 2,
    make: rewriteWork((address) => `${fullWidth(getLocalPart(address))}@${COMPANY_DOMAIN}`),
  },
  {
    kind: 'email-differs-dash',
    variant: 'long-vowel-mark',
    count: 2,
    suits: hasHyphen,
    make: rewriteWork((address) => address.replace('-', 'ー')),
  },
  {
    kind: 'email-differs-dash',
    variant: 'minus-sign',
    count: 1,
    suits: hasHyphen,
    make: rewriteWork((address) => address.replace('-', '−')),
  },
  { kind: 'email-differs-dash', variant: 'hyphen', count: 1, suits: hasHyphen, make: rewriteWork((address) => address.replace('-', '‐')) },
  {
    kind: 'email-differs-composition',
    variant: 'decomposed',
    count: 2,
    suits: isStaff,
    make: (pair, { claim }) => {
      // Accents in names of foreign colleagues; one side has the decomposed form, which macOS writes.
      const guest = GUESTS.find(({ local }) => claim(`${local}@${COMPANY_DOMAIN}`));
      if (!guest) return;
      setBoth(pair, `${guest.local.normalize('NFD')}@${COMPANY_DOMAIN}`, `${guest.local}@${COMPANY_DOMAIN}`);
      for (const person of [pair.user, ...pair.amazon]) person.name = guest.name;
      pair.user.kana = guest.name;
    },
  },
  {
    kind: 'email-differs-alias-domain',
    variant: 'amazon-has-old',
    count: 3,
    make: rewriteAmazonEmail((address) => `${getLocalPart(address)}@${OLD_DOMAIN}`),
  },
  {
    kind: 'email-differs-alias-domain',
    variant: 'neo-has-old',
    count: 1,
    make: rewriteWork((address) => `${getLocalPart(address)}@${OLD_DOMAIN}`),
  },
  {
    kind: 'email-differs-plus-tag',
    variant: 'amazon-tag',
    count: 2,
    make: rewriteAmazonEmail((address) => address.replace('@', '+amazon@')),
  },
  {
    kind: 'email-differs-provider-rule',
    variant: 'gmail-dots',
    count: 2,
    suits: isStaff,
    make: (pair) => {
      Object.assign(pair.user, { title: '業務委託', titleCode: getTitleCode('業務委託') });
      setBoth(pair, `${createContractorLocalPart(pair.user, '.')}@gmail.com`, `${createContractorLocalPart(pair.user, '')}@gmail.com`);
    },
  },
  {
    kind: 'email-differs-lookalike',
    variant: 'cyrillic-a',
    count: 2,
    suits: ({ user }) => getLocalPart(user.workEmail).includes('a'),
    make: rewriteWork((address) => address.replace('a', '\u0430')),
  },
  {
    kind: 'email-differs-typo',
    variant: 'transposed',
    count: 3,
    make: (pair, tools) =>
      slip(pair, tools, (local) =>
        letterPositions(local).map((at) => local.slice(0, at) + local.charAt(at + 1) + local.charAt(at) + local.slice(at + 2)),
      ),
  },
  {
    kind: 'email-differs-typo',
    variant: 'letter-missing',
    count: 2,
    make: (pair, tools) => slip(pair, tools, (local) => letterPositions(local).map((at) => local.slice(0, at) + local.slice(at + 1))),
  },
  {
    kind: 'email-differs-typo',
    variant: 'comma-for-dot',
    count: 1,
    make: rewriteWork((address) => address.replace('.example', ',example')),
  },
  {
    kind: 'work-email-missing',
    variant: 'blank-work-address',
    count: 2,
    make: (pair) => {
      pair.user.workEmail = '';
      changeAccounts({ employeeCode: pair.user.employeeCode })(pair);
    },
  },
  {
    kind: 'work-email-malformed',
    variant: 'local-part-only',
    count: 1,
    make: (pair) => {
      pair.user.workEmail = getLocalPart(pair.user.workEmail);
      changeAccounts({ employeeCode: pair.user.employeeCode })(pair);
    },
  },
  {
    kind: 'person-match',
    variant: 'married-name',
    count: 4,
    suits: isStaff,
    make: (pair, tools) => {
      // NEO has the new family name and Amazon the old one, so only the employee code identifies the person.
      const { user } = pair;
      const family = tools.random.pick(FAMILY_NAMES.filter((name) => name.latin !== user.family.latin));
      let local = `${user.given.latin}.${family.latin}`;
      for (let number = 2; !tools.claim(`${local}@${COMPANY_DOMAIN}`); number++) local = `${user.given.latin}.${family.latin}${number}`;
      const name = { family, name: `${family.written} ${user.given.written}`, kana: `${family.kana} ${user.given.kana}` };
      Object.assign(user, name, { workEmail: `${local}@${COMPANY_DOMAIN}` });
      for (const account of pair.amazon) account.employeeCode = user.employeeCode;
    },
  },
  { kind: 'amazon-user-missing', variant: 'never-invited', count: 15, make: (pair) => pair.amazon.splice(0) },
  {
    kind: 'amazon-email-duplicate',
    variant: 'listed-twice',
    count: 3,
    make: (pair) => pair.amazon.push(...pair.amazon.map((account) => ({ ...account }))),
  },
  {
    kind: 'amazon-user-inactive',
    variant: 'deactivated',
    count: 7,
    make: changeAccounts({ state: 'inactive' }),
  },
  {
    kind: 'amazon-invitation-pending',
    variant: 'recent',
    count: 5,
    make: invitedBefore(2, 60),
  },
  {
    kind: 'amazon-invitation-expiring',
    variant: 'last-week',
    count: 2,
    make: invitedBefore(84, 88),
  },
  {
    kind: 'amazon-invitation-expired',
    variant: 'over-90-days',
    count: 3,
    make: invitedBefore(95, 200),
  },
  {
    kind: 'punchout-role-missing',
    variant: 'buyer-only',
    count: 9,
    make: changeAccounts({ punchout: false, roles: [BUYER_ROLE] }),
  },
  {
    kind: 'purchasing-group-missing',
    variant: 'other-group',
    count: 3,
    make: changeAccounts({ groups: [OTHER_GROUP] }),
  },
  {
    kind: 'private-domain',
    variant: 'carrier',
    count: 1,
    suits: isStaff,
    make: (pair) => {
      const address = `${createContractorLocalPart(pair.user, '-')}@docomo.ne.jp`;
      setBoth(pair, address, address);
    },
  },
  {
    kind: 'foreign-domain',
    variant: 'seconded',
    count: 3,
    suits: isStaff,
    make: (pair) => {
      const address = `${getLocalPart(pair.user.workEmail)}@demo-logistics.example`;
      setBoth(pair, address, address);
    },
  },
  {
    kind: 'shared-mailbox',
    variant: 'department-box',
    count: 2,
    make: (pair, tools) => {
      const box = ['soumu', 'info', 'keiri', 'uketsuke'].map(toCompanyEmail).find((address) => tools.claim(address));
      if (box !== undefined) setBoth(pair, box, box);
    },
  },
];
