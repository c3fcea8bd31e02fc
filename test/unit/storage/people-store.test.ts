import { expect, test } from 'vitest';
import type { SnapshotSide } from '#main/storage/lists/snapshot.ts';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { companyFileForEach } from '../../support/company-file.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';

const file = companyFileForEach();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
const begin = (side: SnapshotSide, label = `${side}.csv`): number =>
  file.now().people.begin({ side, origin: 'file', label, takenAt: at(0), serverRevision: null, missingFields: ['kana'] });
const takeNeo = (minute: number, ...names: readonly string[]): number => {
  const id = begin('neo', names.join());
  file.now().people.append(
    id,
    'neo_user',
    names.map((name) => neoUser({ name })),
  );
  file.now().people.publish([{ snapshotId: id, table: 'neo_user' }], at(minute));
  return id;
};
const takeAmazon = (minute: number, name: string): void => {
  const id = begin('amazon', name);
  file.now().people.append(id, 'amazon_user', [amazonUser({ name })]);
  file.now().people.publish([{ snapshotId: id, table: 'amazon_user' }], at(minute));
};
const names = (): unknown => {
  const { neoUsers, amazonUsers } = file.anew().people.directory();
  return [neoUsers, amazonUsers].map((users) => users.map(({ name }) => name));
};

test('people of every list are read back as written, with every field or none', () => {
  const everything = neoUser({
    id: '1',
    loginId: 'l',
    name: 'n',
    kana: 'k',
    employeeCode: 'c',
    title: 't',
    workEmail: 'w',
    mobileEmail: 'm',
    homeEmail: 'h',
    otherEmail: 'o',
    state: 'suspended' as never,
    organizations: ['a', 'b'],
    unclear: { state: '保留' } as never,
  });
  const account = amazonUser({ email: 'e', name: 'n', employeeCode: 'c', state: 'invited', groups: ['g'], invitedOn: '2026-11-01' });
  const accounts = [
    { ...account, punchout: null, invitation: 'expired', unclear: { roles: '購買' } as never } as const,
    { ...account, punchout: false },
    amazonUser({ punchout: true }),
  ];
  const person = { mail: 'm', principalName: 'p', accountName: 'a', employeeId: 'i', name: 'n', state: 'enabled', group: 'g' } as const;
  const { people } = file.now();
  const [neo, amazon, directory] = [begin('neo'), begin('amazon'), begin('directory')];
  people.append(neo, 'neo_user', [everything]);
  people.append(neo, 'neo_user', [neoUser()]);
  people.append(amazon, 'amazon_user', accounts);
  people.append(directory, 'directory_person', [person]);
  expect([people.directory().neoUsers, people.directoryPeople(), people.current()]).toEqual([[], null, []]);
  const lists = [
    { snapshotId: neo, table: 'neo_user' },
    { snapshotId: amazon, table: 'amazon_user' },
    { snapshotId: directory, table: 'directory_person' },
  ] as const;
  expect(people.publish(lists, at(1))).toBe(1);
  const next = file.anew().people;
  expect(next.directory()).toEqual({ neoUsers: [everything, neoUser()], amazonUsers: accounts, organizations: [], approvers: [] });
  expect([next.directoryPeople(), next.roles(), next.staged()]).toEqual([[person], [], []]);
  expect(next.current()).toEqual([
    {
      id: neo,
      side: 'neo',
      origin: 'file',
      label: 'neo.csv',
      takenAt: at(0),
      serverRevision: null,
      rows: 2,
      missingFields: ['kana'],
    },
    expect.objectContaining({ id: amazon, rows: 3 }),
    expect.objectContaining({ id: directory, rows: 1 }),
  ]);
  const here = { snapshot: neo };
  expect([
    next.neoUsersOf(here).length,
    next.amazonUsersOf({ snapshot: amazon }).length,
    next.directoryPeopleOf({ snapshot: directory }),
  ]).toEqual([2, 3, [person]]);
});

test('a list of several pieces is read whole and in its order', () => {
  const { people } = file.now();
  const id = begin('neo');
  const many = Array.from({ length: 2_001 }, (_, n) => neoUser({ name: `${n}` }));
  people.append(id, 'neo_user', many.slice(0, 1_500));
  people.append(id, 'neo_user', many.slice(1_500));
  expect(people.count(id, 'neo_user')).toBe(2_001);
  people.publish([{ snapshotId: id, table: 'neo_user' }], at(1));
  const pieces = people.currentInPieces('neo', 'neo_user');
  expect([pieces.next().done, pieces.next().done]).toEqual([false, false]);
  expect(pieces.next()).toEqual({ done: true, value: many });
  // A list that is replaced while it is being read is read again.
  const reading = people.currentInPieces('neo', 'neo_user');
  reading.next();
  takeNeo(2, 'a');
  expect(runToEnd(reading).map(({ name }) => name)).toEqual(['a']);
  expect(runToEnd(people.currentInPieces('amazon', 'amazon_user'))).toEqual([]);
});

