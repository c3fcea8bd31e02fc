import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import {
  type ComparedEntry,
  compareLists,
  computePercent,
  listOrganizationChanges,
  toAmazonEntries,
  toNeoEntries,
} from '#shared/domain/directory/list-change.ts';
import { recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { assignAccountKeys } from '#shared/domain/readiness/matching/account-pairs.ts';
import { amazonUser, anyDirectory, neoUser, shuffle } from '../../support/directories.ts';

const compared = (...lists: Parameters<typeof compareLists>) => runToEnd(compareLists(...lists));
const byOrganization = (...lists: Parameters<typeof listOrganizationChanges>) => runToEnd(listOrganizationChanges(...lists));
const keysOfAccounts = (...lists: Parameters<typeof assignAccountKeys>) => runToEnd(assignAccountKeys(...lists));
const linesOfAccounts = (...list: Parameters<typeof toAmazonEntries>) => runToEnd(toAmazonEntries(...list));

const anyLine: fc.Arbitrary<ComparedEntry> = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  name: fc.constant(''),
  organization: fc.constantFrom('総務', '営業', ''),
  present: fc.boolean(),
  fields: fc.record({ x: fc.constantFrom('1', '2'), y: fc.constantFrom('1', '2') }),
});
const anyLines = fc.array(anyLine, { maxLength: 8 });
const FIELDS = ['x', 'y'];
const neoOf = (users: readonly NeoUser[], keys: readonly string[]): readonly ComparedEntry[] =>
  runToEnd(toNeoEntries(users, keys, (name) => name));

describe('comparing two lists', () => {
  it('compared with itself has no changes', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const change = compared(lines, lines, FIELDS);
        expect(change).toMatchObject({ added: [], gone: [], changed: [], changedFields: {} });
        expect(change.before).toBe(change.after);
        expect(byOrganization(lines, lines, change)).toEqual([]);
      }),
    );
  });

  it('the other way round swaps new and gone', () => {
    fc.assert(
      fc.property(anyLines, anyLines, (before, after) => {
        const [one, other] = [compared(before, after, FIELDS), compared(after, before, FIELDS)];
        expect([other.before, other.after]).toEqual([one.after, one.before]);
        expect(other.added).toEqual(one.gone);
        expect(other.gone).toEqual(one.added);
        expect(other.changedFields).toEqual(one.changedFields);
        expect(other.kept.map(([a, b]) => `${b} ${a}`).sort()).toEqual(one.kept.map(([a, b]) => `${a} ${b}`).sort());
        const swapped = byOrganization(after, before, other).map(({ name, gone, added }) => [name, added, gone]);
        expect(swapped.sort()).toEqual(
          byOrganization(before, after, one)
            .map(({ name, gone, added }) => [name, gone, added])
            .sort(),
        );
      }),
    );
  });

  it('counts everyone once, for any order of lines', () => {
    fc.assert(
      fc.property(anyLines, anyLines, fc.nat(100), (before, after, seed) => {
        const change = compared(before, after, []);
        expect(change.gone.length + change.kept.length).toBe(before.filter(({ present }) => present).length);
        expect(change.added.length + change.kept.length).toBe(after.filter(({ present }) => present).length);
        const other = compared(shuffle(before, seed), shuffle(after, seed + 1), []);
        expect([other.gone.length, other.added.length, other.kept.length]).toEqual([
          change.gone.length,
          change.added.length,
          change.kept.length,
        ]);
      }),
    );
  });

  it('reports no one as gone if only the columns differ', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200), { maxLength: 12 }),
        fc.subarray(['id', 'loginId', 'employeeCode'] as const),
        (people, dropped) => {
          const users = people.map((n) =>
            neoUser({ id: `${n}`, loginId: `u${n}`, employeeCode: `c${n}`, name: `名前${n}`, organizations: ['総務'] }),
          );
          const narrow = users.map((user) => ({ ...user, ...Object.fromEntries(dropped.map((column) => [column, ''])) }));
          const known = recognizePeople(users, []);
          const change = compared(neoOf(users, known.keys), neoOf(narrow, recognizePeople(narrow, known.learned).keys), []);
          expect([change.gone, change.added]).toEqual([[], []]);
        },
      ),
    );
  });

  it('holds for any directories of both sides', () => {
    const gone = (before: readonly AmazonUser[], after: readonly AmazonUser[]): [number, number] => {
      const keys = keysOfAccounts(before, after);
      const change = compared(linesOfAccounts(before, keys.before), linesOfAccounts(after, keys.after), []);
      return [change.gone.length, change.added.length];
    };
    fc.assert(
      fc.property(anyDirectory, anyDirectory, (one, other) => {
        expect(gone(one.amazonUsers, one.amazonUsers)).toEqual([0, 0]);
        expect(gone(one.amazonUsers, other.amazonUsers)).toEqual(gone(other.amazonUsers, one.amazonUsers).reverse());
      }),
      { numRuns: 200 },
    );
  });
});

describe('an account under another address', () => {
  it.each([
    ['an employee number', { employeeCode: '7', name: '佐藤' }, { employeeCode: '7', name: '佐藤 一' }],
    ['a name', { name: '佐藤 一' }, { name: '佐藤一' }],
  ])('is the same person’s by %s', (_, was, is) => {
    const [before, after] = [[amazonUser({ email: 'a@old.example', ...was })], [amazonUser({ email: 'a@new.example', ...is })]];
    const keys = keysOfAccounts(before, after);
    expect(keys.before).toEqual(keys.after);
  });
  it('is matched to no one if two people have the name', () => {
    const before = [amazonUser({ email: 'a@old.example', name: '佐藤' })];
    const after = [amazonUser({ email: 'b@new.example', name: '佐藤' }), amazonUser({ email: 'c@new.example', name: '佐藤' })];
    expect(keysOfAccounts(before, after).after).not.toContain(keysOfAccounts(before, after).before[0]);
  });
});

it('a percentage is shown as nothing or all only if it is exactly that', () => {
  expect([computePercent(55, 60), computePercent(1, 100_000), computePercent(99_999, 100_000), computePercent(0, 0)]).toEqual([
    91.7, 0.1, 99.9, 0,
  ]);
});
