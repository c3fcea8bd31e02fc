import { describe, expect, it } from 'vitest';
import { createGatewayObjects } from '#main/groupware/gateway-objects.ts';
import type { TransportAnswer } from '#main/groupware/transport.ts';
import { createScriptedTransport, refusedBy } from '../../support/transport.ts';

const SETTINGS = { title: '備品', routeId: null, serialId: 's1' };
const listed = (id: unknown, fields: object = {}) => ({ id, revision: '4', updated_at: 'a', updated_by: 'b', body: SETTINGS, ...fields });
const objectsOf = (...answers: (TransportAnswer | Readonly<Record<string, unknown>>)[]) => {
  const transport = createScriptedTransport((_, { readsOnly }) => ({ readsOnly, ...(answers.shift() as object) }));
  return { objects: createGatewayObjects(transport), asked: transport.asked };
};
const ORDER = { section: 'common_settings', id: 'common_settings', ifRevision: 3, requestId: 'q1', lease: 'l1' } as const;

describe('objects of a gateway', () => {
  it('are listed, with the unreadable ones reported separately', async () => {
    const list = [
      listed(1),
      listed(1, { body: JSON.stringify({ ...SETTINGS, title: '別' }) }),
      listed('2', { body: JSON.stringify(SETTINGS), revision: 5 }),
      listed('3', { body: { ...SETTINGS, later: { deep: [1] } } }),
      listed('4', { body: { ...SETTINGS, routeId: 7 } }),
      listed('5', { body: '{' }),
      listed('6', { body: undefined }),
      listed('7', { revision: 'x' }),
      listed({ a: 1 }),
      'no object',
      listed('8', { body: [] }),
    ];
    const secrets = [{ name: 'catalog_password', set: '1', revision: '2' }];
    const { objects, asked } = objectsOf({ list, secrets, revision: 9 });
    const read = await objects.list('common_settings');
    expect(read).toEqual({
      objects: [
        { section: 'common_settings', id: '1', revision: 4, updatedAt: 'a', updatedBy: 'b', body: SETTINGS },
        { section: 'common_settings', id: '2', revision: 5, updatedAt: 'a', updatedBy: 'b', body: SETTINGS },
        {
          ...{ section: 'common_settings', id: '3', revision: 4, updatedAt: 'a', updatedBy: 'b', body: SETTINGS },
          whole: { ...SETTINGS, later: { deep: [1] } },
        },
      ],
      secrets: [],
      revision: '9',
      unreadable: [
        { id: '1', problem: 'id' },
        { id: '4', problem: 'body.routeId' },
        { id: '5', problem: 'body' },
        { id: '6', problem: 'body' },
        { id: '7', problem: 'revision' },
        { id: '', problem: 'id' },
        { id: '', problem: '' },
        { id: '8', problem: 'body' },
      ],
    });
    expect(asked).toEqual([{ module: 'tsunagi', action: 'list_objects', section: 'common_settings' }]);
  });

  it.each([
    ['1', true],
    ['true', true],
    [true, true],
    [1, true],
    ['0', false],
    ['', false],
    [false, false],
    ['yes', false],
  ])('have secrets in one section alone, set by %j: %s', async (set, isSet) => {
    const secrets = {
      item: [
        { name: 'other', set: 1, revision: 1 },
        { name: 'catalog_password', set, revision: '2' },
      ],
    };
    const { objects } = objectsOf({ list: '', secrets, revision: 9 }, { list: '', secrets: '', revision: 9 });
    expect((await objects.list('integration')).secrets).toEqual([{ name: 'catalog-password', set: isSet, revision: 2 }]);
    expect((await objects.list('integration')).secrets).toEqual([]);
  });

  it.each(['', 'x', '1'.repeat(16), null])('are not listed under the revision %j', async (revision) => {
    await expect(objectsOf({ list: [], secrets: [], revision }).objects.list('routes')).rejects.toMatchObject({
      failure: { code: 'server-answer-invalid', params: { why: 'other-shape', detail: 'revision' } },
    });
  });

  it('are written by orders that can be given again', async () => {
    const { objects, asked } = objectsOf({ revision: '7' }, { revision: 8 }, { revision: 9 });
    expect(await objects.put({ ...ORDER, body: SETTINGS })).toEqual({ kind: 'written', revision: 7 });
    expect(await objects.delete(ORDER)).toEqual({ kind: 'written', revision: 8 });
    expect(await objects.setSecret({ name: 'catalog-password', value: 'v', requestId: 'q3', lease: 'l1' })).toEqual({
      kind: 'written',
      revision: 9,
    });
    const about = { module: 'tsunagi', section: 'common_settings', id: 'common_settings', if_revision: '3', request_id: 'q1', lease: 'l1' };
    expect(asked).toEqual([
      { ...about, action: 'put_object', body: JSON.stringify(SETTINGS) },
      { ...about, action: 'delete_object' },
      { module: 'tsunagi', action: 'set_secret', name: 'catalog_password', value: 'v', request_id: 'q3', lease: 'l1' },
    ]);
  });

  it('are not written if something prevents it, and the cause is reported', async () => {
    const put = (answer: TransportAnswer) => objectsOf(answer).objects.put({ ...ORDER, body: SETTINGS });
    expect(await put(refusedBy(-409, { current: listed('1') }))).toMatchObject({
      kind: 'conflict',
      current: { id: '1', revision: 4, body: SETTINGS },
    });
    for (const current of [null, undefined, ''])
      expect(await put(refusedBy(-409, { current }))).toEqual({ kind: 'conflict', current: null });
    await expect(put(refusedBy(-409, { current: listed('1', { body: {} }) }))).rejects.toMatchObject({
      failure: { code: 'server-answer-invalid', params: { why: 'other-shape', detail: 'current.body.title' } },
    });
    expect(await put(refusedBy(-422, {}, { field: 'title', detail: '長すぎます' }))).toEqual({
      ...{ kind: 'refused', field: 'title', message: '長すぎます' },
    });
    await expect(put(refusedBy(-1))).rejects.toMatchObject({ failure: { code: 'server-refused', params: { errorno: -1 } } });
    await expect(put({ kind: 'absent' })).rejects.toMatchObject({ failure: { code: 'server-not-gateway' } });
    const secret = objectsOf(refusedBy(-409)).objects.setSecret({ name: 'catalog-password', value: 'v', requestId: 'q', lease: 'l' });
    await expect(secret).rejects.toMatchObject({ failure: { code: 'server-refused' } });
  });
});

