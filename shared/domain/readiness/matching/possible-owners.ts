import type { Directory, NeoUser } from '../../directory/directory.ts';
import { isBlankAddress } from '../../email/index.ts';
import { isMadeOfName, TRAILING_DIGITS } from '../evidence/company-writing.ts';
import { splitReadingWords } from '../evidence/evidence-names.ts';
import { toCommonLatin } from '../evidence/evidence-romaji.ts';
import { compareCodes, foldCode, getNameEvidence, type Identities } from '../evidence/identities.ts';
import type { AmazonIndex } from './amazon-index.ts';
import { MAX_NAMESAKES } from './evidence-people.ts';

/** Finds other possible owners of an account, mostly among NEO users without their own account. */
export interface PossibleOwners {
  /**
   * The doubt about this person as the owner; `null` = none. `settled`: 1 for people known to own another account, who are not considered.
   */
  doubt(neoIndex: number, amazonIndex: number, settled: Uint8Array): OwnerDoubt | null;
  /** Records that a person's address differs by one typo from the account's, independent of names. */
  noteSlip(neoIndex: number, amazonIndex: number): void;
}

/**
 * `contested`: another NEO user could own the account as well. `number`: the address has the same letters but another number, as for people
 * with equal names.
 */
export type OwnerDoubt = 'contested' | 'number';

/** Weights of evidence for an owner; each kind outweighs all weaker ones together. */
const STRENGTH = { number: 1, local: 2, spelling: 4, name: 8, code: 16 } as const;

/** Comparable values of a person, each computed at first use. */
class Clues {
  readonly local: string;
  readonly login: string;
  readonly hasAddress: boolean;
  readonly number: string;
  readonly #user: NeoUser;
  #words: Names | null | undefined;

