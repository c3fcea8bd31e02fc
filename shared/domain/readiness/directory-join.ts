import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import type { DirectoryPerson } from '../directory/directory-people.ts';
import { foldName } from '../directory/names.ts';
import { canonicalAddress } from '../email/index.ts';
import { eachInPieces, type InPieces, mapInPieces } from '../pieces/in-pieces.ts';
import type { EvidenceKey } from './evidence.ts';
import { AccountIdentity, compareCodes, nameEvidence } from './identities.ts';
import { accountOf, type Pairing } from './pairing.ts';

/** Nobody of the directory: looked for by what finds most people, and not there. */
export const NOT_THERE = -1;
/** Not checked: nothing to look for by, or several who could be meant. */
export const UNSURE = -2;

/** Who of the company's directory each person of NEO and each account of Amazon is: a place in `people`, `NOT_THERE` or `UNSURE`. */
export interface DirectoryJoin {
  readonly people: readonly DirectoryPerson[];
  readonly neo: Int32Array;
  readonly amazon: Int32Array;
  /** 1 for each person of NEO who is known by more than the address that is in question: by a code, a name to sign in with, a name. */
  readonly known: Uint8Array;
}

/** What somebody is looked for by. */
const MARKS = ['address', 'code', 'login'] as const;
type Mark = (typeof MARKS)[number];
type Marks = Readonly<Record<Mark, string>>;

/** Places by a text; `null` where several people share it, so that it tells nobody apart. */
type Places = ReadonlyMap<string, number | null>;

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Joins the directory to both lists. A person is joined by address (mail, userPrincipalName), employee id and the name to sign in with,
 * where everything that finds somebody finds the same one, whom nobody else of that side is, and neither name nor code speaks against it.
 * An account that is joined joins its person, too, where both names are one. Linear in all lists; independent of the order of rows.
 */
export function* joinDirectory(
  people: readonly DirectoryPerson[],
  directory: Directory,
  pairing: Pairing,
  able: Uint8Array,
): InPieces<DirectoryJoin> {
  const { neoUsers, amazonUsers } = directory;
  const index = yield* indexPeople(people);
  const neoMarks = yield* mapInPieces(neoUsers, (user, i): Marks => marksOf(user, pairing.canonical[i] as string));
  const amazonMarks = yield* mapInPieces(
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
    (i, place) => fitOf(neoUsers[i] as NeoUser, personAt(place), (other) => nameEvidence(identities.person(i), other)),
    known,
  );
  const amazon = yield* placesFor(amazonMarks, isActive, index, (j, place) =>
    fitOf(amazonUsers[j] as AmazonUser, personAt(place), (other) => nameEvidence(identities.account(j), other)),
  );
  yield* throughAccounts({ neo, amazon, people, known }, pairing, isAble);
  yield* oneEach(neo, isAble);
  yield* oneEach(amazon, isActive);
  yield* markMissing(amazon, amazonMarks, amazonUsers, isActive, index);
  yield* markMissing(neo, neoMarks, neoUsers, isAble, index);
  neo.forEach((place, i) => {
    // Whose account is there may be, too.
    const account = accountOf(i, pairing);
    if (place === NOT_THERE && account >= 0 && amazon[account] !== NOT_THERE) neo[i] = UNSURE;
  });
  return { people, neo, amazon, known };
}

interface PeopleIndex {
  readonly by: Readonly<Record<Mark, Places>>;
  /** Folded names. */
  readonly names: ReadonlySet<string>;
}

