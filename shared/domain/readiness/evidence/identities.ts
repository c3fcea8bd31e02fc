import type { AmazonUser, Directory, NeoUser, Organization } from '../../directory/directory.ts';
import { foldName, toPlainName } from '../../directory/names.ts';
import { memoizeByText } from '../../email/memoize.ts';
import { type EvidenceKey, internReasons } from './evidence.ts';
import { HAN_PATTERN, listNameKeys, listReadingLocalParts, localPartToName, type ReadingLocalParts } from './evidence-names.ts';
import { compareReadings, getNameReading, type NameReading } from './evidence-readings.ts';

/** Memoized, because few distinct groups and organizations occur often. */
const foldPlace = memoizeByText(foldName);

/** Normalized employee code or login id: width, case and outer blanks are ignored. */
export const foldCode = (code: string): string => (IS_FOLDED.test(code) ? code : code.normalize('NFKC').trim().toLowerCase());
/** Matches codes that are already normalized, which are nearly all. */
const IS_FOLDED = /^[!-@[-~]*$/;

/** Compares normalized codes. Spreadsheets drop leading zeros: codes that differ only in them neither contradict nor prove. */
export function compareCodes(a: string, b: string): 'same' | 'other' | 'unknown' {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  const [bare, other] = [withoutZeros(a), withoutZeros(b)];
  return bare === '' || other === '' || bare === other ? 'unknown' : 'other';
}
const withoutZeros = (code: string): string => code.replace(/^0+/, '');

/**
 * Normalized forms of a person, each computed at first use and cached: the first form decides most comparisons, and a person is compared
 * several times.
 */
class Identity {
  /** Normalized (`foldCode`). */
  readonly employeeCode: string;
  readonly name: string;
  readonly #kana: string;
  #plain: string | undefined;
  #folded: string | undefined;
  #keys: readonly string[] | undefined;
  #reading: NameReading | null | undefined;

  constructor(employeeCode: string, name: string, kana: string) {
    this.employeeCode = foldCode(employeeCode);
    this.name = name;
    this.#kana = kana;
  }
  /** The name without blanks and marks, with width and case normalized; `''` if nothing remains. */
  get plain(): string {
    this.#plain ??= toPlainName(this.name);
    return this.#plain;
  }
  /** Like `plain`, with kanji variants unified too. */
  get folded(): string {
    this.#folded ??= foldName(this.name);
    return this.#folded;
  }
  /** Search keys of the name, most reliable first. */
  get keys(): readonly string[] {
    this.#keys ??= listNameKeys(this.name, this.#kana);
    return this.#keys;
  }
  /** The reading of the name; `null` if unknown. */
  get reading(): NameReading | null {
    if (this.#reading === undefined) this.#reading = getNameReading(this.name, this.#kana);
    return this.#reading;
  }
}

export class PersonIdentity extends Identity {
  readonly #user: NeoUser;
  readonly #organizations: ReadonlyMap<string, string>;
  #locals: ReadingLocalParts | undefined;
  #places: ReadonlySet<string> | undefined;

  constructor(user: NeoUser, organizations: ReadonlyMap<string, string>) {
    super(user.employeeCode, user.name, user.kana);
    this.#user = user;
    this.#organizations = organizations;
  }
  /** Possible local parts for the reading of the name. */
  get locals(): ReadingLocalParts {
    this.#locals ??= listReadingLocalParts(this.#user.kana);
    return this.#locals;
  }
  /** Normalized names of the organizations. */
  get places(): ReadonlySet<string> {
    this.#places ??= new Set(this.#user.organizations.map((id) => this.#organizations.get(id) ?? foldPlace(id)));
    return this.#places;
  }
}

export class AccountIdentity extends Identity {
  readonly #account: AmazonUser;
  #local: string | undefined;
  #groups: readonly string[] | undefined;

  constructor(account: AmazonUser) {
    super(account.employeeCode, account.name, '');
    this.#account = account;
  }
  /** The local part as letters; `''` if it cannot be a name. */
  get local(): string {
    this.#local ??= localPartToName(this.#account.email);
    return this.#local;
  }
  /** Normalized names of the groups. */
  get groups(): readonly string[] {
    this.#groups ??= this.#account.groups.map(foldPlace);
    return this.#groups;
  }
}

/** The identities of both lists, by index. */
export interface Identities {
  person(neoIndex: number): PersonIdentity;
  account(amazonIndex: number): AccountIdentity;
  /** Releases a person's cached forms. For 100,000 people without candidates they take 70 MB. */
  forgetPerson(neoIndex: number): void;
  /** Releases all cached forms; they are computed again when needed. */
  forgetAll(): void;
}

/** Creates identities on demand, because most people are matched by their address. */
export function createIdentities({ neoUsers, amazonUsers, organizations }: Directory): Identities {
  const places = organizationPlaces(organizations);
  const people = new Array<PersonIdentity | undefined>(neoUsers.length);
  const accounts = new Array<AccountIdentity | undefined>(amazonUsers.length);
  return {
    person: (index) => (people[index] ??= new PersonIdentity(neoUsers[index] as NeoUser, places)),
    account: (index) => (accounts[index] ??= new AccountIdentity(amazonUsers[index] as AmazonUser)),
    forgetPerson(index) {
      people[index] = undefined;
    },
    forgetAll() {
      people.fill(undefined);
      accounts.fill(undefined);
    },
  };
}

/** Normalized organization names by each form of reference in a list: `id`, `*id`, `@code`. */
function organizationPlaces(organizations: readonly Organization[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { id, code, name } of organizations) {
    const place = foldName(name);
    places.set(id, place);
    places.set(`*${id}`, place);
    if (code !== '') places.set(`@${code}`, place);
  }
  return places;
}

const NONE: readonly EvidenceKey[] = [];

/**
 * Evidence for and against the person owning the account, in the order of `EVIDENCE_KEYS`; `ofAddress` is the evidence of the addresses.
 */
export function listIdentityEvidence(
  person: PersonIdentity,
  account: AccountIdentity,
  ofAddress: readonly EvidenceKey[] = NONE,
): readonly EvidenceKey[] {
  const reasons: EvidenceKey[] = [];
  const codes = compareCodes(person.employeeCode, account.employeeCode);
  const name = getNameEvidence(person, account);
  if (codes === 'same') reasons.push('same-employee-code');
  if (name !== null && name !== 'other-name') reasons.push(name);
  if (account.local !== '') {
    if (person.locals.full.includes(account.local)) reasons.push('name-in-address');
    else if (person.locals.initial.includes(account.local)) reasons.push('initial-in-address');
  }
  if (account.groups.some((group) => person.places.has(group))) reasons.push('same-organization');
  reasons.push(...ofAddress);
  if (name === 'other-name') reasons.push(name);
  if (codes === 'other') reasons.push('other-employee-code');
  return internReasons(reasons);
}

/** A letter is kept by all normalizations. */
const LETTER = /\p{L}/u;

/**
 * Compares two names. `other-name` only if both are in kanji, or clearly read differently. Kanji is compared with kana or Latin by
 * furigana, and without furigana not at all.
 */
export function getNameEvidence(person: Identity, account: Identity): EvidenceKey | null {
  if (person.name === account.name && LETTER.test(person.name)) return 'same-name';
  if (person.plain === '' || account.plain === '') return null;
  if (person.plain === account.plain) return 'same-name';
  if (person.folded === account.folded) return 'same-name-variant';
  const shared = person.keys.find((key) => account.keys.includes(key));
  if (shared === undefined) {
    if (HAN_PATTERN.test(person.name) && HAN_PATTERN.test(account.name)) return 'other-name';
    if (person.reading === null || account.reading === null) return null;
    const isForeign = isKatakanaAndLatin(person.reading, account.reading);
    const read = compareReadings(person.reading, account.reading, isForeign);
    return read === 'same' ? 'same-name-romaji' : read === 'other' ? 'other-name' : null;
  }
  const form = shared.slice(0, shared.indexOf(':'));
  if (form === 'words') return 'same-name-swapped';
  return form === 'latin' ? 'same-name-romaji' : 'same-name-kana';
}

/** True for a katakana and a Latin name, because the spelling of a foreign name differs from its katakana. */
const isKatakanaAndLatin = (one: NameReading, other: NameReading): boolean =>
  (one.script === 'katakana' && other.script === 'latin') || (one.script === 'latin' && other.script === 'katakana');
