import type { AmazonUser, Directory, NeoUser, Organization } from '../directory/directory.ts';
import { foldName, plainName } from '../directory/names.ts';
import { remember } from '../email/remember.ts';
import type { EvidenceKey } from './evidence.ts';
import { HAN, localsOfReading, namedLocal, nameKeys, type ReadingLocals } from './evidence-names.ts';
import { compareReadings, type NameReading, readName } from './evidence-readings.ts';

/** Groups and organisations are few, and everybody is in one. */
const foldPlace = remember(foldName);

/** An employee code or a login id as it is compared: neither width nor case nor outer blanks make another one. */
export const foldCode = (code: string): string => (IS_FOLDED.test(code) ? code : code.normalize('NFKC').trim().toLowerCase());
/** As nearly all are. */
const IS_FOLDED = /^[!-@[-~]*$/;

/** Spreadsheets take leading zeros away: two folded codes that differ in nothing else are no contradiction, and no proof either. */
export function compareCodes(a: string, b: string): 'same' | 'other' | 'unknown' {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  const [bare, other] = [withoutZeros(a), withoutZeros(b)];
  return bare === '' || other === '' || bare === other ? 'unknown' : 'other';
}
const withoutZeros = (code: string): string => code.replace(/^0+/, '');

/**
 * Who somebody is, in the forms in which people and accounts are compared. A form is made when it is first asked for, and once:
 * most pairs are decided by the first form, and the same person is compared while pairing, ranking and suggesting.
 */
class Identity {
  /** Folded (`foldCode`). */
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
  /** Without blanks, marks, width and case; `''` when nothing is left of the name. */
  get plain(): string {
    this.#plain ??= plainName(this.name);
    return this.#plain;
  }
  /** With variant kanji folded, too. */
  get folded(): string {
    this.#folded ??= foldName(this.name);
    return this.#folded;
  }
  /** The keys under which the name may be found again, the surest first. */
  get keys(): readonly string[] {
    this.#keys ??= nameKeys(this.name, this.#kana);
    return this.#keys;
  }
  /** How the name is read; `null` where nothing tells. */
  get reading(): NameReading | null {
    if (this.#reading === undefined) this.#reading = readName(this.name, this.#kana);
    return this.#reading;
  }
}

export class PersonIdentity extends Identity {
  readonly #user: NeoUser;
  readonly #organizations: ReadonlyMap<string, string>;
  #locals: ReadingLocals | undefined;
  #places: ReadonlySet<string> | undefined;

  constructor(user: NeoUser, organizations: ReadonlyMap<string, string>) {
    super(user.employeeCode, user.name, user.kana);
    this.#user = user;
    this.#organizations = organizations;
  }
  /** How the address would be spelt from the reading of the name. */
  get locals(): ReadingLocals {
    this.#locals ??= localsOfReading(this.#user.kana);
    return this.#locals;
  }
  /** Folded names of the organisations. */
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
  /** The local part of the address as one run of letters; `''` when it cannot be a name. */
  get local(): string {
    this.#local ??= namedLocal(this.#account.email);
    return this.#local;
  }
  /** Folded names of the groups. */
  get groups(): readonly string[] {
    this.#groups ??= this.#account.groups.map(foldPlace);
    return this.#groups;
  }
}

/** The identities of both lists, by index. */
export interface Identities {
  person(neoIndex: number): PersonIdentity;
  account(amazonIndex: number): AccountIdentity;
  /** Lets go of a person's forms: with nobody to compare them with, those of a hundred thousand people are 70 MB. */
  forgetPerson(neoIndex: number): void;
}

/** Nobody's identity is made before it is asked for: most people have an account of their very address. */
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
  };
}

/** Folded names of the organisations by each way in which a list refers to them: `id`, `*id`, `@code`. */
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
 * The reasons for and against this account being this person's; `ofAddress` = what the two addresses say of it. In the order of the
 * closed list (`EVIDENCE_KEYS`).
 */
export function identityEvidence(
  person: PersonIdentity,
  account: AccountIdentity,
  ofAddress: readonly EvidenceKey[] = NONE,
): readonly EvidenceKey[] {
  const reasons: EvidenceKey[] = [];
  const codes = compareCodes(person.employeeCode, account.employeeCode);
  const name = nameEvidence(person, account);
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
  return reasons;
}

/** Something is left of it in every form. */
const LETTER = /\p{L}/u;

/**
 * Whether the names are one name written in two ways; `other-name` only where both are written in kanji, or are read clearly otherwise.
 * Kanji against kana or Latin letters are compared by the furigana; without one they are not compared.
 */
export function nameEvidence(person: Identity, account: Identity): EvidenceKey | null {
  if (person.name === account.name && LETTER.test(person.name)) return 'same-name';
  if (person.plain === '' || account.plain === '') return null;
  if (person.plain === account.plain) return 'same-name';
  if (person.folded === account.folded) return 'same-name-variant';
  const shared = person.keys.find((key) => account.keys.includes(key));
  if (shared === undefined) {
    if (HAN.test(person.name) && HAN.test(account.name)) return 'other-name';
    if (person.reading === null || account.reading === null) return null;
    const isForeign = isKatakanaAndLatin(person.reading, account.reading);
    const read = compareReadings(person.reading, account.reading, isForeign);
    return read === 'same' ? 'same-name-romaji' : read === 'other' ? 'other-name' : null;
  }
  const form = shared.slice(0, shared.indexOf(':'));
  if (form === 'words') return 'same-name-swapped';
  return form === 'latin' ? 'same-name-romaji' : 'same-name-kana';
}

/** A name in katakana and one in Latin letters: a foreign name is spelt otherwise than its katakana. */
const isKatakanaAndLatin = (one: NameReading, other: NameReading): boolean =>
  (one.script === 'katakana' && other.script === 'latin') || (one.script === 'latin' && other.script === 'katakana');
