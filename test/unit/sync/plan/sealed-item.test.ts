import { describe, expect, it } from 'vitest';
import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { createSealedItems } from '#shared/domain/sync/plan/sealed-item.ts';

const body = { code: 'HONSHA', name: '本社', users: [], organizations: [] };
const put: SealedCall = {
  section: 'invoice_groups',
  id: 'g',
  write: 'put',
  ifRevision: 3,
  before: body,
  body: { ...body, name: '本店' },
  generation: 0,
} as SealedCall;
const created: SealedCall = { ...put, ifRevision: 0, before: null, body };
const deleted: SealedCall = { ...put, write: 'delete', body: null };
const secret: SealedCall = {
  section: 'integration',
  id: 'catalog-password',
  write: 'secret',
  ifRevision: 0,
  before: null,
  body: null,
  generation: 2,
} as SealedCall;

describe('calls that a plan may hold', () => {
  it.each([
    ['a change', put],
    ['a new object', created],
    ['an object that goes', deleted],
    ['a password', secret],
  ])('%s', (_, call) => {
    expect(createSealedItems([call])).toMatchObject([{ call }]);
  });

  it.each<[string, readonly SealedCall[]]>([
    ['an object twice', [put, put]],
    ['a change that changes nothing', [{ ...put, body }]],
    ['a change to nothing', [{ ...put, body: null }]],
    ['an object that goes with a body', [{ ...deleted, body }]],
    ['an object that goes and was not there', [{ ...deleted, before: null }]],
    ['a new object over a revision', [{ ...created, ifRevision: 1 }]],
    ['an object with the generation of a password', [{ ...put, generation: 1 }]],
    ['a password of another section', [{ ...secret, section: 'invoice_groups' }]],
    ['a password that nobody knows', [{ ...secret, id: 'other' }]],
    ['a password over something', [{ ...secret, before: body }]],
    ['a password with a body', [{ ...secret, body }]],
    ['a password that was never set', [{ ...secret, generation: 0 }]],
    ['settings under another id', [{ ...created, section: 'allowed_users', id: 'g' }]],
  ])('are never %s', (_, calls) => {
    expect(createSealedItems(calls)).toBeNull();
  });
});
