import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entrySheetSchema } from '#main/hosts/cli/output/printed-json.ts';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { CLI } from '../../support/built.ts';
import { engineOf, openCompanies } from '../../support/engine.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { confirmForCommands } from '../../support/trust-keys.ts';

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
  folder = temporaryFolder('entry-sheet');
  sandbox = await startSandbox({ gateway: false });
  const companies = openCompanies(join(folder, 'workspaces'));
  const { id } = await companies.create({ name: '手作業商事', kind: 'test' });
  const engine = engineOf(companies, id);
  await engine.changeServer(sandbox.address);
  await engine.applyDraft({
    kind: 'put',
    section: 'invoice_groups',
    id: 'g1',
    note: '',
    body: { code: 'HONSHA', name: '𠮷野支社', users: [], organizations: [] },
  });
  await companies.close();
  await confirmForCommands(join(folder, 'workspaces'), id, sandbox.accessKey);
});
afterAll(async () => {
  await sandbox.close();
});

const plan = (...words: readonly string[]): Promise<{ exit: number | null; out: string; err: string }> =>
  new Promise((done, failed) => {
    const args = ['plan', '--profile', '手作業商事', '--data-dir', folder, ...words];
    const child = spawn(process.execPath, [CLI, ...args], { env: { TSUNAGI_ACCESS_KEY: sandbox.accessKey } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', failed);
    child.on('close', (exit) => done({ exit, out, err }));
  });

test('a plan for a stock NEO is the sheet of what to enter, in every form', async () => {
  const path = (name: string): string => join(folder, name);
  const told = await plan('--out', path('sheet.json'), '--json');
  expect(told).toMatchObject({ exit: 0, err: '' });
  expect(requirePrinted(['plan'], told.out, told.err)).toContain('entry-sheet');
  const sheet = entrySheetSchema.parse(JSON.parse(readFileSync(path('sheet.json'), 'utf8')));
  expect(sheet.objects).toMatchObject([
    {
      manual: '4-1',
      screen: 'Amazonビジネス>機能管理>請求書グループ設定>請求書グループの追加',
      kind: 'create',
      lines: [{ done: false }, { done: false }],
    },
  ]);
  expect(sheet.objects[0]?.lines.map(({ value }) => value)).toContain('HONSHA');

  expect((await plan('--out', path('sheet.csv'), '--format', 'csv')).out).toContain('手動で登録する 1 件（2 行、残り 2 行）');
  expect(readFileSync(path('sheet.csv'), 'utf8')).toMatch(/^手順書,画面,登録対象,操作,入力する値,済み\r?\n4-1,.*HONSHA/s);
  expect((await plan('--out', path('sheet.html'), '--format', 'html', '--lang', 'en')).exit).toBe(0);
  expect(readFileSync(path('sheet.html'), 'utf8')).toMatch(/<html lang="en">[\s\S]*手作業商事[\s\S]*HONSHA/);

  const cp932 = await plan('--out', path('cp932.csv'), '--format', 'csv', '--encoding', 'cp932');
  expect(cp932).toMatchObject({ exit: 0, err: expect.stringContaining('U+20BB7') });
  expect((await plan('--out', path('sheet.csv'), '--format', 'csv')).err).toBe('');
});