test('a staged list can be emptied and dropped, the current one cannot', () => {
  const { people } = file.now();
  const current = takeNeo(1, 'a');
  const staged = begin('neo');
  people.append(staged, 'neo_user', [neoUser({ name: 'x' }), neoUser({ name: 'y' })]);
  people.empty(staged, 'neo_user');
  expect([people.count(staged, 'neo_user'), people.count(current, 'neo_user')]).toEqual([0, 1]);
  people.discard(current);
  expect(people.staged().map(({ id }) => id)).toContain(staged);
  people.discard(staged);
  expect([
    people
      .staged()
      .map(({ id }) => id)
      .includes(staged),
    names(),
  ]).toEqual([false, [['a'], []]]);
});

test('the rows of a list that was replaced go afterwards, and those of a list that waits stay', () => {
  const { people } = file.now();
  const first = takeNeo(1, 'a', 'b');
  const waiting = begin('neo', 'waiting.csv');
  people.append(waiting, 'neo_user', [neoUser()]);
  takeNeo(2, 'c');
  expect(people.count(first, 'neo_user')).toBe(2);
  runToEnd(people.dropReplaced());
  expect([people.count(first, 'neo_user'), people.count(waiting, 'neo_user')]).toEqual([0, 1]);
  expect(people.staged().map(({ id }) => id)).toEqual([waiting]);
});

test('NEO and organization lists that were replaced in one step are restored together', () => {
  const { people } = file.now();
  const both = (minute: number, name: string): void => {
    const [neo, organizations, amazon] = [begin('neo', name), begin('organizations', name), begin('amazon', name)];
    people.append(neo, 'neo_user', [neoUser({ name })]);
    people.append(organizations, 'organization', [{ id: '1', code: '', name, parentId: null }]);
    people.append(amazon, 'amazon_user', [amazonUser({ name })]);
    people.publish(
      [
        { snapshotId: neo, table: 'neo_user' },
        { snapshotId: organizations, table: 'organization' },
        { snapshotId: amazon, table: 'amazon_user' },
      ],
      at(minute),
    );
  };
  both(1, '一');
  both(2, '二');
  const now = (): unknown => [names(), people.directory().organizations.map(({ name }) => name), people.roles()];
  const former = (side: SnapshotSide): number => people.former.all().find((list) => list.side === side)?.id ?? 0;
  expect([now(), people.former.all().length]).toEqual([[[['二'], ['二']], ['二'], []], 3]);
  const revision = file.now().revision();
  expect(
    people
      .takeFormer(former('organizations'), at(3))
      ?.map(({ side }) => side)
      .sort(),
  ).toEqual(['neo', 'organizations']);
  expect([now(), file.now().revision()]).toEqual([[[['一'], ['二']], ['一'], []], revision + 1]);
  expect(people.takeFormer(former('amazon'), at(4))?.map(({ side }) => side)).toEqual(['amazon']);
  expect(now()).toEqual([[['一'], ['一']], ['一'], []]);
  expect(people.takeFormer(99, at(5))).toBeNull();
  expect(people.organizationsOf({ former: former('organizations') }).map(({ name }) => name)).toEqual(['二']);
  expect(people.amazonUsersOf({ former: former('amazon') })).toEqual([amazonUser({ name: '二' })]);
});

test('the list of a side can be taken away, and is a former one then', () => {
  const { people } = file.now();
  expect([people.remove('neo', at(1)), file.now().revision()]).toEqual([false, 0]);
  takeNeo(1, 'a');
  takeAmazon(2, 'b');
  expect([people.remove('neo', at(3)), names(), file.now().revision()]).toEqual([true, [[], ['b']], 3]);
  expect([people.currentId('neo'), people.former.all()]).toEqual([
    undefined,
    [expect.objectContaining({ side: 'neo', label: 'a', replacedAt: at(3), rows: 1, changes: null })],
  ]);
  const [former] = people.former.all();
  people.takeFormer(former?.id ?? 0, at(4));
  expect([names(), people.former.all()]).toEqual([[['a'], ['b']], []]);
});

test('ten former lists of each side are kept, the latest', () => {
  const { people } = file.now();
  takeAmazon(0, 'x');
  takeAmazon(0, 'y');
  for (let n = 0; n < 13; n++) takeNeo(n, `${n}`);
  const kept = people.former.all();
  expect(kept.map(({ side, label }) => `${side} ${label}`)).toEqual([...Array.from({ length: 10 }, (_, n) => `neo ${11 - n}`), 'amazon x']);
  expect(new Set(kept.map(({ step }) => step)).size).toBe(11);
});

