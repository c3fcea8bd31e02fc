import { expect, it } from 'vitest';
import { listEntriesNamedByChange, planDatedChange } from '#shared/domain/drafts/dated-change.ts';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { route, step } from '../routes/company.ts';

it('a change lists every person and object it contains, once each, except removed people', () => {
  const group = { code: 'A', name: 'A', users: ['1', '2'], organizations: [{ id: 'o', descendants: true }] };
  const asking = route([step('a', { kind: 'users', users: ['2', '3'] }), step('b', { kind: 'role', roleId: 'r' })]);
  const object = (section: 'invoice_groups' | 'routes', body: typeof group | typeof asking | null) => ({
    section,
    id: 'x',
    before: null,
    body,
    note: '',
  });
  const named = listEntriesNamedByChange({
    objects: [object('invoice_groups', group), object('routes', asking), object('routes', null)],
    people: [
      { id: '3', by: '9' },
      { id: '8', by: null },
    ],
  });
  expect(named.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(['organization o', 'role r', 'user 1', 'user 2', 'user 9']);
});

it('a change reports where a removed person stays, because the list would be empty otherwise', () => {
  const asked = route([step('a', { kind: 'users', users: ['1'] }), step('b', { kind: 'users', users: ['1', '2'] })]);
  const draft = { section: 'routes', id: asked.id, base: asked, draft: asked, note: '' } as Draft;
  const drafts = new Map([[getDraftKey(draft), draft]]);
  const taken = (by: string | null) => planDatedChange(drafts, { objects: [], people: [{ id: '1', by }] }, new Set());
  expect([...taken(null).stays]).toEqual([['1', 1]]);
  expect(taken(null).edits).toHaveLength(1);
  expect([...taken('3').stays]).toEqual([]);
});
