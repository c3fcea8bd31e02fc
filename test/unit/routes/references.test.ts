import { expect, it } from 'vitest';
import { listRouteReferences } from '#shared/domain/routes/references.ts';
import type { Approver } from '#shared/domain/routes/route.ts';
import { route, step } from './company.ts';

it.each<readonly [Approver, readonly string[]]>([
  [{ kind: 'users', users: ['1', ''] }, ['user 1']],
  [{ kind: 'group', name: '購買', members: ['2', '3'], rule: 'all' }, ['user 2', 'user 3']],
  [{ kind: 'role', roleId: 'r' }, ['role r']],
  [{ kind: 'organization', organizationId: '10', resolver: { kind: 'role-members', roleId: 'r' } }, ['organization 10', 'role r']],
  [{ kind: 'organization', organizationId: '10', resolver: { kind: 'selected', users: ['4'] } } as Approver, ['organization 10', 'user 4']],
  [{ kind: 'hierarchy', from: 2, to: 1, resolver: { kind: 'role-members', roleId: 'r' } }, ['role r']],
  [{ kind: 'hierarchy', from: 2, to: 1, resolver: { kind: 'approvers' } }, []],
  [{ kind: 'applicant' } as Approver, []],
])('of a step are the people and objects it names: %j', (approvers, expected) => {
  const references = listRouteReferences(route([step('s', approvers)]));
  expect(references.map(({ kind, id }) => `${kind} ${id}`)).toEqual(expected);
  expect(references.every(({ stepId }) => stepId === 's')).toBe(true);
});