  constructor(user: NeoUser) {
    const { workEmail } = user;
    this.#user = user;
    this.local = localOf(foldCode(workEmail));
    this.login = foldCode(user.loginId);
    this.hasAddress = !isBlankAddress(workEmail);
    this.number = this.hasAddress ? numberOf(this.local) : '';
  }
  /** Family and given name in the unified Latin spelling; `null` = unknown. */
  get words(): Names | null {
    if (this.#words === undefined) this.#words = readingOf(this.#user.kana, this.#user.name);
    return this.#words;
  }
}
type Names = readonly [family: string, given: string];

/** The local part of an account's address. */
interface AccountLocal {
  readonly local: string;
  readonly number: string;
  /** See `keysOfLocal`. */
  keys(): readonly string[];
}

/** The people who may own an account that is matched to another person. */
export interface OwnerCandidates {
  readonly withoutAccount: readonly number[];
  /** People with an account of their exact address that nothing else confirms as theirs; listed at first use. */
  unconfirmed(): readonly number[];
}

/**
 * Indexes people without account at first use and compares only those with equal name, login or address. If more than `MAX_NAMESAKES`
 * share a name, all accounts with it are contested.
 */
export function createPossibleOwners(
  { neoUsers }: Directory,
  identities: Identities,
  amazon: AmazonIndex,
  people: OwnerCandidates,
): PossibleOwners {
  const slips = new Map<number, number[]>();
  const clues: (Clues | undefined)[] = [];
  const cluesOf = (i: number): Clues => (clues[i] ??= new Clues(neoUsers[i] as NeoUser));
  const locals: (AccountLocal | undefined)[] = [];
  const index = new OwnerIndex(people, identities, cluesOf);
  const localAt = (j: number): AccountLocal => (locals[j] ??= makeLocal(amazon.canonical[j] as string));
  const isNear = (who: number, account: number): boolean => slips.get(account)?.includes(who) === true;

  /** Whether the number in the person's own address is evidence. After a marriage, the address is formed from the former name. */
  const isNumberKnown = (own: Clues, neoIndex: number, amazonIndex: number): boolean =>
    withoutNumber(own.local) === withoutNumber(localAt(amazonIndex).local) ||
    isNear(neoIndex, amazonIndex) ||
    (own.number !== '' && isSpelt(own, own.local));

  /** `name`: the result of `getNameEvidence` for person and account. */
  const strengthOf = (neoIndex: number, amazonIndex: number, name: ReturnType<typeof getNameEvidence>): number => {
    const { local, number } = localAt(amazonIndex);
    const [person, account] = [identities.person(neoIndex), identities.account(amazonIndex)];
    const own = cluesOf(neoIndex);
    let strength = 0;
    if (compareCodes(person.employeeCode, account.employeeCode) === 'same') strength += STRENGTH.code;
    if (name !== null && name !== 'other-name') strength += STRENGTH.name;
    if (name === 'same-name') strength += STRENGTH.spelling;
    if (hasLocal(own, local)) strength += STRENGTH.local;
    if (own.hasAddress && own.number === number && isNumberKnown(own, neoIndex, amazonIndex)) strength += STRENGTH.number;
    return strength;
  };

  return {
    noteSlip(neoIndex, amazonIndex) {
      const near = slips.get(amazonIndex);
      if (near === undefined) slips.set(amazonIndex, [neoIndex]);
      else near.push(neoIndex);
    },
    doubt(neoIndex, amazonIndex, settled) {
      const { local, keys } = localAt(amazonIndex);
      const own = cluesOf(neoIndex);
      const account = identities.account(amazonIndex);
      const mine = strengthOf(neoIndex, amazonIndex, getNameEvidence(identities.person(neoIndex), account));
      if (mine >= STRENGTH.code) return null;
      const isMine = { local: hasLocal(own, local), near: isNear(neoIndex, amazonIndex) };
      let isMineSpelt: boolean | undefined;
      // Evaluated last, because it is the most expensive test, and an equal name already contests most accounts.
      const isSpeltByMine = (): boolean => (isMineSpelt ??= isSpelt(own, local));

      /** True if another person fits equally well without a contradicting code: by name and address, or by the local part alone. */
      const couldOwn = (other: number): boolean => {
        const person = identities.person(other);
        if (compareCodes(person.employeeCode, account.employeeCode) === 'other') return false;
        const theirs = cluesOf(other);
        // A name may have changed on one side after the address was created.
        if (!isMine.local && hasLocal(theirs, local)) return true;
        if (!isMine.near && isNear(other, amazonIndex)) return true;
        const name = getNameEvidence(person, account);
        const isAsStrong = strengthOf(other, amazonIndex, name) >= mine;
        if (isAsStrong && (name === null ? theirs.words === null : name !== 'other-name')) return true;
        return (!isSpeltByMine() || (isAsStrong && name === null)) && isSpelt(theirs, local);
      };
      /** True if the address is made of another person's name, whose own unconfirmed address is not. */
      const isMeantFor = (other: number): boolean => {
        const person = identities.person(other);
        const isContradicted =
          compareCodes(person.employeeCode, account.employeeCode) === 'other' || getNameEvidence(person, account) === 'other-name';
        return other !== neoIndex && !isContradicted && isSpelt(cluesOf(other), local);
      };
      const compared = new Set<number>([neoIndex]);
      const isContestedBy = (group: readonly number[] | undefined): boolean => {
        if (group === undefined) return false;
        let met = 0;
        for (const other of group) {
          if (settled[other] === 1 || compared.has(other)) continue;
          compared.add(other);
          if (++met > MAX_NAMESAKES || couldOwn(other)) return true;
        }
        return false;
      };

      // A person with a matching name competes only with people of the same name and with people who fit the address better.
      const isNamed = mine >= STRENGTH.name;
      if (account.keys.some((key) => isContestedBy(index.byName.get(key)))) return 'contested';
      if ((!isNamed || !isMine.near) && isContestedBy(slips.get(amazonIndex))) return 'contested';
      if ((!isNamed || !isMine.local) && isContestedBy(index.byLocal.get(local))) return 'contested';
      if (!isNamed && isContestedBy(index.unread)) return 'contested';
      const mayBeSpelt = !(isNamed && isSpeltByMine()) && index.byWord.size > 0;
      if (mayBeSpelt && keys().some((key) => isContestedBy(index.byWord.get(key)))) return 'contested';
      // An address may be the same on both sides by mistake, so its owner is compared as if without an account.
      if (!isNamed && !isSpeltByMine() && keys().some((key) => index.oddByWord.get(key)?.some(isMeantFor))) return 'contested';
      return isOtherNumber(own, local) ? 'number' : null;
    },
  };
}

/** The only account without a doubt; `only: null` if there is none or more than one, with the `doubt` about the first account. */
export function findOnlyCandidateWithoutDoubt(
  neoIndex: number,
  accounts: readonly number[],
  owners: PossibleOwners,
  settled: Uint8Array,
): { readonly only: number | null; readonly doubt: OwnerDoubt | null } {
  const [first = -1, ...more] = accounts;
  const doubt = owners.doubt(neoIndex, first, settled);
  let only = doubt === null ? first : null;
  for (const account of more) {
    if (owners.doubt(neoIndex, account, settled) !== null) continue;
    if (only !== null) return { only: null, doubt };
    only = account;
  }
  return { only, doubt: only === null ? doubt : null };
}

/** Indexes of people by names and addresses. Each is built at first use, because names alone decide most cases. */
class OwnerIndex {
  readonly #people: OwnerCandidates;
  readonly #identities: Identities;
  readonly #cluesOf: (i: number) => Clues;
  #byName: IndexOfPeople | undefined;
  #byLocal: IndexOfPeople | undefined;
  #byWord: IndexOfPeople | undefined;
  #oddByWord: IndexOfPeople | undefined;
  #unread: readonly number[] | undefined;

