import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { connectCompany } from '../support/connected-company.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

type Order = CallInput<'drafts.list'>;

describe('the list of drafts', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  const draft = async (command: object): Promise<void> => {
    // Each edit gets a different timestamp.
    await wait(5);
    unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
  };
  const list = async (order: Partial<Order>): Promise<CallOutput<'drafts.list'>> =>
    unwrapResult(
      await client.call('drafts.list', {
        section: 'invoice_groups',
        search: '',
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 100,
        ...order,
      }),
    );
  const idsBy = async (by: Order['sort']['by'], direction: Order['sort']['direction'] = 'ascending'): Promise<string[]> =>
    (await list({ sort: { by, direction } })).rows.map(({ id }) => id.replace('demo-invoice-', ''));

  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    sandbox = await startSandbox();
    await connectCompany(client, sandbox);
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });

  it('has a row with the visible facts of each draft, in any sort order', async () => {
    const group = (id: string) => ({ section: 'invoice_groups', id }) as const;
    await draft({ kind: 'edit', ...group('demo-invoice-1'), edit: { kind: 'set', fields: { name: '本社（改）' } } });
    await draft({ kind: 'delete', ...group('demo-invoice-2') });
    await draft({ kind: 'put', ...group('new'), body: { code: '', name: '新しいグループ', users: [], organizations: [] }, note: 'メモ' });
    const { total, rows, revision } = await list({});
    expect([total, revision]).toEqual([8, 4]);
    const updatedAt = expect.stringMatching(/^20\d\d-\d\d-\d\dT/);
    const row = { hasNote: false, updatedAt, line: null, problems: { block: 0, risk: 0, note: 0 } };
    expect(rows).toEqual([
      { ...row, id: 'demo-invoice-6', name: '技術研究所', code: 'GIKENO1', state: 'same' },
      { ...row, id: 'demo-invoice-5', name: '工場', code: 'KOJO01', state: 'same' },
      { ...row, id: 'new', name: '新しいグループ', code: '', state: 'new', hasNote: true, problems: { block: 1, risk: 1, note: 0 } },
      { ...row, id: 'demo-invoice-4', name: '西日本支店', code: 'NISHI01', state: 'same' },
      { ...row, id: 'demo-invoice-3', name: '西日本支店（旧）', code: 'ＮISHI01', state: 'same', problems: { block: 1, risk: 0, note: 0 } },
      { ...row, id: 'demo-invoice-2', name: '東日本支店', code: 'HIGASHI01', state: 'deleted' },
      { ...row, id: 'demo-invoice-1', name: '本社（改）', code: 'HONSHA01', state: 'changed' },
      { ...row, id: 'demo-invoice-7', name: '役員', code: 'YAKUIN', state: 'same' },
    ]);

    expect(await idsBy('name', 'descending')).toEqual(['7', '1', '2', '3', '4', 'new', '5', '6']);
    expect(await idsBy('code')).toEqual(['new', '6', '2', '1', '5', '3', '4', '7']);
    expect(await idsBy('code', 'descending')).toEqual(['7', '3', '4', '5', '1', '2', '6', 'new']);
    expect(await idsBy('state')).toEqual(['2', 'new', '1', '6', '5', '4', '3', '7']);
    expect((await idsBy('problems')).slice(0, 2)).toEqual(['new', '3']);
    expect((await idsBy('problems', 'descending')).slice(-2)).toEqual(['3', 'new']);
    expect(await idsBy('updatedAt')).toEqual(['3', '4', '5', '6', '7', '1', '2', 'new']);
    expect(await idsBy('updatedAt', 'descending')).toEqual(['new', '2', '1', '3', '4', '5', '6', '7']);
    expect(await list({ offset: 2, limit: 3 })).toEqual({ revision, total, rows: rows.slice(2, 5) });
    expect(await list({ search: '　' })).toEqual({ revision, total, rows });
    expect((await list({ search: '日本' })).rows.map(({ id }) => id)).toEqual(['demo-invoice-4', 'demo-invoice-3', 'demo-invoice-2']);
  });

  it('shows the option of an Amazon group and the approvers of a route', async () => {
    await draft({
      kind: 'put',
      section: 'amazon_groups',
      id: 'amazon',
      body: { ...createAmazonGroup('購買'), integrationOption: 'OPTION1' },
      note: '',
    });
    expect((await list({ section: 'amazon_groups' })).rows).toMatchObject([{ name: '購買', code: 'OPTION1', line: null }]);
    const { rows } = await list({ section: 'routes', search: '購買委員会' });
    expect(rows).toMatchObject([{ name: '設備の購入（購買委員会）', code: '' }]);
    expect(rows[0]?.line?.[3]).toEqual({
      stepId: 'committee-3',
      role: 'decide',
      who: { key: 'who.group', params: { name: '購買委員会', count: 5 } },
      how: [{ key: 'rule.over-half', params: {} }],
      final: true,
      conditional: false,
    });
    await draft({ kind: 'delete', section: 'routes', id: 'demo-route-committee' });
    expect((await list({ section: 'routes', search: '購買委員会' })).rows).toMatchObject([{ state: 'deleted', line: null }]);
  });

  it('counts drafts, drafts that differ from the server, and drafts with blocking problems', async () => {
    const { sections } = unwrapResult(await client.call('drafts.summary', {}));
    expect(sections.map(({ section, objects, changed, blocked }) => [section, objects, changed, blocked])).toEqual([
      ['routes', 4, 1, 1],
      ['serials', 3, 0, 1],
      ['invoice_groups', 7, 3, 7],
      ['amazon_groups', 1, 1, 0],
      ['integration', 1, 0, 0],
      ['common_settings', 1, 0, 0],
      ['allowed_users', 1, 0, 0],
    ]);
  });

  it('shows the effects of one draft', async () => {
    const factsOf = async (section: Order['section'], id: string) => unwrapResult(await client.call('drafts.get', { section, id })).facts;
    const none = { kind: 'none' };
    // No user list is imported yet.
    expect(await factsOf('invoice_groups', 'demo-invoice-1')).toEqual({
      kind: 'invoice',
      people: null,
      match: 'unmatched',
      option: '',
      amazonGroup: '',
    });
    expect(await factsOf('invoice_groups', 'demo-invoice-2')).toEqual(none);
    expect(await factsOf('routes', 'demo-route-standard')).toEqual(none);
    const volume = { perMonth: 300, orders: 0, days: 0, until: '' };
    expect(await factsOf('serials', 'demo-serial-standard')).toEqual({ kind: 'serial', ...volume, last: null });
    // No user list is imported yet, so the affected users are unknown.
    expect(await factsOf('allowed_users', 'allowed_users')).toEqual(none);
    for (const [kind, text] of [
      ['neo-users', 'ID,ログインID,氏名,使用停止フラグ,職場用メールアドレス\r\n1,sato,佐藤 一,0,\r\n2,tanaka,田中 二,1,\r\n'],
      ['amazon-users', 'メールアドレス,氏名,役割\r\nsato@example.co.jp,佐藤 一,パンチアウト\r\n'],
    ] as const) {
      const path = join(client.folder, `${kind}.csv`);
      writeFileSync(path, text);
      const { token } = await client.console.files.add({ path, origin: 'chosen' });
      expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
    }
    await draft({
      kind: 'put',
      section: 'invoice_groups',
      id: 'new',
      body: { code: 'option1', name: '新しいグループ', users: ['1', '2'], organizations: [] },
      note: '',
    });
    expect(await factsOf('invoice_groups', 'new')).toEqual({
      kind: 'invoice',
      people: 1,
      match: 'case',
      option: 'OPTION1',
      amazonGroup: '購買',
    });
    // Another group now has this option exactly, so this code no longer counts as a near match.
    const codes = async (code: string, id: string) =>
      draft({ kind: 'edit', section: 'invoice_groups', id, edit: { kind: 'set', fields: { code } } });
    await codes('OPTI0N1', 'new');
    expect(await factsOf('invoice_groups', 'new')).toMatchObject({ match: 'near', option: 'OPTION1' });
    await codes('OPTION1', 'demo-invoice-1');
    expect(await factsOf('invoice_groups', 'new')).toMatchObject({ match: 'unmatched', option: '' });
    expect(await factsOf('allowed_users', 'allowed_users')).toEqual({ kind: 'allowed', active: 1, inactive: 1, unchecked: 0 });
  });
});