test('a list made ready before is kept as if it had been packed when it was replaced', () => {
  const { people } = file.now();
  takeNeo(1, 'a');
  const id = begin('neo', 'b');
  people.append(id, 'neo_user', [neoUser({ name: 'b' })]);
  const lists = [{ snapshotId: id, table: 'neo_user' }] as const;
  const packed = runToEnd(people.pack(lists));
  expect(packed).toEqual([expect.objectContaining({ next: id })]);
  people.publish(lists, at(2), packed);
  const [former] = people.former.all();
  expect(people.neoUsersOf({ former: former?.id ?? 0 })).toEqual([neoUser({ name: 'a' })]);
  const same = begin('neo', 'b again');
  people.append(same, 'neo_user', [neoUser({ name: 'b' })]);
  const [nothing] = runToEnd(people.pack([{ snapshotId: same, table: 'neo_user' }]));
  expect(nothing?.content).toBeNull();
  expect(runToEnd(people.pack([{ snapshotId: begin('amazon'), table: 'amazon_user' }]))).toEqual([null]);
});

test('a list is kept if the next one differs in any piece or table, and not if it is equal', () => {
  const { people } = file.now();
  const many = (change: (n: number) => string): readonly string[] => Array.from({ length: 1_001 }, (_, n) => change(n));
  const kept = (): number => people.former.all().length;
  const plain = many(String);
  takeNeo(1, ...plain);
  takeNeo(2, ...plain);
  expect(kept()).toBe(0);
  takeNeo(3, ...many((n) => (n === 1_000 ? 'other' : String(n))));
  expect(kept()).toBe(1);
  takeNeo(4, ...plain.slice(0, 1_000));
  expect(kept()).toBe(2);
  takeNeo(5, ...plain);
  expect(kept()).toBe(3);
  const organizations = (minute: number, members: readonly string[]): void => {
    const id = begin('organizations');
    people.append(id, 'organization', [{ id: '1', code: '', name: '本社', parentId: null }]);
    people.append(id, 'role', [{ id: 'r', name: '購買', members }]);
    people.publish([{ snapshotId: id, table: 'organization' }], at(minute));
  };
  organizations(6, ['a']);
  organizations(7, ['a']);
  expect(kept()).toBe(3);
  organizations(8, ['b']);
  expect([kept(), people.roles()[0]?.members]).toEqual([4, ['b']]);
  // A former list of several chunks is restored completely.
  const [, former] = people.former.all();
  expect(people.neoUsersOf({ former: former?.id ?? 0 }).map(({ name }) => name)).toEqual(plain.slice(0, 1_000));
  expect(people.former.all().at(-1)?.rows).toBe(1_001);
  expect(people.neoUsersOf({ former: people.former.all().at(-1)?.id ?? 0 }).map(({ name }) => name)).toEqual(plain);
});

test('a former list that is older than a column has nothing in it, and one of another side no rows', () => {
  const { people } = file.now();
  takeNeo(1, 'a', 'b');
  takeNeo(2, 'c');
  const id = people.former.all()[0]?.id ?? 0;
  const rows = (...of: Parameters<typeof people.former.rows>): unknown => [...people.former.rows(...of)];
  expect(rows(id, 'neo_user', ['later', 'name'])).toEqual([
    [null, 'a'],
    [null, 'b'],
  ]);
  expect([rows(id, 'amazon_user', ['name']), rows(99, 'neo_user', ['name'])]).toEqual([[], []]);
});

test('a compared list gives its changes once it is replaced, and the former addresses while it is current', () => {
  const { people } = file.now();
  const take = (minute: number, name: string, compared?: Parameters<typeof people.publish>[0][number]['compared']): void => {
    const id = begin('neo', name);
    people.append(id, 'neo_user', [neoUser({ name })]);
    people.publish([{ snapshotId: id, table: 'neo_user', ...(compared !== undefined && { compared }) }], at(minute));
  };
  const changes = { added: 1, removed: 0, changed: 2 } as never;
  take(1, 'a', { changes: null, formerEmails: [] });
  take(2, 'b', { changes, formerEmails: [[0, 'old@example.co.jp']] });
  expect(file.anew().people.formerEmails()).toEqual({ neo: new Map([[0, 'old@example.co.jp']]), amazon: new Map() });
  take(3, 'c');
  expect(
    people.former
      .all()
      .map(({ label, changes: told, takenAt, replacedAt, missingFields }) => [label, told, takenAt, replacedAt, missingFields]),
  ).toEqual([
    ['b', changes, at(0), at(3), ['kana']],
    ['a', null, at(0), at(2), ['kana']],
  ]);
  expect(people.formerEmails().neo).toEqual(new Map());
});
