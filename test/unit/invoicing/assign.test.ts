import { expect, test } from 'vitest';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { OrganizationChoice } from '#shared/domain/integration/settings.ts';
import { assignOrganizationToGroup } from '#shared/domain/invoicing/assign.ts';
import { computeMembership } from '#shared/domain/invoicing/membership.ts';
import { neoUser } from '../../support/directories.ts';

const organization = (id: string, parentId: string | null) => ({ id, code: `C${id}`, name: `組織${id}`, parentId });
const person = (id: string, ...organizations: string[]) => ({ ...neoUser({ id }), organizations });
const people = new PeopleIndex({
  organizations: [organization('1', null), organization('2', '1'), organization('3', '2'), organization('4', '1')],
  // The last person has an additional post below organization 2, and the one before is out of scope.
  neoUsers: [person('a', '2'), person('b', '3'), person('c', '4'), person('left', '2'), person('d', '4', '3')],
  roles: [],
});
const inScope = Uint8Array.from([1, 1, 1, 0, 1]);
const assign = (first: readonly OrganizationChoice[], second: readonly OrganizationChoice[], organizationId: string) => {
  const groups = [first, second].map((organizations, at) => ({ code: `G${at}`, name: '', users: [], organizations }));
  return assignOrganizationToGroup(people, inScope, computeMembership(groups, people), 0, first, organizationId);
};
const all = (id: string): OrganizationChoice => ({ id, descendants: true });

test('people new to a group are all those in scope there, second posts included, who are not in it', () => {
  expect(assign([], [], '2')).toEqual({ kind: 'adds', at: 0, remove: 0, people: 3, several: 0, of: 3 });
  expect(assign([all('3')], [], '2')).toEqual({ kind: 'adds', at: 0, remove: 0, people: 1, several: 0, of: 3 });
  // People who are in another group are counted separately, because they would have to choose a group.
  expect(assign([], [all('4')], '2')).toMatchObject({ people: 3, several: 1 });
});

test('widens an organization named alone at its position, and leaves one that is covered', () => {
  expect(assign([all('4'), { id: '2', descendants: false }], [], '2')).toMatchObject({ kind: 'adds', at: 1, remove: 1 });
  expect(assign([all('1')], [], '3')).toEqual({ kind: 'covered', by: '1' });
  expect(assign([all('3')], [], '3')).toEqual({ kind: 'covered', by: '3' });
  expect(assign([], [], 'nowhere')).toEqual({ kind: 'unknown' });
});
