import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type RecognizedPeople, recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { neoUser, shuffle } from '../../support/directories.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const COLUMNS = ['id', 'loginId', 'employeeCode', 'name'] as const;
type Column = (typeof COLUMNS)[number];

/** Uses few different values, so that they are often blank and often shared. */
const anyUser = fc
  .record({
    id: fc.constantFrom('', '1', '2', '3', '4', '5', '6'),
    loginId: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e'),
    employeeCode: fc.constantFrom('', '01', '02', '03', '04'),
    name: fc.constantFrom('', '田中 太郎', '田中太郎', '鈴木 花子', '佐藤 一', '高橋 次郎'),
    organizations: fc.constantFrom([], ['総務部'], ['営業部']),
    workEmail: fc.constantFrom('', 'a@example.co.jp', 'b@example.co.jp'),
  })
  .map((fields) => neoUser(fields));
const anyUsers = fc.array(anyUser, { maxLength: 8 });
const anyKept = fc.subarray([...COLUMNS]);

const without = (user: NeoUser, kept: readonly Column[]): NeoUser => ({
  ...user,
  ...Object.fromEntries(COLUMNS.filter((column) => !kept.includes(column)).map((column) => [column, ''])),
});

/** Returns the known people after a list was imported, as a store would keep them. */
const remembered = (known: readonly KnownPerson[], { learned }: RecognizedPeople): readonly KnownPerson[] => {
  const people = new Map(known.map((person) => [person.key, person]));
  for (const person of learned) people.set(person.key, person);
  return [...people.values()].reverse();
};

const folded = (name: string): string => name.replace(/\s/gu, '');
/** Returns the values that identify a user, each with its column: no other user of the list has the same value. */
const marksOf = (users: readonly NeoUser[], at: number): ReadonlySet<string> => {
  const told = (user: NeoUser): string[] => [
    ...(['id', 'loginId', 'employeeCode'] as const).filter((column) => user[column] !== '').map((column) => `${column} ${user[column]}`),
    ...(user.name !== '' && user.organizations.length > 0 ? [`name ${folded(user.name)} ${user.organizations[0]}`] : []),
  ];
  const others = new Set(users.flatMap((user, other) => (other === at ? [] : told(user))));
  return new Set(told(users[at] as NeoUser).filter((mark) => !others.has(mark)));
};
/** Returns the users who can be identified by a value that both lists contain. */
const unambiguous = (before: readonly NeoUser[], after: readonly NeoUser[]): readonly number[] =>
  before.map((_, at) => at).filter((at) => marksOf(before, at).intersection(marksOf(after, at)).size > 0);