function* indexPeople(people: readonly DirectoryPerson[]): InPieces<PeopleIndex> {
  const by = { address: new Map<string, number | null>(), code: new Map<string, number | null>(), login: new Map<string, number | null>() };
  const names = new Set<string>();
  const put = (mark: Mark, text: string, place: number): void => {
    if (text === '') return;
    const known = by[mark].get(text);
    if (known !== place) by[mark].set(text, known === undefined ? place : null);
  };
  yield* eachInPieces(people.length, (place) => {
    const { mail, principalName, accountName, employeeId, name } = people[place] as DirectoryPerson;
    const principal = fold(principalName);
    put('address', canonicalAddress(mail), place);
    put('address', canonicalAddress(principalName), place);
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

/** Nothing was found, by any mark: they may be found through the other side, or not be there. */
const NOTHING_FOUND = -3;

/** The place of each by its own marks; else `NOTHING_FOUND`, or `UNSURE` where something was found that does not decide. */
function* placesFor(
  marks: readonly Marks[],
  counts: (at: number) => boolean,
  { by }: PeopleIndex,
  fitAt: (at: number, place: number) => Fit,
  known?: Uint8Array,
): InPieces<Int32Array> {
  const shared = yield* sharedMarks(marks, counts);
  const trusted = yield* trustedMarks(marks, by);
  const placeOf = (each: Marks, at: number): number => {
    const found = trusted.filter((mark) => each[mark] !== '' && by[mark].has(each[mark]));
    if (found.length === 0) return NOTHING_FOUND;
    const sure = found.filter((mark) => by[mark].get(each[mark]) !== null && !shared[mark].has(each[mark]));
    const [place, ...others] = new Set(sure.map((mark) => by[mark].get(each[mark]) as number));
    if (place === undefined || others.length > 0) return UNSURE;
    const fit = fitAt(at, place);
    // Two marks that agree stand above a name that was changed; one alone does not.
    if (fit === 'other-code' ? trusted.includes('code') : fit === 'other-name' && sure.length < 2) return UNSURE;
    if (known !== undefined && (fit === 'same-name' || sure.some((mark) => mark !== 'address'))) known[at] = 1;
    return place;
  };
  return Int32Array.from(yield* mapInPieces(marks, placeOf));
}

/** A mark of another numbering than the directory's finds other people than the address does: then it is not looked at. One may be a slip. */
const TRUSTED_SHARE = 0.9;
const SLIPS = 1;

function* trustedMarks(marks: readonly Marks[], by: PeopleIndex['by']): InPieces<readonly Mark[]> {
  const trusted: Mark[] = ['address'];
  for (const mark of MARKS) {
    if (mark === 'address') continue;
    let [both, agree] = [0, 0];
    yield* eachInPieces(marks.length, (at) => {
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

/** Marks that several of those who count have. */
function* sharedMarks(marks: readonly Marks[], counts: (at: number) => boolean): InPieces<Readonly<Record<Mark, ReadonlySet<string>>>> {
  const seen = { address: new Set<string>(), code: new Set<string>(), login: new Set<string>() };
  const shared = { address: new Set<string>(), code: new Set<string>(), login: new Set<string>() };
  yield* eachInPieces(marks.length, (at) => {
    if (!counts(at)) return;
    const each = marks[at] as Marks;
    for (const mark of MARKS) {
      if (each[mark] === '') continue;
      (seen[mark].has(each[mark]) ? shared : seen)[mark].add(each[mark]);
    }
  });
  return shared;
}

/** What name and code say of this being the same person; `nothing` where they cannot be compared. */
type Fit = 'same-name' | 'nothing' | 'other-name' | 'other-code';

function fitOf(
  one: { readonly employeeCode: string; readonly name: string },
  person: DirectoryPerson,
  evidence: (identity: AccountIdentity) => EvidenceKey | null,
): Fit {
  if (compareCodes(fold(one.employeeCode), fold(person.employeeId)) === 'other') return 'other-code';
  if (one.name === person.name) return one.name === '' ? 'nothing' : 'same-name';
  const found = evidence(identityOf(person));
  return found === null ? 'nothing' : found === 'other-name' ? 'other-name' : 'same-name';
}

/** A person of the directory in the forms in which names and codes are compared. */
export const identityOf = ({ mail, name, employeeId }: DirectoryPerson): AccountIdentity =>
  new AccountIdentity({
    email: mail,
    name,
    employeeCode: employeeId,
    state: 'unknown',
    punchout: null,
    groups: [],
    invitedOn: null,
  });

/** Whoever was found by nothing of their own, and whose account was: where both names are one, that is the person. */
function* throughAccounts(
  { neo, amazon, people, known }: DirectoryJoin,
  pairing: Pairing,
  counts: (at: number) => boolean,
): InPieces<void> {
  const taken = new Set(neo);
  yield* eachInPieces(neo.length, (i) => {
    if (neo[i] !== NOTHING_FOUND || !counts(i) || pairing.pairs[i]?.ambiguous === true) return;
    const account = accountOf(i, pairing);
    const place = amazon[account] ?? UNSURE;
    if (place < 0 || taken.has(place)) return;
    const evidence = nameEvidence(pairing.identities.person(i), identityOf(people[place] as DirectoryPerson));
    if (evidence === null || evidence === 'other-name') return;
    neo[i] = place;
    known[i] = 1;
  });
}

/** Nobody of the directory is two people: then neither is known. Who does not count gives way to who does. */
function* oneEach(places: Int32Array, counts: (at: number) => boolean): InPieces<void> {
  const holders = new Map<number, number[]>();
  yield* eachInPieces(places.length, (at) => {
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
    for (const at of those) if (at !== keeps) places[at] = UNSURE;
  }
}

/** A mark shows that somebody is not there only where it finds this share of those who have it: login ids are often no names of the directory's. */
const PROVEN_SHARE = 0.5;

/** Marks who is not in the directory: nothing found them, not even a name, although most people are found by what they have. */
function* markMissing(
  places: Int32Array,
  marks: readonly Marks[],
  named: readonly { readonly name: string }[],
  counts: (at: number) => boolean,
  { by, names }: PeopleIndex,
): InPieces<void> {
  const proven: Mark[] = [];
  for (const mark of MARKS) {
    let [have, found] = [0, 0];
    yield* eachInPieces(marks.length, (at) => {
      const each = marks[at] as Marks;
      if (each[mark] === '' || !counts(at)) return;
      have++;
      if (by[mark].has(each[mark])) found++;
    });
    if (found > 0 && found >= have * PROVEN_SHARE) proven.push(mark);
  }
  yield* eachInPieces(marks.length, (at) => {
    if (places[at] !== NOTHING_FOUND) return;
    const each = marks[at] as Marks;
    const isMissing = counts(at) && proven.some((mark) => each[mark] !== '') && !names.has(foldName((named[at] as { name: string }).name));
    places[at] = isMissing ? NOT_THERE : UNSURE;
  });
}

/**
 * The address that the directory has for somebody; `null` where it has none, or it is not known who they are there. Whoever was found by
 * the address alone tells nothing of it: it may be somebody else's.
 */
export function addressInDirectory({ people, neo, known }: DirectoryJoin, neoIndex: number): string | null {
  if (known[neoIndex] !== 1) return null;
  const mail = people[neo[neoIndex] as number]?.mail.trim() ?? '';
  return mail === '' ? null : mail;
}