describe('the right to write', () => {
  const taken = { holder: '鈴木', since: 's', expires_at: 'e' };
  const order = { holder: '田中', ttlSeconds: 60 };

  it('is held until it expires, or reported as held by another console', async () => {
    const { objects, asked } = objectsOf(
      { lease: 'l1', expires_at: '2026-11-24T00:00:00Z' },
      { lease: 'l2', expires_at: '2026-11-24T00:00:00Z' },
      refusedBy(-423, taken),
      refusedBy(-1),
      { lease: '', expires_at: '2026-11-24T00:00:00Z' },
      { lease: 'l3', expires_at: 'soon' },
    );
    expect(await objects.acquireLease(order)).toEqual({ kind: 'held', lease: 'l1', expiresAt: '2026-11-24T00:00:00Z' });
    expect(await objects.acquireLease({ ...order, requestId: 'q', takeOver: true })).toMatchObject({ lease: 'l2' });
    expect(await objects.acquireLease({ ...order, takeOver: false })).toEqual({
      kind: 'taken',
      holder: '鈴木',
      since: 's',
      expiresAt: 'e',
    });
    await expect(objects.acquireLease(order)).rejects.toMatchObject({ failure: { params: { errorno: -1 } } });
    await expect(objects.acquireLease(order)).rejects.toMatchObject({ failure: { params: { detail: 'lease' } } });
    await expect(objects.acquireLease(order)).rejects.toMatchObject({ failure: { params: { detail: 'expires_at' } } });
    const asking = { module: 'tsunagi', action: 'acquire_lease', holder: '田中', ttl_s: '60' };
    expect(asked.slice(0, 3)).toEqual([asking, { ...asking, request_id: 'q', take_over: '1' }, asking]);
  });

  it('is renewed while no other console has it, and released', async () => {
    const { objects, asked } = objectsOf({ expires_at: '2026-11-24T00:00:00Z' }, {}, refusedBy(-423, taken), refusedBy(-1));
    expect(await objects.renewLease('l1', 90)).toEqual({ expiresAt: '2026-11-24T00:00:00Z' });
    await objects.releaseLease('l1');
    await objects.releaseLease('l1');
    await expect(objects.releaseLease('l1')).rejects.toMatchObject({ failure: { params: { errorno: -1 } } });
    expect(asked.slice(0, 2)).toEqual([
      { module: 'tsunagi', action: 'renew_lease', lease: 'l1', ttl_s: '90' },
      { module: 'tsunagi', action: 'release_lease', lease: 'l1' },
    ]);
  });

  it.each([
    [taken, '鈴木'],
    [{ ...taken, holder: 'x'.repeat(300) }, 'x'.repeat(200)],
    [{ ...taken, holder: '' }, 'none'],
    [{ ...taken, holder: { a: 1 } }, 'none'],
  ])('is lost to whom the server names: %j', async (body, holder) => {
    const lost = { failure: { code: 'server-lease-lost', params: { holder } } };
    const { objects } = objectsOf(refusedBy(-423, body), refusedBy(-423, body), refusedBy(-1));
    await expect(objects.renewLease('l1', 60)).rejects.toMatchObject(lost);
    await expect(objects.put({ ...ORDER, body: SETTINGS })).rejects.toMatchObject(lost);
    await expect(objects.renewLease('l1', 60)).rejects.toMatchObject({ failure: { code: 'server-refused' } });
  });
});

