import { expect, it } from 'vitest';
import { namedByChange } from '#shared/domain/drafts/dated-change.ts';
import { route, step } from '../routes/company.ts';

it('a change names everybody and everything that stands in it, once each, but who is taken out', () => {
  const group = { code: 'A', name: 'A', users: ['1', '2'], organizations: [{ id: 'o', descendants: true }] };
  const asking = route([step('a', { kind: 'users', users: ['2', '3'] }), step('b', { kind: 'role', roleId: 'r' })]);
  const object = (section: 'invoice_groups' | 'routes', body: typeof group | typeof asking | null) => ({
    section,
    id: 'x',
    before: null,
    body,
    note: '',
  });
  const named = namedByChange({
    objects: [object('invoice_groups', group), object('routes', asking), object('routes', null)],
    people: [
      { id: '3', by: '9' },
      { id: '8', by: null },
    ],
  });
  expect(named.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(['organization o', 'role r', 'user 1', 'user 2', 'user 9']);
});
