import { describe, expect, it } from 'vitest';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { findOutdatedCalls } from '#shared/domain/sync/plan/outdated-calls.ts';
import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import { createServerState, type ServerEntry } from '#shared/domain/sync/server-state.ts';

const group = (name: string): InvoiceGroup => ({ code: 'CODE', name, users: ['2', '1'], organizations: [] });
const call = (id: string, ifRevision: number, body: InvoiceGroup | null): SealedCall => ({
  section: 'invoice_groups',
  id,
  write: body === null ? 'delete' : 'put',
  ifRevision,
  before: ifRevision === 0 ? null : group('前'),
  body,
  generation: 0,
});
const entry = (id: string, revision: number, body: InvoiceGroup): ServerEntry => ({
  section: 'invoice_groups',
  id,
  revision,
  body,
  updatedAt: '2026-04-01T00:00:00Z',
  updatedBy: '鈴木',
});
const server = (entries: readonly ServerEntry[], complete: readonly 'invoice_groups'[] = ['invoice_groups']) =>
  createServerState({ readAt: '', complete, entries });
const changes = (calls: readonly SealedCall[], ...of: Parameters<typeof server>) =>
  findOutdatedCalls(calls, server(...of)).map(({ id, change, name, by }) => [id, change, name, by]);

describe('the calls that a server overtook', () => {
  it('are none while every object has the revision from which it was planned', () => {
    const calls = [call('new', 0, group('新')), call('kept', 3, group('後')), call('going', 4, null)];
    expect(changes(calls, [entry('kept', 3, group('前')), entry('going', 4, group('前'))])).toEqual([]);
  });

  it('are those of objects that others changed, made or took away', () => {
    const calls = [call('new', 0, group('新')), call('kept', 3, group('後')), call('gone', 4, group('後'))];
    expect(changes(calls, [entry('new', 9, group('別')), entry('kept', 8, group('変'))])).toEqual([
      ['new', 'appeared', '別', '鈴木'],
      ['kept', 'changed', '変', '鈴木'],
      ['gone', 'vanished', '', ''],
    ]);
  });

  it('are settled only if the server has the values they would write, in any order of its people', () => {
    const calls = [call('new', 0, group('新')), call('going', 4, null)];
    expect(changes(calls, [entry('new', 9, { ...group('新'), users: ['1', '2'] })])).toEqual([
      ['new', 'settled', '新', '鈴木'],
      ['going', 'settled', '', ''],
    ]);
  });

  it('have an unknown outcome if their section was not read completely', () => {
    expect(changes([call('kept', 3, group('後'))], [], [])).toEqual([['kept', 'unread', '', '']]);
  });

  it('are never those of secrets, which have no revision', () => {
    const secret: SealedCall = { ...call('catalog-password', 0, null), section: 'integration', write: 'secret', generation: 2 };
    expect(changes([secret], [])).toEqual([]);
  });
});
