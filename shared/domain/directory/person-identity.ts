import { type ChunkedWork, forEachInChunks, mapInChunks, runToEnd } from '../chunks/chunked-work.ts';
import type { NeoUser } from './directory.ts';

/** Identifying fields of NEO users, most reliable first. */
const STRONG = ['id', 'loginId', 'employeeCode'] as const;
type Strong = (typeof STRONG)[number];

/** Prefix of each kind of identifying value in a person's key. */
const PREFIX = { id: 'id', loginId: 'login', employeeCode: 'code' } as const satisfies Record<Strong, string>;

/** A person known from all lists so far, with the latest identifying values; `''` = never in a list. */
export interface KnownPerson {
  /** The permanent identity: the key under which the person was first saved. It never changes, even if a later list has other columns. */
  readonly key: string;
  readonly id: string;
  readonly loginId: string;
  readonly employeeCode: string;
  readonly name: string;
  readonly organization: string;
  /** True if the person is not in the latest list. */
  readonly gone: boolean;
}

/** The people of one list, matched to known people. */
export interface RecognizedPeople {
  /** Permanent key of each user by index. Users that cannot be distinguished share a key. */
  readonly keys: readonly string[];
  /** Known data of each user; `null` for users that cannot be distinguished. */
  readonly people: readonly (KnownPerson | null)[];
  /** New people and changed data, to be saved. */
  readonly learned: readonly KnownPerson[];
}

/** Identifying values of a list entry. */
type Traits = Omit<KnownPerson, 'key' | 'gone'>;

const traitsOf = ({ id, loginId, employeeCode, name, organizations }: NeoUser): Traits => ({
  id,
  loginId,
  employeeCode,
  name,
  organization: organizations[0] ?? '',
});

/** Normalizes a name; blanks and character width are ignored. */
const foldName = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '');

/**
 * Matches the people of a list to known people: by NEO's id, else login id, else employee code, else name and organization, else the name
 * alone if one of the lists has no organization. A value shared by two people identifies neither. One person is one user; a value that
 * moved to another person, with two other values different and none equal, proves nothing. Independent of the order of users.
 */
export const recognizePeople = (users: readonly NeoUser[], known: readonly KnownPerson[]): RecognizedPeople =>
  runToEnd(recognizePeopleInChunks(users, known));

/** Same as `recognizePeople`, divided into pieces. */
export function* recognizePeopleInChunks(users: readonly NeoUser[], before: readonly KnownPerson[]): ChunkedWork<RecognizedPeople> {
  const traits = yield* mapInChunks(users, traitsOf);
  const people = new Array<KnownPerson | null>(users.length).fill(null);
  const claimed = new Set<KnownPerson>();
  function* match(
    candidates: readonly KnownPerson[],
    keyOf: (person: Traits) => string,
    accepts: (user: Traits, person: KnownPerson) => boolean,
  ): ChunkedWork<void> {
    const keys = yield* mapInChunks(traits, keyOf);
    const places = yield* uniqueIn(keys);
    const persons = yield* knownBy(candidates, keyOf);
    yield* forEachInChunks(keys.length, (at) => {
      const key = keys[at] as string;
      // The key occurs once in the list, and the user is not matched yet.
      if (places.get(key) !== at || people[at] !== null) return;
      const person = persons.get(key);
      if (person === undefined || person === null || claimed.has(person) || !accepts(traits[at] as Traits, person)) return;
      people[at] = person;
      claimed.add(person);
    });
  }
  /** Known people not matched yet, so that the older name of a matched person does not cause ambiguity. */
  const others = (): readonly KnownPerson[] => before.filter((person) => !claimed.has(person));
  for (const [rank, kind] of STRONG.entries())
    yield* match(
      before,
      (person) => person[kind],
      (user, person) => isSame(user, person, STRONG.slice(0, rank)),
    );
  yield* match(others(), nameInOrganization, (user, person) => !STRONG.some((kind) => differs(user[kind], person[kind])));
  yield* match(
    others(),
    ({ name }) => foldName(name),
    (user, person) => (user.organization === '' || person.organization === '') && !STRONG.some((kind) => differs(user[kind], person[kind])),
  );
  return yield* remember(users, traits, before, people, claimed);
}