describe('knowing people again', () => {
  it('keeps the identity of everyone who stays unambiguous when columns are added or removed', () => {
    fc.assert(
      fc.property(anyUsers, anyKept, anyKept, (users, first, second) => {
        const before = users.map((user) => without(user, first));
        const after = users.map((user) => without(user, second));
        const was = recognizePeople(before, []);
        const is = recognizePeople(after, remembered([], was));
        for (const at of unambiguous(before, after)) expect([at, is.keys[at]]).toEqual([at, was.keys[at]]);
      }),
      { numRuns: 3000 },
    );
  });

  it('recognizes a person by combining the columns of an earlier list with those of this one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 8 }),
        fc.shuffledSubarray([...COLUMNS], { minLength: 4 }),
        (people, order) => {
          const whole = people.map((n) =>
            neoUser({ id: `${n}`, loginId: `u${n}`, employeeCode: `c${n}`, name: `名前${n}`, organizations: ['総務部'] }),
          );
          // Each list shares one column with the list before, and none with the first.
          let known: readonly KnownPerson[] = [];
          let keys: readonly string[] | null = null;
          for (let at = 0; at + 1 < order.length; at++) {
            const list = whole.map((user) => without(user, order.slice(at, at + 2)));
            const is = recognizePeople(list, known);
            keys ??= is.keys;
            expect(is.keys).toEqual(keys);
            known = remembered(known, is);
          }
        },
      ),
    );
  });

  it('is independent of the order of users and of known people', () => {
    fc.assert(
      fc.property(anyUsers, anyUsers, fc.nat(1000), (before, users, seed) => {
        const known = remembered([], recognizePeople(before, []));
        const places = shuffle(
          users.map((_, at) => at),
          seed,
        );
        const is = recognizePeople(users, known);
        const other = recognizePeople(
          places.map((at) => users[at] as NeoUser),
          shuffle(known, seed + 1),
        );
        expect(other.keys).toEqual(places.map((at) => is.keys[at]));
      }),
      { numRuns: 1000 },
    );
  });

  it('learns nothing from the same list twice, and assigns no two identities to one person', () => {
    fc.assert(
      fc.property(anyUsers, anyUsers, (before, users) => {
        const known = remembered([], recognizePeople(before, []));
        const first = recognizePeople(users, known);
        const now = remembered(known, first);
        const second = recognizePeople(users, now);
        expect(second.keys).toEqual(first.keys);
        expect(second.learned).toEqual([]);
        const people = first.people.filter((person) => person !== null).map(({ key }) => key);
        expect(new Set(people).size).toBe(people.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a person with a name that another person once had', () => {
  it('is recognized, even if a person known by employee code was recorded with that name', () => {
    const known = remembered(
      [],
      recognizePeople(
        [
          neoUser({ name: '高橋 次郎', organizations: ['総務部'], workEmail: 'a@example.co.jp' }),
          neoUser({ employeeCode: '01', organizations: ['総務部'] }),
        ],
        [],
      ),
    );
    const users = [neoUser({ name: '高橋 次郎', organizations: ['総務部'] }), neoUser({ name: '高橋 次郎', employeeCode: '01' })];
    const first = recognizePeople(users, known);
    expect(first.keys).toEqual([known.find(({ employeeCode }) => employeeCode === '')?.key, 'code:01']);
    expect(recognizePeople(users, remembered(known, first)).keys).toEqual(first.keys);
  });

  it('does not share the key of a person who is known by a login id', () => {
    const known = remembered(
      [],
      recognizePeople([neoUser({ loginId: '' }), neoUser({ name: '高橋 次郎', workEmail: 'b@example.co.jp' })], []),
    );
    const named = known.find(({ name }) => name !== '') as KnownPerson;
    const users = [neoUser({ loginId: 'b' }), neoUser({ name: '高橋 次郎', workEmail: 'b@example.co.jp' })];
    const first = recognizePeople(users, [{ ...named, name: '', loginId: 'b' }]);
    expect(new Set(first.keys).size).toBe(2);
    expect(first.keys[0]).toBe(named.key);
  });
});

describe('another person', () => {
  const known = remembered(
    [],
    recognizePeople([neoUser({ id: '1', loginId: 'tanaka', employeeCode: '007', name: '田中 太郎', organizations: ['総務部'] })], []),
  );
  it.each([
    ['a login id that was given to another', { id: '2', loginId: 'tanaka', name: '田中 次郎' }, 'id:2'],
    ['an employee number that was given to another', { id: '2', loginId: 'sato', employeeCode: '007', name: '佐藤 一' }, 'id:2'],
    ['a number of the row that was taken for an id', { id: '1', loginId: 'sato', employeeCode: '008', name: '佐藤 一' }, 'login:sato'],
    ['a namesake with another login id', { loginId: 'tanaka2', name: '田中 太郎', organizations: ['総務部'] }, 'login:tanaka2'],
  ])('is not known by %s', (_, fields, key) => {
    expect(recognizePeople([neoUser(fields)], known).keys).toEqual([key]);
  });
  it.each([
    ['was made anew in NEO', { id: '2', loginId: 'tanaka', employeeCode: '007', name: '田中 太郎' }],
    ['has married', { id: '1', loginId: 'tanaka', employeeCode: '007', name: '鈴木 太郎' }],
    ['has married, in a list of login ids', { loginId: 'tanaka', name: '鈴木 太郎' }],
    ['has moved, in a list of names without organisations', { name: '田中太郎' }],
    ['has another login id', { id: '1', loginId: 'taro', name: '田中 太郎' }],
  ])('recognizes a person who %s', (_, fields) => {
    expect(recognizePeople([neoUser(fields)], known).keys).toEqual(['id:1']);
  });
});

it('recognizes people in the drawn lists as recorded', () =>
  expectSameAnswers('people', fc.tuple(anyUsers, anyUsers), 1_000, ([before, after]) =>
    recognizePeople(after, remembered([], recognizePeople(before, []))),
  ));
