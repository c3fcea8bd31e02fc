import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { ViewContent } from '#shared/contract/views.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const OSAKA: Extract<ViewContent, { kind: 'matching' }> = {
  kind: 'matching',
  filter: { ...EMPTY_FINDING_FILTER, search: '大阪', codes: ['work-email-missing'] },
  sort: { by: 'name', direction: 'descending' },
};
const MONTHLY: ViewContent = { kind: 'report', format: 'csv', encoding: 'cp932', scope: 'filtered' };

describe('saved views through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });
  const listed = async (kind: ViewContent['kind']) => unwrapResult(await client.call('views.list', { kind })).views;
  const save = (id: number | null, viewName: string, content: ViewContent) => client.call('views.save', { id, name: viewName, content });

  it('keeps a filter and the options of a report, each among its own kind', async () => {
    expect(await listed('matching')).toEqual([]);
    const view = unwrapResult(await save(null, ' 大阪の未設定 ', OSAKA));
    expect(view).toEqual({ id: view.id, name: '大阪の未設定', content: OSAKA });
    const preset = unwrapResult(await save(null, '大阪の未設定', MONTHLY));
    expect(await listed('matching')).toEqual([view]);
    expect(await listed('report')).toEqual([preset]);
  });

  it('saves the columns of a list under a name that other kinds of views may also use', async () => {
    const columns: ViewContent = { kind: 'columns', order: ['triage', 'name'], visible: { organization: false }, widths: { name: 180 } };
    const kept = unwrapResult(await save(null, 'finding', columns));
    expect(await listed('columns')).toEqual([{ id: kept.id, name: 'finding', content: columns }]);
    const wider: ViewContent = { ...columns, widths: { name: 240 } };
    expect(unwrapResult(await save(kept.id, 'finding', wider)).content).toEqual(wider);
    expect(failureCodeOf(await save(null, 'finding', columns))).toBe('view-name-taken');
    expect(failureCodeOf(await save(kept.id, 'finding', OSAKA))).toBe('view-not-found');
    expect(failureCodeOf(await save(kept.id, 'finding', { ...columns, widths: { name: 9 } }))).toBe('invalid-input');
  });

  it('replaces the content of a view, renames it and deletes it', async () => {
    const [view] = await listed('matching');
    const id = view?.id ?? -1;
    const content = { ...OSAKA, filter: { ...OSAKA.filter, triage: 'all' as const } };
    expect(unwrapResult(await save(id, '大阪', content))).toEqual({ id, name: '大阪', content });
    expect(unwrapResult(await client.call('views.rename', { id, name: '大阪支社' }))).toEqual({ id, name: '大阪支社', content });
    expect(await listed('matching')).toEqual([{ id, name: '大阪支社', content }]);
    expect(failureCodeOf(await client.call('views.delete', { id }))).toBe('ok');
    expect(await listed('matching')).toEqual([]);
    expect(failureCodeOf(await client.call('views.delete', { id }))).toBe('view-not-found');
    expect(failureCodeOf(await client.call('views.rename', { id, name: '大阪' }))).toBe('view-not-found');
    expect(failureCodeOf(await save(id, '大阪', OSAKA))).toBe('view-not-found');
  });

  it('refuses a name that reads the same, and the content of another kind', async () => {
    const kept = unwrapResult(await save(null, 'Tokyo', OSAKA));
    const other = unwrapResult(await save(null, '福岡', OSAKA));
    expect(failureCodeOf(await save(null, 'ｔｏｋｙｏ', OSAKA))).toBe('view-name-taken');
    expect(failureCodeOf(await client.call('views.rename', { id: other.id, name: 'TOKYO' }))).toBe('view-name-taken');
    expect(failureCodeOf(await save(kept.id, 'tokyo', OSAKA))).toBe('ok');
    expect(failureCodeOf(await save(kept.id, '月次', MONTHLY))).toBe('view-not-found');
    expect(failureCodeOf(await save(null, ' ', OSAKA))).toBe('invalid-input');
  });
});

describe('a saved view', () => {
  it('belongs to its company and is there after a restart', async () => {
    let client = await openHostClient('dispatcher');
    const { id } = unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    const view = unwrapResult(await client.call('views.save', { id: null, name: '月次', content: MONTHLY }));
    unwrapResult(await client.call('companies.create', { name: '子会社', kind: 'test' }));
    expect(unwrapResult(await client.call('views.list', { kind: 'report' })).views).toEqual([]);
    await client.close();
    client = await openHostClient('dispatcher', client.folder);
    unwrapResult(await client.call('companies.open', { id }));
    expect(unwrapResult(await client.call('views.list', { kind: 'report' })).views).toEqual([view]);
    await client.close();
    removeFolder(client.folder);
  });
});
