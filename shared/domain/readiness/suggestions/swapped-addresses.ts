import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import type { DirectoryPerson } from '../../directory/directory-people.ts';
import { foldName } from '../../directory/names.ts';
import { toCanonicalAddress } from '../../email/index.ts';
import { createDirectoryIdentity, type DirectoryJoin } from '../company-directory/directory-join.ts';
import type { EvidenceKey } from '../evidence/evidence.ts';
import { splitNameWords } from '../evidence/evidence-names.ts';
import { compareCodes, foldCode, getNameEvidence, listIdentityEvidence } from '../evidence/identities.ts';
import type { Finding } from '../finding.ts';
import { getFoldedLocalPart, MISPLACEMENT } from '../matching/misplaced-people.ts';
import type { Pairing } from '../matching/pairing.ts';
import { isPlausibleAddress } from '../matching/possible-owners.ts';

/**
 * Finds people who have each other's work address: each one's exactly matching account belongs, by name, employee code or login id, to the
 * next person, and the last one's to the first. A changed name alone does not form such a cycle
 * (docs/domain/matching.md#swapped-addresses).
 */
export function findSwappedAddresses(
  directory: Directory,
  pairing: Pairing,
  able: Uint8Array,
  join: DirectoryJoin | null,
): ReadonlyMap<number, Finding> {
  const found = new Map<number, Finding>();
  const circles = circlesOf(directory, pairing, able);
  for (const circle of circles) for (const finding of findingsOf(circle, directory, pairing, join)) found.set(finding.neoIndex, finding);
  return found;
}

/** Maximum length of a cycle. Larger ones are unlikely, and a single action for them could not be reviewed. */
const LONGEST_CIRCLE = 20;

/** Evidence by which an account was assigned to a person. */
type Mark = 'code' | 'name' | 'login';

interface Link {
  readonly owner: number;
  readonly mark: Mark;
}

/** Cycles of people, in which each person is followed by the owner of the person's account. */
function circlesOf(directory: Directory, pairing: Pairing, able: Uint8Array): readonly (readonly number[])[] {
  const { exact, misplaced, accounts } = pairing;
  const people: number[] = [];
  for (let i = 0; i < exact.length; i++) if (misplaced[i] !== MISPLACEMENT.no && able[i] === 1) people.push(i);
  if (people.length < 2) return [];
  const holders = new Map<number, number>();
  for (const account of accounts) if (account >= 0) holders.set(account, (holders.get(account) ?? 0) + 1);
  const alone = people.filter(
    (i) => holders.get(accounts[i] as number) === 1 && !pairing.amazon.shared.has(pairing.canonical[i] as string),
  );
  const linkOf = ownersAmong(alone, directory, pairing);
  const circles: (readonly number[])[] = [];
  const seen = new Set<number>();
  for (const start of alone) {
    const path: number[] = [];
    let at: number | undefined = start;
    for (; at !== undefined && !seen.has(at); at = linkOf(at)?.owner) {
      seen.add(at);
      path.push(at);
    }
    const closedAt = at === undefined ? -1 : path.indexOf(at);
    const circle = closedAt < 0 ? [] : path.slice(closedAt);
    if (circle.length > 1 && circle.length <= LONGEST_CIRCLE) circles.push(circle);
  }
  return withoutOtherNumbering(circles, alone, linkOf, directory, pairing);
}

/** Returns a function that finds the owner of a person's account among these people; `undefined` if none or several fit. */
function ownersAmong(
  people: readonly number[],
  { neoUsers }: Directory,
  { exact, identities, amazon, misplaced }: Pairing,
): (i: number) => Link | undefined {
  const index = new Map<string, number[]>();
  const put = (key: string, i: number): void => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [i]);
    else list.push(i);
  };
  for (const i of people) {
    const person = identities.person(i);
    for (const key of person.keys) put(key, i);
    if (person.employeeCode !== '') put(`code:${person.employeeCode}`, i);
    const login = foldCode((neoUsers[i] as NeoUser).loginId);
    if (login !== '') put(`login:${login}`, i);
  }
  const known = new Map<number, Link | undefined>();
  const look = (i: number): Link | undefined => {
    const j = exact[i] as number;
    const account = identities.account(j);
    const local = getFoldedLocalPart(amazon.emails[j] as string);
    const links: Link[] = [];
    const keys = [`code:${account.employeeCode}`, ...account.keys, `login:${local}`];
    for (const owner of new Set(keys.flatMap((key) => index.get(key) ?? []))) {
      const person = identities.person(owner);
      const codes = compareCodes(person.employeeCode, account.employeeCode);
      const name = getNameEvidence(person, account);
      if (owner === i || codes === 'other' || (codes !== 'same' && name === 'other-name')) continue;
      const mark = codes === 'same' ? 'code' : name !== null ? 'name' : 'login';
      // If name and code are not comparable, only the login id counts.
      if (mark !== 'login' && (misplaced[i] === MISPLACEMENT.login || misplaced[owner] === MISPLACEMENT.login)) continue;
      if (mark !== 'login' || foldCode((neoUsers[owner] as NeoUser).loginId) === local) links.push({ owner, mark });
    }
    return links.length === 1 ? links[0] : undefined;
  };
  return (i) => {
    if (!known.has(i)) known.set(i, look(i));
    return known.get(i);
  };
}

