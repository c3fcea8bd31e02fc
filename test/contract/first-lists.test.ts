import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the first two lists through both hosts', () => {
  let client: HostClient;
  let files: string;
  beforeAll(async () => {
    files = temporaryFolder('first-lists');
    client = await openHostClient('both hosts');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const recognized = async (text: string) => {
    const path = join(files, 'list.csv');
    writeFileSync(path, text);
    const { token } = await client.console.files.add({ path, origin: 'upload', name: 'list.csv' });
    return client.call('files.recognize', { token });
  };

  it('are known by their headers before there is a company', async () => {
    expect(unwrapResult(await recognized('氏名,ログインID,職場用メールアドレス\n田中,tanaka,t@example.co.jp\n'))).toEqual({
      list: 'neo-users',
      rows: 1,
    });
    expect(unwrapResult(await recognized('氏名,Eメールアドレス,役割,グループ\n田中,t@example.co.jp,購買担当,本社\n'))).toEqual({
      list: 'amazon-users',
      rows: 1,
    });
    expect(unwrapResult(await recognized('氏名,メールアドレス\n田中,t@example.co.jp\n鈴木,s@example.co.jp\n'))).toEqual({
      list: null,
      rows: 2,
    });
    expect(unwrapResult(await recognized('Order Date,Order ID,Account Group,PO Number,ASIN\n2026/04/01,250-1,本社,1,B00\n')).list).toBe(
      'order-report',
    );
    expect(await recognized('%PDF-1.7')).toMatchObject({ ok: false, error: { code: 'file-kind-wrong', params: { file: 'list.csv' } } });
    expect(await client.call('files.recognize', { token: 'none' })).toMatchObject({ ok: false, error: { code: 'file-token-unknown' } });
  });

  it('can be tried with examples, which are recognised and imported as they are', async () => {
    for (const list of ['neo-users', 'amazon-users'] as const) {
      const example = unwrapResult(await client.call('files.example', { list, language: 'ja' }));
      expect(example.name).toBe({ 'neo-users': '見本_NEOユーザー.csv', 'amazon-users': '見本_Amazonユーザー.xlsx' }[list]);
      const told = unwrapResult(await client.call('files.recognize', { token: example.token }));
      expect(told.list).toBe(list);
      expect(told.rows).toBeGreaterThan(1000);
      if (list === 'neo-users') unwrapResult(await client.call('companies.create', { name: '例示商事', kind: 'test' }));
      const imported = await client.finish(client.call('imports.commit', { token: example.token, kind: list, reading: {} }));
      expect(imported).toMatchObject({ error: null, result: { rows: told.rows } });
    }
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    expect(summary).not.toBeNull();
  });
});