  constructor(people: OwnerCandidates, identities: Identities, cluesOf: (i: number) => Clues) {
    this.#people = people;
    this.#identities = identities;
    this.#cluesOf = cluesOf;
  }
  get byName(): IndexOfPeople {
    this.#byName ??= indexPeople(this.#people.withoutAccount, (i) => this.#identities.person(i).keys);
    return this.#byName;
  }
  /** People by login id and by local part. */
  get byLocal(): IndexOfPeople {
    this.#byLocal ??= indexPeople(this.#people.withoutAccount, (i) => {
      const { login, local } = this.#cluesOf(i);
      return [login, local].filter((key) => key !== '');
    });
    return this.#byLocal;
  }
  /** People by the reading of one name with the initial of the other, and by one name alone. */
  get byWord(): IndexOfPeople {
    this.#byWord ??= indexPeople(this.#people.withoutAccount, (i) => wordKeys(this.#cluesOf(i).words));
    return this.#byWord;
  }
  /** People as in `byWord` whose account is unconfirmed and whose address is not made of their name. */
  get oddByWord(): IndexOfPeople {
    this.#oddByWord ??= indexPeople(this.#people.unconfirmed(), (i) => {
      const own = this.#cluesOf(i);
      return isSpelt(own, own.local) ? [] : wordKeys(own.words);
    });
    return this.#oddByWord;
  }
  /** People without a known reading and without an address, to whom any address may belong. */
  get unread(): readonly number[] {
    this.#unread ??= this.#people.withoutAccount.filter((i) => {
      const clues = this.#cluesOf(i);
      return !clues.hasAddress && clues.words === null;
    });
    return this.#unread;
  }
}

/** Keys of `OwnerIndex.byWord` for a person. */
const wordKeys = (words: Names | null): readonly string[] => {
  if (words === null) return [];
  const [family, given] = words;
  return [`${family} ${given.charAt(0)}`, `${given} ${family.charAt(0)}`, family, given];
};

type IndexOfPeople = ReadonlyMap<string, readonly number[]>;

function indexPeople(people: readonly number[], keysOf: (i: number) => readonly string[]): IndexOfPeople {
  const index = new Map<string, number[]>();
  for (const i of people)
    for (const key of keysOf(i)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [i]);
      else if (list.at(-1) !== i) list.push(i);
    }
  return index;
}

function makeLocal(canonical: string): AccountLocal {
  const local = localOf(canonical);
  let keys: readonly string[] | undefined;
  return { local, number: numberOf(local), keys: () => (keys ??= keysOfLocal(local)) };
}

function readingOf(kana: string, name: string): Names | null {
  const read = splitReadingWords(kana) ?? splitReadingWords(name);
  if (read !== null) return read;
  const [family = '', given = '', ...more] = name.split(/\s+/u).map(toCommonLatin);
  return family === '' || given === '' || more.length > 0 ? null : [family, given];
}

/** True if an address fits this person by its letters: it contains the login id, or is formed from the name. */
export function isPlausibleAddress(user: NeoUser, address: string): boolean {
  const local = localOf(foldCode(address));
  const { login, words } = new Clues(user);
  return login === local || (words !== null && isMadeOfName(local, words));
}

/** Keys of `OwnerIndex.byWord` for people whose names may form this address: one complete name and the first letters of the other. */
function keysOfLocal(local: string): readonly string[] {
  const letters = local.replace(/[^a-z]/g, '').slice(0, LONGEST_LOCAL);
  const keys = new Set<string>();
  if (letters.length > 1) keys.add(toCommonLatin(letters));
  for (let cut = 1; cut < letters.length; cut++) {
    const [head, tail] = [letters.slice(0, cut), letters.slice(cut)];
    if (head.length > 1) keys.add(`${toCommonLatin(head)} ${initialOf(tail)}`);
    if (tail.length > 1) keys.add(`${toCommonLatin(tail)} ${initialOf(head)}`);
  }
  return [...keys];
}
const LONGEST_LOCAL = 40;

/** The first letter in the unified spelling, in which `chi` is `ti`, `ji` is `zi` and `fu` is `hu`. */
const initialOf = (letters: string): string => {
  const first = letters.charAt(0);
  return COMMON_INITIALS[first] ?? first;
};
const COMMON_INITIALS: Readonly<Record<string, string>> = { c: 't', j: 'z', f: 'h' };

const hasLocal = (own: Clues, local: string): boolean => local !== '' && (own.login === local || own.local === local);

const isSpelt = ({ words }: Clues, local: string): boolean => words !== null && isMadeOfName(local, words);

/** True if an address has the same letters but another number, as for people with equal names. */
const isOtherNumber = (own: Clues, local: string): boolean =>
  own.local !== '' && own.number !== numberOf(local) && withoutNumber(own.local) === withoutNumber(local);

const localOf = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@'))).split('+')[0] as string;
const withoutNumber = (local: string): string => local.replace(TRAILING_DIGITS, '');
/** Trailing digits, which distinguish people with equal names; `''` = none. */
const numberOf = (local: string): string => TRAILING_DIGITS.exec(local)?.[0] ?? '';