describe('the single objects of a company that is connected', () => {
  const INTEGRATION = { section: 'integration', id: 'integration' } as const;
  let client: HostClient;
  let sandbox: Sandbox;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });
  const stateOf = async (at: CallInput<'drafts.get'>) => unwrapResult(await client.call('drafts.get', at)).object.state;
  const choose = async (objects: readonly object[]): Promise<string> => {
    const path = join(client.folder, 'drafts.json');
    writeFileSync(path, JSON.stringify({ format: 'tsunagi-drafts', version: 1, objects }));
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };

  it('are never to be deleted on the server: not by a file without them, and not by taking back what began them', async () => {
    await connectCompany(client, sandbox);
    const route = (await client.call('drafts.create', { section: 'routes', name: '購買', template: null })) as { ok: boolean };
    expect(route.ok).toBe(true);
    for (const objects of [[], [{ ...INTEGRATION, body: null, note: '' }]]) {
      const token = await choose(objects);
      const preview = unwrapResult(await client.call('drafts.previewImport', { token, mode: 'replace' }));
      expect(preview.rows.filter(({ section, change }) => section === 'integration' && change === 'remove')).toEqual([]);
      unwrapResult(await client.call('drafts.importFile', { token, mode: 'replace', revision: preview.revision }));
      for (const section of ['integration', 'common_settings', 'allowed_users'] as const)
        expect(await stateOf({ section, id: section }), section).toBe('same');
      unwrapResult(await client.call('drafts.undo', {}));
    }
    unwrapResult(await client.call('drafts.delete', { objects: [INTEGRATION] }));
    expect(await stateOf(INTEGRATION)).toBe('same');
  });

  it('are imported from a file only once and under their own id, like all objects', async () => {
    const group = { section: 'invoice_groups', id: 'twice', body: { code: 'A', name: '本社', users: [], organizations: [] }, note: '' };
    const stray = { ...INTEGRATION, id: 'other', body: { systemLogin: '', poRequestUrl: '', punchoutUrl: '' }, note: '' };
    for (const [objects, object] of [
      [[stray], 1],
      [[group, group], 2],
    ] as const) {
      const token = await choose(objects);
      expect(await client.call('drafts.previewImport', { token, mode: 'merge' })).toMatchObject({
        ok: false,
        error: { code: 'draft-file-invalid', params: { object, field: 'id' } },
      });
    }
  });
});