/** Removes cycles based only on codes if most codes differ, because Amazon's codes are then another numbering. */
function withoutOtherNumbering(
  circles: readonly (readonly number[])[],
  people: readonly number[],
  linkOf: (i: number) => Link | undefined,
  { neoUsers, amazonUsers }: Directory,
  { exact, identities }: Pairing,
): readonly (readonly number[])[] {
  const hasOnlyCodes = (i: number): boolean => {
    const account = amazonUsers[exact[i] as number] as AmazonUser;
    return (
      compareCodes(foldCode((neoUsers[i] as NeoUser).employeeCode), foldCode(account.employeeCode)) === 'other' &&
      getNameEvidence(identities.person(i), identities.account(exact[i] as number)) === null
    );
  };
  const byCodes = circles.filter((circle) => circle.some((i) => linkOf(i)?.mark === 'code' && hasOnlyCodes(i)));
  if (byCodes.length === 0) return circles;
  // Two numberings of the same people always form cycles, but rarely cycles of two.
  const ofTwo = byCodes.filter(({ length }) => length === 2);
  const isOtherNumbering = people.filter(hasOnlyCodes).length > 4 * ofTwo.length;
  return circles.filter((circle) => !byCodes.includes(circle) || (!isOtherNumbering && circle.length === 2));
}

/** True if the person has the given name of the account's owner: then a changed family name is more likely than a swap. */
function hasGivenNameOfOwner(i: number, { exact, identities }: Pairing): boolean {
  const [person, account] = [identities.person(i), identities.account(exact[i] as number)];
  const given = splitNameWords(person.name).slice(1).map(foldName);
  if (
    splitNameWords(account.name)
      .map(foldName)
      .some((word) => given.includes(word))
  )
    return true;
  return person.reading?.words.slice(1).some((word) => account.reading?.words.includes(word) === true) ?? false;
}

/** Returns a function that tells whether the directory has an address of the cycle for a person, by employee code or name. */
function directoryCheck(
  circle: readonly number[],
  { identities, canonical }: Pairing,
  join: DirectoryJoin | null,
): (i: number, address: string) => boolean {
  const wanted = new Set(circle.map((i) => canonical[i] as string));
  const listed = new Map<string, DirectoryPerson[]>();
  for (const one of join?.people ?? []) {
    const mail = toCanonicalAddress(one.mail);
    if (wanted.has(mail)) listed.set(mail, [...(listed.get(mail) ?? []), one]);
  }
  return (i, address) => {
    const [entry, ...more] = listed.get(toCanonicalAddress(address)) ?? [];
    if (entry === undefined || more.length > 0) return false;
    const [person, other] = [identities.person(i), createDirectoryIdentity(entry)];
    const codes = compareCodes(person.employeeCode, other.employeeCode);
    const name = getNameEvidence(person, other);
    return codes === 'same' || (codes === 'unknown' && name !== null && name !== 'other-name');
  };
}

function findingsOf(circle: readonly number[], directory: Directory, pairing: Pairing, join: DirectoryJoin | null): readonly Finding[] {
  const { neoUsers } = directory;
  const { exact, identities, workEmails } = pairing;
  const size = circle.length;
  const before = (at: number): number => circle[(at + size - 1) % size] as number;
  // The account of the previous person in the cycle belongs to this person.
  const meant = circle.map((_, at) => workEmails[before(at)] as string);
  const isInDirectory = directoryCheck(circle, pairing, join);
  const isCoded = circle.every((i, at) => {
    const codes = compareCodes(identities.person(i).employeeCode, identities.account(exact[before(at)] as number).employeeCode);
    return codes === 'same';
  });
  const isListed = circle.every((i, at) => isInDirectory(i, meant[at] as string));
  if (!isCoded && !isListed && circle.some((i) => hasGivenNameOfOwner(i, pairing))) return [];
  const fits = (address: (at: number) => string): boolean =>
    circle.some((i, at) => isPlausibleAddress(neoUsers[i] as NeoUser, address(at)));
  const isListedNow = circle.some((i) => isInDirectory(i, workEmails[i] as string));
  const isRightInNeo =
    isListedNow || (!isListed && fits((at) => workEmails[circle[at] as number] as string) && !fits((at) => meant[at] as string));
  const proof = isListed ? 'directory' : isCoded ? 'code' : 'none';
  return circle.map((i, at): Finding => {
    const reasons = listIdentityEvidence(identities.person(i), identities.account(exact[before(at)] as number));
    const listed: readonly EvidenceKey[] = isListed ? ['directory-address'] : [];
    const address = meant[at] as string;
    const others = circle.filter((other) => other !== i).map((other) => (neoUsers[other] as NeoUser).name);
    return {
      code: 'work-email-swapped',
      neoIndex: i,
      amazonIndex: exact[i] as number,
      reason: {
        key: 'work-email-swapped',
        params: {
          names: others.join('、'),
          count: size,
          own: workEmails[i] as string,
          meant: address,
          side: isRightInNeo ? 'amazon' : 'neo',
          proof,
        },
      },
      suggestion: isRightInNeo
        ? null
        : {
            side: 'neo',
            address,
            confidence: proof === 'none' ? 'medium' : 'high',
            reasons: [...listed, ...reasons],
            ambiguous: false,
            alternatives: [],
          },
      ...(proof !== 'none' && { severity: 'block' as const }),
    };
  });
}
