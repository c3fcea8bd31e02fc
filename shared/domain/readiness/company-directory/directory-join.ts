import { type ChunkedWork, forEachInChunks, mapInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import type { DirectoryPerson } from '../../directory/directory-people.ts';
import { foldName } from '../../directory/names.ts';
import { toCanonicalAddress } from '../../email/index.ts';
import type { EvidenceKey } from '../evidence/evidence.ts';
import { AccountIdentity, compareCodes, getNameEvidence } from '../evidence/identities.ts';
import { getPairedAccount, type Pairing } from '../matching/pairing.ts';

/** Not in the directory, although the search keys find most people. */
export const NOT_IN_DIRECTORY = -1;
/** Not checked, because there are no search keys or several candidates. */
export const NOT_CHECKED = -2;

/** The directory entry of each NEO user and Amazon account: an index in `people`, `NOT_IN_DIRECTORY` or `NOT_CHECKED`. */
export interface DirectoryJoin {
  readonly people: readonly DirectoryPerson[];
  readonly neo: Int32Array;
  readonly amazon: Int32Array;
  /** 1 for each NEO user identified by code, login name or name, and not only by the doubtful address. */
  readonly known: Uint8Array;
}

/** Kinds of search keys. */
const MARKS = ['address', 'code', 'login'] as const;
type Mark = (typeof MARKS)[number];
type Marks = Readonly<Record<Mark, string>>;

/** Indexes by text; `null` if several entries share it. */
type Places = ReadonlyMap<string, number | null>;

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Joins the directory with both lists. A person is joined by address (mail, userPrincipalName), employee id and login name, if all
 * matches lead to the same entry, which no other person of that side has, and neither name nor code contradicts. A joined account joins
 * its person too if both names are equal. Linear in all lists; independent of row order.
 */
export function* joinDirectory(
  people: readonly DirectoryPerson[],
  directory: Directory,
  pairing: Pairing,
  able: Uint8Array,
): ChunkedWork<DirectoryJoin> {
  const { neoUsers, amazonUsers } = directory;
  const index = yield* indexPeople(people);
  const neoMarks = yield* mapInChunks(neoUsers, (user, i): Marks => marksOf(user, pairing.canonical[i] as string));
  const amazonMarks = yield* mapInChunks(
    amazonUsers,
    ({ employeeCode }, j): Marks => ({ address: pairing.amazon.canonical[j] as string, code: fold(employeeCode), login: '' }),
  );
  const isAble = (i: number): boolean => able[i] === 1;
  const isActive = (j: number): boolean => amazonUsers[j]?.state !== 'inactive';
  const { identities } = pairing;
  const personAt = (place: number): DirectoryPerson => people[place] as DirectoryPerson;
  const known = new Uint8Array(neoUsers.length);
  const neo = yield* placesFor(
    neoMarks,
    isAble,
    index,
    (i, place) => fitOf(neoUsers[i] as NeoUser, personAt(place), (other) => getNameEvidence(identities.person(i), other)),
    known,
  );
  const amazon = yield* placesFor(amazonMarks, isActive, index, (j, place) =>
    fitOf(amazonUsers[j] as AmazonUser, personAt(place), (other) => getNameEvidence(identities.account(j), other)),
  );
  yield* throughAccounts({ neo, amazon, people, known }, pairing, isAble);
  yield* oneEach(neo, isAble);
  yield* oneEach(amazon, isActive);
  yield* markMissing(amazon, amazonMarks, amazonUsers, isActive, index);
  yield* markMissing(neo, neoMarks, neoUsers, isAble, index);
  neo.forEach((place, i) => {
    // The person's account may be joined too.
    const account = getPairedAccount(i, pairing);
    if (place === NOT_IN_DIRECTORY && account >= 0 && amazon[account] !== NOT_IN_DIRECTORY) neo[i] = NOT_CHECKED;
  });
  return { people, neo, amazon, known };
}

interface PeopleIndex {
  readonly by: Readonly<Record<Mark, Places>>;
  /** Normalized names. */
  readonly names: ReadonlySet<string>;
}

function* indexPeople(people: readonly DirectoryPerson[]): ChunkedWork<PeopleIndex> {
  const by = { address: new Map<string, number | null>(), code: new Map<string, number | null>(), login: new Map<string, number | null>() };
  const names = new Set<string>();
  const put = (mark: Mark, text: string, place: number): void => {
    if (text === '') return;
    const known = by[mark].get(text);
    if (known !== place) by[mark].set(text, known === undefined ? place : null);
  };
  yield* forEachInChunks(people.length, (place) => {
    const { mail, principalName, accountName, employeeId, name } = people[place] as DirectoryPerson;
    const principal = fold(principalName);
    put('address', toCanonicalAddress(mail), place);
    put('address', toCanonicalAddress(principalName), place);
    put('code', fold(employeeId), place);
    put('login', principal, place);
    put('login', principal.slice(0, Math.max(0, principal.lastIndexOf('@'))), place);
    put('login', fold(accountName), place);
    names.add(foldName(name));
  });
  names.delete('');
  return { by, names };
}

const marksOf = ({ employeeCode, loginId }: NeoUser, address: string): Marks => ({
  address,
  code: fold(employeeCode),
  login: fold(loginId),
});

/** Intermediate value: no key matched, so the person may be found through the other side or be missing. */
const NOTHING_FOUND = -3;

/** The entry found by each person's own keys; `NOTHING_FOUND` without a match, `NOT_CHECKED` if the matches are ambiguous. */
function* placesFor(
  marks: readonly Marks[],
  counts: (at: number) => boolean,
  { by }: PeopleIndex,
  fitAt: (at: number, place: number) => Fit,
  known?: Uint8Array,
): ChunkedWork<Int32Array> {
  const shared = yield* sharedMarks(marks, counts);
  const trusted = yield* trustedMarks(marks, by);
  const placeOf = (each: Marks, at: number): number => {
    const found = trusted.filter((mark) => each[mark] !== '' && by[mark].has(each[mark]));
    if (found.length === 0) return NOTHING_FOUND;
    const sure = found.filter((mark) => by[mark].get(each[mark]) !== null && !shared[mark].has(each[mark]));
    const [place, ...others] = new Set(sure.map((mark) => by[mark].get(each[mark]) as number));
    if (place === undefined || others.length > 0) return NOT_CHECKED;
    const fit = fitAt(at, place);
    // Two agreeing keys outweigh a changed name; one alone does not.
    if (fit === 'other-code' ? trusted.includes('code') : fit === 'other-name' && sure.length < 2) return NOT_CHECKED;
    if (known !== undefined && (fit === 'same-name' || sure.some((mark) => mark !== 'address'))) known[at] = 1;
    return place;
  };
  return Int32Array.from(yield* mapInChunks(marks, placeOf));
}

/**
 * Minimum share of people for whom a key agrees with the address. Below it, the key uses another numbering and is ignored. A single error
 * is tolerated.
 */
const TRUSTED_SHARE = 0.9;
const SLIPS = 1;

function* trustedMarks(marks: readonly Marks[], by: PeopleIndex['by']): ChunkedWork<readonly Mark[]> {
  const trusted: Mark[] = ['address'];
  for (const mark of MARKS) {
    if (mark === 'address') continue;
    let [both, agree] = [0, 0];
    yield* forEachInChunks(marks.length, (at) => {
      const each = marks[at] as Marks;
      const [byAddress, byMark] = [by.address.get(each.address), by[mark].get(each[mark])];
      if (typeof byAddress !== 'number' || typeof byMark !== 'number') return;
      both++;
      if (byAddress === byMark) agree++;
    });
    if (both - agree <= SLIPS || agree >= both * TRUSTED_SHARE) trusted.push(mark);
  }
  return trusted;
}

/** Keys shared by several counted people. */
function* sharedMarks(marks: readonly Marks[], counts: (at: number) => boolean): ChunkedWork<Readonly<Record<Mark, ReadonlySet<string>>>> {
  const seen = { address: new Set<string>(), code: new Set<string>(), login: new Set<string>() };
  const shared = { address: new Set<string>(), code: new Set<string>(), login: new Set<string>() };
  yield* forEachInChunks(marks.length, (at) => {
    if (!counts(at)) return;
    const each = marks[at] as Marks;
    for (const mark of MARKS) {
      if (each[mark] === '') continue;
      (seen[mark].has(each[mark]) ? shared : seen)[mark].add(each[mark]);
    }
  });
  return shared;
}

/** Result of comparing name and code; `nothing` = not comparable. */
type Fit = 'same-name' | 'nothing' | 'other-name' | 'other-code';

function fitOf(
  one: { readonly employeeCode: string; readonly name: string },
  person: DirectoryPerson,
  evidence: (identity: AccountIdentity) => EvidenceKey | null,
): Fit {
  if (compareCodes(fold(one.employeeCode), fold(person.employeeId)) === 'other') return 'other-code';
  if (one.name === person.name) return one.name === '' ? 'nothing' : 'same-name';
  const found = evidence(createDirectoryIdentity(person));
  return found === null ? 'nothing' : found === 'other-name' ? 'other-name' : 'same-name';
}

/** A person of the directory with the normalized forms for comparing names and codes. */
export const createDirectoryIdentity = ({ mail, name, employeeId }: DirectoryPerson): AccountIdentity =>
  new AccountIdentity({
    email: mail,
    name,
    employeeCode: employeeId,
    state: 'unknown',
    punchout: null,
    groups: [],
    invitedOn: null,
  });

/** Joins people without own matches whose account was joined, if both names are equal. */
function* throughAccounts(
  { neo, amazon, people, known }: DirectoryJoin,
  pairing: Pairing,
  counts: (at: number) => boolean,
): ChunkedWork<void> {
  const taken = new Set(neo);
  yield* forEachInChunks(neo.length, (i) => {
    if (neo[i] !== NOTHING_FOUND || !counts(i) || pairing.pairs[i]?.ambiguous === true) return;
    const account = getPairedAccount(i, pairing);
    const place = amazon[account] ?? NOT_CHECKED;
    if (place < 0 || taken.has(place)) return;
    const evidence = getNameEvidence(pairing.identities.person(i), createDirectoryIdentity(people[place] as DirectoryPerson));
    if (evidence === null || evidence === 'other-name') return;
    neo[i] = place;
    known[i] = 1;
  });
}

/** Removes entries joined to several people; a counted person takes precedence over an uncounted one. */
function* oneEach(places: Int32Array, counts: (at: number) => boolean): ChunkedWork<void> {
  const holders = new Map<number, number[]>();
  yield* forEachInChunks(places.length, (at) => {
    const place = places[at] as number;
    if (place < 0) return;
    const those = holders.get(place);
    if (those === undefined) holders.set(place, [at]);
    else those.push(at);
  });
  yield;
  for (const those of holders.values()) {
    if (those.length === 1) continue;
    const able = those.filter(counts);
    const keeps = able.length === 1 ? able[0] : undefined;
    for (const at of those) if (at !== keeps) places[at] = NOT_CHECKED;
  }
}

/** Minimum share of people found by a key, so that a missing match proves absence. Login ids often do not exist in the directory. */
const PROVEN_SHARE = 0.5;

/** Marks people missing from the directory: no key or name found them, although most people are found by such keys. */
function* markMissing(
  places: Int32Array,
  marks: readonly Marks[],
  named: readonly { readonly name: string }[],
  counts: (at: number) => boolean,
  { by, names }: PeopleIndex,
): ChunkedWork<void> {
  const proven: Mark[] = [];
  for (const mark of MARKS) {
    let [have, found] = [0, 0];
    yield* forEachInChunks(marks.length, (at) => {
      const each = marks[at] as Marks;
      if (each[mark] === '' || !counts(at)) return;
      have++;
      if (by[mark].has(each[mark])) found++;
    });
    if (found > 0 && found >= have * PROVEN_SHARE) proven.push(mark);
  }
  yield* forEachInChunks(marks.length, (at) => {
    if (places[at] !== NOTHING_FOUND) return;
    const each = marks[at] as Marks;
    const isMissing = counts(at) && proven.some((mark) => each[mark] !== '') && !names.has(foldName((named[at] as { name: string }).name));
    places[at] = isMissing ? NOT_IN_DIRECTORY : NOT_CHECKED;
  });
}

/**
 * The address in the directory; `null` if the person is missing or not identified with certainty. A person found only by the address is no
 * evidence for that address.
 */
export function getDirectoryAddress({ people, neo, known }: DirectoryJoin, neoIndex: number): string | null {
  if (known[neoIndex] !== 1) return null;
  const mail = people[neo[neoIndex] as number]?.mail.trim() ?? '';
  return mail === '' ? null : mail;
}
