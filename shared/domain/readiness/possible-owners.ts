import type { Directory, NeoUser } from '../directory/directory.ts';
import { isBlankAddress } from '../email/index.ts';
import type { AmazonIndex } from './amazon-index.ts';
import { isMadeOfName } from './company-writing.ts';
import { wordsOfReading } from './evidence-names.ts';
import { MOST_NAMESAKES } from './evidence-people.ts';
import { commonLatin } from './evidence-romaji.ts';
import { compareCodes, foldCode, type Identities, nameEvidence } from './identities.ts';

/** Answers who else an account could belong to, among the people of NEO who have no account of their own address. */
export interface PossibleOwners {
  /**
   * What speaks against this person as the owner of the account; `null` = nothing. `settled`: 1 for people who are known to own another
   * account, and are not counted.
   */
  doubt(neoIndex: number, amazonIndex: number, settled: Uint8Array): OwnerDoubt | null;
  /** Notes that somebody's address is one slip away from the account's, whatever the names are. */
  noteSlip(neoIndex: number, amazonIndex: number): void;
}

/** Somebody else in NEO could own it as well; or the address has the same letters and another number, as a namesake's has. */
export type OwnerDoubt = 'contested' | 'number';

/** How much speaks for somebody as the owner of an account: a sure kind of evidence outweighs all that are less sure. */
const STRENGTH = { number: 1, local: 2, spelling: 4, name: 8, code: 16 } as const;

/**
 * Indexes the people without an account when it is first asked, then compares with those of the same name, login or address alone. Where
 * `MOST_NAMESAKES` or more have a name, every account of it is contested.
 */
export function createPossibleOwners(
  { neoUsers }: Directory,
  identities: Identities,
  amazon: AmazonIndex,
  people: readonly number[],
): PossibleOwners {
  let index: OwnerIndex | undefined;
  const slips = new Map<number, number[]>();
  return {
    noteSlip(neoIndex, amazonIndex) {
      const near = slips.get(amazonIndex);
      if (near === undefined) slips.set(amazonIndex, [neoIndex]);
      else near.push(neoIndex);
    },
    doubt(neoIndex, amazonIndex, settled) {
      index ??= indexOwners(neoUsers, identities, people);
      const user = neoUsers[neoIndex] as NeoUser;
      const mine = strengthOf(user, neoIndex, amazonIndex, identities, amazon);
      if (mine >= STRENGTH.code) return null;
      const account = identities.account(amazonIndex);
      const local = localOf(amazon.canonical[amazonIndex] as string);
      const isOther = isOtherNumber(user, local);
      const [isNamedSo, isSpeltSo] = [hasLocal(user, local), isSpelt(user, local)];
      const groups = [
        ...account.keys.map((key) => index?.byName.get(key)),
        index.byLocal.get(local),
        ...wordsOfLocal(local).map((word) => index?.byWord.get(word)),
        index.unread,
        slips.get(amazonIndex),
      ];
      const isNear = (who: number): boolean => slips.get(amazonIndex)?.includes(who) === true;
      const isNearSo = isNear(neoIndex);
      for (const group of groups) {
        if (group === undefined) continue;
        let compared = 0;
        for (const other of group) {
          if (other === neoIndex || settled[other] === 1) continue;
          if (++compared > MOST_NAMESAKES) return 'contested';
          if (couldOwn(other)) return 'contested';
        }
      }
      return isOther ? 'number' : null;

      /** Whether as much speaks for somebody else, and no code against: by name and address, or by what stands before the `@` alone. */
      function couldOwn(other: number): boolean {
        const person = identities.person(other);
        if (compareCodes(person.employeeCode, account.employeeCode) === 'other') return false;
        const rival = neoUsers[other] as NeoUser;
        // A name may have changed on one side since the address was made of it.
        if ((!isNamedSo && hasLocal(rival, local)) || (!isSpeltSo && isSpelt(rival, local)) || (!isNearSo && isNear(other))) return true;
        if (strengthOf(rival, other, amazonIndex, identities, amazon) < mine) return false;
        const name = nameEvidence(person, account);
        if (name !== null) return name !== 'other-name';
        return readingOf(rival) === null || isSpelt(rival, local);
      }
    },
  };
}

