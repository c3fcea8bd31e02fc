import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutput } from '#shared/contract/calls.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const WINDOW = { offset: 0, limit: 200 } as const;
const KEY = 'invoice_groups g1';

describe('the manual-entry sheet through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '手作業商事', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const sheet = async (): Promise<CallOutput<'manualEntry.sheet'>> => unwrapResult(await client.call('manualEntry.sheet', WINDOW));

  it('is empty before anything is drafted', async () => {
    expect(await sheet()).toMatchObject({ total: 0, lines: 0, ticked: 0, tasks: [] });
    expect(unwrapResult(await client.call('manualEntry.entered', WINDOW))).toMatchObject({ total: 0, objects: [] });
    for (const call of ['manualEntry.finish', 'manualEntry.reopen'] as const)
      expect(failureCodeOf(await client.call(call, { key: KEY }))).toBe('plan-item-not-found');
  });

  it('lists the drafts line by line, and marks an item as entered once all lines are checked', async () => {
    unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'put',
          section: 'invoice_groups',
          id: 'g1',
          note: '',
          body: { code: 'HONSHA', name: '本社', users: [], organizations: [] },
        },
      }),
    );
    const [task] = (await sheet()).tasks;
    expect(task).toMatchObject({ key: KEY, kind: 'create', lines: [{ copy: '本社' }, { copy: 'HONSHA', field: '請求書グループコード' }] });
    const lines = task?.lines.map(({ id }) => id) ?? [];
    expect(failureCodeOf(await client.call('manualEntry.tick', { key: KEY, lines: ['set /nothing'], ticked: true }))).toBe(
      'plan-item-not-found',
    );
    unwrapResult(await client.call('manualEntry.tick', { key: KEY, lines, ticked: true }));
    unwrapResult(await client.call('manualEntry.tick', { key: KEY, lines: lines.slice(0, 1), ticked: false }));
    expect(await sheet()).toMatchObject({ ticked: 1 });
    expect(failureCodeOf(await client.call('manualEntry.finish', { key: KEY }))).toBe('manual-entry-unticked');
    unwrapResult(await client.call('manualEntry.tick', { key: KEY, lines, ticked: true }));
    unwrapResult(await client.call('manualEntry.finish', { key: KEY }));
    expect(await sheet()).toMatchObject({ total: 0 });
    expect(unwrapResult(await client.call('manualEntry.entered', WINDOW))).toMatchObject({
      total: 1,
      objects: [{ key: KEY, deleted: false }],
    });
    unwrapResult(await client.call('manualEntry.reopen', { key: KEY }));
    expect(await sheet()).toMatchObject({ total: 1, ticked: 0 });
  });

  it('refuses input that the contract does not define', async () => {
    for (const input of [
      { key: '', lines: ['x'], ticked: true },
      { key: KEY, lines: [], ticked: true },
      { key: KEY, lines: ['x'] },
    ])
      expect(failureCodeOf(await client.call('manualEntry.tick', input as never))).toBe('invalid-input');
    expect(failureCodeOf(await client.call('manualEntry.sheet', { offset: 0, limit: 201 }))).toBe('invalid-input');
  });

  it('changes nothing while the company is only looked at', async () => {
    const details = unwrapResult(await client.call('companies.current', {}));
    const id = details?.company.id ?? '';
    unwrapResult(await client.call('companies.setReadOnly', { id, readOnly: true, typedName: null }));
    expect(failureCodeOf(await client.call('manualEntry.tick', { key: KEY, lines: ['set /name'], ticked: true }))).toBe(
      'company-read-only',
    );
    expect(await sheet()).toMatchObject({ total: 1, ticked: 0 });
  });
});
