import { expect, test } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { companyFileForEach } from '../../support/company-file.ts';
import { neoUser } from '../../support/directories.ts';

const file = companyFileForEach();
const publish = (names: readonly string[]) => {
  const { people } = file.now();
  const id = people.begin({
    side: 'neo',
    origin: 'file',
    label: 'neo.csv',
    takenAt: '2026-11-26T00:00:00.000Z',
    serverRevision: null,
    missingFields: [],
  });
  const users = names.map((name, at) => neoUser({ id: `${at}`, name }));
  people.append(id, 'neo_user', users);
  people.publish([{ snapshotId: id, table: 'neo_user' }], '2026-11-26T00:00:00.000Z');
  return { id, users };
};

test('a person is recognized by a list with other columns, with all values of earlier lists', () => {
  const { persons } = file.now();
  const first = neoUser({ id: '7', loginId: 'tanaka', employeeCode: '001', name: '田中', organizations: ['営業部'] });
  const { keys, learned } = persons.know([first, neoUser({ id: '8', name: '鈴木' })]);
  expect([keys, learned.length]).toEqual([['id:7', 'id:8'], 2]);
  expect(persons.know([first, neoUser({ id: '8', name: '鈴木' })]).learned).toEqual([]);
  const next = runToEnd(file.anew().persons.recogniseInPieces([neoUser({ loginId: 'tanaka' })]));
  expect(next.keys).toEqual(['id:7']);
  expect(next.people[0]).toEqual({
    key: 'id:7',
    id: '7',
    loginId: 'tanaka',
    employeeCode: '001',
    name: '田中',
    organization: '営業部',
    gone: false,
  });
  // A person who is no longer in the list is remembered as removed.
  persons.know([first]);
  expect(runToEnd(file.anew().persons.recogniseInPieces([neoUser({ id: '8' })])).people[0]).toMatchObject({ name: '鈴木', gone: false });
  expect(persons.know([first]).learned).toEqual([]);
  expect([...persons.namesOf(['8', '7', '9'])]).toEqual([
    ['8', '鈴木'],
    ['7', '田中'],
  ]);
});

test('a list that may never be taken teaches nothing', () => {
  const { persons } = file.now();
  const users = [neoUser({ id: '1', name: '一' })];
  expect(runToEnd(persons.recogniseInPieces(users)).learned).toHaveLength(1);
  expect(runToEnd(persons.knowInPieces(users, () => false)).learned).toHaveLength(1);
  expect(persons.namesOf(['1']).size).toBe(0);
  expect(persons.know(users).learned).toHaveLength(1);
  expect([...persons.namesOf(['1'])]).toEqual([['1', '一']]);
});

test('the keys of a published list are computed once, and again for a list of another length', () => {
  const { persons } = file.now();
  const { id, users } = publish(['一', '二']);
  const keys = persons.keysOf(id, users);
  expect(keys).toEqual(['id:0', 'id:1']);
  expect(file.anew().persons.keysOf(id, users)).toEqual(keys);
  const other = [neoUser({ id: '5' }), neoUser({ id: '6' })];
  expect([persons.keysOf(id, other), persons.keysOf(id, other.slice(1))]).toEqual([keys, ['id:6']]);
  // Nothing is cached for a list that was replaced.
  const next = publish(['三']);
  expect(persons.keysOf(next.id, next.users)).toEqual(['id:0']);
  const three = (...ids: readonly string[]) => ids.map((each) => neoUser({ id: each }));
  expect(persons.keysOf(id, three('0', '1', '9'))).toEqual(['id:0', 'id:1', 'id:9']);
  expect(persons.keysOf(id, three('9', '1', '0'))).toEqual(['id:9', 'id:1', 'id:0']);
});

test('people of several pieces are all known again', () => {
  const { persons } = file.now();
  const users = Array.from({ length: 2_300 }, (_, n) => neoUser({ id: `${n}`, name: `人${n}` }));
  expect(persons.know(users).learned).toHaveLength(2_300);
  expect(persons.know(users.map((user) => ({ ...user }))).learned).toEqual([]);
  expect(persons.namesOf(['0', '999', '1000', '1999', '2000', '2299']).size).toBe(6);
});

test('values learned between two pieces by another call restart the work', () => {
  const { persons } = file.now();
  const users = Array.from({ length: 1_100 }, (_, n) => neoUser({ id: `${n}`, name: `人${n}` }));
  const look = persons.knowInPieces(users, () => true);
  while (persons.namesOf(['0']).size === 0) expect(look.next().done).toBe(false);
  persons.know([neoUser({ loginId: 'later', name: '後' })]);
  const { keys } = runToEnd(look);
  expect(keys).toEqual(users.map(({ id }) => `id:${id}`));
  expect(persons.know(users.map((user) => ({ ...user }))).learned).toEqual([]);
});
