/**
 * A second implementation of the gates that depend on the lists, and of account ownership. It is written from `docs/domain` and
 * `docs/glossary.md` alone and shares no code with the product, so that it does not repeat an error of the product's rules. It uses plain
 * loops instead of fast code. It knows only the list values printed in the documents; all others are unknown.
 */

/** A row of NEO's list of users, with the text of its cells. */
export interface NeoRow {
  readonly id: string;
  readonly name: string;
  readonly workEmail: string;
  readonly state: string;
  readonly organization: string;
}

/** One row of Amazon's list of users: an account appears once for each of its groups. */
export interface AmazonRow {
  readonly email: string;
  readonly name: string;
  readonly group: string;
  readonly role: string;
  readonly state: string;
}

/** Who may order: everyone, or the people and organizations that the setting names. `undefined` is an unknown setting. */
export type AllowedUsers = 'everybody' | { readonly users: readonly string[]; readonly organizations: readonly string[] } | undefined;

export interface JudgedCompany {
  readonly neo: readonly NeoRow[];
  readonly amazon: readonly AmazonRow[];
  /** Whether an Amazon group has the purchasing system, by group name. It is unknown for groups that are not in the map. */
  readonly purchasing: ReadonlyMap<string, boolean>;
  readonly allowed: AllowedUsers;
}

/** Three-valued answer: open, closed, or not checked. */
export type Answer = 'open' | 'closed' | 'not-checked';

export interface Judgement {
  readonly inScope: boolean;
  /** Gates 2, 3 and 4 of an in-scope person. */
  readonly enrolment: Answer;
  readonly workEmail: Answer;
  readonly account: Answer;
}

/** The answer for every user of NEO's list, by user ID. */
export function judgePeople(company: JudgedCompany): Map<string, Judgement> {
  const judgements = new Map<string, Judgement>();
  for (const row of company.neo) {
    judgements.set(row.id, judgePerson(row, company));
  }
  return judgements;
}

/** The id of the only person whose work e-mail equals the account's address byte for byte, or `undefined`. */
export function judgeOwners(company: JudgedCompany): Map<string, string | undefined> {
  const owners = new Map<string, string | undefined>();
  for (const account of company.amazon) {
    const people = company.neo.filter((person) => isAddress(person.workEmail) && person.workEmail === account.email);
    owners.set(account.email, people.length === 1 ? people[0]?.id : undefined);
  }
  return owners;
}

function judgePerson(row: NeoRow, company: JudgedCompany): Judgement {
  const state = neoState(row.state);
  const allowed = isAllowed(row, company.allowed);
  return {
    inScope: state !== 'inactive' && allowed !== 'closed',
    enrolment: both(state === 'unknown' ? 'not-checked' : 'open', allowed),
    workEmail: judgeWorkEmail(row, company),
    account: judgeAccount(row, company),
  };
}

/** `docs/domain/neo.md#users`: active, suspended, locked out, deleted. Every other word is unknown and counts as active. */
function neoState(word: string): 'active' | 'inactive' | 'unknown' {
  if (['使用停止中', 'ログイン拒否中', 'ロック', '削除済み'].includes(word)) {
    return 'inactive';
  }
  return word === '有効' ? 'active' : 'unknown';
}

function isAllowed(row: NeoRow, allowed: AllowedUsers): Answer {
  if (allowed === undefined) {
    return 'not-checked';
  }
  if (allowed === 'everybody' || allowed.users.includes(row.id) || allowed.organizations.includes(row.organization)) {
    return 'open';
  }
  return 'closed';
}

/** Gate 3: the address is present, well formed, and this person's alone. */
function judgeWorkEmail(row: NeoRow, company: JudgedCompany): Answer {
  if (!isAddress(row.workEmail)) {
    return 'closed';
  }
  const sharing = company.neo.filter((other) => other.workEmail === row.workEmail && neoState(other.state) !== 'inactive');
  return sharing.length > 1 ? 'closed' : 'open';
}

/**
 * Gate 4: one active account with the same bytes, and the punchout role in a group with the purchasing system. Each row is judged
 * separately: state, role and purchasing system must be present in the same group (`docs/domain/neo.md#e-mail-matching`). An unknown state
 * may apply to the whole account, so it turns every open result into not checked.
 */
function judgeAccount(row: NeoRow, company: JudgedCompany): Answer {
  const rows = company.amazon.filter((account) => account.email === row.workEmail);
  if (new Set(rows.map((account) => account.name)).size > 1) {
    return 'closed';
  }
  const throughGroups = any(rows.map((account) => judgeGroup(account, company)));
  const hasUnknownState = rows.some((account) => amazonState(account.state) === 'not-checked');
  return both(throughGroups, hasUnknownState ? 'not-checked' : 'open');
}

function judgeGroup(account: AmazonRow, company: JudgedCompany): Answer {
  const purchasing = company.purchasing.get(account.group);
  const system: Answer = purchasing === undefined ? 'not-checked' : purchasing ? 'open' : 'closed';
  return all([amazonState(account.state), amazonRole(account.role), system]);
}

function amazonState(word: string): Answer {
  if (word === 'アクティブ') {
    return 'open';
  }
  return ['招待中', '削除済み'].includes(word) ? 'closed' : 'not-checked';
}

/** `docs/domain/amazon-cxml.md#roles`. A cell may hold several roles. */
function amazonRole(cell: string): Answer {
  const words = cell.split(';').filter((word) => word !== '');
  if (words.some((word) => ['パンチアウト', 'カタログ連携'].includes(word))) {
    return 'open';
  }
  const known = ['管理者', '購買依頼者', '会計担当者', '技術'];
  return words.length > 0 && words.every((word) => known.includes(word)) ? 'closed' : 'not-checked';
}

/** `docs/domain/matching.md#address-syntax`, for ASCII addresses. A placeholder such as なし is not a valid address. */
function isAddress(text: string): boolean {
  const parts = text.split('@');
  const [local = '', domain = ''] = parts;
  if (parts.length !== 2 || text.length > 254 || local.length > 64) {
    return false;
  }
  const labels = domain.split('.');
  return (
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    labels.length > 1 &&
    labels.every((label) => label.length <= 63 && /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label))
  );
}

function both(left: Answer, right: Answer): Answer {
  return all([left, right]);
}

/** Returns closed if any part is closed, and open if all parts are open. */
function all(answers: readonly Answer[]): Answer {
  if (answers.includes('closed')) {
    return 'closed';
  }
  return answers.includes('not-checked') ? 'not-checked' : 'open';
}

/** Returns open if any alternative is open, and closed if all are closed or there are none. */
function any(answers: readonly Answer[]): Answer {
  if (answers.includes('open')) {
    return 'open';
  }
  return answers.includes('not-checked') ? 'not-checked' : 'closed';
}