describe('changes', () => {
  const change = (revision: number, fields: object = {}) => ({
    ...{ section: 'routes', id: 'r1', revision, at: 'a', by: 'b', kind: 'put' },
    ...fields,
  });
  const page = (allcnt: number, ...list: object[]) => ({ allcnt, list, revision: 30 });

  it('are read page by page from the last that was seen', async () => {
    const secret = change(22, { section: 'integration', id: 'catalog_password', kind: 'secret' });
    const other = change(23, { id: 'r_1', kind: 'delete' });
    const { objects, asked } = objectsOf(page(3, change(21)), page(2, secret, other));
    expect(await objects.changes('20')).toEqual({
      changes: [change(21), { ...secret, id: 'catalog-password' }, other],
      revision: '30',
    });
    expect(asked.map(({ since, action }) => [action, since])).toEqual([
      ['list_changes', '20'],
      ['list_changes', '21'],
    ]);
    expect((await objectsOf(page(0)).objects.changes('0')).changes).toEqual([]);
    // The server returned fewer changes than it announced, and then an empty page.
    expect((await objectsOf(page(5, change(21)), page(4)).objects.changes('20')).changes).toHaveLength(1);
  });

  it.each([
    ['that stand still', 'list-ends-early', '20', page(3, change(20))],
    ['that are too many', 'too-many', '1000001', page(1_000_001, change(21))],
    ['of a kind that nobody knows', 'other-shape', 'list.0.kind', page(1, change(21, { kind: 'x' }))],
    ['of a section that nobody knows', 'other-shape', 'list.0.section', page(1, change(21, { section: 'amazon_groups' }))],
  ])('%s are no answer', async (_, why, detail, answer) => {
    await expect(objectsOf(answer).objects.changes('20')).rejects.toMatchObject({
      failure: { code: 'server-answer-invalid', params: { why, detail } },
    });
  });
});