interface OwnerIndex {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** By the login id, and by what stands before the `@` of the address. */
  readonly byLocal: ReadonlyMap<string, readonly number[]>;
  /** By each of the two names as they are read. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** Without a reading and without an address: any address may be theirs. */
  readonly unread: readonly number[];
}

function indexOwners(neoUsers: readonly NeoUser[], identities: Identities, people: readonly number[]): OwnerIndex {
  const [byName, byLocal, byWord] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()];
  const unread: number[] = [];
  const put = (map: Map<string, number[]>, key: string, i: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [i]);
    else if (list.at(-1) !== i) list.push(i);
  };
  for (const i of people) {
    const user = neoUsers[i] as NeoUser;
    for (const key of identities.person(i).keys) put(byName, key, i);
    for (const local of [foldCode(user.loginId), localOf(foldCode(user.workEmail))]) if (local !== '') put(byLocal, local, i);
    const words = readingOf(user);
    for (const word of words ?? []) put(byWord, word, i);
    if (words === null && isBlankAddress(user.workEmail)) unread.push(i);
  }
  return { byName, byLocal, byWord, unread };
}

function strengthOf(user: NeoUser, neoIndex: number, amazonIndex: number, identities: Identities, amazon: AmazonIndex): number {
  const [person, account] = [identities.person(neoIndex), identities.account(amazonIndex)];
  const local = localOf(amazon.canonical[amazonIndex] as string);
  const name = nameEvidence(person, account);
  let strength = 0;
  if (compareCodes(person.employeeCode, account.employeeCode) === 'same') strength += STRENGTH.code;
  if (name !== null && name !== 'other-name') strength += STRENGTH.name;
  if (name === 'same-name') strength += STRENGTH.spelling;
  if (hasLocal(user, local)) strength += STRENGTH.local;
  if (!isBlankAddress(user.workEmail) && numberOf(localOf(user.workEmail)) === numberOf(local)) strength += STRENGTH.number;
  return strength;
}

const hasLocal = ({ loginId, workEmail }: NeoUser, local: string): boolean =>
  local !== '' && (foldCode(loginId) === local || localOf(foldCode(workEmail)) === local);

const isSpelt = (user: NeoUser, local: string): boolean => {
  const words = readingOf(user);
  return words !== null && isMadeOfName(local, words);
};

/** Whether somebody's address has the same letters and another number: then it is a namesake's account. */
function isOtherNumber({ workEmail }: NeoUser, local: string): boolean {
  const own = localOf(foldCode(workEmail));
  return own !== '' && numberOf(own) !== numberOf(local) && own.replace(/\d+$/, '') === local.replace(/\d+$/, '');
}

/** Family and given name in the common Latin spelling; `null` where they are not known. */
function readingOf({ kana, name }: NeoUser): readonly [family: string, given: string] | null {
  const read = wordsOfReading(kana) ?? wordsOfReading(name);
  if (read !== null) return read;
  const [family = '', given = '', ...more] = name.split(/\s+/u).map(commonLatin);
  return family === '' || given === '' || more.length > 0 ? null : [family, given];
}

/** Whether an address is this person's by its letters: it holds the login id, or is made of the name. */
export function isMadeOfAddress(user: NeoUser, address: string): boolean {
  const local = localOf(foldCode(address));
  return foldCode(user.loginId) === local || isSpelt(user, local);
}

/** Each beginning and each end of the letters, in the common spelling: one of them is a whole name where the address is made of one. */
function wordsOfLocal(local: string): readonly string[] {
  const letters = local.replace(/[^a-z]/g, '').slice(0, LONGEST_LOCAL);
  const words = new Set<string>();
  for (let cut = 2; cut <= letters.length; cut++) {
    words.add(commonLatin(letters.slice(0, cut)));
    words.add(commonLatin(letters.slice(-cut)));
  }
  return [...words];
}
const LONGEST_LOCAL = 40;

const localOf = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@'))).split('+')[0] as string;
/** The digits at the end, by which namesakes are told apart; `''` for none. */
const numberOf = (local: string): string => /\d+$/.exec(local)?.[0] ?? '';
