import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the first two lists through both hosts', () => {
  let door: Door;
  let files: string;
  beforeAll(async () => {
    files = temporaryFolder('first-lists');
    door = await openDoorBy('both hosts');
  });
  afterAll(async () => {
    await door.close();
    removeFolder(door.folder);
    removeFolder(files);
  });
  const recognized = async (text: string) => {
    const path = join(files, 'list.csv');
    writeFileSync(path, text);
    const { token } = await door.console.files.add({ path, origin: 'upload', name: 'list.csv' });
    return door.call('files.recognize', { token });
  };

  it('are known by their headers before there is a company', async () => {
    expect(answered(await recognized('氏名,ログインID,職場用メールアドレス\n田中,tanaka,t@example.co.jp\n'))).toEqual({
      list: 'neo-users',
      rows: 1,
    });
    expect(answered(await recognized('氏名,Eメールアドレス,役割,グループ\n田中,t@example.co.jp,購買担当,本社\n'))).toEqual({
      list: 'amazon-users',
      rows: 1,
    });
    expect(answered(await recognized('氏名,メールアドレス\n田中,t@example.co.jp\n鈴木,s@example.co.jp\n'))).toEqual({
      list: null,
      rows: 2,
    });
    expect(answered(await recognized('Order Date,Order ID,Account Group,PO Number,ASIN\n2026/04/01,250-1,本社,1,B00\n')).list).toBe(
      'order-report',
    );
    expect(await recognized('%PDF-1.7')).toMatchObject({ ok: false, error: { code: 'file-kind-wrong', params: { file: 'list.csv' } } });
    expect(await door.call('files.recognize', { token: 'none' })).toMatchObject({ ok: false, error: { code: 'file-token-unknown' } });
  });

  it('can be tried with examples, which are recognised and imported as they are', async () => {
    for (const list of ['neo-users', 'amazon-users'] as const) {
      const example = answered(await door.call('files.example', { list, language: 'ja' }));
      expect(example.name).toBe({ 'neo-users': '見本_NEOユーザー.csv', 'amazon-users': '見本_Amazonユーザー.xlsx' }[list]);
      const told = answered(await door.call('files.recognize', { token: example.token }));
      expect(told.list).toBe(list);
      expect(told.rows).toBeGreaterThan(1000);
      if (list === 'neo-users') answered(await door.call('companies.create', { name: '例示商事', kind: 'test' }));
      const imported = await door.finish(door.call('imports.commit', { token: example.token, kind: list, reading: {} }));
      expect(imported).toMatchObject({ error: null, result: { rows: told.rows } });
    }
    const summary = answered(await door.call('readiness.summary', {}));
    expect(summary).not.toBeNull();
  });
});
