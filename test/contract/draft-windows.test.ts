import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

/** Edits in one window of drafts that another window has just changed. */
describe('drafts of two windows through both hosts', () => {
  let client: HostClient;
  let id: string;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    id = unwrapResult(await client.call('drafts.create', { section: 'invoice_groups', name: '総務', template: null })).changed[0]?.id ?? '';
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const change = (edit: object) =>
    client.call('drafts.apply', { command: { kind: 'edit', section: 'invoice_groups', id, edit } } as CallInput<'drafts.apply'>);
  const users = async (): Promise<unknown> => {
    const { object } = unwrapResult(await client.call('drafts.get', { section: 'invoice_groups', id }));
    return object.section === 'invoice_groups' ? object.draft?.users : null;
  };

  it('remove no wrong person after a concurrent edit, and record no removal that did not happen', async () => {
    unwrapResult(await change({ kind: 'set', fields: { users: ['abe', 'ito', 'ueda'] } }));
    const seen = { kind: 'splice', field: 'users', at: 1, remove: 1, insert: [], removed: ['ito'] };
    unwrapResult(await change({ kind: 'splice', field: 'users', at: 0, remove: 0, insert: ['sato'] }));
    unwrapResult(await change(seen));
    expect(await users()).toEqual(['sato', 'abe', 'ueda']);
    const { steps } = unwrapResult(await client.call('drafts.summary', {}));
    const again = await change(seen);
    expect(again).toMatchObject({ ok: false, error: { code: 'draft-changed-elsewhere' } });
    expect(await users()).toEqual(['sato', 'abe', 'ueda']);
    expect(unwrapResult(await client.call('drafts.summary', {})).steps).toEqual(steps);
  });

  it('keep the names that another window added to a list since', async () => {
    unwrapResult(await change({ kind: 'set', fields: { users: ['abe'] } }));
    const blind = await change({ kind: 'set', fields: { users: ['ito'] }, was: { users: ['ueda'] } });
    expect(unwrapResult(blind).changed).toHaveLength(1);
    // `ueda` was removed in both windows; `abe` was added in the other one, `ito` in this one.
    expect(await users()).toEqual(['abe', 'ito']);
  });

  it('undo no other step than the one that a window has seen', async () => {
    const seen = unwrapResult(await change({ kind: 'set', fields: { name: '人事' } })).steps.undo?.id ?? 0;
    const later = unwrapResult(await change({ kind: 'set', fields: { code: 'B' } })).steps.undo?.id ?? 0;
    expect(await client.call('drafts.undo', { step: seen })).toMatchObject({ ok: false, error: { code: 'draft-step-changed' } });
    expect(unwrapResult(await client.call('drafts.undo', { step: later })).steps.redo?.id).toBe(later);
    expect(await client.call('drafts.redo', { step: seen })).toMatchObject({ ok: false, error: { code: 'draft-step-changed' } });
    unwrapResult(await client.call('drafts.redo', { step: later }));
  });

  it('refuse an edit of an object that another window deleted', async () => {
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'delete', section: 'invoice_groups', id } }));
    expect(await change({ kind: 'set', fields: { name: '人事' } })).toMatchObject({ ok: false, error: { code: 'draft-not-found' } });
    unwrapResult(await client.call('drafts.undo', {}));
  });
});
