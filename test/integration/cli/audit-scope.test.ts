import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { runWatch } from '#main/hosts/cli/commands/watch.ts';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { engineOf, openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const STATES = ['使用中', 'ログイン拒否', 'ロック', '使用停止中', '削除済み'] as const;
const addressOf = (at: number): string => `person${at}@example.co.jp`;

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('scope');
  const people = STATES.flatMap((state) => [state, state]);
  const write = (name: string, header: string, rows: readonly string[]): void =>
    writeFileSync(join(folder, name), [header, ...rows, ''].join('\n'));
  write(
    'neo.csv',
    'ID,ログインID,氏名,職場用メールアドレス,状態',
    people.map((state, at) => `${at + 1},login${at},山田 ${at}郎,${addressOf(at)},${state}`),
  );
  write(
    'amazon.csv',
    'メールアドレス,氏名,役割,ステータス',
    people.map((_, at) => `${addressOf(at)},山田 ${at}郎,パンチアウト,アクティブ`),
  );
});

const LOCKED_OUT = [2, 3, 4, 5].map((at) => `login${at}`);
const SUSPENDED = [6, 7, 8, 9].map((at) => `login${at}`);

it('leaves locked-out people out of the scope of two files, a company and watch alike', async () => {
  const [neo, amazon, data] = [join(folder, 'neo.csv'), join(folder, 'amazon.csv'), join(folder, 'data')];
  const companies = openCompanies(join(data, 'workspaces'));
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const engine = engineOf(companies, id);
  for (const [kind, path] of [
    ['neo-users', neo],
    ['amazon-users', amazon],
  ] as const)
    await engine.importList({ kind, path, name: `${kind}.csv`, reading: {} }, createSilentJobContext());
  const window = await engine.readiness();
  await companies.close();

  const reportOf = (name: string) => auditSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const lock = takeFolderLock(data);
  try {
    await runAudit(['--neo', neo, '--amazon', amazon, '--out', join(folder, 'files.json'), '--quiet']);
    await runAudit(['--profile', '自社', '--data-dir', data, '--out', join(folder, 'company.json'), '--quiet']);
  } finally {
    lock?.release();
  }
  const watch = ['--state', join(folder, 'state'), '--neo', neo, '--amazon', amazon, '--format', 'json'];
  await runWatch([...watch, '--out', join(folder, 'watch.json'), '--quiet']);

  const reports = ['files.json', 'company.json', 'watch.json'].map(reportOf);
  expect([window?.inScope, ...reports.map(({ summary }) => summary.inScope)]).toEqual([2, 2, 2, 2]);
  expect(reports.map(({ summary }) => summary.matched)).toEqual([2, 2, 2]);
  for (const { findings } of reports)
    expect(findings.flatMap(({ code, loginId }) => (code === 'amazon-user-of-suspended' ? [loginId] : [])).sort()).toEqual([
      ...LOCKED_OUT,
      ...SUSPENDED,
    ]);
});