/** Assigns keys to new people and returns the changes to save. */
function* remember(
  users: readonly NeoUser[],
  traits: readonly Traits[],
  before: readonly KnownPerson[],
  people: (KnownPerson | null)[],
  claimed: Set<KnownPerson>,
): ChunkedWork<RecognizedPeople> {
  const byKey = new Map<string, KnownPerson>();
  yield* forEachInChunks(before.length, (at) => byKey.set((before[at] as KnownPerson).key, before[at] as KnownPerson));
  const unique: ReadonlyMap<string, number | null>[] = [];
  for (const kind of STRONG) unique.push(yield* uniqueIn(yield* mapInChunks(traits, (person) => person[kind])));
  /** Builds a key from the name; a number is added if another person of the list already has it. */
  const personKey = (marks: readonly string[]): string => {
    for (let number = 1; ; number++) {
      const key = `person:${JSON.stringify(number === 1 ? marks : [...marks, number])}`;
      const known = byKey.get(key);
      if (known === undefined || !claimed.has(known)) return key;
    }
  };
  const keys = yield* mapInChunks(people, (person, at) => {
    if (person !== null) return person.key;
    const user = traits[at] as Traits;
    for (const [rank, kind] of STRONG.entries()) {
      const key = `${PREFIX[kind]}:${user[kind]}`;
      if (user[kind] !== '' && unique[rank]?.get(user[kind]) === at && !byKey.has(key)) return key;
    }
    return personKey([user.name, user.organization, (users[at] as NeoUser).workEmail]);
  });
  const shared = yield* uniqueIn(keys);
  const learned: KnownPerson[] = [];
  /** Removes values that the list assigns to another person. */
  const keep = (person: KnownPerson): KnownPerson => {
    const lost = STRONG.filter((kind, rank) => {
      const holder = unique[rank]?.get(person[kind]) ?? null;
      return holder !== null && keys[holder] !== person.key;
    });
    return lost.length === 0 ? person : { ...person, ...Object.fromEntries(lost.map((kind) => [kind, ''])) };
  };
  yield* forEachInChunks(keys.length, (at) => {
    const key = keys[at] as string;
    if (shared.get(key) !== at) return;
    const person = people[at] ?? byKey.get(key) ?? null;
    if (person !== null) claimed.add(person);
    const next = keep(learn(person, key, traits[at] as Traits));
    const isKnown = person !== null && isAlike(next, person);
    people[at] = isKnown ? person : next;
    if (!isKnown) learned.push(next);
  });
  yield* forEachInChunks(before.length, (at) => {
    const person = before[at] as KnownPerson;
    if (claimed.has(person)) return;
    const next = keep({ ...person, gone: true });
    if (!isAlike(next, person)) learned.push(next);
  });
  return { keys, people, learned };
}

/** Merges known data with a new list; empty values do not overwrite. */
function learn(person: KnownPerson | null, key: string, traits: Traits): KnownPerson {
  if (person === null) return { key, ...traits, gone: false };
  return {
    key: person.key,
    id: traits.id || person.id,
    loginId: traits.loginId || person.loginId,
    employeeCode: traits.employeeCode || person.employeeCode,
    name: traits.name || person.name,
    organization: traits.organization || person.organization,
    gone: false,
  };
}

const isAlike = (a: KnownPerson, b: KnownPerson): boolean =>
  (Object.keys(a) as (keyof KnownPerson)[]).every((field) => a[field] === b[field]);

/** Whether an equal value means the same person, judged by the other values. `surer` are the more reliable kinds. */
function isSame(user: Traits, person: Traits, surer: readonly Strong[]): boolean {
  const isSameName = foldName(user.name) === foldName(person.name);
  const agree = STRONG.filter((kind) => user[kind] !== '' && user[kind] === person[kind]).length + Number(user.name !== '' && isSameName);
  if (agree >= 2) return true;
  if (surer.some((kind) => differs(user[kind], person[kind]))) return false;
  const isOtherName = user.name !== '' && person.name !== '' && !isSameName;
  return STRONG.filter((kind) => differs(user[kind], person[kind])).length + Number(isOtherName) <= 1;
}

const differs = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;

const nameInOrganization = ({ name, organization }: Traits): string =>
  name === '' || organization === '' ? '' : JSON.stringify([foldName(name), organization]);

/** Index of each unique key; `null` for duplicates. Empty keys are omitted. */
function* uniqueIn(keys: readonly string[]): ChunkedWork<ReadonlyMap<string, number | null>> {
  const places = new Map<string, number | null>();
  yield* forEachInChunks(keys.length, (at) => {
    const key = keys[at] as string;
    if (key !== '') places.set(key, places.has(key) ? null : at);
  });
  return places;
}

/** The person of each key; current people take precedence over former ones. `null` for shared keys. */
function* knownBy(people: readonly KnownPerson[], keyOf: (person: KnownPerson) => string): ChunkedWork<Map<string, KnownPerson | null>> {
  const [here, gone] = [new Map<string, KnownPerson | null>(), new Map<string, KnownPerson | null>()];
  yield* forEachInChunks(people.length, (at) => {
    const person = people[at] as KnownPerson;
    const key = keyOf(person);
    if (key === '') return;
    const places = person.gone ? gone : here;
    places.set(key, places.has(key) ? null : person);
  });
  for (const [key, person] of here) gone.set(key, person);
  return gone;
}
