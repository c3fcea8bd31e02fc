import { expect, it } from 'vitest';
import {
  changePersonChoice,
  chooseAllLeavers,
  getSelectedIndex,
  listChosenChanges,
  selectAllChanges,
} from '#renderer/screens/fixes/leavers/leavers-model.ts';
import type { AccountRow } from '#shared/contract/fixes/fixes.ts';
import type { LeaverRow } from '#shared/contract/fixes/leavers.ts';

const line: LeaverRow['lines'][number] = {
  section: 'routes',
  objectId: 'r',
  name: '標準',
  how: 'step',
  step: 1,
  effect: 'removed',
};
const person = (id: string, state: LeaverRow['state'], chosen = false, lines = [line]) => ({ id, state, chosen, by: null, lines });
const account = (email: string, changes = 1): AccountRow => ({
  email,
  name: '',
  loginId: '',
  groups: [],
  wanted: [],
  why: 'leaver',
  changes: Array.from({ length: changes }, () => ({ kind: 'remove-account' as const, from: '', group: '' })),
  certain: true,
  accepted: false,
  adopted: null,
});

it('selects with one click all leavers who are still named in settings, and leaves the others unchanged', () => {
  const people = [
    person('a', 'suspended'),
    person('b', 'deleted'),
    person('c', 'login-denied'),
    person('d', 'gone', true),
    person('e', 'deleted', false, []),
  ];
  expect(chooseAllLeavers(people, true).map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  expect(chooseAllLeavers([...people, person('f', 'suspended', true)], false).map(({ id }) => id)).toEqual(['d']);
  expect(changePersonChoice(people, 'c', { chosen: true }).map(({ id }) => id)).toEqual(['c', 'd']);
});

it('selects no account before the administrator ticks it, however certain', () => {
  const rows = [account('a@example.co.jp'), account('b@example.co.jp', 0)];
  expect(listChosenChanges(rows, {})).toEqual([]);
  const remove = { kind: 'remove-account', from: '', group: '' } as const;
  const both = { 'a@example.co.jp': remove, 'b@example.co.jp': remove };
  expect(listChosenChanges(rows, both).map(({ email }) => email)).toEqual(['a@example.co.jp']);
});

it('a selected change does not become another one after an import: a person without a role may have left', () => {
  const grant = { kind: 'grant-role', from: '', group: '購買' } as const;
  const ticks = { 'a@example.co.jp': grant };
  expect(getSelectedIndex({ ...account('a@example.co.jp'), why: 'no-role', changes: [grant] }, ticks)).toBe(0);
  expect(getSelectedIndex(account('a@example.co.jp'), ticks)).toBeNull();
  expect(listChosenChanges([account('a@example.co.jp', 2)], ticks)).toEqual([]);
  const leave = (group: string) => ({ kind: 'leave-group' as const, from: group, group: '' });
  const row = { ...account('a@example.co.jp'), changes: [leave('A'), leave('B')] };
  expect([getSelectedIndex(row, { [row.email]: leave('B') }), getSelectedIndex(row, { [row.email]: leave('C') })]).toEqual([1, null]);
});

it('selecting all skips accepted findings and accounts that are only locked, and keeps earlier choices', () => {
  const join = (group: string) => ({ kind: 'join-group' as const, from: '', group });
  const left = account('left@example.co.jp');
  const denied = { ...account('denied@example.co.jp'), certain: false };
  const own = { ...account('own@example.co.jp'), why: 'no-group' as const, certain: false, changes: [join('本社'), join('工場')] };
  const rows = [left, denied, { ...account('kept@example.co.jp'), why: 'nobody' as const, accepted: true }, own];
  const all = selectAllChanges(rows, { [own.email]: join('工場') }, true);
  expect(listChosenChanges(rows, all).map(({ email, group }) => [email, group])).toEqual([
    [left.email, ''],
    [own.email, '工場'],
  ]);
  expect(
    listChosenChanges(rows, selectAllChanges(rows, { [denied.email]: { kind: 'remove-account', from: '', group: '' } }, true)),
  ).toHaveLength(3);
  expect(listChosenChanges(rows, selectAllChanges(rows, all, false))).toEqual([]);
});
