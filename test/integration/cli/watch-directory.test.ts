import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditSchema } from '#main/hosts/cli/output/printed-json.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { CLI } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NEO = ['氏名,ログインID,社員番号,職場用メールアドレス', '阿部 愛,abe,001,abe@example.co.jp', '井上 功,inoue,002,inoue@example.co.jp'];
const AMAZON = [
  '氏名,Eメールアドレス,役割,ステータス',
  '阿部 愛,abe@example.co.jp,パンチアウト,有効',
  '井上 功,inoue@example.co.jp,パンチアウト,有効',
];

it('watches with the directory that the company read last, and names it with its age', () => {
  const folder = temporaryFolder('watch-directory');
  const data = join(folder, 'data');
  mkdirSync(join(data, 'workspaces'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'neo.csv'), `${NEO.join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'amazon.csv'), `${AMAZON.join('\r\n')}\r\n`);
  const file = new CompanyFolder(join(data, 'workspaces')).create('例示商事', 'test', '2026-11-26T00:00:00.000Z');
  const watch = (): { readonly exit: number | null; readonly out: string; readonly codes: string[] } => {
    const lists = ['--neo', 'neo.csv', '--amazon', 'amazon.csv', '--profile', '例示商事', '--data-dir', data];
    const words = ['watch', '--state', 'state', ...lists, '--format', 'json', '--out', 'new.json'];
    const { status, stdout } = spawnSync(process.execPath, [CLI, ...words], { cwd: folder, encoding: 'utf8', env: {} });
    const { findings } = auditSchema.parse(JSON.parse(readFileSync(join(folder, 'new.json'), 'utf8')));
    return { exit: status, out: stdout, codes: findings.map(({ code }) => code) };
  };
  expect(watch().codes).toEqual([]);

  const at = '2026-11-30T00:00:00.000Z';
  const label = 'ldaps://dc01.example.co.jp:636';
  const snapshotId = file.people.begin({
    side: 'directory',
    origin: 'server',
    label,
    takenAt: at,
    serverRevision: null,
    missingFields: ['group', 'blocked'],
  });
  const person = { principalName: '', accountName: '', group: '' };
  file.people.append(snapshotId, 'directory_person', [
    { ...person, mail: 'abe@example.co.jp', employeeId: '001', name: '阿部 愛', state: 'enabled' },
    { ...person, mail: 'inoue@example.co.jp', employeeId: '002', name: '井上 功', state: 'disabled' },
  ]);
  file.people.publish([{ snapshotId, table: 'directory_person' }], at);
  file.close();
  const second = watch();
  expect(second.codes).toEqual(['directory-disabled']);
  expect(second.out).toContain(label);
});
